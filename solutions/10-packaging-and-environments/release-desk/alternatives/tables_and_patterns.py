"""Computes steps as numbers, closes a section by splitting text, counts paths with a stack."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import VERSION_PATTERN, Version

Nav = list["str | Mapping[str, str | Nav]"]

PARTS = ("major", "minor", "patch", "rc", "final")
TABLES = ("project", "build-system", "dependency-groups", "tool")


def bump(version: str, part: str) -> str:
    """The version that follows, in its normal form."""
    old = Version(version)
    first, second, third = (*old.release, 0, 0)[:3]
    final = Version(old.base_version)
    waiting = old < final
    steps = {
        "major": (first + 1, 0, 0),
        "minor": (first, second + 1, 0),
        "patch": (first, second, third + 1),
        "rc": (first, second, third if waiting else third + 1),
    }
    if waiting:
        steps["final"] = (first, second, third)
    if part not in steps:
        raise ValueError(part)
    text = ".".join(map(str, steps[part]))
    if part != "rc":
        return text
    letter, count = old.pre or ("", 0)
    return f"{text}rc{count + 1 if letter == 'rc' else 1}"


def latest(tags: Iterable[str]) -> str | None:
    """The highest version among tags that is no prerelease, in its normal form."""
    pattern = re.compile(VERSION_PATTERN, re.VERBOSE | re.IGNORECASE)
    found = sorted(Version(tag) for tag in tags if pattern.fullmatch(tag.strip()))
    return next((str(one) for one in reversed(found) if not one.is_prerelease), None)


def close_section(changelog: str, version: str, day: date) -> str:
    """The changelog with what was unreleased under a heading of its own."""
    text = changelog.removesuffix("\n") + "\n"
    for line in text.split("\n"):
        if f"{line} ".startswith(f"## {version} "):
            raise ValueError("released already")
    before, heading, after = f"\n{text}".partition("\n## Unreleased\n")
    entries = f"\n{after}".split("\n## ")[0]
    if not heading or not entries.strip():
        raise ValueError("nothing to release")
    return f"{before}{heading}\n## {version} ({day:%Y-%m-%d})\n{after}"[1:]


def config_problems(pyproject: str) -> list[str]:
    """What tools would ignore or misread in a pyproject.toml, sorted."""
    document = tomllib.loads(pyproject)
    tool = {"mypy": {}, "ruff": {}} | document.get("tool", {})
    problems = {f"{name}: not under tool" for name in document.keys() - set(TABLES)}
    match tool["mypy"]:
        case {"strict": True}:
            pass
        case _:
            problems.add("tool.mypy: not strict")
    supported = document.get("project", {}).get("requires-python")
    if supported is None:
        return sorted(problems)
    targets = [("mypy", tool["mypy"].get("python_version"))]
    targets.append(("ruff", re.sub(r"py(.)(.+)", r"\1.\2", tool["ruff"].get("target-version", ""))))
    for name, target in targets:
        rules: list[Specifier] = list(SpecifierSet(supported))
        if target and not all(rule.contains(target) for rule in rules):
            problems.add(f"tool.{name}: Python {target} is not supported")
    return sorted(problems)


def nav_problems(nav: Nav, pages: Collection[str]) -> list[str]:
    """Pages that are missing, left out or named twice in a navigation, sorted."""
    waiting: Nav = [*nav]
    counted: Counter[str] = Counter()
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            counted[entry] += 1
            continue
        for target in entry.values():
            waiting += [target] if isinstance(target, str) else target
    problems = []
    for path, count in counted.items():
        if not re.match("https?://", path):
            problems += [f"missing: {path}"] * (path not in pages)
            problems += [f"twice: {path}"] * (count >= 2)
    problems += [
        f"left out: {page}" for page in pages if page[-3:] == ".md" and page not in counted
    ]
    return sorted(problems)
