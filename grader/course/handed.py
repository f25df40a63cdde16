"""What can be said of a submission's files without running them: the judge hears that, and never sees the files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.model import Exercise, Kind

MOST_NAMES = 500
_DEFINES = re.compile(
    rb"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_][A-Za-z0-9_]{0,59})\b"
    rb"|^([A-Za-z_][A-Za-z0-9_]{0,59})[ \t]*[:=]",
    re.MULTILINE,
)


def defined_names(contents: Iterable[bytes]) -> list[str]:
    """Names that files define, as far as a look at the lines tells: what may be said of them without running them."""
    found = {name for content in contents for pair in _DEFINES.findall(content) for name in pair if name}
    return sorted(name.decode("ascii") for name in found)[:MOST_NAMES]


def modules_of(exercise: Exercise) -> list[str]:
    """Modules to import from what a student handed in: all files but the student's tests, and none of a tree."""
    if exercise.kind is Kind.PACKAGE:
        return []
    own = exercise.own_tests.file if exercise.own_tests else ""
    names = (*exercise.student_files, *exercise.optional_files)
    return [name.removesuffix(".py") for name in names if name.endswith(".py") and name != own]
