"""Which modules of this package students get: those that the student's commands import, found in the source.

Commands and what they call are loaded by name, so all of `grader.student` and `grader.cli.student` belongs to the
half, and whatever these import. Reads source; imports nothing of what it reads.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderFault

ROOTS = ("grader.student", "grader.cli.student")
KEPT_BACK = frozenset({"checks", "course", "harness", "judge", "notebooks", "release", "sandbox", "site"})
"""Packages that a student never gets; if a student's command imports one, the half cannot be cut out."""
DATA = frozenset({".json", ".toml", ".txt"})
"""Files other than modules that may lie in the folders of the roots."""


@dataclass(frozen=True)
class StudentHalf:
    """Files of the package by path below its parent folder, those that stay behind, and libraries that are imported."""

    files: Mapping[str, Path]
    kept_back: tuple[str, ...]
    libraries: frozenset[str]


def student_half(package: Path) -> StudentHalf:
    """The student half of the package in the folder `package`. Raises GraderFault if it reaches the other half."""
    modules = dict(_modules(package))
    wanted: dict[str, str] = {name: "" for name in modules if _below(name, ROOTS)}
    queue = [package.name, *wanted]
    libraries: set[str] = set()
    seen: set[str] = set()
    while queue:
        name = queue.pop()
        if name in seen or name not in modules:
            continue
        seen.add(name)
        if _below(name, [f"{package.name}.{part}" for part in KEPT_BACK]):
            raise GraderFault(
                f"the student half cannot be cut out: {wanted.get(name, '')} imports {name}",
                fix=f"take that import out of {wanted.get(name, '')}",
            )
        parents = [name.rsplit(".", count)[0] for count in range(1, name.count(".") + 1)]
        for target in (*parents, *imported(modules[name], package=_package_of(name, modules[name]))):
            top = target.partition(".")[0]
            if top != package.name:
                libraries.add(top)
            elif target in modules:
                wanted.setdefault(target, name)
                queue.append(target)
    files = {_relative(modules[name], package): modules[name] for name in seen}
    files |= {_relative(path, package): path for path in _data(package)}
    others = sorted(_relative(path, package) for name, path in modules.items() if name not in seen)
    return StudentHalf(dict(sorted(files.items())), tuple(others), frozenset(libraries - set(sys.stdlib_module_names)))


def imported(path: Path, package: str = "") -> Iterator[str]:
    """Full names of whatever a module imports anywhere in it; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from _with_parents(base)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _modules(package: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        if "templates" not in parts:
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def _package_of(name: str, path: Path) -> str:
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def _below(name: str, roots: Iterator[str] | list[str] | tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def _data(package: Path) -> Iterator[Path]:
    for root in ROOTS:
        folder = package.joinpath(*root.split(".")[1:])
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in DATA)


def _relative(path: Path, package: Path) -> str:
    return path.relative_to(package.parent).as_posix()
