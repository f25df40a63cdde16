"""The page of a quiz: plain forms that work without a script, and the public explanations as data for one that helps.

A page that says whether an answer is right gives the answer away to anybody who tries all choices; no hash and no
cipher changes that where there are four of them. So the answers that count stay in solutions/, which is never read
here, and a question is answered on the page only where the week's public file says what is right and why: a question
for practice, with a table `[question.answer]`. These come first; all others are collected into the file that is handed
in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.catalogue.quiz import Key, Question, for_practice, graded, load_quiz
from grader.model import Week
from grader.site.links import Atlas, relative
from grader.site.rendering import fenced, html, inline, render
from grader.site.sources import Source
from grader.site.week_pages import week_page

FORMAT = "quayside/browser-quiz/v1"
ANSWERS_FILE = "answers.toml"


@dataclass(frozen=True)
class ShownQuestion:
    """A question as HTML: text, code and choices, and the link to the lesson."""

    question: Question
    text: str
    code: str
    choices: tuple[tuple[str, str], ...]
    section: str
    section_title: str


def quiz_page(week: Week) -> str:
    """The page of a week's quiz."""
    return f"weeks/{week.name}/quiz/index.md"


def render_quiz(course: Course, week: Week, lesson: Source, atlas: Atlas) -> tuple[str, bytes]:
    """The page of a week's quiz, and its data as JSON; a question may name the section of the lesson to read."""
    questions = _questions(course, week, lesson, atlas)
    practice = tuple(shown for shown in questions if shown.question.answer)
    page = render(
        "quiz.md.j2",
        week=week,
        practice=practice,
        counting=questions[len(practice) :],
        answers_path=course.layout.relative(course.layout.week_folder(week.name) / ANSWERS_FILE),
    )
    return page, _data(week, questions)


def _data(week: Week, questions: Sequence[ShownQuestion]) -> bytes:
    """Questions and public answers; explanations are HTML."""
    return json.dumps(
        {
            "format": FORMAT,
            "week": week.name,
            "questions": [
                {
                    "id": shown.question.id,
                    "kind": shown.question.kind.value,
                    "answer": _answer(shown.question.answer),
                }
                for shown in questions
            ],
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def _questions(course: Course, week: Week, lesson: Source, atlas: Atlas) -> tuple[ShownQuestion, ...]:
    """All questions, those for practice first."""
    page, file = quiz_page(week), course.layout.quiz(week.name)
    source = course.layout.relative(file)
    titles = {heading.anchor: heading.text for heading in lesson.headings}
    lines = file.read_text(encoding="utf-8").splitlines()
    shown = []
    questions = load_quiz(course.layout, week.name)
    for question in (*for_practice(questions), *graded(questions)):
        line = next((number for number, text in enumerate(lines, 1) if f'"{question.id}"' in text), 1)
        if question.section:
            atlas.resolve(source, f"{lesson.path.rpartition('/')[2]}#{question.section}", line)
        text = atlas.rewrite(Source(source, question.text.strip(), line), page, urls=True)
        section = relative(page, week_page(week), question.section, urls=True) if question.section else ""
        code = str(html(fenced(question.code, "python"))) if question.code else ""
        choices = tuple((letter, str(inline(words))) for letter, words in question.choices.items())
        title = titles.get(question.section, question.section)
        shown.append(ShownQuestion(question, str(html(text)), code, choices, section, title))
    return tuple(shown)


def _answer(key: Key | None) -> dict[str, object] | None:
    if key is None:
        return None
    wrong = {answer: str(inline(why)) for answer, why in key.wrong.items()}
    return {"right": list(key.right), "because": str(inline(key.why)), "wrong": wrong}
