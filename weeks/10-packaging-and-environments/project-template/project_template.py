"""Make the folder of a new project: all of it, or nothing."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# With a slash in front, a pattern means a top folder, and leaves src/build alone.
IGNORED = [".venv/", "__pycache__/", "/build/", "/dist/", "*.egg-info/"]

STEPS = [
    "python -m venv .venv",
    "python -m pip --python .venv install -r requirements-dev.txt",
    "python -m pip --python .venv install --editable .",
]


@dataclass(frozen=True)
class Project:
    """What somebody says about a new project."""

    title: str
    summary: str
    requires: tuple[str, ...] = ()
    dev: tuple[str, ...] = ()


def names(title: str) -> tuple[str, str]:
    """The names of the distribution and of its package."""
    raise NotImplementedError("Task 1: find both names, or refuse the title")


def texts(project: Project) -> dict[str, str]:
    """The text of each file of the project, by its path."""
    # TODO Task 3: pyproject.toml, the package and the tests have to work once installed.
    raise NotImplementedError("Task 2: write the text of each file")


def create(project: Project, parent: Path) -> Path:
    """Write the project to a new folder in `parent` and return it: all of it, or nothing."""
    raise NotImplementedError("Task 4: write the files, or leave nothing behind")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the project that the command line describes."""
    raise NotImplementedError("Task 5: read the arguments, do the work, print")


if __name__ == "__main__":
    sys.exit(main())
