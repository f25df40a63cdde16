"""Hidden checks of sort-manifest."""

from hypothesis import strategies as st

from grader.checks import agree, close, given, points

WEIGHTS = st.sampled_from(["9.5", " 9.50", "10"])
NAMES = st.sampled_from(["QS-1", "QS-2", "QS-10"])
LINES = st.builds(lambda name, weight: f"{name},{weight}", NAMES, WEIGHTS)


@points(2, task=1, covers="R1")
def check_a_line_is_split_into_name_and_weight(student, reference):
    """A line is split into a name and a weight, without the white space around them."""
    agree(student, reference, "parse_line", "QS-88, 14.25")
    agree(student, reference, "parse_line", " \tQS 88 yard B ,0\n")
    agree(student, reference, "parse_line", "\u00c5R-3,7")


@points(1, task=1, covers="R2")
def check_a_line_of_another_shape_is_refused(student, reference):
    """A line without exactly one comma, or without a name, raises ValueError."""
    for line in ("", "QS-88", "QS-88;4", "QS-88,4,", ",4", "  ,4"):
        agree(student, reference, "parse_line", line)


@points(2, task=1, covers="R3")
def check_a_weight_is_a_finite_number_from_zero(student, reference):
    """A weight that is no number, negative, infinite or nan raises ValueError; zero does not."""
    for weight in ("", "ten", "-0.5", "inf", "-inf", "nan", "0", "0.0"):
        agree(student, reference, "parse_line", f"QS-88,{weight}")


@points(2, task=1, covers="R1 R2 R3")
@given(line=st.text(alphabet="QS-19.,; \t", max_size=12))
def check_any_line_is_read_as_described(student, reference, line):
    """Any line is read, or refused, as the text describes."""
    agree(student, reference, "parse_line", line)


@points(2, task=2, covers="R4", after="check_a_line_is_split_into_name_and_weight")
def check_the_heaviest_comes_first(student, reference):
    """The heaviest container comes first, and every line is as it was written."""
    agree(student, reference, "sort_manifest", ["QS-4, 9.5", " QS-5,10 ", "QS-6 ,2"])
    agree(student, reference, "sort_manifest", ["QS-4,100", "QS-5,99", "QS-6,101.5"])


@points(1, task=2, covers="R5")
def check_equal_weights_go_by_name(student, reference):
    """Lines of equal weight are ordered by name; equal lines keep their order."""
    agree(student, reference, "sort_manifest", ["QS-9,4", "QS-10,4.0", "QS-8, 4"])
    agree(student, reference, "sort_manifest", ["QS-9,4.0", "QS-9, 4", "QS-9,4"])


@points(1, task=2, covers="R6")
def check_blank_lines_are_left_out(student, reference):
    """Blank lines are left out, and no lines give an empty list."""
    agree(student, reference, "sort_manifest", [])
    agree(student, reference, "sort_manifest", ["", " \t", "\n"])
    agree(student, reference, "sort_manifest", ["", "QS-1,1", "  "])


@points(1, task=2, covers="R7")
def check_the_argument_is_not_changed(student, reference):
    """The list that is passed stays as it was."""
    agree(
        student,
        reference,
        "sort_manifest",
        ["QS-1,1", "QS-2,2"],
        observing=["arguments"],
        reply="The list that was passed has another content after the call.",
    )


@points(1, task=2, covers="R7")
def check_a_bad_line_is_not_passed_over(student, reference):
    """A line that cannot be read raises ValueError, wherever it stands."""
    agree(student, reference, "sort_manifest", ["QS-1,1", "QS-2"])
    agree(student, reference, "sort_manifest", ["QS-1,-1"])


@points(3, task=2, covers="R4 R5 R6", after="check_the_heaviest_comes_first")
@given(lines=st.lists(LINES | st.just(" "), max_size=8))
def check_any_manifest_is_sorted(student, reference, lines):
    """Any manifest is put in order."""
    agree(student, reference, "sort_manifest", lines)


@points(2, task=3, covers="R8", after="check_a_line_is_split_into_name_and_weight")
def check_weights_are_added_up(student, reference):
    """The weights of all lines are added up, blank lines aside."""
    agree(student, reference, "total_weight", ["QS-1,1.25", " ", "QS-2,2"], compare=close())
    agree(student, reference, "total_weight", ["QS-1,7", "QS-1,7"], compare=close())


@points(1, task=3, covers="R8")
def check_the_total_of_nothing_is_a_float(student, reference):
    """Without lines the total is 0.0, a float."""
    agree(student, reference, "total_weight", [])
    agree(student, reference, "total_weight", ["", "  "])


@points(1, task=3, covers="R9")
def check_a_bad_line_has_no_weight(student, reference):
    """A line that cannot be read raises ValueError here too."""
    agree(student, reference, "total_weight", ["QS-1,1", "QS-2"])


@points(2, task=3, covers="R8", after="check_weights_are_added_up")
@given(lines=st.lists(LINES, min_size=1, max_size=8))
def check_any_manifest_is_added_up(student, reference, lines):
    """The weights of any manifest are added up."""
    agree(student, reference, "total_weight", lines, compare=close())
