"""Tests of grader.catalogue.introduced: what code uses, and what is used too early."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.catalogue.introduced import (
    SYNTAX,
    Introduced,
    NotYet,
    _syntax_of,
    load_table,
    not_yet_introduced,
    table_from,
    uses,
)
from grader.catalogue.layout import Layout
from grader.errors import CourseError

from .conftest import CopyOf

TABLE = table_from(
    {
        "week": [
            {"number": 2, "syntax": ["class", "lambda"], "modules": ["json", "typing:Any"]},
            {"number": 6, "syntax": ["match"], "modules": ["typing:Protocol", "html"]},
            {"number": 8, "syntax": ["async"], "modules": ["typing", "html.parser", "json"]},
        ]
    }
)


@pytest.mark.parametrize(
    ("source", "syntax"),
    [
        ("x = 1\nif x:\n    print(x)", set()),
        ("match x:\n    case 1: pass", {"match"}),
        ("(y := 1)", {"walrus"}),
        ("f = lambda: 0", {"lambda"}),
        ("[x for x in y]", {"comprehension"}),
        ("{x for x in y}", {"comprehension"}),
        ("{x: 1 for x in y}", {"comprehension"}),
        ("sum(x for x in y)", {"generator"}),
        ("@d\ndef f(): pass", {"decorator"}),
        ("@d\nclass C: pass", {"class", "decorator"}),
        ("class C(metaclass=M): pass", {"class", "metaclass"}),
        ("class C(B, flag=1): pass", {"class"}),
        ("with x: pass", {"with"}),
        ("async def f(): await x", {"async", "await"}),
        ("async def f():\n    async for x in y: pass\n    async with z: pass", {"async", "with"}),
        ("async def f(): return [x async for x in y]", {"async", "comprehension"}),
        ("def f(): yield 1", {"yield"}),
        ("def f(): yield from x", {"yield-from"}),
        ("a, *b = c", {"star-unpacking"}),
        ("f(*a)", {"star-unpacking"}),
        ("f(**a)", {"star-unpacking"}),
        ("f(a=1)", set()),
        ("{**a}", {"star-unpacking"}),
        ("def f(a, /): pass", {"positional-only"}),
        ("def f(*, a): pass", {"keyword-only"}),
        ("def f(*a, **b): pass", {"variadic"}),
        ("def f():\n    global x", {"global"}),
        ("def f():\n    x = 1\n    def g():\n        nonlocal x", {"nonlocal"}),
        ("try: pass\nexcept* E: pass", {"try-star"}),
        ("try: pass\nexcept E: raise", set()),
        ("raise E from None", {"raise-from"}),
        ("x: int = 1", {"type-hints"}),
        ("def f(a: int): pass", {"type-hints"}),
        ("def f() -> int: pass", {"type-hints"}),
        ("f'{x}'", {"f-string"}),
    ],
)
def test_kinds_of_syntax_are_seen(source: str, syntax: set[str]) -> None:
    """Each kind of syntax is seen by its name, and nothing else is."""
    assert uses(source.encode()).syntax == syntax


def test_modules_are_seen_as_they_are_imported() -> None:
    """Imports of all forms give the module; relative imports give none."""
    source = b"import json, os.path as p\nfrom typing import Any\nfrom . import x\nfrom .y import z\nif x: import sys"

    assert uses(source).modules == {"json", "os.path", "typing", "sys"}


def test_type_parameters_are_seen_where_python_has_them() -> None:
    """Syntax of Python 3.12 counts as used too early in every week."""
    function = ast.parse("def f(): pass").body[0]
    vars(function)["type_params"] = [ast.Name("T")]

    assert list(_syntax_of(function)) == ["type-parameters"]


def test_broken_code_raises_syntax_error() -> None:
    """What is no Python is told apart from what uses nothing."""
    with pytest.raises(SyntaxError):
        uses(b"def")
    with pytest.raises(SyntaxError):
        not_yet_introduced(b"def", 1, TABLE)


@pytest.mark.parametrize(
    ("source", "week", "found"),
    [
        ("f = lambda: 0", 2, []),
        ("f = lambda: 0", 1, [(1, "lambda", 2)]),
        ("\n\nmatch x:\n    case 1: pass\nmatch y:\n    case 1: pass", 2, [(3, "match", 6)]),
        ("with x: pass", 20, [(1, "with", None)]),
        ("import json", 2, []),
        ("import requests.sessions", 20, [(1, "requests.sessions", None)]),
        ("from typing import Any, Protocol, Self", 2, [(1, "typing", 8), (1, "typing:Protocol", 6)]),
        ("from typing import Any, Protocol, Self", 8, []),
        ("import typing\nx = typing.Any", 2, []),
        ("import typing as t\nclass C(t.Protocol): pass", 2, [(2, "typing:Protocol", 6)]),
        ("import typing", 1, [(1, "typing", 2)]),
        ("from html import escape", 6, []),
        ("from html import parser", 6, [(1, "html.parser", 8)]),
        ("from html.parser import HTMLParser", 6, [(1, "html.parser", 8)]),
        ("import html\nhtml.parser.HTMLParser", 6, [(2, "html.parser", 8)]),
        ("import html.parser", 6, [(1, "html.parser", 8)]),
        ("json = x.y.z\nf().a.b", 1, []),
    ],
)
def test_early_uses_are_found(source: str, week: int, found: list[tuple[int, str, int | None]]) -> None:
    """What a later week introduces is found once, with its first line and its week."""
    assert not_yet_introduced(source.encode(), week, TABLE) == [NotYet(*item) for item in found]


def test_lines_of_parameters_are_those_of_their_function() -> None:
    """Parts of the tree that have no line take the one of what they belong to."""
    found = not_yet_introduced(b"x = 1\n\ndef f(a, /): pass\n", 1, Introduced({}, {}))

    assert found == [NotYet(3, "positional-only", None)]


def test_allowed_and_local_names_are_left_out() -> None:
    """What the manifest allows, and the exercise's own modules, are no findings."""
    source = b"import logging.config\nfrom gate_log import read\nmatch x:\n    case 1: pass"

    assert not_yet_introduced(source, 2, TABLE, allow=["logging", "match"], local=["gate_log"]) == []
    assert len(not_yet_introduced(source, 2, TABLE)) == 3


def test_what_is_named_twice_counts_from_the_earlier_week() -> None:
    """An entry in two weeks is introduced by the first."""
    assert TABLE.modules["json"] == 2


def test_a_course_may_have_no_table(courses: Path) -> None:
    """Without the file there is no table, which is not an empty one."""
    assert load_table(Layout(courses / "own-tests")) is None


@pytest.mark.parametrize("text", ["week = [{number = 'one'}]", "week = ["])
def test_a_damaged_table_is_a_course_error(copy_of: CopyOf, text: str) -> None:
    """A table that cannot be read raises CourseError, not something else."""
    root = copy_of("course-table")
    (root / "weeks/course.toml").write_text(text)

    with pytest.raises(CourseError) as caught:
        load_table(Layout(root))
    assert [problem.file for problem in caught.value.problems] == ["weeks/course.toml"]


def test_the_good_course_uses_nothing_early(courses: Path) -> None:
    """References and stubs of the good course keep to its table."""
    table = load_table(Layout(courses / "good"))
    assert table is not None
    for path in sorted((courses / "good").glob("*/01-quay/*/*.py")):
        if path.name in {"sort_manifest.py", "tally.py"}:
            assert not_yet_introduced(path.read_bytes(), 1, table) == []


def test_the_course_introduces_all_syntax_in_twenty_weeks() -> None:
    """The real table names all twenty weeks, and every kind of syntax but the one that Python 3.11 does not have."""
    table = load_table(Layout(Path(__file__).parents[3]))

    assert table is not None
    assert SYNTAX - {"type-parameters"} == set(table.syntax)
    assert set(range(1, 21)) == set(table.syntax.values()) | set(table.modules.values())


@pytest.mark.parametrize(
    ("name", "week"), [("dataclasses", 7), ("abc", 6), ("typing:Protocol", 6), ("logging", 13), ("asyncio", 16)]
)
def test_the_course_introduces_its_topics_when_it_says(name: str, week: int) -> None:
    """The topics of the core weeks are introduced in those weeks."""
    table = load_table(Layout(Path(__file__).parents[3]))

    assert table is not None
    assert table.find_module(tuple(name.replace(":", ".").split("."))) == (name, week)
