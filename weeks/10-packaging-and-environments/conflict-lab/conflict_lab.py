"""Proves that environments with different versions of one library do not disturb each other."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Sight(NamedTuple):
    """What an environment knows of a library: its version, and the file it is imported from."""

    version: str | None
    origin: Path


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(folder: Path, wheel: Path) -> None:
    """Make an environment and unpack a wheel of pure Python where its packages lie."""
    # TODO
    raise NotImplementedError("Task 1: make an environment with one wheel")


def look(folder: Path, library: str) -> Sight | None:
    """What an environment knows of a library, or None if it cannot import it."""
    # TODO
    raise NotImplementedError("Task 2: let the environment import the library")


def verdict(folder: Path, sight: Sight | None) -> str:
    """Whether what was seen in an environment is its own."""
    # TODO
    raise NotImplementedError("Task 3: judge where the file lies")


def parties(folders: Iterable[Path], program: str) -> dict[tuple[int, str], list[Path]]:
    """Environments in which a program ends alike: by status and output, in order."""
    # TODO
    raise NotImplementedError("Task 4: run the program in each environment")


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on a library in any number of environments; gives the status with which to end."""
    # TODO
    raise NotImplementedError("Task 5: read the arguments and report")


if __name__ == "__main__":
    raise SystemExit(main())
