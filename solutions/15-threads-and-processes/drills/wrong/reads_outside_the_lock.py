"""Reads the stock before it takes the lock, and writes under it.

Reply: Your function holds the lock while it writes. What may another thread do between your reading and your writing?

Fails: check_stock_changes_under_the_lock check_any_stock_is_added_to
"""

import multiprocessing
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

# --- Task 1 -------------------------------------------------------------------------------------


def run_all(jobs: Sequence[Callable[[], None]]) -> None:
    """Run each job in a thread of its own, and wait for all of them."""
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- Task 2 -------------------------------------------------------------------------------------


def in_background(name: str, action: Callable[[], None]) -> threading.Thread:
    """Start a daemon thread of that name that calls the action."""
    thread = threading.Thread(target=action, name=name, daemon=True)
    thread.start()
    return thread


# --- Task 3 -------------------------------------------------------------------------------------


def add_stock(stock: dict[str, int], name: str, number: int, lock: threading.Lock) -> None:
    """Add to the stock of that name, holding the lock from reading to writing."""
    before = stock[name]
    with lock:
        stock[name] = before + number


# --- Task 4 -------------------------------------------------------------------------------------


class Ledger:
    """Entries by name, behind one lock that a thread may take again."""

    def __init__(self) -> None:
        """Begin without entries."""
        self.lock = threading.RLock()
        self.entries: dict[str, int] = {}

    def book(self, name: str, number: int) -> None:
        """Add to an entry, which begins at 0."""
        with self.lock:
            self.entries[name] = self.entries.get(name, 0) + number

    def move(self, source: str, target: str, number: int) -> None:
        """Book twice, so that nobody sees only one of the two."""
        with self.lock:
            self.book(source, -number)
            self.book(target, number)


# --- Task 5 -------------------------------------------------------------------------------------


def wait_for_gate(opened: threading.Event, seconds: float) -> str:
    """Say whether the gate was opened within so many seconds."""
    return "open" if opened.wait(seconds) else "closed"


# --- Task 6 -------------------------------------------------------------------------------------


class Berths:
    """A fixed number of berths, which are taken and given back."""

    def __init__(self, count: int) -> None:
        """So many are free."""
        self._free = threading.BoundedSemaphore(count)

    def dock(self) -> bool:
        """Take a berth; False at once if none is free."""
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        """Give a berth back; ValueError if all are free."""
        self._free.release()


# --- Task 7 -------------------------------------------------------------------------------------


def in_step(name: str, steps: int, meet: threading.Barrier, log: list[str]) -> None:
    """Note each step, and wait after it until all others have done theirs."""
    for step in range(1, steps + 1):
        log.append(f"{name}{step}")
        meet.wait()


# --- Task 8 -------------------------------------------------------------------------------------


def drain(jobs: queue.Queue[str]) -> list[str]:
    """Take out what is there, without waiting, and mark it as done."""
    taken = []
    while True:
        try:
            taken.append(jobs.get_nowait())
        except queue.Empty:
            return taken
        jobs.task_done()


# --- Task 9 -------------------------------------------------------------------------------------


def by_urgency(jobs: Sequence[tuple[int, dict[str, str]]]) -> list[dict[str, str]]:
    """The jobs by their numbers, smallest first; equals as they came."""
    urgent: queue.PriorityQueue[tuple[int, int, dict[str, str]]] = queue.PriorityQueue()
    for place, (urgency, job) in enumerate(jobs):
        urgent.put((urgency, place, job))
    return [urgent.get()[2] for _ in jobs]


# --- Task 10 ------------------------------------------------------------------------------------


def stack_up(containers: Sequence[str], height: int) -> queue.LifoQueue[str]:
    """A stack of these containers; queue.Full if it would be too high."""
    stack: queue.LifoQueue[str] = queue.LifoQueue(maxsize=height)
    for container in containers:
        stack.put_nowait(container)
    return stack


# --- Task 11 ------------------------------------------------------------------------------------


def outcomes(job: Callable[[str], str], inputs: Sequence[str]) -> list[str]:
    """What the job gave for each input, or the name of the error's class."""
    with ThreadPoolExecutor(max_workers=len(inputs) or None) as pool:
        futures = [pool.submit(job, item) for item in inputs]
    errors = [future.exception() for future in futures]
    return [
        future.result() if error is None else type(error).__name__
        for future, error in zip(futures, errors, strict=True)
    ]


# --- Task 12 ------------------------------------------------------------------------------------


def weigh_all(weigh: Callable[[str], int], containers: Sequence[str]) -> dict[str, int]:
    """The weights by container, in the order of the containers, two weighed at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(containers, pool.map(weigh, containers), strict=True))


# --- Task 13 ------------------------------------------------------------------------------------


def exit_code(target: Callable[..., object], *arguments: object) -> int | None:
    """The exit code of a process that calls the target."""
    process = multiprocessing.Process(target=target, args=arguments)
    process.start()
    process.join()
    return process.exitcode


# --- Task 14 ------------------------------------------------------------------------------------


def gil_is_on() -> bool:
    """Whether the GIL is on at this moment; always so before Python 3.13."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())
