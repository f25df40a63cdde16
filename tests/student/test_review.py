"""`review` and `drill`: what comes back when, solved in a copy that never touches what is handed in."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.model import Kind, Task
from grader.student.drilling import check_drill, drills_of, remaining, task_text
from grader.student.progress import Progress, Record, Standing
from grader.student.prose import prose_lines
from grader.student.rehearsal import begin, is_open, is_touched, set_aside
from grader.student.review import LONGEST_DAYS, QUEUE_MINUTES, candidates, next_due, queue, wait_days
from grader.student.state import StateFile
from tests.builders import COURSES
from tests.builders import exercise as build_exercise
from tests.student.ground import SORT, TALLY, course, course_at, own_file, solve, student_repository
from tests.student.test_state import killed_after

TODAY = dt.date(2026, 3, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


def passed(days: int, **changes: object) -> Record:
    """A record of an exercise that was passed some days ago."""
    fields = {"standing": Standing.PASSED, "passed_on": TODAY - dt.timedelta(days=days), "attempts": 1, **changes}
    return Record(**fields)  # type: ignore[arg-type] # fields of several types


@pytest.mark.parametrize(
    ("record", "days"),
    [
        (passed(0), 7),
        (passed(0, attempts=5), 7),
        (passed(0, attempts=6), 3),
        (passed(0, hints={"1": {1: 4}}), 3),
        (passed(0, hints={"1": {1: 1, 2: 1}, "2": {1: 1}}), 1),
        (passed(0, attempts=13), 1),
        (passed(0, reviewed=(TODAY,)), 14),
        (passed(0, hints={"1": {1: 1}}, reviewed=(TODAY,) * 2), 12),
        (passed(0, reviewed=(TODAY,) * 9), LONGEST_DAYS),
    ],
)
def test_what_was_hard_comes_back_sooner(record: Record, days: int) -> None:
    """Seven days, three or one; each time it is solved again doubles the wait, up to two months."""
    assert days == wait_days(record)


def test_the_most_overdue_comes_first_and_only_what_passes() -> None:
    """Overdue is measured in the exercise's own wait; what does not pass now is worked on, not repeated."""
    exercises = [build_exercise(slug=slug, minutes=10) for slug in ("easy", "hard", "open", "late")]
    records = {
        "easy": passed(14),
        "hard": passed(9, attempts=6),
        "open": passed(90, standing=Standing.STARTED),
        "late": passed(90, reviewed=(TODAY - dt.timedelta(days=2),)),
    }
    items = candidates(exercises, Progress(exercises={f"01-quay/{k}": v for k, v in records.items()}), today=TODAY)

    assert [("hard", True), ("easy", True), ("late", False)] == [(i.exercise.slug, i.is_due) for i in items]
    assert 0 == next_due(items)
    assert 12 == next_due(items[2:])
    assert next_due([]) is None


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 200), st.integers(0, 20)), max_size=12))
def test_a_queue_takes_about_ten_minutes(facts: list[tuple[int, int, int]]) -> None:
    """What is due fits into ten minutes, but for a first one that takes longer by itself; never an empty queue."""
    exercises = [build_exercise(slug=f"e{at}", minutes=fact[1]) for at, fact in enumerate(facts)]
    records = {f"01-quay/e{at}": passed(fact[0], attempts=fact[2]) for at, fact in enumerate(facts)}
    items = candidates(exercises, Progress(exercises=records), today=TODAY)
    chosen = queue(items)

    assert bool(chosen) == any(item.is_due for item in items)
    assert all(item.is_due and item.minutes >= 2 for item in chosen)
    assert len(chosen) <= 1 or sum(item.minutes for item in chosen) <= QUEUE_MINUTES


def test_the_task_with_most_hints_is_named() -> None:
    """Where hints were used, that is where to look twice."""
    hints = {"1": {1: 1}, "2": {1: 1}, "2.2": {1: 1, 2: 1}}
    progress = Progress(exercises={"01-quay/e": passed(9, hints=hints)})
    (item,) = candidates([build_exercise(slug="e")], progress, today=TODAY)

    assert (2, 4, 9) == (item.task, item.hints, item.days)


# --- the copy -------------------------------------------------------------------------------------------------------


def test_a_copy_is_the_stub_and_leaves_the_students_file(root: Path) -> None:
    """Nothing of the student's solution is in it, its tests are beside it, and it goes on until it is put aside."""
    mine = solve(root, TALLY).read_bytes()
    exercise = course_at(root).exercise(TALLY)
    (path,) = begin(root, exercise)
    stub = path.read_bytes()
    path.write_bytes(b"x = 1\n")
    begin(root, exercise)

    assert b"NotImplementedError" in stub
    assert b"x = 1\n" == path.read_bytes()
    assert is_touched(root, exercise)
    assert (path.parent / "test_tally.py").is_file()
    assert mine == own_file(root, TALLY).read_bytes()

    places = [set_aside(root, exercise, on=TODAY), set_aside(root, exercise, on=TODAY)]
    begin(root, exercise)
    places.append(set_aside(root, exercise, on=TODAY))

    assert ["2026-03-20", None, "2026-03-20-1"] == [place.name if place else None for place in places]
    assert not is_open(root, exercise)


def test_killed_while_copying_the_copy_is_made_again(root: Path) -> None:
    """At each step the copy is whole or counts as none; the student's file is as it was."""
    mine = solve(root, TALLY).read_bytes()
    exercise = course_at(root).exercise(TALLY)
    for count in itertools.count():  # pragma: no branch
        was_killed = killed_after(root, count, lambda: begin(root, exercise))
        (path,) = begin(root, exercise)

        assert b"NotImplementedError" in path.read_bytes()
        assert (path.parent / "test_tally.py").is_file()
        assert mine == own_file(root, TALLY).read_bytes()
        if not was_killed:
            break
        shutil.rmtree(root / ".quayside" / "review")
    assert 12 <= count


def test_a_review_from_queue_to_done(root: Path) -> None:
    """What passed long ago is offered, solved in the copy, counted, and comes back later."""
    solve(root, TALLY)
    course(root, "test", "tally")
    state = StateFile(root)
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=8)
    record = Record(Standing.PASSED, attempts=1, passed_on=long_ago.date(), ran_at=long_ago)
    state.change(lambda progress: progress.with_record(TALLY, record))
    offered, begun = course(root, "review"), course(root, "review", "tally")
    copy = root / ".quayside" / "review" / "weeks" / TALLY / "tally.py"
    copy.write_text(copy.read_text(encoding="utf-8") + "# begun\n", encoding="utf-8")
    wrong = course(root, "review", "tally")
    shutil.copyfile(COURSES / "good" / "solutions" / TALLY / "tally.py", copy)
    right, after = course(root, "review", "tally"), course(root, "review")

    assert "course review tally" in offered.stdout
    assert ".quayside/review/weeks/01-quay/tally/tally.py" in begun.stdout
    assert [0, 1, 1, 0, 0] == [done.returncode for done in (offered, begun, wrong, right, after)]
    assert "It comes back in 14 days" in right.stdout
    assert "Nothing is due today" in after.stdout
    assert 1 == len(state.read().record(TALLY).reviewed)
    assert record.attempts == state.read().record(TALLY).attempts


def test_a_review_can_begin_anew_and_in_any_order(root: Path) -> None:
    """--fresh puts the copy aside, whatever is in it; an exercise that is not due may be repeated all the same."""
    exercise = course_at(root).exercise(TALLY)
    (path,) = begin(root, exercise)
    path.write_bytes(b"x = 1\n")
    done = course(root, "review", "tally", "--fresh")
    (kept,) = (root / ".quayside" / "review" / "earlier").rglob("tally.py")

    assert 1 == done.returncode
    assert b"NotImplementedError" in path.read_bytes()
    assert b"x = 1\n" == kept.read_bytes()


def test_a_review_without_a_stub_says_how_to_get_it(root: Path) -> None:
    """Where the course does not have the original, nothing is begun."""
    shutil.rmtree(root / ".quayside" / "course")
    done = course(root, "review", "tally")

    assert 2 == done.returncode
    assert "course update --apply" in done.stderr


def test_a_new_student_has_nothing_to_repeat(root: Path) -> None:
    """An empty queue is no error."""
    done = course(root, "review")

    assert 0 == done.returncode
    assert "nothing to repeat yet" in done.stdout


# --- drills ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def drilled(root: Path) -> Path:
    """A repository in which the second exercise is drills."""
    manifest = root / "weeks" / TALLY / "exercise.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('kind = "module"', 'kind = "drills"'), encoding="utf-8")
    return root


def test_drills_come_one_at_a_time(drilled: Path) -> None:
    """Each call runs and shows the first that does not pass, and remembers those that do."""
    first = course(drilled, "drill")
    path = own_file(drilled, TALLY)
    text = path.read_text(encoding="utf-8")
    written = "    return {value: values.count(value) for value in values}"
    path.write_text(
        text.replace('    raise NotImplementedError("Task 1: count the values")', written), encoding="utf-8"
    )
    second = course(drilled, "drill", "01")
    solve(drilled, TALLY)
    third, again = course(drilled, "drill"), course(drilled, "drill", "--drill", "2")
    drills = StateFile(drilled).read().drills[TALLY]

    assert [1, 1, 0, 0] == [done.returncode for done in (first, second, third, again)]
    assert "Drill 2 passes" in again.stdout
    assert "Drill 1 of 3: Count the values" in first.stdout
    assert "Drill 2 of 3: Find the busiest" in second.stdout
    assert "Drill 1 of 3" not in second.stdout
    assert "All 3 drills of 01 are done" in third.stdout
    assert {1, 2, 3} == set(drills)


def test_the_text_of_a_task_is_its_own(root: Path) -> None:
    """Neither its heading nor the next task; nothing where there is no such task or no text."""
    at = course_at(root)
    exercise = at.exercise(TALLY)
    text = task_text(at.layout, exercise, 2)
    at.layout.readme(exercise).unlink()

    assert "busiest" in text
    assert "## " not in text
    assert "" == task_text(at.layout, exercise, 2)


def test_drills_are_found_by_week(root: Path, drilled: Path) -> None:
    """A week without drills, and a drill that is not there, are named."""
    at = course_at(drilled)
    exercise = drills_of(at, None, Progress(current=SORT))

    assert (TALLY, (2, 3)) == (exercise.id, remaining(exercise, Progress(drills={TALLY: {1: TODAY}})))
    assert 3 == check_drill(exercise, 3)
    with pytest.raises(UsageError, match="has no drill 4") as caught:
        check_drill(exercise, 4)
    assert "1 to 3" in caught.value.fix


def test_a_course_without_drills_says_so(root: Path) -> None:
    """There is nothing to guess."""
    with pytest.raises(UsageError, match="has no drills"):
        drills_of(course_at(root), "01", Progress())


def test_a_quiz_is_not_repeated() -> None:
    """Questions are not solved again in a copy."""
    quiz = build_exercise(slug="quiz", kind=Kind.QUIZ, tasks=(Task(1, "A"),))

    assert () == candidates([quiz], Progress(exercises={quiz.id: passed(99)}), today=TODAY)


# --- text -----------------------------------------------------------------------------------------------------------

MARKDOWN = """\
Some text that is
broken over lines, with **bold** and [a link](../README.md#there).

- **R1** an item that is long enough to be wrapped
  and goes on
- another

```python
>>> a_line_of_code_that_is_wider_than_the_page(1)

1
```
"""


def test_markdown_becomes_lines_that_fit_but_for_code() -> None:
    """Paragraphs and items are wrapped, code is as it was, and what is said stays."""
    texts = [line.text for line in prose_lines(MARKDOWN, 30)]

    assert texts == [
        "Some text that is broken over",
        "lines, with bold and a link",
        "(../README.md#there).",
        "",
        "- R1 an item that is long",
        "  enough to be wrapped and",
        "  goes on",
        "- another",
        "",
        "    >>> a_line_of_code_that_is_wider_than_the_page(1)",
        "    ",
        "    1",
    ]
