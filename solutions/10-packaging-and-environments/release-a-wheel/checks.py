"""Hidden checks of release-a-wheel."""

from grader.checks import agree, points

NAME = "tide_kit-2.0-py3-none-any.whl"
INFO = "tide_kit-2.0.dist-info/"
GOOD = {
    "tide_kit/__init__.py": "",
    "tide_kit/tables/high.json": "[]",
    f"{INFO}METADATA": "Metadata-Version: 2.4\nName: tide-kit\nVersion: 2.0\n\nVersion: 1\n",
    f"{INFO}entry_points.txt": "[console_scripts]\ntide-kit = tide_kit.cli:main\n",
    f"{INFO}RECORD": "",
}
CHANGES = "# Changes\n\n## 2.0\n\n- New tables.\n\n## 1.9\n\n- Typo.\n"


@points(2, task=1, covers="R1")
def check_metadata(student, reference):
    """Name, version, summary and Python are in the metadata, and nothing else is needed."""
    agree(student, reference, "described")


@points(1, task=1, covers="R3")
def check_command_is_announced(student, reference):
    """The wheel announces the command, and no other."""
    agree(student, reference, "announced")


@points(1, task=3, covers="R6", after="check_command_is_announced")
def check_version_is_printed(student, reference):
    """The command prints its version and ends with the status 0."""
    agree(student, reference, "runs", "--version")


@points(2, task=2, covers="R4 R5 R7", after="check_command_is_announced")
def check_limits_are_printed(student, reference):
    """The installed command prints the limits that it brings, whatever lies in the current folder."""
    agree(student, reference, "runs", "limits")
    agree(student, reference, "runs_beside_other_data")


@points(2, task=2, covers="R5", after="check_limits_are_printed")
def check_limits_are_read_from_an_archive(student, reference):
    """The limits are found in a wheel that nobody has unpacked."""
    agree(student, reference, "runs_from_the_archive")


@points(3, task=3, covers="R8", after="check_command_is_announced")
def check_readings_are_judged(student, reference):
    """Readings come from standard input or from a file, and the status says whether all are fine."""
    agree(
        student,
        reference,
        "runs",
        "check",
        stdin="crane-wind 25\n\n  berth-depth 11.25 \nreefer-celsius 15\n",
    )
    agree(
        student,
        reference,
        "checks",
        "crane-wind 12.5\n\nreefer-celsius -30\n",
        "",
        "berth-depth 18.5\ncrane-wind -1\n",
        "crane-wind 20\ncrane-wind 0",
        "\nberth-depth 11.5\nreefer-celsius 15.5\nreefer-celsius -31\n",
    )


@points(2, task=3, covers="R9", after="check_readings_are_judged")
def check_unusable_readings_are_refused(student, reference):
    """What cannot be read ends with the status 2 and a message, and prints nothing else."""
    agree(student, reference, "runs", "check", stdin="crane-wind 25\ncrane-wind fast\n")
    agree(
        student,
        reference,
        "checks",
        "crane-wind 25\nfog 3\n",
        "crane-wind\n",
        b"crane-wind 2\xb0\n",
    )
    agree(student, reference, "runs_each", ["check", "lost.txt"])


@points(1, task=3, covers="R9", after="check_command_is_announced")
def check_unknown_commands_are_refused(student, reference):
    """Without a command, or with an unknown one, the status is 2 and standard output stays empty."""
    agree(student, reference, "runs_each", [], ["unload"], ["verify", "only-one.whl"])


@points(2, task=1, covers="R3", after="check_readings_are_judged")
def check_module_runs_like_the_command(student, reference):
    """Run as a module the package prints the same, and ends with the same status."""
    agree(student, reference, "runs_as_module", "--version")
    agree(student, reference, "runs_as_module", "check", stdin="crane-wind 25\n")
    agree(student, reference, "runs_as_module", "check", "lost.txt")


@points(2, task=4, covers="R10 R12", after="check_command_is_announced")
def check_fit_wheel_passes(student, reference):
    """A wheel without problems gives no line and the status 0."""
    agree(student, reference, "verifies", NAME, (GOOD, CHANGES), (GOOD, "## 2.0"))


@points(2, task=4, covers="R10 R12", after="check_fit_wheel_passes")
def check_wrong_files_are_found(student, reference):
    """Files at the wrong place and compiled ones are named."""
    agree(
        student,
        reference,
        "verifies",
        NAME,
        ({"tests/test_high.py": "", "setup.py": "", **GOOD}, CHANGES),
        ({**GOOD, "tide_kit/__pycache__/a.cpython-312.pyc": ""}, CHANGES),
        ({**GOOD, "tide_kit_extra/a.py": "", "tide_kit.py": "", f"src/{INFO}b": ""}, CHANGES),
        ({"lib/b.pyc": "", **GOOD}, CHANGES),
    )


@points(1, task=4, covers="R10", after="check_fit_wheel_passes")
def check_missing_command_is_found(student, reference):
    """A wheel that announces no command is not fit."""
    none = {name: text for name, text in GOOD.items() if "entry_points" not in name}
    other = {
        **none,
        f"{INFO}entry_points.txt": "[quay.plugins]\nconsole_scripts = tide_kit.cli:main\n",
    }
    agree(student, reference, "verifies", NAME, (none, CHANGES), (other, CHANGES))


@points(2, task=4, covers="R10", after="check_fit_wheel_passes")
def check_versions_are_compared(student, reference):
    """File name, metadata and the newest section of the changelog have to agree."""
    other = {**GOOD, f"{INFO}METADATA": "Name: tide-kit\nVersion: 2.0.1\n"}
    texts = [
        "",
        *(CHANGES.replace("## 2.0", line) for line in ("## 2.1\n\n## 2.0", "## 2.0.1", "### 2.0")),
    ]
    agree(student, reference, "verifies", NAME, (other, CHANGES), *((GOOD, text) for text in texts))


@points(2, task=4, covers="R11", after="check_fit_wheel_passes")
def check_what_is_no_wheel(student, reference):
    """An archive without metadata, another file and a lost one end with the status 2 and a message."""
    agree(student, reference, "verifies_what_is_no_archive")
    agree(student, reference, "verifies", NAME, ({"tide_kit/__init__.py": ""}, CHANGES))
    agree(student, reference, "verifies", "tides.whl", (GOOD, CHANGES))


@points(1, task=5, covers="R13")
def check_changelog(student, reference):
    """The newest section of the changelog is the release, and the older ones are still there."""
    agree(student, reference, "sections")


@points(2, task=5, covers="R14")
def check_wheel_holds_the_package_alone(student, reference):
    """The wheel holds the package, its data among it, and nothing beside."""
    agree(student, reference, "wheel_without_information")


@points(2, task=5, covers="R15")
def check_archive_holds_sources_alone(student, reference):
    """The source archive holds what belongs to the project, and no secrets."""
    agree(student, reference, "sdist")


@points(2, task=5, covers="R16", after="check_archive_holds_sources_alone")
def check_rebuilt_wheel_is_the_same(student, reference):
    """A wheel that is built from the source archive is the same, file by file."""
    agree(student, reference, "rebuilt")


@points(
    2,
    task=5,
    covers="R13 R14",
    after="check_fit_wheel_passes check_wheel_holds_the_package_alone check_changelog",
)
def check_release_is_fit(student, reference):
    """The command that you have written finds nothing wrong with its own wheel."""
    agree(student, reference, "verifies_itself")


@points(3, task=1, covers="R2", after="check_version_is_printed")
def check_version_stands_once(student, reference):
    """The version is changed in one place, and everything follows."""
    agree(student, reference, "version_stands_once")
