"""Every message that a command may end with, read from the source of the grader: what happened, and the way out.

Finds the places where errors are made and problems of a course are noted. Runs nothing of what it reads: a text that
is put together at run time is shown with the names of its parts in braces.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import grader
from grader.errors import CourseError, ExitCode, GraderError
from grader.site.rendering import render

MESSAGES = "reference/messages.md"
UNKNOWN = "..."
PROBLEM = {"Problem": (2, 3), "add": (1, 2)}
"""What notes a problem of a course: where its message and its fix stand among the arguments."""


@dataclass(frozen=True, order=True)
class Message:
    """What is said, and the way out."""

    text: str
    fix: str


@dataclass(frozen=True)
class Section:
    """A class of errors: its slug, its name, what it means, the exit status, and all its messages."""

    slug: str
    name: str
    meaning: str
    exit_code: int
    messages: tuple[Message, ...]


@cache  # the source of a program that runs does not change
def render_messages() -> str:
    """The page of all messages."""
    return render("messages.md.j2", sections=sections(Path(grader.__file__).parent))


def sections(folder: Path) -> tuple[Section, ...]:
    """A section for each class of errors below a folder: those of `errors`, then those that packages add to them."""
    trees = list(_modules(folder))
    kinds = _kinds(trees)
    found: dict[str, set[Message]] = {name: set() for name in kinds}
    for tree in trees:
        for scope in _scopes(tree):
            for name, text, fix in _said(scope, kinds):
                if text != UNKNOWN:  # passed on from elsewhere, where it is listed
                    found[name].add(Message(text, fix))
    return tuple(replace(kind, messages=tuple(sorted(found[name]))) for name, kind in kinds.items())


def _modules(folder: Path) -> Iterator[ast.Module]:
    """The syntax tree of each module that says how something is mended."""
    for path in sorted(folder.rglob("*.py"), key=lambda path: (path.name != "errors.py", path)):
        content = path.read_bytes()
        if b"fix" in content:
            yield ast.parse(content)


def _kinds(trees: Iterable[ast.Module]) -> dict[str, Section]:
    """Name of each class of errors to its section, which has no messages yet."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    root = GraderError
    found = {root.__name__: Section(root.slug, root.__name__, _one_line(root.__doc__), int(root.exit_code), ())}
    for node in classes:
        base = next((found[one.id] for one in node.bases if isinstance(one, ast.Name) and one.id in found), None)
        if base is not None:
            values = {name: value for line in node.body if isinstance(line, ast.Assign) for name, value in _pairs(line)}
            slug, status = values.get("slug"), values.get("exit_code")
            found[node.name] = Section(
                slug.value if isinstance(slug, ast.Constant) and isinstance(slug.value, str) else base.slug,
                node.name,
                _one_line(ast.get_docstring(node)),
                int(ExitCode[status.attr]) if isinstance(status, ast.Attribute) else base.exit_code,
                (),
            )
    return found


def _pairs(line: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    return (pair for target in line.targets for pair in _parts(target, line.value))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _said(scope: _Scope, kinds: Mapping[str, Section]) -> Iterator[tuple[str, str, str]]:
    """Class, message and fix, for each place in a scope where an error is made or a problem noted."""
    for call in scope.calls:
        name = _called(call)
        if name in kinds and name != CourseError.__name__ and call.args:
            fix = next((keyword.value for keyword in call.keywords if keyword.arg == "fix"), None)
            for text in scope.texts(call.args[0]):
                for way_out in scope.texts(fix):
                    yield name, text, way_out
        elif name in PROBLEM and len(call.args) > PROBLEM[name][1] and _notes_a_problem(call):
            text_at, fix_at = PROBLEM[name]
            for text, way_out in scope.pairs(call.args[text_at], call.args[fix_at]):
                yield CourseError.__name__, text, way_out


def _notes_a_problem(call: ast.Call) -> bool:
    """Whether it is `Problem(...)` or `findings.add(...)`; sets have an `add` as well."""
    if isinstance(call.func, ast.Name):
        return True
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    word = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return word in {"findings", "self"}


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


@dataclass(frozen=True)
class _Scope:
    """A function or a module: where names in it get their texts from."""

    node: ast.AST

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Calls in this scope, without those in functions within it."""
        return [node for node in _inside(self.node) if isinstance(node, ast.Call)]

    @cached_property
    def assigned(self) -> dict[str, list[ast.expr]]:
        """Name to all that is assigned to it here; `a, b = x, y` counts as two assignments."""
        found: dict[str, list[ast.expr]] = {}
        for node in _inside(self.node):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    for name, value in _parts(target, node.value):
                        found.setdefault(name, []).append(value)
        return found

    def texts(self, value: ast.expr | None) -> list[str]:
        """All texts that an expression may be; three dots where that is known at run time only."""
        match value:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr():
                return ["".join(_piece(part) for part in value.values)]
            case ast.IfExp():
                return [*self.texts(value.body), *self.texts(value.orelse)]
            case ast.BinOp(op=ast.Add()):
                return [left + right for left in self.texts(value.left) for right in self.texts(value.right)]
            case ast.Name(id=name) if name in self.assigned:
                return [text for one in self.assigned[name] if one is not value for text in self.texts(one)]
        return [UNKNOWN]

    def pairs(self, message: ast.expr, fix: ast.expr) -> list[tuple[str, str]]:
        """Messages with their fixes; what was assigned side by side stays side by side."""
        texts, fixes = self.texts(message), self.texts(fix)
        if len(texts) == len(fixes):
            return list(zip(texts, fixes, strict=True))
        return [(text, way_out) for text in texts for way_out in fixes]


def _parts(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _parts(inner, part)


def _piece(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return "{" + name.strip("_").replace("_", " ") + "}"
        case ast.FormattedValue(value=ast.Call(args=[ast.Name(id=name) | ast.Attribute(attr=name), *_])):
            return "{" + name.strip("_").replace("_", " ") + "}"
    return "{" + UNKNOWN + "}"


def _scopes(tree: ast.Module) -> Iterator[_Scope]:
    yield _Scope(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield _Scope(node)


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a scope, in order, without those of functions within it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from _inside(node)
