"""Keeps one flag for each service and computes the rest; `followed` is a property.

A list that is built anew for each caller cannot be damaged by one,
so there is no copy to remember.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable


@runtime_checkable
class Restartable(Protocol):
    """What the night shift needs of a service, whatever its class."""

    def stop(self) -> None:
        """Put the service out of work."""

    def start(self) -> None:
        """Put the service to work."""

    def status(self) -> str:
        """One line for the shift log."""
        raise NotImplementedError


class YardServer:
    """A server in the yard that counts how often it was switched on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.boots = 0
        self.is_on = False

    def stop(self) -> None:
        self.is_on = False

    def start(self) -> None:
        self.boots += not self.is_on
        self.is_on = True

    def status(self) -> str:
        return self.name + (": on" if self.is_on else ": off")


class GateLane:
    """A lane at the gate; lorries wait in its queue."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.queue: list[str] = []
        self.is_open = False

    def stop(self) -> None:
        self.is_open = False
        del self.queue[:]

    def start(self) -> None:
        self.is_open = True

    def status(self) -> str:
        if self.is_open:
            return f"lane {self.number}: open"
        return f"lane {self.number}: closed"


class ReeferFeed:
    """Follows the readings of a fixed set of reefers."""

    def __init__(self, containers: Iterable[str]) -> None:
        self._containers = frozenset(containers)
        self.is_following = False

    @property
    def followed(self) -> list[str]:
        """The containers that are followed now, as a list of the caller's own."""
        return sorted(self._containers) if self.is_following else []

    def stop(self) -> None:
        self.is_following = False

    def start(self) -> None:
        self.is_following = True

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
    present = {name for name in ("stop", "start", "status") if hasattr(thing, name)}
    return sorted(name for name in present if not callable(getattr(thing, name)))


def services_among(things: Iterable[object]) -> Iterator[Restartable]:
    """Those of `things` that have all the methods and can be asked to run them."""
    for thing in things:
        if isinstance(thing, Restartable) and not uncallable(thing):
            yield thing


def restart_all(things: Iterable[object]) -> list[str]:
    """Restart what can be restarted among `things`, in order, and return the statuses."""
    return [restart(service) for service in services_among(things)]
