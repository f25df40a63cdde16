"""Tests of grader.course.publish: data in, data out; what no collection and no grader can have made is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.cli.main import run
from grader.course.collection import Collected, Collection, RefusedFile, ResolvedBy, Status, digest, read_collection
from grader.course.publish import alarms, prepare, summary
from grader.errors import UsageError
from grader.model import CheckResult, ExerciseResult, Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import json_report

WEEK = "01-quay"
LINK = RefusedFile(WEEK, "tally", f"weeks/{WEEK}/tally/tally.py", "is a link; commit the file itself")


def exercise(verdict: Verdict, outcome: Outcome, points: int, message: str = "") -> ExerciseResult:
    """One exercise with one check worth two points."""
    check = CheckResult("check_a", "The gates are counted", outcome, points, 2, 1, message, "tally.py", 3)
    return ExerciseResult(WEEK, "tally", verdict, (check,), message)


def student(name: str, found: ExerciseResult) -> SubmissionResult:
    """One student with one exercise."""
    return SubmissionResult(name, (found,))


REPORT = Report(
    Level.L2,
    (
        student("ana", exercise(Verdict.GRADED, Outcome.PASSED, 2)),
        student("ben", exercise(Verdict.MISSING, Outcome.NOT_RUN, 0, "tally.py was not handed in")),
        student("cem", exercise(Verdict.GRADER_ERROR, Outcome.NOT_RUN, 0, "\n::error::a judge was lost")),
    ),
    titles={f"{WEEK}/tally": "Tally the gates"},
)
SEEN = "2026-11-20T12:00:01Z"
COLLECTION = Collection(
    "2026-11-20T12:00:00Z",
    "2026-11-20T11:59:00Z",
    "0" * 64,
    (
        Collected("ana", "https://x.org/a.git", "", Status.COLLECTED, "a" * 40, ResolvedBy.PUSH_LOG, SEEN),
        Collected("ben", "=cmd()", "", Status.COLLECTED, "b" * 40, refused=(LINK,), notes=("late",)),
        Collected("cem", "https://x.org/c.git", "", Status.COLLECTED, "c" * 40),
        Collected("dee", "https://x.org/d.git", "", Status.UNREACHABLE, message="it has moved"),
        Collected("eve", "https://x.org/e.git", "", Status.COLLECTED, "e" * 40),
    ),
    "2026-11-20T12:00:09Z",
)  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with result.json and collection.json."""
    (tmp_path / "result.json").write_text(json_report.render(REPORT))
    (tmp_path / "collection.json").write_text(COLLECTION.to_json())
    return tmp_path


def publish(folder: Path, *options: str) -> int:
    """Run the command on the folder's files."""
    given = [
        str(folder / "result.json"),
        "--collection",
        str(folder / "collection.json"),
        "--output",
        str(folder / "out"),
    ]
    return run(["publish", *given, *options])


def test_nobody_without_a_grade_has_a_zero(files: Path) -> None:
    """The table has a line for everybody on the roster; who was not graded has empty cells and a reason."""
    code = publish(files, "--summary", str(files / "summary.md"))
    with (files / "out" / "grades.csv").open(newline="") as stream:
        rows = {row["student"]: row for row in csv.DictReader(stream)}
    told = (files / "summary.md").read_text()

    assert 4 == code
    assert ["ana graded 2", "ben graded 0", "cem grader fault ", "dee not collected ", "eve not graded "] == [
        f"{key} {row['status']} {row['points']}" for key, row in rows.items()
    ]
    assert ("", "'=cmd()") == (rows["cem"][f"{WEEK}/tally"], rows["ben"]["repository"])
    assert "## Without a grade (3)" in told
    assert "it has moved" in told


def test_each_student_has_a_page_and_a_result_of_their_own(files: Path) -> None:
    """A page names the commit and says what was refused, and names nobody else; no fault becomes a result."""
    publish(files)
    out = files / "out"
    ben = (out / "students" / "ben.md").read_text()
    result = json.loads((out / "classroom50" / "ana.json").read_text())

    assert f"commit {'b' * 40}" in ben
    assert "is a link; commit the file itself" in ben
    assert "the files were refused" in ben
    page = (out / "students" / "ben.html").read_text()

    assert "Class report" not in page
    assert "<h1>Your grade</h1>" in page
    assert "is a link; commit the file itself" in page
    assert "ana" not in ben + (out / "students" / "ben.html").read_text()
    assert ("classroom50/result/v1", 2, 2, "a" * 40) == (
        result["schema"], result["score"], result["max-score"], result["commit"],
    )  # fmt: skip
    assert ["ana.json", "ben.json"] == sorted(path.name for path in (out / "classroom50").iterdir())


def test_what_is_published_can_be_read_back(files: Path) -> None:
    """The published result is a valid document of its own, and so is the collection."""
    publish(files)
    again = json_report.read((files / "out" / "result.json").read_text())

    assert REPORT.submissions[0].points == again.submissions[0].points
    assert Verdict.REJECTED == again.submissions[1].exercises[0].verdict
    assert (COLLECTION, digest(COLLECTION.to_json())) == read_collection(files / "collection.json")


def test_a_message_is_no_command_and_no_markup(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text from the grading job stays text on the page of the run and in its log."""
    hostile = "\n::error::x\r\n##[error]x\n::set-output name=a::b\n<img src=x onerror=alert(1)>@everyone"
    cem = student("cem", exercise(Verdict.GRADER_ERROR, Outcome.NOT_RUN, 0, hostile))
    (files / "result.json").write_text(json_report.render(replace(REPORT, submissions=(*REPORT.submissions[:2], cem))))
    published = prepare(files / "result.json", files / "collection.json")
    lines = [*"\n".join(alarms(published)).splitlines(), *summary(published).splitlines()]

    assert [] == [
        line for line in lines if line.lstrip().startswith("::") and not line.startswith("::error title=No grade")
    ]
    assert [] == [line for line in lines if "##[" in line or "<img" in line]


def change(document: Any, path: str, value: Any) -> None:
    """Set what `path` names, such as submissions.0.student."""
    *parents, last = path.split(".")
    for name in parents:
        document = document[int(name) if name.isdecimal() else name]
    document[int(last) if last.isdecimal() else last] = value


CHECK = "submissions.0.exercises.0.checks.0"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("submissions.0.student", "mallory", "has a student 'mallory' who was not collected"),
        ("submissions.0.student", "dee", "has a student 'dee' who was not collected"),
        ("submissions.0.student", "../../ana", "has a student '../../ana' who was not collected"),
        ("submissions.0.student", "ben", "has the student 'ben' twice"),
        ("submissions.0.exercises.0.points", 3, "has to be 2, the sum over the checks"),
        (f"{CHECK}.points", 2.5, "is not as the schema has it"),
        (f"{CHECK}.points", -1, "is not as the schema has it"),
        (f"{CHECK}.outcome", "brilliant", "is not as the schema has it"),
        (f"{CHECK}.id", "check_b", "other checks than the rest of the class has"),
        ("format", "grader/result/v9", "is not as the schema has it"),
        ("submissions", {}, "is not as the schema has it"),
    ],
)  # fmt: skip
def test_a_result_that_cannot_be_is_refused_whole(files: Path, path: str, value: Any, said: str) -> None:
    """One field that no grader and no collection can have made, and nothing is written."""
    document = json.loads((files / "result.json").read_text())
    change(document, path, value)
    (files / "result.json").write_text(json.dumps(document))

    with pytest.raises(UsageError) as caught:
        prepare(files / "result.json", files / "collection.json")
    assert said in caught.value.message
    assert 2 == publish(files)
    assert not (files / "out").exists()


def test_more_points_than_a_check_offers_are_refused(files: Path) -> None:
    """Sums that add up are not enough: no check gives more than it has."""
    rich = student("ana", exercise(Verdict.GRADED, Outcome.PASSED, 200))
    (files / "result.json").write_text(json_report.render(replace(REPORT, submissions=(rich,))))

    with pytest.raises(UsageError, match="check_a has 200 of 2 points"):
        prepare(files / "result.json", files / "collection.json")


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("result.json", lambda text: ""),
        ("result.json", lambda text: "[" * 100_000),
        ("result.json", lambda text: text.replace('"L2"', "NaN")),
        ("collection.json", lambda text: text[:-9]),
        ("collection.json", lambda text: text.replace("collection/v1", "collection/v2")),
        ("collection.json", lambda text: text.replace('"commit": "aaa', '"commit": 7, "x": "aaa')),
    ],
    ids=["empty", "deep", "not-a-number", "cut", "newer", "wrong-type"],
)
def test_files_that_cannot_be_read_are_one_clear_error(files: Path, name: str, edit: Callable[[str], str]) -> None:
    """A damaged document is a sentence and a way out, never a traceback."""
    (files / name).write_text(edit((files / name).read_text()))

    assert 2 == publish(files)
    assert not (files / "out").exists()


def test_the_collection_has_to_be_the_one_that_was_collected(files: Path) -> None:
    """With the digest from the collecting job, a collection that was changed on the way is refused."""
    right = digest(COLLECTION.to_json())

    assert 4 == publish(files, "--digest", right)
    assert 2 == publish(files, "--digest", "0" * 64)


def test_in_a_build_everybody_without_a_grade_is_annotated(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error for each, in the log of the job; 1 where only collecting failed, 0 where all have a grade."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(files / "summary.md"))
    whole = replace(COLLECTION, students=COLLECTION.students[:2])
    (files / "result.json").write_text(json_report.render(replace(REPORT, submissions=REPORT.submissions[:2])))
    (files / "collection.json").write_text(replace(whole, students=(*whole.students, COLLECTION.students[3])).to_json())
    first, told = publish(files), capsys.readouterr().out
    (files / "collection.json").write_text(whole.to_json())

    assert 1 == first
    assert ["::error title=No grade - dee::not collected: it has moved"] == [
        line for line in told.splitlines() if line.startswith("::")
    ]
    assert 0 == publish(files)
    assert 2 == (files / "summary.md").read_text().count("# Grades")


def test_a_summary_that_cannot_be_written_is_one_clear_error(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was published is kept, and the error names the option."""
    assert 2 == publish(files, "--summary", str(files))
    assert "name another file with --summary" in capsys.readouterr().err
    assert (files / "out" / "grades.csv").is_file()
