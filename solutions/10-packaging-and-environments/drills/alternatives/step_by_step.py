"""Loops, regular expressions and comparisons by hand, where the reference calls ready helpers."""

import json
import re
import shutil
import sysconfig
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

# --- Task 1 -------------------------------------------------------------------------------------


def create(folder: Path) -> Path:
    """Make an environment without pip; return the path of its Python."""
    venv.EnvBuilder(symlinks=True).create(folder)
    config = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    assert "home" in config
    scripts = Path(sysconfig.get_path("scripts", "venv", vars={"base": str(folder)}))
    return next(path for path in scripts.iterdir() if path.stem == "python")


def activated(environ: Mapping[str, str], folder: str) -> dict[str, str]:
    """The variables of a session once the environment in the folder is active."""
    session = {name: value for name, value in deactivated(environ).items() if name != "PYTHONHOME"}
    return {**session, "VIRTUAL_ENV": folder, "PATH": ":".join([folder + "/bin", session["PATH"]])}


# --- Task 2 -------------------------------------------------------------------------------------


def install_command(python: str, wheelhouse: str, names: Sequence[str]) -> list[str]:
    """The command that installs packages from a folder of wheels, and from nowhere else."""
    command = f"-m pip install --no-index --find-links {wheelhouse}".split()
    return [python] + command + list(names)


def listed(text: str) -> dict[str, str]:
    """The versions by name in what `pip list --format json` prints."""
    versions = {}
    for row in json.loads(text):
        versions[row["name"]] = row["version"]
    return versions


# --- Task 3 -------------------------------------------------------------------------------------


def sort_freeze(text: str) -> tuple[list[str], list[str]]:
    """The lines of `pip freeze` that hold anywhere, and those that hold on this machine only."""
    lines = [line for line in text.splitlines() if re.match(r"[^#\s]", line)]
    local = [line for line in lines if re.match(r"-e (?!.*://)|.* @ file:", line)]
    return [line for line in lines if line not in local], local


# --- Task 4 -------------------------------------------------------------------------------------


def read_show(text: str) -> dict[str, list[str]]:
    """For each package that `pip show` describes, the names of the packages that it requires."""
    required = {}
    for block in re.split(r"^---$", text, flags=re.MULTILINE):
        name = re.search(r"^Name: (.*)$", block, re.MULTILINE)
        needs = re.search(r"^Requires:(.*)$", block, re.MULTILINE)
        if name and needs:
            required[name[1]] = re.findall(r"[^\s,]+", needs[1])
    return required


# --- Task 5 -------------------------------------------------------------------------------------


def deactivated(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of the same session once no environment is active."""
    if "VIRTUAL_ENV" not in environ:
        return {**environ}
    gone = environ["VIRTUAL_ENV"] + "/bin"
    path = [entry for entry in environ["PATH"].split(":") if entry != gone]
    kept = {name: value for name, value in environ.items() if name not in ("VIRTUAL_ENV", "PATH")}
    return {"PATH": ":".join(path), **kept}


# --- Task 6 -------------------------------------------------------------------------------------


def recreate(folder: Path) -> None:
    """Replace an environment by a new and empty one; refuse any other folder."""
    if not folder.is_dir() or "pyvenv.cfg" not in [path.name for path in folder.iterdir()]:
        raise ValueError("not an environment")
    shutil.rmtree(folder)
    create(folder)


# --- Task 7 -------------------------------------------------------------------------------------


def is_isolated(config: str) -> bool:
    """Whether an environment with this `pyvenv.cfg` sees none of the packages outside of it."""
    seen = r"^\s*include-system-site-packages\s*=\s*true\s*$"
    return re.search(seen, config, re.IGNORECASE | re.MULTILINE) is None


def packages_inside(folder: Path) -> list[str]:
    """The packages in a site-packages folder, each as a name and a version."""
    found = []
    for path in folder.iterdir():
        if path.name.endswith(".dist-info"):
            name, version = path.name.removesuffix(".dist-info").split("-", 1)
            found.append(f"{name}=={version}")
    found.sort()
    return found


# --- Task 8 -------------------------------------------------------------------------------------


def to_commit(paths: Iterable[str]) -> list[str]:
    """The paths that belong into the repository: those outside of all environments."""
    paths = list(paths)
    marks = [path for path in paths if path.split("/")[-1] == "pyvenv.cfg"]
    roots = [mark.removesuffix("pyvenv.cfg") for mark in marks]
    return [path for path in paths if not any(path.startswith(root) for root in roots)]


# --- Task 9 -------------------------------------------------------------------------------------


def would_install(requirement: str, available: Iterable[str]) -> str | None:
    """The version that a fresh environment gets for a requirement, or None."""
    allowed = Requirement(requirement).specifier
    fitting = [text for text in available if allowed.contains(text, prereleases=True)]
    finals = [text for text in fitting if not Version(text).is_prerelease]
    newest = sorted(finals or fitting, key=Version)
    return newest[-1] if newest else None


def pin_or_not() -> dict[str, str]:
    """For each case of the README, "pin", "range" or "name"."""
    return dict(zip("abcde", ["pin", "range", "name", "pin", "range"], strict=True))


# --- Task 10 ------------------------------------------------------------------------------------


def upgraded(requirements: str, name: str, version: str) -> str:
    """The pins with another version of one package, and nothing else changed."""
    spelling = "[-_.]+".join(map(re.escape, re.split(r"[-_.]+", name)))
    pin = re.compile(rf"^({spelling}==)[^\s;]+", re.IGNORECASE | re.MULTILINE)
    changed, number = pin.subn(lambda found: found[1] + version, requirements)
    if number == 0:
        raise KeyError(name)
    return changed
