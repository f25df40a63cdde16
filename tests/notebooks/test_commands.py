"""What the two commands say where something is missing or broken, and the plain ways to hand in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.errors import SubmissionsUnreadable
from grader.notebooks.submitted import find_notebooks
from tests.e2e.ground import WEEK, good_course
from tests.notebooks.ground import SMALL, run

NAMES = {"01-lab": "lab", "01-tally": "tally"}


def with_lab(folder: Path, text: str = SMALL) -> Path:
    """A copy of the good course with a small lab."""
    root = good_course(folder)
    Layout(root).lab(WEEK).write_text(text, encoding="utf-8")
    return root


def notebooks(folder: Path, root: Path) -> Path:
    """The notebooks of the small lab, built."""
    done = run("notebooks", "build", "--only", "lab", "--course", str(root), "--output", str(folder / "built"))
    assert done.returncode == 0, done.stderr
    return folder / "built"


def touch(folder: Path, *names: str) -> Path:
    """Empty files below a folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    return folder


@pytest.mark.parametrize(
    ("files", "assignment", "found"),
    [
        (["ada/01-lab/lab.ipynb"], None, [("ada", "01-lab", "01-lab/lab.ipynb")]),
        (["ada/01-lab/lab (1).ipynb"], None, [("ada", "01-lab", "01-lab/lab (1).ipynb")]),
        (["ada/01-lab/notes.txt"], None, [("ada", "01-lab", "")]),
        (["ada/01-lab/lab.ipynb", "bob/hw/x.ipynb"], None, [("ada", "01-lab", "01-lab/lab.ipynb")]),
        (["ada.ipynb", "B, Bo.ipynb"], "01-lab", [("B, Bo", "01-lab", "B, Bo.ipynb"), ("ada", "01-lab", "ada.ipynb")]),
        (["ada.ipynb", "bo/x.ipynb"], "01-lab", [("ada", "01-lab", "ada.ipynb"), ("bo", "01-lab", "x.ipynb")]),
        (["ada.ipynb", "ada/x.ipynb"], "01-lab", [("ada", "01-lab", "")]),
        (["a.ipynb", "bo/01-lab/lab.ipynb"], None, [("bo", "01-lab", "01-lab/lab.ipynb"), ("a", "01-lab", "")]),
        (["a/x.ipynb", "bo/01-lab/lab.ipynb"], None, [("bo", "01-lab", "01-lab/lab.ipynb"), ("a", "01-lab", "")]),
        (["ada/mine.ipynb"], "01-tally", [("ada", "01-tally", "mine.ipynb")]),
        (["ada/a.ipynb", "ada/b.ipynb"], "01-tally", [("ada", "01-tally", "")]),
    ],
)  # fmt: skip
def test_notebooks_are_found(
    files: list[str], assignment: str | None, found: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """nbgrader's layout and plain folders, by student."""
    handed = find_notebooks(touch(tmp_path, *files), NAMES, assignment)

    assert [(item.student, item.assignment, "/".join(item.parts)) for item in handed] == found


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["ada.ipynb"], "does not say which assignment"),
        (["ada/mine.ipynb"], "does not say which assignment"),
        (["ada/hw1/x.txt"], "holds no notebook of an assignment"),
        (["ada/x.txt"], "holds no notebook of an assignment"),
        ([], "holds no folder of a student"),
        (["weeks/x"], "is one student's folder, or a course"),
    ],
)
def test_a_folder_without_notebooks_is_named(files: list[str], said: str, tmp_path: Path) -> None:
    """Whoever names another folder is told which one is meant."""
    with pytest.raises(SubmissionsUnreadable, match=said):
        find_notebooks(touch(tmp_path, *files), NAMES, None)


def test_an_unknown_assignment_is_named(tmp_path: Path) -> None:
    """The command ends with 2 and says what assignments are called."""
    done = run("notebooks", "grade", str(tmp_path), "--assignment", "06-nobody", "--course", str(good_course(tmp_path)))

    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "error: there is no assignment called 06-nobody"


def test_a_lab_that_is_broken_is_a_broken_course(tmp_path: Path) -> None:
    """`build` ends with 3, names the line of lab.md, and writes nothing."""
    root = with_lab(tmp_path, SMALL.replace("points: 3", "points: 5"))
    done = run("notebooks", "build", "--course", str(root), "--output", str(tmp_path / "out"))

    assert done.returncode == 3
    assert f"weeks/{WEEK}/lab.md: line 1: the checks are worth 3 points" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_week_without_notebooks_is_named(tmp_path: Path) -> None:
    """There is nothing to build where a week has no lab and only that is asked for."""
    root = good_course(tmp_path)
    Layout(root).lab(WEEK).unlink()
    done = run("notebooks", "build", "--only", "lab", "--course", str(root))

    assert done.returncode == 2
    assert "error: there is no notebook to build" in done.stderr


def test_a_lab_whose_own_solution_fails_is_a_broken_course(tmp_path: Path) -> None:
    """Grading ends with 3 and names the block; nobody gets a point or a zero, and no gradebook is made."""
    root = with_lab(tmp_path)
    built = notebooks(tmp_path, root)
    Layout(root).lab(WEEK).write_text(SMALL.replace("census({}) == 0", "census({}) == 1"), encoding="utf-8")
    (tmp_path / "in").mkdir()
    (built / "release" / "01-lab" / "lab.ipynb").rename(tmp_path / "in" / "ada.ipynb")
    done = run("notebooks", "grade", "in", "--assignment", "01-lab", "--course", str(root), cwd=tmp_path)

    assert done.returncode == 3
    assert f"weeks/{WEEK}/lab.md: block no-berth: " in done.stderr
    assert "line 34: the lab's own solution does not meet it" in done.stderr
    assert not (tmp_path / "gradebook.db").exists()


def test_a_plain_folder_is_graded(tmp_path: Path) -> None:
    """Notebooks named after their students, graded from anywhere; the gradebook and the table name them."""
    root = with_lab(tmp_path)
    text = (notebooks(tmp_path, root) / "release" / "01-lab" / "lab.ipynb").read_text()
    (tmp_path / "in").mkdir()
    notebook = json.loads(text)
    mine = next(item for item in notebook["cells"] if item["id"] == "census")
    mine["source"] = (
        "def census(berths):\n    total = 0\n    for n in berths.values():\n        total += n\n    return total\n"
    )
    (tmp_path / "in" / "Díaz, Ana.ipynb").write_text(json.dumps(notebook))
    mine["source"] = "def census(berths):\n    return 5\n"
    (tmp_path / "in" / "Guess.ipynb").write_text(json.dumps(notebook))
    done = run(
        "notebooks", "grade", "in", "--assignment", "01-lab", "--course", str(root), "--output", "out", cwd=tmp_path
    )
    with (tmp_path / "out" / "grades.csv").open(newline="", encoding="utf-8") as stream:
        rows = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(stream)}

    assert done.returncode == 0, done.stderr
    assert rows == {"Díaz, Ana": ("3.0", "3.0"), "Guess": ("1.0", "3.0")}
    assert (tmp_path / "gradebook.db").is_file()


@pytest.mark.slow
def test_a_gradebook_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """What was graded is kept for the next run, and one sentence names the file."""
    root = with_lab(tmp_path)
    (tmp_path / "in").mkdir()
    (notebooks(tmp_path, root) / "release" / "01-lab" / "lab.ipynb").rename(tmp_path / "in" / "ada.ipynb")
    (tmp_path / "gradebook.db").write_text("no database, and long enough to be seen as none" * 100)
    arguments = ("notebooks", "grade", "in", "--assignment", "01-lab", "--course", str(root), "--output", "out")
    done = run(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert "gradebook.db' cannot be used" in done.stderr
    assert list((tmp_path / "out" / "results").glob("ada-*.json"))
