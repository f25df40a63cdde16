"""Hidden checks of the drills of week 15."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

words = st.text(alphabet="abÄß -7", max_size=5)
small = st.integers(-9, 9)


@points(1, task=1, covers="R1")
def check_run_all_starts_before_it_joins(student, reference):
    """Jobs that wait for each other all get through, and no job is no trouble."""
    agree(student, reference, "all_at_once", 3)
    agree(student, reference, "all_at_once", 0)
    agree(student, reference, "all_at_once", 1)


@points(1, task=1, covers="R1", after="check_run_all_starts_before_it_joins")
def check_run_all_waits_for_all(student, reference):
    """When the function returns, every job has ended."""
    agree(student, reference, "ended_at_return", 3)


@points(1, task=2, covers="R2")
def check_background_thread_is_a_daemon(student, reference):
    """The thread is a daemon of that name, runs the action, and is not waited for."""
    agree(student, reference, "background", "wind-display")
    agree(student, reference, "background", "Größe 7")


@points(1, task=3, covers="R3")
def check_stock_changes_under_the_lock(student, reference):
    """One holding of the lock covers reading and writing, and it is free after a KeyError too."""
    agree(student, reference, "stocked", {"shackles": 10, "nets": 1}, "shackles", 5)
    agree(student, reference, "stocked", {"shackles": 10}, "shackles", -10)
    agree(student, reference, "stocked", {"shackles": 10}, "hooks", 1)


@points(1, task=3, covers="R3", after="check_stock_changes_under_the_lock")
@given(
    examples=15,
    stock=st.dictionaries(st.sampled_from("abc"), small, max_size=3),
    name=st.sampled_from("abc"),
    number=small,
)
def check_any_stock_is_added_to(student, reference, stock, name, number):
    """Any stock, name and number."""
    agree(student, reference, "stocked", stock, name, number)


@points(1, task=4, covers="R4")
def check_ledger_moves_and_ends(student, reference):
    """A move takes the ledger's lock again and does not wait for itself."""
    agree(student, reference, "moved")


@points(1, task=4, covers="R4")
def check_ledger_holds_its_lock(student, reference):
    """Entries are written under the lock, and a move holds it from its first booking to its last."""
    agree(student, reference, "held_while_booking")
    agree(student, reference, "let_go_between")


@points(1, task=5, covers="R5")
def check_gate_is_waited_for(student, reference):
    """The function waits for as long as it is told, and says how it ended."""
    agree(student, reference, "waited", True, 30)
    agree(student, reference, "waited", False, 30)
    agree(student, reference, "waited", False, 0)
    agree(student, reference, "set_before", 30)
    agree(student, reference, "set_before", 0)


@points(1, task=6, covers="R6")
def check_berths_are_limited(student, reference):
    """So many may dock, the next one is turned away at once, and who leaves makes room."""
    agree(student, reference, "docked", 2, "dddld")
    agree(student, reference, "docked", 1, "ddlddl")


@points(1, task=6, covers="R6", after="check_berths_are_limited")
def check_nobody_leaves_twice(student, reference):
    """Leaving a pier where all berths are free is a ValueError and makes no berth."""
    agree(student, reference, "docked", 2, "lddd")
    agree(student, reference, "docked", 1, "dllddl")


@points(1, task=7, covers="R7")
def check_steps_meet_at_the_barrier(student, reference):
    """Each step is noted and followed by one meeting; threads go step by step."""
    agree(student, reference, "stepped", "tug", 3)
    agree(student, reference, "stepped", "crane", 0)
    agree(student, reference, "in_threads", "abc", 4)


@points(1, task=8, covers="R8")
def check_queue_is_drained(student, reference):
    """All entries come out in order and are marked; an empty queue gives an empty list at once."""
    agree(student, reference, "drained", ["wash", "oil", "wash"])
    agree(student, reference, "drained", [])


@points(1, task=8, covers="R8", after="check_queue_is_drained")
@given(examples=15, entries=st.lists(words, max_size=6))
def check_any_queue_is_drained(student, reference, entries):
    """Any entries, also empty texts."""
    agree(student, reference, "drained", entries)


@points(1, task=9, covers="R9")
def check_equal_urgency_keeps_its_order(student, reference):
    """Smallest first; dicts are never compared; equals stay as they came."""
    agree(student, reference, "by_urgency", [(2, {"do": "b"}), (2, {"do": "a"}), (1, {"do": "c"})])
    agree(student, reference, "by_urgency", [(5, {"do": "b"}), (-1, {}), (5, {}), (5, {"do": "a"})])
    agree(student, reference, "by_urgency", [])


@points(1, task=9, covers="R9", after="check_equal_urgency_keeps_its_order")
@given(
    examples=20,
    jobs=st.lists(
        st.tuples(st.integers(0, 3), st.dictionaries(st.just("do"), words, max_size=1)), max_size=6
    ),
)
def check_any_jobs_come_by_urgency(student, reference, jobs):
    """Any jobs with any numbers."""
    agree(student, reference, "by_urgency", jobs)


@points(1, task=10, covers="R10")
def check_stack_is_limited(student, reference):
    """Last in, first out; the height is the limit, and one too many is queue.Full."""
    agree(student, reference, "stacked", ["QYU 3", "QYU 9", "QYU 6"], 5)
    agree(student, reference, "stacked", ["QYU 3", "QYU 9"], 2)
    agree(student, reference, "stacked", ["QYU 3", "QYU 9"], 1)
    agree(student, reference, "stacked", [], 3)


@points(1, task=11, covers="R11")
def check_outcomes_come_in_order(student, reference):
    """Results and names of errors, in the order of the inputs; all jobs run at once."""
    agree(student, reference, "collected", ["4", "?", "tug", "12", "4"])
    agree(student, reference, "collected", [])
    agree(student, reference, "all_meet", 3)


@points(1, task=12, covers="R12")
def check_weights_keep_the_order(student, reference):
    """The order is that of the containers, two run at a time, and an exception passes through."""
    agree(student, reference, "second_first")
    agree(student, reference, "two_at_a_time")
    agree(student, reference, "weighed", ["QYU 44", "K", "QYU"])
    agree(student, reference, "weighed", ["QYU", ""])
    agree(student, reference, "weighed", [])


@points(1, task=13, covers="R13")
def check_exit_code_of_a_process(student, reference):
    """A return, an exception and an exit have their codes, and this process is left alone."""
    agree(student, reference, "ended_with", "well")
    agree(student, reference, "ended_with", "exit")
    agree(student, reference, "ended_with", "error")
    agree(student, reference, "ended_with", "none")
    agree(student, reference, "own_process")


@points(1, task=14, covers="R14")
def check_gil_is_asked_each_time(student, reference):
    """The answer of sys counts, at each call anew; without the function it is True."""
    agree(student, reference, "gil", None)
    agree(student, reference, "gil", [False, True, False])
