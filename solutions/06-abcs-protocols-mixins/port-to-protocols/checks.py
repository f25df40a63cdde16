"""Hidden checks of port-to-protocols."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

WEIGHTS = st.integers(-500, 40_000)
NAMES = st.text(max_size=4)


def in_tonnes(kilograms, decimals):
    """What a cell shows for these kilograms."""
    sign = "-" if kilograms < 0 else ""
    whole, rest = divmod(abs(kilograms), 1000)
    return f"{sign}{whole}.{rest:03d} t" if decimals == 3 else f"{sign}{whole}.{rest // 10:02d} t"


DISPLAYS = st.one_of(
    st.builds(in_tonnes, WEIGHTS, st.sampled_from([2, 3])),
    st.sampled_from(["2.01 t", "0.57 t", "4.035 t", "-1.13 t"]),  # a float falls short of these
)
AXLES = st.lists(st.integers(0, 40_000).map(lambda quarters: quarters / 4), min_size=1, max_size=6)


@points(1, task=1, covers="R1 R2")
def check_protocols_cannot_be_instantiated(student, reference):
    """Scale() and Zeroable() raise TypeError; Scale asks for a name and a method weigh()."""
    agree(student, reference, "instantiate_scale")
    agree(student, reference, "instantiate_zeroable")
    agree(student, reference, "members_of_scale")


@points(
    1,
    task=1,
    covers="R2",
    reply="whoever has a method zero() is Zeroable, whatever else it is",
)
def check_whatever_has_zero_is_zeroable(student, reference):
    """isinstance() with Zeroable is true for any object that has zero(), and for no other."""
    agree(student, reference, "zeroables")


@points(1, task=1, covers="R3")
def check_the_terminal_is_complete(student, reference):
    """terminal() gives its scales and what can be set to zero of them."""
    agree(student, reference, "terminal_names")


@points(
    2,
    task=2,
    covers="R4 R8",
    reply="an adapter has a maker's object, a wrapper has a scale: neither inherits",
)
def check_nothing_inherits(student, reference):
    """CraneScale, AxleScale and Steady have no base class."""
    agree(student, reference, "bases")


@points(1, task=2, covers="R4", reply="restore the upper part of the file from the handout")
def check_the_makers_classes_are_unchanged(student, reference):
    """The classes of the makers have the members and the base classes that they came with."""
    agree(student, reference, "makers_classes")


@points(2, task=2, covers="R4 R5")
@given(displays=st.lists(DISPLAYS, max_size=4), crane=NAMES)
def check_a_crane_scale_reads_tonnes(student, reference, displays, crane):
    """A crane scale gives the kilograms that its cell shows at that moment."""
    agree(student, reference, "crane_weighs", displays, crane)


@points(1, task=2, covers="R5")
def check_a_crane_scale_zeroes_its_cell(student, reference):
    """zero() of a crane scale sets its cell to zero, and returns None."""
    agree(student, reference, "crane_zeroes", "12.50 t")
    agree(student, reference, "crane_zeroes", "-0.125 t")


@points(2, task=2, covers="R6")
def check_a_cell_fault_is_translated(student, reference):
    """A CellFault becomes a ScaleFault with the CellFault as its cause."""
    agree(student, reference, "crane_fault", reply="is it a ScaleFault, and does it have a cause?")
    agree(student, reference, "crane_recovers")


@points(1, task=2, covers="R6", reply="only the CellFault is yours to translate")
def check_other_errors_of_a_cell_pass(student, reference):
    """What read() or tare() raises besides CellFault passes on."""
    agree(student, reference, "crane_with_a_cut_wire", "weigh")
    agree(student, reference, "crane_with_a_cut_wire", "zero")


@points(2, task=2, covers="R4 R7")
@given(stories=st.lists(AXLES, min_size=1, max_size=4), lane=st.integers(0, 60))
def check_an_axle_scale_rounds_the_sum(student, reference, stories, lane):
    """An axle scale adds the loads on its pads at that moment and rounds the sum."""
    agree(student, reference, "lane_weighs", stories, lane)


@points(1, task=2, covers="R7")
def check_an_empty_lane_is_a_fault(student, reference):
    """An axle scale without an axle raises ScaleFault."""
    agree(student, reference, "empty_lane")


@points(2, task=2, covers="R7 R8")
def check_only_the_crane_scale_can_be_zeroed(student, reference):
    """CraneScale has zero(); AxleScale and Steady do not have it at all."""
    agree(student, reference, "own_zeroables")
    agree(student, reference, "lane_members")


@points(2, task=3, covers="R8")
def check_steady_wraps_any_scale(student, reference):
    """Steady wraps a scale of any class, also another Steady, and returns the median."""
    agree(student, reference, "steady", [100, 4000, 100])
    agree(student, reference, "steady_of_steady", [1, 5, 9, 2, 8, 30])
    agree(student, reference, "steady_of_all")


@points(2, task=3, covers="R8", after="check_steady_wraps_any_scale")
@given(readings=st.lists(WEIGHTS, min_size=1, max_size=7))
def check_steady_gives_the_median(student, reference, readings):
    """Steady asks its scale as often as it was told and returns the median."""
    agree(student, reference, "steady", readings)
    agree(student, reference, "steady_by_default", readings)
    agree(student, reference, "steady_by_keyword", readings)
    agree(student, reference, "steady_twice", readings)
    agree(student, reference, "steady_of_steady", readings)


@points(1, task=3, covers="R8 R9")
def check_steady_passes_faults_and_refuses_no_readings(student, reference):
    """A fault passes through Steady, and fewer readings than one raise ValueError."""
    agree(student, reference, "steady_fault", [4, None, 4])
    agree(student, reference, "steady_fault", [4, 4, "odd"])
    for readings in (1, 2, 0, -1, -3):
        agree(student, reference, "steady_count", readings)


@points(2, task=4, covers="R10")
@given(readings=st.lists(st.one_of(WEIGHTS, st.none()), max_size=6))
def check_faults_become_none(student, reference, readings):
    """weigh_all() weighs once on every scale and gives None for a fault."""
    agree(student, reference, "weigh_round", readings)
    agree(student, reference, "weigh_generator", readings)


@points(1, task=4, covers="R10")
def check_cranes_lanes_and_bridges_weigh_together(student, reference):
    """weigh_all() takes adapters, and scales that need none; one fault does not end the round."""
    for display in ("", "0.50 t", "12.25 t", "-0.125 t"):
        for axles in ([], [7000.0], [6100.0, 6900.0, 5.0]):
            agree(student, reference, "weigh_mixed", display, axles, 21_400)


@points(1, task=4, covers="R10", reply="a mistake in the code is no fault of a scale")
def check_other_errors_stop_the_weighing(student, reference):
    """An exception that is no ScaleFault passes through weigh_all()."""
    agree(student, reference, "weigh_round", [3, "odd", 4])


@points(2, task=4, covers="R11")
@given(
    kinds=st.lists(
        st.sampled_from(["counter", "counter", "spring", "lane", "word", "number"]), max_size=7
    )
)
def check_whatever_can_be_zeroed_is_zeroed(student, reference, kinds):
    """zero_all() zeroes objects of any class that can be, in order, and counts them."""
    agree(student, reference, "zero_round", kinds)


@points(1, task=4, covers="R3 R11")
def check_zeroing_takes_any_iterable(student, reference):
    """zero_all() takes any iterable, and lets errors pass."""
    agree(student, reference, "zero_generator")
    agree(student, reference, "terminal_zeroed")
    agree(student, reference, "zero_with_a_jam")
