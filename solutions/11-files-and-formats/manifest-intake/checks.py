"""Hidden checks of manifest-intake."""

import json

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

HEADER = "container,port,weight_kg,celsius\n"
MARK = b"\xef\xbb\xbf"


def record(number=1, port="NOOSL", weight=2200, celsius=None):
    return {
        "container": f"QSEU{number:07}",
        "port": port,
        "weight_kg": weight,
        "celsius": celsius,
    }


def ndjson(*records):
    """A manifest in NDJSON."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def rows(*numbers, port="NOOSL"):
    """A manifest in CSV of containers with these numbers; 0 has a port that does not fit."""
    lines = [f"QSEU{number:07},{port if number else 'Oslo'},90,\n" for number in numbers]
    return (HEADER + "".join(lines)).encode()


TEXTS = st.lists(
    st.sampled_from(
        ["container", "port", "weight_kg", "celsius", "seal", "ab", "ø", ",", ";", '"', '""']
        + ["\n", "\r\n", "\r", "\u2028", " ", "7"]
    ),
    max_size=16,
).map("".join)
CELLS = st.sampled_from(
    ["QSEU0000001", "NOOSL", "5", "", " x", "ø\u2028", '"a\r\nb"', '"q""q"', '"b"d']
)
TABLES = st.lists(
    st.lists(CELLS, min_size=2, max_size=4).map(",".join) | st.just(""), max_size=6
).map("\n".join)
PIECES = st.sampled_from(
    [
        '{"port": "a\u2028b"}',
        "{}",
        "[1]",
        '"{}"',
        "7",
        "",
        " \t",
        "{",
        "null",
        '{"x": [{}]}',
    ]
)
DOCUMENTS = st.lists(
    st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\n\n", ""])).map("".join), max_size=6
).map("".join)
VALUES = {
    "container": st.sampled_from(
        ["QSEU0000001", "qseu0000001", "QSEU000001", "QSEU00000011", " QSEU0000001", "", None, 7]
    ),
    "port": st.sampled_from(
        ["NOOSL", "US2LA", "USL22", "NOOS1", "noosl", "NOOSLO", None, [], True]
    ),
    "weight_kg": st.sampled_from(
        [1, 0, -5, 40000, 40001, "1", "0", "40000", "40001", "00012", "000012", " 7", "7_0", "+7"]
        + ["\u0667", "\u00b2", "", "7.0", 7.0, None, True, False, [7]]
    ),
    "celsius": st.sampled_from(
        [60, -60, 60.5, -60.5, "60", "-60.0", " 4 ", "60.1", "nan", "inf", "cold", "", None]
        + [True, 0, -0.5, "1e1", {}, " "]
    ),
}


@points(2, task=1, covers="R1 R2")
def check_columns_are_found_by_name(student, reference):
    """Columns come in any order, and others than the fields are left out."""
    for text in (
        HEADER + "QSEU0000001,NOOSL,2200,-18\nQSEU0000002,SEGOT,9,\n",
        "seal,port,,container,weight_kg,\nx,SEGOT,,QSEU0000001, 90 ,y\n",
        "port,weight_kg,container\nSEGOT,7;8,QSEU0000001",
        "weight_kg,celsius,container,port\n7,8,QSEU0000001,SEGOT\n",
        HEADER,
    ):
        agree(student, reference, "csv_entries", text)


@points(
    2,
    task=1,
    covers="R1",
    after="check_columns_are_found_by_name",
    reply="where does a line end, and on which line does a row begin?",
)
def check_lines_are_those_of_the_manifest(student, reference):
    """Entries know the line they begin on and their text, whatever ends a line."""
    for text in (
        HEADER + 'QSEU0000001,"NO\nOSL",9,\n\n\nQSEU0000002,SEGOT,9,\n',
        (HEADER + 'a,"b\n\nc",d,e\n\nf,g,h,i\n').replace("\n", "\r\n"),
        (HEADER + 'a,"b\n\nc",d,e\n\nf,g,h,i\n').replace("\n", "\r"),
        HEADER + "a,b\u2028c,d\x85,e\x0b\nf,\x1cg,h,i\n",
        'port,"se\nal",container,weight_kg\na,b,c,d\n',
        HEADER + 'a,"b ""c""",d,e\nf,g,h,"i\n"\n',
        HEADER + "a,b,c,d\n\n\n",
    ):
        agree(student, reference, "csv_entries", text)


@points(2, task=1, covers="R2 R3", reply="what does the first line say about the others?")
def check_headers_are_understood(student, reference):
    """A header tells the separator; without a field, or with one twice, it is rejected."""
    for header in (
        "",
        "\n",
        "container,port\n",
        "port,weight_kg,celsius\n",
        "Container,port,weight_kg\n",
        "container,port,weight_kg,port\n",
        "container,port,weight_kg,celsius,celsius\n",
        '"container"x,port,weight_kg\n',
        'container,port,weight_kg,"seal\n',
        " container,port,weight_kg\n",
        "container,port,weight_kg, celsius\n",
        "container,port;weight_kg\n",
    ):
        agree(student, reference, "csv_entries", header + "QSEU0000001,NOOSL,9\n")
    agree(student, reference, "csv_entries", "")
    agree(
        student, reference, "csv_entries", "celsius;weight_kg;port;container\n1,5;9;x;y\na,b;c;d\n"
    )
    agree(student, reference, "csv_entries", HEADER + "a;b,c,d;,e\n")


@points(2, task=1, covers="R4", after="check_columns_are_found_by_name")
def check_rows_that_cannot_be_read(student, reference):
    """A row with a broken quote or another number of cells has no record, and the next is read."""
    sound = "QSEU0000002,SEGOT,9,\n"
    for row in ('"QSEU0000001"x,NOOSL,9,\n', "a,b,c\n", "a,b,c,d,e\n", " \n"):
        agree(student, reference, "csv_entries", HEADER + row + sound)
    agree(student, reference, "csv_entries", HEADER + sound + 'a,b,c,"d\n' + sound + "\n")
    agree(student, reference, "csv_entries", HEADER + sound + 'a,"b\r\nc"d,e,f\r\n')


@points(
    2,
    task=1,
    covers="R1 R2 R3 R4",
    after="check_lines_are_those_of_the_manifest check_headers_are_understood "
    "check_rows_that_cannot_be_read",
)
@given(text=TEXTS, table=TABLES, examples=30)
def check_any_csv(student, reference, text, table):
    """Any text is read, or refused for its header."""
    agree(student, reference, "csv_entries", text)
    agree(student, reference, "csv_entries", "container,port,weight_kg\n" + table)


@points(
    2,
    task=2,
    covers="R5",
    reply="what is an entry, and which characters end a line, which only look like it?",
)
def check_objects_are_read_line_by_line(student, reference):
    """Each line is an entry, whatever letters are in it; what is no object has no record."""
    sound = json.dumps(record())
    agree(student, reference, "ndjson_entries", f'{sound}\n{{"port": "SEGOT", "seal": [1]}}\r\n')
    agree(student, reference, "ndjson_entries", f"\n{sound}\n \t \n\r\n{sound}")
    agree(student, reference, "ndjson_entries", f'{sound}\n{{"port": \n[]\nnull\n"x"\n7\n{sound}\n')
    agree(student, reference, "ndjson_entries", f"{sound} {sound}\n{{}}\n")
    agree(student, reference, "ndjson_entries", "")
    for letter in ("\u2028", "\u2029", "\x85", "\r"):
        agree(
            student, reference, "ndjson_entries", f'{{"a":{" " if letter == chr(13) else ""}1}}\n'
        )
    agree(student, reference, "ndjson_entries", '{"a": "x\u2028y\x85z"}\n{"a": 1}\n')
    agree(student, reference, "ndjson_entries", '{"a":\r1}\n{"b": 2}\r\n')


@points(1, task=2, covers="R5", after="check_objects_are_read_line_by_line")
@given(text=DOCUMENTS)
def check_any_ndjson(student, reference, text):
    """Any text is read line by line."""
    agree(student, reference, "ndjson_entries", text)


@points(2, task=3, covers="R6 R8")
def check_sound_records_become_cargo(student, reference):
    """Numbers may come as numbers or as text, not as true; an absent temperature is None."""
    for one in (
        record(),
        record(celsius=-18.5),
        record(weight="90", celsius="4"),
        record(celsius="") | {"seal": 5},
        {name: value for name, value in record().items() if name != "celsius"},
        record(port="USLA9", weight=40000, celsius=-60),
        record(weight="00001", celsius="60"),
    ):
        agree(student, reference, "judged", one)
    for no_number in (True, False):
        agree(student, reference, "judged", record(weight=no_number))
        agree(student, reference, "judged", record(celsius=no_number))


@points(
    2,
    task=3,
    covers="R6 R7",
    reply="tell all fields; a code is letters and digits, and nothing behind",
)
def check_all_faults_are_named(student, reference):
    """A rejected record tells every field that does not fit; codes are matched as a whole."""
    agree(student, reference, "judged", None)
    agree(student, reference, "judged", {})
    agree(student, reference, "judged", {"celsius": "warm", "port": "Oslo"})
    agree(student, reference, "judged", record(weight=0, celsius=99))
    agree(student, reference, "judged", record(port=None))
    for container in (
        "QSEU00000012",
        "QSEU000001",
        "qseu0000001",
        "QSEU0000001\n",
        " QSEU0000001",
        "QSEU000000\u0661",
        "ÅSEU0000001",
        "QSE10000001",
        4711,
    ):
        agree(student, reference, "judged", record() | {"container": container})
    for port in (
        "NOOSLO",
        "NOOS1",
        "NOOS0",
        "NO222",
        "N2OSL",
        "noosl",
        "NOOSL\n",
        "ØNOSL",
        "",
        5,
        [],
    ):
        agree(student, reference, "judged", record(port=port))


@points(
    2,
    task=3,
    covers="R8",
    after="check_all_faults_are_named",
    reply="what do `int()`, `float()` and `isinstance` accept that nobody meant?",
)
def check_numbers_have_their_limits(student, reference):
    """Weights and temperatures have a type and a range; nan and strange digits are none."""
    for weight in (1, 0, -1, 40000, 40001, 2200.0, None, [], "1", "0", "40000", "40001"):
        agree(student, reference, "judged", record(weight=weight))
    for weight in ("", " 90", "9_0", "+90", "-90", "90.0", "\u0669", "\u00b2", "000090", "90\n"):
        agree(student, reference, "judged", record(weight=weight))
    for celsius in (
        60,
        60.5,
        -60,
        -60.5,
        [],
        "60.5",
        "-60.5",
        "nan",
        "inf",
        "cold",
        " ",
    ):
        agree(student, reference, "judged", record(celsius=celsius))
    agree(student, reference, "judged", record(celsius=" 1e1 "))
    for field, text in (("celsius", "NaN"), ("celsius", "-Infinity"), ("weight_kg", "NaN")):
        agree(student, reference, "judged_number", field, text)
    agree(student, reference, "judged_number", "celsius", "1" + "0" * 400)


@points(
    2,
    task=3,
    covers="R6 R7 R8",
    after="check_sound_records_become_cargo check_numbers_have_their_limits",
)
@given(one=st.fixed_dictionaries({}, optional=VALUES), examples=60)
def check_any_record(student, reference, one):
    """Any record is judged."""
    agree(student, reference, "judged", one)


@points(
    2,
    task=4,
    covers="R9 R10",
    after="check_columns_are_found_by_name check_objects_are_read_line_by_line",
)
def check_manifests_are_read(student, reference):
    """The suffix names the format, a mark is no text, and what is no manifest is rejected."""
    table = (HEADER + "QSEU0000001,NOOSL,9,ø\r\n").encode()
    lines = '{"port": "ø"}\r\n{"port"\n'.encode()
    for name, content in (
        ("may.csv", table),
        ("MAY.CSV", table),
        ("may.1.csv", MARK + table),
        ("may.ndjson", lines),
        ("may.NDJson", MARK + lines),
        ("may.csv.ndjson", lines),
        ("empty.ndjson", b""),
    ):
        agree(student, reference, "manifest_entries", name, content)
    damaged = (HEADER + "QSEU0000001,NOOSL,9,ø\n").encode("latin-1")
    for name, content in (
        ("may.txt", b"x"),
        ("may", b"x"),
        ("may.json", b"{}"),
        ("csv", b"x"),
        ("may.pdf", damaged),
        ("empty.csv", b""),
    ):
        agree(student, reference, "manifest_entries", name, content)


@points(3, task=5, covers="R11 R12 R15 R16", after="check_manifests_are_read")
def check_a_folder_is_taken_in(student, reference):
    """Sound records and rejects are written with their places, and manifests are moved."""
    files = {
        "b.csv": rows(1, 2, 0, 3).replace(b"\n", b"\r\n"),
        "a.ndjson": MARK + ndjson(record(4), record(5, celsius="-4"), {"port": "x"}) + b"{\n",
        "C.csv": rows(6) + b'QSEU0000007,"NO\r\nOSL",9,\r\n',
        "c.ndjson": b'{"port":\r"SEGOT"}\r\n',
    }
    agree(student, reference, "taken_in", [files])
    agree(student, reference, "taken_in", [{}])
    agree(student, reference, "taken_in", [{"empty.ndjson": b"", "head.csv": rows()}])


@points(
    1,
    task=5,
    covers="R11",
    after="check_a_folder_is_taken_in",
    reply="look at each name; and if there is no drop folder, has anything been made?",
)
def check_what_is_not_ready_stays(student, reference):
    """Folders, hidden files and files still being sent stay where they are."""
    files = {
        "a.csv": rows(1),
        "b.csv.part": rows(2),
        ".c.csv": rows(3),
        "d.csv/e.csv": rows(4),
        "f.part": b"x",
        "g.part.csv": rows(5),
    }
    agree(student, reference, "taken_in", [files])
    agree(student, reference, "taken_in", [files, {"b.csv": rows(2)}])
    agree(student, reference, "no_folder", "nowhere", {"a.csv": rows(1)})
    agree(student, reference, "no_folder", "a.csv", {"a.csv": rows(1)})


@points(
    2,
    task=5,
    covers="R12 R15",
    after="check_a_folder_is_taken_in",
    reply="run it three times with manifests of one name, and once with a letter such as ø",
)
def check_later_runs_lose_nothing(student, reference):
    """A later run adds to both outputs, replaces no older manifest, and letters stay letters."""
    first, second = {"may.1.csv": rows(1, 0)}, {"may.1.csv": rows(2, 0, 3)}
    agree(student, reference, "earlier_outputs_stay", first, second)
    agree(
        student, reference, "taken_in", [first, second, {"may.1.csv": rows(4), "may.csv": rows(5)}]
    )
    agree(student, reference, "taken_in", [{"x.txt": b"1"}, {"x.txt": b"2"}, {"x.txt": b"3"}])
    agree(student, reference, "taken_in", [{"may.csv": rows(1)}, {"may.csv": b""}])
    files = {"bodø.csv": rows(1) + "Tromsø,ł,š\n".encode()}
    agree(student, reference, "letters", files, "ø")
    agree(student, reference, "letters", files, "ł")
    agree(student, reference, "taken_in", [files])


@points(
    2,
    task=5,
    covers="R13",
    after="check_a_folder_is_taken_in",
    reply="which containers are known when a record is judged, and since when?",
)
def check_duplicates_are_rejected(student, reference):
    """A container is accepted once: in a manifest, in a run and ever."""
    agree(student, reference, "taken_in", [{"a.csv": rows(1, 2, 1, 1)}])
    agree(student, reference, "taken_in", [{"b.csv": rows(1, 3), "a.ndjson": ndjson(record(3))}])
    agree(
        student,
        reference,
        "taken_in",
        [{"a.csv": rows(1)}, {"a.csv": rows(2, 1)}, {"b.csv": rows(2)}],
    )
    agree(student, reference, "taken_in", [{"a.csv": rows(1, port="Oslo")}, {"b.csv": rows(1)}])
    twice = [record(1), record(1, port="Oslo"), record(1, weight=4)]
    agree(student, reference, "taken_in", [{"a.ndjson": ndjson(*twice)}])


@points(
    2,
    task=5,
    covers="R10 R14 R16",
    after="check_a_folder_is_taken_in",
    reply="neither guess nor repair, and go on with the next manifest",
)
def check_refused_manifests_are_told(student, reference):
    """A manifest that cannot be read is refused with one line, and the others are taken in."""
    damaged = (HEADER + "QSEU0000001,NOOSL,9,ø\n").encode("latin-1")
    agree(student, reference, "manifest_entries", "may.csv", damaged)
    agree(student, reference, "manifest_entries", "may.ndjson", damaged)
    agree(student, reference, "manifest_entries", "may.csv", HEADER.encode("utf-16"))
    files = {
        "a.csv": b"container,port\n",
        "b.csv": rows(1),
        "c.csv": (HEADER + "ø").encode("latin-1"),
        "d.txt": rows(2),
        "e": b"",
        "f.csv": rows(0, 3),
    }
    agree(student, reference, "taken_in", [files])


@points(
    3,
    task=5,
    covers="R13 R14",
    after="check_refused_manifests_are_told",
    reply="what has a refused manifest left behind? And how many rejects are more than N?",
)
def check_too_many_rejects_refuse_a_manifest(student, reference):
    """With more rejects than allowed, nothing of a manifest is accepted or remembered."""
    files = {"a.csv": rows(1, 0, 2, 0), "b.csv": rows(0, 1, 3), "c.csv": rows(4)}
    for at_most in (0, 1, 2, 3):
        agree(student, reference, "taken_in", [files], at_most)
    agree(student, reference, "taken_in", [{"a.csv": rows(1, 1, 2)}, {"a.csv": rows(1, 2)}], 0)


@points(
    2,
    task=5,
    covers="R11 R12 R13 R14 R15 R16",
    after="check_later_runs_lose_nothing check_duplicates_are_rejected "
    "check_too_many_rejects_refuse_a_manifest check_what_is_not_ready_stays",
)
@given(
    runs=st.lists(
        st.dictionaries(
            st.sampled_from(["a.csv", "B.csv", "c.csv", "c.part", "d.txt"]),
            st.lists(st.integers(0, 6), max_size=4).map(lambda numbers: rows(*numbers)),
            max_size=4,
        ),
        min_size=1,
        max_size=3,
    ),
    at_most=st.none() | st.integers(0, 2),
    examples=20,
)
def check_any_runs(student, reference, runs, at_most):
    """Any manifests are taken in, run after run."""
    agree(student, reference, "taken_in", runs, at_most)


@points(2, task=6, covers="R17 R18", after="check_a_folder_is_taken_in")
def check_the_program_tells_its_report(student, reference):
    """The program prints one line, or an error, and its status tells what came of it."""
    files = {"drop/a.csv": rows(1, 2), "drop/b.csv": rows(0, 3), "drop/d": None}
    agree(student, reference, "program", ["drop", "out"], files)
    agree(student, reference, "program", ["drop", "new/out", "--at-most", "0"], files)
    agree(student, reference, "program", ["--at-most", "1", "drop", "out"], files)
    agree(student, reference, "program", ["drop", "out"], {"drop/a.csv": rows(1, 2)})
    agree(student, reference, "program", ["drop", "out"], {"drop/a.txt": b""})
    agree(student, reference, "program", ["drop", "out"], {"drop": None})
    student.put("box/a.csv", rows(1, 0))
    told = student.run("box", "out")
    expected = [1, "1 done, 0 refused: 1 accepted, 1 rejected\n", ""]
    expect([told["exit"], told["stdout"], told["stderr"]], expected)
    agree(student, reference, "program", ["nowhere", "out"], {})
    agree(student, reference, "program", ["drop", "out"], {"drop": b""})
    agree(student, reference, "program", ["drop", "out"], {"drop": None, "out": b""})
    told = student.run("nowhere", "out")
    expect([told["exit"], told["stdout"], told["stderr"].startswith("error: ")], [2, "", True])
