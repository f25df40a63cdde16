"""Visible tests of restartable-services."""

from collections.abc import Callable

import pytest
from restartable_services import (
    GateLane,
    ReeferFeed,
    Restartable,
    YardServer,
    restart,
    restart_all,
    uncallable,
)


class Conveyor:
    """A class that no team of the port has written; it keeps a journal of its calls."""

    def __init__(self) -> None:
        self.journal: list[str] = []

    def stop(self) -> None:
        self.journal.append("stop")

    def start(self) -> None:
        self.journal.append("start")

    def status(self) -> str:
        return f"{len(self.journal)} calls"


class JammedConveyor(Conveyor):
    """A conveyor that cannot be stopped."""

    def stop(self) -> None:
        raise OSError("jammed")


class Entry:
    """An entry of a list with any attributes: Entry(stop=9) has stop, which is 9."""

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


def test_t1_a_stranger_with_the_three_methods_is_restartable() -> None:
    """An object of any class with stop, start and status is a Restartable."""
    assert isinstance(Conveyor(), Restartable)


@pytest.mark.parametrize("missing", ["stop", "start", "status"])
def test_t1_one_missing_name_is_enough_to_fail(missing: str) -> None:
    """isinstance() is true with all three names and false without one of them."""
    names = {"stop": 1, "start": 2, "status": 3}
    complete = Entry(**names)
    del names[missing]
    incomplete = Entry(**names)

    assert [isinstance(thing, Restartable) for thing in (complete, incomplete)] == [True, False]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: YardServer("yard-01"), id='YardServer("yard-01")'),
        pytest.param(lambda: GateLane(12), id="GateLane(12)"),
        pytest.param(lambda: ReeferFeed([]), id="ReeferFeed([])"),
    ],
)
def test_t2_the_services_fit_without_a_base_class(make: Callable[[], object]) -> None:
    """Each of the three services is a Restartable, and its class has no base class but object."""
    service = make()

    assert isinstance(service, Restartable)
    assert type(service).__bases__ == (object,)


def test_t2_a_server_that_is_on_does_not_boot_again() -> None:
    """Starting a yard server twice counts one boot."""
    server = YardServer("yard-02")
    server.start()
    server.start()

    assert (server.boots, server.status()) == (1, "yard-02: on")


def test_t2_closing_a_lane_empties_its_queue() -> None:
    """After stop() a gate lane is closed and nobody waits."""
    lane = GateLane(9)
    lane.start()
    lane.queue.append("KA-QP 17")
    lane.stop()

    assert (lane.queue, lane.status()) == ([], "lane 9: closed")


def test_t2_a_feed_follows_each_container_once() -> None:
    """After start() a feed follows its containers in sorted order, without repeats."""
    feed = ReeferFeed(number for number in ["SUDU31", "HLXU08", "SUDU31", "CAIU55"])
    feed.start()

    assert feed.followed == ["CAIU55", "HLXU08", "SUDU31"]
    assert feed.status() == "3 of 3 reefers"


def test_t3_restarting_stops_before_it_starts() -> None:
    """restart() calls stop(), then start()."""
    conveyor = Conveyor()
    restart(conveyor)

    assert conveyor.journal == ["stop", "start"]


def test_t3_restart_returns_the_status_afterwards() -> None:
    """restart() returns what status() says when both calls are done."""
    assert restart(Conveyor()) == "2 calls"


def test_t3_what_cannot_be_stopped_is_not_started() -> None:
    """An error of stop() passes on, and start() is not called."""
    conveyor = JammedConveyor()
    with pytest.raises(OSError, match="jammed"):
        restart(conveyor)

    assert conveyor.journal == []


@pytest.mark.parametrize(
    ("thing", "names"),
    [
        pytest.param(Conveyor(), [], id="uncallable(Conveyor())"),
        pytest.param(Entry(stop=9), ["stop"], id="uncallable(Entry(stop=9))"),
        pytest.param("conveyor", [], id='uncallable("conveyor")'),
        pytest.param(slice(3, 8), ["start", "stop"], id="uncallable(slice(3, 8))"),
    ],
)
def test_t4_uncallable_names_what_is_there_and_cannot_be_called(
    thing: object, names: list[str]
) -> None:
    """uncallable() lists the names that are present but not callable."""
    assert uncallable(thing) == names


def test_t4_only_what_can_be_called_is_restarted() -> None:
    """restart_all() restarts the services in order and leaves the rest alone."""
    impostor = Entry(stop=22, start=6, status="planned")
    first, second = YardServer("yard-03"), GateLane(1)

    assert restart_all([first, "yard-03", impostor, second]) == ["yard-03: on", "lane 1: open"]


def test_t4_an_empty_list_gives_an_empty_list() -> None:
    """restart_all() of nothing returns an empty list."""
    assert restart_all([]) == []
