"""Hidden checks of print-to-logging."""

from hypothesis import strategies as st

from grader.checks import agree, given, points, same

GOOD = ["TCLU44;-18;-12", "msku20;4;4", " HLXU08 ;0;9", "SUDU31; 2 ;-1"]
BAD = ["", "TCLU44;-18", "MSKU20;4;warm", "a;1;2;3", "%s %d;", "Tür;1"]
LINES = st.lists(st.sampled_from([*GOOD, *GOOD, *BAD, "TCLU44;1;1"]), max_size=6)
DEGREES = st.dictionaries(
    st.sampled_from(["TCLU44", "MSKU20", "HLXU08", "SUDU31", ""]), st.integers(-4, 8), max_size=5
)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["print_to_logging", "reefer.bus", "yardmap"]),
        st.sampled_from([10, 20, 30, 40, 50]),
        st.text(alphabet="ab é%→", max_size=6),
    ),
    max_size=5,
)
FIVE = [("print_to_logging", level, "frost on 7") for level in (10, 20, 30, 40, 50)]
TOLD = ("level", "message", "exc_info")
ALL = ["value", "raised", "stdout", "stderr", "logs"]


def records(actual, expected):
    """Records that say the same, arguments or not; anything else as it is."""
    if type(expected) is list and all(type(one) is dict for one in expected):
        return same(
            [[one[key] for key in TOLD] for one in actual],
            [[one[key] for key in TOLD] for one in expected],
        )
    return same(actual, expected)


def lazy(actual, expected):
    """Records with arguments where the reference has arguments."""
    return same([one["lazy"] for one in actual], [one["lazy"] for one in expected])


@points(2, task=1, covers="R1", reply="name, handlers and level, right after the import")
def check_the_logger_is_named_after_the_module(student, reference):
    """`log` has the name of the module, and importing it configures nothing."""
    agree(student, reference, "import_as", "print_to_logging")
    agree(student, reference, "import_as", "night.round")


@points(2, task=1, covers="R2")
def check_good_lines_are_reported(student, reference):
    """Good lines and the end of the work are reported, and nothing is printed."""
    for lines in ([], ["TCLU44;-18;-12"], ["TCLU44;-18;-12", "MSKU20;4;4"]):
        agree(student, reference, "read_readings", lines, observing=ALL, compare=records)


@points(
    1,
    task=1,
    covers="R2",
    after="check_good_lines_are_reported",
    reply="what is lost when a line is left out, and what when a name is corrected?",
)
def check_odd_lines_are_reported(student, reference):
    """A corrected name and a line that is left out are reported at the right level."""
    for lines in (["msku20;4;4"], [" HLXU08 ;0;9"], ["TCLU44;-18"], ["", "MSKU20;4;warm"]):
        agree(student, reference, "read_readings", lines, observing=ALL, compare=records)


@points(1, task=1, covers="R2", after="check_odd_lines_are_reported")
@given(lines=LINES)
def check_any_lines_are_reported(student, reference, lines):
    """Any lines are reported in order, and returned as before."""
    agree(student, reference, "read_readings", lines, observing=ALL, compare=records)


@points(
    1,
    task=1,
    covers="R3",
    after="check_good_lines_are_reported",
    reply="only what a bad line raises is caught",
)
def check_other_mistakes_are_not_hidden(student, reference):
    """An exception that no bad line raises passes on."""
    agree(student, reference, "read_what_is_no_line")


@points(2, task=1, covers="R2")
def check_the_search_is_reported(student, reference):
    """find_warm() reports its chart at DEBUG and its count at INFO, and prints nothing."""
    for degrees in ({"TCLU44": 6, "MSKU20": 3, "HLXU08": 4}, {}):
        agree(student, reference, "find_warm", degrees, 3, observing=ALL, compare=records)


@points(1, task=1, covers="R2", after="check_the_search_is_reported")
@given(degrees=DEGREES, limit=st.integers(-2, 6))
def check_any_search_is_reported(student, reference, degrees, limit):
    """Whatever was read, the search reports it and returns what it did before."""
    agree(student, reference, "find_warm", degrees, limit, observing=ALL, compare=records)


@points(1, task=1, covers="R2", reply="whose method is called: that of `log`, or one of `logging`?")
def check_all_records_are_in_log(student, reference):
    """Every record bears the name of the module's logger."""
    agree(student, reference, "names_of_the_loggers", ["TCLU44;1;2", "x", "a;1;2"], {"TCLU44": 6})


@points(
    2,
    task=2,
    covers="R4",
    after="check_good_lines_are_reported check_odd_lines_are_reported check_the_search_is_reported",
    reply="the logger gets the template and the values separately",
)
def check_values_are_arguments(student, reference):
    """Every record has its values beside the template."""
    agree(student, reference, "read_readings", [*GOOD, *BAD], observing=["logs"], compare=lazy)
    agree(student, reference, "find_warm", {"TCLU44": 6}, 3, observing=["logs"], compare=lazy)


@points(
    2,
    task=2,
    covers="R4",
    after="check_odd_lines_are_reported",
    reply="who makes a text of the line, and is anybody interested in it?",
)
def check_no_text_is_made_for_nobody(student, reference):
    """While DEBUG is off no text is made of a line; while it is on, one is."""
    for level in (10, 20, 30):
        agree(student, reference, "texts_made_of_lines", ["TCLU44;-18;-12", "TCLU44"], level)


@points(
    2,
    task=2,
    covers="R5",
    after="check_the_search_is_reported",
    reply="when are the arguments of a call worked out?",
)
def check_the_chart_is_drawn_for_debug_only(student, reference):
    """chart() is called while DEBUG is on, and only then."""
    for level in (10, 20, 30):
        agree(student, reference, "charts_drawn", {"TCLU44": 6, "HLXU08": 2}, level)


@points(2, task=3, covers="R6 R7")
def check_the_file_gets_everything(student, reference):
    """Records of all levels and all loggers reach the file, with time, level and name."""
    agree(student, reference, "written", FIVE)
    agree(student, reference, "written", [("reefer.bus", 30, "Kühlung → 7"), ("yardmap", 10, "x")])


@points(2, task=3, covers="R6 R7")
def check_the_console_gets_warnings(student, reference):
    """Standard error shows records from WARNING up in the same form, standard output none."""
    agree(student, reference, "shown", FIVE)


@points(
    1,
    task=3,
    covers="R6 R7",
    after="check_the_file_gets_everything check_the_console_gets_warnings",
)
@given(events=EVENTS)
def check_any_record_goes_where_it_belongs(student, reference, events):
    """Records of any logger go where their level sends them."""
    agree(student, reference, "written", events)
    agree(student, reference, "shown", events)


@points(1, task=3, covers="R6", after="check_the_file_gets_everything")
def check_the_file_is_added_to(student, reference):
    """What the file held before is kept, and new lines come after it."""
    agree(student, reference, "added_to", "round of yesterday\n")


@points(1, task=3, covers="R6", reply="which encoding is it on a machine with another locale?")
def check_the_file_is_in_utf_8(student, reference):
    """The file is in UTF-8 on every machine."""
    agree(student, reference, "encoding_of_the_file")


@points(
    2,
    task=3,
    covers="R6 R8",
    after="check_the_file_gets_everything check_the_console_gets_warnings "
    "check_odd_lines_are_reported check_the_search_is_reported",
)
def check_the_result_is_all_that_is_printed(student, reference):
    """main() prints the containers that are too warm and reports everything else."""
    agree(student, reference, "main_round", "TCLU44;-18;-12\nMSKU20;4;4\n")
    agree(student, reference, "main_round", "MSKU20;4;8\nhlxu08;0;9\n\nTCLU44;1;4\n")
    agree(student, reference, "main_round", "")


@points(1, task=3, covers="R8", after="check_the_result_is_all_that_is_printed")
@given(lines=LINES, examples=20)
def check_any_round_prints_its_result(student, reference, lines):
    """Whatever the readings are, result and reports go separate ways."""
    agree(student, reference, "main_round", "".join(line + "\n" for line in lines))


@points(
    2,
    task=3,
    covers="R9",
    after="check_the_file_gets_everything check_the_console_gets_warnings",
    reply="one record: level from the table, traceback, no text of the exception in the message",
)
def check_a_missing_file_is_the_end(student, reference):
    """Without readings the program gives up with one record, its traceback and status 1."""
    agree(student, reference, "main_round", None)
    agree(student, reference, "main_on_a_folder")


@points(1, task=3, covers="R1 R8", after="check_the_result_is_all_that_is_printed")
def check_the_file_is_a_program(student, reference):
    """Run as a program, the file does what main() does and ends with its status."""
    agree(student, reference, "program_round", "MSKU20;4;8\nhlxu08;0;9\n")
    agree(student, reference, "program_round", None)
