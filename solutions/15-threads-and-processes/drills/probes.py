"""Runs beside the student's code: stops threads at chosen points and says what it saw, as plain data.

Bounds of some seconds are for faults only: right code never waits for one.
"""

import contextlib
import operator
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import drills

BOUND = 5


class Held:
    """A lock that counts how often it is held, and notes what happens."""

    def __init__(self) -> None:
        self.depth = 0
        self.taken = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """One level deeper."""
        self.depth += 1
        self.taken += 1
        return True

    def release(self) -> None:
        """One level up."""
        self.depth -= 1

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class Watched(dict[str, int]):
    """A dict that notes, for each reading and writing, how often the lock was taken, if it is held."""

    def __init__(self, values: dict[str, int], lock: Held) -> None:
        super().__init__(values)
        self._held = lock
        self.seen: list[Any] = []

    def note(self, what: str) -> None:
        """What is done, and whether under the first taking of the lock."""
        self.seen.append([what, self._held.depth > 0, self._held.taken])

    def __getitem__(self, key: str) -> int:
        self.note("read")
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: int) -> None:
        self.note("write")
        super().__setitem__(key, value)


class Entries(Watched):
    """The same with 0 for what is not there."""

    def __missing__(self, key: str) -> int:
        return 0


def bounded(action: Callable[[], Any]) -> Any:
    """What an action gives or raises, or that it never returns."""
    found: list[Any] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            found.append(action())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(BOUND)
    if thread.is_alive():
        return "never returns"
    if errors:
        raise errors[0]
    return found[0]


# --- Task 1 -------------------------------------------------------------------------------------


def all_at_once(count: int) -> list[Any]:
    """Each job waits for all others: how many met, and what the function returned."""
    meet = threading.Barrier(max(1, count))
    through = threading.Semaphore(0)
    met: list[int] = []

    def job() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            meet.wait(BOUND)
            met.append(1)
        through.release()

    answer = drills.run_all([job] * count)
    for _ in range(count):
        through.acquire(timeout=BOUND)
    return [len(met), answer]


def ended_at_return(count: int) -> int:
    """Each job waits until its own thread is joined: how many have ended when the function returns?"""
    changed = threading.Condition()
    joined: set[threading.Thread] = set()
    started: list[threading.Thread] = []
    ended: list[int] = []
    over = False
    true_join = threading.Thread.join

    def note_join(thread: threading.Thread, timeout: float | None = None) -> None:
        with changed:
            joined.add(thread)
            changed.notify_all()
        true_join(thread, timeout)

    def job() -> None:
        own = threading.current_thread()
        started.append(own)
        with changed:
            changed.wait_for(lambda: over or own in joined, BOUND)
        ended.append(1)

    threading.Thread.join = note_join  # type: ignore[method-assign]
    try:
        drills.run_all([job] * count)
        return len(ended)
    finally:
        threading.Thread.join = true_join  # type: ignore[method-assign]
        with changed:
            over = True
            changed.notify_all()
        for thread in list(started):
            if thread is not threading.current_thread():
                thread.join(BOUND)


# --- Task 2 -------------------------------------------------------------------------------------


def background(name: str) -> list[Any]:
    """Facts about the thread while its action waits to be let go, and after."""
    go, ran_in = threading.Event(), []

    def action() -> None:
        go.wait(BOUND)
        ran_in.append(threading.current_thread().name)

    try:
        thread = drills.in_background(name, action)
        facts = [
            isinstance(thread, threading.Thread),
            thread.name,
            thread.daemon,
            thread.is_alive(),
            list(ran_in),
        ]
    finally:
        go.set()
    thread.join(BOUND)
    return [*facts, thread.is_alive(), ran_in]


# --- Task 3 -------------------------------------------------------------------------------------


def stocked(values: dict[str, int], name: str, number: int) -> list[Any]:
    """The stock afterwards; how it was read and written; whether the lock is free."""
    lock = Held()
    stock = Watched(values, lock)
    raised = ""
    try:
        drills.add_stock(stock, name, number, lock)
    except KeyError:
        raised = "KeyError"
    under = bool(stock.seen) and all(held and taken == 1 for _, held, taken in stock.seen)
    wrote = any(what == "write" for what, _, _ in stock.seen)
    return [dict(stock), under, wrote, lock.depth, raised]


# --- Task 4 -------------------------------------------------------------------------------------


def moved() -> Any:
    """Entries after some bookings with the ledger's own lock, and whether it ends at all."""

    def work() -> Any:
        ledger = drills.Ledger()
        empty = dict(ledger.entries)
        ledger.book("quay", 5)
        ledger.move("quay", "yard", 2)
        ledger.move("yard", "rail", 3)
        other = drills.Ledger()
        return [empty, dict(ledger.entries), dict(other.entries)]

    return bounded(work)


def held_while_booking() -> list[Any]:
    """Bookings of a move, each with whether the lock was held, and the same for all writes."""
    lock = Held()
    calls: list[Any] = []

    class Noted(drills.Ledger):
        def book(self, name: str, number: int) -> None:
            calls.append([name, number, lock.depth > 0])
            super().book(name, number)

    ledger = Noted()
    ledger.lock = lock
    ledger.entries = Entries({}, lock)
    ledger.move("quay", "yard", 2)
    moves = list(calls)
    ledger.book("rail", 1)
    writes = [held for what, held, _ in ledger.entries.seen if what == "write"]
    return [moves, writes, lock.depth, dict(ledger.entries)]


def let_go_between() -> list[Any]:
    """Whether the lock was free at any moment between the two bookings of a move."""
    free: list[str] = []

    class Noticing(Held):
        def release(self) -> None:
            super().release()
            if not self.depth:
                free.append("free")

    ledger = drills.Ledger()
    ledger.lock = Noticing()
    ledger.move("quay", "yard", 2)
    return [free, dict(ledger.entries)]


# --- Task 5 -------------------------------------------------------------------------------------


class SetMeanwhile(threading.Event):
    """An event that is set while somebody waits for it, and notes for how long one would wait."""

    def __init__(self, comes: bool) -> None:
        super().__init__()
        self.comes = comes
        self.bounds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Come at once, or be over at once."""
        self.bounds.append(timeout)
        if self.comes:
            self.set()
        return self.is_set()


def waited(comes: bool, seconds: float) -> list[Any]:
    """The answer, and the longest time for which the function would have waited."""
    event = SetMeanwhile(comes)
    answer = drills.wait_for_gate(event, seconds)
    return [answer, event.bounds[-1:]]


def set_before(seconds: float) -> str:
    """The answer for an event that was set before."""
    event = threading.Event()
    event.set()
    return drills.wait_for_gate(event, seconds)


# --- Task 6 -------------------------------------------------------------------------------------


def docked(count: int, story: str) -> Any:
    """What each step gives: d for dock, l for leave."""

    def work() -> list[Any]:
        pier = drills.Berths(count)
        told: list[Any] = []
        for step in story:
            try:
                told.append(pier.dock() if step == "d" else [pier.leave(), "left"][1])
            except ValueError:
                told.append("ValueError")
        return told

    return bounded(work)


# --- Task 7 -------------------------------------------------------------------------------------


class Counting:
    """A barrier for one, which notes in the log when somebody waits."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def wait(self, timeout: float | None = None) -> int:
        """Pass."""
        self.log.append("meet")
        return 0


def stepped(name: str, steps: int) -> list[str]:
    """Steps and meetings, as they came."""
    log: list[str] = []
    drills.in_step(name, steps, Counting(log), log)
    return log


def in_threads(names: str, steps: int) -> list[list[str]]:
    """Several threads at one barrier: the log, step by step, sorted within each step."""
    log: list[str] = []
    meet = threading.Barrier(len(names))
    threads = [
        threading.Thread(target=drills.in_step, args=(name, steps, meet, log), daemon=True)
        for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(BOUND)
    size = len(names)
    return [sorted(log[at : at + size]) for at in range(0, len(log), size)]


# --- Task 8 -------------------------------------------------------------------------------------


def drained(entries: list[str]) -> Any:
    """What came out, what is left, and how many entries are not marked as done."""

    def work() -> list[Any]:
        jobs: queue.Queue[str] = queue.Queue()
        for entry in entries:
            jobs.put(entry)
        return [drills.drain(jobs), jobs.qsize(), jobs.unfinished_tasks]

    return bounded(work)


# --- Task 10 ------------------------------------------------------------------------------------


def stacked(containers: list[str], height: int) -> Any:
    """Class and size of the stack, and what comes out of it."""

    def work() -> list[Any]:
        stack = drills.stack_up(containers, height)
        out = [stack.get_nowait() for _ in range(stack.qsize())]
        return [type(stack).__name__, stack.maxsize, out]

    return bounded(work)


# --- Task 11 ------------------------------------------------------------------------------------


def collected(inputs: list[str]) -> list[str]:
    """The outcomes of a job that fails for some texts."""

    def job(text: str) -> str:
        if text.startswith("?"):
            raise LookupError(text)
        return f"{int(text):03d}"

    return drills.outcomes(job, inputs)


def all_meet(count: int) -> list[str]:
    """The outcomes of jobs each of which waits for all the others."""
    meet = threading.Barrier(count)
    main = threading.current_thread()

    def job(text: str) -> str:
        meet.wait(BOUND)
        return "here" if threading.current_thread() is main else text

    return drills.outcomes(job, [f"tug{number}" for number in range(count)])


# --- Task 12 ------------------------------------------------------------------------------------


def weighed(containers: list[str]) -> list[Any]:
    """The pairs that come out, in their order; an empty name cannot be weighed."""

    def weigh(container: str) -> int:
        if not container:
            raise LookupError("nothing there")
        return len(container)

    return list(drills.weigh_all(weigh, containers).items())


def second_first() -> list[Any]:
    """The first container is ready only after the second one."""
    second = threading.Event()

    def weigh(container: str) -> int:
        if container == "slow":
            return 7 if second.wait(BOUND) else -1
        second.set()
        return 3

    return list(drills.weigh_all(weigh, ["slow", "quick"]).items())


class Announcing(list[str]):
    """A list that tells when somebody has gone through it."""

    def __init__(self, items: list[str]) -> None:
        super().__init__(items)
        self.gone_through = threading.Event()

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        self.gone_through.set()


def two_at_a_time() -> list[Any]:
    """Weights of six containers that wait until all are submitted, and whether two threads did it."""
    containers = Announcing(["6", "5", "4", "3", "2", "1"])
    before = threading.active_count()
    threads: list[int] = []

    def weigh(container: str) -> int:
        containers.gone_through.wait(BOUND)
        threads.append(threading.active_count() - before)
        return int(container)

    found = list(drills.weigh_all(weigh, containers).items())
    return [found, max(threads) <= 2]


# --- Task 13 ------------------------------------------------------------------------------------


def ended_with(how: str) -> Any:
    """The exit code of a process that ends in one of these ways."""
    ways: dict[str, tuple[Any, ...]] = {
        "well": (operator.add, 2, 3),
        "exit": (sys.exit, 7),
        "error": (operator.truediv, 1, 0),
        "none": (os.getpid,),
    }
    return drills.exit_code(*ways[how])


def own_process() -> Any:
    """Whether this process is still the same and its working folder untouched."""
    before = os.getcwd()
    code = drills.exit_code(os.chdir, os.sep)
    return [code, os.getcwd() == before]


# --- Task 14 ------------------------------------------------------------------------------------


@contextlib.contextmanager
def gil_says(answers: list[bool] | None) -> Iterator[None]:
    """Let sys answer so, or have no such function; put it back afterwards."""
    missing = object()
    before = getattr(sys, "_is_gil_enabled", missing)
    if answers is None:
        if before is not missing:
            del sys._is_gil_enabled
    else:
        told = iter(answers)
        sys._is_gil_enabled = lambda: next(told)
    try:
        yield
    finally:
        if before is not missing:
            sys._is_gil_enabled = before
        elif answers is not None:
            del sys._is_gil_enabled


def gil(answers: list[bool] | None) -> list[bool]:
    """What the function says, once for each answer of sys."""
    with gil_says(answers):
        return [drills.gil_is_on() for _ in answers or [True]]
