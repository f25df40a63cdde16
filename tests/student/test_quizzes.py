"""The quiz in the terminal: answers in the file that is graded, kept one by one, changed without harm to the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalogue.quiz import Question, QuestionKind
from grader.course.quiz import ANSWERS_FILE as GRADED_FILE
from grader.course.quiz import read_answers as read_as_the_grader
from grader.errors import UsageError
from grader.student.progress import QuizRecord
from grader.student.quizzes import (
    ANSWERS_FILE,
    answer_from,
    open_quiz,
    read_answers,
    record_of,
    unanswered,
    write_answer,
)
from grader.student.state import StateFile
from tests.e2e.ground import ANSWERS
from tests.quizzes import PRACTISED, add_practice
from tests.student.ground import WEEK, course, student_repository

IDS = ["what-sort-returns", "which-change-the-list", "order-of-steps", "what-is-printed"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


def answers_file(root: Path) -> Path:
    """The file that is handed in."""
    return root / "weeks" / WEEK / ANSWERS_FILE


def question(kind: QuestionKind) -> Question:
    """A question with the choices a to c."""
    choices = {} if kind is QuestionKind.PRINTS else {"a": "A", "b": "B", "c": "C"}
    return Question("q", kind, "?", choices)


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (QuestionKind.SINGLE, " B ", "b"),
        (QuestionKind.MULTIPLE, "c, A", ["a", "c"]),
        (QuestionKind.MULTIPLE, "b", ["b"]),
        (QuestionKind.ORDER, "cab", ["c", "a", "b"]),
        (QuestionKind.ORDER, "c a b", ["c", "a", "b"]),
        (QuestionKind.PRINTS, "\n1  \n\n2\n\n", "1\n\n2"),
    ],
)
def test_answers_are_read_as_people_type_them(kind: QuestionKind, text: str, answer: object) -> None:
    """Case, spaces and commas do not matter; printed lines are compared as the grader does."""
    assert answer == answer_from(question(kind), text)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (QuestionKind.SINGLE, "ab", "one letter"),
        (QuestionKind.SINGLE, "d", "a to c"),
        (QuestionKind.SINGLE, "1", "a to c"),
        (QuestionKind.MULTIPLE, "aa", "each letter once"),
        (QuestionKind.ORDER, "ab", "all letters"),
    ],
)
def test_what_is_no_answer_is_said_in_the_questions_terms(kind: QuestionKind, text: str, why: str) -> None:
    """The sentence says what the question takes."""
    with pytest.raises(ValueError, match=why):
        answer_from(question(kind), text)


def test_answers_are_what_the_grader_reads(root: Path) -> None:
    """All kinds of answers, written from here, mean to the grader what they mean here."""
    quiz = open_quiz(root, WEEK)
    wanted = tomllib.loads(ANSWERS)
    for item in quiz.questions:
        write_answer(root, quiz, item, wanted[item.id])

    assert GRADED_FILE == ANSWERS_FILE
    assert wanted == read_as_the_grader(answers_file(root).read_bytes()) == read_answers(quiz)
    assert QuizRecord(4, 4) == record_of(quiz, wanted)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), after=st.text("ab\n", max_size=5))
def test_any_printed_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, after: str) -> None:
    """Quotes, backslashes, control characters and several lines survive the file."""
    root = tmp_path_factory.getbasetemp() / "printed"
    if not root.is_dir():
        student_repository(root.parent, root.name)
    quiz = open_quiz(root, WEEK)
    prints = quiz.questions[3]
    answer = answer_from(prints, f"{text}\n{after}")
    found = write_answer(root, quiz, prints, answer)

    assert (answer or None) == found.get(prints.id)


def test_what_a_student_wrote_by_hand_stays(root: Path) -> None:
    """Comments, other keys, other answers and their order stay; a text over several lines is replaced whole."""
    by_hand = (
        "# my \u2028 answers\r\n"
        'what-is-printed = """\r\n[1]\r\n# no comment\r\nwhat-sort-returns = 1\r\n"""\r\n'
        "\r\n"
        'order-of-steps = [\r\n  "a",\r\n  "c", # sure?\r\n  "b",\r\n]\r\n'
        'other = "x"\r\n'
    )
    answers_file(root).write_bytes(by_hand.encode())
    quiz = open_quiz(root, WEEK)
    write_answer(root, quiz, quiz.questions[3], "two")
    write_answer(root, quiz, quiz.questions[2], ["c", "b", "a"])
    write_answer(root, quiz, quiz.questions[0], "b")

    assert answers_file(root).read_bytes().decode().split("\r\n") == [
        "# my \u2028 answers",
        'what-is-printed = "two"',
        "",
        'order-of-steps = ["c", "b", "a"]',
        'other = "x"',
        'what-sort-returns = "b"',
        "",
    ]


def test_a_file_that_is_not_toml_is_left_alone(root: Path) -> None:
    """The mistake is named with its line, and nothing is written over it."""
    answers_file(root).write_text("what-sort-returns = b\n", encoding="utf-8")
    quiz = open_quiz(root, WEEK)
    with pytest.raises(UsageError, match=r"answers\.toml is not TOML.*line 1"):
        read_answers(quiz)
    with pytest.raises(UsageError, match=r"answers\.toml is not TOML.*line 1"):
        write_answer(root, quiz, quiz.questions[0], "b")
    assert "what-sort-returns = b\n" == answers_file(root).read_text(encoding="utf-8")


def test_a_form_that_cannot_be_changed_is_not_guessed_at(root: Path) -> None:
    """Inside a table a new line would mean something else: that is said instead."""
    answers_file(root).write_text('[mine]\na = "b"\n', encoding="utf-8")
    quiz = open_quiz(root, WEEK)
    with pytest.raises(UsageError, match="cannot be changed from here"):
        write_answer(root, quiz, quiz.questions[0], "b")


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_quiz_is_taken_in_two_sittings(root: Path) -> None:
    """Answers are kept one by one; the second sitting asks only what is open; nothing says what is right."""
    first = course(root, "quiz", given="z\nA\na c\n")
    after_first = read_answers(open_quiz(root, WEEK))
    second = course(root, "quiz", "01", given="a b c\n['10', '100', '9']\n.\n")
    done = read_answers(open_quiz(root, WEEK))

    assert (0, 0) == (first.returncode, second.returncode)
    assert "the choices are a to c" in first.stdout
    assert {IDS[0]: "a", IDS[1]: ["a", "c"]} == after_first
    assert "Not answered: 3-4" in first.stdout
    assert "What does `list.sort` return?" not in second.stdout
    assert "4 of 4 answered" in second.stdout
    assert "['10', '100', '9']" == done[IDS[3]]
    assert not any(word in second.stdout.casefold() for word in ("correct", "wrong"))
    assert (4, 4) == (StateFile(root).read().quizzes[WEEK].answered, StateFile(root).read().quizzes[WEEK].asked)


def test_answers_can_be_changed_and_left(root: Path) -> None:
    """One question by number or name, all again with --all, back with :b, later with Enter, stop with :q."""
    course(root, "quiz", given="a\na\n")
    course(root, "quiz", "--question", "1", given="b\n")
    course(root, "quiz", "--question", IDS[1], given="\n")
    course(root, "quiz", "--all", given="\n:b\nc\n:q\n")

    assert {IDS[0]: "c", IDS[1]: ["a"]} == read_answers(open_quiz(root, WEEK))


def test_what_is_answered_can_be_seen(root: Path) -> None:
    """--show asks nothing and changes nothing."""
    course(root, "quiz", given="b\n")
    before = answers_file(root).read_bytes()
    shown = course(root, "quiz", "--show").stdout

    assert "not answered" in shown
    assert "1 of 4 answered" in shown
    assert before == answers_file(root).read_bytes()


def test_questions_and_weeks_that_are_not_there_are_named(root: Path) -> None:
    """A wrong number, a wrong week and a week without a quiz end with 2 and a way out."""
    (root / "weeks" / "02-yard").mkdir()
    week = (root / "weeks" / WEEK / "week.toml").read_text(encoding="utf-8").replace("number = 1", "number = 2")
    (root / "weeks" / "02-yard" / "week.toml").write_text(week, encoding="utf-8")
    codes = [course(root, "quiz", *arguments) for arguments in (("--question", "9"), ("7",), ("02",))]

    assert [2, 2, 2] == [done.returncode for done in codes]
    assert "from 1 to 4" in codes[0].stderr
    assert "has no quiz" in codes[2].stderr


def test_practice_comes_first_and_is_answered_at_once(root: Path) -> None:
    """A wrong choice hears why, Enter shows the answer, a right one why it is right; only what counts is kept."""
    add_practice(root)
    done = course(root, "quiz", given="b\nc a\nab\n.\n\nb\n:q\n")
    said = " ".join(done.stdout.split())

    assert 0 == done.returncode
    assert said.index("Practice 1 of 2") < said.index("Practice 2 of 2") < said.index("Question 1 of 4")
    assert "Not yet. A number has no items to go through. Try again" in said
    assert "Right. `sorted` goes through any iterable once." in said
    assert "Not yet. `sorted` makes a list, also of a text." in said
    assert "The answer: ['a', 'b'] The result is always a list, whatever came in." in said
    assert 'what-sort-returns = "b"\n' == answers_file(root).read_text(encoding="utf-8")
    assert (1, 4) == (StateFile(root).read().quizzes[WEEK].answered, StateFile(root).read().quizzes[WEEK].asked)


@pytest.mark.parametrize("arguments", [("--practice",), ("--question", PRACTISED[1])])
def test_practice_alone_leaves_no_trace(root: Path, arguments: tuple[str, ...]) -> None:
    """With --practice, or one of its questions by name, nothing that counts is asked and nothing is written."""
    add_practice(root)
    done = course(root, "quiz", *arguments, given=":b\n\n\n\n")

    assert 0 == done.returncode
    assert "of 2" in done.stdout
    assert "Question 1" not in done.stdout
    assert not answers_file(root).exists()
    assert {} == dict(StateFile(root).read().quizzes)


def test_practice_can_be_skipped_and_does_not_come_back(root: Path) -> None:
    """:s goes to what counts; once something of that is answered, practice is offered, not asked."""
    add_practice(root)
    first = course(root, "quiz", given=":s\nb\n:q\n").stdout
    second = course(root, "quiz", given=":q\n").stdout

    assert "Practice 2" not in first
    assert "Question 2 of 4" in second
    assert "Practice" not in second
    assert "course quiz 01 --practice" in second


def test_a_quiz_without_practice_says_so(root: Path) -> None:
    """Asking for what is not there is answered in a sentence, and is no error."""
    done = course(root, "quiz", "--practice")

    assert (0, "The quiz of 01 has no questions for practice.\n") == (
        done.returncode,
        " ".join(done.stdout.split()) + "\n",
    )


def test_practice_fits_a_narrow_terminal(root: Path) -> None:
    """Forty columns of ASCII are enough for every line, the explanations among them."""
    add_practice(root)
    narrow = {"COLUMNS": "40", "PYTHONIOENCODING": "ascii"}
    said = course(root, "quiz", "--practice", given="a b\n\n\n", environment=narrow).stdout

    assert said.isascii()
    assert max(map(len, said.splitlines())) <= 40


def test_unanswered_come_in_order(root: Path) -> None:
    """Empty answers count as none."""
    answers_file(root).write_text(f'{IDS[1]} = []\n{IDS[0]} = ""\n{IDS[2]} = 3\n', encoding="utf-8")
    quiz = open_quiz(root, WEEK)

    assert IDS == [item.id for item in unanswered(quiz, read_answers(quiz))]
