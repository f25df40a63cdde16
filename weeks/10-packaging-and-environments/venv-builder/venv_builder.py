"""Builds environments from a wheelhouse, and proves that they can be built again."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

PIP = (sys.executable, "-m", "pip")


class BuildError(Exception):
    """pip could not do what it was asked to do; the text is what it said."""


def digest(path: Path) -> str:
    """A short text that is the same only for files with the same content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def create(folder: Path) -> None:
    """Make an environment without pip in `folder`, where nothing may be yet."""
    # TODO
    raise NotImplementedError("Task 1: create an environment")


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    # TODO
    raise NotImplementedError("Task 1: find the interpreter of an environment")


def ask(folder: Path, program: str) -> str:
    """What `program` prints when the interpreter of an environment runs it."""
    # TODO
    raise NotImplementedError("Task 1: let an environment run a program")


def build(folder: Path, wheelhouse: Path, requirements: Path, pip: Sequence[str] = PIP) -> None:
    """Make an environment with all that a requirements file names, or none at all."""
    # TODO
    raise NotImplementedError("Task 2: build an environment")


def freeze(folder: Path, pip: Sequence[str] = PIP) -> list[str]:
    """The lines of a requirements file with exactly what an environment holds."""
    # TODO
    raise NotImplementedError("Task 2: freeze an environment")


def inventory(folder: Path) -> dict[str, dict[str, str]]:
    """Digests of the modules of each distribution that an environment holds, by its pin."""
    # TODO
    raise NotImplementedError("Task 3: take the inventory of an environment")


def remove(folder: Path) -> None:
    """Delete an environment, and nothing that is none."""
    # TODO
    raise NotImplementedError("Task 4: remove an environment")


def rebuild(folder: Path, wheelhouse: Path, pip: Sequence[str] = PIP) -> list[str]:
    """Build an environment again from its own pins; gives the pins that are not the same now."""
    # TODO
    raise NotImplementedError("Task 4: build an environment again")


def main(arguments: Sequence[str] | None = None, pip: Sequence[str] = PIP) -> int:
    """Build or rebuild one environment and print its pins; gives the status with which to end."""
    # TODO
    raise NotImplementedError("Task 5: read the arguments, build or rebuild")


if __name__ == "__main__":
    raise SystemExit(main())
