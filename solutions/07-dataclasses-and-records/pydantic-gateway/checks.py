"""Hidden checks of pydantic-gateway."""

import json

from hypothesis import strategies as st

from grader.checks import agree, given, points

FIRST = {"number": "HLXU6001234", "weightKg": 22500, "seal": "Z-77"}
SECOND = {"number": "CXRU1177005", "weightKg": 4100}


def body(*without, **changes):
    """The body of a right event with some keys changed and some left out."""
    event = {
        "eventId": 903,
        "lane": 5,
        "direction": "in",
        "at": "2026-07-01T18:00:00+02:00",
        "plate": "KI-PT 31",
        "loads": [FIRST],
    }
    return json.dumps({key: one for key, one in (event | changes).items() if key not in without})


def with_load(*without, **changes):
    """A body with one load that is changed."""
    load = FIRST | changes
    return body(loads=[{key: one for key, one in load.items() if key not in without}])


@points(2, task=1, covers="R1 R4")
def check_right_events_are_read(student, reference):
    """A right body becomes an event; `loads` and `seal` may be missing."""
    agree(student, reference, "read", body())
    agree(student, reference, "read", body("loads", direction="out", lane=1, eventId=1))
    agree(student, reference, "read", body(loads=[], lane=12, eventId=10**12))
    agree(student, reference, "read", body(loads=[SECOND]))
    agree(student, reference, "read", body(loads=[FIRST, SECOND]))
    agree(student, reference, "read", body(loads=[FIRST | {"seal": None}]))
    for key in ["eventId", "lane", "direction", "at", "plate"]:
        agree(student, reference, "read", body(key))


@points(2, task=1, covers="R1")
def check_nothing_is_coerced(student, reference):
    """A value of another JSON type is refused, even if it could be converted."""
    agree(student, reference, "read", body())
    for key in ["eventId", "lane"]:
        for value in ["5", True, 5.0, 5.5, None, [5]]:
            agree(student, reference, "read", body(**{key: value}))
    for value in ["22500", True, 22500.0, None]:
        agree(student, reference, "read", with_load(weightKg=value))
    for value in [31, None, True, ["KI-PT 31"]]:
        agree(student, reference, "read", body(plate=value))
    for value in ["IN", "", "through", 1, None]:
        agree(student, reference, "read", body(direction=value))
    for value in [77, False]:
        agree(student, reference, "read", with_load(seal=value))


@points(1, task=1, covers="R1")
def check_unknown_keys_are_refused(student, reference):
    """A key that was not agreed on is refused, in the event and in a load."""
    agree(student, reference, "read", body())
    agree(student, reference, "read", body(bay=3))
    agree(student, reference, "read", with_load(colour="red"))


@points(2, task=1, covers="R2")
def check_events_are_frozen_and_hashable(student, reference):
    """Events and loads cannot be assigned to; equal events have the same hash."""
    changes = [("event", "lane", 6), ("event", "lane", 5), ("event", "loads", ())]
    agree(student, reference, "frozen", body(), [*changes, ("load", "seal", None)])
    agree(
        student, reference, "met_in_a_set", [body(), body(), body(lane=6), body(plate="ki-pt 31")]
    )


@points(2, task=1, covers="R3 R4")
def check_limits_of_the_fields(student, reference):
    """Numbers, lengths and the number of loads are limited; the limits belong to the range."""
    for value in [-1, 0, 1]:
        agree(student, reference, "read", body(eventId=value))
    for value in [-5, 0, 1, 12, 13]:
        agree(student, reference, "read", body(lane=value))
    for value in [-1, 0, 1, 40_000, 40_001]:
        agree(student, reference, "read", with_load(weightKg=value))
    third = {"number": "MEDU5550011", "weightKg": 0}
    agree(student, reference, "read", body(loads=[FIRST, SECOND, third]))


@points(1, task=1, covers="R3")
def check_what_a_load_holds(student, reference):
    """A container number has its form, a seal is no empty text, a load needs number and weight."""
    for number in ["MEDU5550011", "MEDX0000000", "ABCD1234567"]:
        agree(student, reference, "read", with_load(number=number))
    for number in ["MED5550011", "medu5550011", "MEDU555001", "MEDU55500112", " MEDU5550011", ""]:
        agree(student, reference, "read", with_load(number=number))
    for number in ["XMEDU5550011", "MEDU555001X", "ÄEDU5550011", "MEDU٥٥٥٠٠١١", "ME1U5550011"]:
        agree(student, reference, "read", with_load(number=number))
    for seal in ["", "x", " ", None]:
        agree(student, reference, "read", with_load(seal=seal))
    for key in ["number", "weightKg", "seal"]:
        agree(student, reference, "read", with_load(key))


@points(1, task=1, covers="R5")
def check_times_have_an_offset(student, reference):
    """A time has a UTC offset and is neither a number nor another text."""
    for at in ["2026-07-01T18:00:00Z", "2026-07-01T18:00:00-03:30", "2026-12-31T23:59:59.25+00:00"]:
        agree(student, reference, "read", body(at=at))
    for at in ["2026-07-01T18:00:00", "2026-07-01", "18:00", "soon", "", None, 1782921600, 0]:
        agree(student, reference, "read", body(at=at))


@points(1, task=1, covers="R6")
def check_plates_are_tidied(student, reference):
    """A plate loses white space at its ends, gets capitals, and has 1 to 10 characters."""
    for plate in [" ki-pt 32\n", "Äö 1", "1234567890", "  1234567890\t", "x", "a  b"]:
        agree(student, reference, "read", body(plate=plate))
    for plate in ["", "   ", "12345678901", "123456 78901 "]:
        agree(student, reference, "read", body(plate=plate))


@points(2, task=2, covers="R7 R8")
def check_rules_between_fields(student, reference):
    """No container twice; on the way out every load has a seal."""
    twice = [FIRST, FIRST | {"weightKg": 1}]
    sealed = SECOND | {"seal": "Z-78"}
    for direction in ["in", "out"]:
        agree(student, reference, "read", body(direction=direction, loads=twice))
        agree(student, reference, "read", body(direction=direction, loads=[SECOND, SECOND]))
        for loads in [[], [FIRST], [SECOND], [FIRST, SECOND], [SECOND, FIRST], [FIRST, sealed]]:
            agree(student, reference, "read", body(direction=direction, loads=loads))


@points(2, task=2, covers="R7 R8")
def check_broken_rules_are_named(student, reference):
    """A broken rule is reported for the whole event, in the agreed words; one rule at a time."""
    for direction in ["in", "out"]:
        doubled = [FIRST, FIRST | {"weightKg": 1}]
        for loads in [doubled, [FIRST, FIRST], [SECOND, SECOND], [SECOND], [FIRST, SECOND]]:
            agree(student, reference, "reported", body(direction=direction, loads=loads))


@points(2, task=3, covers="R9 R10 R11")
def check_reports_name_place_and_reason(student, reference):
    """A report has a sorted line for each problem with its path and its reason."""
    agree(student, reference, "reported", body(bay=3))
    agree(student, reference, "reported", body("plate", "eventId", at=5, aisle=1, zone=""))
    loads = [{"number": "HLXU6001234", "weight": 5}, {"number": 5, "weightKg": "1", "seal": 1}]
    agree(student, reference, "reported", body(loads=loads, lane="5"))
    agree(student, reference, "reported", body(loads={"number": "HLXU6001234"}))
    agree(student, reference, "reported", "{}")
    agree(student, reference, "reported", "{'lane': 5}")


@points(2, task=3, covers="R9 R10 R11")
def check_reports_on_any_model(student, reference):
    """Reports work for models that have nothing to do with gates."""
    for quay in [
        {"name": "?"},
        {"name": "!"},
        {"name": "A", "depth": 0.0},
        {"name": "A", "depth": -1},
    ]:
        agree(student, reference, "report_on_quay", json.dumps(quay))
    bollards = [{"b": [0, "1"], "a": ["2", 3, "4"]}, [], {"a": 7}]
    agree(student, reference, "report_on_quay", json.dumps({"name": 3, "bollards": bollards}))
    for text in ["", "[]", "null", '"quay"', "{", "{}", '{"name": "A",}', '{"name": "A", "1": 1}']:
        agree(student, reference, "report_on_quay", text)


@points(2, task=4, covers="R12")
def check_statuses(student, reference):
    """202 for an event, 400 for what is not JSON, 422 for what is JSON and no event."""
    agree(student, reference, "answered", body())
    agree(student, reference, "answered", body(eventId=1).encode())
    for text in [
        "",
        "{",
        "lane 5",
        "{'lane': 5}",
        body()[:-1],
        body() + "}",
        b"\xff" + body().encode(),
    ]:
        agree(student, reference, "answered", text)
    for text in ["{}", "[]", "null", "5", body(bay=3), body("lane"), "[" + body() + "]"]:
        agree(student, reference, "received", text)
    for text in [body(lane=13), body(loads=[FIRST, FIRST]), body(at="soon", plate="")]:
        agree(student, reference, "received", text)


# One drawn change may show any mistake of the model: each has a fixed check that comes first.
SHOWN_BEFORE = """
check_right_events_are_read check_nothing_is_coerced check_unknown_keys_are_refused
check_limits_of_the_fields check_plates_are_tidied check_rules_between_fields check_statuses
"""


@points(2, task=4, covers="R12", after=SHOWN_BEFORE)
@given(
    changes=st.dictionaries(
        st.sampled_from(["eventId", "lane", "direction", "plate", "loads", "bay"]),
        st.sampled_from([0, 1, 12, 13, "5", True, None, "in", "out", "x" * 11, []]),
        max_size=3,
    )
)
def check_any_changed_body_gets_an_answer(student, reference, changes):
    """Whatever is changed in a body, the status fits and the problems name the places."""
    agree(student, reference, "received", body(**changes))


@points(3, task=4, covers="R13")
def check_amendments_are_validated(student, reference):
    """An amended event is a new one that keeps to all types, limits and rules."""
    for change in [{}, {"lane": 6}, {"plate": " x 1 "}, {"event_id": 7, "lane": 12}, {"loads": ()}]:
        agree(student, reference, "amend", body(), change)
    agree(student, reference, "amend", body(loads=[FIRST]), {"direction": "OUT"})
    agree(student, reference, "amend", body(), {"direction": "OUT", "loads": (FIRST,)})
    for change in [{"lane": 0}, {"lane": "6"}, {"lane": None}, {"bay": 3}, {"plate": ""}]:
        agree(student, reference, "amend", body(), change)
    for change in [{"direction": "sideways"}, {"loads": (FIRST, FIRST)}, {"seal": None}]:
        agree(student, reference, "amend", body(), change)
    agree(student, reference, "amend", body(loads=[FIRST, SECOND]), {"direction": "OUT"})


@points(2, task=4, covers="R14")
def check_published_events(student, reference):
    """Keys are in camelCase and in order, times in UTC with whole seconds, None is left out."""
    agree(student, reference, "published", body())
    agree(student, reference, "published", body(loads=[FIRST | {"seal": None}]))
    agree(student, reference, "published", body("loads", direction="out"))
    agree(student, reference, "published", body(loads=[SECOND, FIRST | {"weightKg": 0}]))
    for at in [
        "2026-01-01T01:30:00+02:00",
        "2026-07-01T23:59:59.999999Z",
        "2026-07-01T18:00:00-03:30",
    ]:
        agree(student, reference, "published", body(at=at))


@points(2, task=4, covers="R14", after="check_published_events")
@given(
    lane=st.integers(1, 12),
    minute=st.integers(0, 59),
    offset=st.sampled_from(["Z", "+02:00", "-03:30", "+14:00"]),
    plate=st.text(alphabet="ABC 019-ÄÖ", min_size=1, max_size=8).filter(str.strip),
    loads=st.sampled_from([[], [FIRST], [SECOND], [SECOND, FIRST]]),
)
def check_published_events_can_be_read(student, reference, lane, minute, offset, plate, loads):
    """What is published can be received again and is the same event."""
    at = f"2026-02-28T23:{minute:02}:07{offset}"
    agree(student, reference, "published_again", body(lane=lane, at=at, plate=plate, loads=loads))
