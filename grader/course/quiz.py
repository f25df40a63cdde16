"""Grades the answers to a quiz against its key; the answers are data, read with limits, never run.

Questions for practice are neither asked nor counted here: their answers are public.
A student's `answers.toml` has a line for each question: `abc-enforced = "b"`, `parent-order = ["c", "a", "b"]`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from typing import Any

from grader.catalogue.layout import Layout
from grader.catalogue.quiz import Key, Question, graded, is_right, load_key, load_quiz, reasons
from grader.course.intake import Taken
from grader.model import CheckResult, Exercise, ExerciseResult, Kind, Outcome, Verdict

QUIZ_SLUG = "quiz"
ANSWERS_FILE = "answers.toml"
MAX_BYTES = 32 * 1024
MAX_LINES = 400
MAX_LINE = 500


def quiz_exercise(week: str, number: int) -> Exercise:
    """The quiz of a week as something that is handed in and graded."""
    return Exercise(
        week=week,
        slug=QUIZ_SLUG,
        number=number,
        title="Quiz",
        summary="Questions on the week, each with an explanation for every wrong choice.",
        kind=Kind.QUIZ,
        minutes=20,
        difficulty=2,
        tasks=(),
        student_files=(ANSWERS_FILE,),
    )


def quiz_fingerprint(layout: Layout, week: str) -> str:
    """A short name for all that the grade of a quiz depends on; questions for practice are no part of it."""
    questions = [dataclasses.asdict(question) for question in graded(load_quiz(layout, week))]
    content = json.dumps(questions).encode() + b"\0" + layout.quiz_key(week).read_bytes()
    return hashlib.sha256(content).hexdigest()


def judge_quiz(exercise: Exercise, layout: Layout, taken: Taken) -> ExerciseResult:
    """One check a question, worth the question's points; a wrong choice is answered with its explanation."""
    everything, keys = load_quiz(layout, exercise.week), load_key(layout, exercise.week)
    questions = graded(everything)
    blank = [
        CheckResult(question.id, _title(question), max_points=question.points, message="not answered")
        for question in questions
    ]
    if taken.verdict is not None:
        return ExerciseResult(exercise.week, exercise.slug, taken.verdict, tuple(blank), taken.message)
    try:
        answers = read_answers(taken.files.get(ANSWERS_FILE, b""))
    except ValueError as error:
        return ExerciseResult(exercise.week, exercise.slug, Verdict.REJECTED, tuple(blank), f"{ANSWERS_FILE}: {error}")
    checks = tuple(_judge(question, keys[question.id], answers.get(question.id)) for question in questions)
    answered = any(check.outcome is not Outcome.NOT_RUN for check in checks)
    verdict = Verdict.GRADED if answered else Verdict.NOT_STARTED
    unknown = sorted(set(answers) - {question.id for question in everything})
    note = f"no question is called {unknown[0]!r}" if unknown else ""
    return ExerciseResult(exercise.week, exercise.slug, verdict, checks, note)


def read_answers(content: bytes) -> dict[str, Any]:
    """Question id to answer; raises ValueError with a plain sentence. Size and nesting are bounded before parsing."""
    lines = content.splitlines()
    if len(content) > MAX_BYTES or len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines):
        raise ValueError("is too long for a file of answers")
    if content.count(b"[") + content.count(b"{") > MAX_LINES:
        raise ValueError("is nested too deeply")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"is not TOML: {error}"[:200]) from None


def _title(question: Question) -> str:
    return " ".join(question.text.split())[:120]


def _judge(question: Question, key: Key, answer: Any) -> CheckResult:
    title, worth = _title(question), question.points
    if answer is None or answer in ("", []):
        return CheckResult(question.id, title, Outcome.NOT_RUN, 0, worth, message="not answered")
    given = [answer] if isinstance(answer, str) else answer
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        return CheckResult(question.id, title, Outcome.BAD_RETURN, 0, worth, message='answer with "b" or ["a", "c"]')
    if is_right(question, key, given):
        return CheckResult(question.id, title, Outcome.PASSED, worth, worth)
    return CheckResult(question.id, title, Outcome.WRONG, 0, worth, message=reasons(question, key, given)[0])
