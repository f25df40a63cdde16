"""Hidden checks of serialising-mixins."""

import json
from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, given, points, same

SEEN = ["logs", "value", "raised"]
NAMES = ["site", "zone", "crew", "stand_by", "größe", "x"]
PRIVATE = ["_seal", "__tally", "_MetricMixin__counts", "_", "__slots"]
WORDS = st.text(max_size=5)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-(10**6), 10**6), FLOATS, WORDS)
VALUES = st.one_of(LEAVES, st.lists(LEAVES, max_size=3), st.dictionaries(WORDS, LEAVES, max_size=3))
FIELDS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4)
SECRETS = st.dictionaries(st.sampled_from(PRIVATE), VALUES, max_size=3)
TEMPLATES = [
    ("rope at %s m", 1),
    ("%s moved to %s", 2),
    ("load at 100%", 0),
    ("%d of %d hooks", 2),
    ("ready", 0),
]
ODD_RECORDS = [("%s and %r", ["50%s", "%d"]), ("cargo %s", [["a", 1]]), ("%s", [""])]
RECORDS = st.one_of(
    st.tuples(st.sampled_from(TEMPLATES), st.integers(0, 99), st.integers(0, 99)).map(
        lambda drawn: (drawn[0][0], list(drawn[1:][: drawn[0][1]]))
    ),
    st.sampled_from(ODD_RECORDS),
)
LOADS = st.lists(st.sampled_from([0.5, 39.9, 40, 40.0, 40.1, 41]), max_size=5)
BROKEN = ["", "{", "{'site': 1}", '{"site": 1', "site", '{"site": 1} {"site": 2}']
NOT_OBJECTS = ["[]", '["site"]', '"site"', "7", "null", "true", '[{"site": 1}]']


def told(actual: Any, expected: Any) -> bool:
    """Compare as `same`, but of a log record look at logger, level and message only."""
    return same(_told(actual), _told(expected))


def _told(seen: Any) -> Any:
    if not isinstance(seen, list):
        return seen
    return [
        [one.get(key) for key in ("logger", "level", "message")] if isinstance(one, dict) else one
        for one in seen
    ]


@points(1, task=1, covers="R1 R2")
def check_text_has_the_form_asked_for(student, reference):
    """Letters of any alphabet stay as they are, inner names are sorted too, and only instance attributes count."""
    agree(student, reference, "written", {"zone": 4, "site": "east"}, {"_seal": 1, "__tally": 2})
    public = {"zone": "Łódź", "crew": {"β": 1, "a": [], "B": None}, "größe": 1.0, "b": True}
    agree(student, reference, "written", public, {"_ö": 1})
    agree(student, reference, "written", {}, {})
    agree(student, reference, "written_backwards", public)
    agree(student, reference, "written_from_class_with_shared_names")


@points(3, task=1, covers="R1 R2", after="check_text_has_the_form_asked_for")
@given(public=FIELDS, private=SECRETS)
def check_text_holds_the_public_attributes(student, reference, public, private):
    """The text holds the public attributes, sorted by name, and nothing that begins with an underscore."""
    agree(student, reference, "written", public, private)


@points(1, task=1, covers="R3")
def check_numbers_without_json_are_refused(student, reference):
    """A float that is not finite raises ValueError instead of giving a text that is not JSON."""
    for kind in ("nan", "inf", "-inf"):
        agree(student, reference, "write_number", kind)


@points(2, task=1, covers="R4")
def check_reading_calls_the_class(student, reference):
    """The object is built by calling the class that was asked, so its initialiser runs."""
    agree(student, reference, "read_by_subclass")
    for text in ("{}", '{"size": 4}', '{"number": 4, "size": 4}', '{"number": 4}'):
        agree(student, reference, "read_with_wrong_names", text)


@points(2, task=1, covers="R4 R5")
@given(public=FIELDS, private=SECRETS)
def check_reading_ignores_private_names(student, reference, public, private):
    """Public names of a document become arguments, and names that begin with an underscore are ignored."""
    agree(student, reference, "read", json.dumps({**private, **public}))


@points(2, task=1, covers="R6")
def check_bad_documents_are_refused(student, reference):
    """Text that is no JSON object raises DocumentError, with the decoding error as its cause if there was one."""
    for text in (*BROKEN, *NOT_OBJECTS):
        agree(student, reference, "refused", text)
        agree(student, reference, "read", text)


@points(3, task=2, covers="R7 R8")
@given(class_name=st.sampled_from(["Winch", "GateLane", "Ütility"]), record=RECORDS)
def check_records_are_lazy(student, reference, class_name, record):
    """A record carries the template and its values apart, at level INFO, under the name of the class."""
    agree(student, reference, "log", class_name, *record, observing=SEEN)


@points(1, task=2, covers="R7")
def check_records_name_class_and_level(student, reference):
    """A record has the level asked for, and each object logs under the name of its own class."""
    for level in (10, 30, 40, 50, 15):
        agree(
            *(student, reference, "log", "Winch", "at %s", [2]),
            level=level,
            observing=SEEN,
            compare=told,
        )
    agree(student, reference, "log_from_two_generations", observing=SEEN, compare=told)


@points(2, task=2, covers="R8")
def check_nothing_is_formatted_in_vain(student, reference):
    """A value is turned into text once if the level is on, and never if it is off."""
    for threshold, level in ((30, 20), (30, 30), (20, 40), (50, 40)):
        agree(student, reference, "turned_into_text", threshold, level)


@points(1, task=2, covers="R9")
def check_logging_leaves_no_trace(student, reference):
    """Logging stores nothing on the object, adds no handler and sets no level."""
    agree(student, reference, "traces_of_logging")


@points(2, task=3, covers="R10")
@given(
    events=st.lists(
        st.tuples(st.sampled_from(["gate", "rail", "", "Straße"]), st.integers(1, 5)), max_size=8
    )
)
def check_counters_add_up(student, reference, events):
    """Each event has a counter that grows by one or by what is asked."""
    agree(student, reference, "counted", events)


@points(1, task=3, covers="R10 R11")
def check_counters_only_grow(student, reference):
    """Counting returns None; a step below 1 raises ValueError and leaves the counters as they were."""
    agree(student, reference, "counted_by_keyword")
    for by in (0, -1, -7, 1):
        for known in (True, False):
            agree(student, reference, "refused_count", by, known)


@points(2, task=3, covers="R12")
def check_counters_belong_to_one_object(student, reference):
    """Every object has counters of its own, and what metrics returns is a copy."""
    agree(student, reference, "separate_counters")


@points(2, task=3, covers="R13")
def check_metric_state_is_private(student, reference):
    """The mixin's state has mangled names, so no attribute of another class can meet it."""
    agree(student, reference, "names_of_metric_state")
    agree(student, reference, "likely_neighbours")


@points(2, task=3, covers="R14")
def check_metrics_cooperate(student, reference):
    """The metric mixin has its state first and then passes all keywords to the next class."""
    for mixin_first in (True, False):
        agree(student, reference, "metrics_pass_the_rest_on", mixin_first)
    agree(student, reference, "metrics_with_unknown_keyword")
    agree(student, reference, "counted_during_construction")


@points(2, task=4, covers="R15")
def check_a_new_agent_is_complete(student, reference):
    """An agent has its attributes, a list of operators of its own, and all three mixins."""
    agree(student, reference, "new_agent", crane="C2", limit_tonnes=40)
    agree(student, reference, "new_agent", crane="", limit_tonnes=0.5, operators=["Ōno", "Ōno"])
    agree(student, reference, "new_agent", crane="C2")
    agree(student, reference, "positional_agent")
    agree(student, reference, "operators_are_copied")
    agree(student, reference, "parents_of_agent")


@points(3, task=4, covers="R16")
@given(crane=st.sampled_from(["C3", "C%3", "Kranö"]), limit=st.sampled_from([40, 40.0]), loads=LOADS)
def check_lifts_are_logged_and_counted(student, reference, crane, limit, loads):
    """A load up to the limit is lifted, a heavier one refused; each is logged and counted."""
    agree(student, reference, "lift", crane, limit, loads, observing=SEEN)


@points(1, task=4, covers="R16")
def check_loads_weigh_something(student, reference):
    """A load of zero or less raises ValueError before anything is logged or counted."""
    for tonnes in (0, 0.0, -0.5, -12, 0.25):
        agree(student, reference, "lift_nothing", tonnes, observing=SEEN, compare=told)


@points(4, task=4, covers="R17")
@given(
    crane=WORDS,
    limit=st.one_of(st.just(40.0), st.floats(1, 90)),
    operators=st.lists(WORDS, max_size=3),
    loads=LOADS,
)
def check_agents_round_trip(student, reference, crane, limit, operators, loads):
    """An agent that has worked comes back with equal attributes and counters that start anew."""
    agree(student, reference, "agent_round_trip", crane, limit, operators, loads)
    agree(student, reference, "agent_text", crane, limit, operators, loads)


@points(3, task=4, covers="R18")
def check_mixins_combine_in_any_order(student, reference):
    """The mixins work beside any class, in every order, alone or together."""
    agree(student, reference, "round_trip_in_every_order")
    agree(student, reference, "metric_and_json_alone")
    agree(student, reference, "log_and_json_alone")
    agree(student, reference, "labelled_agent", observing=SEEN, compare=told)
    agree(student, reference, "agent_with_unknown_keyword")
