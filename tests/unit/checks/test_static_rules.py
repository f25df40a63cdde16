"""Each syntax rule finds what it is for, on the right line, and nothing in code that is near it but fine."""

from __future__ import annotations

import ast

import pytest

from grader.checks import ast_rules

FOUND = [
    ("no-eval", "x = eval('1')", [1]),
    ("no-eval", "run = exec\n__import__('os')", [1, 2]),
    ("no-eval", "import builtins\nbuiltins.eval('1')", [2]),
    ("no-eval", "from builtins import eval as look", [1]),
    ("no-eval", "\uff45val('1')", [1]),
    ("no-inheritance", "class A: ...\nclass B(A): ...", [2]),
    ("no-inheritance", "class A(list[int]): ...", [1]),
    ("no-inheritance", "class A(*bases): ...", [1]),
    ("no-print", "def f():\n    print(1)", [2]),
    ("no-print", "show = print", [1]),
    ("no-global", "def f():\n    global x\n    x = 1", [2]),
    ("no-bare-except", "try:\n    f()\nexcept:\n    pass", [3]),
    ("no-star-import", "from os import *", [1]),
    ("uses-match", "x = 1\ny = 2", [1]),
    ("no-loops", "for x in y:\n    while x: ...", [1, 2]),
    ("no-loops", "async def f():\n    async for x in y: ...", [2]),
    ("no-isinstance", "if isinstance(x, int): ...", [1]),
    ("no-dataclass", "from dataclasses import dataclass", [1]),
    ("no-dataclass", "import os, dataclasses as d", [1]),
    ("max-function-lines:2", "def f():\n    a = 1\n    return a", [1]),
    ("max-function-lines:2", "class A:\n    async def f(self):\n        a = 1\n        return a", [2]),
]

FINE = [
    ("no-eval", "import re\nre.compile('x')\nmodel.eval()"),
    ("no-eval", "from re import compile\ncompile('x')"),
    ("no-eval", "def compile(text): ...\ncompile('x')"),
    ("no-inheritance", "class A(object): ...\nclass B(typing.Protocol[T]): ...\nclass C(metaclass=M): ..."),
    ("no-print", "printer.print(1)"),
    ("no-global", "def f():\n    x = 1\n    def g():\n        nonlocal x"),
    ("no-bare-except", "try:\n    f()\nexcept Exception:\n    pass"),
    ("no-star-import", "from os import path\nf(*x)"),
    ("uses-match", "def f(x):\n    match x:\n        case 1: ..."),
    ("no-loops", "x = [y for y in z]"),
    ("no-isinstance", "issubclass(x, int)"),
    ("no-dataclass", "import data"),
    ("max-function-lines:2", "def f():\n    return 1\n\n\ndef g():\n    return 2"),
]


@pytest.mark.parametrize(("rule", "source", "lines"), FOUND)
def test_a_rule_finds_what_it_is_for(rule: str, source: str, lines: list[int]) -> None:
    """Every case is found on its line, with a sentence in one line."""
    found = ast_rules.apply(rule, ast.parse(source))
    assert [line for line, _ in found] == lines
    assert all(text and text.isprintable() for _, text in found)


@pytest.mark.parametrize(("rule", "source"), FINE)
def test_a_rule_leaves_alone_what_is_fine(rule: str, source: str) -> None:
    """Code that only looks like what a rule forbids is not found."""
    assert ast_rules.apply(rule, ast.parse(source)) == []


def test_every_rule_is_tried() -> None:
    """No rule is without a case in both lists."""
    rules = {*ast_rules.PLAIN, *ast_rules.NUMBERED}
    assert rules == {case[0].partition(":")[0] for case in FOUND} == {case[0].partition(":")[0] for case in FINE}


@pytest.mark.parametrize(
    "rule", ["no-such-rule", "", "no-eval:3", "max-function-lines", "max-function-lines:", "max-function-lines:0",
             "max-function-lines:-1", "max-function-lines:²"]
)  # fmt: skip
def test_a_rule_that_does_not_exist_is_named(rule: str) -> None:
    """Wrong names and wrong numbers have a sentence, and applying them is refused."""
    assert ast_rules.problem(rule)
    with pytest.raises(ValueError, match="rule"):
        ast_rules.apply(rule, ast.parse(""))


def test_known_rules_have_no_problem() -> None:
    """All rules, numbered ones with a number, are accepted."""
    assert not any(map(ast_rules.problem, [*ast_rules.PLAIN, "max-function-lines:40"]))


@pytest.mark.parametrize("rule", [*ast_rules.PLAIN, "max-function-lines:40"])
def test_no_rule_is_overcome_by_depth(rule: str) -> None:
    """The deepest trees that the parser lets through do not exhaust a rule."""
    for source in ("class A(B" + "[0]" * 900 + "): ...", "x = " + "not " * 900 + "1", "x = y" + ".a" * 900):
        ast_rules.apply(rule, ast.parse(source))
