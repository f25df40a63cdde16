"""Visible tests of the drills of week 07: one for each drill."""

from dataclasses import dataclass
from typing import Any

import drills
import pytest


@dataclass(frozen=True)
class Mark:
    """A frozen record."""

    text: str


def test_t1_berths_are_equal_by_their_fields() -> None:
    """Two berths with the same three values are equal."""
    one = drills.Berth(2, "south", 95.0)
    assert one == drills.Berth(number=2, quay="south", metres=95.0)
    assert one != drills.Berth(3, "south", 95.0)


def test_t2_pass_without_further_words() -> None:
    """A pass has a zone and a number of days even if nobody says so."""
    given = drills.VisitorPass("Aino Laine")
    assert (given.holder, given.zone, given.days) == ("Aino Laine", "office", 1)


def test_t3_stacks_share_no_list() -> None:
    """A container on one stack is not on the other."""
    one, other = drills.Stack("E"), drills.Stack("F")
    one.containers.append("KBXU 5")
    assert other.containers == []


def test_t4_container_is_tidied() -> None:
    """The container of a reading has capitals and no blanks around it."""
    assert drills.Reading(" kbxu 5 ", -20).container == "KBXU 5"


@pytest.mark.parametrize(
    ("container", "celsius"),
    [pytest.param("  ", 4, id="no container"), pytest.param("KBXU 5", 75, id="too warm")],
)
def test_t4_impossible_readings_are_refused(container: str, celsius: float) -> None:
    """A reading without a container, or of 75 degrees, raises ValueError."""
    with pytest.raises(ValueError):
        drills.Reading(container, celsius)


def test_t5_frozen_record_refuses() -> None:
    """A frozen record keeps its value."""
    mark = Mark("north")
    assert drills.is_refused(mark, "text", "south") is True
    assert mark.text == "north"


def test_t6_moves_come_in_turn() -> None:
    """Priority decides before the minute."""
    late, early = drills.Move(1, 45, "KBXU 5"), drills.Move(2, 5, "TCLU 9")
    assert drills.in_turn([early, late]) == [late, early]


def test_t7_tank_takes_what_fits() -> None:
    """Of 30 litres, a tank with room for 10 takes 10."""
    tank = drills.Tank(80, 70)
    assert (tank.fill(30), tank.litres) == (10, 80)


def test_t8_slot_can_be_unpacked() -> None:
    """A slot comes apart like a tuple, and its label shows all three parts."""
    block, row, tier = drills.Slot("M", 4)
    assert (block, row, tier) == ("M", 4, 1)
    assert drills.slot_label(drills.Slot("M", 4, 2)) == "M-4/2"


def test_t9_calls_become_dicts() -> None:
    """The calls of a voyage are dicts in its dict."""
    voyage = drills.Voyage("Sigrun", [drills.Call("Turku", 3)])
    assert drills.voyage_data(voyage)["calls"] == [{"port": "Turku", "days": 3}]


def test_t10_each_case_has_one_of_the_four_answers() -> None:
    """Six cases, and four words to choose from."""
    chosen = drills.record_types()
    assert set(chosen) == set("abcdef")
    assert set(chosen.values()) <= {"dataclass", "frozen", "namedtuple", "pydantic"}


def test_t11_old_booking_stays() -> None:
    """Extending a booking makes a new one."""
    booking = drills.Booking("Sigrun", 5, 8)
    assert drills.extended(booking, 4) == drills.Booking("Sigrun", 5, 12)
    assert booking.hours == 8


def test_t12_buoy_refuses_a_misspelt_name() -> None:
    """A field can be assigned to, a misspelt name cannot."""
    buoy: Any = drills.Buoy("M 1")
    buoy.lit = True
    with pytest.raises(AttributeError):
        buoy.litt = False


def test_t13_source_and_target_want_their_names() -> None:
    """A transfer takes source and target by name only."""
    transfer: Any = drills.Transfer
    assert transfer("KBXU 5", source="E", target="F").target == "F"
    with pytest.raises(TypeError):
        transfer("KBXU 5", "E", "F")
