"""Works with os.walk, os.stat and fnmatch instead of pathlib's globbing; the result is the same."""

import fnmatch
import os
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
            folder = os.path.join(self.root, name)
            if not os.path.isdir(folder):
                os.makedirs(folder)
                made.append(name)
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
        files = []
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                if not os.path.islink(path) and self._wanted(name, patterns):
                    files.append(os.path.relpath(path, self.root).replace(os.sep, "/"))
        return sorted(files)

    @staticmethod
    def _wanted(name: str, patterns: tuple[str, ...]) -> bool:
        return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)

    def recent(self, seconds: float, now: float, *patterns: str) -> list[str]:
        """Files that changed at most `seconds` before `now`, the newest first."""
        changed = {path: (self.root / path).stat().st_mtime for path in self.find(*patterns)}
        young = [path for path, time in changed.items() if now - time <= seconds]
        return sorted(young, key=lambda path: (-changed[path], path))

    def sizes(self) -> list[tuple[str, int]]:
        """Bytes below each folder of the root, and in the root itself, the biggest first."""
        with os.scandir(self.root) as entries:
            below = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        found = [(path, os.path.getsize(self.root / path)) for path in self.find()]
        totals = [(top, sum(n for path, n in found if path.startswith(f"{top}/"))) for top in below]
        totals.append((".", sum(n for path, n in found if "/" not in path)))
        return sorted(totals, key=lambda item: (-item[1], item[0]))
