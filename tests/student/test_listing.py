"""`list`, `next` and `progress`: in the course's order, nothing passed over silently, nothing said by colour alone."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from grader.student.listing import Step, advance, by_week, choose, rows
from grader.student.progress import Progress, QuizRecord, Standing
from grader.student.state import StateFile
from tests.student.ground import ANSI, SORT, TALLY, WEEK, course, course_at, solve, student_repository

TODAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


def passing(before: Progress, exercise: str) -> Progress:
    """The progress after a run in which all tests passed."""
    return before.after_run(exercise, at=NOON, passing=True, started=True, failing=())


def place(step: Step) -> str:
    """Where a step went."""
    return step.exercise.id if step.exercise else ""


def test_next_goes_by_week_and_number_and_marks_what_passed(root: Path) -> None:
    """Begin, stay while it does not pass, go on when it does, and end."""
    at = course_at(root)
    start = advance(at, Progress(), on=TODAY)
    stays = advance(at, start.progress, on=TODAY)
    second = advance(at, passing(stays.progress, SORT), on=TODAY)
    end = advance(at, passing(second.progress, TALLY), on=TODAY)

    assert [SORT, SORT, TALLY, ""] == [place(step) for step in (start, stays, second, end)]
    assert [False, True, False, False] == [step.stays for step in (start, stays, second, end)]
    assert (Standing.PASSED, TODAY) == (second.progress.record(SORT).standing, second.progress.record(SORT).passed_on)
    assert Standing.PASSED is end.progress.record(TALLY).standing


def test_what_is_left_is_said_and_comes_again(root: Path) -> None:
    """Skipping names what was left; after the last exercise the first unfinished one comes again."""
    at = course_at(root)
    skipped = advance(at, Progress(current=SORT), on=TODAY, skip=True)
    again = advance(at, passing(skipped.progress, TALLY), on=TODAY)
    only = advance(at, again.progress, on=TODAY, skip=True)

    assert (TALLY, SORT) == (place(skipped), skipped.left.id if skipped.left else "")
    assert SORT == place(again)
    assert (SORT, True) == (place(only), only.stays)


def test_going_by_name_says_what_is_open_before_it(root: Path) -> None:
    """An exercise that is named is reached from anywhere; nothing before it is forgotten."""
    at = course_at(root)
    fresh = choose(at, Progress(), at.exercise(TALLY), on=TODAY)
    left = choose(at, passing(Progress(current=SORT), SORT), at.exercise(TALLY), on=TODAY)

    assert [SORT] == [item.id for item in fresh.behind]
    assert (None, ()) == (left.left, left.behind)
    assert Standing.PASSED is left.progress.record(SORT).standing


def test_a_current_exercise_that_is_gone_is_no_trap(root: Path) -> None:
    """After an update that took an exercise away, the first unfinished one comes."""
    assert SORT == place(advance(course_at(root), Progress(current="99-gone/away"), on=TODAY))


@pytest.mark.parametrize(
    ("text", "found"),
    [("", [SORT, TALLY]), ("TALLY", [TALLY]), ("counting", [TALLY]), ("sort keys", [SORT]), ("passing", [TALLY])],
)
def test_list_finds_every_word_in_any_case(root: Path, text: str, found: list[str]) -> None:
    """Names, titles, summaries, concepts and states are searched."""
    assert found == [row.exercise.id for row in rows(course_at(root), passing(Progress(), TALLY), text)]


def test_progress_adds_up(root: Path) -> None:
    """Exercises done, minutes estimated and spent, and the quiz, by week."""
    now = passing(Progress(), TALLY).after_quiz(WEEK, QuizRecord(3, 4, TODAY))
    (week,) = by_week(course_at(root), now, {WEEK: 4})

    assert (1, 2, 35, 15, 2, 2, 3, 4) == (
        week.done,
        week.total,
        week.minutes,
        week.minutes_done,
        week.spent,
        week.spent_on_done,
        week.quiz_answered,
        week.quiz_asked,
    )


# --- the commands ---------------------------------------------------------------------------------------------------


def test_a_first_hour_by_commands(root: Path) -> None:
    """next stays until what was saved passes, whoever ran it; list tells the same story."""
    first, stays = course(root, "next"), course(root, "next")
    solve(root, SORT)
    second = course(root, "next")
    listed = course(root, "list").stdout

    assert (0, 1, 0) == (first.returncode, stays.returncode, second.returncode)
    assert "Sort a manifest" in first.stdout
    assert "weeks/01-quay/sort-manifest/sort_manifest.py" in first.stdout
    assert "course next --skip" in stays.stdout
    assert "Tally the gates" in second.stdout
    assert "passed" in next(line for line in listed.splitlines() if "sort-manifest" in line)
    assert next(line for line in listed.splitlines() if "tally" in line).startswith("> ")


NARROW = {"COLUMNS": "40"}
PLAIN = {"COLUMNS": "40", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
PAGES = [("list",), ("next",), ("progress",), ("quiz", "--show")]


@pytest.mark.parametrize("arguments", PAGES, ids=lambda item: item[0])
def test_pages_fit_any_width_and_ascii(root: Path, arguments: tuple[str, ...]) -> None:
    """No line of ours is wider than the terminal, but for paths, which can be copied; no sign needs more than ASCII."""
    for width in (40, 60, 80, 100):
        text = course(root, *arguments, environment={"COLUMNS": str(width)}).stdout
        assert [] == [line for line in text.splitlines() if len(line) > width and "weeks/" not in line]
        assert ANSI not in text
    plain = course(root, *arguments, environment=PLAIN).stdout

    assert plain.isascii()
    assert len(plain) > 40


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "cp850", "latin-1", "ascii"])
def test_code_pages_get_signs_they_have(root: Path, encoding: str) -> None:
    """Titles that a console cannot show are spelt out; no code page makes a command fail."""
    manifest = root / "weeks" / SORT / "exercise.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("Sort a", "Łódź → 港"), encoding="utf-8")
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    done, listed = (course(root, name, environment=environment) for name in ("next", "list"))

    assert (0, 0) == (done.returncode, listed.returncode)
    assert "\\u6e2f" in done.stdout
    assert "sort-manifest" in listed.stdout


def test_progress_shows_a_week(root: Path) -> None:
    """One week can be asked for; what is not there is named."""
    solve(root, TALLY)
    course(root, "test", "tally")
    done, wrong = course(root, "progress", "01"), course(root, "progress", "7")

    assert "1 of 2 exercises" in done.stdout
    assert "2 min spent, about 35 in all" in done.stdout
    assert "quiz: 0 of 4 answered" in done.stdout
    assert 2 == wrong.returncode


def test_progress_adds_up_the_weeks(root: Path) -> None:
    """With several weeks there is a sum, and what is done is compared with its estimate."""
    shutil.copytree(root / "weeks" / WEEK, root / "weeks" / "02-yard")
    week = root / "weeks" / "02-yard" / "week.toml"
    week.write_text(week.read_text(encoding="utf-8").replace("number = 1", "number = 2"), encoding="utf-8")
    solve(root, SORT)
    course(root, "test", "01/sort-manifest")
    wide, narrow = course(root, "progress").stdout, course(root, "progress", environment=NARROW).stdout

    assert "1 of 4 exercises" in wide
    assert "2 min spent, about 70 in all" in narrow
    assert "done so far: 2 min, estimated 20" in narrow
    assert "still to come: about 50 min" in narrow


def test_the_end_of_the_course_is_said(root: Path) -> None:
    """When everything passes there is nowhere to go but to a review."""
    for exercise in (SORT, TALLY):
        solve(root, exercise)
        course(root, "next", exercise)
    last = course(root, "next")
    end = course(root, "next")

    assert [0, 0] == [last.returncode, end.returncode]
    assert "All exercises pass" in end.stdout
    assert {"passed"} == {record.standing.value for record in StateFile(root).read().exercises.values()}


def test_a_broken_week_costs_itself_only(root: Path) -> None:
    """An exercise that cannot be read is named beside the output; the others are listed."""
    (root / "weeks" / SORT / "exercise.toml").write_text("format =", encoding="utf-8")
    done = course(root, "list")

    assert 0 == done.returncode
    assert "tally" in done.stdout
    assert "sort-manifest/exercise.toml" in done.stderr


def test_every_command_has_help_with_an_example(root: Path) -> None:
    """`--help` of each command of this half shows how it is typed, within forty columns."""
    for name in (
        "completion",
        "doctor",
        "drill",
        "hint",
        "list",
        "next",
        "progress",
        "quiz",
        "reset",
        "review",
        "submit",
    ):
        done = course(root, name, "--help", environment=NARROW)
        text = " ".join(done.stdout.split())

        assert 0 == done.returncode
        assert f"Example: course {name}" in text
        assert [] == [line for line in done.stdout.splitlines() if len(line) > 40]


def test_outside_a_course_it_says_where_to_go(tmp_path: Path) -> None:
    """No course around is one error with a way out."""
    done = course(tmp_path, "list")

    assert 2 == done.returncode
    assert "weeks/" in done.stderr
