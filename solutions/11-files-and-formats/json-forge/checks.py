"""Hidden checks of json-forge."""

import json
from decimal import Decimal

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.text(alphabet='aZø東"\\/\n\r\u2028 ~', max_size=6)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    WORDS,
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=8,
)
LITERALS = st.sampled_from(
    [
        "0",
        "-7",
        "12.50",
        "1e3",
        '"a,b]"',
        '"\\"["',
        "[]",
        "[1, [2.0]]",
        '{"a": "}", "b": [3]}',
        "null",
    ]
)
TARIFF = """{
  "type": "object",
  "required": ["port", "charges"],
  "additionalProperties": false,
  "properties": {
    "port": {"type": "string", "minLength": 2},
    "from": {"type": "string", "format": "date"},
    "charges": {
      "type": "array",
      "minItems": 1,
      "items": {
        "type": "object",
        "required": ["price"],
        "properties": {"price": {"type": "number", "minimum": 0, "multipleOf": 0.01}}
      }
    }
  }
}"""


@points(2, task=1, covers="R1")
def check_json_is_compact_or_pretty(student, reference):
    """Compact JSON has no white space and keeps the order; pretty JSON is indented and sorted."""
    value = {"port": "Ålesund", "berths": [1, True, None, 2.5], "at": {"z": {}, "a": []}}
    for one in (value, [], {}, "ø, : 東", [{"b": 1, "a": 2}]):
        agree(student, reference, "forged", one)
        agree(student, reference, "forged", one, pretty=True)
    agree(student, reference, "forged_by_position", value)


@points(4, task=1, covers="R2 R3")
def check_other_objects_become_texts_or_are_refused(student, reference):
    """Decimals keep their digits, dates and paths become texts, other objects raise TypeError."""
    for text in ["1080.50", "0.1", "12345678901234567890.123456789", "-0.00", "1E+3", "7"]:
        for pretty in [False, True]:
            agree(
                student,
                reference,
                "forged",
                {"price": [Decimal(text)]},
                pretty=pretty,
                reply="a price has to keep every digit, also the zeros at its end",
            )
    for name in ["day", "moment", "naive", "posix", "windows"]:
        agree(student, reference, "forged_object", name)
        agree(student, reference, "forged_object", name, True)
    for name in ["set", "bytes", "charge", "complex", "class"]:
        agree(student, reference, "forged_object", name, reply="this is for TypeError to refuse")
        agree(student, reference, "forged_object", name, True)


@points(2, task=1, covers="R3")
def check_what_is_no_number_is_refused(student, reference):
    """Infinite numbers and what is not a number raise ValueError."""
    for name in ["nan", "inf", "decimal nan", "decimal inf", "signalling"]:
        agree(student, reference, "forged_object", name)
        agree(student, reference, "forged_object", name, True)


@points(2, task=2, covers="R4")
def check_numbers_are_read_exactly(student, reference):
    """Numbers with a point or an exponent are decimals with all their digits, others integers."""
    for text in [
        "21.50",
        "12345678901234567890.123456789",
        "1e3",
        "-0.0",
        "7",
        "123456789012345678901",
    ]:
        agree(student, reference, "kept", text)
        agree(student, reference, "kept", f' {{"price": [{text}, true, null, "x"]}}\n')


@points(
    2,
    task=2,
    covers="R5",
    reply="JSON knows no NaN, and of a key that comes twice one value is lost",
)
def check_what_is_no_json_is_refused(student, reference):
    """Broken texts, NaN and its kin, and keys that come twice raise the right errors."""
    for text in ["", "[1 2]", '{"a" 1}', "tru", "[1] 2", "'a'", "{a: 1}", "[1"]:
        agree(student, reference, "kept", text)
    for text in [
        "NaN",
        "[Infinity]",
        '{"a": -Infinity}',
        '{"a": 1, "a": 1}',
        '[{"b": {"a": 1, "a": 2}}]',
    ]:
        agree(student, reference, "kept", text)
    agree(student, reference, "kept", '[{"a": 1}, {"a": {"a": 2}}, "NaN"]')


@points(2, task=2, covers="R6")
def check_the_place_is_shown(student, reference):
    """The report has line, column, an excerpt and a mark below the place."""
    for text in [
        "[1 2]",
        '{\n "lift": 21.5\n "hour": 3\n}',
        '[\n"open\n]',
        "",
        '{"a":\r\n tru}',
        "x",
    ]:
        agree(student, reference, "pinpointed", text)
    agree(student, reference, "pinpointed_by_read", '{"a": 1,\n "b" 2}')


@points(
    2,
    task=2,
    covers="R6",
    after="check_the_place_is_shown",
    reply="the excerpt has 20 characters on each side at most, and only a newline ends a line",
)
def check_long_and_odd_lines_are_shown(student, reference):
    """Of a long line 20 characters on each side are shown; only a newline ends a line."""
    for before in [18, 19, 20, 21, 60]:
        agree(student, reference, "pinpointed", "[" + "1" * before + " 2" + "3" * before + "]")
    agree(student, reference, "pinpointed", '["a\u2028b", "c\x85d"\n, "e" "f"]')
    agree(student, reference, "pinpointed", '["a\u2028b" "c"]\r\n')


@points(1, task=2, covers="R4 R6", after="check_numbers_are_read_exactly check_the_place_is_shown")
@given(value=VALUES, cut=st.integers(1, 30))
def check_any_text_is_read_or_pinpointed(student, reference, value, cut):
    """Any value is read from its JSON; of a text that is cut off the place is shown."""
    text = json.dumps(value, default=float, ensure_ascii=False)
    agree(student, reference, "kept", text)
    agree(student, reference, "pinpointed", "[" + text[:-cut])


@points(2, task=3, covers="R7")
def check_values_are_written_line_by_line(student, reference):
    """Each value is on a line of its own before the next is taken; the count is returned."""
    agree(student, reference, "written", [])
    agree(
        student,
        reference,
        "written",
        [{"port": "ø", "note": "a\nb\u2028c"}, [1, 2], "x", Decimal("1.50")],
    )
    agree(student, reference, "written_before_the_next", [1, {"a": 2}, [3]])


@points(1, task=3, covers="R7", after="check_values_are_written_line_by_line")
def check_a_value_that_fails_leaves_no_half_line(student, reference):
    """A value that cannot be written raises, and the target ends with the line before."""
    for name in ["set", "nan", "charge"]:
        agree(student, reference, "written_until_it_fails", [1, {"a": 2}], name)


@points(
    2,
    task=3,
    covers="R8 R9",
    reply="a damaged line, one of white space, and a last one without its end are three things",
)
def check_complete_lines_are_harvested(student, reference):
    """Complete lines give values or, if damaged, their place; the last may be unfinished."""
    for content in [b"", b"1\n2.50\n", b"1\n2", b"\n  \n[1]\r\n\n[2\n", b'{"broken\n[3]\nNaN\n4\n']:
        agree(student, reference, "harvested", content)
    agree(student, reference, "harvested", b"1\n2\n", 4)
    agree(student, reference, "harvested_by_default", b"1\n22\n3\n")


@points(2, task=3, covers="R8 R9", reply="an offset counts bytes; which line is complete?")
def check_offsets_count_bytes(student, reference):
    """Offsets are right behind letters of several bytes, damaged bytes and an unfinished line."""
    for content in [
        '{"ø": "東"}\n[3]\n{"broken": "å"\n'.encode(),
        b'"\xc3\xb8"\n4\n"\xff"\n',
        b'{"a": "x\xe2\x80\xa8y"}\n5\n6',
    ]:
        agree(student, reference, "harvested", content)
    agree(student, reference, "harvested", '"ø"\n"å"\n7\n'.encode(), 5)


@points(
    2, task=3, covers="R8 R9", after="check_complete_lines_are_harvested check_offsets_count_bytes"
)
@given(values=st.lists(VALUES, max_size=4), cuts=st.lists(st.integers(0, 60), max_size=3))
def check_a_growing_file_is_harvested_in_turns(student, reference, values, cuts):
    """Whoever harvests a growing file again and again gets every line once."""
    lines = [json.dumps(one, default=str, ensure_ascii=False) for one in values]
    content = "".join(line + "\n" for line in [*lines, "{broken", *lines]).encode()
    agree(student, reference, "harvested_in_turns", content, [*cuts, len(content)])


@points(3, task=4, covers="R10 R11")
def check_items_are_streamed(student, reference):
    """All items come, wherever the pieces end."""
    for text in [
        "[1,22,333]",
        " [ ] ",
        "[12.50, -7, 1e3 , 40]\n",
        '["a,b]", {"c": [1, {}]}, null]',
        "[[]]",
    ]:
        for size in [1, 2, 3, 5, 100]:
            agree(student, reference, "streamed", text, size)
    agree(student, reference, "streamed", '["ab", 12, 34.5, true]', 50, 1)
    agree(student, reference, "sizes_asked", "[1, 2]", 3)
    agree(student, reference, "sizes_asked", "[1, 2]")


@points(2, task=4, covers="R11", after="check_items_are_streamed")
def check_items_come_before_more_is_read(student, reference):
    """Items whose delimiter was read can be had although the source breaks off behind it."""
    text = '[1, "a", {"b": 2} , [3],4]'
    for place in [at + 1 for at, letter in enumerate(text) if letter == ","]:
        for size in [1, 7, 100]:
            agree(student, reference, "streamed_until_torn", text, place, size)
    agree(student, reference, "streamed_until_torn", text + "   ", len(text), 4)
    agree(student, reference, "is_iterator", text)


@points(2, task=4, covers="R12", after="check_items_are_streamed")
def check_what_is_no_array_is_refused(student, reference):
    """What is not one complete array raises ValueError, after the items that came before."""
    for size in [1, 4, 100]:
        for text in ["[1,", "[1,]", "[1] 2", "[1]]", "[,1]", "", "  ", "[", '{"a": 1}']:
            agree(student, reference, "streamed", text, size)
        for text in ["1", "[1", "[1 2]", '["a" "b"]', "[1}"]:
            agree(student, reference, "refused", text, size)
    agree(student, reference, "streamed", '[1, {"a": 1, "a": 2}]', 3)


@points(1, task=4, covers="R10 R11", after="check_what_is_no_array_is_refused")
@given(
    items=st.lists(LITERALS, max_size=6),
    size=st.integers(1, 12),
    gap=st.sampled_from(["", " ", "\n\t"]),
)
def check_any_array_is_streamed(student, reference, items, size, gap):
    """Any items in pieces of any size come out one by one."""
    agree(student, reference, "streamed", gap + "[" + f"{gap},{gap}".join(items) + gap + "]", size)


@points(2, task=5, covers="R13")
def check_violations_are_named(student, reference):
    """Every error is a pair of place and keyword, in sorted order; prices are checked exactly."""
    for document in [
        '{"port": "NO AES", "charges": [{"price": 19.99}, {"price": 0.07}, {"price": 3}]}',
        '{"charges": [{"price": 19.999}, {}, 7, {"price": -1}]}',
        '{"port": "x", "charges": [], "more": 1}',
        '{"port": 1, "from": "30 February", "charges": [{"price": "3.50"}]}',
        "[]",
    ]:
        agree(student, reference, "checked", document, TARIFF)


@points(2, task=5, covers="R13 R14")
def check_formats_and_odd_keys(student, reference):
    """A date that does not exist is an error; slashes and tildes in keys are escaped."""
    for day in ["2026-02-28", "2026-02-30", "28.02.2026", ""]:
        agree(student, reference, "checked", f'"{day}"', '{"format": "date"}')
    pairs = '{"additionalProperties": {"additionalProperties": {"type": "string"}}}'
    agree(student, reference, "checked", '{"~/": {"/~1": 1}}', pairs)
    agree(student, reference, "checked", '{"~1~0": {"": 1}}', pairs)


@points(1, task=5, covers="R15")
def check_a_wrong_schema_is_refused(student, reference):
    """A schema that is none raises SchemaError, whatever the document."""
    for schema in ['{"type": "text"}', '{"minimum": "3"}', '{"required": "port"}']:
        agree(student, reference, "checked", "{}", schema)
        agree(student, reference, "checked", "1", schema)
    agree(student, reference, "checked_plain", {"a": 1}, {"type": 7})
