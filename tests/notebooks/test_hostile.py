"""Every form of a notebook gets the right points and one clear sentence, and no exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model import Verdict
from grader.notebooks.extract import extract
from grader.notebooks.grading import Graded
from grader.notebooks.submitted import find_notebooks
from tests.notebooks.forms import FORMS, Form
from tests.notebooks.ground import LAB, by_student, grade, lab_book, labs

each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@each_form
def test_what_is_odd_is_said_in_a_sentence(form: Form, tmp_path: Path) -> None:
    """The sentence about a form is there, is short, and quotes nothing of the notebook."""
    form.put(tmp_path, "ada")
    (handed,) = find_notebooks(tmp_path, {LAB: "lab"}, None)
    found = extract(handed, lab_book())
    said = [found.refusal] if found.refusal else list(found.notes)

    assert bool(found.refusal) == form.refused
    assert any(form.said in sentence for sentence in said) if form.said else said == []
    assert all(len(sentence) < 160 and sentence.isprintable() for sentence in said)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """All forms graded in one run, each as a student."""
    folder = tmp_path_factory.mktemp("submitted")
    for form in FORMS:
        form.put(folder, form.name)
    return grade(folder, labs())


@pytest.mark.slow
@each_form
def test_every_form_gets_what_it_is_worth(form: Form, graded: Graded) -> None:
    """No form gets more than its honest twin, and none that is honest gets less."""
    found = by_student(graded)[form.name]

    assert found.result.points == form.points == sum(score or 0 for score in found.scores.values())
    assert (found.result.verdict in (Verdict.REJECTED, Verdict.MISSING)) == form.refused
    assert found.result.max_points == 12
    assert found.result.verdict is not Verdict.GRADER_ERROR


@pytest.mark.slow
def test_messages_name_the_cell_and_its_line(graded: Graded) -> None:
    """What a student's code raised is placed in the notebook: the cell, and the line in it."""
    found = by_student(graded)
    failed = [item for item in found["one-cell-with-a-syntax-error"].result.checks if not item.points]

    assert [(item.file, item.line) for item in failed] == [("cell your-verdict", 1)]
    assert "took too long" in found["cannot-be-ended"].result.message
    assert not any(item.file.endswith(".py") for one in found.values() for item in one.result.checks)
