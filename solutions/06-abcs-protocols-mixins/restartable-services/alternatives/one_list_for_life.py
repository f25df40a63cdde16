"""Keeps one list in each object for life, and changes what is in it.

Whoever took the list before a stop sees the change, too. The lane empties its queue in place,
and the feed puts its own containers back over whatever a caller has left in the list.
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable


@runtime_checkable
class Restartable(Protocol):
    """What the night shift needs of a service, whatever its class."""

    def stop(self) -> None: ...

    def start(self) -> None: ...

    def status(self) -> str: ...


class YardServer:
    """A server in the yard that counts how often it was switched on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.boots = 0
        self._state = "off"

    def stop(self) -> None:
        self._state = "off"

    def start(self) -> None:
        if self._state == "on":
            return
        self._state = "on"
        self.boots += 1

    def status(self) -> str:
        return f"{self.name}: {self._state}"


class GateLane:
    """A lane at the gate; lorries wait in its queue."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.queue: list[str] = []
        self._state = "closed"

    def stop(self) -> None:
        self._state = "closed"
        self.queue.clear()

    def start(self) -> None:
        self._state = "open"

    def status(self) -> str:
        return f"lane {self.number}: {self._state}"


class ReeferFeed:
    """Follows the readings of a fixed set of reefers."""

    def __init__(self, containers: Iterable[str]) -> None:
        self._containers = tuple(sorted(set(containers)))
        self.followed: list[str] = []

    def stop(self) -> None:
        self.followed.clear()

    def start(self) -> None:
        self.followed[:] = self._containers

    def status(self) -> str:
        return f"{len(self.followed)} of {len(self._containers)} reefers"


RESTARTABLES: tuple[type[Restartable], ...] = (YardServer, GateLane, ReeferFeed)

NAMES = ("start", "status", "stop")


def restart(service: Restartable) -> str:
    """Stop `service`, start it again and return its status."""
    service.stop()
    service.start()
    return service.status()


def uncallable(thing: object) -> list[str]:
    """Names of Restartable that `thing` has but that cannot be called, in alphabetical order."""
    return [name for name in NAMES if not callable(getattr(thing, name, len))]


def restart_all(things: Iterable[object]) -> list[str]:
    """Restart what can be restarted among `things`, in order, and return the statuses."""
    statuses = []
    for thing in things:
        if uncallable(thing) or not isinstance(thing, Restartable):
            continue
        statuses.append(restart(thing))
    return statuses
