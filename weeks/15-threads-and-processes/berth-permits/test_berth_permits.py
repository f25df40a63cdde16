"""Visible tests of berth-permits. Barriers and events order what happens; nothing sleeps."""

import threading
from collections.abc import Callable

import pytest
from berth_permits import BerthPermits, Notice, run_rounds

PATIENCE = 10.0  # seconds; only a wrong solution makes a test wait for so long


def in_threads(count: int, work: Callable[[], object]) -> None:
    """Run `work` in `count` threads at once, and wait for them."""
    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


@pytest.mark.parametrize("berths", [0, -4])
def test_t1_a_harbour_needs_a_berth(berths: int) -> None:
    """A number of berths below 1 raises ValueError."""
    with pytest.raises(ValueError):
        BerthPermits(berths)


def test_t1_permits_run_out_and_come_back() -> None:
    """try_enter() says False when all permits are out; leave() makes one free."""
    quay = BerthPermits(2)
    answers = [quay.try_enter(), quay.try_enter(), quay.try_enter()]
    quay.leave()

    assert (answers, quay.try_enter()) == ([True, True, False], True)


def test_t1_the_peak_stays_when_vessels_leave() -> None:
    """`moored` follows the vessels, `peak` keeps the highest number."""
    quay = BerthPermits(5)
    for _ in range(3):
        quay.enter()
    quay.leave()
    quay.leave()

    assert (quay.moored, quay.peak) == (1, 3)


def test_t1_nobody_leaves_without_a_permit() -> None:
    """leave() with no permit out raises ValueError, and there is no permit more than before."""
    quay = BerthPermits(1)
    with pytest.raises(ValueError):
        quay.leave()

    assert [quay.try_enter(), quay.try_enter()] == [True, False]


def test_t2_a_failing_block_gives_its_permit_back() -> None:
    """An exception passes on, and the permit is free again."""
    quay = BerthPermits(1)
    with pytest.raises(KeyError), quay.berth():
        raise KeyError("no such bollard")

    assert quay.moored == 0


def test_t2_as_many_blocks_as_berths_run_at_once() -> None:
    """Nine vessels at three berths: three can meet inside, and the peak is three."""
    quay, meeting = BerthPermits(3), threading.Barrier(3)

    def visit() -> None:
        with quay.berth():
            meeting.wait(PATIENCE)

    in_threads(9, visit)

    assert (quay.moored, quay.peak) == (0, 3)


def test_t3_a_notice_stays_for_everybody() -> None:
    """Each read gives the text, and a second publication is refused."""
    tide = Notice()
    tide.publish("")
    with pytest.raises(RuntimeError):
        tide.publish("low water")

    assert [tide.read(), tide.read(timeout=0)] == ["", ""]


def test_t3_a_reader_without_a_notice_gives_up() -> None:
    """With nothing published read() raises TimeoutError."""
    with pytest.raises(TimeoutError):
        Notice().read(timeout=0.001)


def test_t3_readers_in_other_threads_get_the_text() -> None:
    """Readers that were there before the notice, or come just then, get it."""
    tide, ready, heard = Notice(), threading.Barrier(4), list[str]()

    def listen() -> None:
        ready.wait(PATIENCE)
        heard.append(tide.read(PATIENCE))

    def announce() -> None:
        ready.wait(PATIENCE)
        tide.publish("ebb")

    threading.Thread(target=announce, daemon=True).start()
    in_threads(3, listen)

    assert heard == ["ebb"] * 3


def test_t4_results_come_by_crew_and_round() -> None:
    """The first list is that of the first crew."""
    assert run_rounds([lambda n: n + 10, lambda n: -n], 3) == [[10, 11, 12], [0, -1, -2]]


def test_t4_crews_of_a_round_work_at_the_same_time() -> None:
    """Two crews that wait for one another within each round come to an end."""
    meeting = threading.Barrier(2)
    told = run_rounds([lambda n: meeting.wait(PATIENCE)] * 2, 2)

    assert [sorted(pair) for pair in zip(*told, strict=True)] == [[0, 1], [0, 1]]


def test_t4_a_round_is_closed_when_all_have_ended_it() -> None:
    """between() stands behind all entries of its round and before those of the next."""
    journal: list[object] = []
    run_rounds([journal.append] * 3, 2, between=lambda n: journal.append(f"closed {n}"))

    assert journal == [0, 0, 0, "closed 0", 1, 1, 1, "closed 1"]


def test_t4_a_failing_crew_ends_the_run() -> None:
    """The error of the crew is raised, and the other crew is not left waiting."""

    def slips(number: int) -> None:
        raise OSError("the line has parted")

    with pytest.raises(OSError):
        run_rounds([lambda n: n, slips], 4)
