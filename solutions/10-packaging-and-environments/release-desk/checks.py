"""Hidden checks of release-desk."""

from datetime import date

from hypothesis import strategies as st

from grader.checks import agree, given, points

PARTS = ["major", "minor", "patch", "rc", "final"]
BEHIND = ["", "a1", "b3", "rc1", "rc9", ".dev2", "rc2.dev1", "+quay.7", "rc4+quay"]
VERSIONS = st.builds(
    lambda numbers, behind: ".".join(map(str, numbers)) + behind,
    st.lists(st.integers(0, 12), min_size=1, max_size=3),
    st.sampled_from(BEHIND),
)
DAY = date(2026, 3, 1)
LOG = "# Changes\n\n## Unreleased\n\n### Added\n\n- Gates.\n\n## 2.10.0 (2026-01-20)\n\n- Berths.\n"
STRICT = "[tool.mypy]\nstrict = true\n"
PATHS = st.sampled_from(
    ["index.md", "gates.md", "yard/blocks.md", "logo.svg", "https://port.example/a.md"]
)
NAVS = st.recursive(
    PATHS,
    lambda inner: st.dictionaries(
        st.sampled_from("AB"), st.one_of(PATHS, st.lists(inner, max_size=3)), max_size=2
    ),
    max_leaves=6,
)


@points(2, task=1, covers="R1")
def check_numbers_are_raised(student, reference):
    """One number is raised, those behind it become 0, the rest is dropped."""
    for version in [
        "2.4.7",
        "0.9.9",
        "1",
        "2.4",
        "3.0.0rc2",
        "2.4.7.dev3",
        "2.4.7+quay.1",
        "v1.09.3",
    ]:
        for part in ["major", "minor", "patch"]:
            agree(student, reference, "bump", version, part)


@points(2, task=1, covers="R2")
def check_candidates_are_counted(student, reference):
    """Candidates are counted by number, and begin after other prereleases."""
    for version in [
        "2.4.7rc1",
        "2.4.7rc9",
        "2.4.7rc10",
        "2.4.7c2",
        "2.4.7a3",
        "2.4.7b2",
        "2.4.7.dev3",
        "2.4.7rc3.dev1",
    ]:
        agree(student, reference, "bump", version, "rc")


@points(1, task=1, covers="R2")
def check_candidates_follow_what_is_out(student, reference):
    """After a final version comes the first candidate of the next patch."""
    for version in ["2.4.7", "2.4", "0", "2.4.7+quay"]:
        agree(student, reference, "bump", version, "rc")


@points(2, task=1, covers="R3")
def check_prereleases_are_finished(student, reference):
    """A prerelease becomes final, and a final version has nothing to finish."""
    for version in [
        "2.4.7rc1",
        "2.4a1",
        "3.dev2",
        "1.0.0rc2.dev3",
        "2.4.7rc1+quay",
        "2.4.7",
        "2",
        "2.4.7+quay",
    ]:
        agree(student, reference, "bump", version, "final")


@points(1, task=1, covers="R4")
def check_unknown_parts_and_versions(student, reference):
    """An unknown part and a text that is no version raise ValueError."""
    for part in ["", "Major", "release", "rc1"]:
        agree(student, reference, "bump", "2.4.7", part)
        agree(student, reference, "bump", "2.4.7rc1", part)
    for version in ["", "2.4.x", "two", "2..4"]:
        for part in PARTS:
            agree(student, reference, "bump", version, part)


@points(
    2,
    task=1,
    covers="R1 R2 R3",
    after="check_numbers_are_raised check_candidates_are_counted check_candidates_follow_what_is_out check_prereleases_are_finished",
)
@given(version=VERSIONS)
def check_any_version(student, reference, version):
    """From any version each step leads to the right one."""
    for part in PARTS:
        agree(student, reference, "bump", version, part)


@points(2, task=1, covers="R5")
def check_the_latest_by_number(student, reference):
    """Versions are compared by their numbers, and given in normal form."""
    for tags in [["v2.9.0", "v2.10.0"], ["2.10", "2.9.9", "2.2"], ["V1.02"], ["10.0", "9.0"]]:
        agree(student, reference, "latest", tags, observing=["value", "arguments"])


@points(2, task=1, covers="R5")
def check_tags_that_are_no_versions(student, reference):
    """Texts that are no versions do not count, and there may be none left."""
    agree(student, reference, "latest", ["nightly", "2.4.0", "", "release-9"])
    agree(student, reference, "latest", [])
    agree(student, reference, "latest", ["nightly"])


@points(1, task=1, covers="R5")
def check_prereleases_are_not_the_latest(student, reference):
    """Prereleases do not count, and there may be none left."""
    for tags in [
        ["1.0rc1"],
        ["2.0.dev1", "1.9"],
        ["2.0a1", "2.0b1", "1.9.dev1"],
        ["1.0+quay", "1.0"],
    ]:
        agree(student, reference, "latest", tags)


@points(
    2,
    task=1,
    covers="R5",
    after="check_the_latest_by_number check_tags_that_are_no_versions check_prereleases_are_not_the_latest",
)
@given(tags=st.lists(VERSIONS, max_size=6))
def check_any_tags(student, reference, tags):
    """Of any tags the latest is found."""
    agree(student, reference, "latest", tags)


@points(2, task=2, covers="R6")
def check_a_section_is_closed(student, reference):
    """The new heading stands below the old one, and nothing else changes."""
    agree(student, reference, "close_section", LOG, "2.11.0", DAY)
    agree(student, reference, "close_section", LOG, "3.0rc1", date(2027, 12, 31))
    agree(student, reference, "close_section", "## Unreleased\n- Gates.", "1", date(2026, 10, 9))
    agree(
        student,
        reference,
        "close_section",
        "# Ä\n\n\n## Unreleased\n\n\n  - Déchets.\n\n## 0.1\n## Unreleased\n",
        "0.2",
        DAY,
    )


@points(1, task=2, covers="R6")
def check_the_section_is_found(student, reference):
    """Only a line that reads exactly `## Unreleased` begins the section, wherever it stands."""
    agree(
        student,
        reference,
        "close_section",
        "## Unreleased changes\n\n## Unreleased\n- See ## Unreleased\n",
        "2",
        DAY,
    )
    agree(
        student,
        reference,
        "close_section",
        "## Upcoming\n\n- Cranes.\n\n## Unreleased\n- Gates.\n",
        "2",
        DAY,
    )


@points(2, task=2, covers="R7")
def check_nothing_to_release(student, reference):
    """Without the section, or with nothing in it, ValueError is raised."""
    for text in [
        "",
        "# Changes\n\n- Gates.\n",
        "## unreleased\n- Gates.\n",
        "### Unreleased\n- Gates.\n",
    ]:
        agree(student, reference, "close_section", text, "2.0", DAY)
    for text in [
        "## Unreleased",
        "## Unreleased\n \n\n",
        "## Unreleased\n\n## 1.0 (2026-01-01)\n\n- Gates.\n",
    ]:
        agree(student, reference, "close_section", text, "2.0", DAY)


@points(2, task=2, covers="R7", after="check_a_section_is_closed")
def check_versions_are_released_once(student, reference):
    """A version that has a section is refused, and one that merely looks like it is not."""
    for version in [
        "2.10.0",
        "2.1",
        "2.10",
        "10.0",
        "2.10.01",
        "2.1000",
        "2.100",
        "2.10.0rc1",
        "2.10.0 (2026-01-20)",
    ]:
        agree(student, reference, "close_section", LOG, version, DAY)
    for heading in ["2.1.0", "2.1.0 yanked", "2.1.0rc1", "2x1.0", "12.1.0", " 2.1.0"]:
        agree(
            student,
            reference,
            "close_section",
            f"## Unreleased\n\n- Gates.\n\n## {heading}\n",
            "2.1.0",
            DAY,
        )
    agree(
        student,
        reference,
        "close_section",
        "## Unreleased\n\n- See ## 2.1.0 for more.\n",
        "2.1.0",
        DAY,
    )


@points(2, task=3, covers="R8 R9")
def check_tables_stand_under_tool(student, reference):
    """What stands beside the known tables is reported, and mypy must be strict where it is read."""
    known = "[build-system]\nrequires = []\n[project]\nname = 'a'\n[dependency-groups]\ndev = []\n"
    for text in [
        "",
        "[mypy]\nstrict = true\n",
        f"[ruff]\n[mypy]\n{STRICT}",
        known + STRICT,
        f"answer = 1\n{STRICT}",
    ]:
        agree(student, reference, "config_problems", text)
    for strict in ["false", "'true'", "1"]:
        agree(student, reference, "config_problems", f"[tool.mypy]\nstrict = {strict}\n")
    for text in ["[tool", "a = ", "= 1"]:
        agree(student, reference, "config_problems", text)


@points(3, task=3, covers="R10")
def check_targets_are_supported(student, reference):
    """The Python of each tool is one that the project supports; versions are no decimals."""
    for bound in [">=3.11", ">=3.9", ">=3.11,<3.13", ">=3", ""]:
        for minor in [8, 9, 10, 11, 13]:
            project = f"[project]\nrequires-python = '{bound}'\n" if bound else ""
            text = f"{project}{STRICT}python_version = '3.{minor}'\n[tool.ruff]\n"
            agree(student, reference, "config_problems", text)
            agree(student, reference, "config_problems", f"{text}target-version = 'py3{minor}'\n")
            agree(
                student,
                reference,
                "config_problems",
                f"{project}[tool.ruff]\ntarget-version = 'py3{minor}'\n",
            )


@points(2, task=4, covers="R11")
def check_flat_navigation(student, reference):
    """Missing, left out and doubled pages are reported, each once."""
    pages = ["index.md", "gates.md", "logo.svg"]
    for nav in [
        [],
        ["index.md"],
        ["gates.md", "index.md"],
        ["index.md"] * 3,
        ["x.md", "x.md"],
        ["logo.svg"],
        ["no.svg"],
    ]:
        agree(student, reference, "nav_problems", nav, pages, observing=["value", "arguments"])
    agree(student, reference, "nav_problems", [], [])


@points(2, task=4, covers="R11")
def check_nested_navigation(student, reference):
    """Paths are found at any depth, in mappings of one title or several."""
    nav = [{"A": "index.md", "B": ["a.md", {"C": [{"D": [{"E": "deep.md"}]}]}]}, {"F": []}, "b.md"]
    for pages in [["index.md", "a.md", "deep.md", "b.md"], ["index.md"], []]:
        agree(student, reference, "nav_problems", nav, pages)
    agree(student, reference, "nav_problems", [{"A": [{"B": "a.md"}]}, {"B": ["a.md"]}], ["a.md"])


@points(1, task=4, covers="R12")
def check_links_to_elsewhere(student, reference):
    """Links to elsewhere are never reported."""
    links = ["https://port.example/a.md", "http://port.example", "https://port.example/a.md"]
    agree(student, reference, "nav_problems", links, [])
    agree(student, reference, "nav_problems", ["https.md", "httpd/index.md"], [])


@points(
    2,
    task=4,
    covers="R11 R12",
    after="check_flat_navigation check_nested_navigation check_links_to_elsewhere",
)
@given(
    nav=st.lists(NAVS, max_size=4),
    pages=st.lists(
        st.sampled_from(["index.md", "gates.md", "yard/blocks.md", "logo.svg"]),
        unique=True,
        max_size=4,
    ),
)
def check_any_navigation(student, reference, nav, pages):
    """Any navigation is compared with any pages."""
    agree(student, reference, "nav_problems", nav, pages)
