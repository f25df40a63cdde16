"""Restart anything that can be stopped, started and asked for its status."""

from collections.abc import Iterable


class Restartable:  # TODO Task 1: make this a protocol that isinstance() accepts
    """What the night shift needs of a service, whatever its class."""

    def stop(self) -> None:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")

    def start(self) -> None:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")

    def status(self) -> str:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")


class YardServer:  # TODO Task 2: finish the three classes, without a base class
    """A server in the yard that counts how often it was switched on."""

    def __init__(self, name: str) -> None:
        raise NotImplementedError("Task 2: keep the name and begin with no boots")

    def stop(self) -> None:
        raise NotImplementedError("Task 2: switch the server off")

    def start(self) -> None:
        raise NotImplementedError("Task 2: switch the server on, unless it is on")

    def status(self) -> str:
        raise NotImplementedError("Task 2: say whether the server is on")


class GateLane:
    """A lane at the gate; lorries wait in its queue."""

    def __init__(self, number: int) -> None:
        raise NotImplementedError("Task 2: keep the number and begin with an empty queue")

    def stop(self) -> None:
        raise NotImplementedError("Task 2: close the lane and empty its queue")

    def start(self) -> None:
        raise NotImplementedError("Task 2: open the lane")

    def status(self) -> str:
        raise NotImplementedError("Task 2: say whether the lane is open")


class ReeferFeed:
    """Follows the readings of a fixed set of reefers."""

    def __init__(self, containers: Iterable[str]) -> None:
        raise NotImplementedError("Task 2: remember the containers and follow none")

    def stop(self) -> None:
        raise NotImplementedError("Task 2: follow none of the containers")

    def start(self) -> None:
        raise NotImplementedError("Task 2: follow all of the containers")

    def status(self) -> str:
        raise NotImplementedError("Task 2: say how many containers are followed")


# Given: to mypy this line asks whether the three classes fit the protocol.
RESTARTABLES: tuple[type[Restartable], ...] = (YardServer, GateLane, ReeferFeed)


def restart(service: Restartable) -> str:
    """Stop `service`, start it again and return its status."""
    raise NotImplementedError("Task 3: restart the service")


def uncallable(thing: object) -> list[str]:
    """Names of Restartable that `thing` has but that cannot be called, in alphabetical order."""
    raise NotImplementedError("Task 4: look at the three names")


def restart_all(things: Iterable[object]) -> list[str]:
    """Restart what can be restarted among `things`, in order, and return the statuses."""
    raise NotImplementedError("Task 4: restart the services and leave the rest alone")
