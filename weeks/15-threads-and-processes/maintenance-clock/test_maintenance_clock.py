"""Visible tests of maintenance-clock."""

import threading
from collections.abc import Callable

import pytest
from maintenance_clock import LateAlarm, Plan


class Night:
    """A clock that goes on only when somebody waits, and a journal of what ran when."""

    def __init__(self) -> None:
        self.now = 1000
        self.journal: list[tuple[int, str]] = []
        self.plan = Plan(lambda: self.now, self.wait)

    def wait(self, seconds: float) -> None:
        self.now += int(seconds)

    def note(self, name: str, lasting: int = 0) -> Callable[[], None]:
        """An action that writes its name into the journal and takes its time."""

        def action() -> None:
            self.journal.append((self.now - 1000, name))
            self.now += lasting

        return action


class HandTimer:
    """A timer that a test lets ring by calling its function; it notes what is done to it."""

    made: list["HandTimer"] = []

    def __init__(self, seconds: float, function: Callable[[], object]) -> None:
        self.seconds, self.function = seconds, function
        self.daemon = False
        self.done: list[str] = []
        HandTimer.made.append(self)

    def start(self) -> None:
        self.done.append("started as daemon" if self.daemon else "started")

    def cancel(self) -> None:
        self.done.append("cancelled")


@pytest.fixture
def night() -> Night:
    """A fresh night."""
    return Night()


@pytest.fixture
def timers() -> list[HandTimer]:
    """The list of all timers that are made from now on."""
    HandTimer.made = []
    return HandTimer.made


def test_t1_time_comes_before_priority(night: Night) -> None:
    """Jobs run at their time; the priority decides only between equal times."""
    night.plan.add(20, "urgent", night.note("urgent"), priority=0)
    night.plan.add(10, "slow", night.note("slow"), priority=8)
    night.plan.add(10, "quick", night.note("quick"), priority=7)

    assert night.plan.pending() == ["quick", "slow", "urgent"]
    night.plan.run()
    assert night.journal == [(10, "quick"), (10, "slow"), (20, "urgent")]


def test_t1_an_error_leaves_the_other_jobs_on_the_plan(night: Night) -> None:
    """What an action raises leaves run(), and the next run() goes on."""
    night.plan.add(1, "broken", lambda: [].pop())
    night.plan.add(2, "sound", night.note("sound"))

    with pytest.raises(IndexError):
        night.plan.run()
    night.plan.run()

    assert night.journal == [(2, "sound")]


def test_t1_nothing_runs_in_the_past(night: Night) -> None:
    """A negative delay raises ValueError."""
    with pytest.raises(ValueError):
        night.plan.add(-1, "early", print)


def test_t2_a_cancelled_job_does_not_run(night: Night) -> None:
    """The first cancel says True, a second one False."""
    ticket = night.plan.add(3, "wash", night.note("wash"))

    assert [night.plan.cancel(ticket), night.plan.cancel(ticket)] == [True, False]
    night.plan.run()
    assert night.journal == []


def test_t2_a_job_that_has_run_cannot_be_cancelled(night: Night) -> None:
    """cancel() of a job that is done says False."""
    ticket = night.plan.add(3, "wash", night.note("wash"))
    night.plan.run()

    assert night.plan.cancel(ticket) is False


def test_t2_only_what_is_due_is_run(night: Night) -> None:
    """run_due() runs what is due, and says how long it is until the next job."""
    night.plan.add(0, "now", night.note("now"))
    night.plan.add(4, "later", night.note("later"))

    assert (night.plan.run_due(), night.journal, night.now) == (4, [(0, "now")], 1000)


def test_t3_repeating_does_not_drift(night: Night) -> None:
    """An action that takes three seconds runs each five seconds all the same."""
    night.plan.repeat(5, "ping", night.note("ping", lasting=3), times=3)
    night.plan.run()

    assert night.journal == [(5, "ping"), (10, "ping"), (15, "ping")]


def test_t3_what_was_missed_is_left_out(night: Night) -> None:
    """An action that takes longer than the interval skips the times that have gone by."""
    night.plan.repeat(5, "copy", night.note("copy", lasting=12), times=2)
    night.plan.run()

    assert night.journal == [(5, "copy"), (20, "copy")]


def test_t3_an_action_may_end_its_own_repetition(night: Night) -> None:
    """cancel() from inside the action leaves no further run."""
    tickets: list[int] = []

    def once() -> None:
        night.journal.append((0, str(night.plan.cancel(tickets[0]))))

    tickets.append(night.plan.repeat(5, "once", once, times=9))
    night.plan.run()

    assert night.journal == [(0, "True")]


def test_t4_feeding_replaces_the_timer(timers: list[HandTimer]) -> None:
    """The second feed() cancels the first timer and starts another."""
    alarm = LateAlarm(90, print, HandTimer)
    alarm.feed()
    alarm.feed()

    assert [(timer.seconds, timer.done) for timer in timers] == [
        (90, ["started as daemon", "cancelled"]),
        (90, ["started as daemon"]),
    ]


def test_t4_a_timer_that_was_replaced_does_not_ring(timers: list[HandTimer]) -> None:
    """A timer whose cancel came too late calls its function, and nothing happens."""
    rings: list[str] = []
    alarm = LateAlarm(90, lambda: rings.append("ring"), HandTimer)
    alarm.feed()
    alarm.feed()
    timers[0].function()
    alarm.stop()
    timers[1].function()

    assert (len(timers), rings) == (2, [])


def test_t4_a_real_timer_rings() -> None:
    """With threading.Timer the action runs in another thread."""
    rang = threading.Event()
    alarm = LateAlarm(0, rang.set)
    alarm.feed()

    assert rang.wait(timeout=30)
