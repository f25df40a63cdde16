"""What the docstrings of wrong solutions, alternatives and mutants say; reads them as text and runs nothing.

A wrong solution's docstring has three parts: the misconception, `Reply:` for the student, `Fails:` naming checks.
Knows what these files say of themselves, not whether it is true.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.findings import Findings
from grader.catalogue.layout import Layout
from grader.errors import CourseError
from grader.model import Exercise, Kind

_PARTS = re.compile(r"^(Reply|Fails):", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True)
class WrongSolution:
    """A mistake people really make: what they think, what they are told, which checks do not pass."""

    name: str
    path: Path
    misconception: str
    reply: str
    fails: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """An alternative (what is different) or a mutant (the mistake), in one or a few sentences."""

    name: str
    path: Path
    description: str


def read_wrong(exercise: Exercise, layout: Layout) -> tuple[WrongSolution, ...]:
    """The wrong solutions of an exercise by name; raises CourseError with all that is malformed."""
    findings = Findings(layout)
    solutions = gather_wrong(exercise, findings)
    _raise(findings)
    return solutions


def read_alternatives(exercise: Exercise, layout: Layout) -> tuple[Variant, ...]:
    """The other right solutions of an exercise by name; raises CourseError with all that is malformed."""
    findings = Findings(layout)
    variants = gather_variants(exercise, layout.alternatives(exercise), findings, "what is different about it")
    _raise(findings)
    return variants


def read_mutants(exercise: Exercise, layout: Layout) -> tuple[Variant, ...]:
    """The versions that a student's tests must catch, by name; raises CourseError with all that is malformed."""
    findings = Findings(layout)
    variants = gather_variants(exercise, layout.mutants(exercise), findings, "the mistake")
    _raise(findings)
    return variants


def gather_wrong(exercise: Exercise, findings: Findings) -> tuple[WrongSolution, ...]:
    """The wrong solutions that are well formed; notes the problems of the others."""
    found: list[WrongSolution] = []
    first_with: dict[frozenset[str], str] = {}
    for path in findings.layout.wrong(exercise):
        docstring = _docstring(exercise, path, findings, "the misconception, Reply: and Fails:")
        solution = _parse(path, docstring, findings) if docstring is not None else None
        if solution is None:
            continue
        other = first_with.setdefault(frozenset(solution.fails), solution.name)
        if other != solution.name:
            findings.add(
                path,
                f"fails the same checks as {other}",
                "write a check that tells them apart, or leave out one of them",
                key="Fails",
            )
        found.append(solution)
    return tuple(found)


def gather_variants(exercise: Exercise, paths: Iterable[Path], findings: Findings, what: str) -> tuple[Variant, ...]:
    """The alternatives or mutants that are well formed; notes the problems of the others."""
    found: list[Variant] = []
    for path in paths:
        docstring = _docstring(exercise, path, findings, what)
        if docstring is not None:
            found.append(Variant(path.stem, path, _flat(docstring)))
    return tuple(found)


def _docstring(exercise: Exercise, path: Path, findings: Findings, what: str) -> str | None:
    if not _NAME.match(path.stem):
        findings.add(path, "has a name that is no module name", "use small letters, digits and underscores")
    source = _source(exercise, path)
    if source is None:
        findings.add(path, "holds none of the student's files", "put in those that differ from the reference")
        return None
    if source.suffix != ".py":
        docstring = _comment(source)
    else:
        tree = findings.module(source)
        if tree is None:
            return None
        docstring = ast.get_docstring(tree) or ""
    if not docstring.strip():
        findings.add(source, "has no docstring", f"say in it {what}", key="docstring")
        return None
    return docstring


def _source(exercise: Exercise, path: Path) -> Path | None:
    """The file that speaks for a solution: the module, or the first of the student's files in a folder.

    In a tree this may be any file, and a comment at its top is what a docstring is elsewhere.
    """
    if not path.is_dir():
        return path
    names = (*exercise.student_files, *exercise.optional_files)
    speaking = (name for name in names if name.endswith(".py") or exercise.kind is Kind.PACKAGE)
    return next((path / name for name in speaking if (path / name).is_file()), None)


def _comment(path: Path) -> str:
    """The comment at the top of a file that is no module."""
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    return "\n".join(line[1:].removeprefix(" ") for line in itertools.takewhile(lambda one: one.startswith("#"), lines))


def _parse(path: Path, docstring: str, findings: Findings) -> WrongSolution | None:
    misconception, *rest = _PARTS.split(docstring)
    labels, texts = rest[::2], rest[1::2]
    before = len(findings.problems)
    if not misconception.strip():
        findings.add(path, "does not say the misconception", "begin the docstring with a sentence", key="docstring")
    for label, what in (("Reply", "what the student reads"), ("Fails", "the checks that do not pass")):
        if labels.count(label) == 0:
            findings.add(path, f"has no {label}:", f"add a paragraph {label}: with {what}", key=label)
        elif labels.count(label) > 1:
            findings.add(path, f"has {label}: more than once", "leave one of them", key=label)
    parts = dict(zip(labels, texts, strict=True))
    if "Reply" in parts and not parts["Reply"].strip():
        findings.add(path, "is empty", "write what the student reads", key="Reply")
    fails = tuple(parts.get("Fails", "").split())
    if "Fails" in parts and not fails:
        findings.add(path, "names no check", "name the checks that do not pass", key="Fails")
    if len(set(fails)) != len(fails):
        findings.add(path, "names a check twice", "name each check once", key="Fails")
    if len(findings.problems) > before:
        return None
    return WrongSolution(path.stem, path, _flat(misconception), _flat(parts["Reply"]), fails)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _raise(findings: Findings) -> None:
    if findings.problems:
        raise CourseError(findings.problems)
