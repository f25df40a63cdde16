"""Probe many hosts at once, a limited number at a time."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """What a probe of one host gave: a latency in milliseconds, or a problem (finished)."""

    host: str
    latency: int | None = None
    problem: str = ""


Transport = Callable[[str], int]
Futures = Collection[Future[Report]]
Wait = Callable[[Futures], tuple[Futures, Futures]]


# TODO: everything below


def current_host() -> str | None:
    """The host that this thread is probing now, or None."""
    raise NotImplementedError("Task 1: say what this thread probes")


@contextmanager
def probing(host: str) -> Iterator[None]:
    """Make `host` the current one of this thread while the block runs."""
    raise NotImplementedError("Task 1: make the host current, then put the one before back")


def probe(host: str, transport: Transport) -> Report:
    """Probe one host in this thread and report an answer or an exception."""
    raise NotImplementedError("Task 2: make a report of an answer or an exception")


def probe_all(hosts: Iterable[str], transport: Transport, width: int) -> list[Report]:
    """Reports of all hosts, in the order of `hosts`."""
    raise NotImplementedError("Task 2: probe all hosts in a pool")


def reports(hosts: Iterable[str], transport: Transport, width: int) -> Iterator[Report]:
    """Reports of all hosts, each as soon as it is there."""
    raise NotImplementedError("Task 3: hand out reports as they come")


def first_answer(hosts: Iterable[str], transport: Transport, width: int) -> Report | None:
    """The report of the host that answers first, or None if no host answers."""
    raise NotImplementedError("Task 4: return the first answer")


def probe_within(
    hosts: Iterable[str], transport: Transport, width: int, wait: Wait
) -> list[Report]:
    """Reports in the order of `hosts`; who has not answered when `wait` returns is late."""
    raise NotImplementedError("Task 5: report who is late")
