"""The quiz of a week: its questions, its key, and whether the two agree.

A question is graded, and its answer hidden in the key, or it is for practice: then its public answer stands beside it.
Knows questions and answers, not how they are asked or what they are worth.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
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
class Key:
    """The answer to one question: letters, or the text that is printed; and what to say to a wrong answer.

    `wrong` is keyed by a letter, by letters with spaces between them for an order, or by the text that is printed.
    """

    id: str
    right: tuple[str, ...]
    why: str
    wrong: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question; `choices` go from letter to text, in the order of display, and are empty where code prints.

    `answer` is the public answer of a question for practice, and None where the question is graded.
    """

    id: str
    kind: QuestionKind
    text: str
    choices: Mapping[str, str]
    code: str = ""
    points: int = 1
    section: str = ""
    seeds: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    answer: Key | None = None


def load_quiz(layout: Layout, week: str) -> tuple[Question, ...]:
    """All questions of a week; none if the week has no quiz. Raises CourseError if they cannot be read."""
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


def graded(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that count, in order: their answers are in the key."""
    return tuple(question for question in questions if question.answer is None)


def for_practice(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that do not count, in order: each carries its answer."""
    return tuple(question for question in questions if question.answer is not None)


def questions_from(document: Document) -> tuple[Question, ...]:
    """The questions in a document."""
    return tuple(_question(table) for table in take_tables(document, "question"))


def _question(table: Document) -> Question:
    try:
        kind = QuestionKind(take(table, "kind", str))
    except ValueError:
        raise MalformedError("kind", "is not a kind of question") from None
    name = take(table, "id", str)
    return Question(
        id=name,
        kind=kind,
        text=take(table, "text", str),
        choices=_texts(table, "choices"),
        code=take(table, "code", str, ""),
        points=take(table, "points", int, 1),
        section=take(table, "section", str, ""),
        seeds=take_texts(table, "seeds"),
        corrections=take_texts(table, "corrections"),
        answer=_key(take(table, "answer", dict), name) if "answer" in table else None,
    )


def keys_from(document: Document) -> tuple[Key, ...]:
    """The answers in a document."""
    return tuple(_key(table, take(table, "id", str)) for table in take_tables(document, "answer"))


def _key(table: Document, name: str) -> Key:
    correct = table.get("correct")
    wrong = _texts(table, "wrong")
    for common in take_tables(table, "common"):
        answer = " ".join(take_texts(common, "order")) if "order" in common else printed(take(common, "text", str))
        wrong[answer] = take(common, "why", str)
    return Key(
        id=name,
        right=(printed(correct),) if isinstance(correct, str) else take_texts(table, "correct"),
        why=take(table, "because", str),
        wrong=wrong,
    )


def printed(text: str) -> str:
    """Output as it is compared: white space at the ends of lines and blank lines at both ends do not count."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def is_right(question: Question, key: Key, given: Sequence[str]) -> bool:
    """Whether these letters, in the order in which they were given, or this output answer the question."""
    if question.kind is QuestionKind.PRINTS:
        return "\n".join(map(printed, given)) == "\n".join(map(printed, key.right))
    if question.kind is QuestionKind.ORDER:
        return tuple(given) == key.right
    return sorted(given) == sorted(key.right)


def reasons(question: Question, key: Key, given: Sequence[str]) -> tuple[str, ...]:
    """What to say to a wrong answer: the authored explanation of each wrong choice, or a sentence that fits all."""
    items = [printed(item) if question.kind is QuestionKind.PRINTS else item for item in given]
    found = [key.wrong[item] for item in items if item in key.wrong and item not in key.right]
    if not found and " ".join(items) in key.wrong:
        found = [key.wrong[" ".join(items)]]
    if not found and question.kind is QuestionKind.MULTIPLE and set(items) < set(key.right):
        found = ["what you chose is right, and something is missing"]
    return tuple(found or ["read the lesson's section once more and try it out"])


def _texts(table: Document, key: str) -> dict[str, str]:
    inner = take(table, key, dict, {})
    return {str(name): take(inner, name, str) for name in inner}


def inspect_quiz(questions: tuple[Question, ...], week: str, findings: Findings) -> None:
    """Note what the schema of the questions cannot see: repeated ids, public answers that do not fit or say too little.

    Needs no key, and so holds on a student's machine as well.
    """
    quiz = findings.layout.quiz(week)
    seen: set[str] = set()
    for number, question in enumerate(questions, start=1):
        where = f"question[{number}]"
        if question.id in seen:
            message, fix = f"the id {question.id} is used twice", "give each question an id of its own"
            findings.add(quiz, message, fix, key=f"{where}.id")
        seen.add(question.id)
        for part, message, fix in _disagreements(question, question.answer) if question.answer else ():
            findings.add(quiz, message, fix, key=f"{where}.answer.{part}")


def compare_quiz(questions: tuple[Question, ...], keys: tuple[Key, ...], week: str, findings: Findings) -> None:
    """Note where questions and key disagree: questions without answer, answers twice, letters that do not fit."""
    answers = findings.layout.quiz_key(week)
    asked = {question.id: question for question in questions}
    answered: set[str] = set()
    for number, key in enumerate(keys, start=1):
        where = f"answer[{number}]"
        if key.id in answered:
            findings.add(answers, f"the id {key.id} is used twice", "leave one answer a question", key=f"{where}.id")
        elif key.id not in asked:
            findings.add(answers, f"there is no question {key.id}", "write the id of a question", key=f"{where}.id")
        elif asked[key.id].answer is not None:
            message = f"the question {key.id} is for practice and has a public answer"
            findings.add(answers, message, "take one of its two answers out", key=f"{where}.id")
        else:
            for part, message, fix in _disagreements(asked[key.id], key):
                findings.add(answers, message, fix, key=f"{where}.{part}")
        answered.add(key.id)
    for name, question in asked.items():
        if name not in answered and question.answer is None:
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
        return [("common", "is missing", "write a table common for what people often answer")]
    return []
