"""The same twelve drills with other means: loops for comprehensions, inspect for attributes, the mixins in the other order.

What is different: abstract names are found by looking for the mark on each attribute; the order comes from
`inspect.getmro`; the log line is put before the steps that the next class gave; the adopted class is returned by name.
"""

import inspect
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
        return ": ".join([self.container(), format(self.celsius(), ".1f")])


# --- Task 2 -------------------------------------------------------------------------------------


def creation_error(kind: type[object]) -> str:
    """The text of the TypeError that `kind()` raises; empty if it raises none."""
    try:
        kind()
    except TypeError as error:
        text = str(error)
    else:
        text = ""
    return text


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

    _hourly, _minimum = 40, 3

    def hourly(self) -> int:
        """The price of an hour at night."""
        return self._hourly

    def minimum_hours(self) -> int:
        """How many hours are charged at least at night."""
        return self._minimum


# --- Task 4 -------------------------------------------------------------------------------------


class ToDictMixin:
    """Gives an object a method that hands out its public attributes."""

    def to_dict(self) -> dict[str, object]:
        """A new dict of the attributes of this object whose names do not begin with `_`."""
        public = dict(self.__dict__)
        for name in self.__dict__:
            if name[:1] == "_":
                del public[name]
        return public


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


class YardServer(SiteMixin, UpperLabelMixin, Host):
    """A host with the label of one mixin and the place of the other."""

    def __init__(self, name: str, site: str) -> None:
        """Keep the name and the site."""
        self.site = site
        Host.__init__(self, name)


# --- Task 6 -------------------------------------------------------------------------------------


def mro_names(kind: type[object]) -> list[str]:
    """The names of the classes in the method resolution order of `kind`."""
    return [cls.__name__ for cls in inspect.getmro(kind)]


# --- Task 7 -------------------------------------------------------------------------------------


@runtime_checkable
class Pingable(Protocol):
    """Whatever has a `ping`."""

    def ping(self) -> bool:
        """Say whether it answers."""
        ...


def count_pingable(things: Iterable[object]) -> int:
    """How many of the things are instances of Pingable."""
    counted = 0
    for thing in things:
        if isinstance(thing, Pingable):
            counted += 1
    return counted


# --- Task 8 -------------------------------------------------------------------------------------


def missing_methods(kind: type[object]) -> list[str]:
    """The names that `kind` would have to define before it can be instantiated, sorted."""
    if not inspect.isabstract(kind):
        return []
    return [
        name
        for name, value in inspect.getmembers(kind)
        if getattr(value, "__isabstractmethod__", False)
    ]


# --- Task 9 -------------------------------------------------------------------------------------


class ReprMixin:
    """Gives an object a repr that shows all its attributes."""

    def __repr__(self) -> str:
        """The class of the object and its attributes, in the order in which they were set."""
        parts = []
        for name in self.__dict__:
            parts.append(name + "=" + repr(self.__dict__[name]))
        return self.__class__.__name__ + "(" + ", ".join(parts) + ")"


# --- Task 10 ------------------------------------------------------------------------------------


def abc_or_protocol() -> dict[str, str]:
    """For each case of the README, "abc" or "protocol"."""
    return dict.fromkeys("ade", "abc") | dict.fromkeys("bcf", "protocol")


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
        steps = super().open(lorry)
        steps.insert(0, "log " + lorry)
        return steps


# --- Task 12 ------------------------------------------------------------------------------------


class Alarm(ABC):
    """Given: something that can be heard."""

    @abstractmethod
    def ring(self) -> str:
        """Make it heard."""


def adopt(kind: type[object]) -> type[object]:
    """Let `kind` count as a subclass of Alarm, and return `kind` itself."""
    Alarm.register(kind)
    return kind
