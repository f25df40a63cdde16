"""Hidden checks of gatehouse."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

STEPS = st.lists(st.one_of(st.just("go"), st.sampled_from(["AA 1", "bad 2", "ÅÅ 3"])), max_size=10)


@points(1, task=1, covers="R1 R2")
def check_an_open_ticket_has_no_answer(student, reference):
    """A ticket keeps its plate; as long as it is not done, asking for the result times out."""
    agree(student, reference, "ticket_before", "QQ 77")
    agree(student, reference, "ticket_without_answer", 0)
    agree(student, reference, "ticket_without_answer", 0.01)


@points(
    2,
    task=1,
    covers="R2",
    reply="one reader of a ticket got the result, and another did not: who takes it away?",
)
def check_every_reader_gets_the_result(student, reference):
    """All threads that wait for a ticket get its answer or its exception, as often as they ask."""
    for readers in (1, 3):
        agree(student, reference, "ticket_settled", "berth 4", readers)
        agree(student, reference, "ticket_settled", "", readers)
        agree(student, reference, "ticket_failed", readers)


@points(1, task=2, covers="R3")
def check_numbers_below_one_are_refused(student, reference):
    """Without a clerk or a place there is no gatehouse, and no thread is left behind."""
    for numbers in (
        {"clerks": 0},
        {"capacity": 0},
        {"clerks": -1, "capacity": 5},
        {"capacity": -2},
    ):
        agree(student, reference, "house_made", numbers)
    agree(student, reference, "house_made", {"clerks": 1, "capacity": 1})


@points(
    2,
    task=2,
    covers="R3 R4 R5",
    reply="some handlers have to run at the same time; what does one of yours wait for?",
)
def check_clerks_work_at_the_same_time(student, reference):
    """There are as many clerks as asked for, daemon threads with names, and each can be busy."""
    agree(student, reference, "clerks_at_once", 3, {"clerks": 3})
    agree(student, reference, "clerks_at_once", 2, {})
    agree(student, reference, "handler_uses_the_house")


@points(2, task=2, covers="R4")
def check_first_come_first_served(student, reference):
    """Arrivals are handled in the order in which they were accepted."""
    agree(student, reference, "handled_in_order", [])
    agree(student, reference, "handled_in_order", ["BB 2", "AA 1", "AA 1", ""])
    agree(student, reference, "first_come_first_served", ["DD 4", "AA 1", "CC 3", "BB 2"])


@points(
    2,
    task=2,
    covers="R5",
    reply="after a handler has raised, nobody comes for the next arrival, or nobody hears of it",
)
def check_a_clerk_survives_its_handler(student, reference):
    """Whatever a handler raises goes to the ticket, and the clerk handles the next arrival."""
    agree(student, reference, "clerk_survives", ["ValueError", "GateClosed"])
    agree(student, reference, "clerk_survives", ["SystemExit"])
    agree(student, reference, "clerk_survives", ["KeyboardInterrupt", "ValueError"])


@points(2, task=3, covers="R6 R7", after="check_clerks_work_at_the_same_time")
def check_counts_of_a_day(student, reference):
    """Every count is right at every moment at which nothing moves."""
    agree(student, reference, "counted_day")
    agree(student, reference, "snapshot_stays")
    agree(student, reference, "counted_by_a_handler")


@points(2, task=3, covers="R8", after="check_clerks_work_at_the_same_time")
def check_waiting_for_counts(student, reference):
    """Waiting ends when all the counts named have their values, and with False when time is up."""
    for wanted in ({"busy": 1, "waiting": 2}, {"handled": 0}, {}):
        agree(student, reference, "waited_for", wanted, 4)
        agree(student, reference, "waited_for", wanted, 0)
    for wanted in ({"busy": 1, "waiting": 1}, {"busy": 0, "waiting": 2}, {"waiting": 3}):
        agree(student, reference, "waited_for", wanted, 0)
        agree(student, reference, "waited_for", wanted, 0.01)


@points(
    2,
    task=3,
    covers="R8",
    after="check_waiting_for_counts check_a_clerk_survives_its_handler",
    reply="several threads wait for different things; which of them hears of a change?",
)
def check_everybody_hears_of_a_change(student, reference):
    """Threads that wait for something else keep no news from anybody."""
    for observers in (1, 4):
        agree(student, reference, "all_are_woken", observers)


@points(2, task=4, covers="R3 R9 R10", after="check_clerks_work_at_the_same_time")
def check_the_queue_is_bounded(student, reference):
    """As many arrivals wait as there are places, busy clerks apart; one more raises GateFull."""
    for clerks, capacity in ((1, 1), (1, 3), (2, 2)):
        agree(student, reference, "filled", clerks, capacity, 0)
    agree(student, reference, "filled", 1, 2, 0.01)
    agree(student, reference, "filled_by_default")
    agree(student, reference, "room_without_waiting")


@points(2, task=4, covers="R6 R10", after="check_everybody_hears_of_a_change")
def check_a_full_queue_makes_wait(student, reference):
    """Who waits outside gets in when a place is free."""
    agree(student, reference, "outside_until_there_is_room", None)
    agree(student, reference, "outside_until_there_is_room", 60)
    agree(student, reference, "several_outside", 3)


@points(2, task=5, covers="R11 R13")
def check_an_idle_gatehouse_stops(student, reference):
    """Stopping ends all clerks, is told again and again, and keeps the gate closed."""
    agree(student, reference, "stopped_idle", 1, True)
    agree(student, reference, "stopped_idle", 3, False)


@points(2, task=5, covers="R11 R12 R13", after="check_clerks_work_at_the_same_time")
def check_stopping_waits_for_the_clerks(student, reference):
    """While a clerk is held, a stop that has no time left says False."""
    agree(student, reference, "stopped_with_work", 1, 0, True, None)
    agree(student, reference, "stopped_with_work", 2, 0, False, None)
    agree(student, reference, "stop_runs_out_of_time")


@points(2, task=5, covers="R12", after="check_stopping_waits_for_the_clerks")
def check_draining_handles_what_waits(student, reference):
    """Stopping in the ordinary way loses no arrival that was accepted."""
    agree(student, reference, "stopped_with_work", 1, 3, True, None)
    agree(student, reference, "stopped_with_work", 2, 3, True, True)


@points(
    2,
    task=5,
    covers="R12 R13",
    after="check_stopping_waits_for_the_clerks",
    reply="what still waits is dropped: is it handled all the same, and does its ticket hear of it?",
)
def check_dropping_tells_the_tickets(student, reference):
    """Without draining, what waits is dropped, and its tickets are done before any clerk is."""
    agree(student, reference, "stopped_with_work", 1, 3, False, None)
    agree(student, reference, "stopped_with_work", 2, 2, True, False)
    agree(student, reference, "stopped_with_work", 1, 2, False, True)


@points(
    2,
    task=5,
    covers="R11",
    after="check_a_full_queue_makes_wait check_stopping_waits_for_the_clerks",
    reply="somebody waits for a place while the gate closes: who wakes them?",
)
def check_nobody_is_left_outside(student, reference):
    """Who waits for a place when the gate closes gets GateClosed at once."""
    agree(student, reference, "stopped_over_a_full_queue", True, 1)
    agree(student, reference, "stopped_over_a_full_queue", False, 3)


@points(1, task=5, covers="R14", reply="a clerk that stops the gatehouse would wait for itself")
def check_a_clerk_cannot_stop(student, reference):
    """A handler that calls stop gets RuntimeError, and the gate stays open."""
    agree(student, reference, "stopped_by_a_clerk", {})
    agree(student, reference, "stopped_by_a_clerk", {"drain": False, "timeout": 0})


@points(2, task=5, covers="R15", after="check_stopping_waits_for_the_clerks")
def check_leaving_a_block_stops(student, reference):
    """Leaving a with block drains; leaving it by an exception drops what waits."""
    agree(student, reference, "left", "end")
    agree(student, reference, "left", "error")
    agree(student, reference, "left", "exit")


@points(
    1,
    task=5,
    covers="R7 R9 R12",
    after="check_counts_of_a_day check_the_queue_is_bounded check_draining_handles_what_waits "
    "check_dropping_tells_the_tickets check_everybody_hears_of_a_change",
)
@given(
    clerks=st.integers(1, 2),
    capacity=st.integers(1, 3),
    steps=STEPS,
    drain=st.booleans(),
    examples=15,
)
def check_any_day(student, reference, clerks, capacity, steps, drain):
    """Any day is counted and ended as it should be."""
    agree(student, reference, "any_day", clerks, capacity, steps, drain)
    agree(student, reference, "rehearsed", ["AA 1", "BB 2"], ["BB 2"])
