"""Hidden checks of tally."""

from hypothesis import strategies as st

from grader.checks import agree, given, points, raises

GATES = st.lists(st.sampled_from(["A", "a", "B", "C ", "C", ""]), max_size=8)


@points(2, task=1, covers="R1")
def check_each_value_is_counted(student, reference):
    """Each value is counted, and no values give an empty dictionary."""
    agree(student, reference, "tally", ["west", "west", "quay 3", "west"])
    agree(student, reference, "tally", [""])
    agree(student, reference, "tally", [])


@points(2, task=1, covers="R2", after="check_each_value_is_counted")
def check_keys_come_in_order_of_first_appearance(student, reference):
    """The keys come in the order in which the values first appear."""
    agree(student, reference, "entries", ["west", "apron", "west", "east", "apron"])


@points(1, task=1, covers="R3")
def check_values_are_taken_as_they_are(student, reference):
    """Values that differ in case or white space are different."""
    agree(student, reference, "tally", ["West", "west", "west ", "WEST", "west"])


@points(1, task=1, covers="R3")
def check_the_argument_is_not_changed(student, reference):
    """The list that is passed stays as it was."""
    agree(student, reference, "tally", ["west", "east", "west"], observing=["arguments"])


@points(2, task=1, covers="R1 R2 R3", after="check_each_value_is_counted")
@given(values=GATES)
def check_any_values_are_counted(student, reference, values):
    """Any list of values is counted, in order."""
    agree(student, reference, "entries", values)


@points(2, task=2, covers="R4")
def check_the_most_frequent_value_is_found(student, reference):
    """The value that occurs most often is found."""
    agree(student, reference, "busiest", ["west", "east", "east"])
    agree(student, reference, "busiest", ["", "x", ""])


@points(1, task=2, covers="R4", after="check_the_most_frequent_value_is_found")
def check_a_tie_goes_to_the_first(student, reference):
    """Of several values that occur equally often, the first is found."""
    agree(student, reference, "busiest", ["west", "east", "east", "west"])
    agree(student, reference, "busiest", ["b", "a"])


@points(1, task=2, covers="R5")
def check_nothing_has_no_busiest_value(student, reference):
    """Without values there is no busiest one: ValueError."""
    raises(student, "ValueError", "busiest", [])


@points(2, task=2, covers="R4 R5", after="check_the_most_frequent_value_is_found")
@given(values=GATES)
def check_the_busiest_of_any_values(student, reference, values):
    """The busiest of any values is found, or ValueError is raised."""
    agree(student, reference, "busiest", values)


@points(2, task=3, covers="R6", after="check_each_value_is_counted")
def check_each_value_has_a_line(student, reference):
    """Each value has a line, in the order in which the values first appear."""
    agree(student, reference, "report", ["west", "apron", "west", "apron"])
    agree(student, reference, "report", [""])


@points(1, task=3, covers="R7")
def check_shares_are_rounded(student, reference):
    """Shares are rounded to whole percents."""
    agree(student, reference, "report", ["apron", "west", "west"])
    agree(student, reference, "report", ["apron"] + ["west"] * 7)


@points(1, task=3, covers="R7")
def check_nothing_has_no_lines(student, reference):
    """Without values there are no lines."""
    agree(student, reference, "report", [])


@points(2, task=3, covers="R6 R7", after="check_each_value_has_a_line")
@given(values=GATES)
def check_any_values_are_reported(student, reference, values):
    """Any values are reported."""
    agree(student, reference, "report", values)
