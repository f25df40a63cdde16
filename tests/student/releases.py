"""Small releases for tests of updates: a dictionary of paths becomes a student repository with its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.student.given import MANIFEST, Given, GivenFile, Owner, digest, dump_given, original_of, read_given
from grader.student.journal import Journal
from grader.student.source import open_release
from grader.student.update import Plan, apply_plan, plan_update

STUB = "weeks/01-quay/berths/berths.py"
TESTS = "weeks/01-quay/berths/test_berths.py"
MANIFEST_OF_EXERCISE = "weeks/01-quay/berths/exercise.toml"
PROGRAM = "grader/program.py"
FIRST: Mapping[str, bytes] = {
    STUB: b"def one():\n    raise NotImplementedError\n\n\ndef two():\n    raise NotImplementedError\n",
    TESTS: b"def test_one():\n    assert True\n",
    MANIFEST_OF_EXERCISE: b"format = 1\n",
    "weeks/01-quay/week.toml": b"format = 1\n",
    PROGRAM: b"VERSION = 1\n",
    "README.md": b"# Course\n",
}


def is_students(path: str) -> bool:
    """The rule of these small courses: a module that is no test is the student's."""
    return path.startswith("weeks/") and path.endswith(".py") and "/test_" not in path


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `root`."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def make_release(root: Path, files: Mapping[str, bytes], *, updates: str = "") -> Path:
    """A release of these files in a new folder; gives the folder."""
    whole = {**files, **{original_of(path): content for path, content in files.items() if is_students(path)}}
    given = tuple(
        GivenFile(path, digest(content), Owner.STUDENT if is_students(path) else Owner.COURSE)
        for path, content in sorted(whole.items())
    )
    write(root, {**whole, MANIFEST: dump_given(Given("1", ("01-quay",), given, updates)).encode()})
    return root


def plan(root: Path, source: Path) -> Plan:
    """What an update from a folder would do."""
    with open_release(str(source)) as release:
        return plan_update(root, read_given(root), release)


def update(root: Path, source: Path) -> Journal:
    """Update from a folder."""
    return apply_plan(root, plan(root, source))


def contents(root: Path) -> dict[str, bytes]:
    """All files of a repository but the snapshots and locks, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "snapshots" not in path.parts and not path.name.endswith(".lock")
    }
