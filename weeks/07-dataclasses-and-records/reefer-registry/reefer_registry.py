"""Refrigerated containers: records that cannot be wrong, a registry of them, and their document.

Each `__new__` stands where the fields belong: take it out when you write the record.
"""

from collections.abc import Iterable

VERSION = 2


class Setting:  # TODO Task 1: a dataclass; say what may change, and what has to be named
    """What a reefer has to keep, in degrees Celsius."""

    def __new__(cls, *values: object, **named: object) -> "Setting":
        raise NotImplementedError("Task 1: target and tolerance, and their limits")

    def deviation(self, celsius: float) -> float:
        """Degrees above the band, degrees below it as a negative number, or 0.0 within it."""
        raise NotImplementedError("Task 1: compare with both ends of the band")


class Reading:  # TODO Task 1: a dataclass that can be ordered
    """A temperature, and the minute of the voyage at which it was taken."""

    def __new__(cls, *values: object, **named: object) -> "Reading":
        raise NotImplementedError("Task 1: minute and celsius, and their limits")


class Reefer:  # TODO Task 2: a dataclass; its fields are tidied and checked after construction
    """A refrigerated container with its readings in the order of their minutes."""

    def __new__(cls, *values: object, **named: object) -> "Reefer":
        raise NotImplementedError("Task 2: number, goods, setting and readings")

    @property
    def latest(self) -> Reading | None:
        """The reading of the latest minute, if there is one."""
        raise NotImplementedError("Task 2: take the latest reading")

    def with_reading(self, reading: Reading) -> "Reefer":
        """A new reefer that has one more reading."""
        raise NotImplementedError("Task 2: make a new reefer from this one")


class Alarm:  # TODO Task 4: a typing.NamedTuple
    """A reefer whose latest reading lies outside its band."""

    def __new__(cls, *values: object, **named: object) -> "Alarm":
        raise NotImplementedError("Task 4: number, minute and deviation")


class Registry:
    """The reefers in the yard, by number."""

    def __init__(self, reefers: Iterable[Reefer] = ()) -> None:
        raise NotImplementedError("Task 3: add the reefers")

    def add(self, reefer: Reefer) -> None:
        """Take in a reefer whose number is new."""
        raise NotImplementedError("Task 3: refuse or add")

    def find(self, number: str) -> Reefer:
        """The reefer of this number as it is now."""
        raise NotImplementedError("Task 3: look the number up")

    def record(self, number: str, reading: Reading) -> Reefer:
        """Put a reefer with one more reading in the place of the old one, and return it."""
        raise NotImplementedError("Task 3: replace the reefer")

    def reefers(self) -> list[Reefer]:
        """All reefers, sorted by number."""
        raise NotImplementedError("Task 3: list the reefers")

    def alarms(self, beyond: float = 0.0) -> list[Alarm]:
        """Latest readings that lie further outside the band than this, the furthest first."""
        raise NotImplementedError("Task 4: find the deviations, then sort")


class DocumentError(ValueError):
    """A document that does not fit; `position` counts the reefers from 0 (finished)."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.position = position


def dump_reefers(reefers: Iterable[Reefer]) -> str:
    """The document of some reefers, as JSON."""
    raise NotImplementedError("Task 5: make a row of each reefer")


def load_reefers(text: str) -> list[Reefer]:
    """The reefers of a document of this version or of the one before."""
    raise NotImplementedError("Task 5: look at the document, then at each row")
