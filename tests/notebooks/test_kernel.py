"""Built notebooks in a real kernel: an instructor's runs from top to bottom, a student's gives quick feedback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.notebooks.book import Book, render
from tests.notebooks.ground import course, filled, lab_book, whole_week

pytestmark = pytest.mark.slow
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read("notebook.ipynb", 4)
NotebookClient(notebook, timeout=120, allow_errors=True).execute()
nbformat.write(notebook, "done.ipynb")
"""


def executed(folder: Path, text: str, book: Book) -> dict[str, str]:
    """What each cell shows when all are run, with the files that lie beside the notebook."""
    (folder / "notebook.ipynb").write_text(text, encoding="utf-8")
    for name, content in book.files.items():
        (folder / name).write_bytes(content)
    subprocess.run([sys.executable, "-c", RUN], cwd=folder, check=True, capture_output=True, timeout=300)
    cells = json.loads((folder / "done.ipynb").read_text(encoding="utf-8"))["cells"]
    return {item["id"]: "".join(map(shown, item.get("outputs", []))) for item in cells}


def shown(output: dict[str, Any]) -> str:
    """The text of one output; of an error its name."""
    return "".join(output.get("text", "")) + str(output.get("ename", ""))


def test_the_labs_own_solution_passes_its_own_checks_in_a_kernel(tmp_path: Path) -> None:
    """The instructor's lab runs without an error, and says nothing in any check."""
    found = executed(tmp_path, render(lab_book(), release=False), lab_book())

    assert not any("Error" in text for name, text in found.items() if name != "part-4-2")
    assert {found[item.name] for item in lab_book().cells if item.points} == {""}
    assert found["part-3-2"].split("\n")[1] == "nominal: refused at creation"


def test_a_students_exercise_gives_quick_feedback(tmp_path: Path) -> None:
    """Running the cells writes the file and runs the visible tests of each task, without the grader."""
    book = next(item for item in whole_week().books if item.name == "mro-cartographer")
    reference = course().layout.module_reference(book.exercise).read_text(encoding="utf-8")
    found = executed(
        tmp_path, json.dumps(filled(book, {book.name: f"%%writefile {book.exercise.module}.py\n{reference}"})), book
    )

    assert "passed" in found["task-1"]
    assert "failed" not in found["task-1"]
    assert "Error" not in found["scratch"]


def test_an_untouched_exercise_says_what_is_not_written_yet(tmp_path: Path) -> None:
    """The stub's cells run, and its tests fail with the task that is to be done."""
    book = next(item for item in whole_week().books if item.name == "mro-cartographer")
    found = executed(tmp_path, render(book, release=True), book)

    assert "NotImplementedError: Task 1" in found["task-1"]
    assert "Error" not in found["scratch"]
