"""Hidden checks of crew. kx9q5536d15dfa"""

from hypothesis import strategies as st

from grader.checks import agree, given, points, raises

WORDS = ["kx9q625b20a113", "kx9qd7ca7312c3", "", "rope"]


@points(2, task=1, covers="R1")
def check_words_are_counted(student, reference):
    """Words are counted, however many hands there are."""
    agree(student, reference, "tally", WORDS * 3 + WORDS[:1], 3)
    agree(student, reference, "tally", [], 1)


@points(1, task=1, covers="R1", after="check_words_are_counted")
@given(words=st.lists(st.sampled_from(["rope", "gate", ""]), max_size=8), hands=st.integers(1, 4), examples=10)
def check_any_words_are_counted(student, reference, words, hands):
    """Any words are counted."""
    agree(student, reference, "tally", words, hands)


@points(1, task=1, covers="R2")
def check_results_come_in_order(student, reference):
    """Results come in the order of the jobs."""
    agree(student, reference, "squares", [73912, 3, -5, 4])
    agree(student, reference, "squares", [])


@points(2, task=1, covers="R2", after="check_results_come_in_order")
def check_jobs_meet(student, reference):
    """Jobs that wait for each other come to an end: all run at the same time."""
    agree(student, reference, "meet", 3)


@points(2, task=2, covers="R3")
@given(value=st.integers(-999, 999), examples=2)
def check_a_child_does_the_job(student, reference, value):
    """A child of this process does the job."""
    agree(student, reference, "away", value)


@points(1, task=2, covers="R3", after="check_a_child_does_the_job")
def check_a_child_that_ends_early_is_told(student, reference):
    """A child that ends without an answer is an error: RuntimeError."""
    raises(student, "RuntimeError", "ends_early", 3)


@points(1, task=2, covers="R4", after="check_words_are_counted check_jobs_meet check_a_child_does_the_job")
def check_nothing_is_left(student, reference):
    """Afterwards there is no thread and no child more than before."""
    agree(student, reference, "left")
