"""Catches every exception, although only a TypeError is asked for.

Reply: A class that fails with a ValueError is reported as if Python had refused to create it. Which exceptions does your `except` let through?

Fails: check_other_errors_pass_through
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

# --- Task 1 -------------------------------------------------------------------------------------


class ReeferProbe(ABC):
    """Reads the temperature of one refrigerated container."""

    @abstractmethod
    def container(self) -> str:
        """The number of the container."""

    @abstractmethod
    def celsius(self) -> float:
        """The temperature now."""

    def line(self) -> str:
        """The container and its temperature, with one decimal."""
        return f"{self.container()}: {self.celsius():.1f}"


# --- Task 2 -------------------------------------------------------------------------------------


def creation_error(kind: type[object]) -> str:
    """The text of the TypeError that `kind()` raises; empty if it raises none."""
    try:
        kind()
    except Exception as error:
        return str(error)
    return ""


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
        return 40

    def minimum_hours(self) -> int:
        """How many hours are charged at least at night."""
        return 3


# --- Task 4 -------------------------------------------------------------------------------------


class ToDictMixin:
    """Gives an object a method that hands out its public attributes."""

    def to_dict(self) -> dict[str, object]:
        """A new dict of the attributes of this object whose names do not begin with `_`."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


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


class YardServer(UpperLabelMixin, SiteMixin, Host):
    """A host with the label of one mixin and the place of the other."""

    def __init__(self, name: str, site: str) -> None:
        """Keep the name and the site."""
        super().__init__(name)
        self.site = site


# --- Task 6 -------------------------------------------------------------------------------------


def mro_names(kind: type[object]) -> list[str]:
    """The names of the classes in the method resolution order of `kind`."""
    return [cls.__name__ for cls in kind.__mro__]


# --- Task 7 -------------------------------------------------------------------------------------


@runtime_checkable
class Pingable(Protocol):
    """Whatever has a `ping`."""

    def ping(self) -> bool:
        """Say whether it answers."""
        ...


def count_pingable(things: Iterable[object]) -> int:
    """How many of the things are instances of Pingable."""
    return sum(isinstance(thing, Pingable) for thing in things)


# --- Task 8 -------------------------------------------------------------------------------------


def missing_methods(kind: type[object]) -> list[str]:
    """The names that `kind` would have to define before it can be instantiated, sorted."""
    return sorted(getattr(kind, "__abstractmethods__", ()))


# --- Task 9 -------------------------------------------------------------------------------------


class ReprMixin:
    """Gives an object a repr that shows all its attributes."""

    def __repr__(self) -> str:
        """The class of the object and its attributes, in the order in which they were set."""
        shown = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({shown})"


# --- Task 10 ------------------------------------------------------------------------------------


def abc_or_protocol() -> dict[str, str]:
    """For each case of the README, "abc" or "protocol"."""
    return {
        "a": "abc",
        "b": "protocol",
        "c": "protocol",
        "d": "abc",
        "e": "abc",
        "f": "protocol",
    }


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
        return [f"log {lorry}", *super().open(lorry)]


# --- Task 12 ------------------------------------------------------------------------------------


class Alarm(ABC):
    """Given: something that can be heard."""

    @abstractmethod
    def ring(self) -> str:
        """Make it heard."""


def adopt(kind: type[object]) -> type[object]:
    """Let `kind` count as a subclass of Alarm, and return `kind` itself."""
    return Alarm.register(kind)
