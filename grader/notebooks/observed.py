"""Turns the asserts of a check block into questions, so that what they compare with stays with the judge.

    assert report_line(probe) == "ReeferProbe: -18.5 degrees", "the unit comes last"

becomes, beside the student's code, "note what `report_line(probe)` is", and on the judge's side a comparison of what
was noted with what the reference gave. Of an assert without a literal to compare with, its truth is noted. Messages and
comments never leave the judge either.
"""

from __future__ import annotations

import ast
import enum
from dataclasses import dataclass

NOTE = "__note__"


class Wanted(enum.StrEnum):
    """What the author's line says of what is noted there."""

    TRUE = "true"
    EQUAL = "equal"
    NEVER = "never"
    """The line must not be reached: it raises AssertionError."""


@dataclass(frozen=True)
class Site:
    """One assert: its line in the block, what it wants, the literal to be equal to, and its message."""

    line: int
    wanted: Wanted
    literal: str
    """The source of the literal; empty where none is compared with."""
    message: str


@dataclass(frozen=True)
class Observed:
    """A check block without what it expects, and what its lines expect."""

    code: str
    sites: tuple[Site, ...]


def observed(source: str) -> Observed:
    """The two halves of a check block, which must compile."""
    rewriter = _Rewriter()
    tree = rewriter.visit(ast.parse(source))
    return Observed(ast.unparse(ast.fix_missing_locations(tree)), tuple(rewriter.sites))


class _Rewriter(ast.NodeTransformer):
    """Replaces each assert by a note of what it looks at."""

    def __init__(self) -> None:
        self.sites: list[Site] = []

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        """Note the side that is no literal, or else whether the condition holds."""
        value, literal = _compared(node.test)
        if literal is None:
            value = ast.UnaryOp(ast.Not(), ast.UnaryOp(ast.Not(), node.test))
        wanted = Wanted.TRUE if literal is None else Wanted.EQUAL
        return self._note(node, wanted, value, ast.unparse(literal) if literal is not None else "", _text(node.msg))

    def visit_Raise(self, node: ast.Raise) -> list[ast.stmt] | ast.stmt:
        """Note that a line was reached which says that something is wrong."""
        call = node.exc if isinstance(node.exc, ast.Call) else None
        name = call.func if call is not None else node.exc
        if not (isinstance(name, ast.Name) and name.id == "AssertionError"):
            return node
        message = _text(call.args[0]) if call is not None and call.args else ""
        noted = self._note(node, Wanted.NEVER, ast.Constant(value=True), "", message)
        return [noted, ast.copy_location(ast.Raise(exc=name, cause=None), node)]

    def _note(self, node: ast.stmt, wanted: Wanted, value: ast.expr, literal: str, message: str) -> ast.stmt:
        site = ast.Constant(value=len(self.sites))
        self.sites.append(Site(node.lineno, wanted, literal, message))
        call = ast.Call(func=ast.Name(id=NOTE, ctx=ast.Load()), args=[site, value], keywords=[])
        return ast.copy_location(ast.Expr(value=call), node)


def _compared(test: ast.expr) -> tuple[ast.expr, ast.expr | None]:
    """What is compared with a literal, and the literal; None where there is no such thing."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
        left, right = test.left, test.comparators[0]
        if _is_literal(right):
            return left, right
        if _is_literal(left):
            return right, left
    return test, None


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return True


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
