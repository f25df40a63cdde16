"""Visible tests of port-to-protocols."""

import pytest
from port_to_protocols import (
    AxlePads,
    AxleScale,
    CellFault,
    CraneCell,
    CraneScale,
    ScaleFault,
    Steady,
    Weighbridge,
    Zeroable,
    weigh_all,
    zero_all,
)


class SpringScale:
    """A scale that no maker has sent; each reading is the next of a list."""

    name = "spring scale"

    def __init__(self, *weights: int) -> None:
        self.weights = list(weights)

    def weigh(self) -> int:
        if not self.weights:
            raise ScaleFault(self.name)
        return self.weights.pop(0)


class Clock:
    """No scale at all, but something that can be set to zero."""

    def __init__(self) -> None:
        self.seconds = 75

    def zero(self) -> None:
        self.seconds = 0


def crane_scale(display: str) -> CraneScale:
    """A crane scale whose cell shows `display`."""
    cell = CraneCell("B2")
    cell.display = display
    return CraneScale(cell)


def axle_scale(*axles: float) -> AxleScale:
    """An axle scale with these loads on its pads."""
    pads = AxlePads(11)
    pads.axles = list(axles)
    return AxleScale(pads)


def test_t1_whatever_has_zero_is_zeroable() -> None:
    """isinstance() tells a clock that can be set to zero from a scale that cannot."""
    assert [isinstance(thing, Zeroable) for thing in (Clock(), SpringScale())] == [True, False]


@pytest.mark.parametrize(
    ("display", "kilograms"),
    [
        pytest.param("18.30 t", 18300, id='weigh("18.30 t")'),
        pytest.param("8.03 t", 8030, id='weigh("8.03 t")'),
        pytest.param("-0.015 t", -15, id='weigh("-0.015 t")'),
    ],
)
def test_t2_tonnes_become_kilograms(display: str, kilograms: int) -> None:
    """A crane scale turns the text of its cell into whole kilograms."""
    assert crane_scale(display).weigh() == kilograms


def test_t2_a_crane_scale_asks_its_cell_each_time() -> None:
    """What the cell shows now is what the crane scale weighs now."""
    cell = CraneCell("C4")
    scale = CraneScale(cell)
    cell.display = "0.72 t"

    assert (scale.name, scale.weigh()) == ("crane C4", 720)


def test_t2_a_makers_fault_becomes_ours() -> None:
    """A CellFault turns into a ScaleFault that names it as its cause."""
    with pytest.raises(ScaleFault) as caught:
        crane_scale("").weigh()

    assert isinstance(caught.value.__cause__, CellFault)


def test_t2_axle_loads_are_added_before_they_are_rounded() -> None:
    """An axle scale rounds the sum, not each axle."""
    assert axle_scale(910.25, 1200.25, 880.25).weigh() == 2991


def test_t2_an_empty_lane_cannot_measure() -> None:
    """Without an axle on its pads an axle scale raises ScaleFault."""
    with pytest.raises(ScaleFault):
        axle_scale().weigh()


def test_t2_only_the_crane_can_be_zeroed() -> None:
    """A CraneScale is Zeroable and an AxleScale is not."""
    assert [isinstance(scale, Zeroable) for scale in (crane_scale("1.00 t"), axle_scale(9.0))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("weights", "median"),
    [
        pytest.param([640], 640, id="median of 640"),
        pytest.param([655, 610, 640], 640, id="median of 655, 610, 640"),
        pytest.param([655, 610, 640, 650], 650, id="median of 655, 610, 640, 650"),
    ],
)
def test_t3_steady_returns_the_median(weights: list[int], median: int) -> None:
    """Steady asks its scale several times and returns the reading in the middle."""
    assert Steady(SpringScale(*weights), len(weights)).weigh() == median


def test_t3_no_readings_are_refused() -> None:
    """Steady with no readings at all raises ValueError."""
    with pytest.raises(ValueError):
        Steady(SpringScale(5), 0)


def test_t4_one_fault_does_not_stop_the_others() -> None:
    """weigh_all() gives None for a scale that cannot measure, and weighs on."""
    bridge = Weighbridge(8)
    bridge.load = 21700

    assert weigh_all([axle_scale(), crane_scale("3.90 t"), bridge]) == {
        "lane 11": None,
        "crane B2": 3900,
        "bridge 8": 21700,
    }


def test_t4_whatever_can_be_zeroed_is_zeroed() -> None:
    """zero_all() zeroes objects of any class that have zero(), and counts them."""
    clock, bridge = Clock(), Weighbridge(8)
    bridge.load = 35

    assert zero_all([clock, SpringScale(3), "clock", bridge]) == 2
    assert (clock.seconds, bridge.load) == (0, 0)
