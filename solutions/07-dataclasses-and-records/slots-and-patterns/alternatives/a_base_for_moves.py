"""Lifts and places share a base for moves; the conditions of both stand outside the patterns."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, InitVar, dataclass, field, replace

TARE_KG = 2200


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the yard; tier 1 stands on the ground."""

    block: str
    row: int
    tier: int

    def shifted(self, tiers: int) -> "Position":
        """The position some tiers higher."""
        return replace(self, tier=self.tier + tiers)


@dataclass(slots=True)
class Order:
    """What every order to a crane has."""

    _: KW_ONLY
    crane: str
    priority: int = 3


@dataclass(slots=True, kw_only=True)
class Move(Order):
    """An order that concerns a container."""

    container: str


@dataclass(slots=True, kw_only=True)
class Lift(Move):
    """Take a container out of the yard."""

    source: Position


@dataclass(slots=True, kw_only=True)
class Place(Move):
    """Put a container into the yard."""

    target: Position


@dataclass(slots=True, kw_only=True)
class Weighing:
    """What the scale found; the gross weight is not kept."""

    container: str
    net_kg: int = field(init=False)
    gross_kg: InitVar[int]
    tare_kg: InitVar[int] = TARE_KG

    def __post_init__(self, gross_kg: int, tare_kg: int) -> None:
        self.net_kg = gross_kg - tare_kg
        if self.net_kg < 0:
            raise ValueError("lighter than an empty container")


class Signal:
    """A message of the radio, from a library that knows no dataclasses."""

    __match_args__ = ("code", "block")

    def __init__(self, code: str, block: str) -> None:
        self.code = code.upper()
        self.block = block


def relabel(weighing: Weighing, container: str) -> Weighing:
    """The same net weight for another container."""
    return Weighing(container=container, gross_kg=weighing.net_kg + TARE_KG)


def reassign(orders: Iterable[Order], broken: str, stand_in: str) -> list[Order]:
    """Orders in which one crane stands in for another; the orders given stay as they are."""
    result: list[Order] = []
    for order in orders:
        match order:
            case Order(crane=crane) if crane == broken:
                result.append(replace(order, crane=stand_in))
            case _:
                result.append(order)
    return result


def carry_out(yard: dict[Position, str], message: object) -> dict[Position, str]:
    """The yard after a message, as a new dict; ValueError for an order that cannot be obeyed."""
    after = dict(yard)
    match message:
        case Lift(container=container, source=source):
            if after.pop(source, None) != container or source.shifted(1) in yard:
                raise ValueError("nothing to lift")
        case Place(container=container, target=Position(_, _, tier) as target):
            if target in yard or (tier != 1 and target.shifted(-1) not in yard):
                raise ValueError("no room")
            after[target] = container
        case Signal("CLEAR", cleared):
            for position in yard:
                if position.block == cleared:
                    del after[position]
        case Order() | Weighing() | Signal():
            pass
        case _:
            raise TypeError(f"{type(message).__name__} is no message for the yard")
    return after
