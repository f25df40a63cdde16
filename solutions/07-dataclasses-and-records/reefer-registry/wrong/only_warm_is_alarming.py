"""Compares the deviation itself with the limit, so that what is too cold never counts.

Reply: Your alarms are not those that lie beyond the limit. What becomes of a reefer that is too
cold, and of one that deviates by exactly the limit?

Fails: check_alarms_come_worst_first check_alarms_go_beyond_a_limit check_any_alarms
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

VERSION = 2


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a reefer has to keep, in degrees Celsius."""

    target: float
    tolerance: float = 2.0

    def __post_init__(self) -> None:
        if not -40 <= self.target <= 30:
            raise ValueError("the target is out of range")
        if not 0 < self.tolerance <= 10:
            raise ValueError("the tolerance is out of range")

    def deviation(self, celsius: float) -> float:
        """Degrees above the band, degrees below it as a negative number, or 0.0 within it."""
        lowest, highest = self.target - self.tolerance, self.target + self.tolerance
        return max(celsius - highest, 0.0) + min(celsius - lowest, 0.0)


@dataclass(frozen=True, order=True)
class Reading:
    """A temperature, and the minute of the voyage at which it was taken."""

    minute: int
    celsius: float

    def __post_init__(self) -> None:
        if self.minute < 0:
            raise ValueError("a voyage begins with minute 0")
        if not -100 <= self.celsius <= 100:
            raise ValueError("no sensor gives this temperature")


@dataclass(frozen=True)
class Reefer:
    """A refrigerated container with its readings in the order of their minutes."""

    number: str
    goods: str
    setting: Setting
    readings: Sequence[Reading] = ()

    def __post_init__(self) -> None:
        number = "".join(self.number.split()).upper()
        if not re.fullmatch("[A-Z]{4}[0-9]{7}", number):
            raise ValueError("a number has four letters and seven digits")
        readings = tuple(sorted(self.readings))
        if len({reading.minute for reading in readings}) < len(readings):
            raise ValueError("there are two readings of one minute")
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "readings", readings)

    @property
    def latest(self) -> Reading | None:
        """The reading of the latest minute, if there is one."""
        return self.readings[-1] if self.readings else None

    def with_reading(self, reading: Reading) -> "Reefer":
        """A new reefer that has one more reading."""
        return replace(self, readings=(*self.readings, reading))


class Alarm(NamedTuple):
    """A reefer whose latest reading lies outside its band."""

    number: str
    minute: int
    deviation: float


class Registry:
    """The reefers in the yard, by number."""

    def __init__(self, reefers: Iterable[Reefer] = ()) -> None:
        self._reefers: dict[str, Reefer] = {}
        for reefer in reefers:
            self.add(reefer)

    def add(self, reefer: Reefer) -> None:
        """Take in a reefer whose number is new."""
        if reefer.number in self._reefers:
            raise ValueError("the number is there already")
        self._reefers[reefer.number] = reefer

    def find(self, number: str) -> Reefer:
        """The reefer of this number as it is now."""
        return self._reefers[number]

    def record(self, number: str, reading: Reading) -> Reefer:
        """Put a reefer with one more reading in the place of the old one, and return it."""
        reefer = self.find(number).with_reading(reading)
        self._reefers[number] = reefer
        return reefer

    def reefers(self) -> list[Reefer]:
        """All reefers, sorted by number."""
        return [self._reefers[number] for number in sorted(self._reefers)]

    def alarms(self, beyond: float = 0.0) -> list[Alarm]:
        """Latest readings that lie further outside the band than this, the furthest first."""
        found = [
            Alarm(reefer.number, reefer.latest.minute, deviation)
            for reefer in self.reefers()
            if reefer.latest is not None
            and (deviation := reefer.setting.deviation(reefer.latest.celsius)) > beyond
        ]
        return sorted(found, key=lambda alarm: abs(alarm.deviation), reverse=True)


class DocumentError(ValueError):
    """A document that does not fit; `position` counts the reefers from 0, None is the whole."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.position = position


def dump_reefers(reefers: Iterable[Reefer]) -> str:
    """The document of some reefers, as JSON."""
    rows = [
        {
            "number": reefer.number,
            "goods": reefer.goods,
            "target": reefer.setting.target,
            "tolerance": reefer.setting.tolerance,
            "readings": [[reading.minute, reading.celsius] for reading in reefer.readings],
        }
        for reefer in reefers
    ]
    return json.dumps({"version": VERSION, "reefers": rows})


def load_reefers(text: str) -> list[Reefer]:
    """The reefers of a document of this version or of the one before."""
    try:
        document = json.loads(text)
        _want_keys(document, {"version", "reefers"})
        _want(isinstance(document["reefers"], list))
        _want(document["version"] in (1, VERSION))
    except ValueError as error:
        raise DocumentError(f"the document does not fit: {error}") from error
    reefers = []
    for position, row in enumerate(document["reefers"]):
        try:
            reefers.append(_load_reefer(row, document["version"]))
        except ValueError as error:
            raise DocumentError(f"reefer {position} does not fit: {error}", position) from error
    return reefers


def _load_reefer(row: Any, version: int) -> Reefer:
    """A reefer made of one row; ValueError if the row does not fit."""
    settings = ["target"] if version == 1 else ["target", "tolerance"]
    _want_keys(row, {"number", "goods", "readings", *settings})
    _want(isinstance(row["number"], str) and isinstance(row["goods"], str))
    _want(all(_is_number(row[name]) for name in settings) and isinstance(row["readings"], list))
    setting = Setting(**{name: row[name] for name in settings})
    readings = [_load_reading(pair) for pair in row["readings"]]
    return Reefer(row["number"], row["goods"], setting, readings)


def _load_reading(pair: Any) -> Reading:
    """A reading made of a list of two numbers; ValueError if it is none."""
    _want(isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair)))
    minute, celsius = pair
    _want(isinstance(minute, int))
    return Reading(minute, celsius)


def _is_number(value: object) -> bool:
    """Whether a JSON value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _want_keys(value: object, keys: set[str]) -> None:
    _want(isinstance(value, dict) and value.keys() == keys)


def _want(condition: bool) -> None:
    if not condition:
        raise ValueError("the keys or the types are wrong")
