"""What `lab.md` may hold, what becomes of it, and that all that is wrong with one is said at once."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.notebooks.lab import CellKind, parse_lab, released
from tests.builders import ROOT
from tests.notebooks.ground import SMALL


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and name of each cell."""
    return [(cell.kind.value, cell.name) for cell in parse_lab(text, "06-x", "lab.md").cells]


def problems(text: str) -> list[str]:
    """What is wrong with a lab, as it is shown."""
    with pytest.raises(CourseError) as caught:
        parse_lab(text, "06-x", "lab.md")
    return [str(problem) for problem in caught.value.problems]


def test_a_lab_becomes_cells_in_order() -> None:
    """Prose, code and checks become cells; a prediction gets one to write into."""
    assert kinds(SMALL) == [
        ("text", "start-1"),
        ("text", "part-1-1"),
        ("solution", "census"),
        ("text", "part-1-2"),
        ("prediction", "part-1-2-prediction"),
        ("run", "part-1-3"),
        ("check", "two-berths"),
        ("check", "no-berth"),
    ]


def test_names_of_cells_of_other_sections_stay() -> None:
    """Another paragraph and block in one section renames nothing in the others."""
    longer = SMALL.replace("## Part 1", "## Before\n\nText.\n\n```python\nX = 1\n```\n\nMore.\n\n## Part 1")

    assert set(kinds(SMALL)) <= set(kinds(longer))


def test_a_heading_makes_a_task_of_its_checks() -> None:
    """The number in the heading is the task's, and what follows it is its title."""
    lab = parse_lab(SMALL.replace("Part 1: count", "Part 4: count"), "06-x", "lab.md")

    assert [(task.number, task.title) for task in lab.tasks] == [(4, "count")]
    assert [cell.task for cell in lab.of(CellKind.CHECK)] == [4, 4]


def test_a_released_solution_cell_has_a_prompt_where_the_solution_was() -> None:
    """What stands between the marks goes; what stands around it stays."""
    source = "def f():\n    '''Doc.'''\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"

    assert released(source) == "def f():\n    '''Doc.'''\n    # Write your code here."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points: 3", "points: 4", "line 1: the checks are worth 3 points"),
        ("minutes: 45", "minutes: 20", "line 1: a lab of 20 minutes"),
        ('title: "Counting"\n', "", "line 1: title is missing"),
        (" id=census", "", "line 13: a solution block has no id"),
        ("id=no-berth", "id=two-berths", "line 32: the id 'two-berths' is taken"),
        ("points=2", "points=0", "line 32: the check has no points"),
        ("points=2", "points=2 hiden", "line 32: 'hiden' means nothing here"),
        ("# No berth holds nothing.\n", "", "line 32: the check says nothing to students"),
        ("    ### END SOLUTION\n", "", "line 13: the solution is not marked"),
        ('    """How many containers stand on all berths."""\n', "", "what is left without the solution does not"),
        ("assert census({}) == 0", "assert census({) == 0", "the block does not compile"),
        ("assert census({}) == 0, \"the sum of nothing is 0\"\n```", "assert 1", "the block has no end"),
        ("## Part 1: count\n", "", "the block stands above the first heading"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_lab_is_said_with_its_line(old: str, new: str, said: str) -> None:
    """Each mistake of an author is a problem that names file and line."""
    assert any(said in problem for problem in problems(SMALL.replace(old, new)))


def test_the_lab_on_the_page_for_authors_is_one() -> None:
    """The example in the documentation is read without a problem, and uses every kind of block."""
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    text = page.partition("````markdown\n")[2].partition("````")[0]

    assert {cell.kind for cell in parse_lab(text, "06-x", "lab.md").cells} == set(CellKind) - {CellKind.GIVEN}


def test_all_problems_are_said_at_once() -> None:
    """Two mistakes are two problems, in the order of the file."""
    broken = SMALL.replace("points: 3", "points: 7").replace(" id=census", "")

    assert len(problems(broken)) == 2
