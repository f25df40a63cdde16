"""Drive registers, counters and locks through forced schedules, and say in plain data what came of it.

A stage has two threads, `early` and `late`. At each step that early makes on the stage, late goes first,
until it has ended or waits for a lock. So each race happens every time, and nothing depends on a clock.
"""

import sys
import threading

import forced_race as race

BOUND = 4
"""Seconds after which a call counts as one that never returns; only wrong solutions wait so long."""


def _in_time(call):
    """What `call` returned or raised, or that it never ended; threads it starts are daemons, too."""
    ended = []

    def run():
        try:
            ended.append(("returned", call()))
        except BaseException as error:
            ended.append(("raised", error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(BOUND)
    if not ended:
        return "never returns"
    how, what = ended[0]
    if how == "raised":
        raise what
    return what


# --- Task 1


class _Cell:
    """A register that notes who reads and writes it."""

    def __init__(self, value, failing=()):
        self.value = value
        self.failing = failing
        self.journal = []

    def read(self):
        self.journal.append(("read", threading.get_ident()))
        at = len(self.journal)
        if at in self.failing:
            raise LookupError("no signal")
        return self.value

    def write(self, value):
        self.journal.append(("write", threading.get_ident()))
        self.value = value


class _Turns:
    """Within, a thread runs until it waits or ends: nobody takes its turn away."""

    def __enter__(self):
        self.before = sys.getswitchinterval()
        sys.setswitchinterval(BOUND * 10)

    def __exit__(self, *_):
        sys.setswitchinterval(self.before)


def collide(start, threads):
    cell = _Cell(start)
    caller = []

    def call():
        caller.append(threading.get_ident())
        return race.force_lost_update(cell, threads)

    with _Turns():
        result = _in_time(call)
    journal = cell.journal
    each = [[what for what, who in journal if who == one] for one in {who for _, who in journal}]
    return {
        "returned": result,
        "value": cell.value,
        "order": [what for what, _ in journal],
        "each thread": each,
        "in the caller's thread": caller[0] in {who for _, who in journal},
    }


def collide_without_threads(threads):
    cell = _Cell(5)
    try:
        race.force_lost_update(cell, threads)
    except ValueError:
        return "ValueError", cell.journal
    return "no error", cell.journal


def collide_with_failing_reads(threads, failing):
    cell = _Cell(5, failing)
    try:
        result = _in_time(lambda: race.force_lost_update(cell, threads))
    except LookupError as error:
        result = "LookupError", str(error)
    return result


def writes_after_failing_reads(threads, failing):
    cell = _Cell(5, failing)

    def call():
        try:
            race.force_lost_update(cell, threads)
        except LookupError:
            pass
        return "ended"

    return _in_time(call), [what for what, _ in cell.journal if what == "write"]


def call_outlives_its_threads(threads):
    """The last write waits until the caller joins or has returned: is it over when the call returns?"""
    caller_waits_or_left = threading.Event()
    written, seen = [], []

    class Slow:
        def read(self):
            return 3

        def write(self, value):
            caller_waits_or_left.wait(BOUND)
            written.append(value)

    def call():
        race.force_lost_update(Slow(), threads)
        seen.append(len(written))
        caller_waits_or_left.set()

    join = threading.Thread.join

    def noted_join(self, timeout=None):
        if threading.current_thread() is not main:
            caller_waits_or_left.set()
        return join(self, timeout)

    main = threading.current_thread()
    threading.Thread.join = noted_join
    try:
        answer = _in_time(call)
    finally:
        caller_waits_or_left.set()
        threading.Thread.join = join
    return answer, seen


# --- The stage for Tasks 2 and 3


class _Deadlock(Exception):
    """Two threads wait for each other."""


class _Stage:
    """Keeps what two threads do, and lets `late` go first whenever `early` makes a step."""

    def __init__(self):
        self.change = threading.Condition()
        self.early = self.late = None
        self.waiting = {}
        self.ended = set()
        self.stepped = False
        self.deadlocks = 0

    def me(self):
        return threading.current_thread()

    def step(self):
        """Early gives way here; called without the condition held."""
        if self.me() is self.early:
            with self.change:
                self.stepped = True
                self.change.notify_all()
                self.change.wait_for(lambda: self.late in self.ended or self.late in self.waiting)

    def play(self, first, second):
        """Run both calls; what each returned or raised, by name."""
        told = {}

        def act(name, call):
            try:
                told[name] = call()
            except _Deadlock:
                told[name] = "deadlock"
            except Exception as error:
                told[name] = "raised " + type(error).__name__
            finally:
                with self.change:
                    self.ended.add(threading.current_thread())
                    self.change.notify_all()

        self.early = threading.Thread(target=act, args=("early", first), daemon=True)
        self.late = threading.Thread(target=act, args=("late", second), daemon=True)
        self.early.start()
        with self.change:
            self.change.wait_for(lambda: self.stepped or self.early in self.ended)
        self.late.start()
        self.early.join()
        self.late.join()
        told["deadlocks"] = self.deadlocks
        return told


class _Lock:
    """A reentrant lock on a stage; finds out at once when two threads wait for each other."""

    def __init__(self, stage, name="lock"):
        self.stage, self.name = stage, name
        self.holder, self.depth = None, 0

    def acquire(self, blocking=True, timeout=-1):
        stage, me = self.stage, self.stage.me()
        with stage.change:
            while self.holder not in (None, me):
                blocker = stage.waiting.get(self.holder)
                if blocker is not None and blocker.holder is me:
                    stage.deadlocks += 1
                    raise _Deadlock
                stage.waiting[me] = self
                stage.change.notify_all()
                stage.change.wait()
            stage.waiting.pop(me, None)
            self.holder = me
            self.depth += 1
            outermost = self.depth == 1
        if outermost:
            stage.step()
        return True

    def release(self):
        stage = self.stage
        with stage.change:
            if self.holder is not stage.me():
                raise RuntimeError("released by somebody else")
            self.depth -= 1
            free = self.depth == 0
            if free:
                self.holder = None
                for thread in [who for who, lock in stage.waiting.items() if lock is self]:
                    del stage.waiting[thread]
                stage.change.notify_all()
        if free:
            stage.step()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()


class _Staged:
    """A register on a stage."""

    def __init__(self, stage, value):
        self.stage, self.value = stage, value

    def read(self):
        value = self.value
        self.stage.step()
        return value

    def write(self, value):
        self.value = value
        self.stage.step()


def _do(counter, call):
    name, *arguments = call
    return getattr(counter, name)(*arguments)


def two_at_once(start, first, second):
    """Two threads use one counter; late goes first at each step of early."""
    stage = _Stage()
    register = _Staged(stage, start)
    counter = race.Counter(1, register, _Lock(stage))
    told = stage.play(lambda: _do(counter, first), lambda: _do(counter, second))
    return told, register.value


def crossing(numbers, values, first, second):
    """Two transfers between the same two counters, in the directions that are given."""
    stage = _Stage()
    registers = [_Staged(stage, value) for value in values]
    counters = [
        race.Counter(number, register, _Lock(stage)) for number, register in zip(numbers, registers)
    ]

    def moving(source, target, count):
        return lambda: race.transfer(counters[source], counters[target], count)

    told = stage.play(moving(*first), moving(*second))
    return told, [register.value for register in registers]


# --- One thread and a journal


class _NotedLock:
    """A reentrant lock for one thread that notes when it is taken first and given back last."""

    def __init__(self, name, journal, held):
        self.name, self.journal, self.held = name, journal, held

    def acquire(self, blocking=True, timeout=-1):
        if self.name not in self.held:
            self.journal.append("take " + self.name)
        self.held.append(self.name)
        return True

    def release(self):
        self.held.remove(self.name)

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()


class _NotedRegister:
    """A register that notes the locks that are held when it is used; can fail."""

    def __init__(self, value, held, failing=None):
        self.value, self.held, self.failing = value, held, failing
        self.uses = []

    def read(self):
        return self._use("read") or self.value

    def write(self, value):
        self._use("write")
        self.value = value

    def _use(self, what):
        self.uses.append((what, sorted(set(self.held))))
        if what == self.failing:
            raise ConnectionError("controller gone")


def _kinds(uses):
    return sorted({(what, tuple(held)) for what, held in uses})


def held_during(start, call, failing=None):
    """Which locks are held when the register is used, and whether they are free afterwards."""
    held, journal = [], []
    register = _NotedRegister(start, held, failing)
    counter = race.Counter(7, register, _NotedLock("7", journal, held))
    try:
        answer = _do(counter, call)
    except ConnectionError:
        answer = "ConnectionError"
    return answer, register.value, _kinds(register.uses), held


def held_during_transfer(numbers, values, count, failing=None, same=False):
    """As above for a transfer, and in which order the locks are taken first."""
    held, journal = [], []
    registers = [_NotedRegister(value, held, failing) for value in values]
    counters = [
        race.Counter(number, register, _NotedLock(str(number), journal, held))
        for number, register in zip(numbers, registers)
    ]
    source, target = counters[0], counters[0 if same else 1]
    try:
        answer = race.transfer(source, target, count)
    except ConnectionError:
        answer = "ConnectionError"
    except ValueError:
        answer = "ValueError"
    seen = {tuple(locks) for register in registers for _, locks in register.uses}
    wrote = any(what == "write" for register in registers for what, _ in register.uses)
    return {
        "answer": answer,
        "values": [register.value for register in registers],
        "held": sorted(seen),
        "wrote": wrote and answer is False,
        "taken": list(dict.fromkeys(journal)),
        "held afterwards": held,
    }


def story(start, calls):
    """A counter with its own lock, used by one thread; what each call gives."""

    class Plain:
        value = start

        def read(self):
            return self.value

        def write(self, value):
            self.value = value

    register = Plain()
    counter = race.Counter(3, register)
    answers = _in_time(lambda: [_do(counter, call) for call in calls])
    return counter.number, answers, register.value


def transfers(values, moves):
    """Moves between counters with locks of their own, in one thread."""

    class Plain:
        def __init__(self, value):
            self.value = value

        def read(self):
            return self.value

        def write(self, value):
            self.value = value

    registers = [Plain(value) for value in values]
    counters = [race.Counter(9 - at, register) for at, register in enumerate(registers)]
    told = []

    def run():
        for source, target, count in moves:
            told.append(race.transfer(counters[source], counters[target], count))

    return _in_time(run), told, [register.value for register in registers]


def own_locks():
    """Counters without a given lock: is the lock of each its own, and is it held during a read?"""
    tries = []

    class Trying:
        counter = None
        value = 4

        def read(self):
            def try_lock():
                got = self.counter.lock.acquire(blocking=False)
                tries.append(got)
                if got:
                    self.counter.lock.release()

            thread = threading.Thread(target=try_lock)
            thread.start()
            thread.join()
            return self.value

        def write(self, value):
            self.value = value

    registers = [Trying(), Trying()]
    counters = [race.Counter(at, register) for at, register in enumerate(registers)]
    registers[0].counter, registers[1].counter = counters
    answers = [counter.add(2) for counter in counters]
    return answers, sorted(set(tries)), counters[0].lock is counters[1].lock


def given_lock_is_kept():
    lock = _NotedLock("x", [], [])
    counter = race.Counter(1, _NotedRegister(2, []), lock)
    return counter.value(), counter.lock is lock


def calls_inside_the_lock(start, calls):
    """Calls while the caller holds the counter's own lock."""

    class Plain:
        value = start

        def read(self):
            return self.value

        def write(self, value):
            self.value = value

    counter = race.Counter(5, Plain())

    def hold():
        with counter.lock:
            return [_do(counter, call) for call in calls]

    return _in_time(hold)


# --- Task 4


def inversions_of_a_generator(events):
    return race.inversions(tuple(event) for event in events)
