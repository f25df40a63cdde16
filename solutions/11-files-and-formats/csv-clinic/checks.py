"""Hidden checks of csv-clinic."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

HEADER = "container,weight_kg,remarks\r\n"
CELLS = st.sampled_from(
    ["", "MSKU 208", "21400", "7", " 7", "ß,ø", 'he said "now"', "a\r\nb", "a\nb"]
)
WORDS = st.text(alphabet="aZ9é,;\"' \n\r", max_size=6)
TRIPLES = st.lists(st.tuples(WORDS, st.integers(0, 40_000), WORDS), max_size=6)
MIXED = (
    '\ufeffcontainer,weight_kg,remarks\r\nMSKU 208,21400,"wet\r\nand late"\r\n\r\nHLXU 6,heavy,\r\n'
    "SUDU 3,17000,für Åse\r\nSUDU 4,1\r\n"
)


def quoted(cell):
    """A cell between quotes."""
    return '"' + cell.replace('"', '""') + '"'


@points(2, task=1, covers="R1")
def check_sound_rows_are_read(student, reference):
    """A manifest of sound rows gives a Row for each, in order, with the weight as a number."""
    agree(student, reference, "examined", HEADER + "MSKU 208,21400,\r\nHLXU 6,007,late\r\n")
    agree(student, reference, "examined", HEADER + "MSKU 208,0,no end of line")
    agree(student, reference, "examined", HEADER)
    agree(student, reference, "is_iterator", HEADER + "SUDU 3,1,\r\n")


@points(1, task=1, covers="R1")
def check_another_header_is_refused(student, reference):
    """Another header, and a source without lines, raise HeaderError."""
    for header in ["", "\r\n", "container,weight_kg\r\n", "Container,weight_kg,remarks\r\n"]:
        agree(student, reference, "examined", header + "A,1,x\r\n" if header else "")
    agree(student, reference, "examined", "weight_kg,container,remarks\r\n")
    agree(student, reference, "examined", "container,weight_kg,remarks,more\r\n")
    agree(student, reference, "examined", 'container,weight_kg,"remarks"x\r\n')


@points(2, task=1, covers="R2")
def check_cells_stay_as_they_are(student, reference):
    """Quotes are undone as the csv module does it; spaces and line ends in cells are kept."""
    agree(student, reference, "examined_body", ' MSKU ,5, two  words \r\n"a,b",6,"say ""now"""\r\n')
    agree(student, reference, "examined_body", 'A,5,"one\r\ntwo\nthree"\r\n')


@points(2, task=1, covers="R3 R4")
def check_unsound_rows_are_told_with_a_reason(student, reference):
    """A row with too few or too many cells, or no weight, is rejected; an empty line is no row."""
    agree(student, reference, "examined_body", "A,1\r\nB,2,x\r\nC,3,x,y\r\nD\r\nE,,\r\nF,4,\r\n")
    agree(student, reference, "examined_body", "A,heavy\r\nB,heavy,x\r\n,8,\r\n   \r\n")
    agree(student, reference, "examined_body", "A,1,x\r\n\r\nB,2,x\r\n\r\n")


@points(1, task=1, covers="R3")
def check_a_weight_is_digits_only(student, reference):
    """What int() takes besides the digits 0 to 9 is no weight."""
    for weight in ["-5", "+5", "5.0", " 5", "5 ", "1_000", "٥", "²", "5e3", "0x5", "12345"]:
        agree(student, reference, "examined_body", f"A,{weight},\r\nB,5,\r\n")


@points(1, task=1, covers="R2 R3", after="check_sound_rows_are_read")
def check_an_unreadable_row_is_rejected(student, reference):
    """A row that the csv module cannot read is rejected, also when it swallows the rest."""
    agree(student, reference, "examined_body", 'B,2,z\r\nA,1,"x"y\r\n')
    agree(student, reference, "examined_body", 'A,1,x\r\nB,2,"never closed\r\nC,3,z\r\n')


@points(1, task=1, covers="R3", after="check_an_unreadable_row_is_rejected")
def check_reading_goes_on_after_an_unreadable_row(student, reference):
    """The line after an unreadable row is read as if nothing had been."""
    agree(student, reference, "examined_body", 'A,1,"x"y\r\nB,2,z\r\nC,"3"4,\r\nD,5,\r\n')


@points(
    3,
    task=1,
    covers="R4",
    after="check_sound_rows_are_read",
    reply="a row may take several lines, and a line may hold no row; which line does it begin on?",
)
def check_lines_are_those_of_the_file(student, reference):
    """Rows and rejects are numbered by the line on which they begin."""
    agree(student, reference, "examined_body", 'A,1,"two\r\nlines"\r\nB,heavy,\r\nC,3,\r\n')
    agree(student, reference, "examined_body", 'A,x,"three\n\nlines"\r\n\r\n\r\nB,2,\r\n')


@points(
    2,
    task=1,
    covers="R2 R3 R4",
    after="check_lines_are_those_of_the_file check_cells_stay_as_they_are "
    "check_a_weight_is_digits_only check_unsound_rows_are_told_with_a_reason",
)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), blank=st.booleans())
def check_any_manifest_is_examined(student, reference, rows, blank):
    """Any cells in any order give the same rows and rejects, on the same lines."""
    end = "\r\n\r\n" if blank else "\r\n"
    body = "".join(",".join(map(quoted, row)) + end for row in rows)
    agree(student, reference, "examined_body", body)


@points(2, task=1, covers="R5", reply="ask your source how many lines were taken at each step")
def check_no_line_is_read_too_early(student, reference):
    """A row or reject comes before a later line is read."""
    agree(student, reference, "lines_read", HEADER + 'A,1,\r\nB,x,\r\nC,"3",\r\nD,4,"a\r\nb"\r\n')


@points(2, task=2, covers="R6")
def check_rows_are_cut_into_chunks(student, reference):
    """All chunks have the size but the last; no row is taken before its chunk is due."""
    for count, size in [(0, 3), (1, 3), (3, 3), (7, 3), (6, 2), (3, 1)]:
        agree(student, reference, "chunked", count, size)
    agree(student, reference, "chunks_of_an_endless_source", 4, 3)


@points(1, task=2, covers="R7", reply="when does the body of a generator function begin to run?")
def check_a_size_below_one_is_refused_at_once(student, reference):
    """chunks() itself raises ValueError for a size below 1."""
    for size in [0, -1, -1000, 1]:
        agree(student, reference, "cut_only", size)


@points(3, task=3, covers="R8 R9")
def check_csv_is_exported_with_progress(student, reference):
    """Rows are written as csv.writer does it, and each number is told once, when it is true."""
    cells = [("MSKU 208", 21400, 'a "b", c'), ("Å", 7, "one\r\ntwo"), ("", 0, ""), ("T", 1, "z")]
    for every in [1, 2, 3, 4, 5]:
        agree(student, reference, "exported_csv", cells, every=every)
    agree(student, reference, "exported_csv", [], every=2)
    agree(student, reference, "told_for", 1001)
    agree(student, reference, "told_for", 999)


@points(
    2, task=3, covers="R8", after="check_csv_is_exported_with_progress check_sound_rows_are_read"
)
@given(cells=TRIPLES)
def check_exported_rows_can_be_examined(student, reference, cells):
    """What is exported can be examined again, and gives the same cells."""
    agree(student, reference, "csv_there_and_back", cells)


@points(2, task=4, covers="R10")
def check_json_is_exported(student, reference):
    """The array has an object for each row with the keys in order; letters stay letters."""
    agree(student, reference, "exported_json", [])
    agree(student, reference, "exported_json", [("MSKU 208", 21400, "")])
    agree(student, reference, "exported_json", [("Å", 7, 'a "b"\r\n'), ("B", 0, ""), ("C", 1, "z")])
    agree(student, reference, "json_letters", "Åse-東")


@points(1, task=4, covers="R11", after="check_json_is_exported")
def check_json_is_written_row_by_row(student, reference):
    """Each row is in the target before the next is taken."""
    agree(student, reference, "json_written_before_the_next", 4)


@points(3, task=5, covers="R12 R13 R14")
def check_the_program_converts_a_manifest(student, reference):
    """main() writes the sound rows, names the rejects on standard error, and returns a status."""
    for name in ["out.json", "out.csv", "out"]:
        agree(
            student,
            reference,
            "program",
            (HEADER + "A,1,x\r\nB,x,\r\nÅ,2,y\r\nC\r\n").encode(),
            name,
        )
        agree(student, reference, "program", (HEADER + "A,1,ø\r\n").encode(), name)
    agree(student, reference, "program", (HEADER + "A,1,\r\n" * 1001).encode(), "out.csv")


@points(1, task=5, covers="R15", after="check_the_program_converts_a_manifest")
def check_the_program_opens_its_files_rightly(student, reference):
    """A byte order mark is no part of the header, and line ends inside quotes arrive unchanged."""
    for name in ["out.json", "out.csv"]:
        agree(student, reference, "program", MIXED.encode(), name)
        agree(student, reference, "program", (HEADER + 'A,1,"x\r\ny"\r\n').encode(), name)


@points(2, task=5, covers="R12 R14")
def check_the_program_says_what_it_cannot_read(student, reference):
    """Files that cannot be opened, other encodings, other headers and wrong usage end with 2."""
    agree(student, reference, "program", b"weight_kg,container,remarks\r\n")
    agree(student, reference, "program", HEADER.encode() + "Å,1,\r\n".encode("latin-1"))
    agree(student, reference, "without_files", ["there.csv", "fine.csv"])
    agree(student, reference, "without_files", ["missing.csv", "out.json"])
    agree(student, reference, "without_files", ["there.csv", "no-such-folder/out.json"])
    agree(student, reference, "wrong_usage", [])
    agree(student, reference, "wrong_usage", ["may.csv"])


@points(1, task=5, covers="R12 R14 R15")
def check_the_file_is_a_program(student, reference):
    """Run as a program, the file does its work and ends with the status of main()."""
    told = []
    for side in (student, reference):
        side.put("june.csv", (HEADER + "A,1,\r\nB,x,\r\n").encode("utf-8-sig"))
        seen = side.run("june.csv", "june-sound.csv")
        told.append([seen["exit"], side.get("june-sound.csv")])
    expect(told[0], told[1])
