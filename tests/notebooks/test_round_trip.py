"""The whole way through nbgrader: its assignment, its layout, our grading, its gradebook, its feedback, a table."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from grader.notebooks.lab import CellKind
from tests.builders import ROOT
from tests.notebooks.ground import LAB, cell, hand_in, lab_book, lines_of, released, run, solution

pytestmark = pytest.mark.slow
NAME = 'O\'Neil, "Ada"'
FORMULA = "=1+1, too"


def grade(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Grade as an instructor does."""
    return run("notebooks", "grade", "submitted", "--course", str(ROOT), "--output", "out", *options, cwd=folder)


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run a command of nbgrader's, which has to end well."""
    done = run(*arguments, cwd=folder, program="nbgrader")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An nbgrader course in which three students handed in and were graded."""
    folder = tmp_path_factory.mktemp("nbgrader")
    built = run("notebooks", "build", "06", "--only", "lab", "--course", str(ROOT), "--output", str(folder))
    assert built.returncode == 0, built.stderr
    nbgrader(folder, "generate_assignment", LAB, "--force")
    nbgrader(folder, "db", "student", "add", "ada", f"--last-name={NAME}", f"--first-name={FORMULA}")
    given = json.loads((folder / "release" / LAB / "lab.ipynb").read_text())
    hand_in(folder / "submitted", "bob", lab_book(), given)
    for item in lab_book().of(CellKind.SOLUTION):
        cell(given, item.name)["source"] = solution(item.source)
    hand_in(folder / "submitted", "ada", lab_book(), given)
    (folder / "submitted" / "ada" / LAB / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    cell(given, "your-verdict")["source"] = "verdict = {'A': 'nominal'}  # <script>alert(1)</script>"
    cell(given, "verdict")["source"] = "# mine <script>alert(2)</script>"
    hand_in(folder / "submitted", "cem", lab_book(), given)
    done = grade(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_nbgrader_releases_what_we_release(yard: Path) -> None:
    """`generate_assignment` makes of our source the notebook that we write as its release, cell for cell."""
    theirs = json.loads((yard / "release" / LAB / "lab.ipynb").read_text())

    assert [(item["id"], "".join(item["source"]), item["metadata"]) for item in theirs["cells"]] == [
        (item["id"], "".join(item["source"]), item["metadata"]) for item in released(lab_book())["cells"]
    ]


def test_points_and_comments_are_in_the_gradebook(yard: Path) -> None:
    """Each check has its score, nothing waits for a human, and a comment names what did not pass."""
    with sqlite3.connect(yard / "gradebook.db") as database:
        scores = database.execute(
            "select a.student_id, sum(g.auto_score), sum(g.needs_manual_grade) from grade g"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment a on a.id = n.assignment_id group by 1 order by 1"
        ).fetchall()
        texts = [text for (text,) in database.execute("select auto_comment from comment where auto_comment not null")]
        when = database.execute("select timestamp from submitted_assignment where student_id = 'ada'").fetchone()

    assert scores == [("ada", 12.0, 0), ("bob", 0.0, 0), ("cem", 10.0, 0)]
    assert any("Not passed: Each of the six needs" in text for text in texts)
    assert any("changed cells that are not yours were not used: verdict" in text for text in texts)
    assert when[0].startswith("2026-11-20 10:00:00")


def test_the_table_keeps_names_with_commas(yard: Path) -> None:
    """Names that hold commas and quotes come back whole, and none is taken for a formula; nbgrader's export is ours."""
    nbgrader(yard, "export", "--to=theirs.csv")
    with (yard / "out" / "grades.csv").open(newline="") as stream:
        rows = {row["student_id"]: row for row in csv.DictReader(stream)}

    assert (rows["ada"]["last_name"], rows["ada"]["first_name"]) == (NAME, f"'{FORMULA}")
    assert [rows[name]["score"] for name in ("ada", "bob", "cem")] == ["12.0", "0.0", "10.0"]
    assert {len(row) for row in rows.values()} == {11}
    assert (yard / "theirs.csv").read_text() == (yard / "out" / "grades.csv").read_text()


def test_feedback_holds_no_hidden_check_and_nothing_of_other_cells(yard: Path) -> None:
    """nbgrader's pages of what we give back show the student's solution and the points, and no line that is hidden."""
    nbgrader(yard, "generate_feedback", LAB)
    pages = {name: (yard / "feedback" / name / LAB / "lab.html").read_text() for name in ("ada", "bob", "cem")}
    books = "".join(path.read_text() for path in (yard / "autograded").rglob("*.ipynb"))
    shown = {line for item in lab_book().cells for line in lines_of(item.released)}
    solutions = {line for item in lab_book().of(CellKind.SOLUTION) for line in lines_of(item.source)}
    hidden = {line for item in lab_book().of(CellKind.CHECK) for line in lines_of(item.source)} - shown - solutions

    assert len(hidden) > 40
    assert [] == [line for line in hidden if json.dumps(line)[1:-1] in books]
    assert not any(secret in page for page in pages.values() for secret in ("_Crowded", "_Unplugged", "__abstractm"))
    assert "(Score: 2.0 / 2.0)" in pages["ada"]
    assert "one verdict for each of the six needs" in pages["cem"]
    assert "<script>alert" not in pages["cem"]


def test_what_people_entered_stays(yard: Path) -> None:
    """A score set by hand counts before ours when the same notebooks are graded again, and is to be looked at."""
    where = "where cell_id in (select id from base_cell where name = 'verdict') and notebook_id in (select n.id from"
    where += " submitted_notebook n join submitted_assignment a on a.id = n.assignment_id where a.student_id = 'cem')"
    with sqlite3.connect(yard / "gradebook.db") as database:
        assert database.execute(f"update grade set manual_score = 1.5 {where}").rowcount == 1  # noqa: S608 (ours)

    done = grade(yard)
    with sqlite3.connect(yard / "gradebook.db") as database:
        found = database.execute(f"select auto_score, manual_score, needs_manual_grade from grade {where}").fetchall()  # noqa: S608 (ours)

    assert done.returncode == 0
    assert found == [(0.0, 1.5, 1)]
    assert "06-lab,,,cem,,,,11.5,0.0,11.5,12.0" in (yard / "out" / "grades.csv").read_text()


def test_the_assignment_can_be_made_again_after_grading(yard: Path) -> None:
    """nbgrader finds the cells in its gradebook as it left them, and does not refuse."""
    nbgrader(yard, "generate_assignment", LAB, "--force")


def test_the_report_says_what_was_odd(yard: Path) -> None:
    """Printed as JSON, the results are those of any class, with the notes on each notebook."""
    report = json.loads(grade(yard, "--format", "json").stdout)
    notes = {item["student"]: item["notes"] for item in report["submissions"]}

    assert report["format"] == "grader/result/v1"
    assert notes["ada"] == []
    assert notes["cem"] == ["06-lab: changed cells that are not yours were not used: verdict"]
