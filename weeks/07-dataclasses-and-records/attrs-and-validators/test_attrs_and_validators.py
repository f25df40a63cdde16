"""Visible tests of attrs-and-validators."""

from decimal import Decimal

import pytest

from attrs_and_validators import SetPoint, read_rows, shifted, to_celsius, to_container, to_row

REEFER = "MSKU2083114"


def test_t1_a_container_number_is_tidied() -> None:
    """Spaces and hyphens go, letters become capitals."""
    assert to_container(" msku 208311-4 ") == REEFER


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4, "4.0"), (Decimal("-0.55"), "-0.6"), ("2.5 c", "2.5"), ("23F", "-5.0"), ("35 F", "1.7")],
    ids=["4", "Decimal -0.55", "2.5 c", "23F", "35 F"],
)
def test_t1_temperatures_become_tenths_of_celsius(value: object, expected: str) -> None:
    """A temperature of any form becomes a Decimal in Celsius with one place."""
    assert str(to_celsius(value)) == expected


@pytest.mark.parametrize(
    ("value", "error"),
    [("cold", ValueError), ("infinity", ValueError), (-18.0, TypeError), (True, TypeError)],
    ids=["cold", "infinity", "-18.0", "True"],
)
def test_t1_what_is_no_temperature_is_refused(value: object, error: type[Exception]) -> None:
    """A text without a number is a ValueError, another type a TypeError."""
    with pytest.raises(error):
        to_celsius(value)


def test_t2_limits_lie_two_degrees_around_the_target() -> None:
    """Limits that are not given follow from the converted target."""
    point = SetPoint(REEFER, "50 F")

    assert [point.low, point.target, point.high] == [Decimal(8), Decimal(10), Decimal(12)]


@pytest.mark.parametrize(
    "arguments",
    [("MSKJ2083114", 4), (REEFER, "-35.1"), (REEFER, 4, 4), (REEFER, 4, 2, "3.9")],
    ids=["not a reefer", "too cold", "low is the target", "high below the target"],
)
def test_t2_impossible_set_points_are_refused(arguments: tuple[str, object]) -> None:
    """A value out of its range or out of order raises ValueError."""
    with pytest.raises(ValueError):
        SetPoint(*arguments)


def test_t2_humidity_is_not_converted() -> None:
    """A humidity that is a text raises TypeError."""
    with pytest.raises(TypeError):
        SetPoint(REEFER, 4, humidity="85")  # type: ignore[arg-type]  # refused on purpose


def test_t2_the_note_does_not_count_for_equality() -> None:
    """Two set-points that differ in their notes only are equal."""
    assert SetPoint(REEFER, 4, note="pears") == SetPoint(REEFER, "4 C", note="plums")


def test_t3_assigning_converts() -> None:
    """An assigned text becomes a Decimal."""
    point = SetPoint(REEFER, 4)

    point.target = "41 F"  # type: ignore[assignment]  # refused on purpose

    assert point.target == Decimal(5)


def test_t3_a_refused_assignment_changes_nothing() -> None:
    """A target above the upper limit is refused, and the old one stays."""
    point = SetPoint(REEFER, 4)

    with pytest.raises(ValueError):
        point.target = Decimal(7)

    assert point == SetPoint(REEFER, 4)


def test_t3_a_container_keeps_its_number() -> None:
    """Assigning to `container` raises AttributeError."""
    point = SetPoint(REEFER, 4)

    with pytest.raises(AttributeError):
        point.container = "TCLU4410623"


def test_t3_shifting_makes_a_new_set_point() -> None:
    """Target and limits move together; the original stays as it was."""
    point = SetPoint(REEFER, 4, 1, 9)

    assert shifted(point, -3) == SetPoint(REEFER, 1, -2, 6)
    assert point == SetPoint(REEFER, 4, 1, 9)


def test_t4_a_row_holds_what_says_something() -> None:
    """Temperatures become text; no humidity and no note are left out."""
    assert to_row(SetPoint(REEFER, 4, 0, note="pears")) == {
        "container": REEFER,
        "target": "4.0",
        "low": "0.0",
        "high": "6.0",
        "note": "pears",
    }


def test_t4_bad_rows_are_counted_from_zero() -> None:
    """Good rows become set-points, the positions of the others are listed."""
    rows = [
        {"container": REEFER, "target": "warm"},
        {"container": REEFER, "target": "4"},
        {"container": REEFER, "goal": "4"},
    ]

    assert read_rows(rows) == ([SetPoint(REEFER, 4)], [0, 2])
