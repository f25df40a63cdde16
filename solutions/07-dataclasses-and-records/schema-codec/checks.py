"""Hidden checks of schema-codec."""

from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, given, points

NOON = "2026-08-09T12:00:00"
WARM = {"at": NOON, "celsius": 4.5}
REEFER = {"number": "X1", "mode": "chill", "readings": [WARM]}

LEAVES = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.text("aé1", max_size=3)
)
PLAIN = st.recursive(
    LEAVES,
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.text("ab", max_size=2), parts, max_size=3)
    ),
    max_leaves=6,
)
SIMPLE = st.sampled_from(["str", "int", "bool", "float", "datetime", "mode", "plug"])
WITH_PARTS = st.sampled_from(
    [
        "ints",
        "floats",
        "matrix",
        "table",
        "tables",
        "maybe ints",
        "modes",
        "none first",
        "maybe int",
    ]
)
ROWS = st.lists(st.none() | st.integers(-3, 3), max_size=3)
DATED = st.datetimes().map(lambda at: at.isoformat())
CELSIUS = st.floats(-60, 60) | st.integers(-60, 60)


@st.composite
def readings(draw: Any) -> dict[str, Any]:
    """Plain data of a reading, with or without the field that has a default."""
    data = {"celsius": draw(CELSIUS), "at": draw(DATED)}
    return data | draw(st.sampled_from([{}, {"alarm": True}, {"alarm": False}]))


@st.composite
def reefers(draw: Any) -> dict[str, Any]:
    """Plain data of a reefer."""
    data = {"number": draw(st.text("Xé7", min_size=1, max_size=3)), "mode": "freeze"}
    if draw(st.booleans()):
        data["plug"] = draw(st.sampled_from([None, "deck", "yard"]))
    if draw(st.booleans()):
        data["readings"] = draw(st.lists(readings(), max_size=2))
    return data


@st.composite
def voyages(draw: Any, more: bool = True) -> dict[str, Any]:
    """Plain data of a voyage, which may be followed by another one."""
    data = {"vessel": draw(st.text("Sé", max_size=3)), "legs": draw(st.integers(0, 9))}
    if draw(st.booleans()):
        data["reefers"] = draw(st.lists(reefers(), max_size=2))
    if draw(st.booleans()):
        data["holds"] = draw(
            st.dictionaries(st.text("ab", max_size=2), st.lists(reefers(), max_size=2), max_size=2)
        )
    if draw(st.booleans()):
        data["after"] = draw(voyages(more=False)) if more else None
    return data


@points(3, task=1, covers="R1", reply="asdict leaves some values as they are, and takes all fields")
def check_records_become_plain_data(student, reference):
    """dump() makes plain data of nested records, enum members, datetimes, tuples and dicts."""
    for name in ("reading", "reefer", "voyage", "mode", "plug", "time", "records in a dict"):
        agree(student, reference, "dumped", name)


@points(1, task=1, covers="R1 R2")
def check_plain_values_stay(student, reference):
    """dump() leaves plain values as they are, alone or in lists, tuples and dicts."""
    for value in (None, True, 0, -2.5, "", "é", [], {}, [[None, {"a": [False]}]]):
        agree(student, reference, "dumped_data", value)
    agree(student, reference, "dumped", "mixed")


@points(1, task=1, covers="R1 R2", after="check_plain_values_stay")
@given(value=PLAIN)
def check_any_plain_data_stay(student, reference, value):
    """dump() leaves any plain data as they are."""
    agree(student, reference, "dumped_data", value)


@points(2, task=1, covers="R2", reply="is a class of records a record?")
def check_other_values_cannot_be_dumped(student, reference):
    """dump() raises TypeError for whatever has no plain form, however deep it lies."""
    for name in ("set", "bytes", "int keys", "mixed keys", "class", "deep set", "object"):
        agree(student, reference, "dumped", name)


@points(1, task=1, covers="R3")
def check_dumped_data_are_new(student, reference):
    """A change of what dump() has returned does not reach the value."""
    agree(student, reference, "shared_after_dump")


@points(2, task=2, covers="R4", reply="True is an instance of int; ask for the exact type")
def check_simple_values_are_loaded(student, reference):
    """load() takes strings, numbers and booleans of exactly the hint's type; a float of an int."""
    for hint, data in (("str", "é"), ("str", ""), ("int", 0), ("int", -7), ("bool", False)):
        agree(student, reference, "loaded", hint, data)
    for number in (4, 0, -2.5, 1e300):
        agree(student, reference, "loaded", "float", number)
    for hint, data in (("int", True), ("int", 1.0), ("int", "1"), ("bool", 1), ("bool", None)):
        agree(student, reference, "error_path", hint, data)
    for hint, data in (("float", True), ("float", "4"), ("float", None), ("str", 1), ("str", None)):
        agree(student, reference, "error_path", hint, data)


@points(2, task=2, covers="R5 R6")
def check_dates_and_members_are_loaded(student, reference):
    """load() makes datetimes and enum members of strings, and of nothing else."""
    agree(student, reference, "loaded", "datetime", NOON)
    agree(student, reference, "loaded", "datetime", "2026-08-09T12:00:00.000013+02:00")
    agree(student, reference, "loaded", "mode", "chill")
    agree(student, reference, "loaded", "plug", "yard")
    for hint, data in (("datetime", "noon"), ("datetime", 7), ("datetime", None), ("datetime", "")):
        agree(student, reference, "error_path", hint, data)
    for hint, data in (("mode", "warm"), ("mode", "CHILL"), ("plug", None), ("mode", ["chill"])):
        agree(student, reference, "error_path", hint, data)


@points(
    1,
    task=2,
    covers="R4 R5 R6",
    after="check_simple_values_are_loaded check_dates_and_members_are_loaded",
)
@given(hint=SIMPLE, data=LEAVES)
def check_any_simple_data(student, reference, hint, data):
    """load() takes or refuses any simple data for any simple hint."""
    agree(student, reference, "error_path", hint, data)


@points(2, task=3, covers="R7")
def check_collections_are_loaded(student, reference):
    """load() makes lists, tuples and dicts, and loads every part by its hint."""
    agree(student, reference, "loaded", "ints", [3, 1, 3])
    agree(student, reference, "loaded", "floats", [1, 2.5])
    agree(student, reference, "loaded", "floats", [])
    agree(student, reference, "loaded", "matrix", [[1], [], [2, 3]])
    agree(student, reference, "loaded", "table", {"a": 1, "": 2})
    agree(student, reference, "loaded", "tables", {"a": [{"b": 1}, {}], "c": []})
    agree(student, reference, "loaded", "times", [NOON])
    agree(student, reference, "shared_after_load", {"a": 1})


@points(2, task=3, covers="R6 R7")
def check_the_path_leads_to_the_place(student, reference):
    """The path of an error has the indexes and keys on the way to what does not fit."""
    for hint, data in (
        ("ints", {"a": 1}),
        ("ints", None),
        ("ints", "12"),
        ("ints", [1, "2"]),
        ("floats", [1.5, 2, "x"]),
        ("floats", {}),
        ("matrix", [[1], [2, None]]),
        ("matrix", [[1], 2]),
        ("table", [["a", 1]]),
        ("table", {"a": 1, "": 2.5}),
        ("tables", {"a": [{}], "b": [{}, {"c": "x"}]}),
        ("times", ["noon"]),
        ("modes", {"a": None, "b": "warm"}),
    ):
        agree(student, reference, "error_path", hint, data)


@points(2, task=3, covers="R8", reply="None may stand on either side, and inside other hints")
def check_none_is_loaded_where_the_hint_says_so(student, reference):
    """X | None takes None, and otherwise does what X does."""
    for hint in ("maybe int", "none first"):
        agree(student, reference, "loaded", hint, None)
        agree(student, reference, "loaded", hint, 5)
        agree(student, reference, "error_path", hint, "5")
    agree(student, reference, "loaded", "maybe ints", None)
    agree(student, reference, "loaded", "maybe ints", [None, 2])
    agree(student, reference, "loaded", "modes", {"a": None, "b": "freeze"})
    agree(student, reference, "error_path", "maybe ints", [None, "2"])


@points(
    1,
    task=3,
    covers="R6 R7 R8",
    after="check_collections_are_loaded check_none_is_loaded_where_the_hint_says_so"
    " check_simple_values_are_loaded",
)
@given(hint=WITH_PARTS, data=PLAIN | ROWS | st.dictionaries(st.text("ab", max_size=2), PLAIN))
def check_any_data_with_parts(student, reference, hint, data):
    """load() takes or refuses any data for hints with parts."""
    agree(student, reference, "loaded_or_not", hint, data)


@points(1, task=3, covers="R9", reply="a hint that nobody can load is a mistake in the program")
def check_other_hints_raise_type_error(student, reference):
    """A hint that is not among those of R4 to R8 raises TypeError."""
    for hint, data in (
        ("set", [1]),
        ("frozenset", [1]),
        ("pair", [1, "a"]),
        ("single", [1]),
        ("int keys", {"1": "a"}),
        ("two", 1),
        ("two or none", "a"),
        ("object", "a"),
        ("bytes", "a"),
        ("complex", "1"),
        ("bare list", []),
        ("bare dict", {}),
        ("list of sets", [[1]]),
    ):
        agree(student, reference, "loaded", hint, data)


@points(3, task=4, covers="R10 R11", reply="get_type_hints turns hints that are strings into types")
def check_records_are_loaded(student, reference):
    """load() makes records of records, also frozen, slotted and keyword-only ones."""
    agree(student, reference, "loaded", "reading", {"celsius": 4, "at": NOON, "alarm": True})
    agree(student, reference, "loaded", "reefer", REEFER)
    agree(student, reference, "loaded", "maybe reading", WARM)
    agree(student, reference, "loaded", "maybe reading", None)
    agree(
        student,
        reference,
        "loaded",
        "voyages",
        {
            "a": [{"vessel": "Selma", "legs": 1, "reefers": [REEFER], "holds": {"b": [REEFER]}}],
            "c": [{"vessel": "", "legs": 0, "after": {"vessel": "Tarn", "legs": 1}}],
        },
    )
    agree(student, reference, "loaded", "odd", {"maker": "a", "path": 3})
    agree(
        student,
        reference,
        "loaded",
        "odd",
        {"maker": "a", "path": 3, "hint": "b", "data": None, "cls": 2},
    )


@points(1, task=4, covers="R11")
def check_defaults_are_filled_in(student, reference):
    """Missing fields with a default get it, and a default_factory makes a new value each time."""
    agree(student, reference, "loaded", "reading", WARM)
    agree(student, reference, "loaded", "reefer", {"number": "X2", "mode": "freeze"})
    agree(student, reference, "loaded", "voyage", {"vessel": "Selma", "legs": 3})
    agree(student, reference, "defaults_are_fresh")


@points(2, task=4, covers="R6 R11 R12")
def check_records_that_do_not_fit(student, reference):
    """Missing and unknown names, and parts that do not fit, raise CodecError with their path."""
    for hint, data in (
        ("reading", [WARM]),
        ("reading", None),
        ("reading", {"at": NOON}),
        ("reading", {"celsius": 4.5}),
        ("reading", WARM | {"humidity": 4}),
        ("reading", WARM | {"alarm": None}),
        ("reefer", REEFER | {"label": "reefer X1"}),
        ("reefer", REEFER | {"readings": [WARM, WARM | {"celsius": "4"}]}),
        ("maybe reading", {"at": NOON, "celsius": None}),
        ("voyages", {"a": [{"vessel": "S", "legs": 1, "after": {"vessel": "T"}}]}),
        ("voyage", {"vessel": "S", "legs": 1, "holds": {"b": [REEFER, {"number": "X1"}]}}),
        ("voyage", {"vessel": "S", "legs": 1, "reefers": [REEFER | {"mode": "warm"}]}),
        ("voyage", {"vessel": "S", "legs": 1, "reefers": [REEFER, REEFER | {"number": ""}]}),
    ):
        agree(student, reference, "error_path", hint, data)


@points(2, task=4, covers="R12")
def check_errors_of_the_constructor_are_translated(student, reference):
    """A ValueError of a constructor becomes a CodecError with the path, and its cause."""
    nameless = REEFER | {"number": ""}
    agree(student, reference, "cause_of_error", "reefer", nameless)
    voyage = {"vessel": "S", "legs": 1, "holds": {"a": [REEFER, nameless]}}
    agree(student, reference, "cause_of_error", "voyage", voyage)


@points(2, task=5, covers="R13")
def check_values_become_text(student, reference):
    """to_json() writes what dump() returns, with non-ASCII characters, and refuses NaN."""
    for name in ("reading", "reefer", "voyage", "mode", "umlauts", "nan", "infinity", "set"):
        agree(student, reference, "text_of", name)


@points(2, task=5, covers="R14")
def check_text_becomes_values(student, reference):
    """from_json() reads JSON text and loads it; other text raises CodecError."""
    agree(student, reference, "from_text", "ints", "[1, 2]")
    agree(student, reference, "from_text", "float", " 4 ")
    agree(student, reference, "from_text", "maybe int", "null")
    agree(student, reference, "from_text", "ints", '[1, "2"]')
    agree(student, reference, "from_text", "reading", '{"at": "2026-08-09T12:00:00", "celsius": 4}')
    for text in ("", "[1", "{'a': 1}", "[1] 2"):
        agree(student, reference, "from_text", "ints", text)
    for text in ("NaN", "[Infinity]", "[1.5, -Infinity]"):
        agree(student, reference, "from_text", "floats", text)
    agree(student, reference, "from_text", "float", "NaN")


@points(
    2,
    task=5,
    covers="R1 R10 R13 R14",
    after="check_records_become_plain_data check_records_are_loaded check_defaults_are_filled_in"
    " check_values_become_text check_text_becomes_values",
)
@given(data=voyages())
def check_any_voyage_goes_there_and_back(student, reference, data):
    """A record that is written and read again equals the record it was made of."""
    agree(student, reference, "voyage_there_and_back", data)
