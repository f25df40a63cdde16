"""Treats a constraint as a requirement, so that it makes a package required.

Reply: A constraint says which version, if the package is there at all. What does your dict hold for a package
that only the constraints name?

Fails: check_all_lines_of_a_package_count check_a_constraint_requires_nothing
check_limits_of_any_lines
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

# In `Installed`, None stands for a version that nobody can tell.
Environment = Mapping[str, str]
Lines = Iterable[Requirement]
Wheelhouse = Mapping[str, Iterable[str]]
Installed = dict[str, Version | None]
Limits = dict[str, SpecifierSet]

_COMMENT = re.compile(r"(^|\s)#.*")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbers and contents of the lines that say something."""
    for number, line in enumerate(text.splitlines(), start=1):
        content = _COMMENT.sub("", line).strip()
        if content:
            yield number, content


def _read(files: Mapping[str, str], name: str, seen: set[str]) -> Iterator[Requirement]:
    """The requirements of `name` and of what it includes, each file once."""
    if name in seen:
        return
    seen.add(name)
    for number, line in _lines(files[name]):
        if line.startswith("-r "):
            yield from _read(files, line.removeprefix("-r ").strip(), seen)
        elif not line.startswith("-"):
            try:
                yield Requirement(line)
            except InvalidRequirement as error:
                raise ValueError(f"{name}:{number}: {error}") from error


def read_requirements(files: Mapping[str, str], name: str) -> list[Requirement]:
    """The requirements of the file `name`, with those of the files that it includes."""
    return list(_read(files, name, set()))


def pins(specifiers: SpecifierSet) -> set[Version]:
    """The versions that `specifiers` ask for exactly."""
    exact = [one.version for one in specifiers if one.operator == "=="]
    return {Version(text) for text in exact if not text.endswith(".*")}


def read_freeze(text: str) -> Installed:
    """Installed versions by name; None for what was installed from a URL."""
    installed: Installed = {}
    for _, line in _lines(text):
        if line.startswith("-"):
            continue
        requirement = Requirement(line)
        exact = pins(requirement.specifier)
        if not exact and requirement.url is None:
            raise ValueError(f"{line!r} names no version")
        installed[canonicalize_name(requirement.name)] = exact.pop() if exact else None
    return installed


def _applying(lines: Lines, environment: Environment) -> Iterator[tuple[str, SpecifierSet]]:
    """Name and specifiers of each line whose marker holds in `environment`."""
    for line in lines:
        if line.marker is None or line.marker.evaluate(dict(environment)):
            yield canonicalize_name(line.name), line.specifier


def limits(requirements: Lines, constraints: Lines, environment: Environment) -> Limits:
    """All that limits a package, for each package that is required."""
    combined: Limits = {}
    for name, specifiers in _applying(requirements, environment):
        combined[name] = combined.get(name, SpecifierSet()) & specifiers
    for name, specifiers in _applying(constraints, environment):
        combined[name] = combined.get(name, SpecifierSet()) & specifiers
    return combined


def _state(name: str, limited: Limits, installed: Installed) -> str:
    """How one package is doing: "fine", or the first trouble that it has."""
    if name not in limited:
        return "stray"
    exact = pins(limited[name])
    if exact and not any(limited[name].contains(pin, prereleases=True) for pin in exact):
        return "conflict"
    if name not in installed:
        return "missing"
    version = installed[name]
    if version is None:
        return "unknown"
    if not limited[name].contains(version, prereleases=True):
        return "drift"
    return "fine" if exact else "unpinned"


def audit(limited: Limits, installed: Installed) -> dict[str, str]:
    """The trouble of each package that has one, in alphabetical order."""
    names = sorted(limited.keys() | installed.keys())
    states = {name: _state(name, limited, installed) for name in names}
    return {name: state for name, state in states.items() if state != "fine"}


def outlook(
    limited: Limits, installed: Installed, available: Wheelhouse, *, pre: bool = False
) -> dict[str, tuple[str | None, str]]:
    """For each package that has newer versions: the newest one allowed, and the newest."""
    newest: dict[str, tuple[str | None, str]] = {}
    for name, texts in available.items():
        key = canonicalize_name(name)
        version = installed.get(key)
        if key not in limited or version is None:
            continue
        newer = sorted(new for new in map(Version, texts) if new > version)
        newer = [new for new in newer if pre or not new.is_prerelease]
        allowed = [new for new in newer if limited[key].contains(new, prereleases=True)]
        if newer:
            newest[key] = (str(allowed[-1]) if allowed else None, str(newer[-1]))
    return newest
