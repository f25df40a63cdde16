"""Twelve drills: abstract base classes, protocols and mixins."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Protocol

# --- Task 1 -------------------------------------------------------------------------------------


class ReeferProbe:  # TODO: two of the three methods are abstract
    """Reads the temperature of one refrigerated container."""

    def container(self) -> str:
        """The number of the container."""
        raise NotImplementedError("Task 1: make this method abstract")

    def celsius(self) -> float:
        """The temperature now."""
        raise NotImplementedError("Task 1: make this method abstract")

    def line(self) -> str:
        """The container and its temperature, with one decimal."""
        raise NotImplementedError("Task 1: write the line")


# --- Task 2 -------------------------------------------------------------------------------------


def creation_error(kind: type[object]) -> str:
    """The text of the TypeError that `kind()` raises; empty if it raises none."""
    raise NotImplementedError("Task 2: call kind and catch the error")


# --- Task 3 -------------------------------------------------------------------------------------


class Tariff(ABC):
    """Given: what a stay in the yard costs."""

    @abstractmethod
    def hourly(self) -> int:
        """The price of an hour."""

    @abstractmethod
    def minimum_hours(self) -> int:
        """How many hours are charged at least."""

    def fee(self, hours: int) -> int:
        """The price of a stay of `hours`."""
        return self.hourly() * max(hours, self.minimum_hours())


class NightTariff(Tariff):
    """Forty an hour, and three hours at least."""

    def hourly(self) -> int:
        """The price of an hour at night."""
        raise NotImplementedError("Task 3: say the price")

    def minimum_hours(self) -> int:
        """How many hours are charged at least at night."""
        raise NotImplementedError("Task 3: say the hours")


# --- Task 4 -------------------------------------------------------------------------------------


class ToDictMixin:
    """Gives an object a method that hands out its public attributes."""

    def to_dict(self) -> dict[str, object]:
        """A new dict of the attributes of this object whose names do not begin with `_`."""
        raise NotImplementedError("Task 4: collect the public attributes")


# --- Task 5 -------------------------------------------------------------------------------------


class Host:
    """Given: a machine with a name."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        self.name = name

    def label(self) -> str:
        """How the machine is shown."""
        return self.name

    def place(self) -> str:
        """Where the machine stands."""
        return "unknown"


class UpperLabelMixin:
    """Given: shows the name in capitals."""

    name: str

    def label(self) -> str:
        """The name in capitals."""
        return self.name.upper()


class SiteMixin:
    """Given: knows where it stands."""

    site: str

    def place(self) -> str:
        """The site."""
        return self.site


class YardServer(Host):  # TODO: the two mixins are missing
    """A host with the label of one mixin and the place of the other."""

    def __init__(self, name: str, site: str) -> None:
        """Keep the name and the site."""
        raise NotImplementedError("Task 5: choose the parents, keep name and site")


# --- Task 6 -------------------------------------------------------------------------------------


def mro_names(kind: type[object]) -> list[str]:
    """The names of the classes in the method resolution order of `kind`."""
    raise NotImplementedError("Task 6: list the names")


# --- Task 7 -------------------------------------------------------------------------------------


class Pingable(Protocol):  # TODO: isinstance refuses this protocol as yet
    """Whatever has a `ping`."""

    def ping(self) -> bool:
        """Say whether it answers."""
        ...


def count_pingable(things: Iterable[object]) -> int:
    """How many of the things are instances of Pingable."""
    raise NotImplementedError("Task 7: count the things")


# --- Task 8 -------------------------------------------------------------------------------------


def missing_methods(kind: type[object]) -> list[str]:
    """The names that `kind` would have to define before it can be instantiated, sorted."""
    raise NotImplementedError("Task 8: name what is missing")


# --- Task 9 -------------------------------------------------------------------------------------


class ReprMixin:
    """Gives an object a repr that shows all its attributes."""

    def __repr__(self) -> str:
        """The class of the object and its attributes, in the order in which they were set."""
        raise NotImplementedError("Task 9: show class and attributes")


# --- Task 10 ------------------------------------------------------------------------------------


def abc_or_protocol() -> dict[str, str]:
    """For each case of the README, "abc" or "protocol"."""
    raise NotImplementedError("Task 10: choose for each of the cases a to f")


# --- Task 11 ------------------------------------------------------------------------------------


class Gate:
    """Given: a gate of the yard."""

    def open(self, lorry: str) -> list[str]:
        """The steps that opening takes."""
        return [f"raise barrier for {lorry}"]


class LoggedGate(Gate):
    """A gate that writes a line in the log first."""

    def open(self, lorry: str) -> list[str]:
        """The log line, then the steps of the next class in line."""
        raise NotImplementedError("Task 11: log, then hand on")


# --- Task 12 ------------------------------------------------------------------------------------


class Alarm(ABC):
    """Given: something that can be heard."""

    @abstractmethod
    def ring(self) -> str:
        """Make it heard."""


def adopt(kind: type[object]) -> type[object]:
    """Let `kind` count as a subclass of Alarm, and return `kind` itself."""
    raise NotImplementedError("Task 12: register the class")
