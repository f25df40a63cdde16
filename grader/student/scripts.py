"""The lines of a test that ran, as a student would type them: the values of a case stand where its names stood.

Works on source text and syntax trees; knows neither tracebacks nor pages.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.student.excerpts import typeable
from grader.student.reading import TestSource

_FOR_TYPE_CHECKERS = re.compile(r"\s*# (type: ignore|noqa|pragma).*$")


@dataclass(frozen=True)
class Piece:
    """Some source, and the tree of it."""

    text: str
    tree: ast.AST


def script(source: TestSource, statements: list[ast.stmt], line: int, subject: ast.expr | None) -> list[Piece]:
    """The statements that ran; of the last only `subject`, and of a longer one what lies up to `line`."""
    pieces = [_piece(source, item, line) for item in statements[:-1]]
    last = statements[-1]
    if subject is None:
        return [*pieces, _piece(source, last, line)]
    if isinstance(last, ast.Assert):
        return [*pieces, Piece(ast.unparse(subject), subject)]
    return [*pieces, _piece(source, last, line)]


def _piece(source: TestSource, node: ast.stmt, line: int) -> Piece:
    if isinstance(node, ast.Assert):
        # One that passed; of the one that failed only its subject is shown.
        return Piece(f"assert {_unparsed(node.test)}", node)
    if isinstance(node, ast.With) and all("raises" in ast.unparse(item.context_expr) for item in node.items):
        inner = [_piece(source, item, line) for item in node.body]
        return Piece("\n".join(item.text for item in inner), ast.Module(node.body, []))
    first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
    last = node.end_lineno or node.lineno
    if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) and hasattr(node, "body"):
        last = min(last, max(line, node.lineno))
    lines = [_FOR_TYPE_CHECKERS.sub("", line) for line in source.lines[first - 1 : last]]
    return Piece(textwrap.dedent("\n".join(lines)), node)


@dataclass(frozen=True)
class CalledLines:
    """Pieces of a test in order, the values of its case, and the name of the case."""

    pieces: list[Piece]
    arguments: Mapping[str, Any]
    case: str = ""

    def lines(self, most: int) -> tuple[str, ...]:
        """The lines; where there are more than `most`, the last of them, and how many are left out."""
        if not self.pieces:
            return ()
        *before, last = self.pieces
        lines = [line for piece in before for line in self._typed(piece)]
        final = self._typed(last)
        if not before and _is_case(last.tree, _as_call(self.case), self.arguments):
            final = [self.case]
        lines = [line for line in [*lines, *final] if line.strip()]
        if len(lines) <= most:
            return tuple(lines)
        return (f"... {len(lines) - most + 1} lines before", *lines[-most + 1 :])

    def _typed(self, piece: Piece) -> list[str]:
        text = piece.text
        if isinstance(piece.tree, ast.expr):
            return as_typed(piece.tree, self.arguments).splitlines()
        if isinstance(piece.tree, ast.Expr | ast.Assign | ast.Assert) and _names_in(piece.tree) & set(self.arguments):
            return as_typed(piece.tree, self.arguments).splitlines()
        return text.splitlines()


def as_typed(node: ast.AST, arguments: Mapping[str, Any]) -> str:
    """The source of a tree, with the values of a case instead of its names, where they can be typed."""
    used = {name: text for name, value in arguments.items() if (text := typeable(value)) is not None}
    shadowed = {arg.arg for item in ast.walk(node) if isinstance(item, ast.Lambda) for arg in item.args.args}
    used = {name: text for name, text in used.items() if name not in shadowed}
    if not used or not _names_in(node) & set(used):
        return _unparsed(node)
    return _unparsed(_Filled(used).visit(ast.parse(_unparsed(node))))


def _unparsed(node: ast.AST) -> str:
    """The source; strings in double quotes where that changes nothing else."""
    text = ast.unparse(node)
    if '"' not in text and "\\" not in text:
        swapped = text.replace("'", '"')
        try:
            if ast.dump(ast.parse(swapped)) == ast.dump(ast.parse(text)):
                return swapped
        except SyntaxError:
            return text
    return text


class _Filled(ast.NodeTransformer):
    """Puts the values of a case in place of its names."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.texts and isinstance(node.ctx, ast.Load):
            return ast.parse(self.texts[node.id], mode="eval").body
        return node


def _names_in(node: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}


def _is_case(tree: ast.AST, case: ast.Call | None, arguments: Mapping[str, Any]) -> bool:
    """Whether the name of a case is this very call, with values in the place of its names."""
    if case is None or not isinstance(tree, ast.Call) or not _names_in(tree) & set(arguments):
        return False
    return ast.unparse(tree.func) == ast.unparse(case.func)


def _as_call(case: str) -> ast.Call | None:
    """The name of a case, if it is a call as a student would type it."""
    try:
        tree = ast.parse(case, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree if isinstance(tree, ast.Call) else None
