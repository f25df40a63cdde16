"""Hidden checks of process-plumbing."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.sampled_from(["gate", "crane", "rope", "é", ""])
ENTRIES = st.lists(st.tuples(WORDS, st.text(max_size=3)), max_size=6)


@points(2, task=1, covers="R1")
def check_weights_are_added(student, reference):
    """Each weight is added to the total and to its lane, on top of what is there."""
    agree(student, reference, "weighed", [(0, 5), (1, 7), (0, 11)], 2)
    agree(student, reference, "weighed", [], 1)


@points(
    3,
    task=1,
    covers="R2",
    after="check_weights_are_added",
    reply="reading, adding and writing belong together: who may come between?",
)
def check_weights_are_added_under_the_locks(student, reference):
    """Counter and lanes are read and written only under their own locks."""
    agree(student, reference, "bare_weighing", [(0, 5), (2, 7)], 3)


@points(1, task=1, covers="R1 R2", after="check_weights_are_added_under_the_locks")
@given(passages=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 99)), max_size=6))
def check_any_passages_are_weighed(student, reference, passages):
    """Any passages are weighed, under the locks."""
    agree(student, reference, "bare_weighing", passages, 3)


@points(3, task=1, covers="R3", after="check_weights_are_added_under_the_locks")
def check_processes_weigh_together(student, reference):
    """What several processes add is in one total, and the processes have ended."""
    batches = [[(0, 1), (1, 2)] * 20, [(1, 3)] * 20, [(2, 2**40)]]
    agree(student, reference, "weighed_by_processes", batches, 4, "fork")
    agree(student, reference, "weighed_by_processes", [], 2, "fork")


@points(2, task=2, covers="R4", reply="one plain dictionary at the end, and nothing after None")
def check_words_are_counted_until_none(student, reference):
    """A worker counts until None and puts one dictionary."""
    agree(student, reference, "counted", ["rope", "gate", "rope", None])
    agree(student, reference, "counted", ["rope", None, "gate", None])
    agree(student, reference, "counted", [None])
    agree(student, reference, "counted", ["", "", None])


@points(1, task=2, covers="R4", after="check_words_are_counted_until_none")
@given(words=st.lists(WORDS, max_size=8))
def check_any_words_are_counted(student, reference, words):
    """Any words are counted, the empty one too."""
    agree(student, reference, "counted", [*words, None])


@points(2, task=2, covers="R5", after="check_words_are_counted_until_none")
def check_workers_count_together(student, reference):
    """The counts of all workers are added up, also without words."""
    agree(student, reference, "tallied", ["rope", "gate", "", "rope"] * 9, 3, "fork")
    agree(student, reference, "tallied", [], 1, "fork")
    agree(student, reference, "tallied", ["rope"], 0)
    agree(student, reference, "tallied", [], -1)


@points(
    2,
    task=2,
    covers="R6",
    after="check_workers_count_together",
    reply="a process that has put much waits until somebody takes it; for what do you wait first?",
)
def check_large_results_come_back(student, reference):
    """A result that is larger than a pipe is taken out before the process is waited for."""
    agree(student, reference, "tallied_many", 12_000)


@points(2, task=3, covers="R7")
def check_requests_are_served(student, reference):
    """Each request has its reply, an error is told by its name, and None or an end stops it."""
    agree(student, reference, "served", ["4", "x", "5", None])
    agree(student, reference, "served", ["4", None, "5"])
    agree(student, reference, "served", ["0", 0, "", "7"])
    agree(student, reference, "served_to_an_exit")


@points(1, task=3, covers="R7", after="check_requests_are_served")
@given(requests=st.lists(st.sampled_from(["7", "", "x", 0, 2.5, None]), max_size=6))
def check_any_requests_are_served(student, reference, requests):
    """Any requests are served until the first None."""
    agree(student, reference, "served", requests)


@points(
    2,
    task=3,
    covers="R8",
    after="check_requests_are_served",
    reply="what tells your server that no request will come, and who waits for whom?",
)
def check_another_process_answers(student, reference):
    """One other process gives all replies, in order, and has ended."""
    agree(student, reference, "asked", [-4, "x", 0, -2.5], "fork")
    agree(student, reference, "asked", [], "fork")
    agree(student, reference, "asked_where")


@points(3, task=4, covers="R9", reply="what was handed out is a copy; who stores the changed one?")
def check_notes_are_stored_again(student, reference):
    """Entries are kept by a register that hands out copies."""
    agree(student, reference, "noted", [("gate", "b"), ("gate", "a"), ("pier", "c")])
    agree(student, reference, "noted", [])


@points(2, task=4, covers="R10", reply="what may happen between reading and storing?")
def check_notes_are_made_under_the_lock(student, reference):
    """The register is read and changed only under the lock, which is let go."""
    agree(student, reference, "bare_noting", [("gate", "b"), ("gate", "a")])


@points(1, task=4, covers="R9", after="check_notes_are_stored_again")
@given(entries=ENTRIES)
def check_any_notes_are_stored(student, reference, entries):
    """Any entries are kept."""
    agree(student, reference, "noted", entries)


@points(
    2,
    task=4,
    covers="R11",
    after="check_notes_are_stored_again check_notes_are_made_under_the_lock",
)
def check_processes_keep_one_register(student, reference):
    """The notes of several processes are in one plain dictionary of sorted lists."""
    batches = [[("gate", "c"), ("gate", "a")], [("pier", "x"), ("gate", "b")]]
    agree(student, reference, "noted_by_processes", batches, "fork")


@points(
    2,
    task=5,
    covers="R3 R5 R8 R11 R12",
    after="check_processes_weigh_together check_workers_count_together "
    "check_another_process_answers check_processes_keep_one_register",
)
def check_spawned_processes_do_the_same(student, reference):
    """With the default method all of it works as well."""
    agree(student, reference, "weighed_by_processes", [[(0, 4)]], 1)
    agree(student, reference, "tallied", ["rope"], 1)
    agree(student, reference, "asked", [-1])
    agree(student, reference, "noted_by_processes", [[("gate", "c")]])


@points(2, task=5, covers="R12", after="check_workers_count_together")
def check_the_file_is_a_program(student, reference):
    """main() and the program print each word with its number, in order."""
    agree(student, reference, "main_in_here", "rope", "gate", "rope")
    agree(student, reference, "program", "é", "gate", "é", "--workers", "2")
