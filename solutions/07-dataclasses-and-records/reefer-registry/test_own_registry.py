"""Own tests of the registry: reefers go in, readings and alarms come out."""

import json

import pytest

from reefer_registry import Reading, Reefer, Registry, Setting, dump_reefers, load_reefers


def reefer(number: str, *pairs: tuple[int, float], target: float = 4.0) -> Reefer:
    """A reefer with a tolerance of one degree."""
    setting = Setting(target=target, tolerance=1.0)
    return Reefer(number, "figs", setting, [Reading(*pair) for pair in pairs])


def filled() -> Registry:
    """A registry of four reefers, added in no order."""
    return Registry(
        [
            reefer("QYLU0000007", (20, 5.0), (10, 9.0)),
            reefer("QYLU0000003", (0, 1.0)),
            reefer("QYLU0000001", (0, 7.0)),
            reefer("QYLU0000002", (0, 9.5)),
        ]
    )


@pytest.mark.parametrize(
    ("celsius", "expected"), [(5.0, 0.0), (5.5, 0.5), (3.0, 0.0), (2.0, -1.0), (4.0, 0.0)]
)
def test_own_deviation_counts_from_the_band(celsius: float, expected: float) -> None:
    """The limits belong to the band, and what is below it is negative."""
    assert Setting(target=4.0, tolerance=1.0).deviation(celsius) == expected


def test_own_latest_goes_by_minute() -> None:
    """The latest reading is that of the largest minute, wherever it was given."""
    latest = reefer("QYLU0000001", (30, 4.0), (10, 9.0)).latest

    assert latest is not None
    assert (latest.minute, latest.celsius) == (30, 4.0)


def test_own_one_minute_has_one_reading() -> None:
    """A second reading of a minute raises ValueError."""
    with pytest.raises(ValueError):
        reefer("QYLU0000001", (30, 4.0), (30, 4.5))


def test_own_a_number_is_added_once() -> None:
    """A taken number raises ValueError, and the first reefer stays."""
    registry = filled()

    with pytest.raises(ValueError):
        registry.add(reefer("QYLU0000007"))

    assert len(registry.find("QYLU0000007").readings) == 2


def test_own_a_recorded_reading_is_found() -> None:
    """The registry holds the reefer with the new reading, the old reefer stays."""
    registry = filled()
    old = registry.find("QYLU0000001")

    registry.record("QYLU0000001", Reading(5, 4.0))

    assert [len(registry.find("QYLU0000001").readings), len(old.readings)] == [2, 1]


def test_own_alarms_come_worst_first() -> None:
    """Too cold counts like too warm; equal deviations are in the order of the numbers."""
    assert [alarm.number for alarm in filled().alarms()] == [
        "QYLU0000002",
        "QYLU0000001",
        "QYLU0000003",
    ]


def test_own_alarms_lie_beyond_the_limit() -> None:
    """A deviation of the limit itself is no alarm."""
    assert [alarm.number for alarm in filled().alarms(2.0)] == ["QYLU0000002"]


def test_own_reefers_come_back() -> None:
    """A document holds all there is to know of the reefers."""
    reefers = filled().reefers()

    assert load_reefers(dump_reefers(reefers)) == reefers


def test_own_true_is_no_number() -> None:
    """A document with true for a target raises ValueError."""
    document = json.loads(dump_reefers([reefer("QYLU0000001")]))
    document["reefers"][0]["target"] = True

    with pytest.raises(ValueError):
        load_reefers(json.dumps(document))
