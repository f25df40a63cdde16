"""Builds the protocol from three smaller ones, which other functions can ask for by themselves.

A protocol that extends others must name Protocol again among its bases;
otherwise it is an ordinary class. The functions of task 4 are loops here,
and the feed sorts when it starts.
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable


class Stoppable(Protocol):
    """What can be put out of work."""

    def stop(self) -> None: ...


class Startable(Protocol):
    """What can be put to work."""

    def start(self) -> None: ...


class Reporting(Protocol):
    """What can say how it is."""

    def status(self) -> str: ...


@runtime_checkable
class Restartable(Stoppable, Startable, Reporting, Protocol):
    """What the night shift needs of a service, whatever its class."""


class YardServer:
    """A server in the yard that counts how often it was switched on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.boots = 0
        self.state = "off"

    def stop(self) -> None:
        self.state = "off"

    def start(self) -> None:
        if self.state == "off":
            self.boots += 1
        self.state = "on"

    def status(self) -> str:
        return f"{self.name}: {self.state}"


class GateLane:
    """A lane at the gate; lorries wait in its queue."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.queue: list[str] = []
        self.state = "closed"

    def stop(self) -> None:
        self.state = "closed"
        self.queue.clear()

    def start(self) -> None:
        self.state = "open"

    def status(self) -> str:
        return f"lane {self.number}: {self.state}"


class ReeferFeed:
    """Follows the readings of a fixed set of reefers."""

    def __init__(self, containers: Iterable[str]) -> None:
        self._containers = frozenset(containers)
        self.followed: list[str] = []

    def stop(self) -> None:
        self.followed.clear()

    def start(self) -> None:
        self.followed = sorted(self._containers)

    def status(self) -> str:
        return f"{len(self.followed)} of {len(self._containers)} reefers"


RESTARTABLES: tuple[type[Restartable], ...] = (YardServer, GateLane, ReeferFeed)


def restart(service: Restartable) -> str:
    """Stop `service`, start it again and return its status."""
    service.stop()
    service.start()
    return service.status()


def uncallable(thing: object) -> list[str]:
    """Names of Restartable that `thing` has but that cannot be called, in alphabetical order."""
    found = []
    for name in ("start", "status", "stop"):
        try:
            member = getattr(thing, name)
        except AttributeError:
            continue
        if not callable(member):
            found.append(name)
    return found


def restart_all(things: Iterable[object]) -> list[str]:
    """Restart what can be restarted among `things`, in order, and return the statuses."""
    statuses = []
    for thing in things:
        if isinstance(thing, Restartable) and uncallable(thing) == []:
            statuses.append(restart(thing))
    return statuses
