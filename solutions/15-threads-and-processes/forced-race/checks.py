"""Hidden checks of forced-race."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

CALLS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(-5, 5)),
        st.tuples(st.just("add")),
        st.tuples(st.just("claim"), st.integers(-2, 8)),
        st.tuples(st.just("value")),
    ),
    max_size=8,
)
STEPS = st.lists(
    st.tuples(st.sampled_from("pq"), st.sampled_from(["take", "give"]), st.sampled_from("abcd")),
    max_size=24,
)


def journal(steps):
    """The steps that real locks would have allowed, as events."""
    held: list[tuple[str, str]] = []
    events = []
    for thread, step, lock in steps:
        others = [who for who, what in held if what == lock and who != thread]
        if step == "take" and not others:
            held.append((thread, lock))
            events.append((thread, "acquire", lock))
        if step == "give" and (thread, lock) in held:
            held.remove((thread, lock))
            events.append((thread, "release", lock))
    return events


def taking(thread, *locks):
    """One thread takes the locks one inside the other and gives all back."""
    events = [(thread, "acquire", lock) for lock in locks]
    return events + [(thread, "release", lock) for lock in reversed(locks)]


@points(1, task=1, covers="R2", reply="who waits for the threads before the call returns?")
def check_the_call_returns_after_its_threads(student, reference):
    """When the call returns, every thread has written."""
    agree(student, reference, "call_outlives_its_threads", 1)
    agree(student, reference, "call_outlives_its_threads", 3)


@points(
    2,
    task=1,
    covers="R1",
    after="check_the_call_returns_after_its_threads",
    reply="every thread has to have read before any thread writes; where do they meet?",
)
def check_all_updates_but_one_are_lost(student, reference):
    """However many threads there are, all read before one writes, and the count grows by one."""
    agree(student, reference, "collide", 0, 2)
    agree(student, reference, "collide", 40, 3)
    agree(student, reference, "collide", -6, 12)


@points(1, task=1, covers="R1", after="check_all_updates_but_one_are_lost")
@given(start=st.integers(-100, 100), threads=st.integers(1, 8))
def check_any_number_of_threads_collides(student, reference, start, threads):
    """From one thread to eight, every thread reads once, waits, and writes once."""
    agree(student, reference, "collide", start, threads)


@points(1, task=1, covers="R2")
def check_no_threads_are_refused(student, reference):
    """A number of threads below one raises ValueError, and nothing is read."""
    agree(student, reference, "collide_without_threads", 0)
    agree(student, reference, "collide_without_threads", -3)


@points(
    2,
    task=1,
    covers="R3",
    after="check_the_call_returns_after_its_threads",
    reply="who still waits when one thread cannot come?",
)
def check_a_failing_read_ends_all_threads(student, reference):
    """If a read fails, nobody writes and nobody waits for ever."""
    agree(student, reference, "writes_after_failing_reads", 3, [2])
    agree(student, reference, "writes_after_failing_reads", 1, [1])


@points(1, task=1, covers="R3", after="check_a_failing_read_ends_all_threads")
def check_a_failing_read_reaches_the_caller(student, reference):
    """The exception of a failing read is raised by the call."""
    agree(student, reference, "collide_with_failing_reads", 3, [3])
    agree(student, reference, "collide_with_failing_reads", 2, [1, 2])
    agree(student, reference, "collide_with_failing_reads", 1, [1])


@points(1, task=2, covers="R4 R5")
def check_a_counter_counts(student, reference):
    """Adding gives the new value, and a claim adds one below the limit only."""
    agree(student, reference, "story", 5, [("add",), ("add", 4), ("add", -12), ("value",)])
    agree(student, reference, "story", 3, [("claim", 4), ("claim", 4), ("claim", 5), ("value",)])
    agree(student, reference, "story", 3, [("claim", 3), ("claim", -1), ("add", 0)])


@points(1, task=2, covers="R5", after="check_a_counter_counts")
@given(start=st.integers(-3, 8), calls=CALLS)
def check_any_day_of_a_counter(student, reference, start, calls):
    """Any row of calls counts as it should."""
    agree(student, reference, "story", start, calls)


@points(
    2,
    task=2,
    covers="R6",
    after="check_a_counter_counts",
    reply="draw both threads: what may the second see between the first's read and its write?",
)
def check_no_update_is_lost(student, reference):
    """Two threads that add at the same time are both counted."""
    agree(student, reference, "two_at_once", 10, ("add",), ("add",))
    agree(student, reference, "two_at_once", 10, ("add", 5), ("add", -2))


@points(
    2,
    task=2,
    covers="R6",
    after="check_no_update_is_lost",
    reply="two threads compare with the limit; what is between the comparison and the addition?",
)
def check_the_last_place_is_claimed_once(student, reference):
    """Of two threads that claim the last place at the same time, one gets it."""
    agree(student, reference, "two_at_once", 7, ("claim", 8), ("claim", 8))
    agree(student, reference, "two_at_once", 7, ("claim", 8), ("add",))
    agree(student, reference, "two_at_once", 6, ("claim", 8), ("claim", 8))


@points(2, task=2, covers="R4 R6 R7", after="check_a_counter_counts")
def check_the_lock_is_held_and_given_back(student, reference):
    """The given lock is held at each use of the register, and is free again even after an error."""
    for call in [("value",), ("add", 3), ("claim", 9), ("claim", 2)]:
        agree(student, reference, "held_during", 4, call)
        agree(student, reference, "held_during", 4, call, "read")
    agree(student, reference, "held_during", 4, ("add",), "write")
    agree(student, reference, "held_during", 4, ("claim", 9), "write")
    agree(student, reference, "given_lock_is_kept")


@points(1, task=2, covers="R4", reply="how many locks are there when there are two counters?")
def check_each_counter_has_its_own_lock(student, reference):
    """A counter without a given lock makes one of its own and holds it while it reads."""
    agree(student, reference, "own_locks")


@points(2, task=2, covers="R4", reply="the thread that holds the lock asks for it once more")
def check_a_caller_may_hold_the_lock(student, reference):
    """While a caller holds the lock of a counter, its methods can be called."""
    agree(student, reference, "calls_inside_the_lock", 5, [("value",), ("add",), ("claim", 9)])


@points(2, task=3, covers="R8 R9")
def check_containers_move(student, reference):
    """A transfer moves what there is, also to itself, and refuses what there is not or counts below one."""
    agree(student, reference, "transfers", [5, 1], [(0, 1, 4), (0, 1, 2), (0, 1, 1), (1, 0, 6)])
    agree(student, reference, "transfers", [5, 1], [(0, 0, 5), (0, 0, 6), (1, 1, 1)])
    for count in [0, -2]:
        agree(student, reference, "held_during_transfer", [1, 2], [5, 5], count)


@points(1, task=3, covers="R8 R9", after="check_containers_move")
@given(
    values=st.lists(st.integers(0, 6), min_size=3, max_size=3),
    moves=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 6)), max_size=6),
)
def check_any_row_of_transfers(student, reference, values, moves):
    """Any row of transfers between three counters, also from one to itself."""
    agree(student, reference, "transfers", values, moves)


@points(2, task=3, covers="R9 R10", after="check_containers_move")
def check_both_locks_are_held(student, reference):
    """Both locks are held from the first read to the last write, and free afterwards."""
    for count in [3, 4]:
        agree(student, reference, "held_during_transfer", [2, 6], [3, 8], count)
    agree(student, reference, "held_during_transfer", [4, 5], [3, 8], 2, same=True)
    agree(student, reference, "held_during_transfer", [2, 6], [3, 8], 1, "read")
    agree(student, reference, "held_during_transfer", [2, 6], [3, 8], 1, "write")


@points(
    2,
    task=3,
    covers="R10",
    after="check_containers_move",
    reply="two transfers in opposite directions: which lock does each of them take first?",
)
def check_crossing_transfers_pass(student, reference):
    """Two transfers in opposite directions never wait for each other."""
    agree(student, reference, "crossing", [1, 2], [5, 5], (0, 1, 2), (1, 0, 3))
    agree(student, reference, "crossing", [2, 1], [5, 5], (0, 1, 2), (1, 0, 3))
    agree(student, reference, "crossing", [10, 9], [1, 0], (0, 1, 1), (0, 1, 1))
    agree(student, reference, "held_during_transfer", [10, 9], [3, 8], 1)


@points(2, task=4, covers="R11")
def check_locks_taken_in_both_orders_are_found(student, reference):
    """Two locks that were taken in both orders make a pair, whoever took them."""
    both = taking("gate", "a", "b") + taking("crane", "b", "a")
    apart = taking("gate", "a", "b") + taking("crane", "b") + taking("crane", "a")
    crossed = [
        ("gate", "acquire", "a"),
        ("crane", "acquire", "b"),
        ("gate", "acquire", "c"),
        ("crane", "acquire", "d"),
        ("gate", "release", "a"),
        ("crane", "release", "d"),
    ]
    released = [
        ("gate", "acquire", "b"),
        ("gate", "acquire", "a"),
        ("gate", "release", "b"),
        ("gate", "acquire", "c"),
    ]
    for events in [
        [],
        both,
        apart,
        taking("x", "b", "a") + taking("x", "a", "b"),
        taking("x", "a", "b", "c") + taking("y", "c", "b", "a"),
        taking("x", "a", "b") + taking("x", "b", "c") + taking("x", "c", "a"),
        crossed + taking("mole", "c", "b") + taking("mole", "d", "a"),
        released + taking("y", "c", "b") + taking("z", "c", "a"),
    ]:
        agree(student, reference, "inversions", events)
    agree(student, reference, "inversions_of_a_generator", both)


@points(1, task=4, covers="R12")
def check_taking_a_lock_again_is_harmless(student, reference):
    """A lock that a thread holds already can be taken again without making a pair."""
    agree(student, reference, "inversions", taking("x", "a", "b", "a"))
    agree(student, reference, "inversions", taking("x", "a", "a") + taking("y", "a"))
    half = [("x", "acquire", "a"), ("x", "acquire", "a"), ("x", "release", "a")]
    more = [("x", "acquire", "b"), ("y", "acquire", "c")]
    agree(student, reference, "inversions", half + more + taking("z", "d", "b", "a"))
    agree(student, reference, "inversions", half + more + taking("z", "b", "a"))


@points(1, task=4, covers="R11 R12", after="check_locks_taken_in_both_orders_are_found "
        "check_taking_a_lock_again_is_harmless")  # fmt: skip
@given(steps=STEPS)
def check_any_journal_of_locks(student, reference, steps):
    """Any journal of two threads and four locks gives the right pairs, sorted."""
    agree(student, reference, "inversions", journal(steps))
