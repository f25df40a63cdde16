"""Tests of grader.catalogue.quiz: questions, answers, and what they say of each other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grader.catalogue.findings import Findings
from grader.catalogue.layout import Layout
from grader.catalogue.load import survey_course
from grader.catalogue.quiz import (
    Key,
    Question,
    QuestionKind,
    compare_quiz,
    for_practice,
    graded,
    load_key,
    load_quiz,
    printed,
    reasons,
)
from grader.catalogue.schema import read_schema
from grader.errors import CourseError
from tests.quizzes import PRACTICE, PRACTISED, add_practice

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


def test_questions_for_practice_carry_their_answers(copy_of: CopyOf) -> None:
    """A course with public answers is sound; those questions are told from the graded ones, in order."""
    root = copy_of("good")
    add_practice(root)
    questions = load_quiz(Layout(root), "01-quay")

    assert survey_course(root)[1] == ()
    assert tuple(question.id for question in for_practice(questions)) == PRACTISED
    assert len(graded(questions)) == len(questions) - 2
    assert [(item.answer.right, item.answer.wrong) for item in questions if item.answer] == [
        (("a", "c"), {"b": "A number has no items to go through."}),
        (("['a', 'b']",), {"ab": "`sorted` makes a list, also of a text."}),
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('b = "A number has no items to go through."', "", "question[5].answer.wrong", "choice b has no explanation"),
        ('correct = ["a", "c"]', 'correct = ["a", "d"]', "question[5].answer.correct", "there is no choice d"),
        (
            'text = "ab"',
            "text = \"['a', 'b']\"",
            "question[6].answer.common",
            "explains the right answer as a wrong one",
        ),
        ('id = "practise-order"', 'id = "practise-sorted"', "question[6].id", "the id practise-sorted is used twice"),
        ('kind = "prints"', 'kind = "prints"\npoints = 1', "question[6].points", "has no place here"),
        ('because = "The result', 'id = "x"\nbecause = "The result', "question[6].answer.id", "is not a key"),
        ("correct = [", "right = [", "question[5].answer.correct", "is missing"),
    ],
)
@pytest.mark.parametrize("half", ["whole", "student"])
def test_public_answers_fit_their_questions(
    copy_of: CopyOf, half: str, old: str, new: str, key: str, message: str
) -> None:
    """What is wrong with a public answer is a problem of the public file, with or without the key at hand."""
    root = copy_of("good")
    assert PRACTICE.count(old) == 1
    add_practice(root, PRACTICE.replace(old, new))
    if half == "student":
        shutil.rmtree(root / "solutions")
    found = [(problem.file, problem.key, problem.message) for problem in survey_course(root)[1]]

    assert any(file == "weeks/01-quay/quiz.toml" and at == key and message in said for file, at, said in found), found


def test_a_question_has_one_answer_only(copy_of: CopyOf) -> None:
    """A question with a public answer and one in the key is refused: nobody knows what was meant."""
    root = copy_of("good")
    add_practice(root)
    with (root / "solutions/01-quay/quiz.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[answer]]\nid = "practise-sorted"\ncorrect = ["a", "c"]\nbecause = "It is iterable."\n')
    (problem,) = survey_course(root)[1]

    assert (problem.file, problem.key) == ("solutions/01-quay/quiz.toml", "answer[5].id")
    assert "practise-sorted is for practice" in problem.message


def test_public_answers_have_the_form_of_the_key() -> None:
    """The two schemas describe an answer alike, but for the id, which a public answer has beside it."""
    public = read_schema("quiz")["properties"]["question"]["items"]["properties"]["answer"]
    hidden = read_schema("quiz_key")["properties"]["answer"]["items"]
    alike = json.loads(json.dumps(hidden["properties"]).replace("[[answer.common]]", "[[question.answer.common]]"))

    assert public["properties"] == {name: value for name, value in alike.items() if name != "id"}
    assert [*public["required"], "id"] == [*hidden["required"][1:], "id"]
    assert public["additionalProperties"] is False


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("b", "c"), ("not b", "not c")),
        (("a",), ("what you chose is right, and something is missing",)),
        (("a", "c"), ("not c",)),
    ],
)
def test_every_wrong_choice_has_its_reason(given: tuple[str, ...], said: tuple[str, ...]) -> None:
    """All wrong letters are explained, not only the first; right ones alone are said to be not all."""
    question = Question("q", QuestionKind.MULTIPLE, "Which?", AB | {"c": "three", "d": "four"})

    assert said == reasons(question, Key("q", ("a", "d"), "because", {"b": "not b", "c": "not c"}), given)


def test_an_answer_is_given_once(tmp_path: Path) -> None:
    """Two answers to one question are one problem."""
    findings = Findings(Layout(tmp_path))
    key = Key("q", ("a",), "because", {"b": "no"})
    compare_quiz((Question("q", QuestionKind.SINGLE, "Which?", AB),), (key, key), "01-quay", findings)

    assert [problem.key for problem in findings.problems] == ["answer[2].id"]


def test_output_is_compared_without_its_edges() -> None:
    """White space at the ends of lines and blank lines at both ends do not count."""
    assert printed("\n a  \nb\n\n") == " a\nb"
