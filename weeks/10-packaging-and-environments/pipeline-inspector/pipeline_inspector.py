"""Looks for gaps in a pipeline: its workflow, its hooks and its container recipe."""

from collections.abc import Mapping
from typing import Any

Finding = tuple[str, str]
Document = dict[Any, Any]

STAGES = ("lint", "types", "test", "package", "deploy")
MOVED = ("https://github.com/charliermarsh/ruff-pre-commit",)
CI = ".github/workflows/ci.yml"


def load(text: str) -> Document:
    """The mapping that a YAML text holds; anything else is a ValueError."""
    # TODO: `import yaml` at the top, and choose the loader with care.
    raise NotImplementedError("Task 1: load the text")


def triggers(workflow: Document) -> list[str]:
    """The events that start a workflow, sorted."""
    # TODO
    raise NotImplementedError("Task 1: find the events")


def gates(workflow: Document) -> list[Finding]:
    """What lets a change pass that should have been stopped."""
    # TODO: four rules; which jobs a job waits for is worth a function of its own.
    raise NotImplementedError("Task 2: find the missing gates")


def pins(workflow: Document) -> list[Finding]:
    """Actions that may be others tomorrow."""
    # TODO
    raise NotImplementedError("Task 3: find actions that are not pinned")


def hooks(config: Document) -> list[Finding]:
    """Repositories of hooks that are not pinned, or have moved."""
    # TODO
    raise NotImplementedError("Task 3: find hooks that are not pinned")


def recipe(text: str) -> list[Finding]:
    """What makes an image large, changeable or dangerous."""
    # TODO: join continued lines first, then look at one instruction after the other.
    raise NotImplementedError("Task 4: read the recipe")


def inspect_files(files: Mapping[str, str]) -> list[str]:
    """A line for each finding in the files of a repository, sorted."""
    # TODO: a table of path patterns and functions keeps this short.
    raise NotImplementedError("Task 5: inspect the files")
