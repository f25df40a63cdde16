"""Reads files with a stack and string methods, and combines specifiers as texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

Environment = Mapping[str, str]
Lines = Iterable[Requirement]
Wheelhouse = Mapping[str, Iterable[str]]
Installed = dict[str, Version | None]
Limits = dict[str, SpecifierSet]


def _without_comment(line: str) -> str:
    for at, character in enumerate(line):
        if character == "#" and (at == 0 or line[at - 1].isspace()):
            return line[:at].strip()
    return line.strip()


def read_requirements(files: Mapping[str, str], name: str) -> list[Requirement]:
    """The requirements of the file `name`, with those of the files that it includes."""
    found: list[Requirement] = []
    named = [name]
    stack = [(name, enumerate(files[name].splitlines(), start=1))]
    while stack:
        file, lines = stack[-1]
        number, line = next(lines, (0, ""))
        if number == 0:
            stack.pop()
            continue
        words = _without_comment(line).split()
        if words[:1] == ["-r"]:
            if words[1] not in named:
                named.append(words[1])
                stack.append((words[1], enumerate(files[words[1]].splitlines(), start=1)))
        elif words and not words[0].startswith("-"):
            try:
                found.append(Requirement(" ".join(words)))
            except ValueError as error:
                raise ValueError(f"{file}:{number}: {line}") from error
    return found


def pins(specifiers: SpecifierSet) -> set[Version]:
    """The versions that `specifiers` ask for exactly."""
    found = set()
    for part in str(specifiers).split(","):
        if part.startswith("==") and not part.startswith("===") and "*" not in part:
            found.add(Version(part[2:]))
    return found


def read_freeze(text: str) -> Installed:
    """Installed versions by name; None for what was installed from a URL."""
    installed: Installed = {}
    for line in map(_without_comment, text.splitlines()):
        if not line or line.startswith("-"):
            continue
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if requirement.url:
            installed[name] = None
        else:
            [installed[name]] = pins(requirement.specifier)
    return installed


def limits(requirements: Lines, constraints: Lines, environment: Environment) -> Limits:
    """All that limits a package, for each package that is required."""
    texts: dict[str, list[str]] = defaultdict(list)
    required: set[str] = set()
    for lines, requires in ((requirements, True), (constraints, False)):
        for line in lines:
            if line.marker and not line.marker.evaluate({**environment}):
                continue
            name = canonicalize_name(line.name)
            texts[name].extend(str(one) for one in line.specifier)
            if requires:
                required.add(name)
    return {name: SpecifierSet(",".join(texts[name])) for name in required}


def audit(limited: Limits, installed: Installed) -> dict[str, str]:
    """The trouble of each package that has one, in alphabetical order."""
    found: dict[str, str] = {}
    for name, version in installed.items():
        if name not in limited:
            found[name] = "stray"
        elif version is None:
            found[name] = "unknown"
        elif not limited[name].contains(version, prereleases=True):
            found[name] = "drift"
    for name, specifiers in limited.items():
        exact = pins(specifiers)
        if exact and not list(specifiers.filter(exact, prereleases=True)):
            found[name] = "conflict"
        elif name not in installed:
            found[name] = "missing"
        elif not exact:
            found.setdefault(name, "unpinned")
    return dict(sorted(found.items()))


def outlook(
    limited: Limits, installed: Installed, available: Wheelhouse, *, pre: bool = False
) -> dict[str, tuple[str | None, str]]:
    """For each package that has newer versions: the newest one allowed, and the newest."""
    wheelhouse: Wheelhouse = {canonicalize_name(name): texts for name, texts in available.items()}
    found: dict[str, tuple[str | None, str]] = {}
    for name, specifiers in limited.items():
        present = installed.get(name)
        if present is None:
            continue
        newest, allowed = present, present
        for version in map(Version, wheelhouse.get(name, [])):
            if version.is_prerelease and not pre:
                continue
            newest = max(newest, version)
            if specifiers.contains(version, prereleases=True):
                allowed = max(allowed, version)
        if newest > present:
            found[name] = (str(allowed) if allowed > present else None, str(newest))
    return found
