"""Visible tests of fan-out-probe."""

import concurrent.futures
import threading
from collections.abc import Callable

import pytest
from fan_out_probe import (
    Futures,
    Report,
    current_host,
    first_answer,
    probe,
    probe_all,
    probe_within,
    probing,
    reports,
)


class Quay:
    """A transport; a silent host answers when `answer` is called for it, others at once."""

    def __init__(self, *silent: str) -> None:
        self.gates = {host: threading.Event() for host in silent}
        self.begun: list[str] = []

    def __call__(self, host: str) -> int:
        self.begun.append(host)
        if host in self.gates:
            self.gates[host].wait(10)
        if host.startswith("dark"):
            raise ConnectionError("no light")
        return len(host)

    def answer(self, *hosts: str) -> None:
        for host in hosts:
            self.gates[host].set()


def in_time(call: Callable[[], object]) -> object:
    """What the call returns; fails if it never does."""
    returned: list[object] = []
    thread = threading.Thread(target=lambda: returned.append(call()), daemon=True)
    thread.start()
    thread.join(5)
    assert returned, "the call never returned, or failed"
    return returned[0]


def test_t1_blocks_put_back_what_was_before() -> None:
    """Within a block its host is current, after it the one from before."""
    with probing("ramp-1"):
        with probing("ramp-2"):
            inner = current_host()
        outer = current_host()

    assert (inner, outer, current_host()) == ("ramp-2", "ramp-1", None)


def test_t1_an_exception_leaves_no_host_behind() -> None:
    """After a block that failed no host is current, and the exception has passed on."""
    with pytest.raises(LookupError), probing("ramp-1"):
        raise LookupError

    assert current_host() is None


def test_t1_a_thread_begins_without_a_host() -> None:
    """A new thread does not see the host of the thread that started it."""
    seen: list[str | None] = []
    with probing("ramp-1"):
        thread = threading.Thread(target=lambda: seen.append(current_host()))
        thread.start()
        thread.join()

    assert seen == [None]


@pytest.mark.parametrize(
    ("host", "report"),
    [
        ("ramp-12", Report("ramp-12", 7)),
        ("dark-1", Report("dark-1", None, "ConnectionError: no light")),
    ],
)
def test_t2_a_probe_becomes_a_report(host: str, report: Report) -> None:
    """An answer is reported with its latency, an exception as a problem."""
    assert probe(host, Quay()) == report


def test_t2_the_transport_knows_its_host() -> None:
    """While the transport runs, its host is current; afterwards none is."""
    seen: list[str | None] = []

    def transport(host: str) -> int:
        seen.append(current_host())
        return 0

    assert probe("ramp-3", transport) == Report("ramp-3", 0)
    assert (seen, current_host()) == (["ramp-3"], None)


@pytest.mark.parametrize("width", [1, 2, 9])
def test_t2_reports_come_in_the_order_of_hosts(width: int) -> None:
    """Reports are in the order of the hosts, problems among them."""
    found = probe_all(iter(["ramp", "dark", "r", "ramp"]), Quay(), width)

    assert [(report.host, report.latency) for report in found] == [
        ("ramp", 4),
        ("dark", None),
        ("r", 1),
        ("ramp", 4),
    ]


def test_t2_a_width_of_zero_is_refused() -> None:
    """Without a thread there is no probe."""
    with pytest.raises(ValueError):
        probe_all(["ramp"], Quay(), 0)


def test_t2_as_many_hosts_as_the_width_are_probed_at_a_time() -> None:
    """Three hosts that wait for each other can all answer if three are probed at a time."""
    meeting = threading.Barrier(3)

    def transport(host: str) -> int:
        meeting.wait(5)
        return 1

    assert [report.latency for report in probe_all("abc", transport, 3)] == [1, 1, 1]


def test_t3_a_report_comes_when_its_host_answers() -> None:
    """The second host can be reported while the first is silent."""
    quay = Quay("ramp-1", "ramp-22")
    stream = reports(["ramp-1", "ramp-22"], quay, 2)

    quay.answer("ramp-22")
    first = in_time(lambda: next(stream))
    quay.answer("ramp-1")

    assert [first, *stream] == [Report("ramp-22", 7), Report("ramp-1", 6)]


def test_t4_the_first_answer_ends_the_probing() -> None:
    """After the first answer no other host is probed."""
    quay = Quay()

    assert first_answer(["dark", "ramp", "r", "s", "t"], quay, 1) == Report("ramp", 4)
    assert quay.begun == ["dark", "ramp"]


def test_t4_no_answer_is_none() -> None:
    """If all hosts have problems, there is no first answer."""
    assert first_answer(["dark-1", "dark-2"], Quay(), 2) is None


def test_t4_the_first_answer_waits_for_nobody() -> None:
    """A silent host does not hold up the answer of another."""
    quay = Quay("ramp-1")
    found = in_time(lambda: first_answer(["ramp-1", "ramp-22"], quay, 2))
    quay.answer("ramp-1")

    assert found == Report("ramp-22", 7)


def test_t5_a_silent_host_is_late() -> None:
    """When the wait ends, the call returns with a late report for the silent host."""
    quay = Quay("ramp-22")

    def wait_for_two(futures: Futures) -> tuple[Futures, Futures]:
        answered = concurrent.futures.as_completed(futures)
        done = {next(answered), next(answered)}
        return done, set(futures) - done

    found = in_time(lambda: probe_within(["ramp-1", "ramp-22", "r"], quay, 3, wait_for_two))
    quay.answer("ramp-22")

    assert found == [Report("ramp-1", 6), Report("ramp-22", None, "late"), Report("r", 1)]
