"""The other commands as people run them: demo, new, verify, doctor, and `course test`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.builders import ROOT
from tests.e2e.ground import (
    FULL,
    SORT,
    TALLY,
    append,
    change,
    good_course,
    grader,
    hidden,
    right,
    visible,
)

SCHEMAS = ROOT / "grader" / "reports"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good course, in which the commands are given."""
    return good_course(tmp_path)


def test_the_demo_makes_a_class_and_its_report(root: Path) -> None:
    """From nothing to a report at L2; given again it shows the same class without running anything."""
    first = grader("demo", "--students", "3", cwd=root)
    report = (root / "build/demo/report.json").read_text()
    again = grader("demo", "--students", "3", cwd=root)

    assert (0, "isolation: L2\nreport: build/demo/report.html\n") == (first.returncode, first.stderr)
    assert (0, first.stdout, report) == (again.returncode, again.stdout, (root / "build/demo/report.json").read_text())
    assert again.stderr.endswith("; 3 unchanged and not run again\n")
    jsonschema.validate(json.loads(report), json.loads((SCHEMAS / "result.schema.json").read_text()))
    assert (root / "build/demo/report.html").read_text().startswith("<!doctype html>")


@pytest.mark.slow
def test_the_demo_of_a_whole_class_has_its_accidents(root: Path) -> None:
    """Thirty students: a syntax error, an endless loop, a lost file; all others have what they earned."""
    ended = grader("demo", cwd=root)
    report = json.loads((root / "build/demo/report.json").read_text())
    found = {one["student"]: {each["exercise"]: each for each in one["exercises"]} for one in report["submissions"]}

    assert (0, 30, "L2") == (ended.returncode, len(found), report["isolation"])
    assert "import-failed" == found["aiko-tanaka"][SORT]["verdict"]
    assert ("import-failed", True) == (
        found["anders-holm"][TALLY]["verdict"],
        found["anders-holm"][TALLY]["confirmed_alone"],
    )
    assert "missing" == found["beatriz-souza"][TALLY]["verdict"]
    assert "expected 'sort_manifest.py'; rename it" in found["carmen-vidal"][SORT]["message"]
    assert 12 <= sum(each[TALLY]["points"] == FULL[TALLY] for each in found.values())


@pytest.mark.slow
def test_a_new_exercise_lacks_only_what_is_left_to_write(root: Path) -> None:
    """`new`, then `verify`: its checks, solutions and examples work, and every complaint is about a size."""
    written = grader("new", "01", "gate-log", cwd=root)
    ended = grader("verify", "01/gate-log", "--format", "json", cwd=root)
    (item,) = json.loads(ended.stdout)["exercises"]

    assert (0, 3) == (written.returncode, ended.returncode)
    assert (0, 10, 10) == (item["stub_points"], item["reference_points"], item["max_points"])
    left = re.compile(r"has \d+ |holds \d+ (tests|checks|wrong)|links to no section")
    assert [] == [problem for problem in item["problems"] if not left.match(problem["message"])]
    assert 8 == len(item["problems"])


@pytest.mark.slow
def test_several_defects_are_reported_at_once(root: Path) -> None:
    """Of reading, of running and of grading alike, each with its file; the code is 3."""
    append(visible(root, TALLY, "README.md"), "\n- **R8** Nobody checks this.\n")
    change(visible(root, TALLY, "README.md"), "{'east': 2, 'north': 1}", "{'east': 2}")
    change(visible(root, TALLY), 'raise NotImplementedError("Task 3: write the report")', "return []")
    change(visible(root, TALLY, "hints.toml"), "README.md#counting) shows", "README.md#sums) shows")
    change(hidden(root, TALLY, "wrong/last_of_a_tie.py"), "count >= counts[best]", "count > counts[best]")
    append(hidden(root, TALLY, "alternatives/counts_each_value_anew.py"), "\n\nspare: int = None\n")

    ended = grader("verify", "tally", cwd=root)
    shown = [line.partition(" (")[0] for line in ended.stdout.splitlines() if ": " in line]
    assert (3, "") == (ended.returncode, ended.stderr)
    for line in (
        (
            'weeks/01-quay/tally/README.md: line 19: an example does not hold: tally(["east", "north", "east"]) | '
            "Expected: | {'east': 2} | Got: | {'east': 2, 'north': 1}"
        ),
        "weeks/01-quay/tally/hints.toml: ladder[1].tool: links to #sums, which is no section",
        "weeks/01-quay/tally/tally.py: the stub earns 1 points",
        "weeks/01-quay/tally/test_tally.py: test_t3_nothing_has_no_lines: passes on the stub",
        "solutions/01-quay/tally/checks.py: R8: is not covered by any check",
        (
            "solutions/01-quay/tally/wrong/last_of_a_tie.py: fails nothing, and says check_a_tie_goes_to_the_first "
            "check_the_busiest_of_any_values"
        ),
    ):
        assert line in shown
    assert any("mypy --strict: " in line and "Incompatible types" in line for line in shown)
    assert 7 == len(shown)


@pytest.mark.slow
def test_the_good_course_is_whole(root: Path) -> None:
    """With its mutants: 0, no problem, and a document that keeps to its schema."""
    ended = grader("verify", "--mutants", "--format", "json", cwd=root)
    document = json.loads(ended.stdout)

    jsonschema.validate(document, json.loads((SCHEMAS / "verify.schema.json").read_text()))
    assert (0, [[], []]) == (ended.returncode, [item["problems"] for item in document["exercises"]])
    for item in document["exercises"]:
        counted = item["mutants"]
        assert counted["total"] == counted["killed"] + counted["equivalent"] + len(counted["survivors"])
        assert 1 == counted["equivalent"]


@pytest.mark.slow
def test_survivors_are_reported(root: Path) -> None:
    """Checks that look at too little let mutants live: they are listed, and the code is 3."""
    checks = hidden(root, TALLY, "checks.py")
    checks.write_text(re.sub(r'"report", .*\)', '"report", [])', checks.read_text()))

    ended = grader("verify", "tally", "--mutants", cwd=root)
    assert 3 == ended.returncode
    assert re.search(r"tally: mutants that no check notices\n  line \d+: '", ended.stdout)
    assert re.search(r"checks\.py: \d+ of \d+ mutants are noticed; not: line \d+", ended.stdout)


def test_the_doctor_finds_this_machine_fit() -> None:
    """Every attack on every layer fails."""
    ended = grader("doctor", cwd=ROOT)

    assert (0, "every layer held") == (ended.returncode, ended.stdout.splitlines()[-1])


def test_students_run_their_tests(root: Path) -> None:
    """1 while a task is unfinished, 0 when all pass; anywhere in the course, and without its solutions."""
    before = grader("test", "tally", cwd=root / "weeks", program="grader.cli.student")
    visible(root, TALLY).write_bytes(right(TALLY))
    after = grader("test", "tally", cwd=root / "weeks", program="grader.cli.student")

    assert (1, True) == (before.returncode, "Write the report" in before.stdout)
    assert (0, True) == (after.returncode, "10 of 10 passing" in after.stdout)


def test_the_version_is_said_without_looking_for_a_course(tmp_path: Path) -> None:
    """Anywhere."""
    assert [0, 0] == [
        grader("--version", cwd=tmp_path).returncode,
        grader("--version", cwd=tmp_path, program="grader.cli.student").returncode,
    ]
