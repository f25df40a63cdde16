"""Visible tests: they read the two project files, and build nothing."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

HERE = Path(__file__).parent


def project(file: str = "pyproject.toml") -> dict[str, Any]:
    """The project table of a file."""
    table: dict[str, Any] = tomllib.loads((HERE / file).read_text("utf-8"))["project"]
    return table


def requirement(name: str) -> Requirement:
    """The one requirement of that name."""
    (found,) = [
        one for one in map(Requirement, project()["dependencies"]) if one.name.lower() == name
    ]
    return found


def test_t1_the_project_has_its_name_and_version() -> None:
    """People install yard-report 2.4.0."""
    assert project()["name"] == "yard-report"
    assert Version(project()["version"]) == Version("2.4.0")


def test_t1_the_description_comes_from_the_file() -> None:
    """The long description is a Markdown file of the tree, not a copy of it."""
    readme = project()["readme"]
    assert (readme if isinstance(readme, str) else readme["file"]) == "ABOUT.md"


def test_t1_the_licence_is_an_expression() -> None:
    """A licence is a text; the table of older projects is not asked for."""
    assert project()["license"] == "MIT"


@pytest.mark.parametrize("version", ["3.11", "3.13.2", "4.0"])
def test_t2_later_pythons_are_welcome(version: str) -> None:
    """From 3.11 on, without an upper bound."""
    assert Version(version) in SpecifierSet(project()["requires-python"])


@pytest.mark.parametrize(
    ("version", "fits"), [("12.9", False), ("13.0", True), ("14.3", True), ("15.0", False)]
)
def test_t2_rich_has_two_bounds(version: str, fits: bool) -> None:
    """Older versions lack what the program uses; newer ones were never tried."""
    assert (Version(version) in requirement("rich").specifier) is fits


@pytest.mark.parametrize(
    ("platform", "needed"), [("win32", True), ("linux", False), ("darwin", False)]
)
def test_t2_tzdata_is_for_windows(platform: str, needed: bool) -> None:
    """A requirement may hold on some machines only."""
    marker = requirement("tzdata").marker
    assert marker is not None
    assert marker.evaluate({"sys_platform": platform}) is needed


def test_t2_the_extra_brings_openpyxl() -> None:
    """What only some people want is an extra, and no dependency."""
    (one,) = map(Requirement, project()["optional-dependencies"]["sheet"])
    assert one.name == "openpyxl"


def test_t3_the_command_calls_main() -> None:
    """The entry point names the module and the function."""
    assert project()["scripts"] == {"yard-report": "yard_report.cli:main"}


def test_t4_the_other_file_names_the_other_backend() -> None:
    """Each of the files is complete: a build system and a project table."""
    system = tomllib.loads((HERE / "setuptools.toml").read_text("utf-8"))["build-system"]
    assert system["build-backend"] == "setuptools.build_meta"
    assert [Requirement(text).name for text in system["requires"]] == ["setuptools"]


def test_t4_both_files_say_the_same() -> None:
    """Name and version are the same whoever builds it."""
    ours, theirs = project(), project("setuptools.toml")
    assert [theirs[key] for key in ("name", "version")] == ["yard-report", "2.4.0"]
    assert ours["name"] == theirs["name"]
