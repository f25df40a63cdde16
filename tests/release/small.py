"""A copy of the small course of the tests, to change it and release it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from grader.release.contents import gather
from grader.release.writing import Written, write_release

ROOT = Path(__file__).parents[2]
WEEK = "01-quay"
STUB = f"weeks/{WEEK}/sort-manifest/sort_manifest.py"


def copy_course(folder: Path) -> Path:
    """The small course in a folder of its own."""
    return Path(shutil.copytree(ROOT / "tests" / "courses" / "good", folder / "course"))


def release(course: Path, out: Path, *, withdraw: bool = False) -> Written:
    """Release a course to a folder."""
    return write_release(gather(course), out, silent, withdraw=withdraw)


def silent(_done: int, _total: int, _path: str) -> None:
    """Progress that nobody looks at."""


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder but git's, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts[:1]
    }


def commit(folder: Path, message: str = "one") -> None:
    """Commit everything in a folder, with a repository of its own."""
    if not (folder / ".git").exists():
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
    for command in (["add", "-A"], ["-c", "user.name=c", "-c", "user.email=c@c", "commit", "-q", "-m", message]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
