"""Hidden checks of bounded-buffer."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

TIMEOUTS = st.sampled_from([0, -1, -0.5])
CALLS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 9), TIMEOUTS),
        st.tuples(st.just("get"), TIMEOUTS),
        st.tuples(st.just("put_all"), st.lists(st.integers(0, 9), max_size=4), TIMEOUTS),
        st.tuples(st.just("get_batch"), st.integers(0, 4), TIMEOUTS),
    ),
    max_size=12,
)


@st.composite
def schedules(draw):
    """Calls that wait as long as it takes or not at all, and wake-ups for no reason."""
    steps = []
    for number in range(draw(st.integers(2, 10))):
        kind = draw(st.sampled_from(["put", "put", "get", "get", "wake"]))
        if kind == "wake":
            steps.append(["wake", f"call {draw(st.integers(0, 9))}"])
        else:
            item = [number + 100] if kind == "put" else []
            timeout = draw(st.sampled_from([None, None, 0]))
            steps.append([f"call {number}", kind, *item, timeout])
    return steps


NAPS = st.lists(
    st.one_of(
        st.just(["wake", "X"]), st.tuples(st.just("advance"), st.sampled_from([0.5, 1, 2.5]))
    ),
    max_size=8,
)


@points(1, task=1, covers="R1")
def check_capacity_is_kept_and_checked(student, reference):
    """A buffer keeps its capacity; one below 1 raises ValueError."""
    for capacity in [1, 2, 1000, 0, -1]:
        agree(student, reference, "made", capacity)


@points(2, task=1, covers="R2 R3")
def check_one_thread_puts_and_gets_in_order(student, reference):
    """Items leave in order; without time a full or an empty buffer refuses at once."""
    calls = [["get", 0], ["put", "a", 0], ["put", None], ["put", "b", -2], ["put", "c", 0]]
    agree(student, reference, "one_at_a_time", 3, [*calls, ["get"], ["get", -1], ["get"]])
    agree(student, reference, "one_at_a_time", 1, [["get", -1], ["put", 0, 0], ["put", 1, 0]])
    agree(student, reference, "same_object")


@points(2, task=2, covers="R4 R5")
def check_a_call_waits_for_its_turn(student, reference):
    """Without a timeout a call waits on the condition until there is a place or an item."""
    steps = [["G", "get"], ["advance", 10**6], ["P", "put", "lorry"]]
    agree(student, reference, "story", 1, steps)
    steps = [["A", "put", 1], ["B", "put", 2], ["advance", 10**6], ["G", "get"], ["H", "get"]]
    agree(student, reference, "story", 1, steps)


@points(2, task=2, covers="R6", after="check_a_call_waits_for_its_turn")
def check_who_wakes_looks_again(student, reference):
    """A thread that wakes for no reason, or too late, waits again."""
    steps = [["G", "get"], ["wake", "G"], ["wake", "G"], ["P", "put", "lorry"]]
    agree(student, reference, "story", 2, steps)
    steps = [["A", "put", 1], ["B", "put", 2], ["wake", "B"], ["G", "get"]]
    agree(student, reference, "story", 1, steps)
    stolen = [["G", "get"], ["P", "put", 1], ["H", "get"], ["settle"]]
    agree(student, reference, "held_story", 2, stolen)


@points(3, task=2, covers="R7", after="check_a_call_waits_for_its_turn")
def check_nobody_sleeps_while_there_is_work(student, reference):
    """With putting and getting threads asleep together, whoever can go on is woken."""
    steps = [["G", "get"], ["H", "get"], ["P", "put", 1], ["Q", "put", 2], ["settle"]]
    agree(student, reference, "held_story", 1, steps)
    steps = [["G", "get"], ["H", "get"], ["P", "put", 1], ["Q", "put", 2], ["R", "put", 3]]
    agree(student, reference, "held_story", 1, [*steps, ["settle"]])
    agree(student, reference, "held_story", 2, [*steps, ["settle"], ["I", "get"], ["settle"]])


@points(1, task=2, covers="R4 R6 R7", after="check_nobody_sleeps_while_there_is_work "
        "check_who_wakes_looks_again check_one_thread_puts_and_gets_in_order")  # fmt: skip
@given(capacity=st.integers(1, 3), steps=schedules())
def check_any_schedule_leaves_nobody_asleep(student, reference, capacity, steps):
    """In any schedule as many calls return, wait and give up as should."""
    agree(student, reference, "balance", capacity, steps)


@points(1, task=2, covers="R2 R4 R7", after="check_nobody_sleeps_while_there_is_work")
def check_real_threads_lose_nothing(student, reference):
    """Real threads on a real condition pass everything on, once and in order."""
    for capacity, pairs in [(1, 1), (1, 4), (3, 3)]:
        agree(student, reference, "crowd", capacity, pairs, 20)


@points(1, task=3, covers="R8", after="check_a_call_waits_for_its_turn")
def check_a_call_gives_up_on_time(student, reference):
    """A call that nobody disturbs gives up when its time is up on the clock, and not before."""
    agree(student, reference, "story", 1, [["X", "get", 10], ["advance", 9.5], ["advance", 0.5]])
    steps = [["P", "put", 1], ["X", "put", 2, 3], ["advance", 2.75], ["advance", 7]]
    agree(student, reference, "story", 1, steps)


@points(2, task=3, covers="R8", after="check_a_call_waits_for_its_turn")
def check_the_timeout_is_for_the_whole_call(student, reference):
    """A call with a timeout gives up on time, however often it wakes before."""
    naps = [["advance", 6], ["wake", "X"], ["advance", 3.5], ["wake", "X"], ["advance", 0.5]]
    agree(student, reference, "story", 1, [["X", "get", 10], *naps])
    agree(student, reference, "story", 1, [["P", "put", 1], ["X", "put", 2, 10], *naps])
    steps = [["X", "get", 4], ["Y", "get", 2], ["advance", 1], ["P", "put", 1], ["advance", 2]]
    agree(student, reference, "story", 1, [*steps, ["advance", 1]])


@points(2, task=3, covers="R3 R9", after="check_a_call_waits_for_its_turn")
def check_a_late_look_is_still_a_look(student, reference):
    """A thread that wakes after its deadline takes what is there by then."""
    steps = [["X", "get", 5], ["advance", 5], ["P", "put", 1], ["settle"]]
    agree(student, reference, "held_story", 1, steps)
    agree(student, reference, "held_story", 1, [["P", "put", 1], ["X", "put", 2, 5], *[
        ["advance", 9], ["G", "get"], ["settle"], ["H", "get", 0],
    ]])  # fmt: skip
    steps = [["X", "get", 5], ["P", "put", 1], ["advance", 30], ["settle"]]
    agree(student, reference, "held_story", 1, steps)


@points(1, task=3, covers="R8", after="check_the_timeout_is_for_the_whole_call")
@given(timeout=st.sampled_from([1, 2.5, 4]), naps=NAPS)
def check_any_naps_leave_the_deadline(student, reference, timeout, naps):
    """Whatever happens meanwhile, a call gives up when its time is up, and not before."""
    naps = [list(nap) for nap in naps]
    agree(student, reference, "story", 1, [["X", "get", timeout], *naps])
    agree(student, reference, "story", 1, [["P", "put", 1], ["X", "put", 2, timeout], *naps])


@points(2, task=4, covers="R10 R11")
def check_a_closed_buffer_only_gives(student, reference):
    """A closed buffer takes nothing and hands out the rest, then says Closed."""
    calls = [["put", "a"], ["put", "b"], ["close"], ["put", "c", 0], ["put", "d"], ["get", 0]]
    agree(student, reference, "one_at_a_time", 3, [*calls, ["close"], ["get"], ["get"]])
    agree(student, reference, "one_at_a_time", 1, [["put", 1], ["close"], ["put", 2, 0]])
    empty = [["close"], ["get", 0], ["get", -1], ["get"], ["put", 1, 0], ["put", 1, -1]]
    agree(student, reference, "one_at_a_time", 1, [["put", 7], ["get"], *empty])


@points(2, task=4, covers="R12", after="check_a_call_waits_for_its_turn")
def check_closing_wakes_everybody(student, reference):
    """Whoever waits when the buffer is closed wakes and says Closed, or takes what is left."""
    steps = [["G", "get"], ["H", "get", 60], ["C", "close"], ["I", "get"]]
    agree(student, reference, "story", 1, steps)
    full = [["A", "put", 1], ["B", "put", 2], ["C", "put", 3, 60], ["D", "close"], ["G", "get"]]
    agree(student, reference, "story", 1, [*full, ["H", "get", 5]])
    late = [["G", "get", 5], ["P", "put", 1], ["D", "close"], ["advance", 9], ["settle"]]
    agree(student, reference, "held_story", 1, late)
    late = [["A", "put", 1], ["B", "put", 2, 5], ["D", "close"], ["advance", 9], ["settle"]]
    agree(student, reference, "held_story", 1, late)


@points(2, task=5, covers="R13")
def check_put_all_puts_what_fits(student, reference):
    """put_all puts items in order and returns the rest, whatever the iterable."""
    for items in [[], [1], [1, 2], [1, 2, 3, 4]]:
        agree(student, reference, "put_generator", 2, items)
        agree(student, reference, "put_list", 2, items)
    agree(student, reference, "put_what_it_feeds", 2, 4)
    calls = [["put", 0], ["put_all", [1, 2], -1], ["get"], ["close"], ["put_all", [3], 0]]
    agree(student, reference, "one_at_a_time", 2, [*calls, ["put_all", [4, 5]]])


@points(2, task=5, covers="R13", after="check_put_all_puts_what_fits "
        "check_a_call_waits_for_its_turn")  # fmt: skip
def check_put_all_wakes_others_as_it_goes(student, reference):
    """put_all waits for places, announces each item, and ends when the buffer is closed."""
    steps = [["G", "get"], ["P", "put_all", [1, 2, 3, 4]], ["H", "get"], ["I", "get"]]
    agree(student, reference, "story", 1, steps)
    steps = [["P", "put_all", [1, 2, 3]], ["G", "get"], ["C", "close"], ["H", "get"], ["I", "get"]]
    agree(student, reference, "story", 1, steps)


@points(2, task=5, covers="R13", after="check_put_all_puts_what_fits "
        "check_a_call_waits_for_its_turn")  # fmt: skip
def check_put_all_has_one_deadline(student, reference):
    """All items of put_all share one deadline."""
    steps = [["P", "put_all", [1, 2, 3, 4], 10], ["advance", 6], ["G", "get"], ["advance", 3]]
    steps = [*steps, ["wake", "P"], ["advance", 1], ["H", "get", 0], ["I", "get", 0]]
    agree(student, reference, "story", 1, steps)


@points(3, task=5, covers="R14", after="check_a_call_waits_for_its_turn")
def check_a_batch_waits_for_one_item(student, reference):
    """get_batch waits for one item, takes what is there and wakes all who can go on."""
    steps = [["G", "get_batch", 3, 5], ["wake", "G"], ["advance", 3], ["P", "put_all", [1, 2]]]
    agree(student, reference, "story", 3, [*steps, ["H", "get_batch", 2, 4], ["advance", 4]])
    full = [["P", "put_all", [1, 2]], ["Q", "put", 3], ["R", "put", 4], ["G", "get_batch", 2]]
    agree(student, reference, "story", 2, full)
    agree(student, reference, "story", 2, [["G", "get_batch", 2], ["C", "close"]])
    calls = [["put_all", [1, 2, 3], 0], ["get_batch", 2], ["get_batch", 0], ["get_batch", -1]]
    calls = [*calls, ["close"], ["get_batch", 1, 0], ["get_batch", 2]]
    agree(student, reference, "one_at_a_time", 4, [["get_batch", 1, 0], *calls])


@points(1, task=5, covers="R2 R3 R13 R14", after="check_one_thread_puts_and_gets_in_order "
        "check_put_all_puts_what_fits check_a_batch_waits_for_one_item")  # fmt: skip
@given(capacity=st.integers(1, 4), calls=CALLS)
def check_any_calls_of_one_thread(student, reference, capacity, calls):
    """Any calls of one thread without time give the right items and errors."""
    agree(student, reference, "one_at_a_time", capacity, [list(call) for call in calls])
