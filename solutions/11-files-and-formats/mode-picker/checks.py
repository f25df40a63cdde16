"""Hidden checks of mode-picker."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

BOARD = b"AEGIR           BORG            " + b" " * 16 + b"CAP SAN NICOLAS1"
NAMES = st.text(alphabet="ABC -.7", max_size=16)
EVENTS = st.lists(st.text(alphabet="abc ;é港\n\r", max_size=5), max_size=6)
WISHES = [
    (existing, missing, reads, writes)
    for existing in ("keep", "extend", "empty", "refuse")
    for missing in ("create", "refuse")
    for reads in (False, True)
    for writes in (False, True)
]
FULFILLED = [
    ("keep", "refuse", True, False),
    ("keep", "refuse", False, True),
    ("keep", "refuse", True, True),
    *[
        (existing, "create", reads, True)
        for existing in ("extend", "empty", "refuse")
        for reads in (False, True)
    ],
]
LINES = st.lists(st.text(alphabet="ab Þ港", max_size=5), max_size=5)


@points(3, task=1, covers="R1 R2", reply="make a table of eight modes and four questions")
def check_wishes_have_their_modes(student, reference):
    """Each wish that a mode fulfils gives this mode, in text and in binary."""
    agree(student, reference, "table", FULFILLED, False)
    agree(student, reference, "table", FULFILLED, True)
    agree(student, reference, "picked_text_by_default", "extend", "create", True, True)


@points(2, task=1, covers="R3", reply="two of the four questions have no mode for some answers")
def check_wishes_without_a_mode_are_refused(student, reference):
    """Each wish that no mode fulfils raises ValueError."""
    agree(student, reference, "table", [wish for wish in WISHES if wish not in FULFILLED], False)
    agree(student, reference, "table", [wish for wish in WISHES if wish not in FULFILLED], True)


@points(2, task=2, covers="R4")
def check_only_the_first_claim_creates(student, reference):
    """The first claim creates the file, if it has a folder, and later ones change nothing."""
    agree(student, reference, "claimed", None, [b"first", b"second", b""])
    agree(student, reference, "claimed", b"long ago", [b"new"])
    agree(student, reference, "claimed", b"", [b"new"])
    agree(student, reference, "claimed", None, [b"\x00\xff\r\n"])
    agree(student, reference, "claimed_in_no_folder")


@points(
    2,
    task=2,
    covers="R4",
    reply="who decides whether a name is free: your question, or the call that creates the file?",
)
def check_odd_names_are_taken(student, reference):
    """A folder and a link that leads nowhere are names that are taken."""
    agree(student, reference, "claimed_name_of_a_folder")
    agree(student, reference, "claimed_link_to_nowhere")


@points(2, task=3, covers="R5 R6", reply="look at the bytes: encoding, line end, older lines")
def check_events_follow_the_old_lines(student, reference):
    """Events follow what is in the journal, each with one line feed."""
    agree(student, reference, "journal_at_the_end", b"old\n", ["pilot on board", "", "Þór: 3 m"])
    agree(student, reference, "journal_at_the_end", None, ["first"])
    agree(student, reference, "journal_at_the_end", b"old\n", [])


@points(2, task=3, covers="R6", reply="when does a line leave your program?")
def check_a_line_is_there_at_once(student, reference):
    """When record() returns, the line is in the file."""
    agree(student, reference, "journal_story", None, ["ebb", "flood"])


@points(
    2,
    task=3,
    covers="R6",
    after="check_a_line_is_there_at_once",
    reply="where is the end of the file when the next line is written?",
)
def check_several_journals_share_a_file(student, reference):
    """Lines of several journals and of other programs follow each other."""
    agree(student, reference, "journal_story", b"old\n", ["a", "bb", "ccc", "d", "e"], 2)
    agree(student, reference, "journal_of_others", ["one", "two"])


@points(1, task=3, covers="R7")
def check_an_event_is_one_line(student, reference):
    """An event with a line break raises ValueError and writes nothing."""
    agree(student, reference, "journal_at_the_end", b"old\n", ["a\nb", "c", "d\r", "\n"])


@points(2, task=3, covers="R5 R7")
def check_a_with_statement_closes_the_journal(student, reference):
    """A with statement gives the journal, closes its file and lets errors pass."""
    agree(student, reference, "journal_in_a_with_statement", False)
    agree(student, reference, "journal_in_a_with_statement", True)
    agree(student, reference, "journal_in_no_folder")


@points(
    1,
    task=3,
    covers="R5 R6 R7",
    after="check_events_follow_the_old_lines check_several_journals_share_a_file "
    "check_an_event_is_one_line",
)
@given(events=EVENTS, journals=st.integers(1, 3))
def check_any_events_are_recorded(student, reference, events, journals):
    """Any events of any number of journals are in the file in order."""
    agree(student, reference, "journal_story", b"old\n", events, journals)


@points(2, task=4, covers="R8 R10")
def check_slots_are_read(student, reference):
    """Slots are read without the spaces at their end; a slot that is not there raises."""
    agree(student, reference, "slots_read", BOARD, [0, 1, 2, 3])
    agree(student, reference, "slots_read", BOARD + b"HALF A SLOT", [3, 4, -1, -4, 99])
    agree(student, reference, "slots_read", b"  INDENTED" + b" " * 6, [0])
    agree(student, reference, "slots_read", b"", [0])
    agree(student, reference, "slots_read", None, [0])


@points(3, task=4, covers="R9", reply="where does the file stand after each read and each write?")
def check_a_slot_is_patched_in_place(student, reference):
    """Patching a slot changes its 16 bytes and no others, and tells what was there."""
    agree(student, reference, "slots_patched", BOARD, [(1, "MSC LOLA")])
    agree(student, reference, "slots_patched", BOARD, [(3, "X"), (2, "SIXTEEN LETTERS!"), (0, "")])
    agree(
        student, reference, "slots_patched", b"\xff" * 3 + b" " * 13 + BOARD, [(1, "A"), (1, "B")]
    )


@points(1, task=4, covers="R9", reply="in one of the modes every write goes to the end")
def check_a_board_keeps_its_size(student, reference):
    """A board is as long after a patch as before."""
    agree(student, reference, "size_after_a_patch", BOARD, 0)
    agree(student, reference, "size_after_a_patch", BOARD, 1)


@points(
    1,
    task=4,
    covers="R9",
    reply="a file that has two names shows whether it was changed or replaced",
)
def check_the_file_itself_is_patched(student, reference):
    """A second name of the board shows the change."""
    agree(student, reference, "patched_under_two_names", BOARD, 0)


@points(1, task=4, covers="R9", reply="what would be left of the board after a power cut?")
def check_a_board_is_never_emptied(student, reference):
    """No patch opens the board in a mode that empties it."""
    agree(student, reference, "emptied_by_a_patch", BOARD, 0)


@points(2, task=4, covers="R10", reply="what is in the file after each of the errors?")
def check_a_bad_patch_changes_nothing(student, reference):
    """A slot that is not there, a bad name or a missing board raises and changes nothing."""
    agree(student, reference, "slots_patched", BOARD, [(4, "ODIN"), (-1, "ODIN"), (-5, "ODIN")])
    agree(student, reference, "slots_patched", BOARD, [(0, "SEVENTEEN LETTERS"), (1, "ÞÓR")])
    agree(student, reference, "slots_patched", BOARD + b"HALF", [(4, "ODIN")])
    agree(student, reference, "slots_patched", None, [(0, "ODIN")])


@points(
    1,
    task=4,
    covers="R9 R10",
    after="check_a_slot_is_patched_in_place check_a_bad_patch_changes_nothing",
)
@given(patches=st.lists(st.tuples(st.integers(-2, 5), NAMES), max_size=5))
def check_any_patches_follow_each_other(student, reference, patches):
    """Any patches in a row change what they name."""
    agree(student, reference, "slots_patched", BOARD, patches)


@points(2, task=5, covers="R11", reply="look at the bytes: encoding, line ends, what is left over")
def check_a_file_is_rewritten(student, reference):
    """The new lines replace all of the old content, or make a new file."""
    agree(student, reference, "rewritten", b"a long old content\n" * 3, ["Odin", "Þór", ""])
    agree(student, reference, "rewritten", b"old\n", [])
    agree(student, reference, "rewritten", None, ["Odin"])


@points(
    3,
    task=5,
    covers="R12",
    reply="at which moment is the old content gone, and do you have the new one by then?",
)
def check_trouble_leaves_the_old_content(student, reference):
    """A source that raises, a line that has no bytes or the file itself as source lose nothing."""
    agree(student, reference, "rewritten_from_a_jam", b"old\n", 0)
    agree(student, reference, "rewritten_from_a_jam", b"old\n", 2)
    agree(student, reference, "rewritten_with_a_bad_line", b"old\n")
    agree(student, reference, "rewritten_from_itself", "odin\nþór\n".encode())


@points(1, task=5, covers="R11", after="check_a_file_is_rewritten")
@given(before=st.binary(max_size=12), lines=LINES)
def check_any_lines_are_rewritten(student, reference, before, lines):
    """Any lines replace any content."""
    agree(student, reference, "rewritten", before, lines)
