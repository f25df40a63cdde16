"""Hidden checks of logging-setup."""

from hypothesis import strategies as st

from grader.checks import agree, given, points, same

RAW = st.text(alphabet="ab-7é \t", max_size=8)
BOOKED = st.lists(st.sampled_from(["AB-7", "A", "B 7", "7", "É"]), max_size=4)
LOGGERS = st.sampled_from(["", "gatehouse.plates", "gatehouse.lanes", "tide.tables", "gatehouse2"])
LEVELS = st.sampled_from([10, 15, 20, 25, 30, 40, 50])
WORDS = st.text(alphabet="abc é%→", min_size=1, max_size=6)
CALLS = st.lists(
    st.tuples(st.sampled_from(["north", "south", "new/south"]), st.booleans()),
    min_size=1,
    max_size=4,
)
TOLD = ("logger", "level", "message", "lazy", "exc_info")


def records(actual, expected):
    """Records that say the same; whether a template has %d or %s is left to its author."""
    return same(
        [[one[key] for key in TOLD] for one in actual],
        [[one[key] for key in TOLD] for one in expected],
    )


@points(1, task=1, covers="R1")
def check_two_loggers_have_their_names(student, reference):
    """plates_log and lanes_log are the loggers of the two modules."""
    agree(student, reference, "names_of_the_loggers")


@points(
    2,
    task=1,
    covers="R1 R2",
    reply="after the import: one NullHandler on gatehouse, and all else as it was before",
)
def check_the_import_configures_nothing(student, reference):
    """Importing the module sets no level and adds no handler but the NullHandler."""
    agree(student, reference, "import_afresh")


@points(1, task=1, covers="R2", reply="a logger without any handler falls back on one of Python's")
def check_without_a_set_up_nothing_is_heard(student, reference):
    """Where nothing is set up, reports reach nobody, not even standard error."""
    agree(student, reference, "heard_without_a_set_up")


@points(1, task=2, covers="R3")
def check_records_of_read_plate(student, reference):
    """read_plate() tidies the plate up, and reports it at DEBUG or raises."""
    for raw in ("sn-88", "  Tø 4\t\t21 ", "", " \n "):
        agree(student, reference, "read_plate", raw, observing=["value", "raised"])
        agree(student, reference, "read_plate", raw, observing=["logs"], compare=records)


@points(1, task=2, covers="R3", after="check_records_of_read_plate")
@given(raw=RAW)
def check_records_of_any_reading(student, reference, raw):
    """Whatever the camera saw is tidied up and reported."""
    agree(student, reference, "read_plate", raw, observing=["value", "raised"])
    agree(student, reference, "read_plate", raw, observing=["logs"], compare=records)


@points(2, task=2, covers="R4 R5", after="check_records_of_read_plate")
def check_records_of_admit(student, reference):
    """admit() decides, and reports each outcome once, at its level, in its logger."""
    for raw in ("sn-88", " ", "SN-99"):
        agree(student, reference, "admit", 5, raw, ["SN-88"], observing=["value", "raised"])
        agree(student, reference, "admit", 5, raw, ["SN-88"], observing=["logs"], compare=records)


@points(1, task=2, covers="R4 R5", after="check_records_of_admit")
@given(lane=st.integers(0, 40), raw=RAW, booked=BOOKED)
def check_records_of_any_lorry(student, reference, lane, raw, booked):
    """Any lorry at any lane is decided upon and reported."""
    agree(student, reference, "admit", lane, raw, booked, observing=["value", "raised"])
    agree(student, reference, "admit", lane, raw, booked, observing=["logs"], compare=records)


@points(1, task=2, covers="R4", after="check_records_of_read_plate")
def check_the_error_carries_its_exception(student, reference):
    """The record of a missing plate carries the ValueError, the other records nothing."""
    agree(student, reference, "tracebacks", 5, "\t", ["SN-88"])
    agree(student, reference, "tracebacks", 5, "SN-88", ["SN-88"])


@points(1, task=2, covers="R6")
def check_records_of_a_closed_gate(student, reference):
    """close_gate() reports the reason at CRITICAL."""
    agree(student, reference, "close_gate", "storm", observing=["value", "raised"])
    agree(student, reference, "close_gate", "storm", observing=["logs"], compare=records)


@points(2, task=3, covers="R7 R8")
def check_both_get_what_they_are_to_get(student, reference):
    """All five levels reach the file; the console shows INFO and above, or all if verbose."""
    agree(student, reference, "where_five_levels_go", "gatehouse.plates", False)
    agree(student, reference, "where_five_levels_go", "gatehouse.lanes", True)
    agree(student, reference, "where_five_levels_go", "tide.tables", True)


@points(1, task=3, covers="R7 R8 R9", after="check_both_get_what_they_are_to_get")
@given(events=st.lists(st.tuples(LOGGERS, LEVELS, WORDS), max_size=5), verbose=st.booleans())
def check_any_record_goes_where_it_belongs(student, reference, events, verbose):
    """Records of any logger at any level reach the file, and the console if they matter enough."""
    agree(student, reference, "where_events_go", events, verbose)


@points(1, task=3, covers="R7", reply="look at what each logger has after one call of set_up()")
def check_handlers_are_on_the_root_only(student, reference):
    """The root logger has two handlers, the loggers of the gatehouse none, and they propagate."""
    agree(student, reference, "handlers_by_logger")


@points(1, task=3, covers="R8", reply="which object is sys.stderr when your function is called?")
def check_the_console_is_standard_error(student, reference):
    """Without a stream the console is the standard error of the moment of the call."""
    agree(student, reference, "default_console")


@points(2, task=3, covers="R9", reply="look at the handler of the file: kind, path, both numbers")
def check_the_file_rotates_by_size(student, reference):
    """The file lies in a folder that is made if need be, and rotates at MAX_BYTES with BACKUPS."""
    agree(student, reference, "file_handler")


@points(1, task=3, covers="R9", after="check_both_get_what_they_are_to_get")
def check_the_file_is_in_utf_8(student, reference):
    """The file is written in UTF-8 on every machine."""
    agree(student, reference, "encoding_of_the_file")


@points(2, task=4, covers="R10", after="check_both_get_what_they_are_to_get")
def check_the_last_set_up_counts(student, reference):
    """After two calls each record appears once, where the second call says."""
    agree(student, reference, "set_up_again_and_again", [("north", False), ("north", False)])
    agree(student, reference, "set_up_again_and_again", [("north", False), ("south", True)])
    agree(student, reference, "set_up_again_and_again", [("south", True), ("north", False)])


@points(1, task=4, covers="R10", after="check_the_last_set_up_counts")
@given(calls=CALLS)
def check_any_number_of_set_ups(student, reference, calls):
    """However often it is set up, the last call counts, and no other file stays open."""
    agree(student, reference, "set_up_again_and_again", calls)


@points(2, task=4, covers="R11", after="check_both_get_what_they_are_to_get")
def check_tear_down_undoes_the_set_up(student, reference):
    """tear_down() takes both handlers off, closes the file, and can be called at any time."""
    for count in (0, 1, 2):
        agree(student, reference, "tear_down_after", count)
    agree(student, reference, "set_up_after_tear_down")


@points(
    1,
    task=4,
    covers="R12",
    after="check_both_get_what_they_are_to_get check_tear_down_undoes_the_set_up",
    reply="whose handlers are on the root logger before, and are they still there and at work?",
)
def check_handlers_of_others_stay(student, reference):
    """Handlers of others neither disappear nor keep set_up() from working."""
    for times in (1, 2):
        agree(student, reference, "others_on_the_root", times)


@points(
    1,
    task=4,
    covers="R13",
    after="check_both_get_what_they_are_to_get",
    reply="after a set-up that fails, the one before goes on as if nothing had happened",
)
def check_a_failing_set_up_changes_nothing(student, reference):
    """Where no file can be made, OSError passes on and the set-up before stays in force."""
    for blocked in ("occupied", "occupied/below", "taken"):
        agree(student, reference, "set_up_where_nothing_can_be_made", blocked)
