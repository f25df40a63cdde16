"""Uses one validator function for the three fields and one regular expression for temperatures.

Validators are functions outside of the class, the row is built by hand over `attrs.fields`, and
the set-points are shifted by calling the constructor again.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from attrs import Attribute, Factory, define, field, fields, setters, validators

COLDEST, WARMEST = Decimal(-35), Decimal(30)
_TEMPERATURE = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*([CF]?)", re.IGNORECASE)


def to_container(text: str) -> str:
    """A container number as the yard writes it: capital letters, no spaces, no hyphens."""
    return "".join(text.split()).replace("-", "").upper()


def to_celsius(value: object) -> Decimal:
    """A temperature in degrees Celsius, rounded to tenths."""
    if type(value) is int:
        degrees = Decimal(value)
    elif isinstance(value, Decimal):
        degrees = value
    elif isinstance(value, str):
        degrees = _degrees_of(value)
    else:
        raise TypeError("a temperature is an int, a Decimal or a text")
    if not degrees.is_finite():
        raise ValueError("a temperature is finite")
    return degrees.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _degrees_of(text: str) -> Decimal:
    found = _TEMPERATURE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a temperature: {text!r}")
    degrees = Decimal(found[1])
    return degrees if found[2].upper() != "F" else (degrees - 32) / 9 * 5


def _in_order(point: "SetPoint", attribute: "Attribute[Decimal]", value: Decimal) -> None:
    names = ("low", "target", "high")
    low, target, high = (
        value if name == attribute.name else getattr(point, name) for name in names
    )
    if low >= target or target >= high:
        raise ValueError("low, target and high are out of order")


def _in_range(point: "SetPoint", attribute: "Attribute[Decimal]", value: Decimal) -> None:
    if not COLDEST <= value <= WARMEST:
        raise ValueError(f"out of range: {value}")


def _percentage(point: "SetPoint", attribute: "Attribute[Any]", value: int | None) -> None:
    if value is None:
        return
    if not isinstance(value, int):
        raise TypeError("humidity is an int")
    if value not in range(50, 96):
        raise ValueError("humidity is out of range")


@define
class SetPoint:
    """What a reefer is told to keep, and when it raises an alarm."""

    container: str = field(
        converter=to_container,
        validator=validators.matches_re("[A-Z][A-Z][A-Z]U" + 7 * "[0-9]"),
        on_setattr=setters.frozen,
    )
    target: Decimal = field(converter=to_celsius, validator=[_in_range, _in_order])
    low: Decimal = field(
        default=Factory(lambda self: self.target - 2, takes_self=True),
        converter=to_celsius,
        validator=_in_order,
    )
    high: Decimal = field(
        default=Factory(lambda self: self.target + 2, takes_self=True),
        converter=to_celsius,
        validator=_in_order,
    )
    humidity: int | None = field(default=None, validator=_percentage, kw_only=True)
    note: str = field(default="", eq=False, kw_only=True)


def shifted(point: SetPoint, by: Decimal | int) -> SetPoint:
    """A new set-point with target and both alarm limits moved by as many degrees."""
    return SetPoint(
        point.container,
        point.target + by,
        point.low + by,
        point.high + by,
        humidity=point.humidity,
        note=point.note,
    )


def to_row(point: SetPoint) -> dict[str, Any]:
    """The fields that say something, in order, with temperatures as text."""
    row: dict[str, Any] = {}
    for one in fields(SetPoint):
        value = getattr(point, one.name)
        if isinstance(value, Decimal):
            row[one.name] = f"{value:.1f}"
        elif value is not None and value != "":
            row[one.name] = value
    return row


def read_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[list[SetPoint], list[int]]:
    """The set-points of the rows that are right, and the positions of those that are not."""
    points: list[SetPoint] = []
    refused: list[int] = []
    for position, row in enumerate(rows):
        try:
            point = SetPoint(**row)
        except (ValueError, TypeError):
            refused.append(position)
        else:
            points.append(point)
    return points, refused
