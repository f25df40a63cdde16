"""Build the tree in both ways and say what became of it, in a form that does not depend on the backend."""

import functools
import tomllib
from pathlib import Path

import workshop
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

VERSIONS = ["2.9", "3.0", "3.1", "3.10", "3.11", "3.12", "3.14", "4.0", "12.9", "13.0", "14.9", "15.0", "16.0"]
ENVIRONMENTS = [("win32", ""), ("linux", ""), ("darwin", ""), ("win32", "sheet"), ("linux", "sheet")]


@functools.cache
def _wheel(way):
    """Path of the wheel that one of the two project files makes."""
    if way == "hatchling":
        return workshop.build("wheel")
    text = workshop.file_of_tree("setuptools.toml")
    tree = workshop.copy_of_tree({"pyproject.toml": text, "setuptools.toml": None})
    return workshop.build("wheel", tree)


def field(way, name):
    return workshop.metadata(_wheel(way)).get(name, [])


def name_and_version(way):
    return field(way, "name"), [str(Version(text)) for text in field(way, "version")]


def description(way):
    kinds = [text.partition(";")[0].strip() for text in field(way, "description-content-type")]
    return kinds, [text.strip() for text in field(way, "description")]


def licence(way):
    files = [name.rpartition("/")[2] for name in workshop.wheel_files(_wheel(way)) if "/licenses/" in name]
    return field(way, "license-expression"), files


def author(way):
    return field(way, "author"), field(way, "author-email")


def pythons(way):
    (text,) = field(way, "requires-python")
    return [version for version in VERSIONS if Version(version) in SpecifierSet(text)]


def requirements(way):
    """For each kind of machine and extra: what is needed, and which versions of it fit."""
    parsed = [Requirement(text) for text in field(way, "requires-dist")]
    found = []
    for platform, extra in ENVIRONMENTS:
        setting = {"sys_platform": platform, "extra": extra}
        needed = [one for one in parsed if one.marker is None or one.marker.evaluate(setting)]
        told = sorted((one.name.lower(), [v for v in VERSIONS if Version(v) in one.specifier]) for one in needed)
        found.append([list(pair) for pair in told])
    return found


def extras(way):
    return sorted(field(way, "provides-extra"))


def commands(way):
    return workshop.entry_points(_wheel(way))


def package_files(way):
    return [name for name in workshop.wheel_files(_wheel(way)) if ".dist-info/" not in name]


def runs(*argv):
    return workshop.run_installed("yard-report", *argv)


def archive():
    """What has to be in the source archive, and is."""
    wanted = ("pyproject.toml", "ABOUT.md", "LICENSE")
    return [name for name in workshop.sdist_files() if name in wanted or name.startswith(("src/", "docs/"))]


def from_archive():
    return [name for name in workshop.wheel_from_sdist() if ".dist-info/" not in name]


def backends():
    """What each file says it is built with, and what built it."""
    found = []
    for file, way in (("pyproject.toml", "hatchling"), ("setuptools.toml", "setuptools")):
        system = tomllib.loads(workshop.file_of_tree(file)).get("build-system", {})
        lines = workshop.information("WHEEL", _wheel(way)).splitlines()
        built = [line.split()[1] for line in lines if line.startswith("Generator:")]
        names = sorted(Requirement(text).name for text in system.get("requires", []))
        found.append([system.get("build-backend"), names, built])
    return found
