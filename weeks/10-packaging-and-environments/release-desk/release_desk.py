"""Prepares a release: the next version, the changelog, and a look at configuration and pages."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

Nav = list["str | Mapping[str, str | Nav]"]

PARTS = ("major", "minor", "patch", "rc", "final")
TABLES = ("project", "build-system", "dependency-groups", "tool")


def bump(version: str, part: str) -> str:
    """The version that follows, in its normal form."""
    # TODO: packaging.version has a class that knows the parts of a version.
    raise NotImplementedError("Task 1: find the version that follows")


def latest(tags: Iterable[str]) -> str | None:
    """The highest version among tags that is no prerelease, in its normal form."""
    # TODO: texts sort by letters, versions by numbers.
    raise NotImplementedError("Task 1: find the latest version")


def close_section(changelog: str, version: str, day: date) -> str:
    """The changelog with what was unreleased under a heading of its own."""
    # TODO: first refuse what cannot be released.
    raise NotImplementedError("Task 2: close the section")


def config_problems(pyproject: str) -> list[str]:
    """What tools would ignore or misread in a pyproject.toml, sorted."""
    # TODO: tomllib reads the text, packaging.specifiers compares.
    raise NotImplementedError("Task 3: look at the tool tables")


def nav_problems(nav: Nav, pages: Collection[str]) -> list[str]:
    """Pages that are missing, left out or named twice in a navigation, sorted."""
    # TODO: first collect all paths, at any depth.
    raise NotImplementedError("Task 4: look at the navigation")
