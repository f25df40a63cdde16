"""Let nights pass and timers ring by hand, and write down what happened; returns plain data."""

import builtins
import threading

import maintenance_clock as clock


class _Night:
    """A clock that goes on when somebody waits, a plan, and a journal of what ran when."""

    def __init__(self, over=0):
        self.now = 500
        self.over = over
        self.journal = []
        self.tickets = []
        self.plan = clock.Plan(lambda: self.now, self.wait)

    def wait(self, seconds):
        if seconds > 0:
            self.now += seconds + self.over

    def note(self, name, lasting=0, fault=""):
        def action():
            self.journal.append([self.now - 500, name])
            self.now += lasting
            if fault:
                raise getattr(builtins, fault)(name)

        return action

    def run(self):
        """Run to the end; each error is noted, and the plan is run again."""
        for _ in range(50):
            try:
                self.plan.run()
            except NotImplementedError:
                raise
            except Exception as error:
                self.journal.append([self.now - 500, "raised " + type(error).__name__])
            else:
                return
        self.journal.append([self.now - 500, "gave up"])


def window(jobs, over=0):
    """Plan jobs of [delay, name, priority or None, lasting, fault], and run them all."""
    night = _Night(over)
    tickets = []
    for delay, name, priority, lasting, fault in jobs:
        options = {} if priority is None else {"priority": priority}
        tickets.append(night.plan.add(delay, name, night.note(name, lasting, fault), **options))
    order = night.plan.pending()
    night.run()
    known = [type(ticket).__name__ for ticket in tickets], len(set(tickets)) == len(tickets)
    return order, night.journal, night.plan.pending(), known


def simple_window(jobs):
    return window([[*job, 0, ""] for job in jobs])


def add_only(delay):
    night = _Night()
    night.plan.add(delay, "wash", print)
    return night.plan.pending()


def job_that_plans():
    """An action that plans two more jobs, one of them due at once."""
    night = _Night()

    def action():
        night.journal.append([night.now - 500, "first"])
        night.plan.add(7, "third", night.note("third"))
        night.plan.add(0, "second", night.note("second"))

    night.plan.add(3, "first", action)
    night.run()
    return night.journal


def cancelled(jobs, which):
    """Plan jobs of [delay, name], cancel some by their place, and run the others."""
    night = _Night()
    tickets = [night.plan.add(delay, name, night.note(name)) for delay, name in jobs]
    said = [night.plan.cancel(tickets[at]) for at in which if at < len(tickets)]
    order = night.plan.pending()
    night.run()
    said_later = [night.plan.cancel(ticket) for ticket in tickets]
    return said, order, night.journal, said_later, night.plan.cancel(max([0, *tickets]) + 99)


def cancelled_by_itself():
    """A job for once that cancels itself while it runs, and one that cancels another."""
    night = _Night()
    said = []
    tickets = []
    tickets.append(night.plan.add(1, "self", lambda: said.append(night.plan.cancel(tickets[0]))))
    tickets.append(night.plan.add(2, "other", lambda: said.append(night.plan.cancel(tickets[2]))))
    tickets.append(night.plan.add(3, "never", night.note("never")))
    night.run()
    return said, night.journal


def due(jobs, steps):
    """After each step of the clock, run what is due."""
    night = _Night()
    for delay, name in jobs:
        night.plan.add(delay, name, night.note(name))
    story = []
    for step in steps:
        night.now += step
        before = night.now
        story.append([night.plan.run_due(), night.now == before, night.plan.pending()])
    return story, night.journal


def repeated(interval, times, lasting=0, over=0, fault="", late=0):
    """A repeating job, and one for once that follows it where both are due."""
    night = _Night(over)
    night.plan.repeat(interval, "sweep", night.note("sweep", lasting, fault), times)
    night.plan.add(interval * 2, "beside", night.note("beside"), priority=6)
    order = night.plan.pending()
    night.now += late
    night.run()
    return order, night.journal, night.plan.pending()


def repeat_only(interval, times):
    night = _Night()
    night.plan.repeat(interval, "sweep", print, times)
    return night.plan.pending()


def repeated_with_priority():
    """Four jobs at the same times: the one with the smaller priority goes first each time."""
    night = _Night()
    night.plan.repeat(4, "c", night.note("c"), 3, priority=5)
    night.plan.repeat(4, "a", night.note("a"), 3)
    night.plan.repeat(4, "b", night.note("b"), 3, priority=2)
    night.plan.repeat(4, "d", night.note("d"), 3, priority=5)
    night.run()
    return night.journal


def repetition_cancelled(when):
    """Cancel a repetition from inside its action, from another job, or before it begins."""
    night = _Night()
    said = []
    tickets = []

    def action():
        night.journal.append([night.now - 500, "sweep"])
        if len(night.journal) == {"inside": 2, "last": 6}.get(when):
            said.append(night.plan.cancel(tickets[0]))

    tickets.append(night.plan.repeat(5, "sweep", action, 6))
    if when == "outside":
        night.plan.add(12, "end", lambda: said.append(night.plan.cancel(tickets[0])))
    if when == "before":
        said.append(night.plan.cancel(tickets[0]))
    other = night.plan.add(1, "other", print)
    night.plan.cancel(other)
    night.run()
    return said, night.journal, night.plan.cancel(tickets[0]), other != tickets[0]


class _Timers:
    """Makes timers that ring by hand and notes what is done to them."""

    def __init__(self):
        self.story = []
        self.functions = []
        self.daemons = []

    def __call__(self, seconds, function):
        number = len(self.functions)
        self.functions.append(function)
        self.story.append(["made", number, seconds])
        return _HandTimer(self, number)


class _HandTimer:
    def __init__(self, home, number):
        self.home, self.number, self.daemon = home, number, False

    def start(self):
        self.home.story.append(["started", self.number])
        self.home.daemons.append(self.daemon is True)

    def cancel(self):
        self.home.story.append(["cancelled", self.number])


def alarm(steps, timers_too=False):
    """Feed and stop an alarm; a number lets the timer of that place call its function."""
    timers = _Timers()
    rings = []
    at = 0
    made = clock.LateAlarm(90, lambda: rings.append(at), timers)
    for at, step in enumerate(steps):
        if step in ("feed", "stop"):
            getattr(made, step)()
        elif step < len(timers.functions):
            timers.functions[step]()
    made_and_started = [entry for entry in timers.story if entry[0] != "cancelled"]
    cancelled_ones = sorted({entry[1] for entry in timers.story if entry[0] == "cancelled"})
    if timers_too:
        return rings, made_and_started, cancelled_ones
    return rings


def daemons_of_an_alarm():
    """Whether each timer was a daemon when it was started."""
    timers = _Timers()
    made = clock.LateAlarm(90, print, timers)
    made.feed()
    made.feed()
    return timers.daemons


def alarm_with_deeds(deed):
    """An action that feeds or stops its alarm; False if it does not come back."""
    timers = _Timers()
    rings = []

    def action():
        rings.append(len(rings))
        if len(rings) < 3:
            getattr(made, deed)()

    made = clock.LateAlarm(90, action, timers)
    made.feed()
    ringing = threading.Thread(target=timers.functions[0], daemon=True)
    ringing.start()
    ringing.join(5)
    if ringing.is_alive():
        return "never came back"
    timers.functions[-1]()
    return rings, len(timers.functions)


def real_alarm():
    """An alarm with a real timer of no seconds: it rings in another thread."""
    rang = threading.Event()
    where = []

    def action():
        where.append(threading.current_thread() is threading.main_thread())
        rang.set()

    made = clock.LateAlarm(0, action)
    made.feed()
    return rang.wait(5), where
