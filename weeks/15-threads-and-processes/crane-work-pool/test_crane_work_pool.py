"""Visible tests of crane-work-pool. Events and barriers order what happens; nothing sleeps."""

import queue
import threading
from collections.abc import Iterator

import pytest
from crane_work_pool import STOP, CranePool, Move, run_planners, serve

PATIENCE = 10.0  # seconds; only a wrong pool makes a test wait for so long


def queue_of(*jobs: object) -> queue.Queue[object]:
    """A queue that holds `jobs`."""
    filled: queue.Queue[object] = queue.Queue()
    for job in jobs:
        filled.put(job)
    return filled


def test_t1_a_crane_works_until_the_sentinel() -> None:
    """serve() works off the jobs before STOP, in order, and leaves what is behind it."""
    jobs, moves = queue_of("b7", "b2", STOP, "b9"), list[Move]()
    serve(jobs, lambda job: f"{job} moved", moves)

    assert moves == [Move("b7", "b7 moved"), Move("b2", "b2 moved")]
    assert jobs.get_nowait() == "b9"


@pytest.mark.parametrize("job", [None, "", 0], ids=repr)
def test_t1_an_empty_job_is_a_job(job: object) -> None:
    """Only STOP stops a crane; None, "" and 0 are jobs."""
    moves: list[Move] = []
    serve(queue_of(job, STOP), repr, moves)

    assert moves == [Move(job, repr(job))]


def test_t1_a_bad_job_does_not_stop_the_crane() -> None:
    """A job that raises becomes a Move with its error, and the next job is done."""
    moves: list[Move] = []
    serve(queue_of("twenty", "20", STOP), lambda job: int(str(job)), moves)

    assert [move.result for move in moves] == [None, 20]
    assert isinstance(moves[0].error, ValueError)


def test_t1_everything_taken_is_marked_as_done() -> None:
    """After serve() the queue counts no unfinished task, so join() would return."""
    jobs = queue_of(1, 2, STOP)
    serve(jobs, lambda job: 1 // 0, [])

    assert jobs.unfinished_tasks == 0


def test_t2_three_cranes_work_at_the_same_time() -> None:
    """Three jobs that wait for one another are done by three cranes."""
    meeting = threading.Barrier(3)
    pool = CranePool(lambda job: meeting.wait(PATIENCE), cranes=3)
    for job in range(3):
        pool.submit(job)

    assert [move.error for move in pool.finish()] == [None, None, None]


def test_t2_wait_leaves_the_cranes_ready() -> None:
    """After wait() the jobs are done, and the pool takes more."""
    done: list[object] = []
    pool = CranePool(done.append, cranes=1)
    pool.submit("reefer 1")
    pool.wait()
    seen = done.copy()
    pool.submit("reefer 2")
    pool.finish()

    assert (seen, done) == (["reefer 1"], ["reefer 1", "reefer 2"])


def test_t3_finish_ends_every_thread() -> None:
    """After finish() none of the crane threads is alive, with one place in the queue too."""
    before = set(threading.enumerate())
    pool = CranePool(str, cranes=4, room=1)
    started = set(threading.enumerate()) - before
    pool.finish()

    assert sorted(thread.name for thread in started) == ["crane-1", "crane-2", "crane-3", "crane-4"]
    assert not any(thread.is_alive() for thread in started)


def test_t3_a_finished_pool_takes_nothing() -> None:
    """After finish() submit() raises RuntimeError."""
    pool = CranePool(str)
    pool.finish()
    with pytest.raises(RuntimeError):
        pool.submit("too late")


def test_t4_every_job_is_done_or_given_back() -> None:
    """The jobs that were done, then those that abandon() returns, are all the jobs, in order."""
    begun, go_on = threading.Event(), threading.Event()

    def work(job: object) -> str:
        begun.set()
        go_on.wait(PATIENCE)
        return "done"

    pool = CranePool(work, cranes=1)
    for job in ["hatch 1", "hatch 2", "hatch 3"]:
        pool.submit(job)
    begun.wait(PATIENCE)
    threading.Thread(target=go_on.set).start()
    left = pool.abandon()  # meanwhile the crane ends a move, and perhaps begins another
    done = [move.job for move in pool.finish()]

    assert done + left == ["hatch 1", "hatch 2", "hatch 3"]
    assert "hatch 1" in done


def test_t4_an_error_in_the_block_passes_on() -> None:
    """An exception that leaves the block is not swallowed, and the threads have ended."""
    before = threading.active_count()
    with pytest.raises(KeyError), CranePool(str):
        raise KeyError("no such vessel")

    assert threading.active_count() == before


def test_t5_a_planner_that_fails_ends_alone() -> None:
    """Jobs before the error and jobs of other planners are worked off; the error is returned."""

    def tired() -> Iterator[str]:
        yield "bay 3"
        raise OSError("no line to the vessel")

    moves, errors = run_planners([tired(), ["bay 8", "bay 9"]], str, cranes=1, room=1)

    assert sorted(str(move.job) for move in moves) == ["bay 3", "bay 8", "bay 9"]
    assert [type(error) for error in errors] == [OSError]
