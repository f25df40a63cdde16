"""Visible tests of mixin-workshop."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mixin_workshop import (
    ComparisonMixin,
    MissingFieldsError,
    TimestampMixin,
    ValidationMixin,
    YardServer,
)

SIX = datetime(2027, 8, 9, 6, tzinfo=UTC)


def hourly_clock() -> Callable[[], datetime]:
    """Make a clock that is one hour on at each reading: 6, 7, 8 o'clock and so on."""
    hours = iter(range(24))
    return lambda: SIX + timedelta(hours=next(hours))


class Vessel:
    """A base class that passes on what it does not know."""

    def __init__(self, *, flag: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.flag = flag


class StampedVessel(TimestampMixin, Vessel):
    """A vessel with timestamps."""


class Pass(ValidationMixin):
    """A gate pass that needs a driver and a lane."""

    required_fields = ("driver", "lane")

    def __init__(self, driver: str | None, lane: int | None) -> None:
        self.driver = driver
        self.lane = lane


class Gate(ComparisonMixin):
    """A gate, compared by its number."""

    compare_by = "number"

    def __init__(self, number: int) -> None:
        self.number = number


class RailGate(Gate):
    """A gate of another class."""


def test_t1_new_object_has_one_moment_in_both_stamps() -> None:
    """A new object reads its clock once, and both stamps hold that moment."""
    note = TimestampMixin(clock=hourly_clock())
    assert (note.created_at, note.updated_at) == (SIX, SIX)


def test_t1_touch_moves_updated_at_only() -> None:
    """Touching an object moves updated_at and leaves created_at."""
    note = TimestampMixin(clock=hourly_clock())
    note.touch()
    assert (note.created_at, note.updated_at) == (SIX, SIX + timedelta(hours=1))


def test_t1_other_keywords_reach_the_base_class() -> None:
    """A keyword that the mixin does not know reaches the next class."""
    vessel = StampedVessel(flag="Ghana", clock=hourly_clock())
    assert (vessel.flag, vessel.created_at) == ("Ghana", SIX)


@pytest.mark.parametrize(
    ("driver", "lane", "missing"),
    [
        pytest.param("Sunita", 3, (), id="Pass('Sunita', 3)"),
        pytest.param("Sunita", 0, (), id="Pass('Sunita', 0)"),
        pytest.param("  ", 3, ("driver",), id="Pass('  ', 3)"),
        pytest.param(None, None, ("driver", "lane"), id="Pass(None, None)"),
    ],
)
def test_t2_missing_fields_come_in_the_required_order(
    driver: str | None, lane: int | None, missing: tuple[str, ...]
) -> None:
    """Fields that are None or blank text are missing; 0 is a value."""
    assert Pass(driver, lane).missing_fields() == missing


def test_t2_validate_names_every_missing_field() -> None:
    """Validation raises one error that names all the missing fields."""
    with pytest.raises(MissingFieldsError) as caught:
        Pass("", None).validate()
    assert caught.value.fields == ("driver", "lane")


def test_t2_validate_accepts_a_corrected_object() -> None:
    """An object that failed validation passes once it is filled in."""
    gate_pass = Pass("Tomasz", None)
    with pytest.raises(MissingFieldsError):
        gate_pass.validate()
    gate_pass.lane = 2
    gate_pass.validate()


def test_t3_objects_sort_by_their_key() -> None:
    """Objects of one class sort by the key attribute."""
    ordered = sorted([Gate(3), Gate(1), Gate(2)])
    assert [gate.number for gate in ordered] == [1, 2, 3]


def test_t3_equal_objects_collapse_in_a_set() -> None:
    """A set keeps one of two equal objects."""
    assert len({Gate(4), Gate(4), Gate(5)}) == 2


def test_t3_all_operators_follow_the_key() -> None:
    """The operators that include equality follow the key as well."""
    assert Gate(6) <= Gate(6)
    assert Gate(7) >= Gate(6)
    assert Gate(7) > Gate(6)


@pytest.mark.parametrize(
    "other", [pytest.param(8, id="8"), pytest.param(RailGate(8), id="RailGate(8)")]
)
def test_t3_another_class_is_not_comparable(other: object) -> None:
    """An object of another class is never equal, and comparing the order declines."""
    assert Gate(8) != other
    assert Gate(8).__lt__(other) is NotImplemented


def test_t4_new_server_is_stamped_and_not_live() -> None:
    """A new server holds its arguments and its stamps, and is not live."""
    server = YardServer("ys-51", zone="quay", slots=6, clock=hourly_clock())
    assert (server.name, server.zone, server.slots, server.live) == ("ys-51", "quay", 6, False)
    assert server.created_at == SIX


def test_t4_commission_touches_a_complete_server() -> None:
    """Commissioning a complete server sets it live and moves updated_at."""
    server = YardServer("ys-52", zone="quay", slots=6, clock=hourly_clock())
    server.commission()
    assert (server.live, server.updated_at) == (True, SIX + timedelta(hours=1))


def test_t4_commission_leaves_a_lacking_server_alone() -> None:
    """Commissioning a server without a zone raises and changes nothing."""
    server = YardServer("ys-53", slots=6, clock=hourly_clock())
    with pytest.raises(MissingFieldsError):
        server.commission()
    assert (server.live, server.updated_at) == (False, SIX)


def test_t4_move_to_the_same_zone_does_not_touch() -> None:
    """Only a move to another zone touches the server."""
    server = YardServer("ys-54", zone="quay", clock=hourly_clock())
    server.move_to("quay")
    assert server.updated_at == SIX
    server.move_to("depot")
    assert (server.zone, server.updated_at) == ("depot", SIX + timedelta(hours=1))
