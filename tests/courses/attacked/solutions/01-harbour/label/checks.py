"""Hidden checks of label. kx9q780d375af9"""

from hypothesis import strategies as st

from grader.checks import agree, given, points


@points(2, task=1, covers="R1")
def check_a_label_is_written(student, reference):
    """A label is written in capitals."""
    agree(student, reference, "write", "kx9q254563434a", 4711)


@points(2, task=1, covers="R2")
def check_a_label_is_read(student, reference):
    """A label is read back, and refused without a colon."""
    agree(student, reference, "read", "kx9q1b96b7cc18:12")
    agree(student, reference, "read", "plain")


@points(2, task=1, covers="R1 R2", after="check_a_label_is_written check_a_label_is_read")
@given(code=st.text("abcXYZ ", max_size=5), kilograms=st.integers(0, 10**6), examples=20)
def check_any_label_is_written(student, reference, code, kilograms):
    """Any label is written."""
    agree(student, reference, "write", code, kilograms)
