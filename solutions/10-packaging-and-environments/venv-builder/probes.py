"""Make wheelhouses and environments, let the student's functions work on them; returns plain data.

Distributions are described as a mapping from a name to a version, files by path, and requirements.
pip is a copy in the scratch folder, so that its compiled modules are there the second time.
"""

import contextlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

import workshop

import venv_builder as builder

BIN = "Scripts" if os.name == "nt" else "bin"
PYTHON = "python.exe" if os.name == "nt" else "python"


QUICK = """
import os, re, runpy, sys, zipfile
from importlib.metadata import distributions
home, given = sys.argv[1], sys.argv[2:]
flags = {"--isolated", "--no-input", "--disable-pip-version-check", "--no-index", "--no-compile"}
flags |= {"--all", "-q", "--quiet", "--no-cache-dir"}
takes = {"--python": "python", "-f": "house", "--find-links": "house", "--only-binary": "kinds", "-r": "lines", "--requirement": "lines"}

def quick():
    found, names, rest = {}, [], list(given)
    while rest:
        word, equals, value = rest.pop(0).partition("=")
        if word in takes and takes[word] not in found:
            found[takes[word]] = value if equals else rest.pop(0)
        elif word in flags and not equals:
            found[word] = True
        elif word in ("install", "freeze") and not equals:
            names.append(word)
        else:
            return False
    silent = os.environ.get("PIP_CONFIG_FILE") == os.devnull
    known = {"PIP_CONFIG_FILE"} if silent else set()
    heard = [name for name in os.environ if name.startswith(("PYTHON", "PIP_"))]
    if set(heard) - known or "python" not in found:
        return False
    if "XDG_CONFIG_HOME" in os.environ and not silent and "--isolated" not in found:
        return False
    root = found["python"]
    if not os.path.isdir(root):
        root = os.path.dirname(os.path.dirname(root))
    if not os.path.exists(os.path.join(root, "pyvenv.cfg")):
        return False
    lib = os.path.join(root, "lib")
    site = os.path.join(lib, os.listdir(lib)[0], "site-packages")
    if names == ["freeze"]:
        pins = sorted(one.name + "==" + one.version for one in distributions(path=[site]))
        print(*pins, sep="\\n", end="\\n" if pins else "")
        return True
    if names != ["install"] or not {"house", "lines", "--no-index"} <= set(found):
        return False
    wheels = {name.split("-")[0]: name for name in os.listdir(found["house"])}
    with open(found["lines"]) as stream:
        wanted = stream.read().split()
    chosen = {}
    while wanted:
        name, _, version = wanted.pop().partition("==")
        if not name.isalnum() or name in chosen:
            if name in chosen:
                continue
            return False
        wheel = wheels.get(name, "")
        if not wheel or version and wheel.split("-")[1] != version:
            sys.exit("ERROR: No matching distribution found for " + name)
        chosen[name] = os.path.join(found["house"], wheel)
        with zipfile.ZipFile(chosen[name]) as archive:
            about = [text for text in archive.namelist() if text.endswith("/METADATA")]
            text = archive.read(about[0]).decode()
        wanted += re.findall(r"^Requires-Dist: (\\w+)", text, re.M)
    for wheel in chosen.values():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    return True

if not quick():
    sys.argv[:] = [home, *given]
    runpy.run_path(home, run_name="__main__")
"""


def _pip():
    """The command of a pip that works, wherever this runs."""
    found = importlib.util.find_spec("pip").submodule_search_locations[0]
    return [sys.executable, "-I", found, "--retries", "0", "--disable-pip-version-check"]


def _quick_pip():
    """A pip that does plain things itself, in a tenth of the time, and leaves the rest to the real one."""
    found = importlib.util.find_spec("pip").submodule_search_locations[0]
    return [sys.executable, "-I", "-S", "-c", QUICK, found]


def _scene():
    """A fresh folder, with room beside it."""
    scene = Path(tempfile.mkdtemp(dir=os.getcwd())) / "scene"
    scene.mkdir()
    return scene


def _wheels(folder, described):
    """A wheelhouse with a wheel of each distribution."""
    folder.mkdir(exist_ok=True)
    for name, (version, files, *requires) in described.items():
        workshop.make_wheel(name, version, files, requires=requires, folder=str(folder))
    return folder


def _environment(folder, described):
    """An environment made without the student's functions: the wheels are unpacked in it."""
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    site = _said(folder, "import sysconfig; print(sysconfig.get_path('purelib'))")
    wheels = _wheels(folder.parent / (folder.name + "-wheels"), described)
    for wheel in sorted(wheels.iterdir()):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    shutil.rmtree(wheels)
    return Path(site)


def _said(folder, program):
    ended = subprocess.run([folder / BIN / PYTHON, "-I", "-c", program], capture_output=True, check=True)
    return ended.stdout.decode().strip()


def _installed(folder):
    program = (
        "from importlib.metadata import distributions\n"
        "print(*sorted(d.name + '==' + d.version for d in distributions()))"
    )
    return _said(folder, program).split()


def _raised(function, *arguments):
    try:
        return [None, function(*arguments)]
    except (builder.BuildError, FileExistsError, ValueError) as error:
        kinds = [builder.BuildError, FileExistsError, ValueError]
        return [kind.__name__ for kind in kinds if isinstance(error, kind)]


def _listing(folder):
    return sorted(path.name for path in folder.iterdir())


@contextlib.contextmanager
def _variables(**changes):
    """Other environment variables for a while."""
    kept = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


# --- task 1 ---


def created(*names):
    """What an environment is that was made some folders down."""
    scene = _scene()
    folder = scene.joinpath(*names)
    gave = builder.create(folder)
    prefix, base, pips = _said(
        folder,
        "import sys, importlib.util as u\n"
        "print(sys.prefix, sys.base_prefix, u.find_spec('pip') is None, sep='\\n')",
    ).split("\n")
    return [gave, Path(prefix) == folder.resolve(), base == sys.base_prefix, pips, _listing(scene)]


def created_where_something_is(kind):
    """Create where a file, an empty folder, or an environment with a note is."""
    scene = _scene()
    folder = scene / "env"
    if kind == "file":
        folder.write_text("a note")
    elif kind == "empty":
        folder.mkdir()
    else:
        builder.create(folder)
        (folder / "note").write_text("kept")
    before = _listing(folder) if folder.is_dir() else folder.read_text()
    ended = _raised(builder.create, folder)
    return [ended, before == (_listing(folder) if folder.is_dir() else folder.read_text())]


def interpreter_of():
    """The interpreter's path, below its folder; and whether it is the one of the environment."""
    folder = _scene() / "env"
    builder.create(folder)
    path = builder.interpreter(folder)
    prefix = subprocess.run(
        [path, "-I", "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True
    ).stdout.strip()
    inside = Path(path).absolute().is_relative_to(folder)
    return [isinstance(path, Path), inside, Path(prefix) == folder.resolve()]


def interpreter_of_no_environment(kind):
    scene = _scene()
    builder.create(scene / "env")
    folder = scene / "other"
    if kind == "tools":
        (folder / BIN).mkdir(parents=True)
        (folder / BIN / PYTHON).write_text("")
    elif kind == "empty":
        folder.mkdir()
    return _raised(builder.interpreter, folder)


def asked(program):
    """What an environment answers that a module of its own."""
    folder = _scene() / "env"
    builder.create(folder)
    _add(folder, "depth.py", "FATHOMS = 6\n")
    return builder.ask(folder, program)


def _add(folder, name, text):
    site = Path(_said(folder, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    (site / name).write_text(text)


def asked_who():
    """Whether the environment, and not the interpreter of this process, answers."""
    folder = _scene() / "env"
    builder.create(folder)
    answer = builder.ask(folder, "import sys\nprint(sys.prefix)\nprint(sys.base_prefix)")
    prefix, base = answer.splitlines()
    return [Path(prefix) == folder.resolve(), Path(base) == Path(sys.base_prefix)]


def asked_amid_modules(where):
    """Ask while another module of the same name lies in the current folder, or on PYTHONPATH."""
    scene, here = _scene(), os.getcwd()
    folder = scene / "env"
    builder.create(folder)
    _add(folder, "depth.py", "FATHOMS = 6\n")
    (scene / "depth.py").write_text("FATHOMS = 0\n")
    os.chdir(scene if where == "folder" else here)
    try:
        with _variables(**({"PYTHONPATH": str(scene)} if where == "variable" else {})):
            return builder.ask(folder, "import depth; print(depth.FATHOMS)")
    finally:
        os.chdir(here)


def asked_in_vain(program):
    folder = _scene() / "env"
    builder.create(folder)
    try:
        return builder.ask(folder, program)
    except subprocess.CalledProcessError as error:
        return ["CalledProcessError", error.returncode]


def asked_elsewhere():
    return _raised(builder.ask, _scene(), "print(1)")


# --- task 2 ---


def _amid(scene, around):
    """Variables that would change what pip does: distributions lie where they point to."""
    values = {"PIP_NO_DEPS": "1"} if around else {}
    if "wheels" in around:
        values["PIP_FIND_LINKS"] = str(_wheels(scene.parent / "other", around["wheels"]))
    if "path" in around:
        values["PYTHONPATH"] = str(_environment(scene.parent / "away", around["path"]))
    if "settings" in around:
        values["XDG_CONFIG_HOME"] = str(scene.parent / "settings")
        (scene.parent / "settings" / "pip").mkdir(parents=True)
        (scene.parent / "settings" / "pip" / "pip.conf").write_text(around["settings"])
    return values


def told_pip():
    """Whether pip is kept from an index, by a stand-in for pip that does nothing."""
    scene = _scene()
    house = _wheels(scene / "house", {})
    (scene / "lines.txt").write_text("")
    heard = "import os, sys; print(sys.argv, os.environ.get('PIP_NO_INDEX'), file=open(sys.argv[1], 'a'))"
    builder.build(
        scene / "env",
        house,
        scene / "lines.txt",
        [sys.executable, "-c", heard, str(scene / "heard")],
    )
    text = (scene / "heard").read_text()
    return "--no-index" in text or "] 1" in text


def built(described, lines, around=()):
    """Build an environment from a wheelhouse; what it holds then. The real pip works if nothing is around."""
    scene = _scene()
    house = _wheels(scene / "house", described)
    (scene / "lines.txt").write_text(lines)
    with _variables(**_amid(scene, around)):
        pip = _quick_pip() if around else _pip()
        gave = builder.build(scene / "env", house, scene / "lines.txt", pip)
    return [gave, _installed(scene / "env")]


def built_in_vain(described, lines):
    """What is left after a build whose wheelhouse lacks something."""
    scene = _scene()
    house = _wheels(scene / "house", described)
    (scene / "lines.txt").write_text(lines)
    ended = _raised(builder.build, scene / "env", house, scene / "lines.txt", _quick_pip())
    return [ended, _listing(scene), isinstance(builder.BuildError(), Exception)]


def built_where_something_is():
    """What is left of an environment in whose folder another one should be built."""
    scene = _scene()
    builder.create(scene / "env")
    (scene / "lines.txt").write_text("")
    house = _wheels(scene / "house", {})
    ended = _raised(builder.build, scene / "env", house, scene / "lines.txt", _quick_pip())
    return [ended, (scene / "env" / "pyvenv.cfg").exists()]


def frozen(described, around=()):
    scene = _scene()
    _environment(scene / "env", described)
    with _variables(**_amid(scene, around)):
        return builder.freeze(scene / "env", _quick_pip())


def frozen_elsewhere():
    return _raised(builder.freeze, _scene(), _quick_pip())


# --- task 3 ---


def taken(described, edits=()):
    """The inventory of an environment, after texts of some files were changed, or files deleted (None)."""
    folder = _scene() / "env"
    _edit(_environment(folder, described), edits)
    return builder.inventory(folder)


def _edit(site, edits):
    for name, text in dict(edits).items():
        if text is None:
            (site / name).unlink()
        else:
            (site / name).write_text(text)


def taken_elsewhere():
    return _raised(builder.inventory, _scene())


# --- task 4 ---


def removed():
    """What is left beside an environment that is removed."""
    scene = _scene()
    builder.create(scene / "env")
    (scene / "note").write_text("kept")
    return [builder.remove(scene / "env"), _listing(scene)]


def removed_what_is_none():
    scene = _scene()
    (scene / "env" / BIN).mkdir(parents=True)
    (scene / "env" / "report").write_text("kept")
    return [_raised(builder.remove, scene / "env"), _listing(scene / "env")]


def rebuilt(described, edits, offered):
    """Build an edited environment again from what is offered; where it lies, and what it holds then."""
    scene = _scene()
    site = _environment(scene / "env", described)
    _edit(site, edits)
    house = _wheels(scene / "house", offered)
    differing = builder.rebuild(scene / "env", house, _quick_pip())
    texts = {name: (site / name).read_text() for name in dict(edits)}
    prefix = _said(scene / "env", "import sys; print(sys.prefix)")
    here = Path(prefix) == (scene / "env").resolve()
    return [differing, texts, _installed(scene / "env"), here, _listing(scene)]


def rebuilt_in_vain(described, offered):
    """What is left after a rebuild whose wheelhouse lacks something."""
    scene = _scene()
    site = _environment(scene / "env", described)
    (site / "by_hand.py").write_text("KEPT = 1\n")
    before = sorted(str(path) for path in (scene / "env").rglob("*"))
    house = _wheels(scene / "house", offered)
    ended = _raised(builder.rebuild, scene / "env", house, _quick_pip())
    after = sorted(str(path) for path in (scene / "env").rglob("*"))
    return [ended, before == after, _listing(scene)]


def rebuilt_what_is_none():
    scene = _scene()
    (scene / "env").mkdir()
    (scene / "env" / "report").write_text("kept")
    ended = _raised(builder.rebuild, scene / "env", scene, _quick_pip())
    return [ended, _listing(scene / "env"), _listing(scene)]


# --- task 5 ---


def _main(scene, *arguments):
    """Status, output and trouble by lines; of an error only how its line begins."""
    given = [str(scene / text[1:]) if text.startswith("/") else text for text in arguments]
    out, trouble = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(trouble):
        status = builder.main(given, _quick_pip())
    said = [
        "error: " if status == 2 and line.startswith("error: ") else line
        for line in trouble.getvalue().splitlines()
    ]
    return [status, out.getvalue().splitlines(), said[:1] if status == 2 else said]


def _house(scene, described, lines):
    _wheels(scene / "house", described)
    (scene / "lines.txt").write_text(lines)


def commanded_to_build(described, lines):
    scene = _scene()
    _house(scene, described, lines)
    ended = _main(scene, "/env", "/house", "--requirements", "/lines.txt")
    return [ended, _listing(scene)]


def commanded_to_rebuild(described, edits):
    """The command for an environment in which files were changed by hand."""
    scene = _scene()
    _edit(_environment(scene / "env", described), edits)
    _house(scene, described, "")
    return [_main(scene, "/env", "/house"), _listing(scene)]


def commanded_in_vain(*arguments):
    """The command where it cannot do what it is asked for: nothing is in the wheelhouse."""
    scene = _scene()
    _house(scene, {}, "ropes")
    return [_main(scene, *arguments), _listing(scene)]
