"""Starts its threads itself: they take hosts from a shared iterator and put reports on a queue.

A flag that every thread looks at under the lock, before it takes a host, ends the probing. Only the last
task, whose `wait` wants futures, uses a pool.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue


@dataclass(frozen=True)
class Report:
    """What a probe of one host gave: a latency in milliseconds, or a problem."""

    host: str
    latency: int | None = None
    problem: str = ""


Transport = Callable[[str], int]
Futures = Collection[Future[Report]]
Wait = Callable[[Futures], tuple[Futures, Futures]]

_local = threading.local()


def current_host() -> str | None:
    stack: list[str] = getattr(_local, "stack", [])
    return stack[-1] if stack else None


@contextmanager
def probing(host: str) -> Iterator[None]:
    if not hasattr(_local, "stack"):
        _local.stack = []
    _local.stack.append(host)
    try:
        yield
    finally:
        _local.stack.pop()


def probe(host: str, transport: Transport) -> Report:
    try:
        with probing(host):
            latency = transport(host)
    except Exception as error:
        return Report(host, problem=f"{type(error).__name__}: {error!s}")
    else:
        return Report(host, latency)


class _Crew:
    """Threads that probe numbered hosts until all are done or somebody says stop."""

    def __init__(
        self, hosts: Iterable[str], transport: Transport, width: int, first_only: bool = False
    ) -> None:
        if width < 1:
            raise ValueError(width)
        self.left = list(enumerate(hosts))[::-1]
        self.count = len(self.left)
        self.lock = threading.Lock()
        self.stopped = False
        self.found: Queue[tuple[int, Report]] = Queue()
        self.transport = transport
        self.first_only = first_only
        self.threads = [threading.Thread(target=self.work) for _ in range(min(width, self.count))]
        for thread in self.threads:
            thread.start()

    def work(self) -> None:
        while True:
            with self.lock:
                if self.stopped or not self.left:
                    return
                number, host = self.left.pop()
            report = probe(host, self.transport)
            with self.lock:
                if self.first_only and report.latency is not None:
                    self.stopped = True
            self.found.put((number, report))

    def stop(self) -> None:
        with self.lock:
            self.stopped = True


def probe_all(hosts: Iterable[str], transport: Transport, width: int) -> list[Report]:
    crew = _Crew(hosts, transport, width)
    return [report for _, report in sorted((crew.found.get() for _ in range(crew.count)), key=_at)]


def _at(numbered: tuple[int, Report]) -> int:
    return numbered[0]


def reports(hosts: Iterable[str], transport: Transport, width: int) -> Iterator[Report]:
    crew = _Crew(hosts, transport, width)
    try:
        for _ in range(crew.count):
            yield crew.found.get()[1]
    finally:
        crew.stop()


def first_answer(hosts: Iterable[str], transport: Transport, width: int) -> Report | None:
    crew = _Crew(hosts, transport, width, first_only=True)
    for _ in range(crew.count):
        _, report = crew.found.get()
        if report.latency is not None:
            return report
    return None


def probe_within(
    hosts: Iterable[str], transport: Transport, width: int, wait: Wait
) -> list[Report]:
    pool = ThreadPoolExecutor(width)
    try:
        names = list(hosts)
        futures = [pool.submit(probe, name, transport) for name in names]
        _, missing = wait(futures)
        return [
            Report(name, problem="late") if future in missing else future.result()
            for name, future in zip(names, futures)
        ]
    finally:
        pool.shutdown(False, cancel_futures=True)
