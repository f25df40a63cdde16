"""Hidden checks of rows."""

from grader.checks import agree, points


@points(1, task=1, covers="R1")
def check_both_ends_are_counted(student, reference):
    """Both ends are counted."""
    agree(student, reference, "count", 5, 5)


@points(1, task=1, covers="R1")
def check_long_rows_are_counted(student, reference):
    """Long rows are counted."""
    agree(student, reference, "count", 0, 10**6)
