"""One verdict for a visible test, whoever runs it: `course test`, plain pytest, `course ci`, the grader where it can.

The gate has the small course of the tests, with types and style; the sweep has the whole course, with every stub,
reference, alternative and wrong solution that there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from tests.builders import ROOT
from tests.release.small import copy_course
from tests.student import parity
from tests.student.parity import REFERENCE, STUB, Mark, Round

ROUNDS = parity.rounds_of(load_course(ROOT, strict=False))
UNTYPED = "def to_text(number):\n    unused = 1\n    return str(number)\n"
"""Right, for all that tests see of it; wrong for mypy and for ruff."""


def differences(made: Round, marks: Mapping[str, Mark]) -> list[str]:
    """A sentence for each exercise and plane that says something else than `course test` does."""
    said, built = parity.by_course_test(made), parity.by_course_ci(made)
    found = []
    for exercise in made.course.exercises:
        seen, practice, mark = said[exercise.id], built[exercise.id], marks[exercise.id]
        solution = made.solutions[exercise.id]
        passes = set(parity.in_pytests_words(seen).values()) <= {"passed", "skipped"}
        planes: dict[str, tuple[object, object]] = {
            "course ci, tests": (parity.in_results_words(seen), practice.tests),
            "course ci, tasks": (seen.tasks, practice.tasks),
            "full marks of the grader": (True, passes or not mark.is_full),
            "a stub that the grader calls not started": (solution == STUB, mark.verdict == "not-started"),
            "a reference that passes": (True, passes or solution != REFERENCE),
        }
        for tool, outcome in practice.tools.items():
            planes[f"the grader, {tool}"] = (outcome, mark.tools[tool].replace("not-run", outcome))
        for plugin in (True, False):
            plain = parity.by_pytest(made, exercise, with_plugin=plugin)
            planes[f"plain pytest, {plugin=}"] = (parity.in_pytests_words(seen), plain)
        found += [
            f"{exercise.slug}, {solution}, {plane}: {one} and {other}"
            for plane, (one, other) in planes.items()
            if one != other
        ]
    return found


def test_small_course_has_one_verdict(tmp_path: Path) -> None:
    """For the gate: a stub, a reference and a wrong solution, and what is right but for types and style."""
    course = copy_course(tmp_path)
    for manifest in course.glob("weeks/*/tally/exercise.toml"):
        tools = '[types]\nfiles = ["tally.py"]\npoints = 1\ntask = 1\n[style]\npoints = 1\ntask = 1\n'
        manifest.write_text(manifest.read_text(encoding="utf-8") + tools, encoding="utf-8")
    made = [parity.make_round(course, tmp_path / name, number) for name, number in [("first", 0), ("second", 4)]]
    own = made[0].course.layout.module_stub(made[0].course.exercise("tally"))
    own.write_text(own.read_text(encoding="utf-8") + f"\n\n{UNTYPED}", encoding="utf-8")
    for item in made:
        parity.hand_in(item, tmp_path / "class")
    marks = parity.by_grader(course, tmp_path / "class")

    assert [["stub", "reference"], ["ties_left_as_they_come", "nothing_is_busiest"]] == [
        list(item.solutions.values()) for item in made
    ]
    assert {"types": "wrong", "style": "wrong"} == parity.by_course_ci(made[0])["01-quay/tally"].tools
    assert [] == [sentence for item in made for sentence in differences(item, marks[item.root.name])]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Round], dict[str, dict[str, Mark]]]:
    """A released repository for every round of the whole course, and the grader's word on all of them."""
    folder = tmp_path_factory.mktemp("parity")
    made = [parity.make_round(ROOT, folder / f"round-{number}", number) for number in range(ROUNDS)]
    for item in made:
        parity.hand_in(item, folder / "class")
    return made, parity.by_grader(ROOT, folder / "class")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_exercise_has_one_verdict(whole: tuple[list[Round], dict[str, dict[str, Mark]]], number: int) -> None:
    """Of the whole course: as it was given out, solved rightly in every way we know, and wrongly in every way."""
    made, marks = whole
    assert [] == differences(made[number], marks[made[number].root.name])
