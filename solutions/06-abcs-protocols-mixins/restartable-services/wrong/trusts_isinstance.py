"""Believes that isinstance() with a protocol proves that the methods can be called.

Reply: Your restart_all() takes a maintenance window for a service. What exactly has isinstance()
looked at, and what has it not?

Fails: check_what_can_be_restarted_is check_a_mixed_list_is_restarted_in_order
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
        self._on = False

    def stop(self) -> None:
        self._on = False

    def start(self) -> None:
        if not self._on:
            self._on = True
            self.boots += 1

    def status(self) -> str:
        return f"{self.name}: {'on' if self._on else 'off'}"


class GateLane:
    """A lane at the gate; lorries wait in its queue."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.queue: list[str] = []
        self._open = False

    def stop(self) -> None:
        self._open = False
        self.queue = []

    def start(self) -> None:
        self._open = True

    def status(self) -> str:
        return f"lane {self.number}: {'open' if self._open else 'closed'}"


class ReeferFeed:
    """Follows the readings of a fixed set of reefers."""

    def __init__(self, containers: Iterable[str]) -> None:
        self._containers = sorted(set(containers))
        self.followed: list[str] = []

    def stop(self) -> None:
        self.followed = []

    def start(self) -> None:
        self.followed = self._containers.copy()

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
    return [
        name
        for name in ("start", "status", "stop")
        if hasattr(thing, name) and not callable(getattr(thing, name))
    ]


def restart_all(things: Iterable[object]) -> list[str]:
    """Restart what can be restarted among `things`, in order, and return the statuses."""
    return [restart(thing) for thing in things if isinstance(thing, Restartable)]
