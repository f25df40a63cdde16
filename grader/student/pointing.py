"""Finds the place in the student's files that a failing test is about.

Of an exception that is the line it came from. Of a wrong value it is the function or class that gave it: found by
looking the names of the test's expression up where it ran, without calling anything. Knows neither pytest nor pages.
"""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

_METHOD_OF_CALL = {"len": "__len__", "list": "__iter__", "iter": "__iter__", "str": "__str__", "repr": "__repr__"}
_METHOD_OF_CALL |= {"bool": "__bool__", "sorted": "__lt__", "hash": "__hash__", "next": "__next__", "set": "__iter__"}
_METHOD_OF_COMPARISON: dict[type[ast.cmpop], str] = {ast.Eq: "__eq__", ast.Lt: "__lt__", ast.LtE: "__le__"}
_METHOD_OF_COMPARISON |= {ast.Gt: "__gt__", ast.GtE: "__ge__", ast.In: "__contains__", ast.NotIn: "__contains__"}


@dataclass(frozen=True)
class Spot:
    """A place in a file: the line counts from 1, the columns of its text from 0; they are 0 and 0 where unknown."""

    path: Path
    line: int
    function: str = ""
    column: int = 0
    end_column: int = 0

    @property
    def source(self) -> str:
        """The line of code, as it is on disk."""
        return linecache.getline(str(self.path), self.line).rstrip("\r\n")


@dataclass(frozen=True)
class Home:
    """The exercise's folder and the test file in it; what else lies in the folder is the student's."""

    folder: Path
    tests: Path

    def is_students(self, filename: str) -> bool:
        """Whether a file is the student's: in the folder, and not the test file."""
        path = Path(filename)
        return path != self.tests and self.folder in path.parents

    def is_tests(self, filename: str) -> bool:
        """Whether a file is the test file."""
        return Path(filename) == self.tests


@dataclass(frozen=True)
class Step:
    """One frame that an exception passed: where it was, and what names meant there."""

    frame: FrameType
    spot: Spot


def steps(trace: TracebackType | None) -> list[Step]:
    """All frames that an exception passed, from the outermost to where it was raised."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        column, end = _columns(code, trace.tb_lasti, trace.tb_lineno)
        spot = Spot(Path(code.co_filename), trace.tb_lineno, code.co_qualname, column, end)
        found.append(Step(trace.tb_frame, spot))
        trace = trace.tb_next
    return found


def _columns(code: CodeType, instruction: int, line: int) -> tuple[int, int]:
    """Where in its line the instruction stands, in characters; 0 and 0 where Python does not know."""
    positions = list(code.co_positions())
    first, last, begin, end = positions[instruction // 2] if instruction // 2 < len(positions) else (None,) * 4
    if first != line or begin is None or end is None:
        return 0, 0
    text = linecache.getline(code.co_filename, line)
    stop = len(text.encode().rstrip()) if last != first else end
    raw = text.encode()
    return len(raw[:begin].decode(errors="replace")), len(raw[:stop].decode(errors="replace"))


def students_step(trace: TracebackType | None, home: Home) -> Step | None:
    """The last frame of the student's that an exception passed."""
    return next((step for step in reversed(steps(trace)) if home.is_students(str(step.spot.path))), None)


# --- who made a value -------------------------------------------------------------------------------------------------


class Scope:
    """What names meant where a test stood; looks attributes up without running properties."""

    def __init__(self, frame: FrameType | None) -> None:
        self._names: Mapping[str, Any] = {**frame.f_globals, **frame.f_locals} if frame else {}

    def value(self, node: ast.expr) -> Any:
        """What an expression of names and attributes meant; None where that is not known without running it."""
        if isinstance(node, ast.Name):
            return self._names.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self.value(node.value)
            if isinstance(owner, type) or owner is not None:
                return _unwrapped(inspect.getattr_static(owner, node.attr, None))
        if isinstance(node, ast.Call):
            made = self.value(node.func)
            # What a helper of the tests gives is said by its annotation; an object of that class will do.
            made = made if isinstance(made, type) else getattr(made, "__annotations__", {}).get("return")
            return made if isinstance(made, type) else None
        return None

    def has(self, name: str) -> bool:
        """Whether a name meant anything."""
        return name in self._names

    def get(self, name: str) -> Any:
        """What a name meant."""
        return self._names[name]


def _unwrapped(value: Any) -> Any:
    """The function inside a property, a static method, a partial or a decorator that keeps its function."""
    for _ in range(8):
        if isinstance(value, property):
            value = value.fget
        elif isinstance(value, staticmethod | classmethod):
            value = value.__func__
        elif isinstance(value, functools.partial | functools.cached_property):
            value = value.func
        elif "__wrapped__" in getattr(value, "__dict__", {}):
            value = value.__dict__["__wrapped__"]
        else:
            break
    return value


def place_of(value: Any, home: Home) -> Spot | None:
    """Where a function or a class was written, if the student wrote it."""
    value = _unwrapped(value)
    code = getattr(getattr(value, "__func__", value), "__code__", None)
    if isinstance(code, CodeType):
        spot = Spot(Path(code.co_filename), code.co_firstlineno, code.co_qualname)
        return _past_decorators(spot) if home.is_students(code.co_filename) else None
    if not isinstance(value, type):
        return None
    return next((found for base in value.__mro__ if (found := _class_place(base, home))), None)


def _past_decorators(spot: Spot) -> Spot:
    line = spot.line
    while line < spot.line + 20:
        text = linecache.getline(str(spot.path), line).strip()
        if text.startswith(("def ", "async def ")) or "lambda" in text:
            return Spot(spot.path, line, spot.function)
        line += 1
    return spot


def _class_place(kind: type, home: Home) -> Spot | None:
    methods = [_unwrapped(item) for item in vars(kind).values()]
    files = [item.__code__.co_filename for item in methods if isinstance(getattr(item, "__code__", None), CodeType)]
    file = next((file for file in files if home.is_students(file)), None)
    if file is None:
        try:
            file = inspect.getfile(kind)
        except (OSError, TypeError):
            return None
        if not home.is_students(file):
            return None
    lines = linecache.getlines(file)
    for number, text in enumerate(lines, start=1):
        if text.strip().startswith((f"class {kind.__name__}(", f"class {kind.__name__}:", f"class {kind.__name__}[")):
            return Spot(Path(file), number, f"class {kind.__qualname__}")
    return None


def who_gave(expressions: list[ast.AST], scope: Scope, home: Home) -> Spot | None:
    """The student's function that the first of these expressions called last, or else a class that takes part in one.

    A function in any of them counts more than a class in the first.
    """
    classes: list[Spot] = []
    for value in (value for expression in expressions for value in _involved(expression, scope)):
        found = place_of(value, home)
        if found is not None and not isinstance(_unwrapped(value), type):
            return found
        if found is not None:
            classes.append(found)
    return classes[0] if classes else None


def _involved(expression: ast.AST, scope: Scope) -> Iterator[Any]:
    """Functions and classes that evaluating an expression may have used, outermost first."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call):
            yield from _called(node, scope)
        elif isinstance(node, ast.Subscript):
            yield _method(scope.value(node.value), "__getitem__")
        elif isinstance(node, ast.Compare):
            name = _METHOD_OF_COMPARISON.get(type(node.ops[0]), "")
            owner = node.comparators[0] if name == "__contains__" else node.left
            yield _method(scope.value(owner), name)
        elif isinstance(node, ast.Delete):
            yield from (
                _method(scope.value(item.value), "__delitem__")
                for item in node.targets
                if isinstance(item, ast.Subscript)
            )
        elif isinstance(node, ast.Attribute):
            value = scope.value(node)
            yield value
            yield _kind_of(scope.value(node.value))
        elif isinstance(node, ast.Name):
            yield _kind_of(scope.value(node))


def _called(node: ast.Call, scope: Scope) -> Iterator[Any]:
    function = scope.value(node.func)
    if isinstance(function, type):
        yield _method(function, "__init__")
    yield function
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _METHOD_OF_CALL and node.args:
        yield _method(scope.value(node.args[0]), _METHOD_OF_CALL[name])
    if name in {"isinstance", "issubclass"}:
        yield from (scope.value(item) for item in reversed(node.args))


def _method(owner: Any, name: str) -> Any:
    kind = _kind_of(owner)
    found = inspect.getattr_static(kind, name, None) if kind is not None and name else None
    return None if found in (object.__init__, object.__eq__) else found


def _kind_of(value: Any) -> Any:
    if value is None or isinstance(value, type) or callable(getattr(value, "__code__", None)):
        return value
    return value if hasattr(value, "__code__") else type(value)
