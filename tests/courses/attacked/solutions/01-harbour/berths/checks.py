"""Hidden checks of berths. kx9q10b95eb9f9"""

from hypothesis import strategies as st

from grader.checks import agree, given, points


@points(1, task=1, covers="R1 R3")
def check_taken_berths_are_left_out(student, reference):
    """Taken berths are left out."""
    agree(student, reference, "free", 7, [3, 6])


@points(1, task=1, covers="R2")
def check_less_than_none_is_refused(student, reference):
    """Less than no berths are refused."""
    agree(student, reference, "free", -3, [])


@points(1, task=1, covers="R1", after="check_taken_berths_are_left_out")
@given(count=st.integers(0, 9), taken=st.lists(st.integers(1, 9), max_size=6), examples=20)
def check_any_board(student, reference, count, taken):
    """Any board shows its free berths."""
    agree(student, reference, "free", count, taken)
