"""Hidden checks of buffer-lab."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.text(alphabet="ab é", min_size=1, max_size=6)
PROGRAMS = st.lists(st.one_of(st.none(), st.text(alphabet="abcé\n", max_size=12)), max_size=8)
LAYERS = st.sampled_from(["raw", "buffered", "text", "line"])
PIECES = st.lists(st.tuples(WORDS, st.sampled_from(["", "\n"])).map("".join), max_size=8)


@points(
    2,
    task=1,
    covers="R1",
    reply="each write by what was taken, the first close only; what does a closed file do?",
)
def check_the_double_records_its_calls(student, reference):
    """RecordingRaw keeps what it takes and lists its calls, the first close included."""
    agree(student, reference, "raw_story", [b"reefer", b"", b"7"])
    agree(student, reference, "raw_kind")
    agree(student, reference, "raw_after_close")
    agree(student, reference, "two_raws")


@points(
    1, task=1, covers="R1", reply="how many bytes did the double take, and what does it return?"
)
def check_a_limit_makes_writes_short(student, reference):
    """With a limit a write takes no more, says so, and a buffer sends the rest."""
    agree(student, reference, "raw_story", [b"reefers", b"abc", b"ab"], 3)
    agree(student, reference, "limited_below_a_buffer", b"0123456789abcdef", 5)


@points(2, task=1, covers="R2", reply="whose memory does your double keep?")
def check_taken_bytes_never_change(student, reference):
    """What was taken stays as it was when its memory is used again."""
    agree(student, reference, "reused_memory")


@points(2, task=1, covers="R3")
def check_a_buffer_counts_its_flushes(student, reference):
    """RecordingBuffer flushes, and counts for each object by itself."""
    agree(student, reference, "flushes_counted", [3])
    agree(student, reference, "flushes_counted", [1, 0, 2])


@points(2, task=2, covers="R4")
def check_layers_are_named_from_the_top(student, reference):
    """Layers are named from the top down, for files of all modes and for streams in memory."""
    agree(student, reference, "layers_of_files")
    agree(student, reference, "layers_in_memory")


@points(3, task=2, covers="R5")
def check_stacks_are_built(student, reference):
    """A stack has the layers up to the one that is named, and closing it closes all."""
    for layer in ("raw", "buffered", "text", "line"):
        agree(student, reference, "stack_story", layer, ["abc", "d\nef", "Ægir\n", "0123456789"])
    agree(student, reference, "stack_story", "paper", [])


@points(
    3,
    task=3,
    covers="R6",
    after="check_stacks_are_built",
    reply="which of the numbers do you take before the stack is closed, and which after?",
)
def check_programs_have_their_bills(student, reference):
    """The bill tells writes and flushes until the program returned, and what was left to close."""
    lines = [f"level {number}\n" for number in range(9)]
    for layer in ("raw", "buffered", "text", "line"):
        agree(student, reference, "bill_of", lines, layer, 24)
        agree(student, reference, "bill_of", ["ab", None, "cd", None, None, "é"], layer, 24)
        agree(student, reference, "bill_of_a_jam", layer)
    agree(student, reference, "bill_of", [], "buffered", 24)
    agree(student, reference, "bill_of", ["x" * 30], "buffered", 8)


@points(2, task=3, covers="R6", after="check_programs_have_their_bills")
@given(pieces=PROGRAMS, layer=LAYERS, buffer_size=st.integers(4, 40))
def check_any_program_has_its_bill(student, reference, pieces, layer, buffer_size):
    """Any program on any layer with any buffer has its bill."""
    agree(student, reference, "bill_of", pieces, layer, buffer_size)


@points(2, task=4, covers="R7", reply="who sees a log line, and when?")
def check_a_line_end_sends_the_line(student, reference):
    """A log line arrives as soon as it is written."""
    agree(student, reference, "log_story", ["reefer 7\n", "Ægir: berth 2\n", "\n"])


@points(2, task=4, covers="R7", reply="print() hands over each word by itself")
def check_a_line_is_one_write(student, reference):
    """A line is one raw write, in however many pieces it came; without a line end it waits."""
    agree(student, reference, "log_story", ["warm", "\n", "Ægir", " berth 2\n", "x"])
    agree(student, reference, "log_writes", [["reefer", 7, "warm"], ["Ægir"], []])
    agree(student, reference, "log_writes", [["x" * 100] * 30])


@points(1, task=4, covers="R7", after="check_a_line_end_sends_the_line check_a_line_is_one_write")
@given(pieces=PIECES)
def check_any_pieces_of_lines(student, reference, pieces):
    """Any pieces arrive when their line ends."""
    agree(student, reference, "log_story", pieces)


@points(2, task=4, covers="R8", reply="read the file, byte by byte, while the log is still open")
def check_a_log_file_is_up_to_date(student, reference):
    """Other readers of a log file find each line at once, after the older ones."""
    agree(student, reference, "log_file_story", b"old\n", ["reefer 7\n", "warm", "\n", "Ægir ł\n"])
    agree(student, reference, "log_file_story", None, ["x", "y"])


@points(2, task=5, covers="R9", reply="who has made the raw file, and may go on with it?")
def check_an_export_arrives_and_raw_stays_open(student, reference):
    """All rows arrive, are counted, and the raw file is open."""
    agree(student, reference, "exported", ["crane 1", "", "Ægir"], 64)
    agree(student, reference, "exported", [], 64)
    agree(student, reference, "exported", ["a long row " * 9, "b"], 16, 7)


@points(2, task=5, covers="R10", reply="how many bytes does one raw write carry?")
def check_an_export_goes_in_large_pieces(student, reference):
    """No raw write but the last carries less than half of the buffer."""
    agree(student, reference, "export_pieces", [f"row {number}" for number in range(60)], 64)
    agree(student, reference, "export_pieces", ["ab"] * 50, 16)


@points(1, task=5, covers="R10", reply="an export may be larger than the memory")
def check_rows_do_not_pile_up(student, reference):
    """While rows are read, the earlier ones are on their way."""
    agree(student, reference, "export_waiting", 1200, 99, 512)


@points(
    2, task=5, covers="R11", reply="what becomes of the rows in your buffer when an error passes?"
)
def check_rows_before_an_error_arrive(student, reference):
    """An error passes on; the rows before it are in the raw file, which is open."""
    agree(student, reference, "export_with_a_jam", 3)
    agree(student, reference, "export_with_a_jam", 0)


@points(2, task=6, covers="R12", reply="what is on the disk if sync finds nothing to do?")
def check_sync_comes_after_the_bytes(student, reference):
    """Sync is called once a line, when its bytes have left the buffer, and never after an error."""
    agree(student, reference, "commit_story", ["gate 4", "", "Ægir"], True)
    agree(student, reference, "commit_without_space", True)


@points(2, task=6, covers="R12", reply="how many layers lie between the line and the raw file?")
def check_all_layers_are_flushed(student, reference):
    """A committed line has left the text layer and the buffer."""
    agree(student, reference, "commit_story", ["gate 4", "", "Ægir"], False)


@points(2, task=6, covers="R13", reply="how many bytes did the raw file take?")
def check_short_writes_are_continued(student, reference):
    """A record is handed over until all of it is taken, in as few writes as it needs."""
    agree(student, reference, "all_written", b"gate 4 open", 4)
    agree(student, reference, "all_written", b"gate 4 open")
    agree(student, reference, "all_written", b"")


@points(1, task=6, covers="R13", reply="None is neither a number of bytes nor a success")
def check_a_silent_file_is_an_error(student, reference):
    """A raw file that returns None makes BlockingIOError, at the first write or later."""
    agree(student, reference, "written_to_a_silent_file", b"gate 4 open", None, 0)
    agree(student, reference, "written_to_a_silent_file", b"gate 4 open", 4, 2)
