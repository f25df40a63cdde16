"""Rules about the shape of a program that ruff does not have, each a small function over the syntax tree.

Standard library only: inside the sandbox this file lies beside `static_worker.py`, without the package. The rules
guide honest students and are no security boundary: `getattr` and friends get around each of them.

Each finding is a line and a sentence for the student. A rule with a number is named `max-function-lines:40`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Finding = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Finding]]
NumberedRule = Callable[[ast.Module, int], Iterator[Finding]]

_RUNS_TEXT = frozenset({"eval", "exec", "compile", "__import__"})
_BUILTINS = frozenset({"builtins", "__builtins__"})
_PLAIN_BASES = frozenset({"object", "Protocol"})
_FIRST_FILE_ONLY = "uses-"


def apply(rule: str, tree: ast.Module) -> list[Finding]:
    """What a rule finds in a module, by line; raises ValueError for a rule that does not exist."""
    complaint = problem(rule)
    if complaint:
        raise ValueError(complaint)
    name, _, number = rule.partition(":")
    found = NUMBERED[name](tree, int(number)) if name in NUMBERED else PLAIN[name](tree)
    return sorted(found)


def problem(rule: str) -> str:
    """What is wrong with the name of a rule, in a sentence; empty where nothing is."""
    name, colon, number = rule.partition(":")
    if name in NUMBERED:
        sound = number.isascii() and number.isdigit() and int(number) > 0
        return "" if sound else f"the rule {name} needs a number, as in {name}:40"
    if name not in PLAIN:
        return f"there is no rule {name}; the rules are {', '.join(sorted([*PLAIN, *NUMBERED]))}"
    return f"the rule {name} takes no number" if colon else ""


def first_file_only(rule: str) -> bool:
    """Whether a rule asks for something to be there, which only the module under check need have."""
    return rule.startswith(_FIRST_FILE_ONLY)


def _no_eval(tree: ast.Module) -> Iterator[Finding]:
    own = _defined(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name in _RUNS_TEXT and name not in own:
                yield node.lineno, f"{name} runs text as code; find a way without it"
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in _BUILTINS and name in _RUNS_TEXT:
                yield node.lineno, f"{name} runs text as code; find a way without it"
            case ast.ImportFrom(module="builtins", names=names):
                for name in sorted({alias.name for alias in names} & _RUNS_TEXT):
                    yield node.lineno, f"{name} runs text as code; find a way without it"


def _defined(tree: ast.Module) -> frozenset[str]:
    """Names that the module defines or imports itself: `from re import compile` is not the builtin."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom) and node.module not in _BUILTINS:
            names.update(alias.asname or alias.name for alias in node.names)
    return frozenset(names)


def _no_inheritance(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not all(_is_plain(base) for base in node.bases):
            yield node.lineno, f"class {node.name} inherits; only object and Protocol are bases here"


def _is_plain(base: ast.expr) -> bool:
    while isinstance(base, ast.Subscript):  # Protocol[T]; a hostile file may nest these deeper than calls can go
        base = base.value
    match base:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _PLAIN_BASES
    return False


def _no_print(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "print":
            yield node.lineno, "print is not for this module; return the value instead"


def _no_global(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {node.names[0]} changes a name of the whole module; pass it in and return it"


def _no_bare_except(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "this except catches everything, even Ctrl-C; name the exception"


def _no_star_import(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, "a star import hides where names come from; import them by name"


def _uses_match(tree: ast.Module) -> Iterator[Finding]:
    if not any(isinstance(node, ast.Match) for node in ast.walk(tree)):
        yield 1, "there is no match statement, which this exercise is about"


def _no_loops(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            word = "while" if isinstance(node, ast.While) else "for"
            yield node.lineno, f"a {word} loop; this exercise is solved without loops"


def _no_isinstance(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "isinstance":
            yield node.lineno, "isinstance asks for a type; rely on what the object can do"


def _no_dataclass(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="dataclasses"):
                yield node.lineno, "dataclasses do the work that this exercise is about; write it yourself"
            case ast.Import(names=names) if any(alias.name == "dataclasses" for alias in names):
                yield node.lineno, "dataclasses do the work that this exercise is about; write it yourself"


def _max_function_lines(tree: ast.Module, most: int) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > most:
                yield node.lineno, f"{node.name} has {length} lines; {most} are the most a function may have here"


PLAIN: dict[str, Rule] = {
    "no-bare-except": _no_bare_except,
    "no-dataclass": _no_dataclass,
    "no-eval": _no_eval,
    "no-global": _no_global,
    "no-inheritance": _no_inheritance,
    "no-isinstance": _no_isinstance,
    "no-loops": _no_loops,
    "no-print": _no_print,
    "no-star-import": _no_star_import,
    "uses-match": _uses_match,
}
NUMBERED: dict[str, NumberedRule] = {"max-function-lines": _max_function_lines}
