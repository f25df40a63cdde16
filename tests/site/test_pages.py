"""Pieces that pages are made of: Markdown with its anchors and links, the map, the quiz, words."""

from __future__ import annotations

import json
from pathlib import Path

import markdown  # type: ignore[import-untyped] # the library has no types
import pytest

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.model import Week
from grader.site.course_map import BOX_WIDTH, draw, needs_of, reduced
from grader.site.generate import site_files
from grader.site.links import Atlas, relative
from grader.site.rendering import cell, duration, fenced
from grader.site.sources import Source, polish
from tests.site.courses import NEEDS, ROOT, TEMPLATE, copy_course

PRACTICE = """
[question.answer]
correct = "c"
because = "The first instance is where <Python> looks."
[question.answer.wrong]
a = "The *class* statement succeeds."
b = "There is no instance yet."
d = "isinstance raises nothing."
"""


def week(number: int, *needs: int) -> Week:
    """A week of that number without anything in it."""
    return Week(f"{number:02}-week", number, f"Week {number}", needs, 60, (), ())


def test_anchors_are_those_of_the_site_generator() -> None:
    """Headings of the lesson get the anchors that the generator's own Markdown gives them."""
    source = Source(
        "README.md", (ROOT / "weeks" / TEMPLATE / "README.md").read_text(encoding="utf-8") + "\n## Mixins\n"
    )
    converter = markdown.Markdown(extensions=["toc", "fenced_code"])
    converter.convert(source.text)

    def ids(tokens: list[dict[str, object]]) -> list[object]:
        return [found for token in tokens for found in [token["id"], *ids(token["children"])]]  # type: ignore[arg-type] # a tree of tokens

    assert ids(converter.toc_tokens) == [heading.anchor for heading in source.headings]
    assert "mixins_1" in source.anchors


def test_links_are_found_outside_code_only() -> None:
    """Inline links, pictures and definitions count; what stands in code is text."""
    text = '[a](b.md) `[c](d.md)` ![e](f.png "title")\n\n```\n[g](h.md)\n```\n[i]: j.md\n[k](<l.md>) [m](n_(o).md)'

    assert [("b.md", 1), ("f.png", 1), ("j.md", 6), ("l.md", 7), ("n_(o).md", 7)] == [
        (link.target, link.line) for link in Source("x.md", text).links
    ]


def test_links_between_files_become_links_between_pages() -> None:
    """A link is rewritten to the page that a file becomes, as a file or as an address; links elsewhere stay."""
    atlas = Atlas({"weeks/a/README.md": "weeks/a/index.md", "docs/x.md": "x.md"}, {})
    source = Source("weeks/a/README.md", "[x](../../docs/x.md#y) [self](#here) [web](https://example.org/)")

    assert "[x](../../x.md#y) [self](#here) [web](https://example.org/)" == atlas.rewrite(source, "weeks/a/index.md")
    assert "[x](../../x/#y)" in atlas.rewrite(source, "weeks/a/index.md", urls=True)
    assert [] == atlas.problems


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("index.md", "weeks/a/index.md", "weeks/a/"),
        ("weeks/a/index.md", "index.md", "../../"),
        ("weeks/a/b/index.md", "weeks/a/index.md", "../"),
        ("weeks/a/b/index.md", "weeks/a/b/exercise.json", "exercise.json"),
        ("guide.md", "weeks/a/index.md", "../weeks/a/"),
    ],
)
def test_addresses_are_relative_to_the_folder_of_a_page(page: str, target: str, address: str) -> None:
    """A page is a folder, so links work wherever the site is put."""
    assert address == relative(page, target, urls=True)


def test_examples_are_shown_as_people_read_them() -> None:
    """Sessions are marked as such and lose instructions to doctest and empty last lines; other code stays."""
    text = (
        "```python\n>>> x()  # doctest: +ELLIPSIS\n1\n\n```\n```python\nx = 1  # doctest\n```\n```console\ncourse\n```"
    )
    shown = "```pycon\n>>> x()\n1\n```\n```python\nx = 1  # doctest\n```\n```text\ncourse\n```"

    assert shown == polish(text)


def test_the_map_has_each_week_below_what_it_needs() -> None:
    """In the drawing of the planned course every week stands lower than all it needs, and nothing overlaps."""
    course = Course(Path(), tuple(week(number, *needs) for number, needs in NEEDS.items()))
    drawing = draw(course)
    top = {node.number: node.top for node in drawing.nodes}

    assert set(NEEDS) == set(top)
    assert all(top[number] > top[need] for number, needs in NEEDS.items() for need in needs)
    assert len({(node.left, node.top) for node in drawing.nodes}) == len(NEEDS)
    assert all(0 <= node.left and node.left + BOX_WIDTH <= drawing.width for node in drawing.nodes)


def test_lines_that_follow_from_others_are_left_out() -> None:
    """08 needs 07 and 06, 07 needs 06: one line leads to 08. A week that is not here is drawn without a link."""
    course = Course(Path(), (week(6, 5), week(7, 6), week(8, 6, 7)))

    assert {5: [], 6: [5], 7: [6], 8: [7]} == reduced(needs_of(course))
    assert [""] == [node.link for node in draw(course).nodes if node.number == 5]


def test_weeks_that_need_each_other_are_drawn_all_the_same() -> None:
    """A circle is for `grader verify` to refuse; the map ends."""
    assert 2 == len(draw(Course(Path(), (week(1, 2), week(2, 1)))).nodes)


def test_a_public_answer_is_explained_on_the_page(tmp_path: Path) -> None:
    """A question whose public file says what is right is answered for every choice; the others give nothing away."""
    root = copy_course(tmp_path / "course", (6,), solutions=False)
    quiz = root / "weeks" / "06-copied-week" / "quiz.toml"
    first, rest = quiz.read_text(encoding="utf-8").split("\n[[question]]\n", 2)[1:]
    second, practice = rest.split("\n[[question]]\n")[0], rest[rest.index('id = "practise-shared-notes"') :]
    practice = practice.split("\n[[question]]\n")[0]
    first = first.replace("points = 1\n", "") + PRACTICE
    start = "[[question]]\n"
    quiz.write_text(f"format = 1\n{start}{second}\n{start}{first}\n{start}{practice}", encoding="utf-8")
    files = site_files(load_course(root, strict=False), {})
    page = files["weeks/06-copied-week/quiz/index.md"].decode()
    data = json.loads(files["weeks/06-copied-week/quiz/quiz.json"])

    assert "2 questions for practice come first" in page
    assert page.count("qy-answer") == 2
    assert page.index("Practice 2 of 2") < page.index("Question 1 of 1<")
    assert "The <em>class</em> statement succeeds." in page
    assert ["c"] == data["questions"][0]["answer"]["right"]
    assert [True, True, False] == [question["answer"] is not None for question in data["questions"]]
    assert "\nforgetful-child = " in page
    assert "\nwhen-a-missing-method-is-reported = " not in page


def test_a_quiz_works_without_a_script(tmp_path: Path) -> None:
    """Every question is a group with its text and controls that have labels; the file to hand in is named."""
    root = copy_course(tmp_path / "course", (6,), solutions=False)
    page = site_files(load_course(root, strict=False), {})["weeks/06-copied-week/quiz/index.md"].decode()
    questions = page.count("<fieldset")

    assert questions == page.count("<legend>") == page.count('class="qy-reply" role="status"') == 35
    assert page.count("<input") + page.count("<select") + page.count("<textarea") == page.count("<label")
    assert "weeks/06-copied-week/answers.toml" in page
    assert 10 == page.count("<details") == page.count("<summary>Answer</summary>")


@pytest.mark.parametrize(("minutes", "words"), [(5, "5 min"), (60, "1 h"), (130, "2 h 10 min"), (0, "0 min")])
def test_minutes_as_people_say_them(minutes: int, words: str) -> None:
    """Times on cards are in hours and minutes."""
    assert words == duration(minutes)


def test_text_in_a_table_stays_text() -> None:
    """What would be markup in a cell is shown as it is; code stays code."""
    assert "a \\| b &lt;c> &#123;d} `e_f | g` h\\_i" == cell("a | b <c> {d} `e_f | g`\nh_i")


def test_code_with_fences_in_it_stays_whole() -> None:
    """A block of code gets fences that do not occur in it."""
    assert "````text\na\n```\nb\n````" == fenced("a\n```\nb\n", "text")
