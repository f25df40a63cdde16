"""Leaves out what is falsy, and with it a temperature of zero.

Reply: A row is not as agreed: look at one whose target is zero degrees, and at the types of its
values. Which values are empty, and which are merely false in an if?

Fails: check_rows_hold_what_says_something check_any_row_can_be_read_again
"""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import attrs
from attrs import Attribute, define, field, setters, validators

COLDEST, WARMEST = Decimal(-35), Decimal(30)


def to_container(text: str) -> str:
    """A container number as the yard writes it: capital letters, no spaces, no hyphens."""
    return re.sub(r"[\s-]", "", text).upper()


def to_celsius(value: object) -> Decimal:
    """A temperature in degrees Celsius, rounded to tenths."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise TypeError(f"not a temperature: {value!r}")
    text = str(value).strip().upper()
    unit = text[-1:] if text.endswith(("C", "F")) else ""
    try:
        degrees = Decimal(text.removesuffix(unit))
        celsius = (degrees - 32) * 5 / 9 if unit == "F" else degrees
        rounded = celsius.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise ValueError(f"not a temperature: {value!r}") from error
    if not rounded.is_finite():
        raise ValueError(f"not a temperature: {value!r}")
    return rounded


@define
class SetPoint:
    """What a reefer is told to keep, and when it raises an alarm."""

    container: str = field(
        converter=to_container,
        validator=validators.matches_re(r"[A-Z]{3}U[0-9]{7}"),
        on_setattr=setters.frozen,
    )
    target: Decimal = field(
        converter=to_celsius, validator=[validators.ge(COLDEST), validators.le(WARMEST)]
    )
    low: Decimal = field(converter=to_celsius)
    high: Decimal = field(converter=to_celsius)
    humidity: int | None = field(
        default=None,
        kw_only=True,
        validator=validators.optional(
            [validators.instance_of(int), validators.ge(50), validators.le(95)]
        ),
    )
    note: str = field(default="", kw_only=True, eq=False)

    @low.default
    def _two_below(self) -> Decimal:
        return self.target - 2

    @high.default
    def _two_above(self) -> Decimal:
        return self.target + 2

    @low.validator
    @target.validator
    @high.validator
    def _keep_order(self, attribute: "Attribute[Decimal]", value: Decimal) -> None:
        """Compare the coming value of one field with the other two as they are."""
        coming = {"low": self.low, "target": self.target, "high": self.high, attribute.name: value}
        if not coming["low"] < coming["target"] < coming["high"]:
            raise ValueError(f"{attribute.name}: low, target and high are out of order")


def shifted(point: SetPoint, by: Decimal | int) -> SetPoint:
    """A new set-point with target and both alarm limits moved by as many degrees."""
    return attrs.evolve(point, target=point.target + by, low=point.low + by, high=point.high + by)


def to_row(point: SetPoint) -> dict[str, Any]:
    """The fields that say something, in order, with temperatures as text."""
    return attrs.asdict(
        point,
        filter=lambda attribute, value: bool(value),
        value_serializer=lambda point, attribute, value: (
            str(value) if isinstance(value, Decimal) else value
        ),
    )


def read_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[list[SetPoint], list[int]]:
    """The set-points of the rows that are right, and the positions of those that are not."""
    points, refused = [], []
    for position, row in enumerate(rows):
        try:
            points.append(SetPoint(**row))
        except (TypeError, ValueError):
            refused.append(position)
    return points, refused
