"""Environments with the tool and with plugins of several kinds, and what the tool makes of them."""

import functools
import json

import workshop

GROUP = "gate_export.formats"

CSV = '''"""A module that says on standard error that it was imported."""
import sys
print("csv was imported", file=sys.stderr)
def render(events):
    return "".join(f"{event['gate']},{event['plate']}\\n" for event in events)
def nothing(events):
    return ""
def unfinished(events):
    return "no newline at the end"
'''

TABLES = '''"""Formats that lie in a class, or are objects that can be called."""
class Table:
    class Wide:
        @staticmethod
        def render(events):
            return "".join(f"| {event['plate']:<10} |\\n" for event in events)
    def __call__(self, events):
        return f"{len(events)} rows\\n"
short = Table()
def plates(events):
    return "plates of another team\\n"
'''

BROKEN = '''"""Imported, this module says so and then fails."""
import sys
print("{0} was imported", file=sys.stderr)
{1}
'''

FAILING = '''"""Formats that can be loaded, and go wrong when they are called."""
def key(events):
    return events[0]["no such key"]
def number(events):
    return len(events)
def bytes_(events):
    return b"bytes"
def nothing(events):
    return None
'''

PLUGINS = {
    "csv": (
        "gate-csv",
        "2.1",
        {"gate_csv.py": CSV},
        {"csv": "gate_csv:render", "Zero": "gate_csv:nothing", "open": "gate_csv:unfinished"},
    ),
    "tables": (
        "Gate_Tables",
        "0.3.post1",
        {"gate_tables/__init__.py": "", "gate_tables/all.py": TABLES},
        {
            "table": "gate_tables.all:Table.Wide.render",
            "rows": "gate_tables.all:short",
            "plates": "gate_tables.all:plates",
        },
    ),
    "other": (
        "gate-csv-too",
        "1.0",
        {"other_csv.py": "def render(events):\n    return 'other csv\\n'\n"},
        {"csv": "other_csv:render", "plates": "other_csv:render"},
    ),
    "broken": (
        "gate-broken",
        "3",
        {
            "broken_import.py": BROKEN.format("import", "import no_such_module_here"),
            "broken_code.py": BROKEN.format("code", "raise RuntimeError('no licence')"),
            "broken_syntax.py": "def render(events:\n",
            "broken_parts.py": "number = 7\n",
        },
        {
            "absent": "no_such_module_at_all:render",
            "needs": "broken_import:render",
            "code": "broken_code:render",
            "syntax": "broken_syntax:render",
            "part": "broken_parts:render",
            "number": "broken_parts:number",
            "module": "broken_parts",
        },
    ),
    "failing": (
        "gate-failing",
        "0.1",
        {"failing.py": FAILING},
        {
            "key": "failing:key",
            "size": "failing:number",
            "bytes": "failing:bytes_",
            "none": "failing:nothing",
        },
    ),
}

ASK = """
import json, sys
from gate_export import plugins
answers = []
for wanted in json.loads(sys.argv[1]):
    try:
        chosen = plugins.choose(wanted)
        answers.append([chosen.name, chosen.provider, chosen.version])
    except plugins.FormatError as error:
        answers.append(f"FormatError: {error}")
    except Exception as error:
        answers.append(type(error).__name__)
print(json.dumps(answers))
"""

CAUSES = """
import json, sys
from gate_export import plugins
answers = []
for wanted in json.loads(sys.argv[1]):
    try:
        plugins.load(plugins.choose(wanted))
        answers.append("loaded")
    except plugins.FormatError as error:
        answers.append(type(error.__cause__).__name__)
    except Exception as error:
        answers.append("raised " + type(error).__name__)
print(json.dumps(answers))
"""

CALL = """
import contextlib, io, json, sys
from gate_export import cli
lines, text = json.loads(sys.argv[1])
answers = []
for argv in lines:
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main(argv)
        except SystemExit as ended:
            status = ended.code
        except Exception as error:
            status = type(error).__name__
    for stream in (out, err):
        stream.flush()
    answers.append([argv, status, *(stream.buffer.getvalue().decode() for stream in (out, err))])
print(json.dumps(answers))
"""


@functools.cache
def _environment(plugins):
    """Folder of an environment that holds the tool and these plugins."""
    wheels = [workshop.build("wheel")]
    for key in plugins.split():
        name, version, files, announced = PLUGINS[key]
        wheels.append(workshop.make_wheel(name, version, files, entry_points={GROUP: announced}))
    return workshop.environment(*wheels)


def command(plugins, *argv, events=()):
    """Run the command where these plugins are installed: stdout, stderr, exit."""
    return workshop.run(_environment(plugins), "gate-export", *argv, stdin=json.dumps(list(events)))


def _asked(plugins, script, question):
    """The answer of a script that runs once where these plugins are installed."""
    told = workshop.run(_environment(plugins), "python", "-c", script, json.dumps(question))
    answers = json.loads(told["stdout"] or "null")
    if "NotImplementedError" in str(answers):
        raise NotImplementedError
    return answers


def called(plugins, lines, events=()):
    """Of main(), for each of these command lines: status, standard output and standard error."""
    return _asked(plugins, CALL, [lines, json.dumps(list(events))])


def usage(lines):
    """For each of these lines: the status, what is written, and whether an error is told."""
    return [[status, out, bool(err)] for _, status, out, err in called("", lines)]


def causes(plugins, wanted):
    """Of each of these formats: whether it can be loaded, and the type of the cause if not."""
    return _asked(plugins, CAUSES, wanted)


def chosen(plugins, wanted):
    """What each of these texts chooses."""
    return _asked(plugins, ASK, wanted)
