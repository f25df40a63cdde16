"""Visible tests of pin-auditor."""

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pin_auditor import audit, limits, outlook, pins, read_freeze, read_requirements

SERVER = {"sys_platform": "linux", "python_version": "3.11"}

FILES = {
    "server.txt": "# the planner\nplanner-core==4.2  # since May\n\nPilots>=1\n",
    "dev.txt": "berth-lint\n-r server.txt\n--no-binary pilots\n-r server.txt\n",
    "wrong.txt": "pilots\n\npilots 1.2\n",
}


def test_t1_lines_become_requirements() -> None:
    """Each line with a requirement gives one; blank lines and comments give none."""
    found = read_requirements(FILES, "server.txt")

    assert found == [Requirement("planner-core==4.2"), Requirement("Pilots>=1")]


def test_t1_an_included_file_is_read_once() -> None:
    """Included requirements stand at the place of their line; options are skipped."""
    found = [requirement.name for requirement in read_requirements(FILES, "dev.txt")]

    assert found == ["berth-lint", "planner-core", "Pilots"]


def test_t1_a_wrong_line_is_named() -> None:
    """A line that is no requirement raises a ValueError that begins with its place."""
    with pytest.raises(ValueError, match=r"^wrong\.txt:3:"):
        read_requirements(FILES, "wrong.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("==4.2,<5", {Version("4.2")}), ("==4.*", set()), (">=4.2", set()), ("", set())],
    ids=["==4.2,<5", "==4.*", ">=4.2", "nothing"],
)
def test_t2_only_exact_versions_are_pins(text: str, expected: set[Version]) -> None:
    """A pin names one version; a wildcard or a range does not."""
    assert pins(SpecifierSet(text)) == expected


def test_t2_a_freeze_list_gives_versions_by_name() -> None:
    """A freeze list gives versions; what came from a URL has none."""
    text = "Planner_Core==4.2\npilots @ file:///srv/pilots\n-e /home/amara/quay\n"

    assert read_freeze(text) == {"planner-core": Version("4.2"), "pilots": None}


def test_t2_a_range_is_no_freeze_list() -> None:
    """A line of a freeze list that names no version raises ValueError."""
    with pytest.raises(ValueError):
        read_freeze("pilots>=1\n")


@pytest.mark.parametrize(
    ("version", "allowed"), [("1.0", False), ("1.3", True), ("1.9", False), ("2.0", False)]
)
def test_t3_all_lines_of_a_package_count(version: str, allowed: bool) -> None:
    """Requirements and constraints of a package limit it together."""
    wanted = [Requirement("pilots>=1.2"), Requirement("Pilots!=1.9")]

    limited = limits(wanted, [Requirement("PILOTS<2")], SERVER)

    assert limited["pilots"].contains(version) is allowed


def test_t3_markers_are_about_the_audited_machine() -> None:
    """A line whose marker does not hold in the given environment counts for nothing."""
    wanted = [
        Requirement('pilots; sys_platform == "linux"'),
        Requirement('tugs; sys_platform == "win32"'),
    ]

    assert limits(wanted, [], {"sys_platform": "win32"}) == {"tugs": SpecifierSet()}


def test_t3_a_constraint_requires_nothing() -> None:
    """A constraint on a package that nobody requires is left out."""
    assert limits([Requirement("pilots")], [Requirement("tugs==3")], SERVER).keys() == {"pilots"}


@pytest.mark.parametrize(
    ("specifiers", "version", "expected"),
    [
        ("==4.2", "4.2.0", {}),
        ("==4.2", "4.3", {"pilots": "drift"}),
        (">=4.2", "4.3", {"pilots": "unpinned"}),
        (">=4.2", "5.0b1", {"pilots": "unpinned"}),
        ("==4.2,>=4.3", "4.3", {"pilots": "conflict"}),
    ],
    ids=lambda value: str(value),
)
def test_t4_a_package_has_its_first_trouble(
    specifiers: str, version: str, expected: dict[str, str]
) -> None:
    """An installed package is judged by its pins and by what its limits allow."""
    found = audit({"pilots": SpecifierSet(specifiers)}, {"pilots": Version(version)})

    assert found == expected


def test_t4_findings_come_in_alphabetical_order() -> None:
    """Missing, stray and unknown packages are listed by name."""
    limited = {"tugs": SpecifierSet("==3"), "pilots": SpecifierSet("==1")}

    found = audit(limited, {"pilots": None, "quays": Version("1")})

    assert list(found.items()) == [("pilots", "unknown"), ("quays", "stray"), ("tugs", "missing")]


@pytest.mark.parametrize(
    ("specifiers", "expected"),
    [("<1.11", ("1.10", "1.11")), ("==1.8", (None, "1.11"))],
    ids=["<1.11", "==1.8"],
)
def test_t5_a_pin_keeps_a_package_where_it_is(
    specifiers: str, expected: tuple[str | None, str]
) -> None:
    """The newest version allowed stands beside the newest of all."""
    limited = {"pilots": SpecifierSet(specifiers)}
    available = {"Pilots": ["1.10", "1.9", "1.11"]}

    assert outlook(limited, {"pilots": Version("1.8")}, available) == {"pilots": expected}


def test_t5_pre_releases_are_for_those_who_ask() -> None:
    """A pre-release is looked at with pre=True only."""
    limited = {"pilots": SpecifierSet(">=2.0a1")}
    installed: dict[str, Version | None] = {"pilots": Version("1.8")}
    available = {"pilots": ["2.0a1"]}

    assert [
        outlook(limited, installed, available),
        outlook(limited, installed, available, pre=True),
    ] == [{}, {"pilots": ("2.0a1", "2.0a1")}]
