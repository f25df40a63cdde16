"""Leaves the number of threads to the pool.

Reply: More hosts are probed at a time than the width allows. Who decides how many threads your pool has?

Fails: check_the_width_is_used_and_kept
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from threading import Event, local


@dataclass(frozen=True)
class Report:
    """What a probe of one host gave: a latency in milliseconds, or a problem."""

    host: str
    latency: int | None = None
    problem: str = ""


Transport = Callable[[str], int]
Futures = Collection[Future[Report]]
Wait = Callable[[Futures], tuple[Futures, Futures]]


class _Here(local):
    """What each thread is doing; the class attribute is what a thread begins with."""

    host: str | None = None


_here = _Here()


def current_host() -> str | None:
    """The host that this thread is probing now, or None."""
    return _here.host


@contextmanager
def probing(host: str) -> Iterator[None]:
    """Make `host` the current one of this thread while the block runs."""
    before = _here.host
    _here.host = host
    try:
        yield
    finally:
        _here.host = before


def probe(host: str, transport: Transport) -> Report:
    """Probe one host in this thread and report an answer or an exception."""
    try:
        with probing(host):
            return Report(host, latency=transport(host))
    except Exception as error:
        return Report(host, problem=f"{type(error).__name__}: {error}")


def probe_all(hosts: Iterable[str], transport: Transport, width: int) -> list[Report]:
    """Reports of all hosts, in the order of `hosts`."""
    if width < 1:
        raise ValueError(width)
    with ThreadPoolExecutor() as pool:
        return list(pool.map(probe, hosts, repeat(transport)))


@contextmanager
def _impatient_pool(width: int) -> Iterator[ThreadPoolExecutor]:
    """A pool that begins nothing more at the end of the block, and waits for nobody."""
    pool = ThreadPoolExecutor(max_workers=width)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def reports(hosts: Iterable[str], transport: Transport, width: int) -> Iterator[Report]:
    """Reports of all hosts, each as soon as it is there."""
    with _impatient_pool(width) as pool:
        for future in as_completed([pool.submit(probe, host, transport) for host in hosts]):
            yield future.result()


def first_answer(hosts: Iterable[str], transport: Transport, width: int) -> Report | None:
    """The report of the host that answers first, or None if no host answers."""
    answered = Event()

    def attempt(host: str) -> Report | None:
        if answered.is_set():
            return None
        report = probe(host, transport)
        if report.latency is None:
            return None
        answered.set()
        return report

    with _impatient_pool(width) as pool:
        for future in as_completed([pool.submit(attempt, host) for host in hosts]):
            if report := future.result():
                return report
    return None


def probe_within(
    hosts: Iterable[str], transport: Transport, width: int, wait: Wait
) -> list[Report]:
    """Reports in the order of `hosts`; who has not answered when `wait` returns is late."""
    names = list(hosts)
    with _impatient_pool(width) as pool:
        futures = [pool.submit(probe, host, transport) for host in names]
        done, _ = wait(futures)
        return [
            future.result() if future in done else Report(host, problem="late")
            for host, future in zip(names, futures, strict=True)
        ]
