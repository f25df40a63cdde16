"""Changes the dict it was given and returns it.

Reply: Your carry_out() works, but the yard of the caller changes with it. Which of your lines make
a new dict?

Fails: check_the_yard_is_not_changed
"""

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the yard; tier 1 stands on the ground."""

    block: str
    row: int
    tier: int


@dataclass(kw_only=True, slots=True)
class Order:
    """What every order to a crane has."""

    crane: str
    priority: int = 3


@dataclass(kw_only=True, slots=True)
class Lift(Order):
    """Take a container out of the yard."""

    container: str
    source: Position


@dataclass(kw_only=True, slots=True)
class Place(Order):
    """Put a container into the yard."""

    container: str
    target: Position


@dataclass(kw_only=True, slots=True)
class Weighing:
    """What the scale found; the gross weight is not kept."""

    container: str
    gross_kg: InitVar[int]
    tare_kg: InitVar[int] = 2200
    net_kg: int = field(init=False)

    def __post_init__(self, gross_kg: int, tare_kg: int) -> None:
        if gross_kg < tare_kg:
            raise ValueError(f"{gross_kg} kg is less than the empty container")
        self.net_kg = gross_kg - tare_kg


class Signal:
    """A message of the radio, from a library that knows no dataclasses."""

    __match_args__ = ("code", "block")

    def __init__(self, code: str, block: str) -> None:
        self.code = code.upper()
        self.block = block


def relabel(weighing: Weighing, container: str) -> Weighing:
    """The same net weight for another container."""
    return replace(weighing, container=container, gross_kg=weighing.net_kg, tare_kg=0)


def reassign(orders: Iterable[Order], broken: str, stand_in: str) -> list[Order]:
    """Orders in which one crane stands in for another; the orders given stay as they are."""
    return [replace(order, crane=stand_in) if order.crane == broken else order for order in orders]


def carry_out(yard: dict[Position, str], message: object) -> dict[Position, str]:
    """The yard after a message, as a new dict; ValueError for an order that cannot be obeyed."""
    match message:
        case Lift(container=container, source=Position(block, row, tier) as source) if (
            yard.get(source) == container and Position(block, row, tier + 1) not in yard
        ):
            del yard[source]
            return yard
        case Place(container=container, target=Position(block, row, tier) as target) if (
            target not in yard and (tier == 1 or Position(block, row, tier - 1) in yard)
        ):
            yard[target] = container
            return yard
        case Lift() | Place():
            raise ValueError(f"cannot be carried out: {message}")
        case Signal("CLEAR", block):
            return {spot: other for spot, other in yard.items() if spot.block != block}
        case Order() | Weighing() | Signal():
            return yard
        case _:
            raise TypeError(f"no message for the yard: {message!r}")
