"""Keeps the host in a context variable, and submits no more jobs than can run.

A window of `width` futures moves over the hosts, so that nothing ever waits in the queue of the pool:
there is nothing to cancel, and after an answer nothing is submitted.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """What a probe of one host gave: a latency in milliseconds, or a problem."""

    host: str
    latency: int | None = None
    problem: str = ""


Transport = Callable[[str], int]
Futures = Collection[Future[Report]]
Wait = Callable[[Futures], tuple[Futures, Futures]]

_host: ContextVar[str | None] = ContextVar("host", default=None)


def current_host() -> str | None:
    return _host.get()


@contextmanager
def probing(host: str) -> Iterator[None]:
    token = _host.set(host)
    try:
        yield
    finally:
        _host.reset(token)


def probe(host: str, transport: Transport) -> Report:
    with probing(host):
        try:
            latency = transport(host)
        except Exception as error:
            return Report(host, None, type(error).__name__ + ": " + str(error))
    return Report(host, latency)


def probe_all(hosts: Iterable[str], transport: Transport, width: int) -> list[Report]:
    pool = ThreadPoolExecutor(width)
    futures = [pool.submit(probe, host, transport) for host in hosts]
    pool.shutdown()
    return [future.result() for future in futures]


def reports(hosts: Iterable[str], transport: Transport, width: int) -> Iterator[Report]:
    waiting = deque(hosts)
    running: set[Future[Report]] = set()
    pool = ThreadPoolExecutor(width)
    try:
        while waiting or running:
            while waiting and len(running) < width:
                running.add(pool.submit(probe, waiting.popleft(), transport))
            done, running = wait_for(running, return_when=FIRST_COMPLETED)
            while waiting and len(running) < width:
                running.add(pool.submit(probe, waiting.popleft(), transport))
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=True)


def first_answer(hosts: Iterable[str], transport: Transport, width: int) -> Report | None:
    waiting = deque(hosts)
    running: set[Future[Report]] = set()
    pool = ThreadPoolExecutor(width)
    try:
        while waiting or running:
            while waiting and len(running) < width:
                running.add(pool.submit(probe, waiting.popleft(), transport))
            done, running = wait_for(running, return_when=FIRST_COMPLETED)
            for future in done:
                if future.result().latency is not None:
                    return future.result()
        return None
    finally:
        pool.shutdown(wait=False)


def probe_within(
    hosts: Iterable[str], transport: Transport, width: int, wait: Wait
) -> list[Report]:
    pool = ThreadPoolExecutor(width)
    futures: dict[Future[Report], str] = {}
    for host in hosts:
        futures[pool.submit(probe, host, transport)] = host
    done, _ = wait(list(futures))
    found = [
        future.result() if future in done else Report(host, None, "late")
        for future, host in futures.items()
    ]
    for future in futures:
        future.cancel()
    pool.shutdown(wait=False)
    return found
