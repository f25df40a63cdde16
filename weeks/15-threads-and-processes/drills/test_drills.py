"""Visible tests of the drills of week 15: one for each drill. None of them sleeps."""

import os
import queue
import sys
import threading

import drills
import pytest

BOUND = 5
"""Seconds after which a fault ends a wait; right code never waits for it."""


def test_t1_jobs_run_at_the_same_time() -> None:
    """Two jobs that wait for each other both get through."""
    meet, met = threading.Barrier(2), []

    def job() -> None:
        meet.wait(BOUND)
        met.append("here")

    drills.run_all([job, job])
    assert met == ["here", "here"]


def test_t2_background_thread_is_a_daemon_with_a_name() -> None:
    """The action runs in a daemon thread, and the function does not wait for it."""
    go, done = threading.Event(), threading.Event()

    def action() -> None:
        go.wait(BOUND)
        done.set()

    thread = drills.in_background("anemometer", action)
    running = thread.is_alive()
    go.set()
    assert (thread.name, thread.daemon, running, done.wait(BOUND)) == (
        "anemometer",
        True,
        True,
        True,
    )


def test_t3_lock_is_free_after_an_error() -> None:
    """An unknown name is a KeyError, and the lock is not left taken."""
    lock = threading.Lock()
    with pytest.raises(KeyError):
        drills.add_stock({"buoys": 2}, "fenders", 1, lock)
    assert not lock.locked()


def test_t4_move_ends_and_books_twice() -> None:
    """A thread that moves does not wait for itself."""
    ledger = drills.Ledger()
    mover = threading.Thread(target=ledger.move, args=("north", "south", 4), daemon=True)
    mover.start()
    mover.join(BOUND)
    assert not mover.is_alive(), "it waits for its own lock"
    assert ledger.entries == {"north": -4, "south": 4}


@pytest.mark.parametrize(("is_set", "answer"), [(True, "open"), (False, "closed")])
def test_t5_answer_says_whether_the_event_was_set(is_set: bool, answer: str) -> None:
    """Nothing is waited for here: the event is set, or there is no time."""
    opened = threading.Event()
    if is_set:
        opened.set()
    assert drills.wait_for_gate(opened, 0) == answer


def test_t6_berths_are_limited_both_ways() -> None:
    """The third vessel is turned away, and nobody leaves an empty pier."""
    pier = drills.Berths(2)
    assert [pier.dock(), pier.dock(), pier.dock()] == [True, True, False]
    pier.leave()
    pier.leave()
    with pytest.raises(ValueError):
        pier.leave()


def test_t7_threads_go_step_by_step() -> None:
    """Both have done step 1 before either does step 2."""
    meet = threading.Barrier(2)
    log: list[str] = []
    crews = [
        threading.Thread(target=drills.in_step, args=(name, 2, meet, log), daemon=True)
        for name in ("bow", "stern")
    ]
    for crew in crews:
        crew.start()
    for crew in crews:
        crew.join(BOUND)
    assert [sorted(log[:2]), sorted(log[2:])] == [["bow1", "stern1"], ["bow2", "stern2"]]


def test_t8_drained_queue_can_be_joined() -> None:
    """All entries are marked as done, so join would return."""
    jobs: queue.Queue[str] = queue.Queue()
    jobs.put("weld")
    jobs.put("test")
    assert drills.drain(jobs) == ["weld", "test"]
    assert (jobs.empty(), jobs.unfinished_tasks) == (True, 0)


def test_t9_equal_numbers_keep_their_order() -> None:
    """Two jobs of the same urgency are not compared."""
    first, second = {"do": "tow"}, {"do": "moor"}
    assert drills.by_urgency([(4, first), (4, second), (0, {})]) == [{}, first, second]


def test_t10_stack_that_is_too_high_is_refused() -> None:
    """The third container does not fit, and nobody waits for room."""
    assert drills.stack_up(["T1", "T2"], 2).get_nowait() == "T2"
    with pytest.raises(queue.Full):
        drills.stack_up(["T1", "T2", "T3"], 2)


def test_t11_errors_are_named_in_their_place() -> None:
    """The second job fails, and the third is asked for all the same."""
    fees = {"tug": "80", "pilot": "120"}
    assert drills.outcomes(lambda name: fees[name], ["tug", "ferry", "pilot"]) == [
        "80",
        "KeyError",
        "120",
    ]


def test_t12_order_is_that_of_the_containers() -> None:
    """The first container is ready last and still comes first."""
    ready = threading.Event()

    def weigh(container: str) -> int:
        if container == "reefer":
            return 30 if ready.wait(BOUND) else 0
        ready.set()
        return 20

    weights = drills.weigh_all(weigh, ["reefer", "tank"])
    assert list(weights.items()) == [("reefer", 30), ("tank", 20)]


def test_t13_process_reports_how_it_ended() -> None:
    """A target that returns ends with 0, whatever it returns."""
    assert drills.exit_code(os.getcwd) == 0
    assert drills.exit_code(sys.exit, 12) == 12


def test_t14_answer_of_sys_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A free-threaded interpreter says so, and an older one says nothing."""
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False, raising=False)
    assert drills.gil_is_on() is False
    monkeypatch.delattr(sys, "_is_gil_enabled")
    assert drills.gil_is_on() is True
