"""Pages come from the student half of a course: all of them, only what differs; mistakes have file and line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.cli.site import programs
from grader.errors import CourseError, UsageError
from grader.site.generate import generate, site_files
from grader.site.tree import synchronise
from tests.site.courses import copy_course

WEEK = "06-copied-week"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one week, without its hidden half."""
    return copy_course(tmp_path / "course", (6,), solutions=False)


def pages_of(root: Path) -> dict[str, bytes]:
    """The files of the site of a course; commands are described elsewhere, and take a while."""
    return site_files(load_course(root, strict=False), {})


def problems_of(root: Path) -> list[str]:
    """What generating the site of a broken course complains about."""
    with pytest.raises(CourseError) as caught:
        pages_of(root)
    return [str(problem) for problem in caught.value.problems]


def test_every_part_of_a_week_has_its_page(course: Path) -> None:
    """Week, quiz, lab and each exercise have a page; exercises in the browser have their data beside it."""
    files = pages_of(course)
    exercises = load_course(course, strict=False).exercises
    folders = [
        f"weeks/{WEEK}/",
        f"weeks/{WEEK}/quiz/",
        f"weeks/{WEEK}/lab/",
        *(f"weeks/{item.id}/" for item in exercises),
    ]

    assert set() == {f"{folder}index.md" for folder in folders} - set(files)
    assert [item.browser for item in exercises] == [f"weeks/{item.id}/exercise.json" in files for item in exercises]


def test_the_page_of_an_exercise_has_all_of_it(course: Path) -> None:
    """Text, hints in their order, stub and visible tests are on the page, with the command to use without a browser."""
    folder = course / "weeks" / WEEK / "restartable-services"
    page = pages_of(course)[f"weeks/{WEEK}/restartable-services/index.md"].decode()
    hints = ["Who has to know about your class", "describes a shape", "For something that can be locked: `@runtime"]

    assert (folder / "restartable_services.py").read_text(encoding="utf-8").strip() in page
    assert (folder / "test_restartable_services.py").read_text(encoding="utf-8").strip() in page
    assert sorted(page.index(hint) for hint in hints) == [page.index(hint) for hint in hints]
    assert "course test 06/restartable-services" in page
    assert '<quay-exercise src="exercise.json"></quay-exercise>' in page


def test_the_data_of_an_exercise_is_what_students_have(course: Path) -> None:
    """exercise.json holds format, stub, visible tests, tasks and hints, and nothing else of the exercise."""
    data = json.loads(pages_of(course)[f"weeks/{WEEK}/restartable-services/exercise.json"])
    folder = course / "weeks" / WEEK / "restartable-services"

    assert data["format"] == "quayside/browser-exercise/v1"
    assert {**data["files"], **data["tests"]} == {
        name: (folder / name).read_text(encoding="utf-8")
        for name in ("restartable_services.py", "test_restartable_services.py")
    }
    assert [task["number"] for task in data["tasks"]] == [1, 2, 3, 4]
    assert data["hints"][0]["tool"].endswith("(../#what-isinstance-proves).")


def test_pages_do_not_depend_on_the_hidden_half(course: Path, tmp_path: Path) -> None:
    """A course with its solutions gives the same pages, byte for byte, as one without."""
    whole = copy_course(tmp_path / "whole", (6,))

    assert pages_of(course) == pages_of(whole)


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """A second run writes nothing, a changed file is written, a file nobody wants goes, and so does its folder."""
    folder = tmp_path / "pages"
    first = synchronise(folder, {"a.md": b"a", "b/c.md": b"c"})
    stamp = (folder / "a.md").stat().st_mtime_ns
    second = synchronise(folder, {"a.md": b"a", "d.md": b"d"})

    assert (2, 0, 0) == (first.written, first.removed, first.unchanged)
    assert (1, 1, 1) == (second.written, second.removed, second.unchanged)
    assert stamp == (folder / "a.md").stat().st_mtime_ns
    assert not (folder / "b").exists()


@pytest.mark.usefixtures("without_node")
def test_generating_again_changes_nothing(course: Path, tmp_path: Path) -> None:
    """Nothing in the pages depends on the time or on the order of a folder."""
    generate(course, tmp_path / "site", programs())

    assert 0 == generate(course, tmp_path / "site", programs()).written


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("../nowhere/README.md", "the link ../nowhere/README.md leads to no page", id="file"),
        pytest.param(
            "../README.md#no-such-heading", "the link ../README.md#no-such-heading leads to no heading", id="anchor"
        ),
        pytest.param("restartable_services.py", "the link restartable_services.py leads to no page", id="source"),
    ],
)
def test_a_broken_link_is_reported_where_it_stands(target: str, said: str, course: Path) -> None:
    """A link that leads nowhere is a problem of the README that has it, with its line, before anything is written."""
    readme = course / "weeks" / WEEK / "restartable-services" / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(f"{text}\nSee [this]({target}).\n", encoding="utf-8")
    line = text.count("\n") + 2

    assert [f"weeks/{WEEK}/restartable-services/README.md: line {line}: {said}"] == [
        problem.partition(" (")[0] for problem in problems_of(course)
    ]


def test_all_mistakes_are_reported_at_once(course: Path) -> None:
    """A missing section, a broken link of a hint and one of a quiz do not hide each other."""
    week = course / "weeks" / WEEK
    for path, old, new in [
        (week / "lazy-mapping" / "README.md", "## Task 1: ", "## Part 1: "),
        (week / "restartable-services" / "hints.toml", "#what-isinstance-proves", "#nowhere"),
        (week / "quiz.toml", 'section = "when-abcs-are-enforced"', 'section = "nowhere"'),
    ]:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = problems_of(course)

    assert ["lazy-mapping/README.md", "quiz.toml", "restartable-services/hints.toml"] == [
        problem.partition(":")[0].removeprefix(f"weeks/{WEEK}/") for problem in found
    ]
    assert "the section of task 1 is missing" in found[0]
    assert all(": line " in problem for problem in found[1:])


def test_a_text_without_a_title_is_reported(course: Path) -> None:
    """What stands above the title of a README would be lost, so it is a problem."""
    readme = course / "weeks" / WEEK / "lazy-mapping" / "README.md"
    readme.write_text("Lost words.\n" + readme.read_text(encoding="utf-8"), encoding="utf-8")

    assert "lazy-mapping/README.md: line 1: does not begin with a title" in problems_of(course)[0]


def test_a_folder_without_settings_is_refused(course: Path, tmp_path: Path) -> None:
    """Without mkdocs.yml the command says where to run it."""
    (course / "mkdocs.yml").unlink()

    with pytest.raises(UsageError, match=r"no mkdocs\.yml here"):
        generate(course, tmp_path / "site", programs())


def test_an_exercise_outside_the_browser_says_why(course: Path) -> None:
    """Without `browser = true` the page has no editor and gives the manifest's reason."""
    manifest = course / "weeks" / WEEK / "restartable-services" / "exercise.toml"
    text = manifest.read_text(encoding="utf-8").replace("browser = true", 'browser = "It starts programs of its own."')
    manifest.write_text(text, encoding="utf-8")
    files = pages_of(course)

    assert "it starts programs of its own." in files[f"weeks/{WEEK}/restartable-services/index.md"].decode()
    assert f"weeks/{WEEK}/restartable-services/exercise.json" not in files


def test_links_in_raw_html_are_on_index_pages_only(course: Path) -> None:
    """Generators disagree about relative links in raw HTML on any other page, so there are none."""
    pages = {name: text for name, text in pages_of(course).items() if name.endswith(".md")}

    assert [] == [name for name, text in pages.items() if b'<a href="' in text and not name.endswith("index.md")]


def test_a_week_that_goes_takes_its_pages_along(course: Path, tmp_path: Path) -> None:
    """What is generated is what the course has now."""
    synchronise(tmp_path / "pages", pages_of(course))
    shutil.rmtree(course / "weeks" / WEEK / "lazy-mapping")
    for path in (course / "weeks" / WEEK).glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("lazy-mapping/", ""), encoding="utf-8")
    synchronise(tmp_path / "pages", pages_of(course))

    assert not (tmp_path / "pages" / "weeks" / WEEK / "lazy-mapping").exists()
