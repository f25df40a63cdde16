"""What the source of a test file says: what it takes from the student's modules, and which test uses what.

Reads syntax trees only; runs nothing, and knows neither pytest nor the course.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TASK_OF_A_TEST = re.compile(r"test_t(\d+)_")
TASK_OF_A_STUB = re.compile(r"\s*Task (\d+)\b[:.]?\s*(.*)", re.DOTALL)

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Wanted:
    """A name that a test file takes from a module."""

    module: str
    name: str


@dataclass(frozen=True)
class TestSource:
    """One test file that parses."""

    __test__ = False

    path: Path
    text: str
    tree: ast.Module

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, without line ends."""
        return self.text.splitlines()

    @cached_property
    def modules(self) -> frozenset[str]:
        """Dotted names of all modules that are imported at the top, relative imports left out."""
        found: set[str] = set()
        for node in self.tree.body:
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
        return frozenset(found)

    @cached_property
    def imported(self) -> Mapping[str, Wanted]:
        """Each name of the file that came by `from MODULE import NAME`."""
        return {
            alias.asname or alias.name: Wanted(node.module, alias.name)
            for node in self.tree.body
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            for alias in node.names
            if alias.name != "*"
        }

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Each name of the file that stands for a whole module, by `import MODULE` or `import MODULE as NAME`."""
        return {
            alias.asname or alias.name: alias.name
            for node in self.tree.body
            if isinstance(node, ast.Import)
            for alias in node.names
            if alias.asname or "." not in alias.name
        }

    def wanted_of(self, module: str) -> frozenset[str]:
        """All names that the file takes from a module, by either kind of import."""
        names = {wanted.name for wanted in self.imported.values() if wanted.module == module}
        return frozenset(names | {wanted.name for wanted in self._taken(self.tree) if wanted.module == module})

    def used_by(self, name: str) -> frozenset[Wanted]:
        """What a test takes from any module, itself or through functions, classes and fixtures of its file."""
        seen: set[str] = set()
        found: set[Wanted] = set()
        queue = [name.partition("[")[0].partition("::")[0]]
        while queue:
            current = queue.pop()
            if current in seen:
                continue
            seen.add(current)
            for node in self._definitions.get(current, ()):
                found |= self._taken(node)
                queue += _names(node)
        return frozenset(found)

    @cached_property
    def _definitions(self) -> Mapping[str, list[ast.stmt]]:
        """What each name at the top of the file was made by."""
        made: dict[str, list[ast.stmt]] = {}
        for node in self.tree.body:
            if isinstance(node, Definition):
                made.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for name in (name for target in targets for name in _names(target)):
                    made.setdefault(name, []).append(node)
        return made

    def _taken(self, tree: ast.AST) -> set[Wanted]:
        taken = {self.imported[name] for name in _names(tree) if name in self.imported}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.aliases:
                taken.add(Wanted(self.aliases[node.value.id], node.attr))
        return taken

    def function_at(self, name: str, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The innermost function of that name whose lines hold `line`."""
        found = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name and _spans(node, line)
        ]
        return found[-1] if found else None


def read_tests(path: Path) -> TestSource | None:
    """The test file at `path`; None where it cannot be read or does not parse."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return TestSource(path, text, ast.parse(text))
    except (OSError, SyntaxError, ValueError):
        return None


def _names(tree: ast.AST) -> list[str]:
    """All plain names in a tree, and names of parameters, which may be fixtures."""
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return names + [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]


def _spans(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def statements_until(function: ast.FunctionDef | ast.AsyncFunctionDef, line: int) -> list[ast.stmt]:
    """The statements of a function up to the one that holds `line`, without its docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
        body = body[1:]
    return [statement for statement in body if statement.lineno <= line]


def innermost(statements: list[ast.stmt], line: int) -> Iterator[ast.stmt]:
    """The statements that hold `line`, from the outermost to the innermost."""
    for statement in statements:
        if _spans(statement, line):
            yield statement
            for name in ("body", "orelse", "finalbody"):
                yield from innermost(getattr(statement, name, []), line)
            for handler in getattr(statement, "handlers", []):
                yield from innermost(handler.body, line)


def task_of_test(name: str) -> int:
    """The task that a test belongs to by its name; 0 for none."""
    found = TASK_OF_A_TEST.match(name)
    return int(found[1]) if found else 0


def unfinished_task(error: BaseException) -> tuple[int, str] | None:
    """The task and the rest of the sentence in NotImplementedError("Task 2: ..."); None for any other exception."""
    if type(error) is not NotImplementedError:
        return None
    found = TASK_OF_A_STUB.fullmatch(str(error))
    return (int(found[1]), found[2].strip()) if found else None


def stub_of(tree: ast.AST, task: int) -> str | None:
    """What the first `raise NotImplementedError("Task N: ...")` of that task says, if one is still in the source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            text = node.exc.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found = TASK_OF_A_STUB.fullmatch(text.value)
                if found and int(found[1]) == task and ast.unparse(node.exc.func) == "NotImplementedError":
                    return found[2].strip()
    return None


def sentence_of(name: str, docstring: str | None) -> str:
    """What a test claims: the first line of its docstring, or else its name as words."""
    first = (docstring or "").strip().partition("\n")[0].strip()
    return first or re.sub(r"^test_(t\d+_)?", "", name).replace("_", " ")
