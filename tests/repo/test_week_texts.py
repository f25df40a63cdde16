"""What a week says is so: the examples of its lesson run as shown, and quiz code prints what the key says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.catalogue.quiz import Question, QuestionKind, load_key, load_quiz
from grader.course.verify_examples import without_fences
from tests.builders import ROOT

COURSE = load_course(ROOT)
WEEKS = [week.name for week in COURSE.weeks]
PROGRAMS = [
    pytest.param(week, question, id=f"{week[:2]}-{question.id}")
    for week in WEEKS
    for question in load_quiz(COURSE.layout, week)
    if question.kind is QuestionKind.PRINTS
]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder of its own, without colours."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.mark.parametrize("week", WEEKS)
def test_the_examples_of_a_lesson_run_as_shown(week: str, tmp_path: Path) -> None:
    """Every `>>>` line of the lesson, in its order."""
    text = without_fences(COURSE.layout.lesson(week).read_text(encoding="utf-8"))
    (tmp_path / "lesson.md").write_text(text, encoding="utf-8")
    ended = run(tmp_path, "-m", "doctest", "lesson.md")

    assert ">>> " in text
    assert (0, "") == (ended.returncode, ended.stdout)


@pytest.mark.parametrize(("week", "question"), PROGRAMS)
def test_the_code_of_a_question_prints_what_the_key_says(week: str, question: Question, tmp_path: Path) -> None:
    """The public key of questions for practice, and the hidden one of the others."""
    key = question.answer or load_key(COURSE.layout, week)[question.id]
    ended = run(tmp_path, "-c", question.code)
    printed = [line.rstrip() for line in ended.stdout.strip("\n").splitlines()]

    assert [*key.right] == ["\n".join(printed)], ended.stderr
