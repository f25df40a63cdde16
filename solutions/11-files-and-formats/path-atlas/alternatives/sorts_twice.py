"""Walks with a recursion of its own over iterdir, and sorts twice because sorting is stable."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("raw", "clean", "reports/daily", "reports/monthly")


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file():
            yield path


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
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in _files_below(self.root)
            if not patterns or any(path.match(pattern) for pattern in patterns)
        )

    def recent(self, seconds: float, now: float, *patterns: str) -> list[str]:
        """Files that changed at most `seconds` before `now`, the newest first."""
        changed = {path: os.path.getmtime(self.root / path) for path in self.find(*patterns)}
        young = [path for path in sorted(changed) if changed[path] >= now - seconds]
        return sorted(young, key=changed.__getitem__, reverse=True)

    def sizes(self) -> list[tuple[str, int]]:
        """Bytes below each folder of the root, and in the root itself, the biggest first."""
        below = (path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink())
        totals = Counter({".": 0} | {folder.name: 0 for folder in below})
        for path in self.find():
            top, slash, _ = path.partition("/")
            totals[top if slash else "."] += (self.root / path).stat().st_size
        return Counter(dict(sorted(totals.items()))).most_common()
