"""A student's answers to the quiz of a week: what was asked, what was answered, and the file that is handed in.

The answers lie in `answers.toml` beside the questions, a line each, and may be written by hand as well: comments and
lines of others stay as they are. There is no key on a student's machine: which answer is right is known of questions
for practice alone, and their answers are not kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.layout import Layout
from grader.catalogue.quiz import Question, QuestionKind, for_practice, graded, load_quiz, printed
from grader.errors import UsageError
from grader.student.files import make_folder, read_if_there, replace_file
from grader.student.lock import locked
from grader.student.progress import QuizRecord
from grader.student.state import FOLDER

ANSWERS_FILE = "answers.toml"
"""What the grader reads, with the same name, in `grader.course.quiz`."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}

Answer = str | list[str]


@dataclass(frozen=True)
class Quiz:
    """The questions of a week in order: those that count, and those for practice."""

    week: str
    questions: tuple[Question, ...]
    practice: tuple[Question, ...]
    path: Path
    """Where the answers lie, or will lie."""

    def question(self, text: str) -> Question:
        """The question that counts of that number, counted from 1, or any of that id. Raises UsageError."""
        if text.isascii() and text.isdecimal() and 0 < int(text) <= len(self.questions):
            return self.questions[int(text) - 1]
        for question in (*self.questions, *self.practice):
            if question.id == text:
                return question
        fix = f"name a number from 1 to {len(self.questions)}"
        raise UsageError(f"the quiz of {self.week} has no question {text!r}", fix=fix)

    def number(self, question: Question) -> int:
        """Its number, counted from 1, among those that count or among those for practice."""
        return (self.practice if question.answer else self.questions).index(question) + 1


def open_quiz(root: Path, week: str) -> Quiz:
    """The quiz of a week, named by its folder. Raises UsageError where it has none."""
    layout = Layout(root)
    questions = load_quiz(layout, week)
    if not questions:
        raise UsageError(f"{week} has no quiz", fix="name another week: course quiz WEEK")
    return Quiz(week, graded(questions), for_practice(questions), layout.quiz(week).with_name(ANSWERS_FILE))


def questions_asked(course: Course) -> dict[str, int]:
    """Week to the number of questions that count in its quiz; weeks without a quiz are left out."""
    counts = {week.name: len(graded(load_quiz(course.layout, week.name))) for week in course.weeks}
    return {week: count for week, count in counts.items() if count}


def read_answers(quiz: Quiz) -> dict[str, Answer]:
    """Question id to answer, for the questions that have one. Raises UsageError where the file cannot be read."""
    content = read_if_there(quiz.path)
    return {} if content is None else _usable(_parsed(quiz, content), quiz)


def record_of(quiz: Quiz, answers: Mapping[str, Answer]) -> QuizRecord:
    """How far it is; without the day."""
    return QuizRecord(sum(question.id in answers for question in quiz.questions), len(quiz.questions))


def unanswered(quiz: Quiz, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The questions that have no answer yet, in order."""
    return tuple(question for question in quiz.questions if question.id not in answers)


def write_answer(root: Path, quiz: Quiz, question: Question, answer: Answer) -> dict[str, Answer]:
    """Put one answer into the file, or change it; gives all answers. Every other line stays as it is.

    Raises OutputUnwritable where it cannot be written, UsageError where the file is not TOML.
    """
    make_folder(root / FOLDER)
    with locked(root / FOLDER / "lock"):
        content = read_if_there(quiz.path) or b""
        before = _parsed(quiz, content)
        new = _with_answer(content.decode("utf-8-sig"), question.id, answer)
        after = _parsed(quiz, new.encode())
        if after != {**before, question.id: answer}:
            message = f"{ANSWERS_FILE} has a form in which {question.id} cannot be changed from here"
            raise UsageError(message, fix=f"change it in {_place(quiz)} by hand")
        replace_file(quiz.path, new.encode())
        return _usable(after, quiz)


# --- answers as people type them ------------------------------------------------------------------------------------


def answer_from(question: Question, text: str) -> Answer:
    """What somebody typed as an answer: letters in any case, with or without spaces and commas; or printed lines.

    Raises ValueError with a sentence that says what the question takes.
    """
    if question.kind is QuestionKind.PRINTS:
        return printed(text)
    letters: list[str] = re.findall(r"[a-z]", text.casefold())
    known = sorted(question.choices)
    span = f"{known[0]} to {known[-1]}"
    if re.sub(r"[\s,;()]+", "", text.casefold()) != "".join(letters) or not set(letters) <= set(known):
        raise ValueError(f"the choices are {span}")
    if question.kind is QuestionKind.SINGLE:
        if len(letters) != 1:
            raise ValueError(f"choose one letter, {span}")
        return letters[0]
    if len(set(letters)) != len(letters):
        raise ValueError("each letter once")
    if question.kind is QuestionKind.ORDER:
        if sorted(letters) != known:
            raise ValueError(f"put all letters in order, such as {' '.join(reversed(known))}")
        return letters
    return sorted(letters)


def shown(answer: Answer) -> str:
    """An answer as a student typed it."""
    return answer if isinstance(answer, str) else " ".join(answer)


# --- the file -------------------------------------------------------------------------------------------------------


def _parsed(quiz: Quiz, content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"{_place(quiz)} is not UTF-8", fix="save it as UTF-8 in your editor") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{_place(quiz)} is not TOML: {error}"[:300], fix='mend the line: id = "b"') from None


def _place(quiz: Quiz) -> str:
    return f"weeks/{quiz.week}/{ANSWERS_FILE}"


def _usable(document: Mapping[str, object], quiz: Quiz) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for question in quiz.questions:
        value = document.get(question.id)
        if isinstance(value, str) and value:
            found[question.id] = value
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            found[question.id] = [str(item) for item in value]
    return found


def _with_answer(text: str, key: str, answer: Answer) -> str:
    """The file with one line more, or with one statement replaced."""
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    # Not splitlines: it also parts lines at characters that TOML has inside them.
    lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
    statement = _statement(key, answer)
    for start, line in enumerate(lines):
        if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            end = _end_of_statement(lines, start, key)
            return end_of_line.join([*lines[:start], *statement, *lines[end:], ""])
    return end_of_line.join([*lines, *statement, ""])


def _end_of_statement(lines: Sequence[str], start: int, key: str) -> int:
    """The line after a statement; a text or a list in it may go over several lines."""
    for end in range(start + 1, len(lines) + 1):
        try:
            document = tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        if set(document) == {key}:
            return end
    return start + 1


def _statement(key: str, answer: Answer) -> list[str]:
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)
    if isinstance(answer, list):
        return [f"{name} = [{', '.join(map(_quoted, answer))}]"]
    if "\n" not in answer:
        return [f"{name} = {_quoted(answer)}"]
    # A line break right after the three quotes does not belong to the text.
    first, *rest = [_escaped(line) for line in answer.split("\n")]
    return [f'{name} = """', first, *rest[:-1], f'{rest[-1]}"""']


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char if char.isprintable() else f"\\U{ord(char):08x}") for char in text)
