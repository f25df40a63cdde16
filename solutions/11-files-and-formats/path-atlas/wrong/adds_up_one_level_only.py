"""Adds up the files directly in each folder and forgets those below.

Reply: raw/a/b/c is a file below raw, and it weighs nothing in your sum. How deep do you look?

Fails: check_sizes_are_added_up check_what_is_empty_hidden_or_linked check_any_sizes_are_added_up
"""

import os
from collections import Counter
from pathlib import Path

FOLDERS = ("raw", "clean", "reports/daily", "reports/monthly")


class Atlas:
    """The folder of one survey, and everything below it."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root).absolute()

    def ensure(self) -> list[str]:
        """Make the folders that are missing and return their names."""
        made = []
        for name in FOLDERS:
            folder = self.root / name
            if not folder.is_dir():
                made.append(name)
            folder.mkdir(parents=True, exist_ok=True)
        return made

    def place(self, folder: str, name: str) -> Path:
        """The path for a file `name` in one of the folders."""
        if folder not in FOLDERS:
            raise ValueError(f"{folder!r} is no folder of an atlas")
        if name in ("", ".", "..") or "/" in name or "\\" in name:
            raise ValueError(f"{name!r} is no plain name")
        return self.root / folder / name

    def find(self, *patterns: str) -> list[str]:
        """Files whose names match one of the patterns, by path; all files without a pattern."""
        found = {path for pattern in patterns or ["*"] for path in self.root.rglob(pattern)}
        files = [path for path in found if path.is_file() and not path.is_symlink()]
        return sorted(path.relative_to(self.root).as_posix() for path in files)

    def recent(self, seconds: float, now: float, *patterns: str) -> list[str]:
        """Files that changed at most `seconds` before `now`, the newest first."""
        changed = {path: (self.root / path).stat().st_mtime for path in self.find(*patterns)}
        young = [path for path, time in changed.items() if now - time <= seconds]
        return sorted(young, key=lambda path: (-changed[path], path))

    def sizes(self) -> list[tuple[str, int]]:
        """Bytes below each folder of the root, and in the root itself, the biggest first."""
        below = (path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink())
        totals = Counter({".": 0} | {folder.name: 0 for folder in below})
        for path in self.find():
            top, slash, rest = path.partition("/")
            if "/" not in rest:
                totals[top if slash else "."] += (self.root / path).stat().st_size
        return sorted(totals.items(), key=lambda item: (-item[1], item[0]))
