"""Finds declared files in the listing of a commit, and says which of them cannot be taken. Reads no content.

Knows the same rules as `intake`, which takes files from a folder: regular files only, no link and no submodule on the
way, and a file of the right name that lies in another folder is found where there is only one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.course.collect_git import Entry
from grader.course.collection import RefusedFile
from grader.course.intake import GENERIC_NAMES, MAX_DEPTH, MAX_ENTRIES, SKIPPED_FOLDERS, submitted_parts
from grader.model import Exercise

LINK, SUBMODULE = "120000", "160000"
SHOWN_PATH = 120


@dataclass(frozen=True)
class Found:
    """What became of one declared file: an object to copy, a reason not to, or neither where it is not there."""

    exercise: Exercise
    path: str
    object_id: str = ""
    reason: str = ""
    note: str = ""

    def refused(self, reason: str = "") -> RefusedFile:
        """The entry in the manifest."""
        return RefusedFile(self.exercise.week, self.exercise.slug, self.path, reason or self.reason)


class Tree:
    """The entries of one commit by path and by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[bytes, Entry | None] = {}
        """None where two entries have one path: no honest tool writes such a commit."""
        self._by_name: dict[bytes, list[tuple[bytes, ...]]] = {}
        for count, entry in enumerate(entries):
            self._entries[entry.path] = None if entry.path in self._entries else entry
            parts = tuple(entry.path.split(b"/"))
            if count < MAX_ENTRIES and _is_regular(entry) and _is_looked_at(parts):
                self._by_name.setdefault(parts[-1], []).append(parts)

    def find(self, exercise: Exercise, name: str) -> Found:
        """What there is of a declared file."""
        parts = submitted_parts(exercise, name)
        path = "/".join(parts)
        for end in range(1, len(parts)):
            above = self._entries.get("/".join(parts[:end]).encode())
            if above is not None and above.mode in (LINK, SUBMODULE):
                what = "a link" if above.mode == LINK else "a submodule"
                return Found(exercise, path, reason=f"a folder on the way to it is {what}; commit real folders")
        if path.encode() in self._entries:
            return self._judged(exercise, path)
        return self._elsewhere(exercise, name, path)

    def _judged(self, exercise: Exercise, path: str) -> Found:
        entry = self._entries[path.encode()]
        if entry is None:
            return Found(exercise, path, reason="is there twice in the commit")
        if entry.mode == LINK:
            return Found(exercise, path, reason="is a link; commit the file itself")
        if entry.mode == SUBMODULE:
            return Found(exercise, path, reason="is a submodule; commit the file itself")
        return Found(exercise, path, object_id=entry.object_id)

    def _elsewhere(self, exercise: Exercise, name: str, path: str) -> Found:
        """The file of that name if exactly one lies somewhere else, in a folder named as the exercise first of all."""
        places = self._by_name.get(name.encode(), [])
        named = [parts for parts in places if len(parts) > 1 and parts[-2] == exercise.slug.encode()]
        chosen = named or places
        if len(chosen) != 1 or (name in GENERIC_NAMES and not named):
            return Found(exercise, path)
        place = b"/".join(chosen[0])
        entry = self._entries[place]
        if entry is None:
            return Found(exercise, path)
        shown = place.decode("utf-8", "backslashreplace")[:SHOWN_PATH]
        return Found(exercise, path, entry.object_id, note=f"{exercise.slug}: {name} was found at {shown}")


def _is_regular(entry: Entry) -> bool:
    return entry.mode.startswith("100")


def _is_looked_at(parts: tuple[bytes, ...]) -> bool:
    """Not what `intake` passes over: hidden folders, environments, what lies very deep."""
    folders = {part.decode("utf-8", "replace") for part in parts[:-1]}
    return (
        len(parts) <= MAX_DEPTH and not any(part.startswith(b".") for part in parts) and not folders & SKIPPED_FOLDERS
    )
