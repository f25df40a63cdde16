"""Runs beside the student's code: records made, changed and looked at, as plain data."""

import dataclasses
from typing import Any, NamedTuple

import drills


def _outcome(action: Any) -> str:
    """The class name of the exception that a call raises; empty if it raises none."""
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return ""


def _named(record: Any) -> dict[str, Any]:
    """The fields of a dataclass instance by name, in their order."""
    return {each.name: getattr(record, each.name) for each in dataclasses.fields(record)}


# --- Task 1 -------------------------------------------------------------------------------------


def berth(number: int, quay: str, metres: float) -> list[Any]:
    """How a berth is shown, what its fields are, and what it equals."""
    one = drills.Berth(number, quay, metres)
    other = drills.Berth(metres=metres, quay=quay, number=number)
    return [
        repr(one),
        _named(one),
        one == other,
        one == drills.Berth(number + 1, quay, metres),
        one == drills.Berth(number, quay + "x", metres),
        one == drills.Berth(number, quay, metres + 1),
        one == (number, quay, metres),
    ]


def berth_alone() -> list[Any]:
    """Whether each of the three values is wanted."""
    drills.Berth(1, "north", 2.0)
    return [
        _outcome(lambda values=values: drills.Berth(*values)) for values in ((), (1,), (1, "n"))
    ]


# --- Task 2 -------------------------------------------------------------------------------------


def visitor_pass(values: list[Any], named: dict[str, Any]) -> list[Any]:
    """The fields of a pass made of these values."""
    made = drills.VisitorPass(*values, **named)
    return [_named(made), repr(made), _outcome(drills.VisitorPass)]


# --- Task 3 -------------------------------------------------------------------------------------


def stacks_apart() -> list[Any]:
    """What two stacks and a later one hold after containers were put on the first."""
    one, other = drills.Stack("A"), drills.Stack("B")
    one.containers.append("QYU 1")
    later = drills.Stack("C")
    return [_named(one), _named(other), _named(later), one.containers is other.containers]


def stack_given(block: str, containers: list[str]) -> list[Any]:
    """A stack made of a list that was given."""
    made = drills.Stack(block, containers)
    return [_named(made), made.containers is containers]


# --- Task 4 -------------------------------------------------------------------------------------


def reading(container: str, celsius: float) -> dict[str, Any]:
    """The fields of a reading."""
    return _named(drills.Reading(container, celsius))


# --- Task 5 -------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Seal:
    """Frozen."""

    number: str
    line: str = "QYL"


@dataclasses.dataclass
class Lamp:
    """Not frozen."""

    number: str
    line: str = "QYL"


class Row(NamedTuple):
    """A tuple, which refuses in its own way."""

    number: str
    line: str = "QYL"


class Locked:
    """Refuses with another exception."""

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("locked")


def refused(kind: str, name: str, value: object) -> list[Any]:
    """The answer for one of the two dataclasses above, and the record afterwards."""
    record: Any = {"Seal": Seal, "Lamp": Lamp}[kind]("S-1")
    return [drills.is_refused(record, name, value), _named(record)]


def refused_otherwise(kind: str) -> bool:
    """The answer for what refuses in another way."""
    record: Any = Row("S-1") if kind == "Row" else Locked()
    return drills.is_refused(record, "number", "S-2")


# --- Task 6 -------------------------------------------------------------------------------------


def _moves(rows: list[Any]) -> list[Any]:
    return [drills.Move(*row) for row in rows]


def compared(one: Any, other: Any) -> list[bool]:
    """How two moves compare."""
    left, right = drills.Move(*one), drills.Move(*other)
    return [left < right, left <= right, left == right, left >= right, left > right]


def moves_equal(one: Any, other: Any) -> list[bool]:
    """Whether two moves are equal."""
    left, right = drills.Move(*one), drills.Move(*other)
    return [left == right, left != right]


def move_shown() -> list[Any]:
    """The fields of a move."""
    move = drills.Move(2, 30, "QYU 1")
    return [_named(move), repr(move)]


def moves_in_turn(rows: list[Any]) -> list[Any]:
    """The moves of these rows in turn, and the list that was handed over, afterwards."""
    moves = _moves(rows)
    ordered = drills.in_turn(moves)
    left = [tuple(_named(move).values()) for move in moves]
    again = drills.in_turn(iter(moves))
    shown = [tuple(_named(move).values()) for move in ordered]
    return [shown, left, type(ordered).__name__, ordered is moves, again == ordered]


# --- Task 7 -------------------------------------------------------------------------------------


def filled(capacity: int, start: int, offers: list[int]) -> list[Any]:
    """What a tank does with these offers."""
    tank = drills.Tank(capacity, start)
    steps = [[tank.free(), tank.fill(offer), tank.litres] for offer in offers]
    return [steps, tank.free(), repr(tank), repr(drills.Tank(capacity))]


# --- Task 8 -------------------------------------------------------------------------------------


def slot(block: str, row: int, tier: int) -> list[Any]:
    """What a slot is."""
    made = drills.Slot(block, row, tier)
    low = drills.Slot(row=row, block=block)
    first, *others = made
    return [
        list(made),
        [made.block, made.row, made.tier],
        list(low),
        [first, others],
        isinstance(made, tuple),
        repr(made),
        made == (block, row, tier),
        drills.Slot._fields,
    ]


def label_of_slot(block: str, row: int, tier: int) -> str:
    """The label of a slot."""
    return drills.slot_label(drills.Slot(block, row, tier))


def label_of_tuple(block: str, row: int, tier: int) -> str:
    """The label of a plain tuple."""
    return drills.slot_label((block, row, tier))


# --- Task 9 -------------------------------------------------------------------------------------


def _voyage(vessel: str, calls: list[Any]) -> Any:
    return drills.Voyage(vessel, [drills.Call(port, days) for port, days in calls])


def voyage_as_data(vessel: str, calls: list[Any]) -> dict[str, Any]:
    """The dict of a voyage."""
    return drills.voyage_data(_voyage(vessel, calls))


def voyage_after_changes() -> list[Any]:
    """The voyage after its dict was changed at both levels."""
    voyage = _voyage("Aud", [("Oslo", 2)])
    data = drills.voyage_data(voyage)
    data["vessel"] = "Bodil"
    data["calls"][0]["days"] = 9
    data["calls"].append(None)
    return [repr(voyage), len(voyage.calls), drills.voyage_data(voyage)]


# --- Task 10 ------------------------------------------------------------------------------------


def choices(letters: str) -> dict[str, Any]:
    """What was chosen for these cases, and all the letters."""
    chosen = drills.record_types()
    return {"letters": sorted(chosen), **{letter: chosen[letter] for letter in letters}}


# --- Task 11 ------------------------------------------------------------------------------------


def extended_booking(vessel: str, berth: int, hours: int, more: int) -> list[Any]:
    """A longer booking, and the old one afterwards."""
    booking = drills.Booking(vessel, berth, hours)
    longer = drills.extended(booking, more)
    return [repr(longer), repr(booking), longer is booking]


def extended_tour() -> list[Any]:
    """A longer booking of a subclass with a field of its own."""

    @dataclasses.dataclass(frozen=True)
    class Escorted(drills.Booking):
        tugs: int = 1

    longer = drills.extended(Escorted("Aud", 4, tugs=3), 2)
    return [type(longer) is Escorted, _named(longer)]


# --- Task 12 ------------------------------------------------------------------------------------


def buoy(name: str, lit: bool) -> list[Any]:
    """What a buoy is, and whether its fields can be assigned to."""
    dark, made = drills.Buoy(name), drills.Buoy(name, lit)
    shown = [repr(dark), repr(made), made == dark]
    made.name, made.lit = name + "!", not lit
    return [*shown, _named(made)]


def buoy_refuses(name: str) -> list[Any]:
    """What becomes of an attribute that is no field."""
    made = drills.Buoy("F 3")
    return [
        _outcome(lambda: setattr(made, name, 1)),
        hasattr(made, name),
        hasattr(made, "__dict__"),
    ]


# --- Task 13 ------------------------------------------------------------------------------------


def transfer(values: list[Any], named: dict[str, Any]) -> dict[str, Any]:
    """The fields of a transfer made of these values."""
    return _named(drills.Transfer(*values, **named))
