"""Own the folder of a survey: ensure its parts, find files, tell what is recent and what is big."""

import os
from pathlib import Path

FOLDERS = ("raw", "clean", "reports/daily", "reports/monthly")


class Atlas:
    """The folder of one survey, and everything below it."""

    # TODO: one method after the other; `find` also serves the methods after it.

    root: Path

    def __init__(self, root: str | os.PathLike[str]) -> None:
        raise NotImplementedError("Task 1: keep the root as an absolute path")

    def ensure(self) -> list[str]:
        """Make the folders that are missing and return their names."""
        raise NotImplementedError("Task 1: make what is missing")

    def place(self, folder: str, name: str) -> Path:
        """The path for a file `name` in one of the folders."""
        raise NotImplementedError("Task 2: check both, then join")

    def find(self, *patterns: str) -> list[str]:
        """Files whose names match one of the patterns, by path; all files without a pattern."""
        raise NotImplementedError("Task 3: look everywhere below the root")

    def recent(self, seconds: float, now: float, *patterns: str) -> list[str]:
        """Files that changed at most `seconds` before `now`, the newest first."""
        raise NotImplementedError("Task 4: ask each file when it changed")

    def sizes(self) -> list[tuple[str, int]]:
        """Bytes below each folder of the root, and in the root itself, the biggest first."""
        raise NotImplementedError("Task 5: add up what the files hold")
