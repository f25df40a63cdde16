"""Cuts the lock file of students out of the grader's own: the same versions for both, without a network.

The tables of libraries are taken over as they stand; those that no student needs stay behind, and the project's own
table is written anew. Knows the form of `uv.lock`, not which libraries are needed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.errors import GraderFault

LOCK_VERSION = 1
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*([^;]*)")


@dataclass(frozen=True)
class Requirement:
    """What `pyproject.toml` asks for: a library, its extras, its versions, and the extra of ours that asks for it."""

    name: str
    extras: tuple[str, ...]
    versions: str
    group: str = ""


def parse_requirement(text: str, group: str = "") -> Requirement:
    """A requirement of ours, without markers: we use none. Raises GraderFault."""
    found = _REQUIREMENT.match(text)
    if found is None or ";" in text:
        raise GraderFault(f"the requirement {text!r} has a form that the release does not know", fix="write it plainly")
    extras = tuple(sorted(part.strip() for part in (found[2] or "").split(",") if part.strip()))
    return Requirement(normalised(found[1]), extras, found[3].replace(" ", ""), group)


def normalised(name: str) -> str:
    """The name of a library as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True)
class _Locked:
    """One table of the lock file: what it says, and how it stands there."""

    name: str
    document: dict[str, Any]
    text: str


def cut_lock(lock: str, project: str, version: str, requirements: Sequence[Requirement]) -> str:
    """The lock file of `project`, which asks for `requirements`. Raises GraderFault if the lock file lacks one."""
    head, tables = _read(lock)
    kept = [_without_extras(table, extras) for table, extras in _reachable(tables, requirements)]
    own = _Locked(project, {}, _own_table(project, version, requirements))
    ordered = sorted([*kept, own], key=lambda table: (table.name, str(table.document.get("version", ""))))
    return head + "".join(table.text.rstrip("\n") + "\n\n" for table in ordered).rstrip("\n") + "\n"


def constraints(lock: str) -> str:
    """The versions in a lock file as pip's constraints, for those who have no uv."""
    _, tables = _read(lock)
    lines = []
    for table in tables:
        if "registry" not in table.document.get("source", {}):
            continue
        markers = table.document.get("resolution-markers", [])
        condition = " ; " + " or ".join(f"({marker})" for marker in markers) if markers else ""
        lines.append(f"{table.name}=={table.document['version']}{condition}\n")
    return "".join(sorted(lines))


def _read(lock: str) -> tuple[str, list[_Locked]]:
    head, *texts = re.split(r"^(?=\[\[package\]\]$)", lock, flags=re.MULTILINE)
    if tomllib.loads(head).get("version") != LOCK_VERSION:
        raise GraderFault("uv.lock has a form that the release does not know", fix="lock with the uv of the lock file")
    documents = [tomllib.loads(text)["package"][0] for text in texts]
    return head, [_Locked(str(doc["name"]), doc, text) for doc, text in zip(documents, texts, strict=True)]


def _reachable(tables: list[_Locked], requirements: Sequence[Requirement]) -> list[tuple[_Locked, set[str]]]:
    """All tables that the requirements lead to, whatever the system, each with the extras that somebody asks for."""
    by_name: dict[str, list[_Locked]] = {}
    for table in tables:
        by_name.setdefault(table.name, []).append(table)
    queue = [(item.name, extra, "") for item in requirements for extra in ("", *item.extras)]
    seen: set[tuple[str, str, str]] = set()
    kept: dict[int, tuple[_Locked, set[str]]] = {}
    while queue:
        edge = queue.pop()
        if edge in seen:
            continue
        seen.add(edge)
        name, extra, version = edge
        if name not in by_name:
            raise GraderFault(f"uv.lock does not know {name}", fix="run `uv lock`, then release again")
        for table in by_name[name]:
            if version in ("", table.document["version"]):
                kept.setdefault(id(table), (table, set()))[1].add(extra)
                queue.extend(_edges(table, extra))
    return list(kept.values())


def _without_extras(table: _Locked, wanted: set[str]) -> _Locked:
    """A table without the extras that nobody asks for: what they need may not be in the lock file."""
    text = table.text
    for extra in table.document.get("optional-dependencies", {}):
        if extra not in wanted:
            text = re.sub(rf"^{re.escape(extra)} = \[\n(?: .*\n)*\]\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\[package\.optional-dependencies\]\n(?!\S+ = )", "", text, flags=re.MULTILINE)
    return _Locked(table.name, table.document, text)


def _edges(table: _Locked, extra: str) -> Iterator[tuple[str, str, str]]:
    optional = table.document.get("optional-dependencies", {})
    for item in optional.get(extra, []) if extra else table.document.get("dependencies", []):
        for wanted in ("", *item.get("extra", [])):
            yield item["name"], wanted, item.get("version", "")


def _own_table(project: str, version: str, requirements: Sequence[Requirement]) -> str:
    groups = sorted({item.group for item in requirements if item.group})
    lines = ["[[package]]", f'name = "{project}"', f'version = "{version}"', 'source = { editable = "." }']
    lines += _array("dependencies", [_edge(item) for item in _sorted(requirements) if not item.group])
    if groups:
        lines += ["", "[package.optional-dependencies]"]
    for group in groups:
        lines += _array(group, [_edge(item) for item in _sorted(requirements) if item.group == group])
    lines += ["", "[package.metadata]"]
    lines += _array("requires-dist", [_wanted(item) for item in _sorted(requirements)])
    if groups:
        lines.append(f"provides-extras = [{', '.join(json.dumps(group) for group in groups)}]")
    return "\n".join(lines) + "\n"


def _array(key: str, rows: list[str]) -> list[str]:
    return [f"{key} = [", *(f"    {row}," for row in rows), "]"]


def _sorted(requirements: Sequence[Requirement]) -> list[Requirement]:
    return sorted(requirements, key=lambda item: (item.name, item.group))


def _edge(item: Requirement) -> str:
    extras = f", extra = {json.dumps(list(item.extras))}" if item.extras else ""
    return f'{{ name = "{item.name}"{extras} }}'


def _wanted(item: Requirement) -> str:
    extras = f", extras = {json.dumps(list(item.extras))}" if item.extras else ""
    group = f", marker = \"extra == '{item.group}'\"" if item.group else ""
    versions = f', specifier = "{item.versions}"' if item.versions else ""
    return f'{{ name = "{item.name}"{extras}{group}{versions} }}'
