"""Builds a tree into a wheel and an sdist, makes environments, installs and runs there: all offline, no pip needed.

Runs inside the sandbox of an exercise that may start processes, so nothing it says is trusted by the judge, and it
knows nothing worth stealing. No code of a student runs in this process: the build backend that a tree asks for, and
what was installed, run in processes of their own. Checks ask for these functions by name, probes import this module.

Imports the standard library; the build backends, `installer` and `pip` are libraries that the exercise's manifest
offers. Formats: PEP 517 (build hooks), PEP 518 and 621 (pyproject.toml), PEP 427 (wheels), PEP 643 (sdists).
"""

from __future__ import annotations

import base64
import configparser
import email.parser
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import venv
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

TEXT_CAP = 400
OUTPUT_CAP = 64 * 1024
EPOCH = "315532800"
"""1980-01-01, the first day that a zip archive can name: what is built twice is the same twice."""

_BUILD = """
import contextlib, importlib, importlib.metadata, json, os, re, sys, tomllib
kind, out, libraries, said = sys.argv[1:]
sys.path.append(libraries)
def end(text):
    with open(said, "w", encoding="utf-8") as stream:
        json.dump(text, stream)
    sys.exit(1)
try:
    with open("pyproject.toml", "rb") as stream:
        document = tomllib.load(stream)
except FileNotFoundError:
    end("there is no pyproject.toml")
except ValueError as error:
    end(f"pyproject.toml is not TOML: {error}")
system = document.get("build-system", {})
there = {re.sub(r"[-_.]+", "-", found.name).lower() for found in importlib.metadata.distributions(path=[libraries])}
for wanted in system.get("requires", ["setuptools"]):
    name = re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]*", wanted)[0]).lower()
    if name not in there:
        end(f"build-system.requires names {wanted!r}, which cannot be had here")
module, _, inner = system.get("build-backend", "setuptools.build_meta:__legacy__").partition(":")
try:
    backend = importlib.import_module(module)
    for part in filter(None, inner.split(".")):
        backend = getattr(backend, part)
    built = getattr(backend, "build_" + kind)(out, {})
except BaseException as error:
    text = " ".join(str(error).split())
    end(f"{type(error).__name__}: {text}" if text else type(error).__name__)
with open(said, "w", encoding="utf-8") as stream:
    json.dump({"built": built}, stream)
"""

_INSTALL = """
import sys
libraries, python, *wheels = sys.argv[1:]
sys.path.append(libraries)
import sysconfig, os
from installer import install
from installer.destinations import SchemeDictionaryDestination
from installer.sources import WheelFile
root = os.path.dirname(os.path.dirname(python))
scheme = sysconfig.get_paths("venv", vars={"base": root, "platbase": root, "installed_base": root})
scheme["headers"] = os.path.join(root, "include")
for wheel in wheels:
    with WheelFile.open(wheel) as source:
        source.validate_record(validate_contents=True)
        install(source, SchemeDictionaryDestination(scheme, interpreter=python, script_kind="posix"), {})
"""


class BuildFailed(Exception):
    """A tree cannot be built; the text is what the backend said last."""


class InstallFailed(Exception):
    """A wheel cannot be installed; the text is what the installer said last."""


class _Place:
    """Where the student's tree and the libraries lie, and what was built and installed from it already."""

    def __init__(self, box: str, libraries: str) -> None:
        self.box, self.libraries = box, libraries
        self.built: dict[str, str] = {}
        self.home = ""


_place = _Place("", "")


def settle(box: str, libraries: str) -> None:
    """Begin: the student's tree lies in `box`, what may be imported besides in `libraries`."""
    global _place  # noqa: PLW0603 (probes import this module and ask its functions without a word about where)
    _place = _Place(box, libraries)


# --- building -----------------------------------------------------------------------------------------------------


def build(kind: str, tree: str = "") -> str:
    """Build the tree (the student's, unless another is named) into a "wheel" or an "sdist"; gives the file's path.

    The backend works on a copy, in a process of its own. Raises BuildFailed.
    """
    if not tree and kind in _place.built:
        return _place.built[kind]
    work = tempfile.mkdtemp(prefix=f"{kind}-", dir=os.getcwd())
    copy, out, said = (os.path.join(work, name) for name in ("tree", "dist", "said.json"))
    shutil.copytree(tree or _place.box, copy)
    os.mkdir(out)
    done = _run([sys.executable, "-I", "-S", "-B", "-c", _BUILD, kind, out, _place.libraries, said], cwd=copy)
    try:
        with open(said, encoding="utf-8") as stream:
            report = json.load(stream)
    except (OSError, ValueError):
        report = f"the build backend ended with status {done['exit']}"
    if not isinstance(report, dict):
        raise BuildFailed(str(report)[:TEXT_CAP])
    path = os.path.join(out, os.path.basename(str(report["built"])))
    if not tree:
        _place.built[kind] = path
    return path


def file_of_tree(name: str) -> str:
    """Text of a file of the student's tree; raises FileNotFoundError."""
    with open(os.path.join(_place.box, name), encoding="utf-8") as stream:
        return stream.read()


def copy_of_tree(changes: Mapping[str, str | None]) -> str:
    """A copy of the student's tree in which some files, by path, have other texts, or are missing (None)."""
    folder = os.path.join(tempfile.mkdtemp(prefix="tree-", dir=os.getcwd()), "tree")
    shutil.copytree(_place.box, folder)
    for name, content in changes.items():
        path = os.path.join(folder, name)
        if content is None:
            os.remove(path)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(content)
    return folder


def wheel_name() -> str:
    """File name of the wheel of the student's tree."""
    return os.path.basename(build("wheel"))


def wheel_files(wheel: str = "") -> list[str]:
    """Names of all files in a wheel, sorted; like all that follows of the student's, unless another is named."""
    with zipfile.ZipFile(wheel or build("wheel")) as archive:
        return sorted(name for name in archive.namelist() if not name.endswith("/"))


def wheel_file(name: str, wheel: str = "") -> str:
    """Text of one file in a wheel; raises KeyError where there is none of that name."""
    with zipfile.ZipFile(wheel or build("wheel")) as archive:
        return archive.read(name).decode("utf-8", "replace")


def metadata(wheel: str = "") -> dict[str, list[str]]:
    """Fields of a wheel's METADATA, by name in small letters: all values of each, in order; and its description."""
    message = email.parser.Parser().parsestr(information("METADATA", wheel))
    found: dict[str, list[str]] = {}
    for name, value in message.items():
        found.setdefault(name.lower(), []).append(str(value))
    found["description"] = [str(message.get_payload())]
    return found


def entry_points(wheel: str = "") -> dict[str, dict[str, str]]:
    """Groups of entry points that a wheel announces: in each the names, and what they stand for."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # names of entry points keep their letters
    parser.read_string(information("entry_points.txt", wheel))
    return {group: dict(parser[group]) for group in sorted(parser.sections())}


def information(name: str, wheel: str = "") -> str:
    """A file of a wheel's .dist-info folder, such as WHEEL or RECORD; empty where it is not there."""
    with zipfile.ZipFile(wheel or build("wheel")) as archive:
        for member in archive.namelist():
            folder, _, rest = member.partition("/")
            if folder.endswith(".dist-info") and rest == name:
                return archive.read(member).decode("utf-8", "replace")
    return ""


def sdist_name() -> str:
    """File name of the source archive of the student's tree."""
    return os.path.basename(build("sdist"))


def sdist_files() -> list[str]:
    """Names of all files in the source archive, without its one top folder, sorted."""
    with tarfile.open(build("sdist")) as archive:
        return sorted(member.name.partition("/")[2] for member in archive.getmembers() if member.isfile())


def wheel_from_sdist() -> list[str]:
    """Names of all files in a wheel that is built from the source archive, as an installer without a wheel does it."""
    folder = tempfile.mkdtemp(prefix="unpacked-", dir=os.getcwd())
    with tarfile.open(build("sdist")) as archive:
        # Filters came with Python 3.11.4; what they would refuse the sandbox forbids anyway.
        settings: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder, **settings)  # noqa: S202 (as above)
    (top,) = os.listdir(folder)
    with zipfile.ZipFile(build("wheel", os.path.join(folder, top))) as archive:
        return sorted(name for name in archive.namelist() if not name.endswith("/"))


def make_wheel(
    name: str,
    version: str,
    files: Mapping[str, str],
    *,
    requires: Iterable[str] = (),
    entry_points: Mapping[str, Mapping[str, str]] | None = None,
    folder: str = ".",
) -> str:
    """Write a wheel by hand, as a small library for a wheelhouse; `files` are texts by path. Gives the file's path."""
    stem = f"{name.replace('-', '_')}-{version}"
    about = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {text}" for text in requires)]
    contents = dict(files)
    contents[f"{stem}.dist-info/METADATA"] = "\n".join(["Metadata-Version: 2.1", *about]) + "\n"
    contents[f"{stem}.dist-info/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    if entry_points:
        groups = (
            "\n".join([f"[{group}]", *(f"{key} = {value}" for key, value in of.items())])
            for group, of in entry_points.items()
        )
        contents[f"{stem}.dist-info/entry_points.txt"] = "\n".join(groups) + "\n"
    record = [f"{path},{_digest(text)},{len(text.encode())}" for path, text in contents.items()]
    contents[f"{stem}.dist-info/RECORD"] = "\n".join([*record, f"{stem}.dist-info/RECORD,,"]) + "\n"
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, f"{stem}-py3-none-any.whl")
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in contents.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return target


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


# --- installing and running ---------------------------------------------------------------------------------------


def environment(*wheels: str) -> str:
    """A fresh environment with these wheels installed, without pip; gives its folder. Raises InstallFailed."""
    folder = os.path.join(tempfile.mkdtemp(prefix="env-", dir=os.getcwd()), "env")
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    python = os.path.join(folder, "bin", "python")
    if wheels:
        done = _run([sys.executable, "-I", "-S", "-B", "-c", _INSTALL, _place.libraries, python, *wheels])
        if done["exit"]:
            lines = str(done["stderr"]).strip().splitlines() or ["the installer said nothing"]
            raise InstallFailed(lines[-1][:TEXT_CAP])
    return folder


def run(folder: str, command: str, *argv: str, stdin: str = "", cwd: str = "") -> dict[str, Any]:
    """Run a command of an environment: stdout, stderr, exit; exit is None where there is no such command."""
    path = os.path.join(folder, "bin", command)
    if not os.path.exists(path):
        return {"stdout": "", "stderr": "", "exit": None}
    return _run([path, *argv], stdin=stdin, cwd=cwd or tempfile.mkdtemp(prefix="run-", dir=os.getcwd()))


def run_installed(command: str, *argv: str, stdin: str = "") -> dict[str, Any]:
    """Run a command that the student's wheel brings, in an environment with nothing else in it."""
    if not _place.home:
        _place.home = environment(build("wheel"))
    return run(_place.home, command, *argv, stdin=stdin)


def pip(folder: str, *argv: str, cwd: str = "") -> dict[str, Any]:
    """Let pip, from outside, work on an environment: stdout, stderr, exit. It reaches no index."""
    python = os.path.join(folder, "bin", "python")
    code = textwrap.dedent("""
        import runpy, sys
        sys.path.append(sys.argv.pop(1))
        sys.argv[0] = "pip"
        runpy.run_module("pip", run_name="__main__")
    """)
    options = ["--python", python, "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
    command = [sys.executable, "-I", "-S", "-B", "-c", code, _place.libraries, *options, *argv]
    return _run(command, cwd=cwd, environ={"PIP_NO_INDEX": "1", "PYTHONPATH": _place.libraries})


def _run(
    command: list[str], *, stdin: str = "", cwd: str = "", environ: Mapping[str, str] | None = None
) -> dict[str, Any]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
    }
    settings = {
        **kept,
        "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": os.getcwd(),
        **(environ or {}),
    }
    done = subprocess.run(
        command, input=stdin.encode(), capture_output=True, cwd=cwd or None, env=settings, check=False
    )
    shown = {name: getattr(done, name)[:OUTPUT_CAP].decode("utf-8", "replace") for name in ("stdout", "stderr")}
    return {**shown, "exit": done.returncode}
