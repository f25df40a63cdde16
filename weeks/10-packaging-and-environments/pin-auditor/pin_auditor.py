"""Compare what a project asks for with what is installed."""

from collections.abc import Iterable, Mapping

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

Environment = Mapping[str, str]
Lines = Iterable[Requirement]
Wheelhouse = Mapping[str, Iterable[str]]
# In `Installed`, None stands for a version that nobody can tell.
Installed = dict[str, Version | None]
Limits = dict[str, SpecifierSet]

# TODO: finish the functions; the names above are for their signatures.


def read_requirements(files: Mapping[str, str], name: str) -> list[Requirement]:
    """The requirements of the file `name`, with those of the files that it includes."""
    raise NotImplementedError("Task 1: read the lines of the file, and of those it includes")


def pins(specifiers: SpecifierSet) -> set[Version]:
    """The versions that `specifiers` ask for exactly."""
    raise NotImplementedError("Task 2: look at the operator of each specifier")


def read_freeze(text: str) -> Installed:
    """Installed versions by name; None for what was installed from a URL."""
    raise NotImplementedError("Task 2: read each line as a requirement that pins")


def limits(requirements: Lines, constraints: Lines, environment: Environment) -> Limits:
    """All that limits a package, for each package that is required."""
    raise NotImplementedError("Task 3: combine the specifiers of the lines that apply")


def audit(limited: Limits, installed: Installed) -> dict[str, str]:
    """The trouble of each package that has one, in alphabetical order."""
    raise NotImplementedError("Task 4: find the first trouble of each package")


def outlook(
    limited: Limits, installed: Installed, available: Wheelhouse, *, pre: bool = False
) -> dict[str, tuple[str | None, str]]:
    """For each package that has newer versions: the newest one allowed, and the newest."""
    raise NotImplementedError("Task 5: compare the available versions with the installed one")
