"""Own tests of the gatehouse: plates go in, and a rehearsal says when clerks go on."""

import pytest

from gatehouse import GateClosed, Gatehouse, GateFull, Rehearsal

BOUND = 3


def held_up(rehearsal: Rehearsal) -> Gatehouse:
    """A gatehouse whose only clerk is held with one arrival."""
    house = Gatehouse(rehearsal, clerks=1, capacity=3)
    house.submit("AB 1")
    assert house.wait_for(BOUND, busy=1)
    return house


def test_own_one_more_than_fits_is_refused() -> None:
    """Three places take three arrivals, and the fourth is refused and counted."""
    house = held_up(Rehearsal())
    for plate in ["AB 2", "AB 3", "AB 4"]:
        house.submit(plate, timeout=0)

    with pytest.raises(GateFull):
        house.submit("AB 5", timeout=0)

    counts = house.counts()
    assert (counts.accepted, counts.waiting, counts.refused) == (4, 3, 1)


def test_own_first_come_first_served() -> None:
    """Clerks take what has waited longest."""
    rehearsal = Rehearsal()
    house = held_up(rehearsal)
    tickets = [house.submit(plate) for plate in ["CD 3", "CD 1", "CD 2"]]
    rehearsal.let_go(4)

    assert [ticket.result(BOUND) for ticket in tickets] == [
        "welcome, CD 3",
        "welcome, CD 1",
        "welcome, CD 2",
    ]
    assert list(rehearsal.seen) == ["AB 1", "CD 3", "CD 1", "CD 2"]


def test_own_a_failure_costs_no_clerk() -> None:
    """A failing handler is counted as such, and its clerk comes for the next."""
    rehearsal = Rehearsal("EF 1")
    house = held_up(rehearsal)
    bad, good = house.submit("EF 1"), house.submit("EF 2")
    rehearsal.let_go(3)

    with pytest.raises(ValueError):
        bad.result(BOUND)
    assert good.result(BOUND) == "welcome, EF 2"
    assert (house.counts().handled, house.counts().failed) == (2, 1)


def test_own_all_clerks_are_busy_at_once() -> None:
    """Three clerks hold three arrivals at the same time."""
    house = Gatehouse(Rehearsal(), clerks=3)
    for plate in ["GH 1", "GH 2", "GH 3"]:
        house.submit(plate)

    assert house.wait_for(BOUND, busy=3, waiting=0)


def test_own_the_longest_queue_is_remembered() -> None:
    """The longest queue stays known after it has gone."""
    rehearsal = Rehearsal()
    house = held_up(rehearsal)
    tickets = [house.submit("IJ 1"), house.submit("IJ 2")]
    rehearsal.let_go(3)
    for ticket in tickets:
        ticket.result(BOUND)

    house.submit("IJ 3")

    assert house.counts().most_waiting == 2


def test_own_stopping_drains() -> None:
    """What waits when the gate closes is handled, and nothing else is taken in."""
    rehearsal = Rehearsal()
    house = held_up(rehearsal)
    ticket = house.submit("KL 1")

    assert house.stop(timeout=0) is False
    with pytest.raises(GateClosed):
        house.submit("KL 2", timeout=0)
    rehearsal.let_go(2)

    assert house.stop(timeout=BOUND) is True
    assert ticket.result(0) == "welcome, KL 1"


def test_own_dropping_is_told_at_once() -> None:
    """Without draining, a ticket that waits is done while the clerk is held still."""
    house = held_up(Rehearsal())
    ticket = house.submit("MN 1")

    assert house.stop(drain=False, timeout=0) is False

    with pytest.raises(GateClosed):
        ticket.result(0)
    assert house.counts().dropped == 1
