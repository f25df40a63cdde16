"""Visible tests of release-desk."""

from datetime import date

import pytest

from release_desk import Nav, bump, close_section, config_problems, latest, nav_problems

SUPPORTED = '[project]\nrequires-python = ">=3.11"\n'
STRICT = "[tool.mypy]\nstrict = true\n"
LOG = "# Changes\n\n## Unreleased\n\n- New gates.\n\n## 2.3.0 (2026-01-20)\n\n- Berths.\n"


@pytest.mark.parametrize(
    ("version", "part", "expected"),
    [
        ("2.4.7", "major", "3.0.0"),
        ("2.4.7", "minor", "2.5.0"),
        ("2.9", "patch", "2.9.1"),
        ("3.0.0b2", "patch", "3.0.1"),
    ],
)
def test_t1_a_number_is_raised_and_the_rest_begins_anew(
    version: str, part: str, expected: str
) -> None:
    """One number is raised; those behind it become 0."""
    assert bump(version, part) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2.4.0", "2.4.1rc1"),
        ("2.4.1rc1", "2.4.1rc2"),
        ("2.4.1rc9", "2.4.1rc10"),
        ("3.0.0.dev7", "3.0.0rc1"),
    ],
)
def test_t1_candidates_are_counted(version: str, expected: str) -> None:
    """The candidate after a candidate has the next number."""
    assert bump(version, "rc") == expected


def test_t1_a_candidate_becomes_final() -> None:
    """What is behind the numbers is dropped."""
    assert bump("2.4.1rc2", "final") == "2.4.1"


@pytest.mark.parametrize(
    ("version", "part"), [("2.4.1", "final"), ("2.4.1", "mayor"), ("two", "major")]
)
def test_t1_what_leads_nowhere_raises(version: str, part: str) -> None:
    """A final version cannot be finished; a part and a version must be known."""
    with pytest.raises(ValueError):
        bump(version, part)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["v2.9.0", "2.10.0", "v3.0.0rc1", "old"], "2.10.0"),
        (["1.0.dev1", "moved"], None),
        ([], None),
    ],
)
def test_t1_the_latest_is_found_by_number(tags: list[str], expected: str | None) -> None:
    """Ten comes after nine, and prereleases do not count."""
    assert latest(iter(tags)) == expected


def test_t2_a_section_is_closed() -> None:
    """The new heading stands directly below the old one; all else stays."""
    head, tail = LOG.split("\n\n- New gates.")
    assert close_section(LOG, "2.4.0", date(2026, 3, 1)) == (
        head + "\n\n## 2.4.0 (2026-03-01)\n\n- New gates." + tail
    )


@pytest.mark.parametrize(
    ("changelog", "version"),
    [
        (LOG, "2.3.0"),
        (LOG.replace("- New gates.", ""), "2.4.0"),
        ("# Changes\n\n- Gates.\n", "2.4.0"),
    ],
    ids=["there already", "nothing new", "no section"],
)
def test_t2_what_cannot_be_released_raises(changelog: str, version: str) -> None:
    """A version is released once, and only with something in it."""
    with pytest.raises(ValueError):
        close_section(changelog, version, date(2026, 3, 1))


def test_t3_a_sound_configuration_has_no_problems() -> None:
    """Tables under tool, strict types, and a Python that the project supports."""
    assert config_problems(SUPPORTED + STRICT + 'python_version = "3.12"\n') == []


def test_t3_a_table_outside_of_tool_is_never_read() -> None:
    """mypy in a table of its own is not strict at all."""
    assert config_problems("[mypy]\nstrict = true\n") == [
        "mypy: not under tool",
        "tool.mypy: not strict",
    ]


def test_t3_targets_are_supported_pythons() -> None:
    """A tool that checks for another Python finds other mistakes."""
    text = SUPPORTED + STRICT + '[tool.ruff]\ntarget-version = "py39"\n'
    assert config_problems(text) == ["tool.ruff: Python 3.9 is not supported"]


def test_t4_nav_and_pages_are_compared() -> None:
    """Paths are found at any depth, links are left alone."""
    nav: Nav = [
        "index.md",
        {"Yard": [{"Gates": "gates.md"}, {"More": ["index.md", "https://port.example"]}]},
    ]
    assert nav_problems(nav, ["index.md", "cranes.md", "logo.svg"]) == [
        "left out: cranes.md",
        "missing: gates.md",
        "twice: index.md",
    ]
