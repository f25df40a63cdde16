"""Hidden checks of berth-permits."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

STEPS = st.lists(st.sampled_from(["try_enter", "leave", "try_enter"]), max_size=12)


@points(1, task=1, covers="R1")
def check_a_harbour_needs_a_berth(student, reference):
    """Numbers of berths below 1 are refused."""
    for berths in [1, 3, 0, -1]:
        agree(student, reference, "made", berths)


@points(2, task=1, covers="R2 R4")
def check_permits_are_counted(student, reference):
    """Permits run out, come back, and both numbers keep up."""
    agree(student, reference, "calls", 2, ["enter", "leave", "enter", "enter", "try_enter"])
    agree(student, reference, "calls", 1, ["try_enter", "try_enter", "leave", "try_enter"])
    agree(student, reference, "calls", 3, ["try_enter", "try_enter", "leave", "leave", "enter"])


@points(2, task=1, covers="R3", after="check_permits_are_counted")
def check_nobody_leaves_without_a_permit(student, reference):
    """leave() with no permit out raises ValueError and makes no new permit."""
    agree(student, reference, "calls", 1, ["leave", "try_enter", "try_enter"])
    agree(student, reference, "calls", 2, ["enter", "leave", "leave", *["try_enter"] * 3])


@points(1, task=1, covers="R2 R3 R4", after="check_nobody_leaves_without_a_permit")
@given(berths=st.integers(1, 4), steps=STEPS)
def check_any_coming_and_going(student, reference, berths, steps):
    """Any coming and going is counted."""
    agree(student, reference, "calls", berths, steps)


@points(2, task=1, covers="R2 R4", after="check_permits_are_counted")
def check_a_full_quay_lets_wait(student, reference):
    """At a full quay threads wait, and each permit that comes back lets one in."""
    for berths, waiters in [(1, 1), (1, 3), (3, 2)]:
        agree(student, reference, "queue_at_the_quay", berths, waiters)
    for berths in [1, 2]:
        agree(student, reference, "slip_in", berths)


@points(2, task=1, covers="R4", after="check_permits_are_counted")
def check_the_peak_is_never_too_high(student, reference):
    """A vessel that enters the very moment another leaves is not counted beside it."""
    for berths in [1, 2]:
        agree(student, reference, "quick_successor", berths)


@points(2, task=2, covers="R5")
def check_a_block_gives_its_permit_back(student, reference):
    """A block gives its permit back however it ends, and errors pass on."""
    for berths in [1, 2]:
        for error in [None, "KeyError", "KeyboardInterrupt"]:
            agree(student, reference, "block", berths, error)


@points(2, task=2, covers="R4 R5", after="check_a_block_gives_its_permit_back")
def check_blocks_wait_their_turn(student, reference):
    """Blocks wait at a full quay, and fill it."""
    agree(student, reference, "blocks_in_a_row", 1)
    agree(student, reference, "blocks_in_a_row", 2)
    agree(student, reference, "fleet", 3, 2)


@points(2, task=3, covers="R6 R7")
def check_a_notice_is_published_once(student, reference):
    """The first text stays, a second is refused, and all reads give it."""
    for texts in [["ebb"], [""], ["ebb", "flood"], ["", "flood", "ebb"]]:
        agree(student, reference, "notice", texts, 2)


@points(2, task=3, covers="R6 R7")
def check_everybody_reads_the_notice(student, reference):
    """All who wait are woken, and who comes later does not wait."""
    agree(student, reference, "readers", 3, None, "spring tide")
    agree(student, reference, "readers", 2, 1000, "")


@points(2, task=3, covers="R7")
def check_a_reader_gives_up(student, reference):
    """Without a notice a reader raises TimeoutError after its timeout."""
    agree(student, reference, "read_in_vain", 0.01)


@points(1, task=3, covers="R7", after="check_a_reader_gives_up")
def check_a_timeout_of_0_is_no_wait(student, reference):
    """With a timeout of 0 a reader does not wait at all."""
    agree(student, reference, "read_in_vain", 0)


@points(2, task=3, covers="R8")
def check_a_quick_reader_finds_the_text(student, reference):
    """A reader that is there the very moment it is woken finds the text."""
    agree(student, reference, "quick_reader", "slack water")


@points(2, task=4, covers="R9 R10")
def check_results_of_all_rounds(student, reference):
    """Results come by crew and round, each crew keeps its thread, and there may be none of either."""
    for count, rounds in [(1, 1), (1, 3), (2, 0)]:
        agree(student, reference, "in_step", count, rounds, 0)
    agree(student, reference, "threads_of_crews", 2, 3)
    agree(student, reference, "nobody", 2)
    agree(student, reference, "nobody", 0)


@points(1, task=4, covers="R9")
def check_crews_work_side_by_side(student, reference):
    """Crews that wait for one another within a round all go on."""
    agree(student, reference, "side_by_side", 3, 2)


@points(2, task=4, covers="R9", after="check_results_of_all_rounds "
        "check_crews_work_side_by_side")  # fmt: skip
def check_crews_wait_for_the_slowest(student, reference):
    """Nobody begins a round before the slowest crew has ended the one before."""
    for count, rounds, slow in [(2, 3, 0), (3, 2, 2), (3, 3, 1)]:
        agree(student, reference, "in_step", count, rounds, slow)


@points(2, task=4, covers="R11", after="check_crews_wait_for_the_slowest")
def check_between_closes_each_round(student, reference):
    """between() runs once a round, after all its crews and before the next begins."""
    for count, rounds in [(1, 2), (2, 3), (3, 2)]:
        agree(student, reference, "closing", count, rounds)


@points(3, task=4, covers="R10 R12", after="check_crews_wait_for_the_slowest")
def check_a_failing_crew_frees_the_others(student, reference):
    """When a crew fails, nobody waits for it for ever, and its error is raised."""
    for count, rounds, bad, when in [(2, 3, 0, 1), (3, 2, 2, 0)]:
        agree(student, reference, "failing", count, rounds, bad, when, True)
        agree(student, reference, "failing", count, rounds, bad, when, False)


@points(2, task=4, covers="R12", after="check_a_failing_crew_frees_the_others")
def check_the_first_crew_is_reported(student, reference):
    """Of several errors, that of the first crew in order is raised."""
    agree(student, reference, "failing_together", 3)


@points(1, task=4, covers="R12", after="check_between_closes_each_round")
def check_a_failing_between_ends_the_run(student, reference):
    """When between() fails, no further round begins, and its error is raised."""
    agree(student, reference, "failing_between", 2, 3, 1)
    agree(student, reference, "failing_between", 1, 2, 0)
