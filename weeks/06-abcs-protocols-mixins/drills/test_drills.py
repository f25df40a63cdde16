"""Visible tests of the drills of week 06: one for each drill."""

from abc import ABC, abstractmethod

import drills
import pytest


class Probe(drills.ReeferProbe):
    """A complete probe."""

    def container(self) -> str:
        """A fixed number."""
        return "TCLU 88"

    def celsius(self) -> float:
        """A fixed temperature."""
        return 4.26


class Hatch(ABC):
    """An abstract class with two methods."""

    @abstractmethod
    def shut(self) -> None:
        """Shut it."""

    @abstractmethod
    def lift(self) -> None:
        """Lift it."""


class DeckHatch(Hatch):
    """A child that forgets one of them."""

    def lift(self) -> None:
        """Lift it by hand."""


class Beacon:
    """Has a ping and inherits from nothing."""

    def ping(self) -> bool:
        """Answer."""
        return True


def test_t1_line_is_made_of_both_abstract_methods() -> None:
    """The line shows the container and the temperature with one decimal."""
    assert Probe().line() == "TCLU 88: 4.3"


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        pytest.param(Hatch, True, id="creation_error(Hatch)"),
        pytest.param(str, False, id="creation_error(str)"),
    ],
)
def test_t2_abstract_class_has_a_creation_error(kind: type[object], refused: bool) -> None:
    """There is a text for an abstract class, and none for str."""
    assert bool(drills.creation_error(kind)) is refused


@pytest.mark.parametrize(
    ("hours", "fee"), [pytest.param(1, 120, id="fee(1)"), pytest.param(5, 200, id="fee(5)")]
)
def test_t3_short_stays_cost_three_hours(hours: int, fee: int) -> None:
    """Three hours are charged at least."""
    assert drills.NightTariff().fee(hours) == fee


def test_t4_to_dict_leaves_out_private_attributes() -> None:
    """Names that begin with an underscore stay out."""

    class Sling(drills.ToDictMixin):
        def __init__(self) -> None:
            self.length = 12
            self._worn = True

    assert Sling().to_dict() == {"length": 12}


def test_t5_yard_server_takes_label_and_place_from_the_mixins() -> None:
    """Capitals come from one mixin, the place from the other."""
    server = drills.YardServer("yard-db", "shed 4")
    assert (server.label(), server.place()) == ("YARD-DB", "shed 4")


def test_t6_names_run_from_the_class_to_object() -> None:
    """The names are in the method resolution order."""
    assert drills.mro_names(DeckHatch) == ["DeckHatch", "Hatch", "ABC", "object"]


def test_t7_things_with_a_ping_are_counted() -> None:
    """What has a ping counts, without inheriting from the protocol."""
    assert drills.count_pingable([Beacon(), object(), Beacon()]) == 2


def test_t8_forgotten_method_is_named() -> None:
    """The child lacks the method that it does not write."""
    assert drills.missing_methods(DeckHatch) == ["shut"]


def test_t9_repr_shows_the_attributes() -> None:
    """The repr shows the class and each attribute."""

    class Pallet(drills.ReprMixin):
        def __init__(self, goods: str, boxes: int) -> None:
            self.goods = goods
            self.boxes = boxes

    assert repr(Pallet("tea", 8)) == "Pallet(goods='tea', boxes=8)"


def test_t10_each_case_has_one_of_the_two_answers() -> None:
    """Six cases, and two words to choose from."""
    chosen = drills.abc_or_protocol()
    assert set(chosen) == set("abcdef")
    assert set(chosen.values()) <= {"abc", "protocol"}


def test_t11_logged_gate_logs_before_it_opens() -> None:
    """The log line comes before the steps of the gate."""
    assert drills.LoggedGate().open("KB-12") == ["log KB-12", "raise barrier for KB-12"]


def test_t12_adopted_class_counts_as_an_alarm() -> None:
    """An adopted class passes isinstance."""

    class Whistle:
        """Knows nothing of alarms."""

    drills.adopt(Whistle)
    assert isinstance(Whistle(), drills.Alarm)
