"""Hidden checks of pin-auditor."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

LINUX = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_system": "Linux",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "linux",
}
WINDOWS = LINUX | {
    "os_name": "nt",
    "platform_system": "Windows",
    "python_full_version": "3.9.1",
    "python_version": "3.9",
    "sys_platform": "win32",
}
NOWHERE = LINUX | {"sys_platform": "amiga", "python_version": "2.7"}

FILES = {
    "base.txt": "gatehouse==1.4  # the gates\n\nyardmap>=2 ; python_version < '3.12'\n",
    "dev.txt": "# for developers\n-r base.txt\ncrane-lint[strict]>=3,<4\n",
    "all.txt": "berths==1\n-r dev.txt\n-r   base.txt  # again\n\treefers\n",
    "ring-a.txt": "alpha\n-r ring-b.txt\ngamma\n",
    "ring-b.txt": "beta\n-r ring-a.txt\ndelta\n",
    "options.txt": "--index-url https://wheels.quay.test/simple\n-c bounds.txt\n-e ./here\ntides\n",
    "urls.txt": "moorings @ https://quay.test/moorings.zip#sha1=77  # archive\n#tides\n \t# ropes\n",
    "empty.txt": "",
    "gone.txt": "tides\n-r nowhere.txt\n",
}

VERSIONS = [
    "1.0",
    "1.4",
    "1.4.0",
    "1.4+quay2",
    "1.9",
    "1.10",
    "2.0rc1",
    "2.0",
    "2.0.post1",
    "3.0.dev2",
]
SPECIFIERS = st.lists(
    st.tuples(
        st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "~="]),
        st.sampled_from(["1.0", "1.4", "1.9", "1.10", "2.0rc1", "2.0"]),
    ).map("".join)
    | st.sampled_from(["==1.*", "!=1.4.*"]),
    max_size=3,
    unique=True,
).map(",".join)
NAMES = st.sampled_from(["gatehouse", "yardmap", "berth-planner", "tides"])
SPELLINGS = st.sampled_from(["gatehouse", "Yard_Map", "yard.map", "YARD-map", "yard-map"])
MARKERS = st.sampled_from(
    ["", "; sys_platform == 'win32'", "; python_version >= '3.10'", "; os_name != 'nt'"]
)
LINES = st.lists(st.tuples(SPELLINGS, SPECIFIERS, MARKERS).map("".join), max_size=5)


@points(2, task=1, covers="R1")
def check_a_file_gives_its_requirements(student, reference):
    """Each line with a requirement gives one, in order; blank lines and comments give none."""
    agree(student, reference, "requirements_of", FILES, "base.txt")
    agree(student, reference, "requirements_of", FILES, "empty.txt")
    agree(student, reference, "requirements_of", {"a": "\n# only words\n\n"}, "a")


@points(
    1,
    task=1,
    covers="R1",
    after="check_a_file_gives_its_requirements",
    reply="look at the addresses of archives: where does a comment begin, and where not?",
)
def check_a_comment_begins_after_white_space(student, reference):
    """A # inside an address belongs to the line; a # at the beginning or after white space ends it."""
    agree(student, reference, "requirements_of", FILES, "urls.txt")


@points(
    2,
    task=1,
    covers="R2",
    after="check_a_file_gives_its_requirements",
    reply="an included file stands at the place of its line, and is read once, even in a ring",
)
def check_included_files_are_read_once(student, reference):
    """A line -r stands for the requirements of that file, the first time it is named."""
    agree(student, reference, "requirements_of", FILES, "dev.txt")
    agree(student, reference, "requirements_of", FILES, "all.txt")
    agree(student, reference, "requirements_of", FILES, "ring-a.txt")
    agree(student, reference, "requirements_of", FILES, "ring-b.txt")


@points(1, task=1, covers="R2")
def check_options_are_skipped_and_missing_files_raise(student, reference):
    """Options give no requirement; a file that is not there raises KeyError."""
    agree(student, reference, "requirements_of", FILES, "options.txt")
    agree(student, reference, "requirements_of", FILES, "gone.txt")
    agree(student, reference, "requirements_of", FILES, "nowhere.txt")


@points(2, task=1, covers="R3")
def check_a_wrong_line_is_named(student, reference):
    """A line that is no requirement raises ValueError that begins with its file and number."""
    wrong = {
        "a.txt": "# first\n\ntides 2.1\n",
        "b.txt": "tides==2.1\n-r a.txt\n",
        "c.txt": "tides=2.1",
        "d.txt": "tides\ncranes; sys_platform = 'linux'\n",
    }
    for name in wrong:
        agree(student, reference, "requirements_of", wrong, name)
        agree(student, reference, "place_of_error", wrong, name)


@points(
    2,
    task=2,
    covers="R4",
    reply="a pin leaves one version; ask that of the operator and of the last characters",
)
def check_pins_are_exact_versions(student, reference):
    """Exact versions are pins; ranges, wildcards and exclusions are not."""
    for text in ["==1.4", "==1.4,<2", "==1.4.*", "==1.4,==1.9", "===1.4", "~=1.4", "!=1.4,>=1", ""]:
        agree(student, reference, "pins_of", text, VERSIONS)


@points(2, task=2, covers="R5")
def check_freeze_lists_are_read(student, reference):
    """What pip freeze prints gives versions by name, and None where the version is not said."""
    agree(student, reference, "freeze_of", "gatehouse==1.4\nYard_Map==2.0rc1\nzope.tides==1!3.0\n")
    agree(student, reference, "freeze_of", "")
    agree(
        student,
        reference,
        "freeze_of",
        "# Editable install with no version control (tides==0.3)\n-e /srv/tides\n"
        "moorings @ https://quay.test/moorings.zip#sha1=77\n\nropes==1.0+quay2  # local\n",
    )


@points(1, task=2, covers="R5")
def check_a_freeze_line_without_version_raises(student, reference):
    """A line that names no version, or is no requirement, raises ValueError."""
    for line in ["tides", "tides>=2", "tides==2.*", "tides 2", "tides==2.1\nropes<1"]:
        agree(student, reference, "freeze_of", line)


@points(2, task=3, covers="R6")
def check_all_lines_of_a_package_count(student, reference):
    """What allows a package is what all its lines allow together, however its name is spelt."""
    agree(student, reference, "limits_of", ["tides>=1.4", "Tides<2.0"], [], LINUX, VERSIONS)
    agree(student, reference, "limits_of", ["yard-map", "yard.map!=1.9"], [], LINUX, VERSIONS)
    agree(student, reference, "limits_of", ["Yard_Map==1.4"], ["yard-map<1.9"], LINUX, VERSIONS)
    agree(student, reference, "limits_of", ["a>1"], ["A<2.0", "a!=1.9"], LINUX, VERSIONS)
    agree(student, reference, "limits_of", ["crane-lint[strict]"], [], LINUX, VERSIONS)
    agree(student, reference, "limits_of", [], [], LINUX, VERSIONS)
    agree(student, reference, "limits_of_generators", ["a", "B"], ["c", "b"], LINUX)
    agree(student, reference, "limits_change_nothing", ["A>1", "a<2"], ["a!=1.9"], LINUX)


@points(
    2,
    task=3,
    covers="R7",
    reply="which machine is meant: the one that is audited, or the one that runs the audit?",
)
def check_markers_are_asked_about_the_given_environment(student, reference):
    """A line counts where its marker holds, for requirements and for constraints."""
    wanted = [
        "tides; sys_platform == 'win32'",
        "ropes; sys_platform == 'linux'",
        "cranes; sys_platform == 'amiga'",
        "berths; python_version < '3.0'",
        "gates",
    ]
    bounds = ["gates<1.9; os_name == 'nt'", "gates!=1.0; sys_platform == 'amiga'"]
    for environment in [LINUX, WINDOWS, NOWHERE]:
        agree(student, reference, "limits_of", wanted, bounds, environment, VERSIONS)


@points(
    1,
    task=3,
    covers="R8",
    reply="what happens to a constraint on a package that nobody requires?",
)
def check_a_constraint_requires_nothing(student, reference):
    """A constraint on a package that is not required gives no limit."""
    agree(student, reference, "limits_of", ["tides"], ["ropes==1.4", "tides<2"], LINUX, VERSIONS)
    agree(student, reference, "limits_of", [], ["ropes==1.4"], LINUX, VERSIONS)


@points(
    3,
    task=3,
    covers="R6 R7 R8",
    after="check_all_lines_of_a_package_count check_a_constraint_requires_nothing "
    "check_markers_are_asked_about_the_given_environment",
)
@given(wanted=LINES, bounds=LINES, environment=st.sampled_from([LINUX, WINDOWS]))
def check_limits_of_any_lines(student, reference, wanted, bounds, environment):
    """Any requirements and constraints give the right limits."""
    agree(student, reference, "limits_of", wanted, bounds, environment, VERSIONS)


@points(3, task=4, covers="R9")
def check_each_kind_of_trouble_is_named(student, reference):
    """Each package has its first trouble, and a package without any is left out."""
    limited = {
        "yardmap": "==2.0",
        "berths": ">=1",
        "cranes": "==1.4",
        "gates": "==1.4",
        "ropes": "==1.4,==1.9",
        "tides": ">=1,<2",
    }
    versions = {"zebra": None, "yardmap": "2.0", "gates": "1.9", "ropes": "1.4", "tides": "1.5"}
    agree(student, reference, "audit_of", limited, versions)
    agree(student, reference, "audit_of", limited, {"alpha": "1.0", "gates": None, "ropes": None})
    agree(student, reference, "audit_of", {"ropes": "==1.4,<1.4", "tides": ">2"}, {"tides": "1.0"})
    agree(student, reference, "audit_of", {"ropes": "==1.4,<1.4"}, {})
    agree(student, reference, "audit_of", {"ropes": ""}, {"ropes": "1.0"})
    agree(student, reference, "audit_of", {}, {})
    agree(student, reference, "audit_changes_nothing", limited, versions)


@points(2, task=4, covers="R9", after="check_pins_are_exact_versions")
def check_a_wildcard_is_unpinned(student, reference):
    """A package with a wildcard or a range is unpinned, also if its limits leave nothing."""
    limited = {"a": "==1.4.*", "b": "~=1.4", "c": "==1.4.*,==1.4.2", "d": "==1.*,!=1.4"}
    agree(student, reference, "audit_of", limited, dict.fromkeys("abcd", "1.4.2"))
    agree(student, reference, "audit_of", {"a": ">2,<1"}, {})


@points(
    2,
    task=4,
    covers="R10",
    reply="ask the specifiers, not the texts",
)
def check_versions_are_compared_by_the_rules(student, reference):
    """Spellings of one version are equal, 1.10 is newer than 1.9, local versions fit."""
    for text, version in [
        ("==1.4", "1.4.0"),
        ("==1.4.0", "1.4"),
        ("==1.4", "1.4+quay2"),
        ("==1.4+quay2", "1.4"),
        ("==1.4+quay2,==1.4", "1.4+quay2"),
        (">1.9", "1.10"),
        ("==1!1.4", "1.4"),
    ]:
        agree(student, reference, "audit_of", {"tides": text}, {"tides": version})


@points(1, task=4, covers="R10", reply="what does your audit tell the specifiers of pre-releases?")
def check_a_pre_release_counts_as_any_version(student, reference):
    """An installed pre-release is allowed where its number is, and so is a pin to one."""
    for text, version in [
        (">=1.4", "2.0rc1"),
        ("<2.0", "2.0rc1"),
        ("==2.0rc1", "2.0rc1"),
        ("==2.0rc1,>=1", "2.0rc1"),
        (">=1.4", "1.4.dev1"),
    ]:
        agree(student, reference, "audit_of", {"tides": text}, {"tides": version})


@points(
    2,
    task=4,
    covers="R9 R10",
    after="check_each_kind_of_trouble_is_named check_a_wildcard_is_unpinned "
    "check_versions_are_compared_by_the_rules check_a_pre_release_counts_as_any_version",
)
@given(
    limited=st.dictionaries(NAMES, SPECIFIERS, max_size=4),
    versions=st.dictionaries(NAMES, st.none() | st.sampled_from(VERSIONS), max_size=4),
)
def check_any_environment_is_audited(student, reference, limited, versions):
    """Any limits and any installed set give the right findings in order."""
    agree(student, reference, "audit_of", limited, versions)


@points(
    2,
    task=5,
    covers="R11",
    reply="an exact pin never moves, 1.10 is newer than 1.9, and names come in any spelling",
)
def check_the_newest_allowed_version_is_found(student, reference):
    """The newest version that the limits allow stands beside the newest of all."""
    available = {
        "Yard_Map": ["1.9", "1.10", "1.4", "2.0"],
        "gates": ["1.0", "1.4"],
        "ropes": ["1.5", "1.10", "1.9"],
        "tides": ["9.0"],
        "lost": ["9.0"],
        "url": ["9.0"],
        "cranes": [],
    }
    limited = dict.fromkeys(["yard-map", "gates", "lost", "url", "cranes"], "<2,>=1")
    limited |= {"ropes": "==1.4", "none": ""}
    versions = dict.fromkeys(["yard-map", "gates", "ropes", "tides", "cranes", "none"], "1.4")
    versions["url"] = None
    agree(student, reference, "outlook_of", limited, versions, available)
    agree(student, reference, "outlook_of_generators", limited, versions, available)
    agree(student, reference, "outlook_of", {"a": "==1.4"}, {"a": "1.0"}, {"a": ["1.4", "1.5"]})
    agree(student, reference, "outlook_of", {"a": "==1.4"}, {"a": "1.4"}, {"a": ["1.4.0"]})
    agree(student, reference, "outlook_of", {}, {}, {})


@points(1, task=5, covers="R12", after="check_the_newest_allowed_version_is_found")
def check_pre_releases_wait_for_pre(student, reference):
    """Pre-releases are looked at with pre=True only, whatever the limits say."""
    available = {"tides": ["1.4", "2.0rc1", "2.0.dev3"], "ropes": ["1.5", "3.0a1", "1.5.post1"]}
    for limited in [{"tides": ">=2.0rc1", "ropes": "<2"}, {"tides": "", "ropes": ""}]:
        for options in [{}, {"pre": True}, {"pre": False}]:
            agree(
                student,
                reference,
                "outlook_of",
                limited,
                {"tides": "1.4", "ropes": "1.4"},
                available,
                **options,
            )
    agree(student, reference, "outlook_of", {"a": ""}, {"a": "2.0rc1"}, {"a": ["2.0", "2.0rc2"]})


@points(
    2,
    task=5,
    covers="R11 R12",
    after="check_the_newest_allowed_version_is_found check_pre_releases_wait_for_pre",
)
@given(
    limited=st.dictionaries(NAMES, SPECIFIERS, max_size=4),
    versions=st.dictionaries(NAMES, st.sampled_from(VERSIONS), max_size=4),
    available=st.dictionaries(
        NAMES, st.lists(st.sampled_from(["1.0", "1.9", "1.10", "2.0rc1", "2.1", "3.0"])), max_size=4
    ),
    pre=st.booleans(),
)
def check_any_wheelhouse(student, reference, limited, versions, available, pre):
    """Any wheelhouse gives the right outlook."""
    agree(student, reference, "outlook_of", limited, versions, available, pre=pre)
