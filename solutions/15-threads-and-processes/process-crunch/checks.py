"""Hidden checks of process-crunch."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points


@points(2, task=1, covers="R1")
def check_primes_of_a_span(student, reference):
    """Primes are counted from start on, without stop; numbers below 2 are none."""
    for span in [(0, 2), (0, 3), (2, 3), (2, 2), (-7, 1), (3, 4), (4, 5), (9, 10), (24, 30)]:
        agree(student, reference, "count_primes", span)
    agree(student, reference, "count_primes", (0, 1000))
    agree(student, reference, "count_primes", (961, 962))
    agree(student, reference, "count_primes", (7900, 7920))


@points(1, task=1, covers="R1", after="check_primes_of_a_span")
@given(start=st.integers(-20, 3000), length=st.integers(0, 60))
def check_primes_of_any_span(student, reference, start, length):
    """Any span has its number of primes."""
    agree(student, reference, "count_primes", (start, start + length))


@points(1, task=1, covers="R2")
def check_a_span_that_runs_backwards(student, reference):
    """A span that ends before it begins raises SpanError with both numbers and its text."""
    agree(student, reference, "span_error", 30, -2)
    agree(student, reference, "span_error_of", (12, 11))
    agree(student, reference, "count_primes", (5, 4))


@points(
    2,
    task=1,
    covers="R3",
    after="check_a_span_that_runs_backwards",
    reply="unpickling calls the class again with the error's `args`; what is in them?",
)
def check_the_error_travels(student, reference):
    """A SpanError arrives in another process with its class, attributes and text."""
    agree(student, reference, "span_error_travels", 8, 3)


@points(2, task=2, covers="R4")
def check_spans_cover_what_is_cut(student, reference):
    """The pieces are in order, without gaps, and only the last is shorter."""
    for start, stop, size in [(0, 9, 3), (0, 10, 3), (4, 5, 3), (-3, 4, 2), (6, 6, 1), (0, 3, 1)]:
        agree(student, reference, "cut", start, stop, size)
    for start, stop, size in [(0, 9, 0), (0, 9, -2), (9, 0, 3)]:
        agree(student, reference, "spans", start, stop, size)
    agree(student, reference, "spans", 2, 7, 4)


@points(2, task=2, covers="R5 R6")
def check_one_process_does_it_all(student, reference):
    """With the built-in map, primes are added up and blocks are checked in order."""
    agree(student, reference, "total_primes", 0, 200, 30)
    agree(student, reference, "total_primes", 5, 5, 3)
    for data, size in [(b"gate and crane", 5), (b"yard", 4), (b"", 4), (b"ab", 9)]:
        agree(student, reference, "checksums", data, size)
    agree(student, reference, "checksums", b"yard", 0)
    agree(student, reference, "checksums", b"", -1)


@points(
    2,
    task=2,
    covers="R5 R7",
    after="check_one_process_does_it_all",
    reply="one call with whole spans, and a job that another process can find by its name",
)
def check_spans_go_by_post(student, reference):
    """A spread that pickles everything is called once for primes, with whole spans."""
    agree(student, reference, "primes_by_post", 0, 60, 25)
    agree(student, reference, "primes_by_post", 7, 7, 3)


@points(
    2,
    task=2,
    covers="R6 R7",
    after="check_one_process_does_it_all",
    reply="one call with whole blocks, and a job that another process can find by its name",
)
def check_blocks_go_by_post(student, reference):
    """A spread that pickles everything is called once for checksums, with whole blocks."""
    agree(student, reference, "checksums_by_post", b"crane logs", 4)
    agree(student, reference, "checksums_by_post", b"crane", 40)


@points(
    1,
    task=2,
    covers="R4 R5 R6 R7",
    after="check_spans_cover_what_is_cut check_spans_go_by_post check_blocks_go_by_post",
)
@given(
    start=st.integers(-9, 40),
    length=st.integers(0, 40),
    data=st.binary(max_size=20),
    size=st.integers(1, 30),
)
def check_any_work_is_cut_and_sent(student, reference, start, length, data, size):
    """Any span and any data are cut, travel chunk by chunk, and give the same results."""
    agree(student, reference, "cut", start, start + length, size)
    agree(student, reference, "primes_by_post", start, start + length, size)
    agree(student, reference, "checksums_by_post", data, size)


@points(2, task=3, covers="R8")
def check_what_can_travel(student, reference):
    """Named functions can travel; lambdas, inner functions, locks and generators cannot."""
    agree(student, reference, "portable_things")


@points(3, task=3, covers="R9", reply="look at `exitcode` after the process has ended")
def check_a_process_tells_how_it_ended(student, reference):
    """The exit code of one process is returned, also after an error and after a signal."""
    agree(student, reference, "exit_codes", "fork")
    agree(student, reference, "exit_code_of_a_signal")
    agree(student, reference, "exit_code_of_a_lambda")
    agree(student, reference, "exit_code_leaves_nothing")


@points(3, task=4, covers="R10 R12")
def check_an_executor_does_the_same(student, reference):
    """An executor gives equal results in order, from other processes, which end with the block."""
    agree(student, reference, "work_spread", "executor", 2, "fork")
    agree(student, reference, "pool_type", "executor")


@points(3, task=4, covers="R10 R12")
def check_a_pool_does_the_same(student, reference):
    """A pool gives equal results in order, from other processes, which end with the block."""
    agree(student, reference, "work_spread", "pool", 2, "fork")
    agree(student, reference, "pool_type", "pool")


@points(
    2,
    task=4,
    covers="R10",
    after="check_an_executor_does_the_same check_a_pool_does_the_same",
    reply="which start method does your pool have: the one asked for, or the system's?",
)
def check_the_start_method_is_the_one_asked_for(student, reference):
    """Workers are spawned unless another method is asked for."""
    agree(student, reference, "work_spread", "executor", 1)
    agree(student, reference, "work_spread", "pool", 1, "spawn")


@points(1, task=4, covers="R11")
def check_without_workers_nothing_is_started(student, reference):
    """With 0 workers the jobs run in this process."""
    agree(student, reference, "work_spread", "executor", 0)
    agree(student, reference, "work_spread", "pool", 0)


@points(
    2,
    task=4,
    covers="R3 R10 R12",
    after="check_the_error_travels check_an_executor_does_the_same check_a_pool_does_the_same",
)
def check_errors_arrive_and_processes_end(student, reference):
    """The error of a job arrives here, and an error in the block leaves no process behind."""
    agree(student, reference, "error_of_a_job", "executor", "fork")
    agree(student, reference, "error_of_a_job", "pool", "fork")
    agree(student, reference, "block_that_fails", "executor")
    agree(student, reference, "block_that_fails", "pool")


@points(1, task=4, covers="R13", after="check_without_workers_nothing_is_started")
def check_impossible_pools_are_refused(student, reference):
    """Fewer workers than 0, an unknown kind and an unknown method raise ValueError."""
    agree(student, reference, "spreading_only", "executor", -1)
    agree(student, reference, "spreading_only", "pool", -2)
    agree(student, reference, "spreading_only", "threads", 1)
    agree(student, reference, "spreading_only", "pool", 1, "teleport")


@points(2, task=5, covers="R14 R15")
def check_main_counts_or_tells_the_error(student, reference):
    """main() prints the number alone, or a line of error and the status 2."""
    agree(student, reference, "main_in_here", "0", "3000")
    agree(student, reference, "main_in_here", "2", "100", "--size", "9")
    agree(student, reference, "main_in_here", "9", "2")
    agree(student, reference, "main_in_here", "2", "9", "--size", "0")
    agree(student, reference, "main_in_here", "2", "9", "--workers", "-1")


@points(2, task=5, covers="R14 R16", after="check_main_counts_or_tells_the_error")
def check_the_file_is_a_program(student, reference):
    """Run as a program, with spawned processes or wrongly, the file prints and ends as it should."""
    agree(student, reference, "program", "0", "500", "--workers", "2", "--size", "200")
    agree(student, reference, "program", "1", "40", "--workers", "1", "--kind", "pool")
    for side in (student, reference):
        expect(side.run("seven", "9")["exit"], 2)


@points(1, task=5, covers="R16", after="check_primes_of_a_span")
def check_importing_does_nothing(student, reference):
    """Importing the module prints nothing and starts nothing."""
    agree(student, reference, "imported_elsewhere")
