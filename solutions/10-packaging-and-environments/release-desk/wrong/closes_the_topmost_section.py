"""Takes the topmost heading for the one to close, and any that begins like it.

Reply: `## Unreleased changes` is another heading, and others may stand above the one to close.
Which line has to be found, and how much of it do you compare?

Fails: check_the_section_is_found
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

Nav = list["str | Mapping[str, str | Nav]"]

PARTS = ("major", "minor", "patch", "rc", "final")
TABLES = ("project", "build-system", "dependency-groups", "tool")


def bump(version: str, part: str) -> str:
    """The version that follows, in its normal form."""
    now = Version(version)
    major, minor, patch = now.major, now.minor, now.micro
    after = f"{major}.{minor}.{patch if now.is_prerelease else patch + 1}"
    match part:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case "rc":
            return f"{after}rc{now.pre[1] + 1 if now.pre and now.pre[0] == 'rc' else 1}"
        case "final" if now.is_prerelease:
            return after
    raise ValueError(f"no step {part!r} from {version}")


def latest(tags: Iterable[str]) -> str | None:
    """The highest version among tags that is no prerelease, in its normal form."""
    versions = [found for found in map(_version, tags) if found and not found.is_prerelease]
    return str(max(versions)) if versions else None


def close_section(changelog: str, version: str, day: date) -> str:
    """The changelog with what was unreleased under a heading of its own."""
    lines = changelog.splitlines()
    if any(re.match(rf"## {re.escape(version)}( |$)", line) for line in lines):
        raise ValueError(f"{version} has a section already")
    start = [line.startswith("## ") for line in lines].index(True) + 1
    if not lines[start - 1].startswith("## Unreleased"):
        raise ValueError("the topmost section is closed already")
    rest = [line for line in lines[start:] if line.strip()]
    if not rest or rest[0].startswith("## "):
        raise ValueError("there is nothing to release")
    lines[start:start] = ["", f"## {version} ({day.isoformat()})"]
    return "\n".join(lines) + "\n"


def config_problems(pyproject: str) -> list[str]:
    """What tools would ignore or misread in a pyproject.toml, sorted."""
    document = tomllib.loads(pyproject)
    found = [f"{name}: not under tool" for name in document if name not in TABLES]
    tool = document.get("tool", {})
    mypy = tool.get("mypy", {})
    if mypy.get("strict") is not True:
        found.append("tool.mypy: not strict")
    pythons = SpecifierSet(document.get("project", {}).get("requires-python", ""))
    targets = {"tool.mypy": mypy.get("python_version")}
    if short := tool.get("ruff", {}).get("target-version"):
        targets["tool.ruff"] = f"{short[2]}.{short[3:]}"
    for name, target in targets.items():
        if target and target not in pythons:
            found.append(f"{name}: Python {target} is not supported")
    return sorted(found)


def nav_problems(nav: Nav, pages: Collection[str]) -> list[str]:
    """Pages that are missing, left out or named twice in a navigation, sorted."""
    named = [path for path in _paths(nav) if not path.startswith(("http://", "https://"))]
    found = {f"missing: {path}" for path in named if path not in pages}
    found |= {f"twice: {path}" for path in named if named.count(path) > 1}
    found |= {f"left out: {path}" for path in pages if path.endswith(".md") and path not in named}
    return sorted(found)


def _version(tag: str) -> Version | None:
    try:
        return Version(tag)
    except InvalidVersion:
        return None


def _paths(nav: Nav) -> Iterator[str]:
    """The targets of a navigation, at any depth."""
    for entry in nav:
        for target in [entry] if isinstance(entry, str) else entry.values():
            yield from [target] if isinstance(target, str) else _paths(target)
