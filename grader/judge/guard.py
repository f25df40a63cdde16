"""Keeps student code out of the judge: an import of a student's module here is a mistake of ours and fails loudly."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from grader.errors import GraderFault


class StudentImportRefused(GraderFault):
    """Code of the judge or of a check tried to import a student's module, or a file from the intake."""

    slug = "student-import-refused"


class Guard(importlib.abc.MetaPathFinder):
    """Refuses names that students' files have; put first on `sys.meta_path`."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """None for everything else, so that the ordinary finders go on."""
        del path, target
        if fullname.partition(".")[0] in self.names:
            raise _refusal(fullname)
        return None


def install(names: Iterable[str], boxes: Path) -> None:
    """Refuse imports of `names` from now on, and the running of any code that was read from `boxes`."""
    sys.meta_path.insert(0, Guard(names))
    prefix = str(boxes)

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event == "exec" and getattr(arguments[0], "co_filename", "").startswith(prefix):
            raise _refusal(prefix)
        if event == "import" and isinstance(arguments[1], str) and arguments[1].startswith(prefix):
            raise _refusal(arguments[1])

    sys.addaudithook(audit)


def _refusal(what: str) -> StudentImportRefused:
    return StudentImportRefused(
        f"the judge was about to import student code ({what})",
        fix="checks ask through `student`; code that must run beside the submission belongs into probes.py",
    )
