"""Weigh containers on the scales of several makers, without a base class for them."""

from collections.abc import Iterable


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


class Scale:  # TODO Task 1: make this a protocol
    """What can weigh, whoever made it."""

    def name(self) -> str:  # TODO Task 1: callers read `scale.name` and do not call it
        raise NotImplementedError("Task 1: say that scales have a name that can be read")

    def weigh(self) -> int:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")


class Zeroable:  # TODO Task 1: make this a protocol that isinstance() accepts
    """What can be set to zero; not every scale can."""

    def zero(self) -> None:
        raise NotImplementedError("Task 1: in a protocol the body of a method is ...")


class CraneScale:  # TODO Task 2: finish both adapters
    """Adapts a CraneCell to Scale and Zeroable."""

    def __init__(self, cell: CraneCell) -> None:
        raise NotImplementedError("Task 2: keep the cell and make a name")

    def weigh(self) -> int:
        raise NotImplementedError("Task 2: turn the text of the cell into kilograms")

    def zero(self) -> None:
        raise NotImplementedError("Task 2: tare the cell")


class AxleScale:
    """Adapts AxlePads to Scale."""

    def __init__(self, pads: AxlePads) -> None:
        raise NotImplementedError("Task 2: keep the pads and make a name")

    def weigh(self) -> int:
        raise NotImplementedError("Task 2: add up what is on the pads")


class Steady:  # TODO Task 3: make it a scale itself
    """Makes a steady scale of any scale: the median of several readings."""

    def __init__(self, scale: Scale, readings: int = 3) -> None:
        raise NotImplementedError("Task 3: keep the scale and the number of readings")

    def weigh(self) -> int:
        raise NotImplementedError("Task 3: find the median of the readings")


def weigh_all(scales: Iterable[Scale]) -> dict[str, int | None]:
    """Kilograms by name of the scale; None for a scale that cannot measure."""
    raise NotImplementedError("Task 4: weigh on every scale")


def zero_all(things: Iterable[object]) -> int:
    """Set to zero what can be, in order, and return how many that were."""
    raise NotImplementedError("Task 4: set to zero what can be")


def terminal() -> tuple[list[Scale], list[Zeroable]]:
    """Given: one of each. To mypy it asks which class fits which protocol."""
    bridge, crane, lane = Weighbridge(1), CraneScale(CraneCell("K7")), AxleScale(AxlePads(4))
    return [bridge, crane, lane, Steady(crane), Steady(lane)], [bridge, crane]
