"""Runs beside the student's code: records made of plain rows, and what becomes of them as plain data.

A row is a number, goods, a target, a tolerance, and pairs of a minute and a temperature.
"""

import dataclasses
import json
from typing import Any

import reefer_registry as yard


def _reefer(row: Any) -> Any:
    number, goods, target, tolerance, pairs = row
    setting = yard.Setting(target=target, tolerance=tolerance)
    return yard.Reefer(number, goods, setting, [yard.Reading(*pair) for pair in pairs])


def _told(reefer: Any) -> list[Any]:
    """A reefer as plain data."""
    setting = reefer.setting
    pairs = [[reading.minute, float(reading.celsius)] for reading in reefer.readings]
    limits = [float(setting.target), float(setting.tolerance)]
    return [reefer.number, reefer.goods, *limits, pairs]


def _outcome(action: Any) -> str:
    """The class name of the exception that a call raises; empty if it raises none."""
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return ""


def setting_made(named: dict[str, float]) -> list[Any]:
    """The fields of a setting, and how it is shown."""
    setting = yard.Setting(**named)
    return [setting.target, setting.tolerance, repr(setting)]


def setting_by_position() -> list[str]:
    """What becomes of a setting made without names."""
    yard.Setting(target=4.0)
    return [_outcome(lambda: yard.Setting(4.0)), _outcome(lambda: yard.Setting(4.0, 1.0))]


def deviation_of(target: float, tolerance: float, celsius: float) -> float:
    """The deviation of a temperature."""
    return float(yard.Setting(target=target, tolerance=tolerance).deviation(celsius))


def reading_made(minute: int, celsius: float) -> list[Any]:
    """The fields of a reading, and how it is shown."""
    reading = yard.Reading(minute, celsius)
    return [reading.minute, reading.celsius, repr(reading)]


def readings_compared(one: Any, other: Any) -> list[bool]:
    """How two readings compare."""
    left, right = yard.Reading(*one), yard.Reading(*other)
    return [left < right, left <= right, left == right, left >= right, left > right]


def records_are_frozen(row: Any) -> list[Any]:
    """What becomes of assignments to each of the three records."""
    reefer = _reefer(row)
    reading = yard.Reading(3, 4.0)
    attempts = [
        (reefer.setting, "target", 1.0),
        (reading, "celsius", 1.0),
        (reefer, "goods", "figs"),
        (reefer, "readings", ()),
    ]
    outcomes = [_outcome(lambda each=each: setattr(*each)) for each in attempts]
    kinds = [dataclasses.is_dataclass(each) for each in (reefer.setting, reading, reefer)]
    return [outcomes, kinds, _told(reefer)]


def records_as_keys(row: Any, other: Any) -> list[Any]:
    """What a dict with records as keys finds."""
    reefer, twin, third = _reefer(row), _reefer(row), _reefer(other)
    seen = {reefer: "reefer", reefer.setting: "setting", yard.Reading(1, 2.0): "reading"}
    return [
        seen[twin],
        seen[twin.setting],
        seen[yard.Reading(1, 2.0)],
        reefer == twin,
        reefer == third,
        third in seen,
    ]


def reefer_made(row: Any) -> list[Any]:
    """A reefer of a row."""
    return _told(_reefer(row))


def number_kept(number: str) -> str:
    """The number of a reefer made with this one."""
    return yard.Reefer(number, "tea", yard.Setting(target=4.0)).number


def readings_kept(pairs: list[Any]) -> list[Any]:
    """The readings of a reefer, also after the list that it was given has changed."""
    given = [yard.Reading(*pair) for pair in pairs]
    setting = yard.Setting(target=4.0)
    reefer = yard.Reefer("QYLU0000001", "tea", setting, given)
    as_tuple = yard.Reefer("QYLU0000001", "tea", setting, tuple(given))
    left = [[each.minute, each.celsius] for each in given]
    given.append(yard.Reading(9999, 1.0))
    without = yard.Reefer("QYLU0000002", "tea", setting)
    return [
        _told(reefer),
        type(reefer.readings).__name__,
        left,
        as_tuple == reefer,
        without.readings,
    ]


def latest_of(row: Any) -> Any:
    """The latest reading."""
    latest = _reefer(row).latest
    return latest if latest is None else [latest.minute, latest.celsius]


def grown(row: Any, pairs: list[Any]) -> list[Any]:
    """What one reefer becomes with each of these readings, and the first one afterwards."""
    first = reefer = _reefer(row)
    steps = []
    for pair in pairs:
        reefer = reefer.with_reading(yard.Reading(*pair))
        steps.append(_told(reefer))
    return [steps, _told(first), isinstance(reefer, yard.Reefer)]


def _registry(rows: Any) -> Any:
    return yard.Registry(_reefer(row) for row in rows)


def registry_of(rows: Any) -> list[Any]:
    """All reefers of a registry."""
    registry = _registry(rows)
    listed = registry.reefers()
    listed.clear()
    found = [_told(registry.find(_reefer(row).number)) for row in rows]
    return [[_told(reefer) for reefer in registry.reefers()], found]


def registries_apart(row: Any) -> list[int]:
    """How many reefers two registries hold after one was added to the first."""
    one, other = yard.Registry(), yard.Registry()
    one.add(_reefer(row))
    return [len(one.reefers()), len(other.reefers()), len(yard.Registry().reefers())]


def added_twice(rows: Any, row: Any) -> list[Any]:
    """What becomes of a second reefer of one number, and of the registry."""
    registry = _registry(rows)
    outcome = _outcome(lambda: registry.add(_reefer(row)))
    return [outcome, [_told(reefer) for reefer in registry.reefers()]]


def made_with_twins(row: Any) -> list[str]:
    """What becomes of a registry that is made with the same number twice."""
    _registry([row])
    return [_outcome(lambda: _registry([row, row]))]


def found(rows: Any, number: str) -> list[Any]:
    """What is found under a number."""
    return _told(_registry(rows).find(number))


def recorded(rows: Any, entries: list[Any]) -> list[Any]:
    """What becomes of these entries: a number and a pair each; and of the registry and the old."""
    old = [_reefer(row) for row in rows]
    registry = yard.Registry(old)
    steps: list[Any] = []
    for number, pair in entries:
        reading = yard.Reading(*pair)
        try:
            reefer = registry.record(number, reading)
        except (KeyError, ValueError) as error:
            steps.append([isinstance(error, KeyError), isinstance(error, ValueError)])
        else:
            steps.append([_told(reefer), registry.find(number) == reefer])
    now = [_told(reefer) for reefer in registry.reefers()]
    return [steps, now, [_told(reefer) for reefer in old]]


def alarms_of(rows: Any, limits: list[float]) -> list[Any]:
    """The alarms of a registry."""
    found = _registry(rows).alarms(*limits)
    return [type(found).__name__, [[each[0], each[1], float(each[2])] for each in found]]


def alarm_numbers(rows: Any, limit: float) -> list[str]:
    """The numbers of all alarms, in alphabetical order."""
    return sorted(alarm[0] for alarm in _registry(rows).alarms(beyond=limit))


def alarm_parts() -> list[Any]:
    """What an alarm is."""
    number, minute, deviation = alarm = yard.Alarm("QYLU0000001", 5, -1.5)
    named = [alarm.number, alarm.minute, alarm.deviation]
    return [[number, minute, deviation], named, alarm == ("QYLU0000001", 5, -1.5), repr(alarm)]


def dumped(rows: Any) -> Any:
    """The document of some reefers, read as JSON."""
    text = yard.dump_reefers(_reefer(row) for row in rows)
    return [type(text).__name__, json.loads(text)]


def there_and_back(rows: Any) -> list[Any]:
    """The reefers that come back from a document."""
    reefers = [_reefer(row) for row in rows]
    loaded = yard.load_reefers(yard.dump_reefers(reefers))
    return [loaded == reefers, [_told(reefer) for reefer in loaded]]


def loaded(text: str) -> list[Any]:
    """The reefers of a document."""
    return [_told(reefer) for reefer in yard.load_reefers(text)]


def refused_at(text: str) -> list[Any]:
    """The position that the error of a document names; the document is not taken."""
    try:
        taken = len(yard.load_reefers(text))
    except yard.DocumentError as error:
        return ["refused", error.position, isinstance(error, ValueError)]
    return ["taken", taken]
