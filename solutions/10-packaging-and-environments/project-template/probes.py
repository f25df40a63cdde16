"""Make projects in scratch folders, and tell what they are as plain data."""

import contextlib
import importlib
import io
import os
import stat
import sys
import tempfile
import tomllib
from pathlib import Path

import project_template
import workshop

TRY_TESTS = """
import inspect, runpy, sys
found = runpy.run_path(sys.argv[1])
functions = filter(inspect.isfunction, found.values())
tests = [one for one in functions if one.__name__.startswith("test_")]
for test in tests:
    test()
print("tests:", bool(tests))
"""


def _project(title, summary="Prints tides.", requires=(), dev=()):
    return project_template.Project(title, summary, tuple(requires), tuple(dev))


def _texts(*what):
    return project_template.texts(_project(*what))


# --- Names


def names(title):
    return list(project_template.names(title))


def outcomes(titles):
    """What becomes of each title: both names, or the kind of the error."""
    told = []
    for title in titles:
        try:
            told.append(list(project_template.names(title)))
        except ValueError:
            told.append("ValueError")
    return told


# --- Texts


def paths(*what):
    return sorted(_texts(*what))


def endings(*what):
    """Of each file: does it end as a text file ends?"""
    return {
        path: not text or (text.endswith("\n") and not text.endswith("\n\n"))
        for path, text in _texts(*what).items()
    }


def ignored(*what):
    """The lines of the ignore file that count."""
    lines = [line.strip() for line in _texts(*what)[".gitignore"].splitlines()]
    return sorted(line for line in lines if line and not line.startswith("#"))


def text(path, *what):
    return _texts(*what)[path]


def metadata(*what):
    """What pyproject.toml says of the things that it has to say."""
    document = tomllib.loads(_texts(*what)["pyproject.toml"])
    table = document["project"]
    keys = ("name", "version", "description", "readme", "requires-python", "dependencies")
    system = document["build-system"]
    built = [system["build-backend"], system["requires"]]
    return [built, {key: table.get(key) for key in keys}, table.get("scripts")]


def told_of(*what):
    """The readme: its first line, whether the summary is a line of it, and the steps."""
    lines = [line.strip() for line in _texts(*what)["README.md"].splitlines()]
    steps = [line for line in lines if line.startswith("python -m ")]
    return [lines[0], what[1] in lines, steps]


def runs_in_place(title, summary):
    """What main() of the new cli.py prints and returns, while src is on the path."""
    package = project_template.names(title)[1]
    out = io.StringIO()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        for name, content in _texts(title, summary).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        sys.path.insert(0, str(Path(folder, "src")))
        try:
            importlib.invalidate_caches()
            with contextlib.redirect_stdout(out):
                status = importlib.import_module(f"{package}.cli").main()
        finally:
            del sys.path[0]
            for name in [name for name in sys.modules if name.partition(".")[0] == package]:
                del sys.modules[name]
    return [out.getvalue(), status]


# --- Folders


def _told(folder):
    """All that lies below a folder: bytes of files, targets of links, None for folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        else:
            found[name] = None if path.is_dir() else path.read_bytes()
    return found


@contextlib.contextmanager
def _scratch():
    """A scratch folder that is the working folder, too, with a folder for temporary files below."""
    before, where = tempfile.tempdir, os.getcwd()
    with tempfile.TemporaryDirectory(dir=where) as name:
        scratch = Path(name).resolve()
        for folder in ("here", "temporary", "projects"):
            (scratch / folder).mkdir()
        tempfile.tempdir = str(scratch / "temporary")
        os.chdir(scratch / "here")
        try:
            yield scratch
        finally:
            os.chdir(where)
            tempfile.tempdir = before


def created(*what, into="projects"):
    """What is returned, whether the files are those of texts(), and what else lies around."""
    with _scratch() as scratch:
        made = project_template.create(_project(*what), scratch / into)
        around = _told(scratch)
        below = [path for path in around if (scratch / path).is_relative_to(made)]
        files = {(scratch / path).relative_to(made).as_posix(): around.pop(path) for path in below}
        written = {path: content.decode() for path, content in files.items() if content is not None}
        same = written == _texts(*what)
        return [str(made.relative_to(scratch)), same, sorted(around), Path.cwd().name]


def modes(*what):
    """Whether the folders and files of a project may be used like any others."""
    with _scratch() as scratch:
        made = project_template.create(_project(*what), scratch / "projects")
        plain = scratch / "plain"
        plain.mkdir()
        (plain / "file").touch()
        usual = {
            path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (plain, plain / "file")
        }
        return [
            path.relative_to(made).as_posix()
            for path in sorted([made, *made.rglob("*")])
            if stat.S_IMODE(path.stat().st_mode) != usual[path.is_dir()]
        ]


def refused(there, *what, into="projects"):
    """The error where a "file", a "folder", a "full" folder or a "link" lies already."""
    with _scratch() as scratch:
        target = scratch / "projects" / "tide-table"
        match there:
            case "file":
                target.write_text("mine")
            case "folder" | "full":
                target.mkdir()
                if there == "full":
                    (target / "README.md").write_text("mine")
            case "link":
                target.symlink_to("nowhere")
        before = _told(scratch)
        try:
            outcome = str(project_template.create(_project(*what), scratch / into))
        except (OSError, ValueError) as error:
            outcome = [
                kind for kind in (FileExistsError, OSError, ValueError) if isinstance(error, kind)
            ]
            outcome = outcome[0].__name__
        return [outcome, _told(scratch) == before]


_watch = {"hooked": False, "left": None}


def _audit(event, args):
    """Let the disk be full after some files have been opened for writing."""
    if event == "open" and _watch["left"] is not None and args[2] & (os.O_WRONLY | os.O_RDWR):
        _watch["left"] -= 1
        if _watch["left"] < 0:
            raise OSError("no space left on device")


def broken_off(after, *what):
    """What is left when writing fails after some files, and whether a second try works."""
    if not _watch["hooked"]:
        sys.addaudithook(_audit)
        _watch["hooked"] = True
    with _scratch() as scratch:
        before = _told(scratch)
        _watch["left"] = after
        try:
            outcome = str(project_template.create(_project(*what), scratch / "projects").name)
        except OSError:
            outcome = "OSError"
        finally:
            _watch["left"] = None
        left = _told(scratch) == before
        again = project_template.create(_project(*what), scratch / "projects")
        return [outcome, left, again.name]


# --- Real builds


def built(title, summary):
    """Make a project, build its wheel, install it, run its command and its tests."""
    name, package = project_template.names(title)
    with _scratch() as scratch:
        folder = project_template.create(_project(title, summary), scratch / "projects")
        wheel = workshop.build("wheel", str(folder))
        environment = workshop.environment(wheel)
        command = workshop.run(environment, name)
        tests = workshop.run(
            environment, "python", "-c", TRY_TESTS, str(folder / "tests" / "test_cli.py")
        )
        fields = workshop.metadata(wheel)
        return [
            [fields["name"], fields["version"], fields["summary"]],
            command,
            tests["exit"],
            tests["stdout"].splitlines()[-1:],
        ]


# --- The program


def program(*argv, twice=False):
    """Status, what is printed, and what lies around afterwards; errors by their beginning."""
    with _scratch() as scratch:
        told = []
        for _ in range(1 + twice):
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    status = project_template.main(list(argv))
                except SystemExit as ended:
                    status = ["exit", ended.code]
            error = [line.startswith("error: ") for line in err.getvalue().splitlines()]
            told.append([status, out.getvalue(), error])
        files = {
            path: content
            for path, content in _told(scratch).items()
            if path.endswith((".toml", ".txt")) or content is None
        }
        files = {
            path: tomllib.loads(content.decode())["project"]["dependencies"]
            if path.endswith(".toml")
            else content
            for path, content in files.items()
        }
        return [told, files]
