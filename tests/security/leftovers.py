"""What a grading run could leave on the machine, told apart from what others do there at the same time by its owner."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.sandbox import uids

SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/dev/mqueue"))
MARKS = ("quayside-*-ran", "quayside-typed", "quayside-weigh.py", "left-*", "fill0", "core*")
"""What attacks in tests/submissions would leave in a shared folder if a command of theirs ran outside."""


def uids_of(judges: Iterable[int]) -> set[int]:
    """The users that workers of these judge processes run under."""
    return {uid for pid in judges for uid in uids.uids_of(pid)}


def processes_of(uids: set[int]) -> list[str]:
    """Processes of these users, with their names."""
    return [f"{pid} {name}" for pid, uid, name in _processes() if uid in uids]


def _processes() -> Iterator[tuple[str, int, str]]:
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                lines = dict(
                    line.split(":\t", 1) for line in (path / "status").read_text().splitlines() if ":\t" in line
                )
            except (OSError, ValueError):
                continue
            yield path.name, int(lines["Uid"].split()[0]), lines["Name"]


def files_of(uids: set[int]) -> list[str]:
    """Entries of shared folders that belong to these users."""
    found = []
    for folder in SHARED:
        for path in folder.iterdir() if folder.is_dir() else ():
            try:
                if path.lstat().st_uid in uids:
                    found.append(str(path))
            except OSError:
                continue
    return found


def marks() -> list[str]:
    """Files that only an attack that ran outside of its sandbox would make."""
    return sorted(str(path) for folder in SHARED if folder.is_dir() for mark in MARKS for path in folder.glob(mark))


def mounts() -> list[str]:
    """Where something is mounted."""
    return sorted(line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines())


def shared_objects() -> list[str]:
    """System V objects, with the users that made them."""
    lines = []
    for name in ("shm", "sem", "msg"):
        path = Path("/proc/sysvipc") / name
        if path.exists():
            lines += [f"{name} {line}" for line in path.read_text().splitlines()[1:]]
    return lines


def private_environment(folder: Path, **more: str) -> dict[str, str]:
    """Our environment with a folder of its own for temporary files, which has to be empty afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "TMPDIR": str(folder), **more}
