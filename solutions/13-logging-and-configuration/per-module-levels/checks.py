"""Hidden checks of per-module-levels."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
NAMES = ["root", "qs.gate", "qs.gate.lanes", "qs.yard"]
MAPPINGS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(LEVELS), max_size=4)
NUMBERS = st.sampled_from([10, 15, 20, 30, 40, 50])
CALLS = st.lists(st.tuples(st.sampled_from([*NAMES, "qs"]), NUMBERS), max_size=6)
SPELLED = st.sampled_from(["DEBUG", "debug", "Info", "warning ", " ERROR", "critical", "critical"])
PARTS = st.tuples(
    st.sampled_from(["root", "gate", " gate ", "yard.cranes", "", "größe"]),
    st.sampled_from(["=", "=", "=", " = ", ""]),
    SPELLED,
).map("".join)


@points(2, task=1, covers="R1")
def check_levels_are_read(student, reference):
    """A text gives the level of each logger, in capitals, without the blanks around."""
    agree(student, reference, "parse", "root=WARNING,yardmap=INFO,yardmap.cranes=DEBUG")
    agree(student, reference, "parse", "  gate = error ,\n yard.x =Critical, ")
    agree(student, reference, "parse", "gate=info, gate=debug, größe=Info")
    for text in ("", " ", ",", ", ,gate=info,,"):
        agree(student, reference, "parse", text)


@points(1, task=1, covers="R2", reply="five levels may be named; a part needs a name and a level")
def check_wrong_parts_are_refused(student, reference):
    """A part without a name, an equals sign or one of the five levels raises ValueError."""
    for part in ("gate", "gate=", "=INFO", "=", "gate=LOUD", "gate=10", "gate=info=debug"):
        agree(student, reference, "parse", part)
        agree(student, reference, "parse", f"root=INFO, {part}")
    for level in ("NOTSET", "WARN", "FATAL", "BASIC_FORMAT", "root", "getLogger"):
        agree(student, reference, "parse", f"gate={level}")


@points(1, task=1, covers="R1 R2", after="check_levels_are_read check_wrong_parts_are_refused")
@given(parts=st.lists(PARTS, max_size=4))
def check_any_text_is_read(student, reference, parts):
    """Any text is read or refused."""
    agree(student, reference, "parse", ",".join(parts))


@points(2, task=2, covers="R3", reply="look at what is in the queue: text, arguments, exception")
def check_records_are_finished(student, reference):
    """The record in the queue has its finished message, no arguments, and the rest of the call."""
    agree(student, reference, "forwarded", [("crane %s of %d", ["A", 4], 20), ("100 %", [], 40)])
    agree(student, reference, "forwarded", [("%(lane)s", [{"lane": 5}], 10), ("", [], 50)])
    agree(student, reference, "changed_after_the_call")


@points(1, task=2, covers="R3")
def check_failures_keep_their_exception(student, reference):
    """The record in the queue keeps exception and stack, and its message has no traceback."""
    agree(student, reference, "forwarded_failure")


@points(1, task=2, covers="R4", reply="other handlers may keep the record that the call made")
def check_the_record_stays_as_it_is(student, reference):
    """The record in the queue is a copy; the one of the call does not change."""
    agree(student, reference, "left_for_other_handlers")


@points(2, task=2, covers="R5", reply="a full queue: no waiting, no complaint, one more dropped")
def check_a_full_queue_drops_records(student, reference):
    """Records that find no room are dropped and counted, and later ones get in again."""
    for size, count in ((1, 1), (1, 3), (3, 5), (0, 4)):
        agree(student, reference, "room_for", size, count)


@points(2, task=3, covers="R6 R7")
def check_loggers_get_their_levels(student, reference):
    """Named loggers get their level, others follow the root, which has one handler."""
    for levels in (
        {"qs.gate": "INFO", "qs.gate.lanes": "DEBUG"},
        {"root": "ERROR", "qs.yard": "DEBUG"},
        {"root": "DEBUG", "qs.gate": "CRITICAL"},
        {},
    ):
        agree(student, reference, "configured", levels, [*NAMES, "qs"])


@points(
    2, task=3, covers="R7", reply="a record goes into the queue once, if its logger lets it pass"
)
def check_records_get_into_the_queue(student, reference):
    """The levels of the loggers alone decide which records get into the queue, once each."""
    names = ("qs.gate", "qs.gate.lanes", "qs.yard")
    calls = [(name, level) for name in names for level in (10, 20, 40)]
    for levels in (
        {"root": "WARNING", "qs.gate": "INFO", "qs.gate.lanes": "DEBUG"},
        {"root": "ERROR", "qs.yard": "DEBUG"},
        {"root": "DEBUG", "qs.gate": "CRITICAL"},
    ):
        agree(student, reference, "queued", levels, calls)


@points(1, task=3, covers="R8")
def check_what_was_there_before(student, reference):
    """Handlers of the root from before are gone, and loggers from before go on."""
    agree(student, reference, "configured_again")


@points(
    1,
    task=3,
    covers="R6 R7",
    after="check_loggers_get_their_levels check_records_get_into_the_queue",
)
@given(levels=MAPPINGS, calls=CALLS)
def check_any_levels_are_configured(student, reference, levels, calls):
    """Any levels are configured for any loggers."""
    agree(student, reference, "configured", levels, NAMES)
    agree(student, reference, "queued", levels, calls)


@points(2, task=4, covers="R9 R10")
def check_records_reach_their_targets(student, reference):
    """Each target gets the records from its level on, in order, in another thread."""
    calls = [("qs.gate", 10), ("qs.gate", 20), ("qs.yard", 20), ("qs.yard", 40), ("qs.gate", 50)]
    agree(student, reference, "night", {"qs.gate": "DEBUG"}, [0], calls)
    agree(student, reference, "night", {"root": "INFO"}, [30, 0, 40], calls)
    agree(student, reference, "night", {}, [], calls)
    agree(student, reference, "night", {"root": "INFO"}, [20], [], capacity=5)


@points(
    2,
    task=4,
    covers="R9 R13",
    reply="a target has handled its last record when it is closed, and is closed once",
)
def check_targets_are_closed_at_the_end(student, reference):
    """Each target is closed once, after its last record, in one night and in the next."""
    agree(student, reference, "two_nights")


@points(1, task=4, covers="R9", reply="what does dictConfig do to the handlers that exist?")
def check_targets_are_open_at_the_start(student, reference):
    """Targets are made after the configuration, one for each function."""
    agree(student, reference, "first_moment", 1)
    agree(student, reference, "first_moment", 3)


@points(1, task=4, covers="R9 R10", after="check_records_reach_their_targets")
@given(
    levels=MAPPINGS,
    thresholds=st.lists(st.sampled_from([0, 10, 25, 40]), max_size=3),
    calls=CALLS,
)
def check_any_night(student, reference, levels, thresholds, calls):
    """Any records reach any targets."""
    agree(student, reference, "night", levels, thresholds, calls, capacity=20)


@points(2, task=4, covers="R11", reply="the target is still at its first record when you look")
def check_logging_does_not_wait(student, reference):
    """Calls return while a target is busy; afterwards it gets all of their records."""
    agree(student, reference, "slow_target", 1)
    agree(student, reference, "slow_target", 30)


@points(1, task=4, covers="R11", after="check_logging_does_not_wait")
def check_a_busy_target_costs_records(student, reference):
    """While a target is busy, records beyond the capacity are dropped, and no call waits."""
    agree(student, reference, "crowded", 2, 6)
    agree(student, reference, "crowded", 1, 2)
    agree(student, reference, "crowded", None, 1006)


@points(2, task=4, covers="R12", reply="who puts the last thing into the queue, and is there room?")
def check_a_full_queue_can_end(student, reference):
    """A block may end while the queue is full: what is in it still reaches the targets."""
    agree(student, reference, "full_at_the_end", 1)
    agree(student, reference, "full_at_the_end", 4)


@points(1, task=4, covers="R13")
def check_the_end_comes_with_errors_too(student, reference):
    """An exception passes on, and the end of the block is as tidy as always."""
    agree(student, reference, "night_that_fails")


@points(2, task=4, covers="R14", reply="one target raises here, and not through its handleError")
def check_one_target_may_fail(student, reference):
    """A target that raises loses that record only, and is told; the others lose none."""
    agree(student, reference, "jammed_target", ["a", "jam b", "c", "jam d", "e"])
    agree(student, reference, "jammed_target", ["jam"])
