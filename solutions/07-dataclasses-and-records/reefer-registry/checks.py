"""Hidden checks of reefer-registry."""

import json

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.text(alphabet="abcåß \"'\\", max_size=6)
HALVES = st.integers(-60, 60).map(lambda number: number / 2)
PAIRS = st.lists(st.tuples(st.integers(0, 40), HALVES), max_size=5, unique_by=lambda pair: pair[0])


@st.composite
def rows(draw, most=5):
    """Rows of reefers with different numbers, in no order."""
    numbers = draw(st.lists(st.integers(0, 40), max_size=most, unique=True))
    return [
        (
            f"QYLU{number:07}",
            draw(WORDS),
            draw(st.integers(-40, 30)) / 1,
            draw(st.integers(1, 10)) / 2,
            draw(PAIRS),
        )
        for number in numbers
    ]


FIGS = ("QYLU0000204", "figs", 4.0, 1.5, [(30, 4.5), (10, 9.0), (20, 3.0)])
FISH = ("ABXU7654321", "fish", -18.0, 2.0, [(5, -21.5)])
TEA = ("QYLU0000007", "tea", 12.0, 3.0, [])
ICE = ("ZZZU0000001", "ice", -25.0, 1.0, [(9, -24.0), (8, 0.0)])
HAM = ("HAMU1111111", "ham", 2.0, 1.0, [(2, 4.5), (1, 2.0)])
PIE = ("PIEU2222222", "pie", -20.0, 0.5, [(7, -18.0)])
OIL = ("OILU3333333", "oil", 10.0, 2.0, [(4, 12.5)])
YARD = [FIGS, FISH, TEA, ICE, PIE, OIL, HAM]


def document(*changes, version=2, **others):
    """A document of two reefers; each change is applied to the second."""
    first = {"number": "QYLU0000204", "goods": "figs", "target": 4, "tolerance": 1.5}
    second = {"number": "ABXU7654321", "goods": "fish", "target": -18.5, "tolerance": 2}
    first["readings"], second["readings"] = [[30, 4.5], [10, 9]], []
    if version == 1:
        del first["tolerance"], second["tolerance"]
    for change in changes:
        second.update(change)
    whole = {"version": version, "reefers": [first, second], **others}
    return json.dumps(whole)


def without(name, version=2):
    """A document whose second reefer lacks a key."""
    whole = json.loads(document(version=version))
    del whole["reefers"][1][name]
    return json.dumps(whole)


@points(2, task=1, covers="R1 R2")
def check_settings_are_named(student, reference):
    """A setting takes its fields by name; a target or a tolerance out of range raises ValueError."""
    agree(student, reference, "setting_made", {"target": 4.0})
    agree(student, reference, "setting_made", {"target": -18.5, "tolerance": 0.5})
    agree(student, reference, "setting_by_position")
    for target in (-40.0, -40.5, 30.0, 30.5, float("nan")):
        agree(student, reference, "setting_made", {"target": target})
    for tolerance in (0.5, 0.0, -1.0, 1.0, 10.0, 10.5, float("nan")):
        agree(student, reference, "setting_made", {"target": 4.0, "tolerance": tolerance})


@points(1, task=1, covers="R3")
def check_deviation_counts_from_the_band(student, reference):
    """Degrees above the band are positive, degrees below are negative, within it they are none."""
    for celsius in (8.0, 6.0, 5.5, 4.0, 2.5, 2.0, -1.0):
        agree(student, reference, "deviation_of", 4.0, 1.5, celsius)


@points(2, task=1, covers="R4")
def check_readings_have_limits_and_an_order(student, reference):
    """Readings compare by minute, then by temperature; what no sensor gives raises ValueError."""
    for pair in [(0, 4.5), (-1, 4.5), (3, 100.0), (3, 100.5), (3, -100.0), (3, -100.5)]:
        agree(student, reference, "reading_made", *pair)
    agree(student, reference, "reading_made", 3, float("nan"))
    agree(student, reference, "readings_compared", (1, 9.0), (2, 4.0))
    agree(student, reference, "readings_compared", (2, 9.0), (2, 4.0))
    agree(student, reference, "readings_compared", (2, 4.0), (2, 4.0))


@points(2, task=1, covers="R1 R4 R5 R6")
def check_records_are_frozen(student, reference):
    """Assigning to a field of any of the three records raises FrozenInstanceError."""
    agree(student, reference, "records_are_frozen", FIGS)


@points(2, task=2, covers="R5")
def check_numbers_are_tidied_and_checked(student, reference):
    """The number is kept in capitals without whitespace; what is no number raises ValueError."""
    for number in ("QYLU0000204", " qylu 000\t0204\n", "QYLU000020", "QYLU00002040", "QYL00002040"):
        agree(student, reference, "number_kept", number)
    for number in (
        "",
        "QYLUX000204",
        "QYL10000204",
        "QYLÅ0000204",
        "QYLU000020\u0664",
        "QYLU-000204",
    ):
        agree(student, reference, "number_kept", number)


@points(2, task=2, covers="R6")
def check_readings_are_kept_in_order(student, reference):
    """The readings are a tuple in the order of their minutes; one minute twice raises ValueError."""
    agree(student, reference, "readings_kept", [(30, 4.5), (10, 9.0), (20, 3.0)])
    agree(student, reference, "readings_kept", [])
    agree(student, reference, "reefer_made", FIGS)
    agree(student, reference, "reefer_made", (*FIGS[:4], [(30, 4.5), (10, 9.0), (30, 5.0)]))
    agree(student, reference, "reefer_made", (*FIGS[:4], [(30, 4.5), (30, 4.5)]))


@points(2, task=2, covers="R6", after="check_readings_are_kept_in_order")
def check_records_serve_as_keys(student, reference):
    """Equal records have equal hashes, so that each of the three can be the key of a dict."""
    agree(student, reference, "records_as_keys", FIGS, FISH)
    agree(student, reference, "records_as_keys", FIGS, (*FIGS[:4], [(30, 4.5)]))
    agree(student, reference, "records_as_keys", FIGS, (*FIGS[:4], FIGS[4][::-1]))


@points(1, task=2, covers="R7")
def check_latest_goes_by_minute(student, reference):
    """The latest reading is the one of the largest minute; without readings there is none."""
    for row in YARD:
        agree(student, reference, "latest_of", row)


@points(2, task=2, covers="R7")
def check_with_reading_makes_a_new_reefer(student, reference):
    """A new reading gives a new reefer; the old one stays as it was."""
    agree(student, reference, "grown", FIGS, [(25, 4.0), (40, 5.0)])
    agree(student, reference, "grown", TEA, [(0, 4.0)])
    agree(student, reference, "grown", FIGS, [(20, 4.0)])


@points(2, task=3, covers="R8")
def check_registry_keeps_reefers_by_number(student, reference):
    """Reefers are listed and found by number; a number that is there already raises ValueError."""
    agree(student, reference, "registry_of", YARD)
    agree(student, reference, "registry_of", [])
    agree(student, reference, "registries_apart", FIGS)
    agree(student, reference, "found", YARD, "QYLU0000007")
    agree(student, reference, "found", YARD, "QYLU0000008")
    agree(student, reference, "added_twice", YARD, (*FIGS[:1], "dates", *FIGS[2:]))
    agree(student, reference, "added_twice", YARD, ("qylu 0000007", *TEA[1:]))
    agree(student, reference, "added_twice", YARD, ("QYLU0000008", *TEA[1:]))
    agree(student, reference, "made_with_twins", FIGS)


@points(2, task=3, covers="R9")
def check_recording_replaces_the_reefer(student, reference):
    """A recorded reading is in the registry's new reefer; what is refused changes nothing."""
    agree(student, reference, "recorded", YARD, [("QYLU0000204", (40, 7.0))])
    agree(
        student, reference, "recorded", YARD, [("QYLU0000007", (0, 1.0)), ("QYLU0000007", (1, 2.0))]
    )
    agree(
        student,
        reference,
        "recorded",
        YARD,
        [("QYLU0000204", (10, 7.0)), ("QYLU0000204", (11, 7.0))],
    )
    agree(student, reference, "recorded", YARD, [("QYLU9999999", (10, 7.0))])


@points(2, task=4, covers="R10 R11")
def check_alarms_come_worst_first(student, reference):
    """Latest readings outside the band give named tuples, the furthest first, equals by number."""
    agree(student, reference, "alarms_of", YARD, [])
    agree(student, reference, "alarms_of", [], [])
    agree(student, reference, "alarm_parts")


@points(1, task=4, covers="R11")
def check_alarms_go_beyond_a_limit(student, reference):
    """Only deviations beyond the limit count, above the band and below it."""
    for limit in (0.0, 0.5, 1.0, 1.5, 2.0):
        agree(student, reference, "alarm_numbers", YARD, limit)


@points(
    2, task=4, covers="R11", after="check_alarms_come_worst_first check_alarms_go_beyond_a_limit"
)
@given(filled=rows(), limit=st.integers(0, 20), examples=30)
def check_any_alarms(student, reference, filled, limit):
    """Any yard has its alarms."""
    agree(student, reference, "alarms_of", filled, [limit / 2])


@points(2, task=5, covers="R12")
def check_documents_are_written(student, reference):
    """The document has the version and a row for each reefer, in the order given."""
    agree(student, reference, "dumped", YARD)
    agree(student, reference, "dumped", [])


@points(2, task=5, covers="R13")
def check_documents_are_read(student, reference):
    """Documents of both versions are read; the older one has no tolerance."""
    agree(student, reference, "loaded", document())
    agree(student, reference, "loaded", document(version=1))
    agree(student, reference, "loaded", document(reefers=[]))
    agree(student, reference, "loaded", document({"number": "abxu 7654321"}))


@points(2, task=5, covers="R12 R13", after="check_documents_are_written check_documents_are_read")
@given(filled=rows(), examples=30)
def check_any_reefers_come_back(student, reference, filled):
    """Whatever is written comes back equal."""
    agree(student, reference, "there_and_back", filled)


@points(2, task=5, covers="R14")
def check_documents_that_do_not_fit(student, reference):
    """A document, or a row of it, that has another shape raises DocumentError with its position."""
    for text in ("", "{", "[]", "null", "7", "{}", '{"version": 2}', '{"reefers": []}'):
        agree(student, reference, "refused_at", text)
    for version in (0, 3, "2", None):
        agree(student, reference, "refused_at", document(version=version))
    for reefers in ({}, None, "none"):
        agree(student, reference, "refused_at", document(reefers=reefers))
    agree(student, reference, "refused_at", document(port="Quayside"))
    for row in (None, [], "figs", 3):
        first = json.loads(document())["reefers"][0]
        agree(student, reference, "refused_at", document(reefers=[first, first, row]))
        agree(student, reference, "refused_at", document(reefers=[row, first]))
    agree(student, reference, "refused_at", document({"colour": "white"}))
    agree(student, reference, "refused_at", document({"tolerance": 2}, version=1))
    for name in ("number", "goods", "target", "tolerance", "readings"):
        agree(student, reference, "refused_at", without(name))


@points(2, task=5, covers="R14")
def check_values_of_another_type(student, reference):
    """A value of another type raises DocumentError; true is no number, and text is none either."""
    agree(student, reference, "refused_at", document())
    changes = [
        {"number": 7},
        {"goods": None},
        {"goods": 3},
        {"target": "4"},
        {"target": True},
        {"target": None},
        {"tolerance": "2"},
        {"tolerance": True},
        {"readings": {}},
        {"readings": "none"},
        {"readings": [7]},
        {"readings": [{"0": 1, "1": 2}]},
        {"readings": ["12"]},
        {"readings": [[1]]},
        {"readings": [[1, 2, 3]]},
        {"readings": [[1, "2"]]},
        {"readings": [[1, False]]},
        {"readings": [["1", 2]]},
        {"readings": [[1.5, 2]]},
        {"readings": [[True, 2]]},
        {"readings": [[1, 2], [3, None]]},
    ]
    for change in changes:
        agree(student, reference, "refused_at", document(change))


@points(1, task=5, covers="R14")
def check_values_that_the_records_refuse(student, reference):
    """What a record refuses is refused by the document, with the position of the row."""
    for change in (
        {"number": "ABXU765432"},
        {"target": 31},
        {"tolerance": 0},
        {"readings": [[-1, 2]]},
        {"readings": [[1, 101]]},
        {"readings": [[1, 2], [1, 3]]},
    ):
        agree(student, reference, "refused_at", document(change))
