"""Keeps the workers in a dictionary by name, so that a file named twice is counted once.

Reply: A file was named twice, and one line of your output is missing. What do two workers of the
same name have to be kept in?

Fails: check_the_program_goes_on_after_trouble check_the_program_counts_files_at_the_same_time
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event, Thread

Job = Callable[[], int]


def lorries(path: Path) -> int:
    """How many number plates a file of a gate holds."""
    return len(path.read_text(encoding="utf-8").split())


def state(thread: Thread) -> str:
    """Where in its life a thread is: "new", "running" or "ended"."""
    if thread.ident is None:
        return "new"
    return "running" if thread.is_alive() else "ended"


def census(threads: Iterable[Thread]) -> list[str]:
    """A line for each thread: its name and state, and whether it is a daemon."""
    return [f"{one.name}: {state(one)}" + ", daemon" * one.daemon for one in threads]


class Worker(Thread):
    """A thread that does one job and keeps what came of it."""

    def __init__(self, name: str, job: Job) -> None:
        super().__init__(name=name)
        self._job = job
        self._count: int
        self._error: Exception | None = None

    def run(self) -> None:
        """Do the job; `start` calls this in the new thread."""
        try:
            self._count = self._job()
        except Exception as error:
            self._error = error

    def result(self) -> int:
        """Wait for the end of the job, then return its count or raise its exception."""
        self.join()
        if self._error is not None:
            raise self._error
        return self._count


def run_all(jobs: Mapping[str, Job]) -> dict[str, int]:
    """Do all jobs at the same time; counts by name, or the first exception once all have ended."""
    workers = [Worker(name, job) for name, job in jobs.items()]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {worker.name: worker.result() for worker in workers}


def keep_watch(job: Callable[[], object]) -> Thread:
    """Start a thread that does `job` as long as the program runs, and no longer."""
    watch = Thread(target=job, name="watch", daemon=True)
    watch.start()
    return watch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser(description="Count the lorries in files of gates.")
    parser.add_argument("files", nargs="+", help="files of number plates")
    parser.add_argument("--watch", action="store_true", help="keep a watch and print a census")
    options = parser.parse_args(arguments)
    workers = {name: Worker(name, partial(lorries, Path(name))) for name in options.files}
    for worker in workers.values():
        worker.start()
    status = 0
    for worker in workers.values():
        try:
            print(f"{worker.name} {worker.result()}")
        except Exception as error:
            print(f"{worker.name}: {type(error).__name__}", file=sys.stderr)
            status = 1
    if options.watch:
        watch = keep_watch(Event().wait)
        print("\n".join(census([watch, *workers.values()])))
    return status


if __name__ == "__main__":
    sys.exit(main())
