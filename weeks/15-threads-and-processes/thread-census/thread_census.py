"""Count lorries at the gates with one thread a file, and tell what the threads are doing."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import Thread

Job = Callable[[], int]


def lorries(path: Path) -> int:
    """How many number plates a file of a gate holds (finished)."""
    return len(path.read_text(encoding="utf-8").split())


# TODO: everything below


def state(thread: Thread) -> str:
    """Where in its life a thread is: "new", "running" or "ended"."""
    raise NotImplementedError("Task 1: tell the state of a thread")


def census(threads: Iterable[Thread]) -> list[str]:
    """A line for each thread: its name and state, and whether it is a daemon."""
    raise NotImplementedError("Task 1: write a line for each thread")


class Worker(Thread):
    """A thread that does one job and keeps what came of it."""

    def __init__(self, name: str, job: Job) -> None:
        raise NotImplementedError("Task 2: make a thread of that name and keep the job")

    def run(self) -> None:
        """Do the job; `start` calls this in the new thread."""
        raise NotImplementedError("Task 2: do the job and keep what comes of it")

    def result(self) -> int:
        """Wait for the end of the job, then return its count or raise its exception."""
        raise NotImplementedError("Task 2: wait, then return or raise")


def run_all(jobs: Mapping[str, Job]) -> dict[str, int]:
    """Do all jobs at the same time; counts by name, or the first exception once all have ended."""
    raise NotImplementedError("Task 3: start all, then wait for all")


def keep_watch(job: Callable[[], object]) -> Thread:
    """Start a thread that does `job` as long as the program runs, and no longer."""
    raise NotImplementedError("Task 4: start a daemon")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    raise NotImplementedError("Task 5: connect the parts")


if __name__ == "__main__":
    sys.exit(main())
