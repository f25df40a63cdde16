"""Hidden checks of project-template."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

TITLES = st.text("aZ7 -_.\u00e9", max_size=7)
SUMMARIES = st.text("ab \"'\\{}$%#\u00fc\U0001f6a2", min_size=1, max_size=12).filter(str.strip)
QUOTES = "Says \"high\" or 'low' of C:\\tides {now} $5 %s"
SHIPS = "Tides for \U0001f6a2 in \u00c5lesund, \u592a\u9f98"
NEEDS = ["rich>=13,<15", 'tzdata; sys_platform == "win32"', "tides[maps]==2.1"]
DEV = ["pytest>=8", "mypy"]


@points(2, task=1, covers="R1")
def check_titles_give_names(student, reference):
    """A title gives the names of the distribution and of the package."""
    agree(student, reference, "names", "Tide Table")
    agree(student, reference, "names", "moorings")
    agree(student, reference, "names", "  Quay.Cam 2 ")
    agree(student, reference, "names", "a__B-.c   D")
    agree(student, reference, "names", "X")


@points(2, task=1, covers="R2", after="check_titles_give_names")
def check_impossible_titles_are_refused(student, reference):
    """What is no name, in whole or at its ends, is refused."""
    ends = ["ok", "", "  ", "2 tides", "-tides", "tides-", "tides.", "_tides"]
    inside = ["tide/table", "tide\ntable", "tide\ttable", "..", "../tides", "tides!", "tide+"]
    others = ["t\u00eede", "tide \u0663", "\u00c5land"]
    agree(student, reference, "outcomes", [*ends, *inside, *others])


@points(2, task=1, covers="R3", after="check_titles_give_names")
def check_taken_names_are_refused(student, reference):
    """Names that Python uses itself are refused, in any spelling; longer ones are not."""
    taken = ["Class", "json", "LOGGING", "import", "Class Room", "json-tides", "Async", "match"]
    agree(student, reference, "outcomes", taken)


@points(
    1,
    task=1,
    covers="R1 R2",
    after="check_impossible_titles_are_refused check_taken_names_are_refused",
)
@given(titles=st.lists(TITLES, max_size=8))
def check_any_title(student, reference, titles):
    """Any title gives names or is refused."""
    agree(student, reference, "outcomes", ["Tide Table", *titles])


@points(1, task=2, covers="R4")
def check_paths(student, reference):
    """A project has these files and no others, each with one newline at its end."""
    agree(student, reference, "paths", "Tide Table")
    agree(student, reference, "paths", "moorings", "Counts.", NEEDS, DEV)
    agree(student, reference, "endings", "Tide Table", "Counts.", NEEDS, DEV)
    agree(student, reference, "endings", "Tide Table")


@points(1, task=2, covers="R5", after="check_paths")
def check_summaries_are_one_line(student, reference):
    """A summary that is blank, or more than a line of text, is refused."""
    for summary in ("", "   ", "One.\nTwo.", "tab\tbed", "bell\x07", "One.\u2028Two."):
        agree(student, reference, "paths", "Tide Table", summary)
    agree(student, reference, "paths", "Tide Table", SHIPS)


@points(2, task=2, covers="R6", after="check_paths")
def check_ignore_file(student, reference):
    """The ignore file has the five lines, whatever the project."""
    agree(student, reference, "ignored", "Tide Table")


@points(2, task=2, covers="R7", after="check_paths")
def check_requirement_files(student, reference):
    """Requirements of the program and of its developers are kept apart."""
    for path in ("requirements.txt", "requirements-dev.txt"):
        agree(student, reference, "text", path, "Tide Table", "Counts.", NEEDS, DEV)
        agree(student, reference, "text", path, "Tide Table", "Counts.", NEEDS, [])
        agree(student, reference, "text", path, "Tide Table", "Counts.", [], DEV)
        agree(student, reference, "text", path, "Tide Table")


@points(2, task=2, covers="R8", after="check_paths")
def check_readme(student, reference):
    """The readme has the title, the summary, and the steps in order."""
    agree(student, reference, "told_of", " Tide Table ", "Counts.", NEEDS, DEV)
    agree(student, reference, "told_of", "moorings", QUOTES)


@points(2, task=3, covers="R9", after="check_paths")
def check_metadata(student, reference):
    """pyproject.toml says what the project is, and how it is built."""
    agree(student, reference, "metadata", "Tide Table")
    agree(student, reference, "metadata", "moorings", "Counts.", ["rich>=13,<15"], DEV)


@points(
    2,
    task=3,
    covers="R9",
    after="check_metadata",
    reply="a text that is put into TOML is written as TOML writes it",
)
def check_signs_survive_in_the_metadata(student, reference):
    """Quotes, backslashes, braces and ships come out of pyproject.toml as they went in."""
    agree(student, reference, "metadata", "Tide Table", QUOTES, NEEDS, [])
    agree(student, reference, "metadata", "Tide Table", SHIPS)


@points(
    2,
    task=3,
    covers="R10",
    after="check_paths",
    reply="a text that is put into a program is written as Python writes it",
)
def check_signs_survive_in_the_program(student, reference):
    """The new program prints its summary, whatever signs are in it."""
    agree(student, reference, "runs_in_place", "Tide Table", "Counts.")
    agree(student, reference, "runs_in_place", "Tide Table", QUOTES)
    agree(student, reference, "runs_in_place", "Tide Table", SHIPS)


@points(
    1,
    task=3,
    covers="R9 R10",
    after="check_signs_survive_in_the_metadata check_signs_survive_in_the_program",
)
@given(summary=SUMMARIES, examples=25)
def check_any_summary(student, reference, summary):
    """Any summary comes out as it went in."""
    agree(student, reference, "metadata", "Tide Table", summary)
    agree(student, reference, "runs_in_place", "Tide Table", summary)


@points(2, task=4, covers="R12")
def check_projects_are_created(student, reference):
    """create() writes the files to a new folder, returns it, and leaves nothing else."""
    agree(student, reference, "created", "Tide Table", "Counts.", NEEDS, DEV)
    agree(student, reference, "created", "moorings", SHIPS)


@points(3, task=3, covers="R10 R11", after="check_metadata check_projects_are_created")
def check_projects_can_be_installed(student, reference):
    """A new project is built and installed; its command runs, and its tests pass."""
    agree(student, reference, "built", "Tide Table", QUOTES)


@points(2, task=4, covers="R13", after="check_projects_are_created")
def check_nothing_is_overwritten(student, reference):
    """Whatever lies at the place of the new folder stays as it is."""
    for there in ("full", "folder", "file", "link"):
        agree(student, reference, "refused", there, "Tide Table")
    agree(student, reference, "refused", "", "Tide Table", into="nowhere")
    agree(student, reference, "refused", "", "2 tides")
    agree(student, reference, "refused", "", "Tide Table", "One.\nTwo.")


@points(
    3,
    task=4,
    covers="R14",
    after="check_projects_are_created",
    reply="the disk is full after a few files: what is left, and can people try again?",
)
def check_all_or_nothing(student, reference):
    """When writing fails, nothing is left, and a second try works."""
    for after in (0, 3, 7):
        agree(student, reference, "broken_off", after, "Tide Table")


@points(
    1,
    task=4,
    covers="R15",
    after="check_projects_are_created",
    reply="a temporary folder belongs to you alone; should the project?",
)
def check_others_may_read(student, reference):
    """Folders and files have the permissions that new ones have."""
    agree(student, reference, "modes", "Tide Table")


@points(2, task=5, covers="R16", after="check_projects_are_created")
def check_program(student, reference):
    """The program makes the project and prints where it lies."""
    agree(student, reference, "program", "Tide Table", "--summary", "Counts.")
    needs = ["--requires", "rich>=13", "--dev", "pytest", "--requires", "tides", "--dev", "mypy"]
    into = ["--into", "../projects"]
    agree(student, reference, "program", "A B", "--summary", "Two.", *needs, *into)


@points(2, task=5, covers="R17", after="check_program")
def check_program_tells_errors(student, reference):
    """What cannot be made is told in one line on standard error, with status 1."""
    agree(student, reference, "program", "Tide Table", "--summary", "Counts.", twice=True)
    agree(student, reference, "program", "class", "--summary", "Counts.")
    agree(student, reference, "program", "Tide Table", "--summary", " ")
    agree(student, reference, "program", "Tide Table", "--summary", "A.", "--into", "../nowhere")
    told = student.run("2 tides", "--summary", "Counts.")
    expect([told["exit"], told["stdout"], told["stderr"].startswith("error: ")], [1, "", True])
