"""Runs beside the student's code: classes that use the drills, and what comes of them as plain data."""

import inspect
from abc import ABC, abstractmethod
from typing import Any

import drills


def _refused(kind: Any) -> bool:
    """Whether `kind()` raises TypeError."""
    try:
        kind()
    except TypeError:
        return True
    return False


# --- Task 1 -------------------------------------------------------------------------------------


def reefer_line(container: str, celsius: float) -> str:
    """The line of a complete probe."""

    class Fixed(drills.ReeferProbe):
        def container(self) -> str:
            return container

        def celsius(self) -> float:
            return celsius

    return Fixed().line()


def reefer_abstract() -> list[Any]:
    """Which of three incomplete classes are refused, after a complete one was not."""
    reefer_line("QYU 3", 1.0)

    class OnlyContainer(drills.ReeferProbe):
        def container(self) -> str:
            return "QYU 1"

    class OnlyCelsius(drills.ReeferProbe):
        def celsius(self) -> float:
            return -1.0

    return [_refused(kind) for kind in (drills.ReeferProbe, OnlyContainer, OnlyCelsius)]


# --- Task 2 -------------------------------------------------------------------------------------


class Winch(ABC):
    """A class with an abstract method."""

    @abstractmethod
    def pull(self) -> None:
        """Pull."""


class HandWinch(Winch):
    """A complete one."""

    def pull(self) -> None:
        """Pull by hand."""


class NamedWinch(HandWinch):
    """One that wants an argument."""

    def __init__(self, name: str) -> None:
        self.name = name


class LockedWinch(HandWinch):
    """One that fails in another way."""

    def __init__(self) -> None:
        raise ValueError("locked")


KINDS = {kind.__name__: kind for kind in (Winch, HandWinch, NamedWinch, LockedWinch)}


def error_of(name: str) -> str:
    """The text for one of the classes above."""
    return drills.creation_error(KINDS[name])


# --- Task 3 -------------------------------------------------------------------------------------


def night(hours: int) -> list[Any]:
    """Fee and parts of a night tariff."""
    tariff = drills.NightTariff()
    given = drills.Tariff
    return [
        tariff.fee(hours),
        tariff.hourly(),
        tariff.minimum_hours(),
        isinstance(tariff, given),
        sorted(given.__abstractmethods__),
    ]


# --- Task 4 -------------------------------------------------------------------------------------


class Crate(drills.ToDictMixin):
    """A class that needs a dict of itself."""

    size = 40

    def __init__(self, attributes: dict[str, Any]) -> None:
        for name, value in attributes.items():
            setattr(self, name, value)


def dict_of(attributes: dict[str, Any]) -> dict[str, Any]:
    """The dict of an object with these attributes."""
    return Crate(attributes).to_dict()


def dict_is_new() -> list[Any]:
    """Whether a change of the dict reaches the object, and how a later attribute shows."""
    crate = Crate({"number": "QYU 1", "_seal": 7})
    crate.to_dict()["number"] = "QYU 2"
    crate.to_dict()["weight"] = 3
    first = crate.to_dict()
    crate.stack = 4
    return [crate.number, hasattr(crate, "weight"), first, crate.to_dict(), crate._seal]


# --- Task 5 -------------------------------------------------------------------------------------


def server_shown(name: str, site: str) -> list[str]:
    """How a yard server is shown, and how a host is."""
    server = drills.YardServer(name, site)
    host = drills.Host(name)
    return [server.label(), server.place(), server.name, host.label(), host.place()]


def server_parents() -> list[bool]:
    """Whether the methods of a yard server are those of its three parents."""
    server = drills.YardServer("ys-1", "pier 2")
    parents = (drills.UpperLabelMixin, drills.SiteMixin, drills.Host)
    own = [name for name in ("label", "place") if name in vars(type(server))]
    return [*(isinstance(server, parent) for parent in parents), not own]


# --- Task 6 -------------------------------------------------------------------------------------


def mro_of(parents: list[list[int]]) -> list[str]:
    """The names for the last of some classes, each with parents among the earlier ones."""
    built: list[type] = [type("C0", (), {})]
    for number, chosen in enumerate(parents, start=1):
        bases = tuple(built[index] for index in dict.fromkeys(i % len(built) for i in chosen))
        try:
            built.append(type(f"C{number}", bases, {}))
        except TypeError:
            built.append(type(f"C{number}", bases[:1], {}))
    return drills.mro_names(built[-1])


def mro_swapped() -> list[list[str]]:
    """The names for two diamonds that differ in the order of the parents, and for object."""
    root = type("Device", (), {})
    left, right = type("Cooled", (root,), {}), type("Tracked", (root,), {})
    one, other = type("One", (left, right), {}), type("Other", (right, left), {})
    return [drills.mro_names(kind) for kind in (one, other, object)]


# --- Task 7 -------------------------------------------------------------------------------------


class Answering:
    """Has a ping, and no parent."""

    def ping(self) -> bool:
        """Answer."""
        return True


class Trapped:
    """Has a ping that must not be called."""

    def ping(self) -> bool:
        """Fail."""
        raise RuntimeError("nobody asked for a ping")


class Misleading:
    """Has a ping that is no method."""

    ping = 3


class Silent:
    """Has no ping."""

    def pong(self) -> bool:
        """Answer something else."""
        return True


THINGS = {"answering": Answering(), "misleading": Misleading(), "silent": Silent(), "text": "ping"}


def pingable(names: list[str]) -> int:
    """How many of the things are counted, handed over as an iterator."""
    return drills.count_pingable(THINGS[name] for name in names)


def pings_unasked() -> list[Any]:
    """What is counted where a ping must not be called, and what isinstance says itself."""
    counted = drills.count_pingable([Trapped(), Silent()])
    return [counted, isinstance(Trapped(), drills.Pingable), isinstance(Silent(), drills.Pingable)]


# --- Task 8 -------------------------------------------------------------------------------------


class Vessel(ABC):
    """Three abstract methods, the names of which are not sorted."""

    @abstractmethod
    def sail(self) -> None:
        """Leave."""

    @abstractmethod
    def dock(self) -> None:
        """Arrive."""

    @property
    @abstractmethod
    def draught(self) -> float:
        """How deep it lies."""

    def hail(self) -> str:
        """Not abstract."""
        return "ahoy"


def missing_in(written: list[str]) -> list[list[str]]:
    """What a child and its own child lack if the child writes these names."""
    child = type("Child", (Vessel,), {name: lambda self: None for name in written})
    grandchild = type("Grandchild", (child,), {"dock": lambda self: None})
    return [drills.missing_methods(child), drills.missing_methods(grandchild)]


def missing_in_others() -> list[list[str]]:
    """What an ABC lacks, and classes that have nothing to do with ABCs."""
    return [drills.missing_methods(kind) for kind in (Vessel, Silent, LockedWinch, int)]


# --- Task 9 -------------------------------------------------------------------------------------


def repr_of(name: str, attributes: dict[str, Any]) -> list[str]:
    """The repr of an object of a class of this name, and of one of a subclass."""
    kind = type(name, (drills.ReprMixin,), {"shared": 1})
    thing, child = kind(), type("Small" + name, (kind,), {})()
    for attribute, value in attributes.items():
        setattr(thing, attribute, value)
        setattr(child, attribute, value)
    return [repr(thing), repr(child), f"{thing}"]


# --- Task 10 ------------------------------------------------------------------------------------


def choices(letters: str) -> dict[str, Any]:
    """What was chosen for these cases, and all the letters."""
    chosen = drills.abc_or_protocol()
    return {"letters": sorted(chosen), **{letter: chosen[letter] for letter in letters}}


# --- Task 11 ------------------------------------------------------------------------------------


def steps(lorry: str) -> list[list[str]]:
    """The steps of a gate and of a logged gate."""
    return [drills.Gate().open(lorry), drills.LoggedGate().open(lorry)]


def steps_in_line(lorry: str) -> list[str]:
    """The steps of a gate that is logged and weighs as well."""

    class WeighingGate(drills.Gate):
        def open(self, lorry: str) -> list[str]:
            return [f"weigh {lorry}", *super().open(lorry)]

    class BusyGate(drills.LoggedGate, WeighingGate):
        pass

    return BusyGate().open(lorry)


# --- Task 12 ------------------------------------------------------------------------------------


def adopted() -> list[Any]:
    """What is true of a class before and after its adoption."""

    class Horn:
        def blow(self) -> str:
            return "toot"

    before = issubclass(Horn, drills.Alarm)
    returned = drills.adopt(Horn)
    return [
        before,
        returned is Horn,
        issubclass(Horn, drills.Alarm),
        isinstance(Horn(), drills.Alarm),
        drills.Alarm in Horn.__mro__,
        issubclass(Silent, drills.Alarm),
        hasattr(Horn, "ring"),
        inspect.isabstract(drills.Alarm),
    ]
