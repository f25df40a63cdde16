"""Nothing that students must never see is in the site: a built site of a course full of canaries is searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.cli.site import looking
from grader.errors import CourseError
from grader.release.hidden import HiddenLines
from grader.site.build import Built, check
from grader.site.hidden import PUBLISHED, find_hidden
from grader.site.lab_page import visible_part
from grader.site.sources import Source
from tests.site.conftest import CANARY


def files(folder: Path) -> list[Path]:
    """All files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_canaries_are_where_they_should_be(course_root: Path) -> None:
    """Every hidden file holds the canary, and so does every lab: what follows searches for something."""
    hidden = [path for path in files(course_root / "solutions") if CANARY not in path.read_text(encoding="utf-8")]
    labs = [path.read_text(encoding="utf-8").count(CANARY) for path in (course_root / "weeks").glob("*/lab.md")]

    assert [] == hidden
    assert all(count >= 10 for count in labs)
    assert len(labs) == 2


def test_no_built_byte_holds_a_canary(built: Built) -> None:
    """No file of the site, and no file that it was built from, holds the canary of the hidden files."""
    generated = files(built.html.parent / "pages")

    assert [] == [path for path in (*generated, *files(built.html)) if CANARY.encode() in path.read_bytes().lower()]
    assert len(generated) > 40


def test_no_built_byte_holds_a_hidden_line(built: Built, course_root: Path) -> None:
    """No line of solutions/ and no hidden line of a lab is shown, however a page marks it up."""
    look = looking(course_root)

    assert len(HiddenLines(Layout(course_root))) > 1000
    assert [] == find_hidden(built.html, look)


@pytest.mark.parametrize("name", ["notes.md", "checks.py", "restartable_services.py"])
def test_a_hidden_line_on_a_page_is_found(name: str, course_root: Path, tmp_path: Path) -> None:
    """A page that shows a line of a hidden file, highlighted or not, is refused with the name of that file."""
    look = looking(course_root)
    source = course_root / "solutions" / "06-copied-week" / "restartable-services" / name
    known = {line.strip() for line in source.read_text(encoding="utf-8").splitlines()}
    line = next(line for line in sorted(known, key=len, reverse=True) if len(line) > 48 and list(look(line.encode())))
    first, rest = line[:20].rsplit(" ", 1)[0], line[len(line[:20].rsplit(" ", 1)[0]) :]
    (tmp_path / "html").mkdir()
    marked = f"<html><body id='top'><pre><span class='k'>{first}</span>{rest}</pre></body></html>"
    (tmp_path / "html" / "index.html").write_text(marked, encoding="utf-8")

    with pytest.raises(CourseError) as caught:
        check(tmp_path, look)

    assert "solutions/" in str(caught.value.problems[0])


def test_only_a_published_package_is_passed_over(course_root: Path, tmp_path: Path) -> None:
    """The search leaves out the folder of the published Python, and nothing beside it."""
    for folder in (tmp_path / PUBLISHED, tmp_path / PUBLISHED.parent):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "file.txt").write_text(CANARY, encoding="utf-8")

    assert ["assets/browser/file.txt"] == [problem.file for problem in find_hidden(tmp_path, looking(course_root))]


def test_the_visible_part_of_a_lab_keeps_its_lines() -> None:
    """Hidden cells of a lab become empty lines, so that a broken link is reported where it stands."""
    hidden = "```python check points=1 id=a\nassert 1\n```\n"
    solution = "```python solution\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n```\n"
    text = f"# Lab\n\n{hidden}\n{solution}end"
    shown = visible_part(Source("weeks/01-x/lab.md", text)).lines

    assert len(text.splitlines()) == len(shown)
    assert ["# Lab", "```python", "# your code", "```", "end"] == [line for line in shown if line]
