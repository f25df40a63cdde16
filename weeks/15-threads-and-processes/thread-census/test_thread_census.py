"""Visible tests of thread-census."""

import threading
from pathlib import Path

import pytest
from thread_census import Job, Worker, census, keep_watch, main, run_all, state


def failing() -> int:
    raise LookupError("no plates")


def test_t1_a_thread_is_new_running_and_ended() -> None:
    """The state of a thread changes at its start and at its end."""
    go = threading.Event()
    thread = threading.Thread(target=go.wait)
    seen = [state(thread)]
    thread.start()
    seen.append(state(thread))
    go.set()
    thread.join()

    assert [*seen, state(thread)] == ["new", "running", "ended"]


@pytest.mark.parametrize(("daemon", "line"), [(False, "ramp: new"), (True, "ramp: new, daemon")])
def test_t1_a_census_marks_daemons(daemon: bool, line: str) -> None:
    """A line tells name and state, and whether the thread is a daemon."""
    assert census([threading.Thread(name="ramp", daemon=daemon)]) == [line]


def test_t2_a_worker_does_its_job_in_its_own_thread() -> None:
    """The job is done once, after the start, in the thread that is the worker."""
    seen: list[threading.Thread] = []

    def job() -> int:
        seen.append(threading.current_thread())
        return 1

    worker = Worker("ramp", job)
    assert seen == []
    worker.start()
    worker.join()

    assert seen == [worker]
    assert worker.name == "ramp"


@pytest.mark.parametrize("count", [0, 31])
def test_t2_a_result_can_be_had_twice(count: int) -> None:
    """A result waits for the job and can be asked for repeatedly."""
    worker = Worker("ramp", lambda: count)
    worker.start()

    assert [worker.result(), worker.result()] == [count, count]


def test_t2_an_exception_of_the_job_comes_back() -> None:
    """What the job raises is raised by result()."""
    worker = Worker("ramp", failing)
    worker.start()

    with pytest.raises(LookupError, match="no plates"):
        worker.result()


def test_t2_there_is_no_result_without_a_start() -> None:
    """A worker that was never started has no result to wait for."""
    worker = Worker("ramp", lambda: 1)

    with pytest.raises(RuntimeError, match="thread"):
        worker.result()


def test_t3_all_jobs_run_at_the_same_time() -> None:
    """Jobs that wait for each other can all end."""
    meeting = threading.Barrier(3)

    def job() -> int:
        return 1 + 0 * meeting.wait(5)

    assert run_all({"c": job, "a": job, "b": job}) == {"c": 1, "a": 1, "b": 1}


def test_t3_counts_come_in_the_order_of_the_jobs() -> None:
    """The dictionary has the order of the jobs, whichever ends first."""
    jobs: dict[str, Job] = {name: lambda: 5 for name in ["z", "m", "a"]}

    assert list(run_all(jobs)) == ["z", "m", "a"]


def test_t3_the_exception_of_a_job_comes_back() -> None:
    """One job that fails makes the whole call raise its exception."""
    with pytest.raises(LookupError):
        run_all({"ramp": lambda: 1, "lift": failing})


def test_t4_a_watch_runs_on_as_a_daemon() -> None:
    """The call returns while the job of the watch still runs, in a daemon."""
    go = threading.Event()
    watch = keep_watch(go.wait)
    seen = (watch.name, watch.daemon, watch.is_alive())
    go.set()
    watch.join()

    assert seen == ("watch", True, True)


def test_t5_the_program_counts_files_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """main() prints a line for each file and names what it cannot read on standard error."""
    ramp, gone = tmp_path / "ramp.txt", tmp_path / "gone.txt"
    ramp.write_text("KL-M1\nÅ-22 KL-M1\n", encoding="utf-8")

    assert main([str(gone), str(ramp)]) == 1
    assert capsys.readouterr() == (f"{ramp} 3\n", f"{gone}: FileNotFoundError\n")


def test_t5_a_watch_is_in_the_census(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --watch the census follows the counts: the watch first, then the workers."""
    ramp = tmp_path / "ramp.txt"
    ramp.write_text("", encoding="utf-8")

    assert main(["--watch", str(ramp)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{ramp} 0",
        "watch: running, daemon",
        f"{ramp}: ended",
    ]
