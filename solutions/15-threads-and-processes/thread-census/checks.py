"""Hidden checks of thread-census."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

NAMES = st.text(alphabet="ab-Ö 7", min_size=1, max_size=6)
STATES = st.sampled_from(["new", "running", "ended"])
PLATES = {"north.txt": b"HH-QX 1\nB-AB7 K12\n", "south.txt": b"\n", "west.txt": b"\xc3\x96-1 A B C"}


@points(2, task=1, covers="R1")
def check_a_thread_is_new_then_running_then_ended(student, reference):
    """A thread is new before its start, running until its job ends, and ended after that."""
    agree(student, reference, "life")


@points(1, task=1, covers="R2")
def check_a_census_has_a_line_for_each_thread(student, reference):
    """A census tells name and state of each thread in order, and marks daemons."""
    mixed = [("north", "ended", False), ("watch", "running", True), ("south", "new", False)]
    agree(student, reference, "lines", mixed)
    agree(student, reference, "lines", [("b", "new", True), ("a", "ended", True)])
    agree(student, reference, "lines", [("a", "running", False), ("a", "running", False)])
    agree(student, reference, "lines", [])


@points(1, task=1, covers="R1 R2", after="check_a_census_has_a_line_for_each_thread")
@given(kinds=st.lists(st.tuples(NAMES, STATES, st.booleans()), max_size=5))
def check_any_threads_are_counted(student, reference, kinds):
    """Any threads, whatever their names and states, are told in order."""
    agree(student, reference, "lines", kinds)


@points(2, task=2, covers="R4", reply="the job may still be running when somebody asks")
def check_a_result_waits_for_its_job(student, reference):
    """result() waits until the job has ended, and cannot wait for one that was not started."""
    agree(student, reference, "result_waits", 23)
    agree(student, reference, "result_without_start")


@points(2, task=2, covers="R3 R4", after="check_a_result_waits_for_its_job")
def check_a_worker_brings_its_count(student, reference):
    """A worker does its job in a thread of its own, after its start, and has the count, twice."""
    agree(student, reference, "worker_story", "north", 17)
    agree(student, reference, "worker_story", "gate 4", 0)


@points(
    2,
    task=2,
    covers="R4",
    after="check_a_worker_brings_its_count",
    reply="an exception ends its thread and nothing else; who keeps it for the caller?",
)
def check_a_worker_brings_its_exception(student, reference):
    """An exception of the job is raised by each call of result()."""
    for exception in ["OSError", "ValueError", "Exception"]:
        agree(student, reference, "worker_story", "north", exception)


@points(1, task=2, covers="R4", after="check_a_worker_brings_its_exception")
@given(name=NAMES, value=st.one_of(st.integers(-9, 99), st.sampled_from(["OSError", "IndexError"])))
def check_any_worker_has_a_result(student, reference, name, value):
    """Any count and any exception comes back."""
    agree(student, reference, "worker_story", name, value)


@points(1, task=3, covers="R5", reply="which method of a thread makes a new thread?")
def check_each_job_has_a_thread_of_its_name(student, reference):
    """Each job is done in a thread that has its name."""
    agree(student, reference, "names_of_threads", ["north"])
    agree(student, reference, "names_of_threads", ["d", "a", "b"])


@points(
    2,
    task=3,
    covers="R5",
    reply="how many of your threads are running while you wait for the first?",
)
def check_all_jobs_run_at_the_same_time(student, reference):
    """All jobs are running before one is waited for, each in a thread of its name."""
    agree(student, reference, "meeting", ["north", "south"])
    agree(student, reference, "meeting", ["d", "a", "c", "b", "e"])


@points(1, task=3, covers="R5", after="check_all_jobs_run_at_the_same_time")
@given(values=st.dictionaries(NAMES, st.integers(0, 50), max_size=5))
def check_counts_come_in_order(student, reference, values):
    """Any jobs, or none, give their counts by name, in order."""
    agree(student, reference, "counts", [("b", 3), ("a", 0), ("c", 7)])
    agree(student, reference, "counts", list(values.items()))


@points(
    2,
    task=3,
    covers="R6",
    after="check_a_worker_brings_its_exception check_counts_come_in_order",
    reply="which threads are still running when your exception reaches the caller?",
)
def check_all_jobs_end_before_an_exception_comes(student, reference):
    """The first exception in the order of the jobs is raised, after all jobs have ended."""
    agree(student, reference, "all_end_before_an_exception")


@points(2, task=4, covers="R7")
def check_a_watch_runs_beside_the_caller(student, reference):
    """A watch is a running daemon called watch, and the caller goes on."""
    agree(student, reference, "watching")


@points(2, task=4, covers="R7", reply="for which threads does Python wait at its end?")
def check_a_watch_does_not_hold_up_the_end(student, reference):
    """A program ends although its watch waits for ever."""
    agree(student, reference, "watch_in_a_program")


@points(1, task=5, covers="R8", after="check_a_result_waits_for_its_job")
def check_the_program_counts_files(student, reference):
    """main() prints a line for each file in order."""
    agree(student, reference, "main_in_here", PLATES, "west.txt", "north.txt", "south.txt")


@points(
    1,
    task=5,
    covers="R9",
    after="check_the_program_counts_files",
    reply="which exceptions may the counting of a file raise, and what of the other files?",
)
def check_the_program_goes_on_after_trouble(student, reference):
    """What cannot be counted is named on standard error, and the other files are counted."""
    odd = {"x": b"A B", "y": b"\xff\xfe\xff"}
    agree(student, reference, "main_in_here", PLATES, "gone.txt", "north.txt")
    agree(student, reference, "main_in_here", odd, "y", "no", "x", "y")


@points(2, task=5, covers="R8", after="check_the_program_counts_files")
def check_the_program_counts_files_at_the_same_time(student, reference):
    """Each argument has its own worker, and all work before one count is waited for."""
    agree(student, reference, "main_in_here", PLATES, "north.txt", "south.txt", "north.txt")
    agree(student, reference, "main_at_the_same_time", ["north", "so", "west"])


@points(1, task=5, covers="R8")
def check_wrong_usage_ends_the_program(student, reference):
    """Without files, or with unknown options, the program ends with status 2."""
    agree(student, reference, "main_in_here", PLATES)
    agree(student, reference, "main_in_here", PLATES, "--guard", "north.txt")


@points(
    3,
    task=5,
    covers="R8 R9 R10",
    after="check_the_program_counts_files check_a_watch_does_not_hold_up_the_end",
)
def check_the_file_is_a_program(student, reference):
    """Run as a program, with a watch or without, it prints counts and census, and ends."""
    agree(student, reference, "program", PLATES, "north.txt", "south.txt")
    agree(student, reference, "program", PLATES, "--watch", "gone.txt", "west.txt")
