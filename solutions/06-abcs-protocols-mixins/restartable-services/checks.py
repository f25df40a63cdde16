"""Hidden checks of restartable-services."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

NAMES = st.sampled_from(["stop", "start", "status", "restart", "name"])
CALLS = st.lists(st.sampled_from(["start", "stop"]), max_size=8)
KINDS = st.sampled_from(["method", "class", "number", "text", "none"])
WORDS = st.text(max_size=6)
NUMBERS = st.lists(st.sampled_from(["MSKU20", "TCLU44", "HLXU08", "SUDU31", "", "é-1"]), max_size=6)


@points(1, task=1, covers="R1")
def check_restartable_cannot_be_instantiated(student, reference):
    """Restartable() raises TypeError."""
    agree(student, reference, "instantiate_protocol")


@points(
    2,
    task=1,
    covers="R1 R2",
    reply="which names are there decides, and nothing else: not the class, not a base class",
)
def check_strangers_with_the_three_methods_fit(student, reference):
    """isinstance() accepts objects of any class that have stop, start and status."""
    agree(student, reference, "strangers_fit")


@points(2, task=1, covers="R2", after="check_strangers_with_the_three_methods_fit")
@given(attributes=st.dictionaries(NAMES, st.integers(), max_size=5))
def check_isinstance_looks_at_the_names_only(student, reference, attributes):
    """isinstance() asks for three names, whatever they hold."""
    agree(student, reference, "fits", attributes)


@points(1, task=2, covers="R3", after="check_strangers_with_the_three_methods_fit")
def check_the_three_services_fit(student, reference):
    """Objects of the three classes are Restartable."""
    agree(student, reference, "the_three_fit")


@points(
    2,
    task=2,
    covers="R3 R7",
    reply="a class fits a protocol by its methods; look at the line of each class statement",
)
def check_the_three_classes_have_no_base_class(student, reference):
    """RESTARTABLES names the three classes, and none of them has a base class."""
    agree(student, reference, "family")


@points(1, task=2, covers="R3", reply="where is the state created, and how often?")
def check_two_objects_share_nothing(student, reference):
    """What happens to one service is not seen in another of its class."""
    agree(student, reference, "neighbours")


@points(2, task=2, covers="R4")
@given(name=WORDS, calls=CALLS)
def check_a_yard_server_counts_its_boots(student, reference, name, calls):
    """A yard server says whether it is on, and counts a boot when it is switched on."""
    agree(student, reference, "server_story", name, calls)


@points(1, task=2, covers="R5")
def check_a_gate_lane_keeps_its_queue_until_it_closes(student, reference):
    """A gate lane leaves its queue alone when it opens and empties it when it closes."""
    agree(student, reference, "lane_story", 12, ["arrive", "start", "arrive", "stop", "arrive"])
    agree(student, reference, "lane_story", 7, ["stop", "arrive", "stop", "start"])


@points(1, task=2, covers="R5", after="check_a_gate_lane_keeps_its_queue_until_it_closes")
@given(
    number=st.integers(0, 99),
    calls=st.lists(st.sampled_from(["start", "stop", "arrive"]), max_size=8),
)
def check_any_day_of_a_gate_lane(student, reference, number, calls):
    """A gate lane opens, closes and takes lorries in any order of calls."""
    agree(student, reference, "lane_story", number, calls)


@points(1, task=2, covers="R6")
def check_a_reefer_feed_takes_a_generator(student, reference):
    """A reefer feed of a list or a generator can be stopped and started again."""
    agree(student, reference, "feed_story", ["SUDU31", "HLXU08"], ["start", "stop", "start"])
    agree(student, reference, "feed_of_a_generator", ["TCLU44", "MSKU20", "TCLU44"])
    agree(student, reference, "feed_of_a_generator", [])


@points(2, task=2, covers="R6")
@given(containers=NUMBERS, calls=CALLS)
def check_a_reefer_feed_follows_all_or_none(student, reference, containers, calls):
    """A reefer feed follows all its containers, sorted and without repeats, or none."""
    agree(student, reference, "feed_story", containers, calls)


@points(
    1,
    task=2,
    covers="R6",
    after="check_a_reefer_feed_follows_all_or_none",
    reply="who else holds the list that your feed relies on?",
)
@given(containers=NUMBERS, extra=WORDS)
def check_a_reefer_feed_keeps_its_containers_to_itself(student, reference, containers, extra):
    """A change of the list followed, or of the list given, does not reach the feed."""
    agree(student, reference, "feed_after_tampering", containers, extra)
    agree(student, reference, "feed_after_its_source_changed", containers)


@points(1, task=3, covers="R8")
def check_restart_stops_then_starts(student, reference):
    """restart() stops, then starts, and returns the status after that."""
    agree(student, reference, "restart_a_crane")
    agree(student, reference, "restart_a_server", ["start"])


@points(1, task=3, covers="R8", after="check_restart_stops_then_starts")
@given(calls=CALLS, line=WORDS)
def check_any_service_is_restarted(student, reference, calls, line):
    """restart() works for a service in any state, and returns whatever it says."""
    agree(student, reference, "restart_a_server", calls)
    agree(student, reference, "restart_a_reporter", line)


@points(2, task=3, covers="R9", reply="an error has to end the restart and reach the caller")
def check_restart_lets_errors_pass(student, reference):
    """An exception ends the restart and passes on, also a TypeError for a stop that is a number."""
    agree(student, reference, "restart_a_jammed_crane", "stop")
    agree(student, reference, "restart_a_jammed_crane", "start")
    agree(student, reference, "restart_a_jammed_crane", "status")
    agree(student, reference, "restart_a_window")


@points(
    2,
    task=4,
    covers="R10",
    reply="a class can be called, a number and a text cannot; a missing name is not listed",
)
@given(parts=st.dictionaries(NAMES, KINDS, max_size=5))
def check_uncallable_names_what_cannot_be_called(student, reference, parts):
    """uncallable() lists the names that are there and cannot be called, in alphabetical order."""
    agree(student, reference, "uncallable_of", parts)


@points(1, task=4, covers="R10")
def check_uncallable_takes_any_object(student, reference):
    """uncallable() takes objects of any class, also one that has none of the names."""
    for kind in ("crane", "lamp", "window", "drill", "word", "number", "dial"):
        agree(student, reference, "uncallable_of_made", kind)


@points(
    2,
    task=4,
    covers="R11",
    after="check_strangers_with_the_three_methods_fit check_restart_stops_then_starts",
    reply="it takes any iterable; what lacks a name, or has a number where a call is due, is left",
)
def check_what_can_be_restarted_is(student, reference):
    """restart_all() restarts the services among any objects, of a list, a tuple or a generator."""
    agree(student, reference, "night", ["crane", "drill", "window", "dial", "lamp", "crane"])
    agree(student, reference, "night_of_a_generator", ["yard-1", "yard-2"])
    agree(student, reference, "night_of_a_generator", [])
    agree(student, reference, "night_of_the_three")


@points(
    2,
    task=4,
    covers="R11",
    after="check_what_can_be_restarted_is",
    reply="a lamp has no status; a window, a drill and a dial have numbers where calls are due",
)
@given(
    kinds=st.lists(
        st.sampled_from(["crane", "crane", "lamp", "window", "drill", "word", "number", "dial"]),
        max_size=7,
    )
)
def check_a_mixed_list_is_restarted_in_order(student, reference, kinds):
    """restart_all() restarts what can be restarted, in order, and calls nothing of the others."""
    agree(student, reference, "night", kinds)


@points(
    2,
    task=4,
    covers="R12",
    after="check_restart_stops_then_starts",
    reply="an error has to end the job and reach the caller",
)
def check_restart_all_catches_nothing(student, reference):
    """What a service raises in restart_all() passes on, also the TypeError of a wrong signature."""
    agree(student, reference, "night_with_a_sluice")
    agree(student, reference, "night_with_a_jam", "stop")
    agree(student, reference, "night_with_a_jam", "start")
