"""Hidden checks of weigh. kx9q89a2b0da7b"""

from hypothesis import strategies as st

from grader.checks import agree, close, expect, given, points, raises, unordered

WEIGHTS = st.lists(st.floats(min_value=-1000, max_value=1000, width=32), max_size=8)
ARRIVALS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", ""]), st.floats(0, 50, width=16)), max_size=8)
BERTHS = ("kx9q061fbf7330", "kx9q9968535e99", "kx9q40f8cfd1e0")
FEW = [73912.8841, 0.5, 1048.25]


@points(2, task=1, covers="R1")
def check_a_few_weights_are_added_up(student, reference):
    """A few weights are added up, and none give 0.0."""
    agree(student, reference, "total", FEW, compare=close())
    agree(student, reference, "total", [], compare=close())


@points(2, task=1, covers="R1")
@given(weights=WEIGHTS, examples=20)
def check_any_weights_are_added_up(student, reference, weights):
    """Any weights are added up."""
    agree(student, reference, "total", weights, compare=close(relative=1e-6, absolute=1e-6))


@points(1, task=1, covers="R2")
def check_nothing_has_no_mean(student, reference):
    """Without weights there is no mean: ValueError."""
    raises(student, "ValueError", "mean", [])


@points(2, task=1, covers="R2")
@given(weights=WEIGHTS.filter(bool), examples=20)
def check_the_mean_of_any_weights(student, reference, weights):
    """The mean of any weights is found."""
    agree(student, reference, "mean", weights, compare=close(relative=1e-6, absolute=1e-6))


@points(2, task=1, covers="R3")
@given(weights=WEIGHTS.filter(lambda weights: len(set(weights)) > 1), examples=20)
def check_the_heaviest_come_first(student, reference, weights):
    """The heaviest come first, and the given list stays as it was."""
    agree(student, reference, "heaviest", weights, observing=["value", "arguments"])


@points(1, task=1, covers="R1 R3")
def check_what_was_put_in_order_adds_up(student, reference):
    """What was put in order adds up as before."""
    ordered = student.heaviest([3.0, 7.5, 5.25])
    expect(student.total(ordered), reference.total([7.5, 5.25, 3.0]), compare=close())


@points(2, task=2, covers="R4")
def check_arrivals_are_grouped(student, reference):
    """Arrivals are grouped by their berth."""
    agree(student, reference, "by_berth", [(name, 73912.8841 / part) for part in (1, 3, 2) for name in BERTHS])
    agree(student, reference, "by_berth", [(BERTHS[0], 1.0)])


@points(2, task=2, covers="R4")
@given(arrivals=ARRIVALS.filter(bool), examples=20)
def check_any_arrivals_are_grouped(student, reference, arrivals):
    """Any arrivals are grouped."""
    agree(student, reference, "by_berth", arrivals)


@points(1, task=2, covers="R5")
def check_each_berth_is_named_once(student, reference):
    """Each berth is named once."""
    agree(student, reference, "berths", [(name, 1.0) for name in BERTHS * 2])
    agree(student, reference, "named", [(name, 1.0) for name in BERTHS * 2], compare=unordered)


@points(1, task=2, covers="R5")
@given(tonnes=st.integers(1, 5000), examples=10)
def check_the_toll_is_exact(student, reference, tonnes):
    """The toll is exact to the cent."""
    agree(student, reference, "toll", tonnes)


@points(2, task=3, covers="R6")
@given(loads=st.lists(st.integers(1, 400), min_size=1, max_size=6), examples=10)
def check_the_scale_remembers(student, reference, loads):
    """The scale remembers what lies on it, and forgets it when it is tared."""
    seen = student.drive(loads)
    expect(len(seen), len(loads) + 2)
    expect(seen, reference.drive(loads))


@points(1, task=3, covers="R7")
def check_readings_come_one_by_one(student, reference):
    """Readings come one by one, and no weight is looked at too early."""
    first = student.take(3, "endless")
    expect(first["items"], reference.take(3, "endless")["items"], reply="the readings are other ones")
    expect(first["exhausted"], False)
