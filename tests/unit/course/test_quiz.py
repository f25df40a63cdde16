"""Tests of grader.course.quiz: answers are data with limits, and a wrong choice gets the sentence written for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalogue.layout import Layout
from grader.course.intake import Taken
from grader.course.quiz import ANSWERS_FILE, judge_quiz, quiz_exercise, quiz_fingerprint, read_answers
from grader.model import ExerciseResult, Outcome, Verdict
from tests.e2e.ground import ANSWERS, GOOD, WEEK, change, good_course
from tests.quizzes import PRACTISED, add_practice

QUIZ = quiz_exercise(WEEK, 3)
SINGLE, MULTIPLE, ORDER, PRINTS = "what-sort-returns", "which-change-the-list", "order-of-steps", "what-is-printed"


def judged(answers: str | bytes) -> ExerciseResult:
    """The result of a file of answers."""
    content = answers.encode() if isinstance(answers, str) else answers
    return judge_quiz(QUIZ, Layout(GOOD), Taken(QUIZ, {ANSWERS_FILE: content}))


def told(answers: str, question: str) -> tuple[Outcome, str]:
    """Outcome and message of one question."""
    check = next(check for check in judged(answers).checks if check.id == question)
    return check.outcome, check.message


def test_right_answers_earn_all_points() -> None:
    """Each question is a check, worth one point where the quiz does not say more."""
    result = judged(ANSWERS)

    assert (Verdict.GRADED, 4, 4, "") == (result.verdict, result.points, result.max_points, result.message)
    assert [SINGLE, MULTIPLE, ORDER, PRINTS] == [check.id for check in result.checks]


def test_a_question_is_worth_what_the_quiz_says(tmp_path: Path) -> None:
    """Right, wrong and unanswered: the points of the question are those of its line in the quiz."""
    root = good_course(tmp_path)
    quiz = root / "weeks" / WEEK / "quiz.toml"
    quiz.write_text(quiz.read_text().replace("points = 1", "points = 3", 1))
    results = {
        answer: judge_quiz(QUIZ, Layout(root), Taken(QUIZ, {ANSWERS_FILE: f"{SINGLE} = {answer}".encode()}))
        for answer in ('"b"', '"a"', "7", '""')
    }

    assert {'"b"': 3, '"a"': 0, "7": 0, '""': 0} == {answer: result.points for answer, result in results.items()}
    assert {6} == {result.max_points for result in results.values()}


@pytest.mark.parametrize(
    "answers",
    [
        f'{SINGLE} = ["b"]',
        f'{MULTIPLE} = ["c", "a"]',
        f'{ORDER} = ["a", "b", "c"]',
        f"{PRINTS} = \"\"\"\n['10', '100', '9']  \n\"\"\"",
        f"{PRINTS} = [\"['10', '100', '9']\"]",
    ],
)
def test_a_right_answer_may_be_written_in_several_ways(answers: str) -> None:
    """Lists and single texts, any order of choices, spare white space after what is printed."""
    assert 1 == judged(answers).points


@pytest.mark.parametrize(
    ("answers", "question", "message"),
    [
        (f'{SINGLE} = "a"', SINGLE, "That is what `sorted` does; `sort` changes the list it is called on."),
        (f'{MULTIPLE} = ["a", "b"]', MULTIPLE, "`sorted` builds a new list and leaves the old one alone."),
        (f'{MULTIPLE} = ["a"]', MULTIPLE, "what you chose is right, and something is missing"),
        (
            f'{ORDER} = ["b", "a", "c"]',
            ORDER,
            "A dictionary made after a value was read is made anew for every value.",
        ),
        (f'{ORDER} = ["c", "b", "a"]', ORDER, "read the lesson's section once more and try it out"),
        (f"{PRINTS} = \"['9', '10', '100']\"", PRINTS, "That is the order of the numbers; these are texts."),
        (f'{SINGLE} = "z"', SINGLE, "read the lesson's section once more and try it out"),
    ],
)
def test_a_wrong_answer_is_explained(answers: str, question: str, message: str) -> None:
    """The sentence that was written for this mistake, or a pointer to the lesson; never the right answer."""
    assert (Outcome.WRONG, message) == told(answers, question)


@pytest.mark.parametrize("value", ["1", "true", "2024-01-01", "{b = 1}", '["b", 1]', '[["b"]]', "nan"])
def test_an_answer_that_is_no_text_is_said_to_be_none(value: str) -> None:
    """Numbers, dates and tables are no letters."""
    assert (Outcome.BAD_RETURN, 'answer with "b" or ["a", "c"]') == told(f"{SINGLE} = {value}", SINGLE)


@pytest.mark.parametrize("value", ['""', "[]"])
def test_an_empty_answer_is_no_answer(value: str) -> None:
    """A quiz whose lines are all left empty was not started."""
    assert Verdict.NOT_STARTED == judged(f"{SINGLE} = {value}").verdict
    assert (Outcome.NOT_RUN, "not answered") == told(f"{SINGLE} = {value}", SINGLE)


def test_an_answer_to_no_question_is_pointed_out() -> None:
    """A misspelt id is named; the other answers count."""
    result = judged(f'{SINGLE} = "b"\nwhat-sort-return = "b"')

    assert (1, "no question is called 'what-sort-return'") == (result.points, result.message)


def test_questions_for_practice_do_not_count(tmp_path: Path) -> None:
    """They are no checks and worth nothing, an answer to one is no mistake, and old results stay good."""
    root = good_course(tmp_path)
    before = quiz_fingerprint(Layout(root), WEEK)
    add_practice(root)
    answers = f'{ANSWERS}\n{PRACTISED[0]} = ["b"]\n'.encode()
    result = judge_quiz(QUIZ, Layout(root), Taken(QUIZ, {ANSWERS_FILE: answers}))

    assert [SINGLE, MULTIPLE, ORDER, PRINTS] == [check.id for check in result.checks]
    assert (4, 4, "") == (result.points, result.max_points, result.message)
    assert before == quiz_fingerprint(Layout(root), WEEK)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = [\n" + (b"[" * 400 + b"\n") + (b"]" * 401), "is nested too deeply"),
        (b"x = " + b"{a=" * 120 + b"1" + b"}" * 120, None),
        (b"x = " + b"[" * 240 + b"]" * 240, None),
        (b"\n".join(b"x" * 4 + b"=" + b"[" * 1 + b"]" for _ in range(10)), "is not TOML: "),
        (b"x = '" + b"y" * 40_000 + b"'", "is too long for a file of answers"),
        (b"\n" * 500, "is too long for a file of answers"),
        (b"x = '" + b"y" * 501 + b"'", "is too long for a file of answers"),
        (b".".join([b"a"] * 240) + b" = 1", None),
        (b"a.b = 1\na.b.c = 2", "is not TOML: "),
        (b"what is this", "is not TOML: "),
        (b"x = '\xff'", "is not TOML: "),
        (b"x = 1e999999999", None),
        (b"x = " + b"9" * 450, None),
    ],
)
def test_hostile_answers_are_rejected_in_one_sentence(content: bytes, reason: str | None) -> None:
    """Deep, huge, dotted, broken: the file is refused with its reason, or read in bounds; never an error of ours."""
    result = judged(content)

    assert 0 == result.points
    if reason is None:
        assert Verdict.NOT_STARTED == result.verdict
    else:
        assert (Verdict.REJECTED, True) == (
            result.verdict,
            result.message.startswith(f"{ANSWERS_FILE}: {reason}"),
        )


def test_nesting_that_the_parser_cannot_take_is_said_to_be_too_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that gives up on depth is not an error of ours either."""

    def deep(text: str) -> dict[str, object]:
        raise RecursionError

    monkeypatch.setattr("grader.course.quiz.tomllib.loads", deep)

    with pytest.raises(ValueError, match="^is nested too deeply$"):
        read_answers(b"x = 1")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever a file holds, judging it is no error of ours."""
    assert judged(content).verdict in (Verdict.NOT_STARTED, Verdict.REJECTED)


def test_a_lost_file_costs_the_points_of_every_question() -> None:
    """What was not handed in is missing, with all questions in the report."""
    lost = Taken(QUIZ, verdict=Verdict.MISSING, message="answers.toml was not handed in")
    result = judge_quiz(QUIZ, Layout(GOOD), lost)

    assert (Verdict.MISSING, 0, 4) == (result.verdict, result.points, result.max_points)
    assert "answers.toml was not handed in" == result.message


@pytest.mark.parametrize("half", ["weeks", "solutions"])
def test_the_fingerprint_depends_on_questions_and_key(tmp_path: Path, half: str) -> None:
    """A changed question or answer makes old results stale."""
    root = good_course(tmp_path)
    before = quiz_fingerprint(Layout(root), WEEK)
    old, new = ('"b"', '"c"') if half == "solutions" else ("return?", "give?")
    change(root / half / WEEK / "quiz.toml", old, new)

    assert before != quiz_fingerprint(Layout(root), WEEK)


def test_a_byte_order_mark_is_no_mistake() -> None:
    """Editors on Windows put one before the first line; TOML does not allow it, and a student cannot see it."""
    assert read_answers(b'\xef\xbb\xbfmro = "b"\r\n') == {"mro": "b"}
