"""Hidden checks of timed-operation."""

from hypothesis import strategies as st

from grader.checks import agree, given, points, same

NAMES = st.sampled_from(["plan berths", "tow", "", "50 %s done", "%d", "Pünktlichkeit"])
EIGHTHS = st.integers(0, 4000).map(lambda number: number / 8)
READINGS = st.tuples(EIGHTHS, EIGHTHS).map(lambda pair: [pair[0], pair[0] + pair[1]])
LIMITS = st.none() | st.sampled_from([0.0, 0.125, 1.0, 60.0, 250.0])
ENDS = st.sampled_from(["", "", "BerthTakenError", "ValueError", "KeyboardInterrupt"])
TOLD = ("logger", "level", "message")
ALL = ["value", "raised", "logs"]


def records(actual, expected):
    """Records that say the same, whatever their templates; anything else as it is."""
    if type(expected) is list and expected and all(type(one) is dict for one in expected):
        return same(
            [[one[key] for key in TOLD] for one in actual],
            [[one[key] for key in TOLD] for one in expected],
        )
    return same(actual, expected)


def lazy(actual, expected):
    """Records with arguments, however many they are."""
    return same({one["lazy"] for one in actual}, {one["lazy"] for one in expected})


@points(2, task=1, covers="R1 R2")
def check_a_block_is_measured_and_reported(student, reference):
    """A block is reported when it begins and when it ends, and its operation knows the seconds."""
    agree(student, reference, "block", "tow", [10.0, 12.5], observing=ALL, compare=records)
    agree(student, reference, "block", "50 %s", [0.0, 0.0], observing=ALL, compare=records)
    agree(student, reference, "block_of_blocks", [1.0, 2.0, 4.0, 8.0, 16.0, 32.0])


@points(1, task=1, covers="R1 R2", after="check_a_block_is_measured_and_reported")
@given(name=NAMES, readings=READINGS)
def check_any_block_is_reported(student, reference, name, readings):
    """Any block is reported under its name with its seconds."""
    agree(student, reference, "block", name, readings, observing=ALL, compare=records)


@points(
    1,
    task=1,
    covers="R3",
    after="check_a_block_is_measured_and_reported",
    reply="what happens between the two readings, and what should?",
)
def check_only_the_block_is_measured(student, reference):
    """The clock is read last before the block and first after it, and not again."""
    agree(student, reference, "block_in_order")


@points(1, task=1, covers="R3", reply="which clock cannot be set back while something is measured?")
def check_the_default_clock_runs_on(student, reference):
    """Without a clock of its own, a measurement uses time.perf_counter."""
    agree(student, reference, "a_block_by_the_default_clock")
    agree(student, reference, "default_clock", "timed")


@points(2, task=1, covers="R4", after="check_a_block_is_measured_and_reported")
def check_records_carry_their_fields(student, reference):
    """The first record carries the operation, the last one its seconds as well."""
    agree(student, reference, "fields_of_records", "tow", [10.0, 12.5])
    agree(student, reference, "fields_of_records", "50 %s", [1.0, 1.0])


@points(1, task=1, covers="R2", after="check_a_block_is_measured_and_reported")
def check_nobody_need_listen(student, reference):
    """A block is measured whether or not the logger takes its records."""
    for level in (10, 20, 30):
        agree(student, reference, "block_below", level, [3.0, 3.5])


@points(1, task=1, covers="R2", reply="the logger takes a template, and the values beside it")
def check_values_are_arguments(student, reference):
    """Every record keeps name and seconds beside its template."""
    for slow_after, ends in ((None, ""), (5.0, ""), (5.0, "ValueError"), (5.0, "SystemExit")):
        asked = ("block", "tow", [1.0, 9.0], slow_after, ends)
        agree(student, reference, *asked, observing=["logs"], compare=lazy)


@points(2, task=2, covers="R5", after="check_a_block_is_measured_and_reported")
def check_a_failure_is_reported(student, reference):
    """A block that fails gives one ERROR, and no word of success."""
    for ends in ("BerthTakenError", "ValueError"):
        asked = ("block", "moor", [1.0, 9.0], 5.0, ends)
        agree(student, reference, *asked, observing=["logs"], compare=records)


@points(
    1,
    task=2,
    covers="R5",
    after="check_a_failure_is_reported",
    reply="which exception does the last record carry, and which ones the others?",
)
def check_a_failure_keeps_its_traceback(student, reference):
    """The last record of a failure carries the exception of the block."""
    for kind in ("BerthTakenError", "StopIteration"):
        agree(student, reference, "exceptions_in_records", kind)


@points(
    1,
    task=2,
    covers="R5",
    after="check_a_failure_is_reported",
    reply="the exception of the block, the object itself, reaches the caller",
)
def check_a_failure_passes_on(student, reference):
    """The exception of a block reaches the caller as it is."""
    for kind in ("BerthTakenError", "ValueError", "StopIteration"):
        agree(student, reference, "failing_block", kind, [1.0, 1.5])


@points(
    1,
    task=2,
    covers="R6",
    after="check_a_block_is_measured_and_reported",
    reply="nothing failed where somebody stopped the program",
)
def check_a_stop_is_no_failure(student, reference):
    """Ctrl-C and an exit are reported as a stop, without traceback, and pass on."""
    for kind in ("KeyboardInterrupt", "SystemExit"):
        agree(student, reference, "failing_block", kind, [1.0, 1.5])
        agree(student, reference, "exceptions_in_records", kind)


@points(
    1,
    task=2,
    covers="R3 R4",
    after="check_only_the_block_is_measured check_a_failure_passes_on check_a_stop_is_no_failure",
)
def check_other_ends_are_measured_alike(student, reference):
    """The clock and the fields of a block that fails or stops are as in R3 and R4."""
    agree(student, reference, "block_in_order", "BerthTakenError")
    agree(student, reference, "fields_of_records", "tow", [1.0, 1.5], None, "BerthTakenError")
    agree(student, reference, "fields_of_records", "tow", [1.0, 1.5], None, "KeyboardInterrupt")


@points(2, task=3, covers="R7", after="check_a_block_is_measured_and_reported")
def check_more_than_the_limit_is_slow(student, reference):
    """A block that takes longer than slow_after is a WARNING; as long as that it is not."""
    for seconds in (4.875, 5.0, 5.125):
        readings = [1.0, 1.0 + seconds]
        agree(student, reference, "block", "tow", readings, 5.0, observing=ALL, compare=records)


@points(1, task=3, covers="R7", after="check_more_than_the_limit_is_slow")
def check_zero_is_a_limit(student, reference):
    """With a limit of 0 everything is slow that takes any time."""
    for readings in ([2.0, 2.0], [2.0, 2.125]):
        agree(student, reference, "block", "tow", readings, 0.0, observing=ALL, compare=records)


@points(
    1,
    task=3,
    covers="R4 R7 R8",
    after="check_zero_is_a_limit check_a_failure_is_reported check_a_stop_is_no_failure",
)
@given(name=NAMES, readings=READINGS, slow_after=LIMITS, ends=ENDS)
def check_any_end_of_any_block(student, reference, name, readings, slow_after, ends):
    """Slow or not, failed, stopped or done: each block has one end."""
    arguments = (name, readings, slow_after, ends)
    agree(student, reference, "block", *arguments, observing=ALL, compare=records)


@points(2, task=4, covers="R9 R10", after="check_a_block_is_measured_and_reported")
def check_every_call_is_measured(student, reference):
    """Every call of a decorated function is measured for itself and gives its result."""
    agree(student, reference, "decorated_calls", [4], [1.0, 2.5])
    agree(student, reference, "decorated_calls", [4, 0, 7], [1.0, 2.5, 3.0, 3.0, 4.0, 8.0])
    agree(student, reference, "decorated_calls", [], [1.0])
    agree(student, reference, "default_clock", "timed_calls")


@points(1, task=4, covers="R9 R10", after="check_every_call_is_measured")
def check_calls_within_calls(student, reference):
    """A function that calls itself is measured at every level; methods are measured as well."""
    agree(student, reference, "decorated_recursion", 2, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0])
    agree(student, reference, "decorated_method")


@points(1, task=4, covers="R10", reply="what does the function look like from outside?")
def check_a_decorated_function_keeps_its_face(student, reference):
    """Name, docstring, signature and attributes are those of the function itself."""
    agree(student, reference, "face_of_a_decorated_function")


@points(
    1,
    task=4,
    covers="R10",
    after="check_every_call_is_measured check_a_failure_passes_on check_a_stop_is_no_failure",
)
def check_a_failing_call_passes_on(student, reference):
    """What a decorated function raises is reported and passes on."""
    for kind in ("BerthTakenError", "KeyboardInterrupt"):
        agree(student, reference, "failing_call", kind)


@points(
    1,
    task=4,
    covers="R9 R10",
    after="check_every_call_is_measured check_a_failure_passes_on check_zero_is_a_limit "
    "check_more_than_the_limit_is_slow",
)
@given(
    numbers=st.lists(st.integers(-2, 5), max_size=4),
    times=st.lists(EIGHTHS, min_size=8, max_size=8),
    slow_after=LIMITS,
)
def check_any_calls_are_measured(student, reference, numbers, times, slow_after):
    """Any calls are measured with the clock and the limit of the decorator."""
    agree(student, reference, "decorated_calls", [4], [1.0, 9.0], 2.0)
    agree(student, reference, "decorated_calls", numbers, sorted(times), slow_after)
