"""Hidden checks of the drills of week 11."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

texts = st.text(alphabet="abÄß€ ,;\n\ufeff", max_size=8)
words = st.text(alphabet="ab7Äß", min_size=1, max_size=4)
fields = st.text(alphabet='ab,;" ö\r\n', max_size=6)
tables = st.lists(st.lists(fields, max_size=3), max_size=5)


def _csv(rows):
    """CSV text with each field in quotes."""
    quoted = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows]
    return "".join(f"{line}\r\n" for line in quoted)


@points(1, task=1, covers="R1")
@given(examples=30, text=texts, marks=st.integers(0, 2))
def check_one_mark_at_the_beginning_is_left_out(student, reference, text, marks):
    """One byte order mark at the beginning is left out, and all other text stays."""
    for data in (b"\xef\xbb\xbf\xef\xbb\xbfquay", b"berth\xef\xbb\xbf", b"", "Malmö".encode()):
        agree(student, reference, "without_bom", data)
    agree(student, reference, "without_bom", b"\xef\xbb\xbf" * marks + text.encode())


@points(1, task=1, covers="R1")
def check_other_bytes_are_refused(student, reference):
    """What is not UTF-8 is refused with UnicodeDecodeError."""
    agree(student, reference, "without_bom", b"Malm\xf6")
    agree(student, reference, "without_bom", b"\xff\xfeq\x00")


@points(2, task=2, covers="R2")
@given(examples=30, rows=tables)
def check_line_breaks_in_fields_are_kept(student, reference, rows):
    """Line breaks inside quoted fields come back as they stand in the file."""
    agree(student, reference, "rows_of", b'id,note\r\nQS-1,"a\r\nb"\r\nQS-2,"c\rd\ne \xc3\xb6"\r\n')
    agree(student, reference, "rows_of", _csv(rows).encode())


@points(1, task=3, covers="R3")
@given(examples=15, notes=st.lists(texts, min_size=1, max_size=3))
def check_the_first_text_stays(student, reference, notes):
    """The file is created once; later texts change nothing."""
    agree(student, reference, "created", ["Ines", "Olu Ö", ""])
    agree(student, reference, "created", notes)


@points(1, task=3, covers="R3")
def check_any_kind_of_name_is_taken(student, reference):
    """A folder, an empty file and a link that leads nowhere count as taken, and stay as they are."""
    agree(student, reference, "taken_names")


@points(1, task=4, covers="R4")
@given(
    examples=30,
    content=st.binary(min_size=4, max_size=12),
    offset=st.integers(0, 4),
    data=st.binary(max_size=8),
)
def check_bytes_are_replaced_in_place(student, reference, content, offset, data):
    """The bytes are replaced in the file itself, up to its last one, and the others stay."""
    agree(student, reference, "patched", b"A1 free A2 free", 3, b"full")
    agree(student, reference, "patched", b"A1 free", 3, b"full")
    agree(student, reference, "patched", content, offset, data[: len(content) - offset])


@points(1, task=4, covers="R4")
def check_bytes_beyond_the_end_are_refused(student, reference):
    """Data that would reach beyond the end raises ValueError and changes nothing."""
    for offset, data in ((4, b"full"), (7, b"x"), (9, b"full"), (0, b"A1 free A")):
        agree(student, reference, "patched", b"A1 free", offset, data)


@points(2, task=5, covers="R5")
@given(examples=30, rows=tables)
def check_rows_know_where_they_begin(student, reference, rows):
    """Each row comes after the number of the line on which it begins, also behind rows of several lines."""
    agree(student, reference, "numbered_rows", 'id\n"a\nb\nc",1\n\nQS-2,"d\r\ne"\nQS-3,f')
    agree(student, reference, "numbered_rows", _csv(rows))


@points(2, task=6, covers="R6")
@given(
    examples=15,
    berths=st.lists(words, min_size=1, max_size=4),
    notes=st.lists(texts, min_size=1, max_size=4),
)
def check_note_replaces_the_one_before(student, reference, berths, notes):
    """The note is written where it belongs, folders are made, and the note before is returned."""
    agree(student, reference, "notes", ["north", "south", "north"], ["crane Ö", "", "clear\n"])
    agree(student, reference, "notes", berths, notes)


@points(1, task=7, covers="R7")
@given(
    examples=20,
    names=st.lists(
        st.sampled_from(["a.log", "b/a.log", "b/c/z.log", "b.txt", "b/c/log", "Z.log"]),
        max_size=6,
    ),
)
def check_logs_are_found_at_any_depth(student, reference, names):
    """Logs are found in the root and at any depth, sorted, with paths relative to the root."""
    agree(student, reference, "logs_of", ["b/c/d/e.log", "b/x.log", "a.log", "b/c/x.log.gz"])
    agree(student, reference, "logs_of", names)


@points(1, task=7, covers="R7")
def check_folders_and_hidden_names_are_left_out(student, reference):
    """Folders whose names end in .log and everything hidden are left out."""
    agree(
        student,
        reference,
        "logs_of",
        [".a.log", "b/.c.log", ".d/e.log", "f.log/", "f.log/g.log", "h.log"],
    )


@points(1, task=8, covers="R8")
def check_folder_is_private_and_goes(student, reference):
    """Each step has a new, empty, private folder, which is gone afterwards with all that is in it."""
    agree(student, reference, "private_folder")


@points(1, task=8, covers="R8")
def check_folder_goes_after_a_failure(student, reference):
    """After a step that raises, the folder is gone, and the exception has passed through."""
    agree(student, reference, "private_folder_after_failure")


@points(1, task=9, covers="R9")
@given(
    examples=10,
    mode=st.sampled_from([0o600, 0o640, 0o400, 0o755]),
    seconds=st.integers(1, 2_000_000_000),
    folder=st.sampled_from(["kept", "kept/monday"]),
)
def check_copy_keeps_time_and_permissions(student, reference, mode, seconds, folder):
    """The copy has the name, content, time and permissions of the file, and folders are made for it."""
    agree(student, reference, "copied", 0o640, 1_000_000, "kept/by/day")
    agree(student, reference, "copied", mode, seconds, folder)


@points(1, task=9, covers="R9")
def check_copy_replaces_a_file_of_its_name(student, reference):
    """In a folder that is there already, a file of that name is replaced, and others stay."""
    agree(student, reference, "copied_over")


@points(1, task=10, covers="R10")
@given(
    examples=30,
    total=st.integers(0, 1000),
    used=st.integers(0, 500),
    free=st.integers(0, 1000),
)
def check_free_share_is_rounded_down(student, reference, total, used, free):
    """What is free is divided by the total and rounded down; used and free need not add up to it."""
    for sizes in ((300, 90, 200), (1000, 0, 999), (10**18, 1, 10**18 - 1), (0, 0, 0), (1, 0, 1)):
        agree(student, reference, "free_of", *sizes)
    agree(student, reference, "free_of", total, used, min(free, total))


@points(1, task=10, covers="R10")
def check_real_file_system_is_the_default(student, reference):
    """Without a second argument the real file system is measured."""
    agree(student, reference, "free_here")


@points(2, task=11, covers="R11")
@given(
    examples=40,
    names=st.lists(
        st.sampled_from(["A.LOG", "a.log", "b.txt", "ab.log", "Ä.log", "[a]", "é", "ab"]),
        max_size=6,
    ),
    patterns=st.lists(
        st.sampled_from(["*.log", "?.LOG", "A*", "[ab]*", "[!a]*", "ä.*", "b.txt"]), max_size=3
    ),
)
def check_names_are_filtered(student, reference, names, patterns):
    """Names come in their order, once for each time they occur, whatever the case of letters."""
    agree(
        student,
        reference,
        "matching_names",
        ["B.LOG", "a.txt", "a.log", "B.LOG", "c"],
        ["a.*", "*.Log"],
    )
    agree(student, reference, "matching_names", names, patterns)


@points(1, task=12, covers="R12")
def check_first_program_is_found(student, reference):
    """The first name that is a program counts; folders and files that cannot be run do not."""
    for names in (
        ["crane"],
        ["readme"],
        ["gate"],
        ["lift", "hoist", "crane"],
        ["readme", "crane"],
        [],
    ):
        agree(student, reference, "tools", names, False)


@points(1, task=12, covers="R12")
def check_path_is_searched_by_default(student, reference):
    """Without folders to search, those of PATH are searched."""
    agree(student, reference, "tools", ["lift", "gate"], True)
    agree(student, reference, "tools", ["lift"], True)


@points(1, task=13, covers="R13")
@given(
    examples=30,
    parts=st.lists(
        st.sampled_from(
            ["&amp;", "lt;", "&lt;", "&#38;", "&#xf6;", "&ouml;", "&", "ö", "&euro;", "&nbsp;"]
        ),
        max_size=6,
    ),
)
def check_references_are_replaced_once(student, reference, parts):
    """References become characters, once; what then looks like a reference stays."""
    for cell in ("&amp;lt;b&amp;gt;", "Malm&ouml; &#8364; &#x26; R&D", "a\xa0&nbsp; b ", ""):
        agree(student, reference, "plain", cell)
    agree(student, reference, "plain", "".join(parts))


documents = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["a", "Ö\n", "€", 0.5])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(words, inner, max_size=3)),
    max_leaves=5,
)


@points(1, task=14, covers="R14")
@given(examples=30, document=documents)
def check_json_is_sorted_and_readable(student, reference, document):
    """Keys are sorted at every level, lines are indented, letters stay, and a newline ends the text."""
    agree(student, reference, "readable_json", {"teu": [1, {"b": 1, "a": "Malmö"}], "port": None})
    agree(student, reference, "readable_json", document)


@points(1, task=14, covers="R14")
def check_what_is_no_json_is_refused(student, reference):
    """NaN and the infinities raise ValueError, wherever they stand."""
    for number in (float("nan"), float("inf"), float("-inf")):
        agree(student, reference, "readable_json", {"load": [number]})


@points(2, task=15, covers="R15")
@given(
    examples=20,
    members=st.dictionaries(
        st.sampled_from(["b.txt", "a.txt", "yard/ö.txt", "c"]), texts, max_size=4
    ),
)
def check_archive_holds_the_texts(student, reference, members):
    """The bytes are a complete archive with the texts in their order, and no file is written."""
    agree(student, reference, "zipped", {"b.txt": "north Ö", "a.txt": "", "yard/c.txt": "x\ny"})
    agree(student, reference, "zipped", members)
