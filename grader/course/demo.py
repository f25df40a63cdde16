"""Builds a sample class from the course's own right and wrong solutions, with the accidents that real classes have."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.layout import Layout
from grader.catalogue.quiz import Question, QuestionKind, graded, load_key, load_quiz
from grader.course.intake import submitted_parts
from grader.course.quiz import ANSWERS_FILE
from grader.errors import OutputUnwritable, UsageError
from grader.model import Exercise, Kind

STUDENTS = (
    "adaeze-okafor", "aiko-tanaka", "amara-diallo", "anders-holm", "beatriz-souza", "bogdan-ilic", "carmen-vidal",
    "dmitri-volkov", "elif-yilmaz", "farid-rahimi", "grace-mensah", "hana-novak", "ines-moreau", "jamal-haddad",
    "kiri-parata", "lars-nygaard", "leila-benali", "maria-rossi", "mei-lin-zhao", "nikhil-rao", "noor-aziz",
    "olga-petrova", "pedro-castillo", "quynh-tran", "rosa-jimenez", "samuel-tesfaye", "sofia-lindqvist",
    "tomasz-nowak", "uma-krishnan", "yusuf-demir",
)  # fmt: skip
SEED = 6
_NAME = re.compile(rf"({'|'.join(STUDENTS)})(-\d+)?\Z")


def build_class(course: Course, exercises: Sequence[Exercise], folder: Path, students: int = len(STUDENTS)) -> None:
    """Write a folder for each student below `folder`, which is emptied first; always the same class.

    Raises UsageError if `folder` holds what no demo wrote, and OutputUnwritable.
    """
    foreign = [path.name for path in sorted(folder.glob("*")) if not _NAME.match(path.name)]
    if foreign:
        raise UsageError(
            f"{str(folder)!r} holds {foreign[0]!r}, which no demo wrote, and would be emptied",
            fix="name another folder with --output",
        )
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _write_class(course, exercises, folder, students)
    except OSError as error:
        raise OutputUnwritable(
            f"{str(folder)!r} cannot be written: {error.strerror}",
            fix="make room, or name another folder with --output",
        ) from None


def _write_class(course: Course, exercises: Sequence[Exercise], folder: Path, students: int) -> None:
    chance = random.Random(SEED)
    names = [STUDENTS[number % len(STUDENTS)] for number in range(students)]
    for number, name in enumerate(names):
        unique = name if number < len(STUDENTS) else f"{name}-{number // len(STUDENTS) + 1}"
        skill = 0.35 + 0.6 * chance.random()
        for exercise in exercises:
            if exercise.kind is Kind.QUIZ:
                files = {ANSWERS_FILE: _answers(course.layout, exercise.week, skill, chance)}
            else:
                files = _solution(course.layout, exercise, skill, chance)
            for file, content in files.items():
                path = folder / unique / Path(*submitted_parts(exercise, file))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    _accidents(exercises, folder, names)


def _solution(layout: Layout, exercise: Exercise, skill: float, chance: random.Random) -> dict[str, bytes]:
    """A right solution, a wrong one or the stub, the likelier right the more skill there is and the easier it is."""
    roll = chance.random()
    right = skill + 0.08 * (3 - exercise.difficulty)
    choices = [path for path in (*layout.wrong(exercise),) if path.is_file()]
    if roll < right or not choices:
        rights = [None, *[path for path in layout.alternatives(exercise) if path.is_file()]]
        chosen = chance.choice(rights)
    elif roll < 0.93:
        chosen = chance.choice(choices)
    else:
        return {path.name: path.read_bytes() for path in layout.stub_files(exercise)}
    files = {path.name: path.read_bytes() for path in layout.reference_files(exercise)}
    if chosen is not None:
        files.update({name: path.read_bytes() for name, path in layout.solution_files(exercise, chosen).items()})
    return files


def _answers(layout: Layout, week: str, skill: float, chance: random.Random) -> bytes:
    keys = load_key(layout, week)
    lines = []
    for question in graded(load_quiz(layout, week)):
        right = list(keys[question.id].right)
        answer = right if chance.random() < skill else _other_answer(question, right, chance)
        # Texts and lists of texts are written the same in JSON and in TOML.
        value = json.dumps(answer[0] if len(answer) == 1 else answer, ensure_ascii=False)
        lines.append(f"{question.id} = {value}")
    return ("\n".join(lines) + "\n").encode()


def _other_answer(question: Question, right: list[str], chance: random.Random) -> list[str]:
    if question.kind is QuestionKind.PRINTS:
        return ["None"]
    letters = [letter for letter in question.choices if letter not in right] or list(question.choices)
    if question.kind is QuestionKind.ORDER:
        return list(reversed(right))
    return [chance.choice(letters)]


def _accidents(exercises: Sequence[Exercise], folder: Path, names: Sequence[str]) -> None:
    """What happens to honest students: a syntax error, an endless loop, a lost file, a copy with a number."""
    modules = [exercise for exercise in exercises if exercise.kind is not Kind.QUIZ]
    if len(modules) < 2 or len(names) < 8:
        return

    def change(student: int, exercise: Exercise, edit: Callable[[Path], object]) -> None:
        edit(folder / names[student] / Path(*submitted_parts(exercise, exercise.student_files[0])))

    change(1, modules[0], lambda path: path.write_bytes(path.read_bytes() + b"\n\ndef report(:\n"))
    change(3, modules[1], lambda path: path.write_bytes(path.read_bytes() + b"\n\nwhile True:\n    pass\n"))
    change(4, modules[-1], lambda path: path.unlink())
    change(6, modules[0], lambda path: path.rename(path.with_name(f"{path.stem} (1).py")))
    change(7, modules[1], lambda path: path.write_bytes(path.read_bytes() + b"\n\nname = input('Your name: ')\n"))
