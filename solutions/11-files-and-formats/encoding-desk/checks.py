"""Hidden checks of encoding-desk."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

# Without surrogates, which have no bytes, and with plenty of letters that encodings disagree about.
TEXTS = st.text(alphabet="abc ;\n\ræöåŁ€ñЖ港\ufeff\0é", max_size=8)
BYTES = st.binary(max_size=10)
CODECS = st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
NAMES = ["utf-8", "ascii", "cp1252", "utf-16-le", "cp866", "shift_jis", "klingon"]


@points(3, task=1, covers="R1", reply="one of the marks is the beginning of another one")
def check_marks_name_their_codecs(student, reference):
    """The marks of three encodings are known; bytes without a complete mark have none."""
    beginnings = [b"\xef\xbb\xbfA", b"\xff\xfeA\0", b"\xfe\xff\0A", b"\xef\xbb\xbf", b"\xfe\xff"]
    others = [b"", b"\xef\xbb", b"\xff", b"plain", b" \xef\xbb\xbf", b"\xef\xbb\xbeA", b"\xfe\xfe"]
    longer = [b"\xff\xfe\0\0A\0\0\0", b"\0\0\xfe\xff\0\0\0A", b"\0\0\xfe", b"\xff\xfe\0A"]
    agree(student, reference, "marks_of", beginnings + others + longer)


@points(3, task=2, covers="R2 R3")
def check_bytes_that_fit_are_text_and_others_are_refused(student, reference):
    """Bytes that fit become text; for the others the reason names encoding and byte."""
    agree(student, reference, "text_or_reason", "Gdańsk".encode(), "utf-8")
    agree(student, reference, "text_or_reason", b"Gda\xf1sk", "iso8859-2")
    agree(student, reference, "text_or_reason", b"", "utf-16-le")
    agree(student, reference, "text_or_reason", b"Gda\xf1sk", "utf-8")
    agree(student, reference, "text_or_reason", b"Gda\xc5", "utf8")
    agree(student, reference, "text_or_reason", b"Gda\xc5\x84sk", "US-ASCII")
    agree(student, reference, "text_or_reason", b"ab\x81", "cp1252")


@points(1, task=2, covers="R3", reply="LookupError is raised for more than misspelt names")
def check_unknown_codecs_are_refused(student, reference):
    """A name that stands for no encoding of text is refused, and says so."""
    agree(student, reference, "text_or_reason", b"TEU", "ebcdic-port")
    agree(student, reference, "text_or_reason", b"5445", "hex")


@points(1, task=2, covers="R3", reply="which character is in every Latin letter of UTF-16?")
def check_nul_characters_are_refused(student, reference):
    """Text that contains NUL is refused in every encoding."""
    agree(student, reference, "text_or_reason", b"H\0L\0X\0", "utf-8")
    agree(student, reference, "text_or_reason", b"\0", "cp1252")
    agree(student, reference, "text_or_reason", b"H\0L\0X\0", "utf-16-le")
    agree(student, reference, "text_or_reason", b"H\0\0\0", "utf-16-le")


@points(
    2,
    task=2,
    covers="R2 R3",
    after="check_bytes_that_fit_are_text_and_others_are_refused check_unknown_codecs_are_refused "
    "check_nul_characters_are_refused",
)
@given(data=st.one_of(BYTES, TEXTS.map(str.encode)), encoding=st.sampled_from(NAMES))
def check_any_bytes_fit_or_are_refused(student, reference, data, encoding):
    """Any bytes are text in an encoding as a whole, or are refused."""
    agree(student, reference, "text_or_reason", data, encoding)


@points(
    2,
    task=3,
    covers="R4",
    reply="a file with a mark says itself how it is read; the mark is no part of the text",
)
def check_a_mark_decides(student, reference):
    """Data with a mark are read by it before anything else is tried."""
    agree(student, reference, "decoded_by_standard", b"\xef\xbb\xbfGda\xc5\x84sk")
    agree(student, reference, "decoded", b"\xef\xbb\xbfA\xc3\xa9", ["cp1252"], ("cp1252", 1.0))
    agree(student, reference, "decoded_with_mark", "Ålesund", "utf-16-be")
    agree(student, reference, "decoded_with_mark", "Ålesund\r\n", "utf-16-le")
    agree(student, reference, "decoded_with_mark", "", "utf-8")


@points(1, task=3, covers="R4", reply="what is a mark worth if the rest does not fit it?")
def check_a_broken_promise_is_refused(student, reference):
    """Data that do not fit their own mark are refused, whatever else would fit."""
    agree(student, reference, "decoded_by_standard", b"\xef\xbb\xbfGda\xf1sk")
    agree(student, reference, "decoded", b"\xff\xfeA", ["cp1252"], ("cp1252", 1.0))
    agree(student, reference, "decoded", b"\xfe\xff\0", ["cp1252"])


@points(2, task=3, covers="R5", after="check_bytes_that_fit_are_text_and_others_are_refused")
def check_encodings_are_tried_in_order(student, reference):
    """The encodings of the policy are tried in order, with a note on each that was refused."""
    agree(student, reference, "decoded", "Łódź".encode("cp1250"), ["ascii", "utf-8", "cp1250"])
    agree(student, reference, "decoded", "Łódź".encode("cp1250"), ["cp1250", "utf-8"])
    agree(student, reference, "decoded", b"\x81\x10", ["ascii", "cp1252", "cp437"])
    agree(student, reference, "decoded_by_standard", "Łódź".encode())
    agree(student, reference, "decoded", b"", ["ascii"])


@points(2, task=3, covers="R6")
def check_a_good_guess_is_taken(student, reference):
    """A guess of enough confidence is taken if all the bytes fit."""
    agree(student, reference, "decoded", "Ж-2".encode("koi8-r"), ["utf-8"], ("KOI8-R", 0.93))
    agree(student, reference, "decoded", "Ж-2".encode("koi8-r"), [], ("koi8-r", 0.8))
    agree(student, reference, "decoded", "Ж-2".encode("koi8-r"), [], ("koi8-r", 0.25), 0.25)


@points(2, task=3, covers="R6 R7", reply="a guess is a name and a confidence, and no promise")
def check_a_bad_guess_is_noted(student, reference):
    """A guess that is unsure or wrong leaves a note and leads to the fallback."""
    agree(student, reference, "decoded", b"a\xf6", ["utf-8"], ("cp862", 0.064))
    agree(student, reference, "decoded", b"a\xf6", ["utf-8"], ("cp862", 0.79))
    agree(student, reference, "decoded", b"a\xf6", [], ("utf-8", 1.0))


@points(1, task=3, covers="R6 R7", reply="what does a detector answer that has no idea?")
def check_no_guess_is_noted(student, reference):
    """A detector without a guess leaves a note and leads to the fallback."""
    agree(student, reference, "decoded", b"a\xf6", ["utf-8"], (None, 0.95))
    agree(student, reference, "decoded", b"a\xf6", [], (None, 0.0))


@points(
    1,
    task=3,
    covers="R6",
    after="check_encodings_are_tried_in_order",
    reply="detection reads everything and may be slow: when is it needed, and how often?",
)
def check_the_detector_is_asked_in_need_only(student, reference):
    """The detector is not asked about bytes that an encoding of the policy fits."""
    agree(student, reference, "decoded", b"plain", ["utf-8"], ("cp866", 1.0))
    agree(student, reference, "decoded", b"pl\xe5in", ["utf-8", "cp1252"], ("cp866", 0.0))


@points(2, task=3, covers="R7")
def check_the_fallback_takes_everything(student, reference):
    """The fallback takes all bytes, shows the unreadable ones and is recorded."""
    agree(student, reference, "decoded_by_standard", b"Troms\xf8 \x80 \x81\x8d")
    agree(student, reference, "decoded_by_standard", b"a\0b\0\xff")
    agree(student, reference, "decoded", b"Troms\xf8", [], None, 0.8, "cp865")
    agree(student, reference, "decoded", b"", [])


@points(
    2,
    task=3,
    covers="R4 R5 R6 R7",
    after="check_marks_name_their_codecs check_unknown_codecs_are_refused "
    "check_nul_characters_are_refused check_a_mark_decides check_a_broken_promise_is_refused "
    "check_encodings_are_tried_in_order check_a_good_guess_is_taken check_a_bad_guess_is_noted "
    "check_no_guess_is_noted check_the_detector_is_asked_in_need_only "
    "check_the_fallback_takes_everything",
)
@given(
    text=TEXTS,
    codec=CODECS,
    data=st.one_of(BYTES, TEXTS.map(str.encode)),
    encodings=st.lists(st.sampled_from(NAMES), max_size=3),
    guess=st.tuples(
        st.sampled_from([None, "utf-8", "cp866", "cp1252", "big5"]),
        st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),
    ),
    threshold=st.sampled_from([0.25, 0.5, 0.75]),
)
def check_anything_under_any_policy(
    student, reference, text, codec, data, encodings, guess, threshold
):
    """Any bytes, with or without a mark, are decoded by the first source that fits."""
    agree(student, reference, "decoded_with_mark", text, codec)
    agree(student, reference, "decoded", data, encodings, guess, threshold, "cp1252")


@points(
    3,
    task=4,
    covers="R8 R9 R11",
    after="check_a_mark_decides check_the_fallback_takes_everything",
    reply="compare the bytes: the encoding, a mark, and each line ending as it was",
)
def check_an_inbox_is_converted(student, reference):
    """All files of an inbox are written as UTF-8 with their own line endings, and reported."""
    files = {
        "borg.txt": b"Bj\xf6rn\r\nline\nlast\rend",
        "Åse.txt": "Åse\n\r\n".encode(),
        "Zuid.txt": b"\xef\xbb\xbfZuid \xe2\x82\xac\r\n",
        "empty.txt": b"",
    }
    agree(student, reference, "converted", files)


@points(2, task=4, covers="R8 R9", after="check_an_inbox_is_converted")
def check_notes_folders_and_older_files(student, reference):
    """Folders are skipped, older files replaced, several notes are joined."""
    older = {"borg.txt": b"a much longer text of last week", "kept.txt": b"kept"}
    agree(student, reference, "converted", {"borg.txt": b"Bj\xf6rn"}, older, ["archive", "a.txt"])
    agree(student, reference, "converted", {}, None, ["archive"])
    agree(student, reference, "converted", {"b": b"\xf6", "a": b"\xc3"}, {}, (), ("ascii", 0.9))


@points(1, task=4, covers="R9", after="check_a_broken_promise_is_refused")
def check_damaged_files_do_not_stop_the_work(student, reference):
    """A damaged file has a line in the report, and the others are converted."""
    files = {"a.txt": b"\xef\xbb\xbfab\xff", "b.txt": b"fine", "c.txt": b"\xff\xfeA"}
    agree(student, reference, "reported", files)


@points(
    1,
    task=4,
    covers="R9",
    after="check_damaged_files_do_not_stop_the_work",
    reply="when do you know that a file is sound, and what has happened to the outbox by then?",
)
def check_damaged_files_leave_the_outbox_alone(student, reference):
    """For a damaged file nothing is written, and an older conversion stays as it was."""
    files = {"a.txt": b"\xef\xbb\xbfab\xff", "b.txt": b"fine", "c.txt": b"\xff\xfeA"}
    agree(student, reference, "converted", files, {"a.txt": b"of yesterday"})


@points(
    2, task=5, covers="R10 R11", reply="look at every byte: where is the mark, what ends a line?"
)
def check_a_new_ledger_has_one_mark(student, reference):
    """A new or empty ledger begins with the mark, once, and its lines end in CR LF."""
    agree(student, reference, "ledger", None, [["ett", "två", ""], ["Łódź"], ["港", "x"]])
    agree(student, reference, "ledger", b"", [["ett"], ["två"]])


@points(1, task=5, covers="R10", reply="a mark belongs at the beginning of a file and nowhere else")
def check_an_existing_ledger_keeps_its_beginning(student, reference):
    """An existing ledger is continued and gets no other mark."""
    agree(student, reference, "ledger", b"old;1\r\n", [["two"], ["three"]])
    agree(student, reference, "ledger", b"\xef\xbb\xbfold;1\r\n", [["two"], ["three"]])
