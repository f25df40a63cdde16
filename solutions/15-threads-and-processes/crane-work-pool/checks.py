"""Hidden checks of crane-work-pool."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

JOBS = st.lists(
    st.one_of(st.integers(-3, 3), st.sampled_from(["", "bad hook", "lost plan", "bay 7"])),
    max_size=8,
)


@points(2, task=1, covers="R1 R2")
def check_a_crane_works_until_stop(student, reference):
    """A crane works off the jobs before STOP, in order, and leaves what is behind it."""
    for jobs in [["STOP"], ["bay 1", "STOP"], [1, 2, 3, "STOP", 4, 5]]:
        agree(student, reference, "serve", jobs)


@points(1, task=1, covers="R1", after="check_a_crane_works_until_stop")
def check_only_stop_stops(student, reference):
    """None, empty jobs and jobs that equal everything are jobs like others."""
    agree(student, reference, "serve", [None, "", 0, False, "stop", "STOP"])
    agree(student, reference, "serve", [1, "EQUAL", 2, "STOP"])


@points(2, task=1, covers="R2", after="check_a_crane_works_until_stop")
def check_a_bad_job_is_reported(student, reference):
    """A job that raises is reported with its error, done once, and the crane goes on."""
    agree(student, reference, "serve", ["bad hook", 1, "lost plan", 2, "STOP"])
    agree(student, reference, "same_error")
    agree(student, reference, "works_once", ["a", "b"])


@points(2, task=1, covers="R3", after="check_a_crane_works_until_stop")
def check_everything_taken_is_marked(student, reference):
    """Each object taken, STOP too, is marked once, a job after its move."""
    agree(student, reference, "serve", [1, "bad hook", 3, "STOP"])


@points(1, task=1, covers="R1 R2 R3", after="check_only_stop_stops check_a_bad_job_is_reported "
        "check_everything_taken_is_marked")  # fmt: skip
@given(before=JOBS, behind=JOBS)
def check_any_queue_is_served(student, reference, before, behind):
    """Any queue is served up to its STOP."""
    agree(student, reference, "serve", [*before, "STOP", *behind])


@points(2, task=2, covers="R4")
def check_the_threads_of_a_pool(student, reference):
    """A pool starts its named threads at once, no others, and refuses to be without."""
    agree(student, reference, "threads", 5)
    agree(student, reference, "threads", 1, 1)
    agree(student, reference, "threads", 4, 3, 2)
    for cranes in [0, -2, 1]:
        agree(student, reference, "refused", cranes)


@points(2, task=2, covers="R4", after="check_the_threads_of_a_pool")
def check_cranes_work_at_the_same_time(student, reference):
    """As many jobs as there are cranes are worked on at the same time."""
    for cranes, room in [(1, 0), (2, 1), (4, 0)]:
        agree(student, reference, "meet", cranes, room)


@points(2, task=2, covers="R4 R5", after="check_the_threads_of_a_pool")
def check_submit_waits_for_room(student, reference):
    """With a busy crane submit waits when the room is taken, and only then."""
    for room, queued in [(0, 3), (1, 1), (3, 2), (3, 3)]:
        agree(student, reference, "submit_to_a_busy_pool", room, queued)


@points(2, task=2, covers="R6", after="check_the_threads_of_a_pool "
        "check_everything_taken_is_marked")  # fmt: skip
def check_wait_is_for_the_work(student, reference):
    """wait() returns when all jobs are done, bad ones too, and the cranes stay."""
    agree(student, reference, "wait_for_work")
    agree(student, reference, "wait_with_bad_jobs")


@points(2, task=3, covers="R7", after="check_the_threads_of_a_pool")
def check_finish_waits_for_the_cranes(student, reference):
    """finish() returns when moves and threads have ended."""
    agree(student, reference, "finish_waits")


@points(3, task=3, covers="R7", after="check_finish_waits_for_the_cranes")
def check_a_shift_ends_with_any_room(student, reference):
    """A shift ends with any number of cranes and places, and can be finished again."""
    for cranes, room in [(1, 0), (3, 0), (3, 1), (2, 5)]:
        agree(student, reference, "shift", [1, "bad hook", 3, 4, "lost plan", 6], cranes, room)
    agree(student, reference, "shift", [], 4, 1)
    agree(student, reference, "order_of_moves", [3, 1, "bad hook", 2])


@points(1, task=3, covers="R5 R7 R8", after="check_a_shift_ends_with_any_room "
        "check_everything_taken_is_marked check_a_bad_job_is_reported check_only_stop_stops")  # fmt: skip
@given(examples=20, jobs=JOBS, cranes=st.integers(1, 4), room=st.integers(0, 3))
def check_any_shift_ends(student, reference, jobs, cranes, room):
    """Any shift does all its jobs once and ends."""
    agree(student, reference, "shift", jobs, cranes, room)


@points(1, task=3, covers="R8", after="check_the_threads_of_a_pool")
def check_an_ended_pool_takes_nothing(student, reference):
    """After the end submit() raises RuntimeError."""
    agree(student, reference, "submit_too_late", "finish")
    agree(student, reference, "submit_too_late", "abandon")


@points(3, task=3, covers="R9 R10", after="check_finish_waits_for_the_cranes")
def check_a_block_ends_the_shift(student, reference):
    """A with block finishes the shift; an error abandons it and passes on."""
    agree(student, reference, "block", [1, 2, "bad hook"])
    agree(student, reference, "block_that_fails", "KeyError")
    agree(student, reference, "block_that_fails", "KeyboardInterrupt")


@points(2, task=4, covers="R10 R11", after="check_finish_waits_for_the_cranes")
def check_abandon_gives_back_the_rest(student, reference):
    """Jobs that nobody has begun come back in order, and nobody waits for them."""
    for cranes, room, queued in [(1, 0, 3), (2, 0, 0), (2, 3, 3)]:
        agree(student, reference, "abandon", cranes, room, queued)


@points(1, task=4, covers="R10 R11", after="check_abandon_gives_back_the_rest")
def check_a_quick_crane_does_no_harm(student, reference):
    """A crane that takes the last job in the middle of abandon() keeps nobody waiting."""
    agree(student, reference, "abandon_beside_a_quick_crane")


@points(1, task=4, covers="R11", after="check_the_threads_of_a_pool")
def check_abandon_after_the_end(student, reference):
    """After the end of a shift there is nothing to give back."""
    agree(student, reference, "abandon_again", "finish")
    agree(student, reference, "abandon_again", "abandon")


@points(2, task=5, covers="R12 R14", after="check_a_shift_ends_with_any_room")
def check_planners_share_a_pool(student, reference):
    """The jobs of all planners are done by one pool, each planner's in order."""
    for plans in [[], [[]], [[1, 2, 3]], [[1], [2, 3], [], ["bad hook", 5]]]:
        agree(student, reference, "planners", plans)
        agree(student, reference, "planners", plans, 3, 1)
    agree(student, reference, "planners_keep_their_order", [[1, 2, 3], [4, 5, 6, 7]])
    agree(student, reference, "pool_of_planners", 4)
    agree(student, reference, "pool_of_planners", 7, 3, 7)


@points(2, task=5, covers="R12", after="check_planners_share_a_pool")
def check_planners_work_at_the_same_time(student, reference):
    """Planners that wait for one another all get their turn."""
    agree(student, reference, "planners_meet", 3)


@points(2, task=5, covers="R13 R14", after="check_planners_share_a_pool")
def check_a_failing_planner_ends_alone(student, reference):
    """A planner that fails ends alone; errors come in the order of the planners."""
    plans = [[1, "is lost", 2], [3, 4], ["ends badly"], [5, "bad hook"]]
    agree(student, reference, "planners", plans)
    agree(student, reference, "planners", [["ends badly"], ["is lost"]], 1, 1)
    agree(student, reference, "late_and_early")
