"""Ten drills: environments, what is in them, and what is written down about them.

TODO: each function says what is missing; import what you need from `venv` and `packaging` yourself.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


# --- Task 1 -------------------------------------------------------------------------------------


def create(folder: Path) -> Path:
    """Make an environment without pip; return the path of its Python."""
    raise NotImplementedError("Task 1: make the environment, and say where its Python lies")


def activated(environ: Mapping[str, str], folder: str) -> dict[str, str]:
    """The variables of a session once the environment in the folder is active."""
    raise NotImplementedError("Task 1: change the two variables, drop the third")


# --- Task 2 -------------------------------------------------------------------------------------


def install_command(python: str, wheelhouse: str, names: Sequence[str]) -> list[str]:
    """The command that installs packages from a folder of wheels, and from nowhere else."""
    raise NotImplementedError("Task 2: write the command")


def listed(text: str) -> dict[str, str]:
    """The versions by name in what `pip list --format json` prints."""
    raise NotImplementedError("Task 2: read the JSON")


# --- Task 3 -------------------------------------------------------------------------------------


def sort_freeze(text: str) -> tuple[list[str], list[str]]:
    """The lines of `pip freeze` that hold anywhere, and those that hold on this machine only."""
    raise NotImplementedError("Task 3: sort the lines into two lists")


# --- Task 4 -------------------------------------------------------------------------------------


def read_show(text: str) -> dict[str, list[str]]:
    """For each package that `pip show` describes, the names of the packages that it requires."""
    raise NotImplementedError("Task 4: read the two fields that matter")


# --- Task 5 -------------------------------------------------------------------------------------


def deactivated(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of the same session once no environment is active."""
    raise NotImplementedError("Task 5: take back what activation did")


# --- Task 6 -------------------------------------------------------------------------------------


def recreate(folder: Path) -> None:
    """Replace an environment by a new and empty one; refuse any other folder."""
    raise NotImplementedError("Task 6: look before you delete")


# --- Task 7 -------------------------------------------------------------------------------------


def is_isolated(config: str) -> bool:
    """Whether an environment with this `pyvenv.cfg` sees none of the packages outside of it."""
    raise NotImplementedError("Task 7: find the one line")


def packages_inside(folder: Path) -> list[str]:
    """The packages in a site-packages folder, each as a name and a version."""
    raise NotImplementedError("Task 7: read the names of folders")


# --- Task 8 -------------------------------------------------------------------------------------


def to_commit(paths: Iterable[str]) -> list[str]:
    """The paths that belong into the repository: those outside of all environments."""
    raise NotImplementedError("Task 8: find the environments, then the files outside")


# --- Task 9 -------------------------------------------------------------------------------------


def would_install(requirement: str, available: Iterable[str]) -> str | None:
    """The version that a fresh environment gets for a requirement, or None."""
    raise NotImplementedError("Task 9: find the highest version that fits")


def pin_or_not() -> dict[str, str]:
    """For each case of the README, "pin", "range" or "name"."""
    raise NotImplementedError("Task 9: choose for each of the cases a to e")


# --- Task 10 ------------------------------------------------------------------------------------


def upgraded(requirements: str, name: str, version: str) -> str:
    """The pins with another version of one package, and nothing else changed."""
    raise NotImplementedError("Task 10: exchange one version")
