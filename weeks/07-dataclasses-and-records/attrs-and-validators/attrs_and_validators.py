"""Set-points of refrigerated containers: converted on arrival, and valid for life."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import define

COLDEST, WARMEST = Decimal(-35), Decimal(30)


def to_container(text: str) -> str:
    """A container number as the yard writes it: capital letters, no spaces, no hyphens."""
    raise NotImplementedError("Task 1: tidy the container number")


def to_celsius(value: object) -> Decimal:
    """A temperature in degrees Celsius, rounded to tenths."""
    raise NotImplementedError("Task 1: convert the temperature")


@define
class SetPoint:
    """What a reefer is told to keep, and when it raises an alarm."""

    # TODO Task 2: give the fields converters, validators and their right defaults.
    # TODO Task 3: decide what may be assigned to later.
    container: str
    target: Decimal
    low: Decimal = COLDEST
    high: Decimal = WARMEST
    humidity: int | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        raise NotImplementedError("Task 2: describe the fields, then delete this method")


def shifted(point: SetPoint, by: Decimal | int) -> SetPoint:
    """A new set-point with target and both alarm limits moved by as many degrees."""
    raise NotImplementedError("Task 3: make a changed copy")


def to_row(point: SetPoint) -> dict[str, Any]:
    """The fields that say something, in order, with temperatures as text."""
    raise NotImplementedError("Task 4: write the row")


def read_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[list[SetPoint], list[int]]:
    """The set-points of the rows that are right, and the positions of those that are not."""
    raise NotImplementedError("Task 4: sort the rows into good and refused")
