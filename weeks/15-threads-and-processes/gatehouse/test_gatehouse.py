"""Visible tests of gatehouse. Nothing sleeps: a rehearsal holds the clerks while a test looks."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest

from gatehouse import Counts, GateClosed, Gatehouse, GateFull, Rehearsal, Ticket

BOUND = 5
"""Seconds; waited for only where something hangs."""


def within_bound(call: Callable[[], Any]) -> Any:
    """What `call` returns or raises; fails the test if it never ends."""
    ended: list[tuple[str, Any]] = []

    def run() -> None:
        try:
            ended.append(("returned", call()))
        except Exception as error:
            ended.append(("raised", error))

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(BOUND)
    assert ended, "the call never returns"
    how, what = ended[0]
    if how == "raised":
        raise what
    return what


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    """A handler that holds its clerks; the end of the test lets all of them go."""
    handler = Rehearsal("bad 7")
    yield handler
    handler.let_go(100)


@pytest.fixture
def house(rehearsal: Rehearsal) -> Gatehouse:
    """A gatehouse with two places, whose only clerk is held with the plate `held 1`."""
    made = Gatehouse(rehearsal, clerks=1, capacity=2)
    made.submit("held 1")
    assert within_bound(lambda: made.wait_for(BOUND, busy=1))
    return made


def test_t1_a_ticket_answers_every_reader() -> None:
    """All threads that wait for a ticket get its answer."""
    ticket = Ticket("TT 1")
    answers: list[str] = []
    readers = [
        Thread(target=lambda: answers.append(ticket.result(BOUND)), daemon=True) for _ in range(3)
    ]
    for reader in readers:
        reader.start()

    ticket.settle("lane 2")
    for reader in readers:
        reader.join(BOUND)

    assert answers == ["lane 2"] * 3


def test_t1_a_ticket_raises_its_exception() -> None:
    """A ticket that failed raises the very exception it was given."""
    ticket, error = Ticket("TT 1"), OSError("no line")
    ticket.fail(error)

    with pytest.raises(OSError) as caught:
        ticket.result(BOUND)

    assert (caught.value is error, ticket.done()) == (True, True)


def test_t1_a_ticket_without_answer_times_out() -> None:
    """Asking for a result that is not there yet raises TimeoutError when time is up."""
    with pytest.raises(TimeoutError):
        Ticket("TT 1").result(timeout=0)


@pytest.mark.parametrize("numbers", [{"clerks": 0}, {"capacity": -1}], ids=str)
def test_t2_a_gatehouse_needs_clerks_and_places(numbers: dict[str, int]) -> None:
    """A number below one raises ValueError."""
    with pytest.raises(ValueError):
        Gatehouse(str.upper, **numbers)


def test_t2_clerks_are_busy_at_the_same_time(rehearsal: Rehearsal) -> None:
    """Two clerks begin two handlers before either has ended."""
    house = Gatehouse(rehearsal, clerks=2)
    tickets = [house.submit("TT 1"), house.submit("TT 2")]

    assert within_bound(lambda: house.wait_for(BOUND, busy=2))

    rehearsal.let_go(2)
    assert [ticket.result(BOUND) for ticket in tickets] == ["welcome, TT 1", "welcome, TT 2"]


def test_t2_a_failing_handler_costs_no_clerk(house: Gatehouse, rehearsal: Rehearsal) -> None:
    """The exception of a handler goes to its ticket; the clerk comes for the next."""
    bad, good = house.submit("bad 7"), house.submit("TT 2")
    rehearsal.let_go(3)

    with pytest.raises(ValueError):
        bad.result(BOUND)
    assert good.result(BOUND) == "welcome, TT 2"


def test_t3_counts_are_of_one_moment(house: Gatehouse, rehearsal: Rehearsal) -> None:
    """What was accepted waits, is busy, or has come to an end."""
    bad = house.submit("bad 7")
    assert within_bound(house.counts) == Counts(accepted=2, busy=1, waiting=1, most_waiting=1)

    rehearsal.let_go(2)
    with pytest.raises(ValueError):
        bad.result(BOUND)
    assert house.counts() == Counts(accepted=2, handled=1, failed=1, most_waiting=1)


def test_t3_waiting_for_counts_that_do_not_come(house: Gatehouse) -> None:
    """All the counts named must have their values; when time is up the answer is False."""
    assert within_bound(lambda: house.wait_for(0, busy=1, waiting=0))
    assert not within_bound(lambda: house.wait_for(0, busy=1, waiting=1))


def test_t4_a_full_queue_refuses(house: Gatehouse) -> None:
    """The queue holds as many as there are places, besides the one with the clerk."""
    house.submit("TT 2", timeout=0)
    house.submit("TT 3", timeout=0)

    with pytest.raises(GateFull):
        within_bound(lambda: house.submit("TT 4", timeout=0))
    assert house.counts().refused == 1


def test_t4_who_waits_outside_gets_in(house: Gatehouse, rehearsal: Rehearsal) -> None:
    """A caller that waits for a place goes on as soon as a clerk takes a ticket."""
    house.submit("TT 2")
    house.submit("TT 3")
    tickets: list[Ticket] = []
    outside = Thread(target=lambda: tickets.append(house.submit("TT 4")), daemon=True)
    outside.start()
    assert within_bound(lambda: house.wait_for(BOUND, outside=1))

    rehearsal.let_go(4)
    outside.join(BOUND)

    assert [ticket.result(BOUND) for ticket in tickets] == ["welcome, TT 4"]


def test_t5_stopping_handles_what_waits(house: Gatehouse, rehearsal: Rehearsal) -> None:
    """A stop that has no time left says False; the next one says True, and nobody is lost."""
    ticket = house.submit("TT 2")
    assert within_bound(lambda: house.stop(timeout=0)) is False

    rehearsal.let_go(2)

    assert within_bound(house.stop) is True
    assert ticket.result(0) == "welcome, TT 2"


def test_t5_stopping_without_draining_drops(house: Gatehouse) -> None:
    """What still waits is dropped, and its ticket says so before the clerk has ended."""
    ticket = house.submit("TT 2")
    within_bound(lambda: house.stop(drain=False, timeout=0))

    with pytest.raises(GateClosed):
        ticket.result(0)
    with pytest.raises(GateClosed):
        house.submit("TT 3")


def test_t5_closing_wakes_those_outside(house: Gatehouse) -> None:
    """A caller that waits for a place gets GateClosed when the gate closes."""
    house.submit("TT 2")
    house.submit("TT 3")
    refusals: list[str] = []

    def arrive() -> None:
        try:
            house.submit("TT 4")
        except GateClosed:
            refusals.append("closed")

    outside = Thread(target=arrive, daemon=True)
    outside.start()
    assert within_bound(lambda: house.wait_for(BOUND, outside=1))

    within_bound(lambda: house.stop(timeout=0))
    outside.join(BOUND)

    assert refusals == ["closed"]


def test_t5_leaving_a_block_stops() -> None:
    """After the block everything is handled and the gate is closed."""

    def day() -> Gatehouse:
        with Gatehouse(str.upper) as house:
            for number in range(5):
                house.submit(f"tt {number}")
        return house

    house = within_bound(day)

    assert house.counts().handled == 5
    with pytest.raises(GateClosed):
        house.submit("TT 9")
