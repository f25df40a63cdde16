"""Hidden checks of json-formatter."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.text(max_size=6)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    WORDS,
)
SHALLOW = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
DEEP = st.recursive(
    st.one_of(SCALARS, st.floats(), st.dates(), st.datetimes(), st.decimals(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.tuples(inner),
        st.dictionaries(st.one_of(st.none(), st.integers(), st.dates()), inner, max_size=2),
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(["crane", "lane", "größe", "teu", "site", "container_id", "trace"])
FREE = st.dictionaries(NAMES, SHALLOW, max_size=5)
ROUND_TIMES = st.integers(0, 16_000_000_000).map(lambda eighths: eighths / 8)


@points(1, task=1, covers="R1")
def check_the_formatter_is_a_formatter(student, reference):
    """JsonFormatter() is a logging.Formatter that formats a bare record."""
    agree(student, reference, "is_formatter")


@points(2, task=1, covers="R1 R2")
def check_a_line_names_level_logger_and_message(student, reference):
    """A line is one JSON object with the level, the logger and the finished message."""
    for level in (10, 20, 30, 40, 50):
        agree(student, reference, "line", "crane %s of %d", ["A", 4], level=level, name="yardmap.x")
    agree(student, reference, "line", "100 % done", [])
    agree(student, reference, "line", "", [])
    agree(student, reference, "message_object")


@points(1, task=1, covers="R1")
def check_a_line_is_one_line_of_ascii(student, reference):
    """Line breaks, letters of any alphabet and lone surrogates leave one line of ASCII."""
    for text in ("one\ntwo\r\nthree", "Łódź, größe, 港", "a\u2028b\u0085c", "name \udcff", '"\\'):
        agree(student, reference, "line", "%s", [text])
        agree(student, reference, "line", text, [], {"note": text})


@points(2, task=1, covers="R3")
@given(created=ROUND_TIMES)
def check_the_time_is_utc(student, reference, created):
    """The time is the record's own, in UTC, on a machine in any time zone."""
    for zone in (None, "QUAY-5:30", "PIER+8"):
        agree(student, reference, "moment", 1_772_600_767.125, zone)
        agree(student, reference, "moment", 1_772_600_767.0, zone)
    agree(student, reference, "moment", created, "QUAY-5:30")


@points(1, task=1, covers="R4", reply="other handlers get the same record after yours")
def check_the_record_stays_as_it_is(student, reference):
    """Formatting adds, changes and removes nothing on the record or in its extra."""
    agree(student, reference, "left_on_the_record", {"crew": ["Amina"], "level": 3}, False)
    agree(student, reference, "left_on_the_record", {"crew": {"lead": "Jun"}}, True)


@points(1, task=2, covers="R5")
def check_keys_become_texts(student, reference):
    """A dict's keys become str(key), tuples become lists, and true is not 1."""
    agree(student, reference, "plain_of", "keys")
    for value in ((1, (2, [3])), True, {"on": False}, {}, (), [None, 1.0, -0.0, 10**30, "ü"]):
        agree(student, reference, "plain", value)


@points(2, task=2, covers="R6")
def check_other_values_become_texts(student, reference):
    """Floats that are not finite, dates, and objects of any class become texts."""
    for kind in ("nan", "inf", "date", "moment", "clock", "decimal", "path", "winch", "bytes"):
        agree(student, reference, "plain_of", kind)
    for kind in ("set", "type"):
        agree(student, reference, "plain_of", kind)


@points(1, task=2, covers="R6")
def check_what_cannot_be_shown_is_named(student, reference):
    """An object whose str() raises is named by its class."""
    agree(student, reference, "plain_of", "silent")
    agree(student, reference, "extra_of", "silent")


@points(2, task=2, covers="R7", reply="which container lies inside five others?")
def check_depth_has_an_end(student, reference):
    """A container inside five others becomes three dots, so that circles end."""
    for kind in ("nested", "mixed", "empty", "dicts", "tuples", "circle", "ring"):
        agree(student, reference, "plain_of", kind)


@points(
    2,
    task=2,
    covers="R5 R6 R7",
    after="check_keys_become_texts check_other_values_become_texts check_depth_has_an_end",
)
@given(value=DEEP)
def check_any_value_becomes_plain(student, reference, value):
    """Any value becomes what JSON can say."""
    agree(student, reference, "plain", value)


@points(1, task=2, covers="R5")
def check_the_value_is_left_alone(student, reference):
    """plain() changes nothing in the value it was given."""
    for value in ([1, [2, {"a": [3]}]], {"a": {"b": [1, 2]}}, [[[[[[["deep"]]]]]]]):
        agree(student, reference, "value_left_alone", value)


@points(2, task=3, covers="R8")
def check_extras_stand_in_the_line(student, reference):
    """Extras stand in the line under their own names, as plain values."""
    agree(student, reference, "line", "lift", [], {"crane": 4, "crew": ["Amina", "Jun"]})
    agree(student, reference, "line", "lift", [], {})
    agree(student, reference, "line", "lift", [], {"x": None, "größe": {"ü": 1.5}, "a b": False})
    for kind in ("inf", "keys", "circle", "winch", "moment"):
        agree(student, reference, "extra_of", kind)


@points(1, task=3, covers="R8", after="check_extras_stand_in_the_line")
def check_nothing_but_extras_is_extra(student, reference):
    """What logging or another formatter put on the record is no extra."""
    agree(student, reference, "beside_another_formatter", {"crane": 4})
    agree(student, reference, "beside_another_formatter", None)


@points(2, task=3, covers="R9", after="check_extras_stand_in_the_line")
def check_extras_do_not_replace_fields(student, reference):
    """An extra with the name of a field stands in the line under another name."""
    for name in ("time", "level", "logger", "error", "stack", "format_error"):
        agree(student, reference, "line", "lift", [], {name: "high", "crane": 4})
    agree(student, reference, "line", "%d", ["x"], {"format_error": 1, "level": None})


@points(
    1,
    task=3,
    covers="R8 R9",
    after="check_extras_stand_in_the_line check_extras_do_not_replace_fields",
)
@given(free=FREE, taken=st.dictionaries(st.sampled_from(["time", "level", "error"]), SCALARS))
def check_any_extras_stand_in_the_line(student, reference, free, taken):
    """Any extras stand in the line, whatever their names and values."""
    agree(student, reference, "line", "lift %s", [1], {**free, **taken})


@points(2, task=3, covers="R10")
def check_static_fields_stand_in_each_line(student, reference):
    """Static fields stand in each line; an extra of the same name wins on its own line only."""
    static = {"service": "gatehouse", "site": {"zone": 4}}
    agree(student, reference, "lines_in_a_row", static, [None, {"lane": 1}, {"site": 2}, None])
    agree(student, reference, "lines_in_a_row", {}, [None, {"lane": 1}, {}])
    agree(student, reference, "two_formatters")
    for kind in ("inf", "circle", "winch"):
        agree(student, reference, "static_value", kind)


@points(1, task=3, covers="R10", after="check_static_fields_stand_in_each_line")
def check_static_fields_are_kept_and_checked(student, reference):
    """A later change of the mapping has no effect; a field's name is refused with ValueError."""
    agree(student, reference, "static_then_changed", {"service": "gatehouse"}, "service")
    agree(student, reference, "static_then_changed", {}, "service")
    for name in ("time", "level", "logger", "message", "error", "stack", "format_error"):
        agree(student, reference, "line", "up", [], static={"site": "east", name: 1})


@points(3, task=4, covers="R11")
def check_a_failure_is_told_in_parts(student, reference):
    """An exception becomes an object with type, message and trace, and the message stays clean."""
    for kind in ("jammed", "key", "empty", "mute", "lines"):
        for how in ("exception", "instance", "later", "never raised"):
            agree(student, reference, "failure", kind, how)


@points(1, task=4, covers="R11 R12")
def check_no_failure_no_error(student, reference):
    """Without an exception there is no error, and the stack is there when it was asked for."""
    for how in ("exception", "true", "false"):
        agree(student, reference, "no_failure", how)
    for wanted in (True, False):
        for fails in (True, False):
            agree(student, reference, "stack", wanted, fails)


@points(2, task=4, covers="R13")
def check_a_wrong_call_still_gives_a_line(student, reference):
    """A call whose arguments do not fit gives a line with the template and the error's class."""
    agree(student, reference, "broken_call", "crane %d stuck", ["four"])
    agree(student, reference, "broken_call", "crane %s and %s", ["A"])
    agree(student, reference, "broken_call", "crane", ["A"])
    agree(student, reference, "broken_call", "%(crane)s", [{"lane": 4}])
    agree(student, reference, "broken_call", "%y", [4])
    agree(student, reference, "broken_object", "argument")
    agree(student, reference, "broken_object", "template")
