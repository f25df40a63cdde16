"""Keeps the outcome of a job in a queue of its own; the state asks for the thread's number.

Each question for the result takes the outcome out and puts it back. The jobs are functions made by a function.
"""

import argparse
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from queue import Queue
from threading import Thread

Job = Callable[[], int]


def lorries(path: Path) -> int:
    """How many number plates a file of a gate holds."""
    return len(path.read_text(encoding="utf-8").split())


def state(thread: Thread) -> str:
    if thread.is_alive():
        return "running"
    return "ended" if thread.ident else "new"


def census(threads: Iterable[Thread]) -> list[str]:
    lines = []
    for thread in threads:
        line = f"{thread.name}: {state(thread)}"
        if thread.daemon:
            line += ", daemon"
        lines.append(line)
    return lines


class Worker(threading.Thread):
    """A thread that does one job and keeps what came of it."""

    def __init__(self, name: str, job: Job) -> None:
        self._outcome: Queue[tuple[int, Exception | None]] = Queue()
        super().__init__(name=name, target=self._work, args=(job,))

    def _work(self, job: Job) -> None:
        try:
            self._outcome.put((job(), None))
        except Exception as error:
            self._outcome.put((0, error))

    def result(self) -> int:
        if self.ident is None:
            raise RuntimeError("this thread was never started")
        self.join()
        count, error = self._outcome.get()
        self._outcome.put((count, error))
        if error:
            raise error
        return count


def run_all(jobs: Mapping[str, Job]) -> dict[str, int]:
    workers = {name: Worker(name, job) for name, job in jobs.items()}
    for worker in workers.values():
        worker.start()
    counts: dict[str, int] = {}
    errors: list[Exception] = []
    for name, worker in workers.items():
        try:
            counts[name] = worker.result()
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return counts


def keep_watch(job: Callable[[], object]) -> Thread:
    watch = Thread(target=job)
    watch.name = "watch"
    watch.daemon = True
    watch.start()
    return watch


def _counting(name: str) -> Job:
    return lambda: lorries(Path(name))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--watch", action="store_true")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args(arguments)
    threads: list[Thread] = []
    if options.watch:
        threads.append(keep_watch(threading.Event().wait))
    failures = 0
    workers = [Worker(name, _counting(name)) for name in options.files]
    for worker in workers:
        worker.start()
    for worker in workers:
        try:
            count = worker.result()
        except Exception as error:
            failures += 1
            sys.stderr.write(f"{worker.name}: {type(error).__name__}\n")
        else:
            sys.stdout.write(f"{worker.name} {count}\n")
    if options.watch:
        for line in census(threads + list(workers)):
            print(line)
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
