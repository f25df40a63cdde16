"""Hidden checks of pyproject-author."""

from grader.checks import agree, points

OURS, OTHER = "hatchling", "setuptools"


@points(2, task=1, covers="R1")
def check_name_and_version(student, reference):
    """The wheel carries the right name and version."""
    agree(student, reference, "name_and_version", OURS)


@points(2, task=1, covers="R2")
def check_summary_and_description(student, reference):
    """The summary is there, and ABOUT.md as the long description in Markdown."""
    agree(student, reference, "field", OURS, "summary")
    agree(student, reference, "description", OURS)


@points(1, task=1, covers="R3")
def check_licence(student, reference):
    """The licence is an expression, and its text travels in the wheel."""
    agree(student, reference, "licence", OURS)


@points(1, task=1, covers="R4")
def check_author(student, reference):
    """The author is named with an address."""
    agree(student, reference, "author", OURS)


@points(2, task=2, covers="R5")
def check_pythons(student, reference):
    """It installs on Python 3.11 and on every later version."""
    agree(student, reference, "pythons", OURS)


@points(3, task=2, covers="R6 R7")
def check_requirements(student, reference):
    """What is needed follows the machine, and each bound is in its place."""
    agree(student, reference, "requirements", OURS)


@points(2, task=2, covers="R8")
def check_extra(student, reference):
    """There is one extra, and it brings what it should."""
    agree(student, reference, "extras", OURS)


@points(2, task=3, covers="R9")
def check_command_is_announced(student, reference):
    """One command is announced, and nothing else."""
    agree(student, reference, "commands", OURS)


@points(3, task=3, covers="R9 R10", after="check_command_is_announced")
def check_command_runs_when_installed(student, reference):
    """In an empty environment the command prints the blocks and ends with the right status."""
    agree(student, reference, "runs")
    agree(student, reference, "runs", "B", "A")
    agree(student, reference, "runs", "K", "Z", "A")


@points(2, task=3, covers="R10")
def check_wheel_holds_the_package(student, reference):
    """The package and its data are in the wheel, and nothing that does not belong there."""
    agree(student, reference, "package_files", OURS)


@points(2, task=3, covers="R11", after="check_wheel_holds_the_package")
def check_archive_is_complete(student, reference):
    """The source archive holds what a build needs, and what readers want."""
    agree(student, reference, "archive")
    agree(student, reference, "from_archive")


@points(2, task=4, covers="R12 R14")
def check_backends(student, reference):
    """Each file asks for the backend that builds it, and for nothing else."""
    agree(student, reference, "backends")


@points(3, task=4, covers="R13", after="check_backends")
def check_the_other_wheel_says_the_same(student, reference):
    """Built by setuptools, the metadata are the same."""
    agree(student, reference, "name_and_version", OTHER)
    agree(student, reference, "field", OTHER, "summary")
    agree(student, reference, "description", OTHER)
    agree(student, reference, "licence", OTHER)
    agree(student, reference, "author", OTHER)
    agree(student, reference, "pythons", OTHER)
    agree(student, reference, "requirements", OTHER)
    agree(student, reference, "commands", OTHER)


@points(2, task=4, covers="R13", after="check_backends")
def check_the_other_wheel_holds_the_data(student, reference):
    """Built by setuptools, the wheel holds the data file, too, and nothing besides the package."""
    agree(student, reference, "package_files", OTHER)
