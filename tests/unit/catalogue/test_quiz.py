"""Tests of grader.catalogue.quiz: questions, answers, and what they say of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.findings import Findings
from grader.catalogue.layout import Layout
from grader.catalogue.quiz import Key, Question, QuestionKind, compare_quiz, load_key, load_quiz, printed
from grader.errors import CourseError

from .conftest import CopyOf

AB = {"a": "one", "b": "two"}


def _messages(tmp_path: Path, question: Question, key: Key) -> list[str]:
    findings = Findings(Layout(tmp_path))
    compare_quiz((question,), (key,), "01-quay", findings)
    return [problem.message for problem in findings.problems]


def test_questions_are_read_in_order(courses: Path) -> None:
    """Questions come with their kind, choices and section, in the order of the file."""
    questions = load_quiz(Layout(courses / "good"), "01-quay")

    assert [question.kind.value for question in questions] == ["single", "multiple", "order", "prints"]
    assert list(questions[0].choices) == ["a", "b", "c"]
    assert questions[3].code == 'print(sorted(["10", "9", "100"]))\n'
    assert (questions[0].section, questions[0].points) == ("sorting-by-several-keys", 1)


def test_answers_have_one_form_for_all_kinds(courses: Path) -> None:
    """Letters, orders and output become tuples; explanations are keyed by what was answered."""
    keys = load_key(Layout(courses / "good"), "01-quay")

    assert keys["what-sort-returns"].right == ("b",)
    assert keys["which-change-the-list"].right == ("a", "c")
    assert list(keys["order-of-steps"].wrong) == ["b a c"]
    assert keys["what-is-printed"].right == ("['10', '100', '9']",)
    assert list(keys["what-is-printed"].wrong) == ["['9', '10', '100']"]


def test_a_week_may_have_no_quiz(courses: Path) -> None:
    """Without the file there are no questions."""
    assert load_quiz(Layout(courses / "own-tests"), "01-quay") == ()


def test_a_key_that_is_missing_is_an_error(courses: Path) -> None:
    """Asking for answers that do not exist raises CourseError."""
    with pytest.raises(CourseError):
        load_key(Layout(courses / "own-tests"), "01-quay")


@pytest.mark.parametrize("text", ["question = [{id = 'q'}]", "question = [{kind = 'riddle'}]", "question = ["])
def test_damaged_questions_are_course_errors(copy_of: CopyOf, text: str) -> None:
    """A quiz that cannot be read raises CourseError, not something else."""
    root = copy_of("good")
    (root / "weeks/01-quay/quiz.toml").write_text(text)

    with pytest.raises(CourseError) as caught:
        load_quiz(Layout(root), "01-quay")
    assert [problem.file for problem in caught.value.problems] == ["weeks/01-quay/quiz.toml"]


def test_damaged_answers_are_course_errors(copy_of: CopyOf) -> None:
    """A key that cannot be read raises CourseError, not something else."""
    root = copy_of("good")
    (root / "solutions/01-quay/quiz.toml").write_text("answer = [{id = 3}]")

    with pytest.raises(CourseError):
        load_key(Layout(root), "01-quay")


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "message"),
    [
        (QuestionKind.SINGLE, ("a",), {"b": "no"}, None),
        (QuestionKind.SINGLE, ("a",), {}, "choice b has no explanation"),
        (QuestionKind.SINGLE, ("a",), {"a": "no", "b": "no"}, "choice a is right and explained as wrong"),
        (QuestionKind.SINGLE, ("a", "b"), {}, "names more than one choice"),
        (QuestionKind.MULTIPLE, ("a", "b"), {}, None),
        (QuestionKind.MULTIPLE, ("a",), {"b": "no", "c": "no"}, "there is no choice c"),
        (QuestionKind.ORDER, ("b", "a"), {"a b": "no"}, None),
        (QuestionKind.ORDER, ("b",), {"a b": "no"}, "does not put all choices in order"),
        (QuestionKind.ORDER, ("b", "a"), {"b": "no"}, "does not put all choices in order"),
        (QuestionKind.ORDER, ("b", "a"), {"b a": "no"}, "explains the right answer as a wrong one"),
        (QuestionKind.ORDER, ("b", "a"), {}, "is missing"),
        (QuestionKind.PRINTS, ("1",), {"2": "no"}, None),
        (QuestionKind.PRINTS, ("1",), {}, "is missing"),
        (QuestionKind.PRINTS, ("1", "2"), {"3": "no"}, "is not a text"),
    ],
)
def test_answers_fit_their_questions(
    tmp_path: Path, kind: QuestionKind, right: tuple[str, ...], wrong: dict[str, str], message: str | None
) -> None:
    """Each kind of question has its own rules for answers and explanations."""
    question = Question("q", kind, "Which?", {} if kind is QuestionKind.PRINTS else AB)

    assert _messages(tmp_path, question, Key("q", right, "because", wrong)) == ([message] if message else [])


def test_an_answer_is_given_once(tmp_path: Path) -> None:
    """Two answers to one question are one problem."""
    findings = Findings(Layout(tmp_path))
    key = Key("q", ("a",), "because", {"b": "no"})
    compare_quiz((Question("q", QuestionKind.SINGLE, "Which?", AB),), (key, key), "01-quay", findings)

    assert [problem.key for problem in findings.problems] == ["answer[2].id"]


def test_output_is_compared_without_its_edges() -> None:
    """White space at the ends of lines and blank lines at both ends do not count."""
    assert printed("\n a  \nb\n\n") == " a\nb"
