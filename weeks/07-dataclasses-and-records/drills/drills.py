"""Thirteen drills: dataclasses, named tuples and what one does with records.

Each `__new__` stands where the fields belong: take it out when you write the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# --- Task 1 -------------------------------------------------------------------------------------


class Berth:  # TODO: make it a dataclass
    """A place where one vessel can lie."""

    def __new__(cls, *values: object, **named: object) -> "Berth":
        raise NotImplementedError("Task 1: list the three fields")


# --- Task 2 -------------------------------------------------------------------------------------


class VisitorPass:  # TODO: make it a dataclass
    """Lets somebody into the port."""

    def __new__(cls, *values: object, **named: object) -> "VisitorPass":
        raise NotImplementedError("Task 2: three fields, two of them with a default")


# --- Task 3 -------------------------------------------------------------------------------------


class Stack:  # TODO: make it a dataclass
    """Containers on top of each other; the last one is the highest."""

    def __new__(cls, *values: object, **named: object) -> "Stack":
        raise NotImplementedError("Task 3: two fields, and a new list for each stack")


# --- Task 4 -------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One temperature of one refrigerated container."""

    container: str
    celsius: float

    def __post_init__(self) -> None:
        """Tidy the container, refuse what cannot be."""
        raise NotImplementedError("Task 4: tidy the container, then look at both fields")


# --- Task 5 -------------------------------------------------------------------------------------


def is_refused(record: object, name: str, value: object) -> bool:
    """Assign to an attribute of a record; say whether the record refuses because it is frozen."""
    raise NotImplementedError("Task 5: assign, and catch one kind of exception")


# --- Task 6 -------------------------------------------------------------------------------------


class Move:  # TODO: make it a dataclass that can be ordered
    """A container that a crane has to move."""

    def __new__(cls, *values: object, **named: object) -> "Move":
        raise NotImplementedError("Task 6: three fields, the one that decides first")


def in_turn(moves: Iterable[Move]) -> list[Move]:
    """The moves in a new list, the smallest first."""
    raise NotImplementedError("Task 6: sort into a new list")


# --- Task 7 -------------------------------------------------------------------------------------


@dataclass
class Tank:
    """A fuel tank of the yard."""

    capacity: int
    litres: int = 0

    def free(self) -> int:
        """How many litres there is room for."""
        raise NotImplementedError("Task 7: say how much room there is")

    def fill(self, offered: int) -> int:
        """Take as much of what is offered as there is room for; return how much was taken."""
        raise NotImplementedError("Task 7: take what fits")


# --- Task 8 -------------------------------------------------------------------------------------


class Slot:  # TODO: make it a typing.NamedTuple
    """A place for one container in the yard."""

    def __new__(cls, *values: object, **named: object) -> "Slot":
        raise NotImplementedError("Task 8: three fields, one of them with a default")


def slot_label(slot: tuple[str, int, int]) -> str:
    """The label on the ground."""
    raise NotImplementedError("Task 8: unpack the three parts")


# --- Task 9 -------------------------------------------------------------------------------------


@dataclass
class Call:
    """Given: a stay in one port."""

    port: str
    days: int


@dataclass
class Voyage:
    """Given: a vessel and its calls."""

    vessel: str
    calls: list[Call]


def voyage_data(voyage: Voyage) -> dict[str, Any]:
    """The voyage as a new dict, with a dict for each call."""
    raise NotImplementedError("Task 9: make a dict of the voyage and of its calls")


# --- Task 10 ------------------------------------------------------------------------------------


def record_types() -> dict[str, str]:
    """For each case of the README, "dataclass", "frozen", "namedtuple" or "pydantic"."""
    raise NotImplementedError("Task 10: choose for each of the cases a to f")


# --- Task 11 ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Booking:
    """Given: a vessel has a berth for some hours."""

    vessel: str
    berth: int
    hours: int = 12

    def __post_init__(self) -> None:
        """Refuse a booking without hours."""
        if self.hours < 1:
            raise ValueError("a booking lasts one hour at least")


def extended(booking: Booking, hours: int) -> Booking:
    """A new booking that lasts so many hours longer."""
    raise NotImplementedError("Task 11: make a new booking from the old one")


# --- Task 12 ------------------------------------------------------------------------------------


class Buoy:  # TODO: make it a dataclass with slots
    """A buoy in the fairway."""

    def __new__(cls, *values: object, **named: object) -> "Buoy":
        raise NotImplementedError("Task 12: two fields, one of them with a default")


# --- Task 13 ------------------------------------------------------------------------------------


class Transfer:  # TODO: make it a dataclass
    """Take a container from one block to another."""

    def __new__(cls, *values: object, **named: object) -> "Transfer":
        raise NotImplementedError("Task 13: four fields, three of them keyword-only")
