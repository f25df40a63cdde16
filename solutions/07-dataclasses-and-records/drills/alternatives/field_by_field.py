"""The same thirteen drills with other means: `field(...)` for defaults, longer code for helpers.

What is different: the error is compared by class afterwards; the list is sorted in place after a copy; the dict of the
voyage is put together by hand; the new booking comes from the fields; slots and keyword-only fields are written by hand.
"""

from collections.abc import Iterable
from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, NamedTuple

# --- Task 1 -------------------------------------------------------------------------------------


@dataclass(repr=True, eq=True)
class Berth:
    """A place where one vessel can lie."""

    number: int
    quay: str
    metres: float


# --- Task 2 -------------------------------------------------------------------------------------


@dataclass
class VisitorPass:
    """Lets somebody into the port."""

    holder: str
    zone: str = field(default="office")
    days: int = field(default=1)


# --- Task 3 -------------------------------------------------------------------------------------


@dataclass
class Stack:
    """Containers on top of each other; the last one is the highest."""

    block: str
    containers: list[str] = field(default_factory=lambda: [])


# --- Task 4 -------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One temperature of one refrigerated container."""

    container: str
    celsius: float

    def __post_init__(self) -> None:
        """Tidy the container, refuse what cannot be."""
        self.container = self.container.upper().strip()
        if self.container == "" or abs(self.celsius) > 60:
            raise ValueError("no such reading")


# --- Task 5 -------------------------------------------------------------------------------------


def is_refused(record: object, name: str, value: object) -> bool:
    """Assign to an attribute of a record; say whether the record refuses because it is frozen."""
    try:
        setattr(record, name, value)
    except AttributeError as error:
        if not isinstance(error, FrozenInstanceError):
            raise
        return True
    else:
        return False


# --- Task 6 -------------------------------------------------------------------------------------


@dataclass(order=True, frozen=True)
class Move:
    """A container that a crane has to move."""

    priority: int
    minute: int
    container: str


def in_turn(moves: Iterable[Move]) -> list[Move]:
    """The moves in a new list, the smallest first."""
    waiting = list(moves)
    waiting.sort(key=lambda move: (move.priority, move.minute, move.container))
    return waiting


# --- Task 7 -------------------------------------------------------------------------------------


@dataclass
class Tank:
    """A fuel tank of the yard."""

    capacity: int
    litres: int = 0

    def free(self) -> int:
        """How many litres there is room for."""
        return self.capacity - self.litres

    def fill(self, offered: int) -> int:
        """Take as much of what is offered as there is room for; return how much was taken."""
        before = self.litres
        self.litres = before + offered if before + offered < self.capacity else self.capacity
        return self.litres - before


# --- Task 8 -------------------------------------------------------------------------------------


class Slot(NamedTuple):
    """A place for one container in the yard."""

    block: str
    row: int
    tier: int = 1


def slot_label(slot: tuple[str, int, int]) -> str:
    """The label on the ground."""
    return "{}-{}/{}".format(*slot)


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
    return {
        "vessel": voyage.vessel,
        "calls": [{"port": call.port, "days": call.days} for call in voyage.calls],
    }


# --- Task 10 ------------------------------------------------------------------------------------


def record_types() -> dict[str, str]:
    """For each case of the README, "dataclass", "frozen", "namedtuple" or "pydantic"."""
    kinds = ["dataclass", "frozen", "namedtuple", "pydantic", "namedtuple", "frozen"]
    return dict(zip("abcdef", kinds, strict=True))


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
    values = {each.name: getattr(booking, each.name) for each in fields(booking)}
    values["hours"] += hours
    return type(booking)(**values)


# --- Task 12 ------------------------------------------------------------------------------------


@dataclass
class Buoy:
    """A buoy in the fairway."""

    __slots__ = ("lit", "name")

    name: str
    lit: bool

    def __init__(self, name: str, lit: bool = False) -> None:
        """A default cannot stand in the class body beside slots that are written by hand."""
        self.name = name
        self.lit = lit


# --- Task 13 ------------------------------------------------------------------------------------


@dataclass
class Transfer:
    """Take a container from one block to another."""

    container: str
    source: str = field(kw_only=True)
    target: str = field(kw_only=True)
    urgent: bool = field(kw_only=True, default=False)
