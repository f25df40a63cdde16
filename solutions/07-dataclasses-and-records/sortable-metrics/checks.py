"""Hidden checks of sortable-metrics."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

ROW = st.tuples(
    st.sampled_from(["scan", "plan", "gate"]),
    st.sampled_from([1, 2, 2.5, 3]),
    st.integers(0, 2),
    st.sampled_from(["ms", "s"]),
)
ROWS = st.lists(ROW, max_size=8)
NIGHT = [
    ("scan", 31, 5, "ms"),
    ("plan", 12.5, 9, "ms"),
    ("gate", 31, 4, "ms"),
    ("scan", 8, 6, "ms"),
    ("gate", 12.5, 9, "s"),
    ("scan", 31, 5, "s"),
    ("plan", 90, 1, "ms"),
    ("gate", 0.25, 7, "ms"),
    ("plan", 8, 2, "ms"),
    ("scan", 77, 3, "ms"),
]


@points(2, task=1, covers="R1")
def check_a_metric_keeps_and_shows_its_fields(student, reference):
    """Four parameters are stored as given, the unit is ms if left out; the repr shows them."""
    agree(student, reference, "made", "scan", 3, 4)
    agree(student, reference, "made", "scan", 3.5, -4, "s")
    agree(student, reference, "made", unit="s", timestamp=0, value=1, name="")
    agree(student, reference, "made", "scan", 3)
    agree(student, reference, "shown", "scan", 3, 4)
    agree(student, reference, "shown", "it's", 3.5, 0, "s")


@points(1, task=1, covers="R2")
def check_values_are_positive(student, reference):
    """Zero and negative values raise ValueError."""
    for value in [0, 0.0, -0.0, -1, -0.001, 5e-324, 1, 0.5, 0.999, 1e300]:
        agree(student, reference, "made", "scan", value, 0)


@points(2, task=1, covers="R2", reply="which comparisons are true for a value that is no number?")
def check_values_are_finite_numbers(student, reference):
    """Infinite values and those that are not a number raise ValueError."""
    for value in [float("inf"), float("-inf"), float("nan")]:
        agree(student, reference, "made", "scan", value, 0)


@points(2, task=2, covers="R3")
def check_the_greater_value_is_greater(student, reference):
    """Metrics are ordered by value before all else."""
    agree(student, reference, "compared", ("a", 4, 9), ("a", 5, 9))
    agree(student, reference, "compared", ("a", 5, 9), ("a", 4.5, 9))
    agree(student, reference, "compared", ("z", 4, 1), ("a", 5, 9))
    agree(student, reference, "compared", ("a", 4, 9), ("z", 5, 1))
    agree(student, reference, "compared", ("a", 9, 9), ("a", 10, 9))


@points(2, task=2, covers="R3", after="check_the_greater_value_is_greater")
def check_the_older_of_equal_values_is_greater(student, reference):
    """Of equal values the older metric is greater, whatever the names."""
    agree(student, reference, "compared", ("a", 4, 8), ("a", 4, 9))
    agree(student, reference, "compared", ("a", 4, 9), ("a", 4.0, 8))
    agree(student, reference, "compared", ("z", 4, 8), ("a", 4, 9))
    agree(student, reference, "compared", ("a", 4, 8), ("z", 4, 9))
    agree(student, reference, "compared", ("a", 4, -1), ("a", 4, 1))


@points(1, task=2, covers="R3", after="check_the_greater_value_is_greater")
def check_names_decide_the_rest(student, reference):
    """Of equal values and timestamps, the later name is greater."""
    agree(student, reference, "compared", ("a", 4, 9), ("b", 4, 9))
    agree(student, reference, "compared", ("b", 4, 9, "a"), ("a", 4, 9, "b"))
    agree(student, reference, "compared", ("Z", 4, 9), ("a", 4, 9))


@points(2, task=2, covers="R4", reply="which fields does the comparison look at, and which not?")
def check_the_unit_plays_no_part(student, reference):
    """Metrics that differ in their unit only are equal, with equal hashes and no order."""
    agree(student, reference, "compared", ("a", 4, 9, "ms"), ("a", 4, 9, "s"))
    agree(student, reference, "equal_and_hashed", ("a", 4, 9, "ms"), ("a", 4, 9, "s"))
    agree(student, reference, "equal_and_hashed", ("a", 4, 9), ("a", 4.0, 9))
    for other in [("b", 4, 9), ("a", 5, 9), ("a", 4, 8)]:
        agree(student, reference, "equal_and_hashed", ("a", 4, 9), other)


@points(
    1,
    task=2,
    covers="R3 R4 R5",
    after="check_the_older_of_equal_values_is_greater check_names_decide_the_rest "
    "check_the_unit_plays_no_part",
)
@given(one=ROW, other=ROW, all_of_them=ROWS)
def check_any_metrics_are_ordered(student, reference, one, other, all_of_them):
    """Any two metrics are compared, and any list is sorted, by the same order."""
    agree(student, reference, "compared", one, other)
    agree(student, reference, "equal_and_hashed", one, other)
    agree(student, reference, "sorts_like_its_key", all_of_them)


@points(1, task=2, covers="R5")
def check_the_sort_key_is_a_field(student, reference):
    """sort_key is a field, no parameter, and sorts like the metrics themselves."""
    agree(student, reference, "sort_key_field")
    agree(student, reference, "sorts_like_its_key", NIGHT)


@points(2, task=2, covers="R6", reply="when is the sort key made, and what may change after that?")
def check_the_order_does_not_go_stale(student, reference):
    """No field can be assigned; a copy is ordered by its own values."""
    for name, value in [("value", 9), ("timestamp", 1), ("name", "a"), ("unit", "s")]:
        agree(student, reference, "assign", name, value)
    agree(student, reference, "replaced", ("a", 4, 9), ("a", 8, 9), value=9)
    agree(student, reference, "replaced", ("a", 4, 9), ("a", 8, 9), value=8)
    agree(student, reference, "replaced", ("a", 4, 9), ("a", 4, 5), timestamp=4)
    agree(student, reference, "replaced", ("a", 4, 9), ("b", 4, 9), name="c")
    agree(student, reference, "replaced", ("a", 4, 9), ("b", 4, 9), value=-1)


@points(1, task=2, covers="R7")
def check_other_things_have_no_order_with_metrics(student, reference):
    """Comparing a metric with anything else raises TypeError."""
    for kind in ["tuple", "key", "number", "none"]:
        agree(student, reference, "compared_with", kind, "eq")
        for name in ["lt", "le", "gt", "ge"]:
            agree(student, reference, "compared_with", kind, name)


@points(1, task=3, covers="R8")
def check_the_greatest_come_first(student, reference):
    """The greatest metrics come first, five of them unless told otherwise."""
    agree(student, reference, "top_of", NIGHT)
    agree(student, reference, "top_of", NIGHT[:3])
    agree(student, reference, "top_of", NIGHT, count=2)
    for count in [1, 2, 9, 10, 11, 99]:
        agree(student, reference, "top_of", NIGHT, count)


@points(1, task=3, covers="R8", reply="how many times, and how, can the argument be used?")
def check_top_takes_any_iterable(student, reference):
    """Metrics may come from a generator, and a list that is given keeps its order."""
    few = [("a", 3, 0), ("a", 8, 0), ("a", 5, 0)]
    agree(student, reference, "top_of_a_generator", few)
    agree(student, reference, "top_of", few)


@points(1, task=3, covers="R8", reply="what do you return when nothing is wanted, or less?")
def check_counts_at_the_edge(student, reference):
    """A count of 0 gives nothing, and a negative one raises ValueError."""
    for count in [0, -1, -3]:
        agree(student, reference, "top_rows", NIGHT, count)
        agree(student, reference, "top_rows", [], count)


@points(2, task=3, covers="R8", after="check_the_greatest_come_first check_counts_at_the_edge")
@given(given_rows=ROWS, count=st.integers(0, 6))
def check_any_top_of_any_metrics(student, reference, given_rows, count):
    """Any number of the greatest of any metrics; equal ones stay in the order given."""
    agree(student, reference, "top_of", given_rows, count)


@points(2, task=4, covers="R9")
def check_names_then_newest(student, reference):
    """Metrics are arranged by name and, within a name, from new to old."""
    agree(student, reference, "named", NIGHT)
    agree(student, reference, "named", [("b", 1, 1), ("a", 9, -1), ("a", 2, 1), ("B", 3, 0)])
    agree(student, reference, "named", [("a", 1, 3), ("a", 9, 3), ("a", 5, 3, "s")])
    agree(student, reference, "named_of_a_generator", NIGHT)
    agree(student, reference, "named", [])


@points(2, task=4, covers="R10")
def check_peaks_of_a_night(student, reference):
    """Each name has its greatest metric; of equal ones the first object is kept."""
    agree(student, reference, "peaks_of", NIGHT)
    agree(student, reference, "peaks_of", NIGHT[::-1])
    agree(student, reference, "peaks_of", [("a", 4, 2, "s"), ("a", 4, 2, "ms"), ("a", 4, 3)])
    agree(student, reference, "peaks_of", [("a", 4, 2, "ms"), ("a", 4, 2, "s")])
    agree(student, reference, "peaks_of", [("b", 4, 3), ("b", 4, 2), ("b", 4, 5)])
    agree(student, reference, "peaks_of_a_generator", NIGHT)
    agree(student, reference, "peaks_of", [])


@points(1, task=4, covers="R9 R10", after="check_names_then_newest check_peaks_of_a_night")
@given(given_rows=ROWS)
def check_any_metrics_are_arranged(student, reference, given_rows):
    """Any metrics are arranged by name and reduced to their peaks."""
    agree(student, reference, "named", given_rows)
    agree(student, reference, "peaks_of", given_rows)


@points(2, task=5, covers="R11")
def check_a_metric_goes_to_its_place(student, reference):
    """A metric is put into its place, at both ends, and after those that are equal to it."""
    agree(student, reference, "inserted", [("a", 2, 0), ("a", 6, 0)], [("a", 4, 0)])
    agree(student, reference, "inserted", [("a", 2, 0), ("a", 6, 0)], [("a", 1, 0), ("a", 9, 0)])
    agree(student, reference, "inserted", [("a", 2, 0, "s"), ("a", 2, 0, "h")], [("a", 2, 0)])
    agree(student, reference, "inserted", [("a", 2, 5)], [("a", 2, 6), ("a", 2, 4), ("b", 2, 5)])
    agree(student, reference, "inserted", [], [("a", 2, 0)])


@points(1, task=5, covers="R11", after="check_a_metric_goes_to_its_place")
@given(ranking=ROWS, given_rows=ROWS)
def check_any_metrics_are_inserted(student, reference, ranking, given_rows):
    """Any metrics, put in one by one, leave the list sorted."""
    agree(student, reference, "inserted", ranking, given_rows)
