"""Asks for the names when they are read: properties fit the protocol as well as attributes do.

Tonnes go through Decimal, the median comes from `statistics`, and zero_all() uses match.
"""

from collections.abc import Iterable
from decimal import Decimal
from statistics import median_high
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


class Named(Protocol):
    """What has a name that can be read."""

    @property
    def name(self) -> str: ...


class Scale(Named, Protocol):
    """What can weigh, whoever made it."""

    def weigh(self) -> int: ...


@runtime_checkable
class Zeroable(Protocol):
    """What can be set to zero; not every scale can."""

    def zero(self) -> None: ...


class CraneScale:
    """Adapts a CraneCell to Scale and Zeroable."""

    def __init__(self, cell: CraneCell) -> None:
        self._cell = cell

    @property
    def name(self) -> str:
        return f"crane {self._cell.crane}"

    def weigh(self) -> int:
        try:
            display = self._cell.read()
        except CellFault as error:
            raise ScaleFault(f"{self.name} shows nothing") from error
        tonnes, _unit = display.split()
        return int(Decimal(tonnes) * 1000)

    def zero(self) -> None:
        self._cell.tare()


class AxleScale:
    """Adapts AxlePads to Scale."""

    def __init__(self, pads: AxlePads) -> None:
        self._pads = pads

    @property
    def name(self) -> str:
        return f"lane {self._pads.lane}"

    def weigh(self) -> int:
        if loads := self._pads.axles:
            return round(sum(loads))
        raise ScaleFault(f"{self.name} is empty")


class Steady:
    """Makes a steady scale of any scale: the median of several readings."""

    def __init__(self, scale: Scale, readings: int = 3) -> None:
        if readings <= 0:
            raise ValueError("readings must be at least 1")
        self._scale = scale
        self._readings = readings

    @property
    def name(self) -> str:
        return self._scale.name

    def weigh(self) -> int:
        return median_high([self._scale.weigh() for _ in range(self._readings)])


def weighed(scale: Scale) -> int | None:
    """Kilograms, or None for a scale that cannot measure."""
    try:
        return scale.weigh()
    except ScaleFault:
        return None


def weigh_all(scales: Iterable[Scale]) -> dict[str, int | None]:
    """Kilograms by name of the scale; None for a scale that cannot measure."""
    return {scale.name: weighed(scale) for scale in scales}


def zero_all(things: Iterable[object]) -> int:
    """Set to zero what can be, in order, and return how many that were."""
    zeroed = 0
    for thing in things:
        match thing:
            case Zeroable():
                thing.zero()
                zeroed += 1
    return zeroed


def terminal() -> tuple[list[Scale], list[Zeroable]]:
    """Given: one of each. To mypy it asks which class fits which protocol."""
    bridge, crane, lane = Weighbridge(1), CraneScale(CraneCell("K7")), AxleScale(AxlePads(4))
    return [bridge, crane, lane, Steady(crane), Steady(lane)], [bridge, crane]
