"""Fourteen drills: threads, locks, queues, pools, a process and the GIL."""

import queue
import threading
from collections.abc import Callable, Sequence

# TODO: each function and method below raises NotImplementedError until you have written it.

# --- Task 1 -------------------------------------------------------------------------------------


def run_all(jobs: Sequence[Callable[[], None]]) -> None:
    """Run each job in a thread of its own, and wait for all of them."""
    raise NotImplementedError("Task 1: start all, then join all")


# --- Task 2 -------------------------------------------------------------------------------------


def in_background(name: str, action: Callable[[], None]) -> threading.Thread:
    """Start a daemon thread of that name that calls the action."""
    raise NotImplementedError("Task 2: start a daemon")


# --- Task 3 -------------------------------------------------------------------------------------


def add_stock(stock: dict[str, int], name: str, number: int, lock: threading.Lock) -> None:
    """Add to the stock of that name, holding the lock from reading to writing."""
    raise NotImplementedError("Task 3: read and write under the lock")


# --- Task 4 -------------------------------------------------------------------------------------


class Ledger:
    """Entries by name, behind one lock that a thread may take again."""

    def __init__(self) -> None:
        """Begin without entries."""
        raise NotImplementedError("Task 4: make the lock")

    def book(self, name: str, number: int) -> None:
        """Add to an entry, which begins at 0."""
        raise NotImplementedError("Task 4: add under the lock")

    def move(self, source: str, target: str, number: int) -> None:
        """Book twice, so that nobody sees only one of the two."""
        raise NotImplementedError("Task 4: book twice under the lock")


# --- Task 5 -------------------------------------------------------------------------------------


def wait_for_gate(opened: threading.Event, seconds: float) -> str:
    """Say whether the gate was opened within so many seconds."""
    raise NotImplementedError("Task 5: wait")


# --- Task 6 -------------------------------------------------------------------------------------


class Berths:
    """A fixed number of berths, which are taken and given back."""

    def __init__(self, count: int) -> None:
        """So many are free."""
        raise NotImplementedError("Task 6: make the semaphore")

    def dock(self) -> bool:
        """Take a berth; False at once if none is free."""
        raise NotImplementedError("Task 6: take a permit")

    def leave(self) -> None:
        """Give a berth back; ValueError if all are free."""
        raise NotImplementedError("Task 6: give it back")


# --- Task 7 -------------------------------------------------------------------------------------


def in_step(name: str, steps: int, meet: threading.Barrier, log: list[str]) -> None:
    """Note each step, and wait after it until all others have done theirs."""
    raise NotImplementedError("Task 7: note, then meet")


# --- Task 8 -------------------------------------------------------------------------------------


def drain(jobs: queue.Queue[str]) -> list[str]:
    """Take out what is there, without waiting, and mark it as done."""
    raise NotImplementedError("Task 8: take all out")


# --- Task 9 -------------------------------------------------------------------------------------


def by_urgency(jobs: Sequence[tuple[int, dict[str, str]]]) -> list[dict[str, str]]:
    """The jobs by their numbers, smallest first; equals as they came."""
    raise NotImplementedError("Task 9: sort by a queue")


# --- Task 10 ------------------------------------------------------------------------------------


def stack_up(containers: Sequence[str], height: int) -> queue.LifoQueue[str]:
    """A stack of these containers; queue.Full if it would be too high."""
    raise NotImplementedError("Task 10: stack")


# --- Task 11 ------------------------------------------------------------------------------------


def outcomes(job: Callable[[str], str], inputs: Sequence[str]) -> list[str]:
    """What the job gave for each input, or the name of the error's class."""
    raise NotImplementedError("Task 11: submit, then ask")


# --- Task 12 ------------------------------------------------------------------------------------


def weigh_all(weigh: Callable[[str], int], containers: Sequence[str]) -> dict[str, int]:
    """The weights by container, in the order of the containers, two weighed at a time."""
    raise NotImplementedError("Task 12: map over two workers")


# --- Task 13 ------------------------------------------------------------------------------------


def exit_code(target: Callable[..., object], *arguments: object) -> int | None:
    """The exit code of a process that calls the target."""
    raise NotImplementedError("Task 13: start, join, look")


# --- Task 14 ------------------------------------------------------------------------------------


def gil_is_on() -> bool:
    """Whether the GIL is on at this moment; always so before Python 3.13."""
    raise NotImplementedError("Task 14: ask sys")
