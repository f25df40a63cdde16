"""Hidden checks of entry-points."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

EVENTS = [
    {"gate": "N2", "plate": "QS-114"},
    {"gate": "S1", "plate": "TR 9"},
    {"gate": "N2", "plate": "QS-7"},
]
GOOD = "csv tables"
ALL = "csv tables other broken failing"
NAMES = ["csv", "plates", "table", "Zero", "zero", "CSV", "count", "needs", "xml", ""]
PROVIDERS = [
    "",
    "@",
    "@gate-csv",
    "@Gate.CSV",
    "@gate_csv_too",
    "@gate--tables",
    "@gate-export",
    "@nobody",
]
WANTED = st.tuples(st.sampled_from(NAMES), st.sampled_from(PROVIDERS)).map("".join)


@points(2, task=1, covers="R1 R2")
def check_command_and_formats_are_announced(student, reference):
    """The wheel announces one command, and its own two formats."""
    agree(student, reference, "entry_points")


@points(2, task=2, covers="R3 R5", after="check_command_and_formats_are_announced")
def check_own_formats_are_listed(student, reference):
    """Where nothing else is installed, the tool finds its own formats."""
    agree(student, reference, "command", "", "--list")
    agree(student, reference, "called", "", [["--list"]])


@points(2, task=2, covers="R3 R4 R5", after="check_own_formats_are_listed")
def check_plugins_are_listed(student, reference):
    """Formats of other distributions are listed with them, in order."""
    agree(student, reference, "command", GOOD, "--list")
    agree(student, reference, "command", "csv other", "--list")


@points(
    2,
    task=2,
    covers="R6",
    after="check_plugins_are_listed",
    reply="a list needs what is announced; who wants the code as well?",
)
def check_listing_imports_no_plugin(student, reference):
    """Broken plugins are listed like others, and none is imported for it."""
    agree(student, reference, "command", ALL, "--list")


@points(2, task=3, covers="R7", after="check_command_and_formats_are_announced")
def check_names_are_chosen(student, reference):
    """A name chooses the format that one distribution announces."""
    agree(student, reference, "chosen", GOOD, ["count", "csv", "Zero"])
    agree(student, reference, "chosen", "", ["count", "plates"])


@points(2, task=3, covers="R9", after="check_names_are_chosen")
def check_unknown_names_are_refused(student, reference):
    """A name or a provider that nothing announces is refused with the text of R9."""
    agree(student, reference, "chosen", GOOD, ["csv", "xml", "zero", "", "csv@gate-tables", "csv@"])
    agree(student, reference, "chosen", "", ["count", "table"])


@points(2, task=3, covers="R10", after="check_names_are_chosen")
def check_names_of_several_are_refused(student, reference):
    """A name that several distributions announce is refused, and all of them are named."""
    agree(student, reference, "chosen", "csv other", ["count", "plates", "csv"])


@points(3, task=3, covers="R8", after="check_names_are_chosen")
def check_providers_decide(student, reference):
    """With its provider, in any spelling, a format is chosen among several."""
    wanted = ["plates@gate-export", "plates@gate-tables", "table@Gate_Tables", "plates@GATE.tables"]
    agree(student, reference, "chosen", GOOD, wanted)
    agree(
        student,
        reference,
        "chosen",
        ALL,
        ["csv@gate_csv.Too", "csv@gate-csv", "count@Gate--Export"],
    )


@points(
    2,
    task=3,
    covers="R7 R8 R9 R10",
    after="check_unknown_names_are_refused "
    "check_names_of_several_are_refused check_providers_decide",
)
@given(wanted=st.lists(WANTED, min_size=4, max_size=16), examples=4)
def check_any_choice(student, reference, wanted):
    """Whatever is wanted is chosen, or refused for the right reason."""
    agree(student, reference, "chosen", ALL, ["count", *wanted])


@points(2, task=5, covers="R1 R14", after="check_command_and_formats_are_announced")
def check_command_writes_its_own_formats(student, reference):
    """Installed alone, the command writes the events in its own formats."""
    agree(student, reference, "command", "", "count", events=EVENTS)
    agree(student, reference, "command", "", "plates", events=EVENTS)
    agree(student, reference, "called", "", [["count"], ["plates"]])


@points(2, task=4, covers="R11 R14", after="check_command_writes_its_own_formats")
def check_plugins_are_loaded(student, reference):
    """A format may stand for a function, for a part of a class, or for an object that is called."""
    agree(student, reference, "command", GOOD, "csv", events=EVENTS)
    agree(student, reference, "called", GOOD, [["table"], ["rows"], ["csv@gate-csv"]], EVENTS)


@points(
    2,
    task=5,
    covers="R14",
    after="check_plugins_are_loaded",
    reply="standard output holds what the format returned, character by character",
)
def check_texts_are_written_as_they_are(student, reference):
    """Nothing is added to the text of a format, whether it is empty or lacks its last newline."""
    agree(student, reference, "called", GOOD, [["csv"], ["open"], ["Zero"]], EVENTS)


@points(2, task=4, covers="R12 R15", after="check_command_writes_its_own_formats")
def check_plugins_that_cannot_be_imported(student, reference):
    """A format whose module is missing, or lacks one, cannot be loaded, and the reason is told."""
    agree(student, reference, "command", ALL, "absent", events=EVENTS)
    agree(student, reference, "called", ALL, [["absent"], ["needs"]], EVENTS)


@points(
    2,
    task=4,
    covers="R12 R15",
    after="check_plugins_that_cannot_be_imported",
    reply="an import runs code of other people: what can come out of it?",
)
def check_plugins_that_break_otherwise(student, reference):
    """A module that fails in its own way, or lacks what is announced, cannot be loaded either."""
    agree(student, reference, "called", ALL, [["code"], ["syntax"], ["part"]], EVENTS)
    agree(student, reference, "causes", ALL, ["count", "absent", "syntax", "part"])


@points(1, task=4, covers="R13 R15", after="check_plugins_that_cannot_be_imported")
def check_what_is_no_format(student, reference):
    """What is announced, exists and cannot be called, cannot be loaded."""
    agree(student, reference, "called", ALL, [["number"], ["module"]], EVENTS)


@points(
    2,
    task=4,
    covers="R11",
    after="check_plugins_are_loaded",
    reply="who wants one format should not notice that another is broken",
)
def check_others_are_left_alone(student, reference):
    """Broken plugins hurt nobody who wants another format; only that one is imported."""
    agree(student, reference, "command", ALL, "table", events=EVENTS)


@points(2, task=5, covers="R15", after="check_command_writes_its_own_formats")
def check_refusals_are_told(student, reference):
    """What cannot be chosen is told in one line, with status 1."""
    agree(student, reference, "command", GOOD, "xml", events=EVENTS)
    agree(student, reference, "called", GOOD, [["csv@nobody"]], EVENTS)


@points(3, task=5, covers="R16", after="check_refusals_are_told")
def check_formats_that_fail(student, reference):
    """A format that raises, or returns no text, is told in one line, with status 1."""
    agree(student, reference, "called", ALL, [["key"], ["size"], ["bytes"], ["none"]], EVENTS)


@points(1, task=5, covers="R17", after="check_command_writes_its_own_formats")
def check_usage(student, reference):
    """Without a format, with two, or with a format and the option, the status is 2."""
    agree(student, reference, "usage", [["count"], [], ["count", "plates"], ["count", "--list"]])
