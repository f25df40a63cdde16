"""The same records and registry with other means.

What is different: limits by a helper that all records share; the number is looked at character by character; readings
go through a dict by minute; alarms are sorted by one key; the registry makes records by constructor, not by `replace`;
the document is read with match patterns, and every mistake in a row is raised with its position at once.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

VERSION = 2


def _within(lowest: float, value: float, highest: float) -> None:
    if not lowest <= value <= highest:
        raise ValueError(f"{value} does not lie from {lowest} to {highest}")


@dataclass(frozen=True)
class Setting:
    """What a reefer has to keep, in degrees Celsius."""

    target: float = field(kw_only=True)
    tolerance: float = field(default=2.0, kw_only=True)

    def __post_init__(self) -> None:
        _within(-40, self.target, 30)
        _within(0, self.tolerance, 10)
        if self.tolerance == 0:
            raise ValueError("the tolerance is 0")

    def deviation(self, celsius: float) -> float:
        """Degrees above the band, degrees below it as a negative number, or 0.0 within it."""
        if celsius > self.target + self.tolerance:
            return celsius - (self.target + self.tolerance)
        if celsius < self.target - self.tolerance:
            return celsius - (self.target - self.tolerance)
        return 0.0


@dataclass(frozen=True, order=True)
class Reading:
    """A temperature, and the minute of the voyage at which it was taken."""

    minute: int
    celsius: float

    def __post_init__(self) -> None:
        _within(0, self.minute, float("inf"))
        _within(-100, self.celsius, 100)


@dataclass(frozen=True)
class Reefer:
    """A refrigerated container with its readings in the order of their minutes."""

    number: str
    goods: str
    setting: Setting
    readings: Sequence[Reading] = field(default=())

    def __post_init__(self) -> None:
        number = "".join(letter for letter in self.number.upper() if not letter.isspace())
        letters, digits = number[:4], number[4:]
        if not (number.isascii() and letters.isalpha() and digits.isdigit() and len(number) == 11):
            raise ValueError(f"not four letters and seven digits: {number!r}")
        by_minute: dict[int, Reading] = {}
        for reading in self.readings:
            if reading.minute in by_minute:
                raise ValueError(f"minute {reading.minute} has a reading already")
            by_minute[reading.minute] = reading
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "readings", tuple(by_minute[m] for m in sorted(by_minute)))

    @property
    def latest(self) -> Reading | None:
        """The reading of the latest minute, if there is one."""
        return max(self.readings, default=None)

    def with_reading(self, reading: Reading) -> "Reefer":
        """A new reefer that has one more reading."""
        return Reefer(self.number, self.goods, self.setting, [reading, *self.readings])


class Alarm(NamedTuple):
    """A reefer whose latest reading lies outside its band."""

    number: str
    minute: int
    deviation: float


class Registry:
    """The reefers in the yard, in a list that is sorted when it is asked for."""

    def __init__(self, reefers: Iterable[Reefer] = ()) -> None:
        self._known: list[Reefer] = []
        for reefer in reefers:
            self.add(reefer)

    def add(self, reefer: Reefer) -> None:
        """Take in a reefer whose number is new."""
        if any(known.number == reefer.number for known in self._known):
            raise ValueError(f"there is a reefer {reefer.number}")
        self._known.append(reefer)

    def find(self, number: str) -> Reefer:
        """The reefer of this number as it is now."""
        for reefer in self._known:
            if reefer.number == number:
                return reefer
        raise KeyError(number)

    def record(self, number: str, reading: Reading) -> Reefer:
        """Put a reefer with one more reading in the place of the old one, and return it."""
        old = self.find(number)
        new = old.with_reading(reading)
        self._known[self._known.index(old)] = new
        return new

    def reefers(self) -> list[Reefer]:
        """All reefers, sorted by number."""
        return sorted(self._known, key=lambda reefer: reefer.number)

    def alarms(self, beyond: float = 0.0) -> list[Alarm]:
        """Latest readings that lie further outside the band than this, the furthest first."""
        return sorted(self._alarms(beyond), key=lambda alarm: (-abs(alarm[2]), alarm[0]))

    def _alarms(self, beyond: float) -> Iterator[Alarm]:
        for reefer in self._known:
            if latest := reefer.latest:
                deviation = reefer.setting.deviation(latest.celsius)
                if deviation > beyond or -deviation > beyond:
                    yield Alarm(reefer.number, latest.minute, deviation)


class DocumentError(ValueError):
    """A document that does not fit; `position` counts the reefers from 0, None is the whole."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.position = position


def dump_reefers(reefers: Iterable[Reefer]) -> str:
    """The document of some reefers, as JSON."""
    rows: list[dict[str, Any]] = []
    for reefer in reefers:
        row: dict[str, Any] = {"number": reefer.number, "goods": reefer.goods}
        row.update(target=reefer.setting.target, tolerance=reefer.setting.tolerance)
        row["readings"] = [(reading.minute, reading.celsius) for reading in reefer.readings]
        rows.append(row)
    return json.dumps({"reefers": rows, "version": VERSION})


def load_reefers(text: str) -> list[Reefer]:
    """The reefers of a document of this version or of the one before."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError("this is no JSON") from error
    match document:
        case {"version": 1 | 2 as version, "reefers": list(rows), **others} if not others:
            return [_load_row(row, version, position) for position, row in enumerate(rows)]
    raise DocumentError("this is no document of a version that is known")


def _load_row(row: Any, version: int, position: int) -> Reefer:
    match row:
        case {"tolerance": _} if version == 1:
            raise DocumentError("version 1 knows no tolerance", position)
        case dict() if version == 1:
            row = {**row, "tolerance": 2.0}
    match row:
        case {
            "number": str(number),
            "goods": str(goods),
            "target": target,
            "tolerance": tolerance,
            "readings": list(pairs),
            **others,
        } if not others and _numeric(target, tolerance):
            try:
                setting = Setting(target=target, tolerance=tolerance)
                return Reefer(number, goods, setting, [_load_pair(pair) for pair in pairs])
            except ValueError as error:
                raise DocumentError("a value does not fit", position) from error
    raise DocumentError("this is no reefer", position)


def _load_pair(pair: Any) -> Reading:
    match pair:
        case [int(minute), celsius] if _numeric(minute, celsius):
            return Reading(minute, celsius)
    raise ValueError("this is no reading")


def _numeric(*values: object) -> bool:
    return all(type(value) in (int, float) for value in values)
