"""A small course with canaries in all that is hidden, and its site, built once for the tests that look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.cli.site import looking, programs
from grader.site.build import Built, build
from tests.site.courses import copy_course

CANARY = "canary-in-hidden-files-4711"
_CHECK = re.compile(r"^```python check (?!.*visible).*$", re.MULTILINE)


@pytest.fixture(scope="session")
def course_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of weeks 05 and 06 with a canary in every hidden file and in every hidden cell of its labs."""
    root = copy_course(tmp_path_factory.mktemp("site") / "course", (5, 6))
    for path in (root / "solutions").rglob("*"):
        if path.is_file():
            path.write_text(f"# {CANARY}\n{path.read_text(encoding='utf-8')}\n# {CANARY}\n", encoding="utf-8")
    for path in (root / "weeks").glob("*/lab.md"):
        text = path.read_text(encoding="utf-8").replace("### BEGIN SOLUTION", f"### BEGIN SOLUTION\n# {CANARY}")
        path.write_text(_CHECK.sub(lambda match: f"{match[0]}\n# {CANARY}", text), encoding="utf-8")
    return root


@pytest.fixture
def without_node() -> Iterator[None]:
    """A machine without Node: what pages with an exercise load is the business of other tests."""
    with _no_node():
        yield


@contextmanager
def _no_node() -> Iterator[None]:
    # Of the one module only, and no longer than a test or a build: other tests of the session look for programs too.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.site.kit._program", lambda _: None)
        yield


@pytest.fixture(scope="session")
def built(course_root: Path) -> Built:
    """The site of that course, built as the command builds it."""
    with _no_node():
        return build(course_root, course_root / "build" / "site", programs(), looking(course_root))
