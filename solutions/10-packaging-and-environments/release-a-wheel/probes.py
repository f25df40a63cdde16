"""Build, install and run the tree, and say what came of it as plain data."""

import functools
import json
import os
import tarfile
import tempfile
import zipfile

import workshop
from packaging.specifiers import SpecifierSet

NAMES = ("__init__.py", "__main__.py", "cli.py", "limits.json", "limits.py", "readings.py", "wheels.py")
FILES = ["pyproject.toml", *(f"src/quay_kit/{name}" for name in NAMES)]
DRIVER = """
import importlib.metadata, json, os, sys
points = importlib.metadata.entry_points(group="console_scripts")
(main,) = [one.load() for one in points if one.name == "quay-kit"]
said = []
for number, (argv, stdin, folder) in enumerate(json.loads(sys.argv[1])):
    names = [os.path.abspath(f"{number}.{end}") for end in ("in", "out", "err")]
    with open(names[0], "w", encoding="utf-8") as stream:
        stream.write(stdin)
    child = os.fork()
    if not child:
        os.chdir(folder)
        for descriptor, name in enumerate(names):
            flags = os.O_WRONLY | os.O_CREAT if descriptor else os.O_RDONLY
            os.dup2(os.open(name, flags), descriptor)
        sys.argv = ["quay-kit", *argv]
        sys.exit(main())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    texts = []
    for name in names[1:]:
        with open(name, encoding="utf-8", errors="replace") as stream:
            texts.append(stream.read())
    said.append({"stdout": texts[0], "stderr": texts[1], "exit": status})
print(json.dumps(said))
"""
PYTHONS = ["3.10", "3.11", "3.12.4", "3.14", "4.0"]


def _folder(prefix):
    return tempfile.mkdtemp(prefix=prefix, dir=os.getcwd())


def _without_text(done):
    """What a command printed and how it ended; of what it complains about only whether it says anything."""
    calm = "Traceback" not in done["stderr"]
    return [done["stdout"], bool(done["stderr"].strip()), calm, done["exit"]]


@functools.cache
def _home():
    return workshop.environment(workshop.build("wheel"))


# --- Task 1 -------------------------------------------------------------------------------------


def described():
    fields = workshop.metadata()
    (pythons,) = fields.get("requires-python", [""])
    fitting = [version for version in PYTHONS if version in SpecifierSet(pythons)]
    return (
        fields["name"],
        fields["version"],
        fields.get("requires-dist", []),
        fitting,
        bool(fields.get("summary")),
    )


def announced():
    return workshop.entry_points()


def version_stands_once():
    """How often the version stands in the tree, and what follows from another one at that place."""
    texts = {name: workshop.file_of_tree(name) for name in FILES}
    number = sum(text.count("1.4.0") for text in texts.values())
    changed = {
        name: text.replace("1.4.0", "9.8.7") for name, text in texts.items() if "1.4.0" in text
    }
    wheel = workshop.build("wheel", workshop.copy_of_tree(changed))
    said = workshop.run(workshop.environment(wheel), "quay-kit", "--version")
    return number, workshop.metadata(wheel)["version"], said["stdout"], said["exit"]


# --- Tasks 2 and 3 ------------------------------------------------------------------------------


def _together(cases):
    """What the command does with each of the cases: arguments, input, folder.

    The interpreter starts once, and forks for each case with streams of its own.
    """
    done = workshop.run(_home(), "python", "-c", DRIVER, json.dumps(cases))
    if done["exit"]:
        return [done["exit"]]
    return [_without_text(said) for said in json.loads(done["stdout"])]


def runs(*argv, stdin=""):
    return _without_text(workshop.run(_home(), "quay-kit", *argv, stdin=stdin))


def runs_each(*commands):
    folder = _folder("run-")
    return _together([(argv, "", folder) for argv in commands])


def runs_as_module(*argv, stdin=""):
    return _without_text(workshop.run(_home(), "python", "-m", "quay_kit", *argv, stdin=stdin))


def runs_beside_other_data():
    """The command in a folder that holds files of the same names with other limits."""
    folder = _folder("beside-")
    for name in ("limits.json", "src/quay_kit/limits.json", "quay_kit/limits.json"):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write('{"harbour-fog": [0, 1]}')
    return _without_text(workshop.run(_home(), "quay-kit", "limits", cwd=folder))


def runs_from_the_archive():
    """The command with the wheel itself on the path, as it is, in an environment that holds nothing."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from quay_kit.cli import main; sys.exit(main())"
    wheel = workshop.build("wheel")
    done = workshop.run(workshop.environment(), "python", "-c", code, wheel, "limits")
    return _without_text(done)


def checks(*texts):
    """The command `check` with each text as standard input, and with each as a file; bytes only as a file."""
    cases = []
    for text in texts:
        folder = _folder("readings-")
        with open(os.path.join(folder, "today.txt"), "wb") as stream:
            stream.write(text if isinstance(text, bytes) else text.encode())
        cases.append((["check", "today.txt"], "crane-wind 99\n", folder))
        if isinstance(text, str):
            cases.append((["check"], text, folder))
    return _together(cases)


# --- Task 4 -------------------------------------------------------------------------------------


def verifies(name, *cases):
    """The command `verify` on zip archives: of each the files by name, and the text of the changelog."""
    asked = []
    for files, changelog in cases:
        folder = _folder("wheel-")
        with zipfile.ZipFile(os.path.join(folder, name), "w") as archive:
            for member, text in files.items():
                archive.writestr(zipfile.ZipInfo(member), text)
        with open(os.path.join(folder, "CHANGES.md"), "w", encoding="utf-8") as stream:
            stream.write(changelog)
        asked.append((["verify", name, "CHANGES.md"], "", folder))
    return _together(asked)


def verifies_what_is_no_archive():
    folder = _folder("wheel-")
    name = "tide_kit-2.0-py3-none-any.whl"
    with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
        stream.write("not a zip archive")
    with open(os.path.join(folder, "CHANGES.md"), "w", encoding="utf-8") as stream:
        stream.write("## 2.0\n")
    pairs = [(name, "CHANGES.md"), ("lost.whl", "CHANGES.md"), (name, "lost.md")]
    return _together([(["verify", *pair], "", folder) for pair in pairs])


# --- Task 5 -------------------------------------------------------------------------------------


def sections():
    return [
        line for line in workshop.file_of_tree("CHANGELOG.md").splitlines() if line.startswith("#")
    ]


def verifies_itself():
    """The installed command on the wheel that it came from, and on the changelog of the tree."""
    folder = _folder("own-")
    with open(os.path.join(folder, "CHANGELOG.md"), "w", encoding="utf-8") as stream:
        stream.write(workshop.file_of_tree("CHANGELOG.md"))
    wheel = workshop.build("wheel")
    return _without_text(
        workshop.run(_home(), "quay-kit", "verify", wheel, "CHANGELOG.md", cwd=folder)
    )


def wheel_without_information():
    return workshop.wheel_name(), [
        name for name in workshop.wheel_files() if ".dist-info/" not in name
    ]


def sdist():
    """What the source archive holds, without what each backend adds of its own."""
    return workshop.sdist_name(), [
        name for name in workshop.sdist_files() if name not in ("PKG-INFO", ".gitignore")
    ]


def rebuilt():
    """Names of the files that a wheel of the source archive does not hold in the same way."""
    folder = _folder("unpacked-")
    with tarfile.open(workshop.build("sdist")) as archive:
        settings = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder, **settings)
    (top,) = os.listdir(folder)
    again = workshop.build("wheel", os.path.join(folder, top))
    contents = []
    for path in (workshop.build("wheel"), again):
        with zipfile.ZipFile(path) as archive:
            contents.append({name: archive.read(name) for name in archive.namelist()})
    one, other = contents
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
