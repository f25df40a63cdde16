"""Tests of grader.cli.verify: what was found out is shown, or printed as a document that keeps to its schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from grader.cli import verify as module
from grader.cli.main import run
from grader.course.verify import MutantCount, Verification, VerifyOptions
from grader.errors import Problem
from tests.builders import ROOT
from tests.e2e.ground import GOOD, SORT, TALLY

VERIFY_SCHEMA = ROOT / "grader" / "reports" / "verify.schema.json"
Seen = dict[str, Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the service is asked for; it finds one whole exercise and one with a problem."""
    seen: Seen = {}

    def find(course: object, exercises: list[Any], options: VerifyOptions) -> list[Verification]:
        options.phase("reading")
        options.advance(1, 2)
        seen.update(exercises=[exercise.slug for exercise in exercises], options=options)
        problem = Problem("weeks/a\n.toml", "line 3", "is [broken]", "mend it")
        mutants = MutantCount(10, 6, 1, ["line 3: 'a < b' -> 'a <= b'"], known=31)
        whole = Verification(exercises[0], 0, 22, 22, 14, [("w", 21)], [("a", 22)])
        if len(exercises) == 1:
            return [whole]
        return [whole, Verification(exercises[1], 1, 20, 20, 13, [("w", 3)], [], mutants, [problem] * 2)]

    monkeypatch.setattr(module, "verify", find)
    return seen


def verify(*options: str) -> int:
    """The command over the good course."""
    return run(["verify", "--course", str(GOOD), *options])


def test_the_table_has_a_line_an_exercise_and_all_problems(asked: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems come below it, a line each, with file and fix; a course with problems is 3."""
    assert 3 == verify()
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    assert ["sort-manifest", "14", "22/22", "0", "1", "1", "ok"] == lines[1].split()
    assert ["tally", "13", "20/20", "1", "1", "0", "2", "problems"] == lines[2].split()
    assert [r"weeks/a\n.toml: line 3: is [broken] (mend it)"] * 2 == lines[3:]


def test_a_short_verification_says_how_many_mutants_there_are(asked: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    """Where not all mutants are judged, the table says of how many; the options reach the service."""
    assert 3 == verify("--mutants", "--most-mutants", "10", "--without-wrong")

    assert "6/9 of 31" in capsys.readouterr().out
    assert (asked["options"].most_mutants, asked["options"].wrong) == (10, False)


def test_a_whole_course_is_done(asked: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    """0, and no problems."""
    assert 0 == verify("01/sort")
    assert 2 == len(capsys.readouterr().out.splitlines())


def test_mutants_have_a_column_and_survivors_a_list(asked: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    """Noticed of those that can be noticed."""
    assert 3 == verify("--mutants")
    shown = capsys.readouterr().out

    assert "6/9" in shown
    assert "tally: mutants that no check notices\n  line 3: 'a < b' -> 'a <= b'\n" in shown


def test_json_keeps_to_its_schema(asked: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    """One document with everything that the table has and more."""
    assert 3 == verify("--format", "json")
    document = json.loads(capsys.readouterr().out)

    jsonschema.validate(document, json.loads(VERIFY_SCHEMA.read_text()))
    tally = document["exercises"][1]
    assert ("grader/verify/v1", "01-quay", TALLY) == (document["format"], tally["week"], tally["exercise"])
    assert {"total": 10, "killed": 6, "equivalent": 1, "survivors": ["line 3: 'a < b' -> 'a <= b'"]} == tally["mutants"]
    problem = {"file": "weeks/a\n.toml", "key": "line 3", "message": "is [broken]", "fix": "mend it"}
    assert [problem] * 2 == tally["problems"]


@pytest.mark.parametrize(
    ("what", "expected"), [([], [SORT, TALLY]), (["01"], [SORT, TALLY]), (["01/tally"], [TALLY]), (["sort"], [SORT])]
)
def test_all_or_a_part_is_verified(asked: Seen, what: list[str], expected: list[str]) -> None:
    """A week, an exercise, or everything; the quiz is checked when the course is read."""
    verify(*what)

    assert expected == asked["exercises"]


def test_options_reach_the_service(asked: Seen) -> None:
    """Judges, seed and debug; without a seed it is the same one every time, so that a build is repeatable."""
    run(["--debug", "verify", "--course", str(GOOD), "--jobs", "3", "--seed", "5", "--isolation", "L1"])
    options = asked["options"]
    verify()

    assert (3, 5, True, "L1") == (options.jobs, options.seed, options.debug, options.confinement.level)
    assert (1, False, False, "L2") == (
        asked["options"].seed,
        asked["options"].debug,
        asked["options"].mutants,
        asked["options"].confinement.level,
    )


def test_one_problem_is_one_problem() -> None:
    """Grammar is not too much to ask for."""
    assert ["1 problem", "2 problems"] == [module._counted(1, "problem"), module._counted(2, "problem")]
