"""Hidden checks of maintenance-clock."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

NAMES = st.sampled_from(["grease", "gates", "logs", "wash", "é"])
JOBS = st.lists(
    st.tuples(
        st.integers(0, 6), NAMES, st.none() | st.integers(0, 9), st.integers(0, 3), st.just("")
    ),
    max_size=6,
)
PLAIN = st.lists(st.tuples(st.integers(0, 8), NAMES), max_size=5)


@points(
    3,
    task=1,
    covers="R1 R2 R3 R4",
    reply="time decides first, the priority between equal times, the order of planning last",
)
def check_jobs_run_by_time_then_priority(student, reference):
    """Jobs run at their time; among equal times by priority, then as they were planned."""
    agree(student, reference, "simple_window", [(30, "b", 1), (10, "a", 9)])
    agree(student, reference, "simple_window", [(5, "b", 6), (5, "a", None), (5, "c", 4)])
    agree(student, reference, "simple_window", [(5, "z", 2), (5, "a", 2), (0, "m", 2)])
    agree(student, reference, "simple_window", [(7, "same", None), (7, "same", None)])
    agree(student, reference, "simple_window", [])


@points(2, task=1, covers="R4", after="check_jobs_run_by_time_then_priority")
@given(jobs=JOBS, over=st.integers(0, 3))
def check_any_window(student, reference, jobs, over):
    """Any jobs run in order, also when actions take time and waiting takes too long."""
    agree(student, reference, "window", jobs, over)


@points(1, task=1, covers="R4", after="check_jobs_run_by_time_then_priority")
def check_actions_may_plan_more(student, reference):
    """Jobs that an action plans run in the same run()."""
    agree(student, reference, "job_that_plans")


@points(1, task=1, covers="R2")
def check_nothing_is_planned_for_the_past(student, reference):
    """A negative delay raises ValueError; a delay of 0 does not."""
    agree(student, reference, "add_only", -1)
    agree(student, reference, "add_only", -0.5)
    agree(student, reference, "add_only", 0)


@points(2, task=1, covers="R5", after="check_jobs_run_by_time_then_priority")
def check_an_error_leaves_the_plan_usable(student, reference):
    """What an action raises leaves run(); the job is done, and the others still wait."""
    jobs = [(3, "a", None, 1, "ValueError"), (3, "b", None, 0, ""), (9, "c", None, 0, "KeyError")]
    agree(student, reference, "window", jobs)


@points(2, task=2, covers="R6")
def check_jobs_are_taken_back(student, reference):
    """A cancelled job does not run; cancelling what is not on the plan says False."""
    agree(student, reference, "cancelled", [(3, "a"), (3, "b"), (1, "c")], [1, 1])
    agree(student, reference, "cancelled", [(3, "a")], [0])
    agree(student, reference, "cancelled", [], [])
    agree(student, reference, "cancelled_by_itself")


@points(1, task=2, covers="R6", after="check_jobs_are_taken_back")
@given(jobs=PLAIN, which=st.lists(st.integers(0, 4), max_size=4))
def check_any_jobs_are_taken_back(student, reference, jobs, which):
    """Any jobs are cancelled, in any order, also twice."""
    agree(student, reference, "cancelled", jobs, which)


@points(2, task=2, covers="R7")
def check_what_is_due_is_run_without_waiting(student, reference):
    """run_due() runs what is due, lets no time pass, and tells the time to the next job."""
    agree(student, reference, "due", [(4, "a"), (0, "b"), (9, "c")], [0, 3, 1, 10, 0])
    agree(student, reference, "due", [], [0])


@points(1, task=2, covers="R7", after="check_what_is_due_is_run_without_waiting")
@given(jobs=PLAIN, steps=st.lists(st.integers(0, 5), max_size=4))
def check_any_steps_of_the_clock(student, reference, jobs, steps):
    """After any step of the clock the jobs that are due have run."""
    agree(student, reference, "due", jobs, steps)


@points(3, task=3, covers="R8", reply="from which time does your next run count?")
def check_repeating_does_not_drift(student, reference):
    """Runs come at multiples of the interval, though actions and waiting take their time."""
    agree(student, reference, "repeated", 10, 3)
    agree(student, reference, "repeated", 10, 3, lasting=4)
    agree(student, reference, "repeated", 10, 4, over=3)
    agree(student, reference, "repeated", 7, 1)
    agree(student, reference, "repeated_with_priority")
    agree(student, reference, "repeat_only", 0, 2)
    agree(student, reference, "repeat_only", -3, 2)
    agree(student, reference, "repeat_only", 3, 0)
    agree(student, reference, "repeat_only", 1, 1)


@points(2, task=3, covers="R9", after="check_repeating_does_not_drift")
def check_what_was_missed_is_left_out(student, reference):
    """Planned times that have come or gone when an action ends are left out."""
    agree(student, reference, "repeated", 10, 3, lasting=10)
    agree(student, reference, "repeated", 10, 3, lasting=25)
    agree(student, reference, "repeated", 10, 3, late=47)


@points(
    1,
    task=3,
    covers="R8 R9",
    after="check_repeating_does_not_drift check_what_was_missed_is_left_out",
)
@given(
    interval=st.integers(1, 9),
    times=st.integers(1, 5),
    lasting=st.integers(0, 20),
    over=st.integers(0, 5),
    late=st.integers(0, 30),
)
def check_any_repetition(student, reference, interval, times, lasting, over, late):
    """Any repetition runs at its times."""
    agree(student, reference, "repeated", interval, times, lasting, over, "", late)


@points(2, task=3, covers="R10", after="check_repeating_does_not_drift")
def check_an_error_does_not_end_a_repetition(student, reference):
    """An action that raises has had its run, and the next is planned."""
    agree(student, reference, "repeated", 10, 3, fault="OSError")
    agree(student, reference, "repeated", 10, 2, lasting=13, fault="ValueError")


@points(2, task=3, covers="R11", after="check_repeating_does_not_drift")
def check_a_repetition_is_cancelled(student, reference):
    """cancel() ends a repetition, before it, from another job, and from inside."""
    for when in ["before", "outside", "inside", "last", "never"]:
        agree(student, reference, "repetition_cancelled", when)


@points(2, task=4, covers="R12")
def check_feeding_replaces_the_timer(student, reference):
    """Each feed() cancels the timer before and starts a new one."""
    agree(student, reference, "alarm", ["feed"], timers_too=True)
    agree(student, reference, "alarm", ["feed", "feed", "feed", "stop"], timers_too=True)
    agree(student, reference, "alarm", ["stop"], timers_too=True)
    agree(student, reference, "alarm", ["feed", "stop", "stop", "feed", "stop"], timers_too=True)


@points(1, task=4, covers="R12", reply="when does a thread look at `daemon`?")
def check_timers_are_daemons(student, reference):
    """Each timer is a daemon by the time it is started."""
    agree(student, reference, "daemons_of_an_alarm")


@points(1, task=4, covers="R13")
def check_the_alarm_rings_once(student, reference):
    """A timer rings once for each feed, in the thread of a real timer too."""
    agree(student, reference, "alarm", ["feed", 0, 0, "feed", 1, 1])
    agree(student, reference, "real_alarm")


@points(
    3,
    task=4,
    covers="R14",
    reply="how does the function know that its timer still counts?",
)
def check_a_late_timer_does_nothing(student, reference):
    """A timer that was replaced or stopped, and rings all the same, does nothing."""
    agree(student, reference, "alarm", ["feed", "feed", 0])
    agree(student, reference, "alarm", ["feed", "feed", 0, 1])
    agree(student, reference, "alarm", ["feed", "stop", 0, "feed", 0, 1])


@points(
    1, task=4, covers="R13 R14", after="check_a_late_timer_does_nothing check_the_alarm_rings_once"
)
@given(steps=st.lists(st.sampled_from(["feed", "feed", "stop", 0, 1, 2]), max_size=8))
def check_any_story_of_an_alarm(student, reference, steps):
    """Any feeding, stopping and ringing gives the rings that are due."""
    agree(student, reference, "alarm", steps)


@points(2, task=4, covers="R15", after="check_the_alarm_rings_once")
def check_the_action_may_use_its_alarm(student, reference):
    """An action that feeds or stops its own alarm comes back."""
    agree(student, reference, "alarm_with_deeds", "feed")
    agree(student, reference, "alarm_with_deeds", "stop")
