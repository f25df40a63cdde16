"""Visible tests of reefer-registry."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from reefer_registry import (
    Alarm,
    DocumentError,
    Reading,
    Reefer,
    Registry,
    Setting,
    dump_reefers,
    load_reefers,
)


def reefer(number: str, *pairs: tuple[int, float], target: float = 6.0) -> Reefer:
    """A reefer with a tolerance of two degrees."""
    readings = [Reading(minute, celsius) for minute, celsius in pairs]
    return Reefer(number, "limes", Setting(target=target), readings)


def document(**changes: Any) -> str:
    """A document with two rows; the changes are made to the second."""
    rows: list[dict[str, Any]] = [
        {"number": number, "goods": "limes", "target": 6, "tolerance": 1.0, "readings": [[3, 6.5]]}
        for number in ("NOVU0000001", "NOVU0000002")
    ]
    rows[1].update(changes)
    return json.dumps({"version": 2, "reefers": rows})


def test_t1_settings_want_names() -> None:
    """A setting is made with names, and may be made without a tolerance."""
    maker: Any = Setting

    assert Setting(target=6.0) == Setting(target=6.0, tolerance=2.0)
    with pytest.raises(TypeError):
        maker(6.0)


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ({"target": -41.0}, ValueError),
        ({"target": 6.0, "tolerance": 0}, ValueError),
        ({"target": 6.0, "tolerance": 11}, ValueError),
    ],
    ids=["too cold", "no tolerance", "too much tolerance"],
)
def test_t1_settings_have_limits(named: dict[str, float], error: type[Exception]) -> None:
    """A setting that makes no sense raises ValueError."""
    with pytest.raises(error):
        Setting(**named)


@pytest.mark.parametrize(
    ("celsius", "expected"),
    [(9.5, 1.5), (8.0, 0.0), (4.0, 0.0), (1.0, -3.0)],
    ids=["above", "at the upper end", "at the lower end", "below"],
)
def test_t1_deviation_has_a_direction(celsius: float, expected: float) -> None:
    """Above the band a deviation is positive, below it negative."""
    assert Setting(target=6.0).deviation(celsius) == expected


def test_t2_numbers_are_tidied() -> None:
    """A number is kept in capitals and without whitespace."""
    assert reefer(" novu 000 0001").number == "NOVU0000001"


@pytest.mark.parametrize("number", ["NOVU000001", "NOV00000001", ""])
def test_t2_what_is_no_number_is_refused(number: str) -> None:
    """Four letters and seven digits make a number."""
    with pytest.raises(ValueError):
        reefer(number)


def test_t2_readings_are_a_sorted_tuple() -> None:
    """Readings are kept in the order of their minutes, and cannot be exchanged."""
    limes: Any = reefer("NOVU0000001", (15, 6.0), (5, 7.0))

    assert limes.readings == (Reading(5, 7.0), Reading(15, 6.0))
    with pytest.raises(FrozenInstanceError):
        limes.readings = ()


def test_t2_reefers_are_keys() -> None:
    """A reefer can be the key of a dict, although it was made with a list."""
    places = {reefer("NOVU0000001", (5, 7.0)): "B-7"}

    assert places[reefer("novu0000001", (5, 7.0))] == "B-7"


def test_t2_with_reading_leaves_the_old_reefer() -> None:
    """A new reading makes a new reefer."""
    old = reefer("NOVU0000001", (5, 7.0))
    new = old.with_reading(Reading(2, 8.0))

    assert (new.latest, len(new.readings), len(old.readings)) == (Reading(5, 7.0), 2, 1)


def test_t3_registry_lists_by_number() -> None:
    """Reefers are sorted by number; a number can be added once."""
    registry = Registry([reefer("NOVU0000002"), reefer("NOVU0000001")])

    assert [each.number for each in registry.reefers()] == ["NOVU0000001", "NOVU0000002"]
    with pytest.raises(ValueError):
        registry.add(reefer("NOVU0000002"))


def test_t3_record_replaces_the_reefer() -> None:
    """After recording, the registry holds the reefer that was returned."""
    old = reefer("NOVU0000001", (5, 7.0))
    registry = Registry([old])
    new = registry.record("NOVU0000001", Reading(6, 7.5))

    assert registry.find("NOVU0000001") == new
    assert (new.latest, old.latest) == (Reading(6, 7.5), Reading(5, 7.0))


def test_t4_alarms_have_the_largest_distance_first() -> None:
    """Too cold is as bad as too warm; what lies in the band is no alarm."""
    registry = Registry(
        [
            reefer("NOVU0000001", (5, 9.0)),
            reefer("NOVU0000002", (5, 7.0)),
            reefer("NOVU0000003", (5, 1.0), (4, 20.0)),
        ]
    )

    assert registry.alarms() == [
        Alarm("NOVU0000003", 5, -3.0),
        Alarm("NOVU0000001", 5, 1.0),
    ]
    assert [alarm.number for alarm in registry.alarms(1.0)] == ["NOVU0000003"]


def test_t5_reefers_come_back() -> None:
    """What was written is read again as equal reefers in the same order."""
    reefers = [reefer("NOVU0000002", (5, 7.0)), reefer("NOVU0000001", target=-20.0)]

    assert load_reefers(dump_reefers(reefers)) == reefers


def test_t5_older_documents_have_no_tolerance() -> None:
    """A document of version 1 is read with the default tolerance."""
    row = {"number": "NOVU0000001", "goods": "limes", "target": 6.0, "readings": []}

    assert load_reefers(json.dumps({"version": 1, "reefers": [row]})) == [reefer("NOVU0000001")]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("no JSON", None),
        ('{"version": 3, "reefers": []}', None),
        (document(target=True), 1),
        (document(number="NOVU1"), 1),
        (document(colour="white"), 1),
    ],
    ids=["no JSON", "unknown version", "true for a number", "refused number", "a key too many"],
)
def test_t5_errors_name_the_position(text: str, position: int | None) -> None:
    """A document that does not fit raises DocumentError with the place of the mistake."""
    with pytest.raises(DocumentError) as caught:
        load_reefers(text)

    assert caught.value.position == position
