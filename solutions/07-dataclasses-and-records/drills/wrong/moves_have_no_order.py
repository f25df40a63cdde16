"""Makes the move a dataclass, which has no order unless somebody asks for it.

Reply: Your moves are records, but they cannot be compared with < or >. Which argument of the
decorator writes these four methods?

Fails: check_moves_compare_field_by_field check_in_turn_gives_a_new_list check_any_moves_in_turn
"""

from collections.abc import Iterable
from dataclasses import KW_ONLY, FrozenInstanceError, asdict, dataclass, field, replace
from typing import Any, NamedTuple

# --- Task 1 -------------------------------------------------------------------------------------


@dataclass
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
    zone: str = "office"
    days: int = 1


# --- Task 3 -------------------------------------------------------------------------------------


@dataclass
class Stack:
    """Containers on top of each other; the last one is the highest."""

    block: str
    containers: list[str] = field(default_factory=list)


# --- Task 4 -------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One temperature of one refrigerated container."""

    container: str
    celsius: float

    def __post_init__(self) -> None:
        """Tidy the container, refuse what cannot be."""
        self.container = self.container.strip().upper()
        if not self.container:
            raise ValueError("a reading needs a container")
        if not -60 <= self.celsius <= 60:
            raise ValueError("no reefer has this temperature")


# --- Task 5 -------------------------------------------------------------------------------------


def is_refused(record: object, name: str, value: object) -> bool:
    """Assign to an attribute of a record; say whether the record refuses because it is frozen."""
    try:
        setattr(record, name, value)
    except FrozenInstanceError:
        return True
    return False


# --- Task 6 -------------------------------------------------------------------------------------


@dataclass
class Move:
    """A container that a crane has to move."""

    priority: int
    minute: int
    container: str


def in_turn(moves: Iterable[Move]) -> list[Move]:
    """The moves in a new list, the smallest first."""
    return sorted(moves)


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
        taken = min(offered, self.free())
        self.litres += taken
        return taken


# --- Task 8 -------------------------------------------------------------------------------------


class Slot(NamedTuple):
    """A place for one container in the yard."""

    block: str
    row: int
    tier: int = 1


def slot_label(slot: tuple[str, int, int]) -> str:
    """The label on the ground."""
    block, row, tier = slot
    return f"{block}-{row}/{tier}"


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
    return asdict(voyage)


# --- Task 10 ------------------------------------------------------------------------------------


def record_types() -> dict[str, str]:
    """For each case of the README, "dataclass", "frozen", "namedtuple" or "pydantic"."""
    return {
        "a": "dataclass",
        "b": "frozen",
        "c": "namedtuple",
        "d": "pydantic",
        "e": "namedtuple",
        "f": "frozen",
    }


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
    return replace(booking, hours=booking.hours + hours)


# --- Task 12 ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Buoy:
    """A buoy in the fairway."""

    name: str
    lit: bool = False


# --- Task 13 ------------------------------------------------------------------------------------


@dataclass
class Transfer:
    """Take a container from one block to another."""

    container: str
    _: KW_ONLY
    source: str
    target: str
    urgent: bool = False
