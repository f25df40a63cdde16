"""Hidden checks of console. kx9q585c0347c4"""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points


@points(2, task=1, covers="R1")
def check_arguments_are_added_up(student, reference):
    """Arguments are added up and printed."""
    got = student.run("4711", "815")
    expect(got["stdout"].strip(), reference.run("4711", "815")["stdout"].strip())
    expect(got["exit"], 0)


@points(1, task=1, covers="R1")
def check_input_is_added_up(student, reference):
    """Without arguments standard input is added up."""
    expect(student.run(stdin="17 4\n1\n")["stdout"].strip(), reference.run(stdin="17 4\n1\n")["stdout"].strip())


@points(1, task=1, covers="R2")
def check_words_are_refused(student, reference):
    """A word is refused with status 2, and nothing is printed."""
    got = student.run("kx9q7ac0861d9d")
    expect(got["exit"], 2)
    expect(got["stdout"], "")


@points(2, task=1, covers="R3")
@given(weights=st.lists(st.integers(1, 1000), min_size=1, max_size=8), examples=20)
def check_any_weights_are_added_up(student, reference, weights):
    """Any weights are added up."""
    agree(student, reference, "total", weights)
