"""Catches every exception while weighing, because the report has to be complete.

Reply: Your weigh_all() writes None for mistakes in code as well as for faults of scales. Which
exception means that a scale cannot measure?

Fails: check_other_errors_stop_the_weighing
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable


class ScaleFault(Exception):
    """What our code raises when a scale cannot measure."""


# The next four classes belong to others and stay as they are; the rest is yours.


class CellFault(Exception):
    """What a crane's load cell raises when it cannot measure."""


class CraneCell:
    """A load cell in the hoist of a crane: shows tonnes as text."""

    def __init__(self, crane: str) -> None:
        self.crane = crane
        self.display = "0.00 t"

    def read(self) -> str:
        if self.display == "":
            raise CellFault(self.crane)
        return self.display

    def tare(self) -> None:
        self.display = "0.00 t"


class AxlePads:
    """Pads in the road of a lane: `axles` holds kilograms, one number for each axle on them."""

    def __init__(self, lane: int) -> None:
        self.lane = lane
        self.axles: list[float] = []


class Weighbridge:
    """Another team's weighbridge: kilograms, and a name that cannot be set."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.load = 0

    @property
    def name(self) -> str:
        return f"bridge {self._number}"

    def weigh(self) -> int:
        return self.load

    def zero(self) -> None:
        self.load = 0


class Scale(Protocol):
    """What can weigh, whoever made it."""

    @property
    def name(self) -> str: ...

    def weigh(self) -> int: ...


@runtime_checkable
class Zeroable(Protocol):
    """What can be set to zero; not every scale can."""

    def zero(self) -> None: ...


class CraneScale:
    """Adapts a CraneCell to Scale and Zeroable."""

    def __init__(self, cell: CraneCell) -> None:
        self.name = f"crane {cell.crane}"
        self._cell = cell

    def weigh(self) -> int:
        try:
            tonnes = self._cell.read().removesuffix(" t")
        except CellFault as error:
            raise ScaleFault(self.name) from error
        return round(float(tonnes) * 1000)

    def zero(self) -> None:
        self._cell.tare()


class AxleScale:
    """Adapts AxlePads to Scale."""

    def __init__(self, pads: AxlePads) -> None:
        self.name = f"lane {pads.lane}"
        self._pads = pads

    def weigh(self) -> int:
        if not self._pads.axles:
            raise ScaleFault(self.name)
        return round(sum(self._pads.axles))


class Steady:
    """Makes a steady scale of any scale: the median of several readings."""

    def __init__(self, scale: Scale, readings: int = 3) -> None:
        if readings < 1:
            raise ValueError(f"at least one reading is needed, not {readings}")
        self.name = scale.name
        self._scale = scale
        self._readings = readings

    def weigh(self) -> int:
        weights = sorted(self._scale.weigh() for _ in range(self._readings))
        return weights[len(weights) // 2]


def weigh_all(scales: Iterable[Scale]) -> dict[str, int | None]:
    """Kilograms by name of the scale; None for a scale that cannot measure."""
    weights: dict[str, int | None] = {}
    for scale in scales:
        try:
            weights[scale.name] = scale.weigh()
        except Exception:
            weights[scale.name] = None
    return weights


def zero_all(things: Iterable[object]) -> int:
    """Set to zero what can be, in order, and return how many that were."""
    zeroed = 0
    for thing in things:
        if isinstance(thing, Zeroable):
            thing.zero()
            zeroed += 1
    return zeroed


def terminal() -> tuple[list[Scale], list[Zeroable]]:
    """Given: one of each. To mypy it asks which class fits which protocol."""
    bridge, crane, lane = Weighbridge(1), CraneScale(CraneCell("K7")), AxleScale(AxlePads(4))
    return [bridge, crane, lane, Steady(crane), Steady(lane)], [bridge, crane]
