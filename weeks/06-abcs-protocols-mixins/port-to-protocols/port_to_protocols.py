"""Weigh containers on the scales of several makers, without a base class for them."""

from collections.abc import Iterable


class ScaleFault(Exception):
    """What our code raises when a scale cannot measure."""


# The next four classes belong to others. They stay as they are.


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
    """Pads in the road of a lane: kilograms for each axle on them."""

    def __init__(self, lane: int) -> None:
        self.lane = lane
        self.axles: list[float] = []

    def axle_loads(self) -> list[float]:
        return self.axles


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


# From here on the file is yours.


class Scale:  # TODO Task 1: make this a protocol
    """What can weigh, whoever made it."""

    name: str

    def weigh(self) -> int:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")


class Zeroable:  # TODO Task 1: make this a protocol that isinstance() accepts
    """What can be set to zero; not every scale can."""

    def zero(self) -> None:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")


class CraneScale:  # TODO Task 2: give it what Scale and Zeroable ask for
    """Adapts a CraneCell to Scale and Zeroable."""

    def __init__(self, cell: CraneCell) -> None:
        raise NotImplementedError("Task 2: keep the cell")


class AxleScale:  # TODO Task 2: give it what Scale asks for
    """Adapts AxlePads to Scale."""

    def __init__(self, pads: AxlePads) -> None:
        raise NotImplementedError("Task 2: keep the pads")


class Steady:  # TODO Task 3: give it what Scale asks for
    """Makes a steady scale of any scale: the median of several readings."""

    def __init__(self, scale: Scale, readings: int = 3) -> None:
        raise NotImplementedError("Task 3: keep the scale and the number of readings")


def weigh_all(scales: Iterable[Scale]) -> dict[str, int | None]:
    """Kilograms by name of the scale; None for a scale that cannot measure."""
    raise NotImplementedError("Task 4: weigh on every scale")


def zero_all(things: Iterable[object]) -> int:
    """Set to zero what can be, in order, and return how many that were."""
    raise NotImplementedError("Task 4: set to zero what can be")


# Given: leave this function as it is.
def terminal() -> tuple[list[Scale], list[Zeroable]]:
    """One of each. To mypy this asks which class fits which protocol."""
    bridge, crane, lane = Weighbridge(1), CraneScale(CraneCell("K7")), AxleScale(AxlePads(4))
    return [bridge, crane, lane, Steady(crane), Steady(lane)], [bridge, crane]
