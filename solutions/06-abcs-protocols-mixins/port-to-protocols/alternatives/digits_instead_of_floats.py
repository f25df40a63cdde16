"""Works without float: kilograms are put together from the digits of the display.

zero_all() collects what can be zeroed before it begins, and the protocols carry docstrings.
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
    def name(self) -> str:
        """What the scale is called in reports."""
        raise NotImplementedError

    def weigh(self) -> int:
        """Kilograms; raises ScaleFault if the scale cannot measure."""
        raise NotImplementedError


@runtime_checkable
class Zeroable(Protocol):
    """What can be set to zero; not every scale can."""

    def zero(self) -> None:
        """Make what is on the scale now count as nothing."""


class CraneScale:
    """Adapts a CraneCell to Scale and Zeroable."""

    def __init__(self, cell: CraneCell) -> None:
        self.cell = cell

    @property
    def name(self) -> str:
        return "crane " + self.cell.crane

    def weigh(self) -> int:
        return self._kilograms(self._display())

    def zero(self) -> None:
        self.cell.tare()

    def _display(self) -> str:
        try:
            return self.cell.read()
        except CellFault as fault:
            raise ScaleFault from fault

    @staticmethod
    def _kilograms(display: str) -> int:
        whole, _, decimals = display.removesuffix(" t").partition(".")
        return int(whole + decimals.ljust(3, "0"))


class AxleScale:
    """Adapts AxlePads to Scale."""

    def __init__(self, pads: AxlePads) -> None:
        self.pads = pads

    @property
    def name(self) -> str:
        return f"lane {self.pads.lane}"

    def weigh(self) -> int:
        loads = list(self.pads.axles)
        if len(loads) == 0:
            raise ScaleFault
        total = 0.0
        for load in loads:
            total += load
        return round(total)


class Steady:
    """Makes a steady scale of any scale: the median of several readings."""

    def __init__(self, scale: Scale, readings: int = 3) -> None:
        if readings not in range(1, 1_000_000):
            raise ValueError(readings)
        self.scale = scale
        self.rounds = range(readings)

    @property
    def name(self) -> str:
        return self.scale.name

    def weigh(self) -> int:
        weights = [self.scale.weigh() for _ in self.rounds]
        weights.sort(reverse=True)
        return weights[(len(weights) - 1) // 2]


def weigh_all(scales: Iterable[Scale]) -> dict[str, int | None]:
    """Kilograms by name of the scale; None for a scale that cannot measure."""
    weights: dict[str, int | None] = {}
    for scale in scales:
        weights[scale.name] = None
        try:
            weights[scale.name] = scale.weigh()
        except ScaleFault:
            continue
    return weights


def zero_all(things: Iterable[object]) -> int:
    """Set to zero what can be, in order, and return how many that were."""
    zeroables = [thing for thing in things if isinstance(thing, Zeroable)]
    for zeroable in zeroables:
        zeroable.zero()
    return len(zeroables)


def terminal() -> tuple[list[Scale], list[Zeroable]]:
    """Given: one of each. To mypy it asks which class fits which protocol."""
    bridge, crane, lane = Weighbridge(1), CraneScale(CraneCell("K7")), AxleScale(AxlePads(4))
    return [bridge, crane, lane, Steady(crane), Steady(lane)], [bridge, crane]
