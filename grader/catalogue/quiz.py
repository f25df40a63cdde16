"""The quiz of a week: its questions, its key, and whether the two agree.

Knows questions and answers, not how they are asked or what they are worth.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from grader.catalogue.findings import Document, Findings
from grader.catalogue.layout import Layout
from grader.catalogue.manifest import MalformedError, take, take_tables, take_texts
from grader.errors import CourseError


class QuestionKind(enum.StrEnum):
    """What is asked: for one choice, for all that are right, for an order, or for what code prints."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    PRINTS = "prints"


@dataclass(frozen=True)
class Question:
    """One question; `choices` go from letter to text, in the order of display, and are empty where code prints."""

    id: str
    kind: QuestionKind
    text: str
    choices: Mapping[str, str]
    code: str = ""
    points: int = 1
    section: str = ""
    seeds: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Key:
    """The answer to one question: letters, or the text that is printed; and what to say to a wrong answer.

    `wrong` is keyed by a letter, by letters with spaces between them for an order, or by the text that is printed.
    """

    id: str
    right: tuple[str, ...]
    why: str
    wrong: Mapping[str, str]


def load_quiz(layout: Layout, week: str) -> tuple[Question, ...]:
    """The questions of a week; none if the week has no quiz. Raises CourseError if they cannot be read."""
    path = layout.quiz(week)
    if not path.is_file():
        return ()
    findings = Findings(layout)
    document = findings.table(path, "the questions of the quiz")
    if document is not None:
        try:
            return questions_from(document)
        except MalformedError as error:
            findings.add(path, error.message, "compare it with the quiz of another week", key=error.key)
    raise CourseError(findings.problems)


def load_key(layout: Layout, week: str) -> Mapping[str, Key]:
    """Id of a question to its answer; raises CourseError if they cannot be read."""
    path = layout.quiz_key(week)
    findings = Findings(layout)
    document = findings.table(path, "the answers of the quiz")
    if document is not None:
        try:
            return {key.id: key for key in keys_from(document)}
        except MalformedError as error:
            findings.add(path, error.message, "compare it with the key of another week", key=error.key)
    raise CourseError(findings.problems)


def questions_from(document: Document) -> tuple[Question, ...]:
    """The questions in a document."""
    return tuple(_question(table) for table in take_tables(document, "question"))


def _question(table: Document) -> Question:
    try:
        kind = QuestionKind(take(table, "kind", str))
    except ValueError:
        raise MalformedError("kind", "is not a kind of question") from None
    return Question(
        id=take(table, "id", str),
        kind=kind,
        text=take(table, "text", str),
        choices=_texts(table, "choices"),
        code=take(table, "code", str, ""),
        points=take(table, "points", int, 1),
        section=take(table, "section", str, ""),
        seeds=take_texts(table, "seeds"),
        corrections=take_texts(table, "corrections"),
    )


def keys_from(document: Document) -> tuple[Key, ...]:
    """The answers in a document."""
    return tuple(_key(table) for table in take_tables(document, "answer"))


def _key(table: Document) -> Key:
    correct = table.get("correct")
    wrong = _texts(table, "wrong")
    for common in take_tables(table, "common"):
        answer = " ".join(take_texts(common, "order")) if "order" in common else printed(take(common, "text", str))
        wrong[answer] = take(common, "why", str)
    return Key(
        id=take(table, "id", str),
        right=(printed(correct),) if isinstance(correct, str) else take_texts(table, "correct"),
        why=take(table, "because", str),
        wrong=wrong,
    )


def printed(text: str) -> str:
    """Output as it is compared: white space at the ends of lines and blank lines at both ends do not count."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def _texts(table: Document, key: str) -> dict[str, str]:
    inner = take(table, key, dict, {})
    return {str(name): take(inner, name, str) for name in inner}


def compare_quiz(questions: tuple[Question, ...], keys: tuple[Key, ...], week: str, findings: Findings) -> None:
    """Note what the schemas cannot see: repeated ids, questions without answer, letters that do not fit."""
    quiz, answers = findings.layout.quiz(week), findings.layout.quiz_key(week)
    asked: dict[str, Question] = {}
    for number, question in enumerate(questions, start=1):
        where = f"question[{number}]"
        if question.id in asked:
            message, fix = f"the id {question.id} is used twice", "give each question an id of its own"
            findings.add(quiz, message, fix, key=f"{where}.id")
        asked[question.id] = question
    answered: set[str] = set()
    for number, key in enumerate(keys, start=1):
        where = f"answer[{number}]"
        if key.id in answered:
            findings.add(answers, f"the id {key.id} is used twice", "leave one answer a question", key=f"{where}.id")
        elif key.id not in asked:
            findings.add(answers, f"there is no question {key.id}", "write the id of a question", key=f"{where}.id")
        else:
            for part, message, fix in _disagreements(asked[key.id], key):
                findings.add(answers, message, fix, key=f"{where}.{part}")
        answered.add(key.id)
    for name in asked:
        if name not in answered:
            findings.add(answers, f"the question {name} has no answer", "write a table [[answer]] for it", key="answer")


def _disagreements(question: Question, key: Key) -> list[tuple[str, str, str]]:
    """Key, message and fix for whatever the answer says that the question does not allow."""
    if question.kind is QuestionKind.PRINTS:
        found = []
        if len(key.right) != 1:
            found.append(("correct", "is not a text", "write what the code prints"))
        return found + _common(key, " ".join(key.right))
    letters = sorted(question.choices)
    if question.kind is QuestionKind.ORDER:
        given = [key.right, *(tuple(answer.split()) for answer in key.wrong)]
        if any(sorted(order) != letters for order in given):
            return [("correct", "does not put all choices in order", "write all letters, each once")]
        return _common(key, " ".join(key.right))
    found = []
    for part, given_letters in (("correct", key.right), ("wrong", tuple(key.wrong))):
        for letter in given_letters:
            if letter not in letters:
                found.append((part, f"there is no choice {letter}", "use the letters of the question's choices"))
    if question.kind is QuestionKind.SINGLE and len(key.right) != 1:
        found.append(("correct", "names more than one choice", "write one letter, or make the kind multiple"))
    for letter in letters:
        if letter not in key.right and letter not in key.wrong:
            found.append(("wrong", f"choice {letter} has no explanation", f'write {letter} = "..." for who chose it'))
        if letter in key.right and letter in key.wrong:
            found.append(("wrong", f"choice {letter} is right and explained as wrong", "take out one of the two"))
    return found


def _common(key: Key, right: str) -> list[tuple[str, str, str]]:
    if right in key.wrong:
        return [("common", "explains the right answer as a wrong one", "take the table out")]
    if not key.wrong:
        return [("common", "is missing", "write a table [[answer.common]] for what people often answer")]
    return []
