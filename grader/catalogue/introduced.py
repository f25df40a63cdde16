"""What each week introduces, and what a piece of code uses of it: nothing taught later may appear earlier.

Reads source as a syntax tree and runs nothing. It sees kinds of syntax and imports, not how well they are used.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from grader.catalogue.findings import Document, Findings
from grader.catalogue.layout import Layout
from grader.catalogue.manifest import MalformedError, take, take_tables, take_texts
from grader.errors import CourseError

SYNTAX = frozenset(
    {
        "async",
        "await",
        "class",
        "comprehension",
        "decorator",
        "f-string",
        "generator",
        "global",
        "keyword-only",
        "lambda",
        "match",
        "metaclass",
        "nonlocal",
        "positional-only",
        "raise-from",
        "star-unpacking",
        "try-star",
        "type-hints",
        "type-parameters",
        "variadic",
        "walrus",
        "with",
        "yield",
        "yield-from",
    }
)
"""Kinds of syntax that a week may introduce; whatever has no name here is free from the first week on."""

_SIMPLE: dict[type[ast.AST], str] = {
    ast.Await: "await",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "generator",
    ast.Global: "global",
    ast.JoinedStr: "f-string",
    ast.Lambda: "lambda",
    ast.ListComp: "comprehension",
    ast.Match: "match",
    ast.NamedExpr: "walrus",
    ast.Nonlocal: "nonlocal",
    ast.SetComp: "comprehension",
    ast.Starred: "star-unpacking",
    ast.TryStar: "try-star",
    ast.With: "with",
    ast.Yield: "yield",
    ast.YieldFrom: "yield-from",
}


class Uses(NamedTuple):
    """What a piece of code uses: kinds of syntax, and modules as they are imported."""

    syntax: frozenset[str]
    modules: frozenset[str]


class NotYet(NamedTuple):
    """Something used too early: where first, what, and the week that introduces it; None if no week does."""

    line: int
    what: str
    week: int | None


@dataclass(frozen=True)
class Introduced:
    """The week that introduces each kind of syntax and each module; a module may be cut down to `typing:Protocol`."""

    syntax: Mapping[str, int]
    modules: Mapping[str, int]

    def find_module(self, parts: tuple[str, ...]) -> tuple[str, int] | None:
        """The most precise entry for a dotted name: `typing:Protocol` before `typing`, `html.parser` before `html`."""
        return next(((name, self.modules[name]) for name in _readings(parts) if name in self.modules), None)

    def find_import(self, parts: tuple[str, ...]) -> tuple[str, int] | None:
        """The entry for `import typing`: the earliest of the module and the names in it, whose uses are seen apart."""
        module = ".".join(parts)
        inside = [(module, week) for name, week in self.modules.items() if name.startswith(module + ":")]
        whole = self.find_module(parts)
        return min(inside + ([whole] if whole else []), key=lambda entry: entry[1], default=None)


@dataclass(frozen=True)
class _Sighting:
    """A dotted name at a line; `whole` if a module was imported without saying what is wanted of it."""

    line: int
    module: str
    parts: tuple[str, ...]
    whole: bool


def load_table(layout: Layout) -> Introduced | None:
    """The table of the course, or None if the course has none; raises CourseError if it cannot be read."""
    if not layout.course_file.exists():
        return None
    findings = Findings(layout)
    document = findings.table(layout.course_file, "what the weeks introduce")
    if document is not None:
        try:
            return table_from(document)
        except MalformedError as error:
            findings.add(layout.course_file, error.message, "write number, syntax and modules", key=error.key)
    raise CourseError(findings.problems)


def table_from(document: Document) -> Introduced:
    """The table that a document holds; what is named twice counts from the earlier week on."""
    syntax: dict[str, int] = {}
    modules: dict[str, int] = {}
    for table in sorted(take_tables(document, "week"), key=lambda table: take(table, "number", int)):
        number = take(table, "number", int)
        for name in take_texts(table, "syntax"):
            syntax.setdefault(name, number)
        for name in take_texts(table, "modules"):
            modules.setdefault(name, number)
    return Introduced(syntax, modules)


def uses(source: bytes) -> Uses:
    """The kinds of syntax and the modules that a piece of code uses; raises SyntaxError if it does not parse."""
    tree = ast.parse(source)
    syntax = frozenset(name for _, name in _syntax_in(tree))
    return Uses(syntax, frozenset(sighting.module for sighting in _modules_in(tree)))


def not_yet_introduced(
    source: bytes,
    week_number: int,
    table: Introduced,
    *,
    allow: Collection[str] = (),
    local: Collection[str] = (),
) -> list[NotYet]:
    """What a piece of code of a week uses although no week up to then introduces it, each once, in order of lines.

    `allow` names kinds of syntax and modules that may be used all the same, `local` the modules of the exercise itself.
    Raises SyntaxError if the code does not parse.
    """
    tree = ast.parse(source)
    early = [
        NotYet(line, name, table.syntax.get(name))
        for line, name in _syntax_in(tree)
        if name not in allow and not _is_known(table.syntax.get(name), week_number)
    ]
    for sighting in _modules_in(tree):
        if sighting.parts[0] in local or any(name in allow for name in _readings(sighting.parts)):
            continue
        entry = table.find_import(sighting.parts) if sighting.whole else table.find_module(sighting.parts)
        name, week = entry or (sighting.module, None)
        if not _is_known(week, week_number):
            early.append(NotYet(sighting.line, name, week))
    first: dict[str, NotYet] = {}
    for found in sorted(early, key=lambda found: (found.line, found.what)):
        first.setdefault(found.what, found)
    return list(first.values())


def _is_known(week: int | None, week_number: int) -> bool:
    return week is not None and week <= week_number


def _readings(parts: tuple[str, ...]) -> Iterator[str]:
    """All entries that a dotted name may stand under, the most precise first: `a.b`, `a:b`, `a`."""
    for cut in range(len(parts), 0, -1):
        module = ".".join(parts[:cut])
        if cut < len(parts):
            yield f"{module}:{parts[cut]}"
        yield module


def _syntax_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    # Some nodes, such as lists of parameters, have no line of their own; they take the one of what they belong to.
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, outer_line = waiting.pop()
        line: int = getattr(node, "lineno", outer_line)
        for name in _syntax_of(node):
            yield line, name
        waiting.extend((child, line) for child in ast.iter_child_nodes(node))


def _syntax_of(node: ast.AST) -> Iterator[str]:
    if type(node) in _SIMPLE:
        yield _SIMPLE[type(node)]
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _function_syntax(node)
        case ast.ClassDef():
            yield from _class_syntax(node)
        case ast.AsyncFor():
            yield "async"
        case ast.AsyncWith():
            yield from ("async", "with")
        case ast.comprehension(is_async=1):
            yield "async"
        case ast.arguments():
            yield from _parameter_syntax(node)
        case ast.arg(annotation=ast.expr()) | ast.AnnAssign():
            yield "type-hints"
        case ast.Raise(cause=ast.expr()):
            yield "raise-from"
        case ast.keyword(arg=None):
            yield "star-unpacking"
        case ast.Dict() if None in node.keys:
            yield "star-unpacking"
    # Syntax of Python 3.12, which older parsers refuse anyway and older `ast` modules have no names for.
    if getattr(node, "type_params", None) or type(node).__name__ == "TypeAlias":
        yield "type-parameters"


def _function_syntax(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if isinstance(node, ast.AsyncFunctionDef):
        yield "async"
    if node.decorator_list:
        yield "decorator"
    if node.returns:
        yield "type-hints"


def _class_syntax(node: ast.ClassDef) -> Iterator[str]:
    yield "class"
    if node.decorator_list:
        yield "decorator"
    if any(keyword.arg == "metaclass" for keyword in node.keywords):
        yield "metaclass"


def _parameter_syntax(node: ast.arguments) -> Iterator[str]:
    if node.posonlyargs:
        yield "positional-only"
    if node.kwonlyargs:
        yield "keyword-only"
    if node.vararg or node.kwarg:
        yield "variadic"


def _modules_in(tree: ast.Module) -> Iterator[_Sighting]:
    """Every import, and every attribute of a module that was imported whole."""
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                bound[alias.asname or top] = alias.name if alias.asname else top
                yield _Sighting(node.lineno, alias.name, tuple(alias.name.split(".")), whole=True)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                yield _Sighting(node.lineno, node.module, (*node.module.split("."), alias.name), whole=False)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            chain = _dotted(node)
            if chain and chain[0] in bound:
                module = bound[chain[0]]
                yield _Sighting(node.lineno, module, (*module.split("."), *chain[1:]), whole=False)


def _dotted(node: ast.expr) -> tuple[str, ...] | None:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return (*inner, node.attr) if inner else None
    return None
