"""Tests of grader.cli.grade: a report in every format, the right code, and no result lost however a run ends."""

from __future__ import annotations

import errno
import json
import os
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.cli import grade as module
from grader.cli.main import run
from grader.course.grading import ClassGrading
from grader.course.store import Store
from grader.errors import GraderFault, OutputUnwritable
from grader.model import SubmissionResult, Verdict
from tests.builders import ROOT
from tests.e2e.ground import GOOD, TALLY, graded, hand_in, stub

RESULT_SCHEMA = ROOT / "grader" / "reports" / "result.schema.json"
Grade = Callable[..., int]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of three and, beside it, the results of its first run."""
    folder = tmp_path_factory.mktemp("first")
    for name in ("ana", "bea"):
        hand_in(folder / "class", name)
    hand_in(folder / "class", "cem", tally=stub(TALLY), sort=None, answers=None)
    graded(GOOD, folder / "class", folder / "out")
    return folder


@pytest.fixture
def ground(first: Path, tmp_path: Path) -> Path:
    """A copy of both, so that no judge has to be started."""
    return Path(shutil.copytree(first, tmp_path / "ground"))


@pytest.fixture
def grade(ground: Path) -> Grade:
    """Grades the class with the command, in this process."""

    def act(*options: str) -> int:
        common = ["--course", str(GOOD), "--output", str(ground / "out"), "--seed", "7"]
        return run(["grade", str(ground / "class"), *common, *options])

    return act


def ending_after(
    results: int, error: BaseException, unsaved: OutputUnwritable | None = None
) -> Callable[..., Iterator[SubmissionResult]]:
    """A run that ends in an error after some results, which may have found no room."""
    real = ClassGrading.run

    def act(self: ClassGrading, students: Sequence[Path], progress: Any) -> Iterator[SubmissionResult]:
        self.unsaved = unsaved
        for number, result in enumerate(real(self, students, progress)):
            if number == results:
                raise error
            yield result

    return act


def test_the_table_is_shown_and_the_report_written(
    grade: Grade, ground: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table goes to standard output, where the report lies to standard error, and 0 is for done."""
    assert 0 == grade()
    shown = capsys.readouterr()
    assert "3 students, 3 exercises" in shown.out
    assert f"report: {ground / 'out' / 'report.html'}; 3 unchanged and not run again\n" == shown.err
    assert {"report.html", "report.json", "results"} == {path.name for path in (ground / "out").iterdir()}


def test_json_is_one_document_that_keeps_to_its_schema(
    grade: Grade, ground: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output holds the document and nothing else; the file beside it is the same."""
    assert 0 == grade("--format", "json")
    shown = capsys.readouterr()
    document = json.loads(shown.out)

    jsonschema.validate(document, json.loads(RESULT_SCHEMA.read_text()))
    assert ("grader/result/v1", "L2", 7) == (document["format"], document["isolation"], document["seed"])
    assert [46, 46, 0] == [submission["points"] for submission in document["submissions"]]
    assert ((ground / "out" / "report.json").read_text(), "") == (shown.out, shown.err)


def test_junit_is_one_document(grade: Grade, capsys: pytest.CaptureFixture[str]) -> None:
    """So is XML."""
    assert 0 == grade("--format", "junit")
    document = ElementTree.fromstring(capsys.readouterr().out)  # noqa: S314 (our own)
    assert "testsuites" == document.tag


@pytest.mark.parametrize("name", ["github", "classroom50", "gradescope"])
def test_every_other_format_is_printed(grade: Grade, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Each ends in one line end."""
    assert 0 == grade("--format", name)
    shown = capsys.readouterr().out
    assert (True, False) == (shown.endswith("\n"), shown.endswith("\n\n"))


def test_a_single_exercise_is_graded_alone(grade: Grade, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what was asked for is in the report, and what is known of it is used."""
    assert 0 == grade("--exercise", TALLY, "--format", "json")
    document = json.loads(capsys.readouterr().out)

    assert {TALLY} == {found["exercise"] for one in document["submissions"] for found in one["exercises"]}


def test_a_fault_of_the_grader_is_its_own_code(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """4, with the table and the report all the same."""
    real = ClassGrading.run

    def fail(self: ClassGrading, *arguments: Any) -> Iterator[SubmissionResult]:
        for result in real(self, *arguments):
            first, *others = result.exercises
            lost = replace(first, verdict=Verdict.GRADER_ERROR, message="lost")
            yield replace(result, exercises=(lost, *others))

    monkeypatch.setattr(ClassGrading, "run", fail)

    assert 4 == grade()
    assert "3 students, 3 exercises" in capsys.readouterr().out


def full(*_: object) -> None:
    """What a full disk does to a write."""
    raise OutputUnwritable("'out/results/x' cannot be written: No space left on device", fix="make room")


def test_after_a_full_disk_the_results_are_shown(
    grade: Grade, ground: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them; then one error says that they were not kept, with code 2."""
    shutil.rmtree(ground / "out")
    monkeypatch.setattr(Store, "save", full)

    assert 2 == grade("--exercise", TALLY)
    shown = capsys.readouterr()
    assert "3 students, 1 exercise" in shown.out
    assert (
        "error: the results above are complete, but not all were kept: 'out/results/x' cannot be written: "
        "No space left on device\nfix: make room\n"
    ) == shown.err


def test_a_report_that_cannot_be_written_is_shown(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the results are kept and only the report finds no room."""
    monkeypatch.setattr(module, "write_atomically", full)

    assert 2 == grade("--format", "json")
    shown = capsys.readouterr()
    assert 3 == len(json.loads(shown.out)["submissions"])
    assert shown.err.startswith("error: the results above are complete, but not all were kept: ")


def test_an_interrupted_run_says_what_is_kept(
    grade: Grade, ground: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many, where, and how to go on; no half report."""
    monkeypatch.setattr(ClassGrading, "run", ending_after(2, KeyboardInterrupt()))

    assert 130 == grade()
    shown = capsys.readouterr()
    assert ("", f"2 of 3 submissions are graded and kept in {ground / 'out'}") == (shown.out, shown.err.splitlines()[0])
    assert "stopped; the same command goes on from there" == shown.err.splitlines()[1]
    assert not (ground / "out" / "report.html").exists()


def test_a_run_without_a_seed_says_how_to_have_the_same_inputs(
    ground: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest of a class should not be asked other things than its beginning; what is not kept is not said to be."""
    monkeypatch.setattr(ClassGrading, "run", ending_after(0, KeyboardInterrupt()))
    monkeypatch.setattr("secrets.randbelow", lambda limit: 4711)

    assert 130 == run(["grade", str(ground / "class"), "--course", str(GOOD), "--output", str(ground / "out")])
    assert (
        "stopped; the same command goes on from there (on the same inputs: --seed 4711)\n"
    ) == capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "stopped; the same command goes on from there"),
        (GraderFault("the judge was lost", fix="report this"), 4, "error: the judge was lost"),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            2,
            "error: temporary files cannot be written: No space left on device",
        ),
    ],
)
def test_what_could_not_be_kept_is_shown_when_a_run_ends_early(
    grade: Grade,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    line: str,
) -> None:
    """A full disk and then a fault, or Ctrl-C: what is known is on the screen, for it is nowhere else."""
    monkeypatch.setattr(ClassGrading, "run", ending_after(2, error, OutputUnwritable("full", fix="make room")))

    assert code == grade("--exercise", TALLY)
    shown = capsys.readouterr()
    assert "2 students, 1 exercise" in shown.out
    assert ["2 of 3 submissions are graded and shown above", line] == shown.err.splitlines()[:2]


def test_a_progress_bar_is_for_terminals(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where standard error is one, the bar moves; the logs of a build hold no bars."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")

    assert 0 == grade()
    assert "3/3" in capsys.readouterr().err
