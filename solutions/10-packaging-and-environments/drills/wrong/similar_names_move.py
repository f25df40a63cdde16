"""Upgrades each package whose name ends with the same letters.

Reply: A second package has moved, and its name merely ends like the first. Where does a name begin?

Fails: check_one_pin_moves check_spelling_of_names_does_not_count check_unknown_pin_is_an_error
"""

import json
import os
import re
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# --- Task 1 -------------------------------------------------------------------------------------


def create(folder: Path) -> Path:
    """Make an environment without pip; return the path of its Python."""
    windows = os.name == "nt"
    venv.create(folder, with_pip=False, symlinks=not windows)
    return folder / "Scripts" / "python.exe" if windows else folder / "bin" / "python"


def activated(environ: Mapping[str, str], folder: str) -> dict[str, str]:
    """The variables of a session once the environment in the folder is active."""
    changed = deactivated(environ)
    changed.pop("PYTHONHOME", None)
    changed["VIRTUAL_ENV"] = folder
    changed["PATH"] = f"{folder}/bin:{changed['PATH']}"
    return changed


# --- Task 2 -------------------------------------------------------------------------------------


def install_command(python: str, wheelhouse: str, names: Sequence[str]) -> list[str]:
    """The command that installs packages from a folder of wheels, and from nowhere else."""
    return [python, "-m", "pip", "install", "--no-index", "--find-links", wheelhouse, *names]


def listed(text: str) -> dict[str, str]:
    """The versions by name in what `pip list --format json` prints."""
    return {package["name"]: package["version"] for package in json.loads(text)}


# --- Task 3 -------------------------------------------------------------------------------------


def sort_freeze(text: str) -> tuple[list[str], list[str]]:
    """The lines of `pip freeze` that hold anywhere, and those that hold on this machine only."""
    portable: list[str] = []
    local: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        from_path = line.startswith("-e ") and "://" not in line
        (local if from_path or " @ file:" in line else portable).append(line)
    return portable, local


# --- Task 4 -------------------------------------------------------------------------------------


def read_show(text: str) -> dict[str, list[str]]:
    """For each package that `pip show` describes, the names of the packages that it requires."""
    required: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key == "Name":
            name = value.strip()
        elif key == "Requires":
            required[name] = [part.strip() for part in value.split(",") if part.strip()]
    return required


# --- Task 5 -------------------------------------------------------------------------------------


def deactivated(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of the same session once no environment is active."""
    changed = dict(environ)
    folder = changed.pop("VIRTUAL_ENV", None)
    if folder is not None:
        entries = changed["PATH"].split(":")
        changed["PATH"] = ":".join(entry for entry in entries if entry != f"{folder}/bin")
    return changed


# --- Task 6 -------------------------------------------------------------------------------------


def recreate(folder: Path) -> None:
    """Replace an environment by a new and empty one; refuse any other folder."""
    if not (folder / "pyvenv.cfg").is_file():
        raise ValueError(f"{folder} is no environment")
    venv.create(folder, clear=True, with_pip=False, symlinks=os.name != "nt")


# --- Task 7 -------------------------------------------------------------------------------------


def is_isolated(config: str) -> bool:
    """Whether an environment with this `pyvenv.cfg` sees none of the packages outside of it."""
    settings: dict[str, str] = {}
    for line in config.splitlines():
        key, _, value = line.partition("=")
        settings[key.strip().lower()] = value.strip().lower()
    return settings["include-system-site-packages"] != "true"


def packages_inside(folder: Path) -> list[str]:
    """The packages in a site-packages folder, each as a name and a version."""
    return sorted(path.stem.replace("-", "==", 1) for path in folder.glob("*.dist-info"))


# --- Task 8 -------------------------------------------------------------------------------------


def to_commit(paths: Iterable[str]) -> list[str]:
    """The paths that belong into the repository: those outside of all environments."""
    known = {path: PurePosixPath(path) for path in paths}
    environments = {path.parent for path in known.values() if path.name == "pyvenv.cfg"}
    return [text for text, path in known.items() if environments.isdisjoint(path.parents)]


# --- Task 9 -------------------------------------------------------------------------------------


def would_install(requirement: str, available: Iterable[str]) -> str | None:
    """The version that a fresh environment gets for a requirement, or None."""
    fitting = Requirement(requirement).specifier.filter(available)
    return max(fitting, key=Version, default=None)


def pin_or_not() -> dict[str, str]:
    """For each case of the README, "pin", "range" or "name"."""
    return {"a": "pin", "b": "range", "c": "name", "d": "pin", "e": "range"}


# --- Task 10 ------------------------------------------------------------------------------------

PIN = re.compile(r"(?P<name>[\w.-]+)==[^\s;]+")


def upgraded(requirements: str, name: str, version: str) -> str:
    """The pins with another version of one package, and nothing else changed."""
    lines = requirements.splitlines(keepends=True)
    found = False
    for number, line in enumerate(lines):
        pin = PIN.match(line)
        if pin and canonicalize_name(pin["name"]).endswith(canonicalize_name(name)):
            lines[number] = f"{pin['name']}=={version}{line[pin.end() :]}"
            found = True
    if not found:
        raise KeyError(name)
    return "".join(lines)
