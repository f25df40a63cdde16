"""Run operations with a clock that tells what it is told to, and say what was reported of them."""

import builtins
import inspect
import logging
import time
from contextlib import contextmanager

import timed_operation as timing


class BerthTakenError(Exception):
    """An error that no code under test knows."""


class _Clock:
    """Gives one reading after the other, then the last one again and again; counts how often."""

    def __init__(self, readings, journal=None):
        self.readings = list(readings)
        self.asked = 0
        self.journal = journal

    def __call__(self):
        self.asked += 1
        if self.journal is not None:
            self.journal.append("clock")
        return self.readings.pop(0) if len(self.readings) > 1 else self.readings[0]


class _Keep(logging.Handler):
    """Keeps the records, and notes in a journal when they came."""

    def __init__(self, journal):
        super().__init__()
        self.records, self.journal = [], journal

    def emit(self, record):
        self.records.append(record)
        self.journal.append("record")


@contextmanager
def _listening(level=logging.DEBUG, journal=None):
    """A logger of our own and the handler on it; nothing of them is left afterwards."""
    log = logging.getLogger("berths.plan")
    before = (log.handlers[:], log.level, log.propagate)
    keep = _Keep([] if journal is None else journal)
    log.handlers[:], log.propagate = [keep], False
    log.setLevel(level)
    try:
        yield log, keep
    finally:
        log.handlers[:], log.propagate = before[0], before[2]
        log.setLevel(before[1])


def _told(records):
    return [[one.levelname, one.getMessage()] for one in records]


def _fields(record):
    return [getattr(record, name, "missing") for name in ("operation", "seconds")]


def _raise(kind):
    if kind == "BerthTakenError":
        raise BerthTakenError("berth 4")
    if kind:
        raise getattr(builtins, kind)("berth 4")


# --- Task 1


def block(name, readings, slow_after=None, ends=""):
    """A measured block that ends normally, or by an exception of that name."""
    log = logging.getLogger("berths.night")
    clock = _Clock(readings)
    with timing.timed(name, log, slow_after=slow_after, clock=clock) as operation:
        inside = [type(operation).__name__, operation.name, operation.seconds]
        _raise(ends)
    return inside, operation.name, operation.seconds


def block_in_order(ends=""):
    """When the clock was read, when records were made, when the block ran."""
    journal = []
    with _listening(journal=journal) as (log, _):
        try:
            with timing.timed("tow", log, clock=_Clock([4.0, 6.0], journal)):
                journal.append("block")
                _raise(ends)
        except BerthTakenError:
            journal.append("left")
    return journal


def block_of_blocks(readings):
    """Two blocks in a third one; all share a clock."""
    clock = _Clock(readings)
    with _listening() as (log, keep):
        with timing.timed("plan", log, clock=clock) as whole:
            with timing.timed("tides", log, clock=clock) as first:
                pass
            with timing.timed("cranes", log, clock=clock) as second:
                pass
    return [whole.seconds, first.seconds, second.seconds], _told(keep.records)


def fields_of_records(name, readings, slow_after=None, ends=""):
    with _listening() as (log, keep):
        try:
            with timing.timed(name, log, slow_after=slow_after, clock=_Clock(readings)):
                _raise(ends)
        except (BerthTakenError, KeyboardInterrupt):
            pass
    return [_fields(one) for one in keep.records]


def block_below(level, readings):
    """A block whose logger takes records from `level` up."""
    clock = _Clock(readings)
    with _listening(level) as (log, keep):
        with timing.timed("tow", log, clock=clock) as operation:
            pass
        return operation.seconds, clock.asked, _told(keep.records)


def default_clock(name):
    """Which function of the time module the clock is, where none is given."""
    parameter = inspect.signature(getattr(timing, name)).parameters["clock"]
    known = ("perf_counter", "monotonic", "time", "process_time")
    return [one for one in known if parameter.default is getattr(time, one)]


def a_block_by_the_default_clock():
    """A block measured without a clock of ours is measured by something."""
    with _listening() as (log, keep):
        with timing.timed("tow", log) as operation:
            pass
    return type(operation.seconds).__name__, operation.seconds >= 0, len(keep.records)


# --- Task 2


def _fail(kind, readings):
    """The exception that a block raised, the one that came out, and what was reported."""
    clock = _Clock(readings)
    with _listening() as (log, keep):
        raised = caught = None
        try:
            with timing.timed("moor", log, clock=clock) as operation:
                try:
                    _raise(kind)
                except BaseException as error:
                    raised = error
                    raise
        except BaseException as error:
            if isinstance(error, NotImplementedError):
                raise
            caught = error
        return raised, caught, operation, clock.asked, keep.records


def failing_block(kind, readings):
    """Whether the very exception of the block comes out, and how the block was measured."""
    raised, caught, operation, asked, records = _fail(kind, readings)
    return caught is raised, operation.seconds, asked, _told(records)


def exceptions_in_records(kind):
    """Which records carry the very exception that the block raised, and which any other."""
    raised, _, _, _, records = _fail(kind, [1.0, 1.5])
    infos = [one.exc_info for one in records]
    return [("raised" if info[1] is raised else "another") if info else "none" for info in infos]


# --- Task 4


def decorated_calls(numbers, readings, slow_after=None):
    """Several calls of one decorated function."""
    clock = _Clock(readings)
    with _listening() as (log, keep):

        @timing.timed_calls(log, slow_after=slow_after, clock=clock)
        def double(number, /, *, plus=0):
            if number < 0:
                raise BerthTakenError(str(number))
            return 2 * number + plus

        asked_before, results = clock.asked, []
        for number in numbers:
            try:
                results.append(double(number, plus=1))
            except BerthTakenError as error:
                results.append(str(error))
        return asked_before, results, clock.asked, _told(keep.records)


def decorated_recursion(depth, readings):
    clock = _Clock(readings)
    with _listening() as (log, keep):

        @timing.timed_calls(log, clock=clock)
        def descend(level):
            return level if level == 0 else 1 + descend(level - 1)

        result = descend(depth)
        return result, [_fields(one)[1] for one in keep.records if hasattr(one, "seconds")]


def decorated_method():
    with _listening() as (log, keep):

        class Pilot:
            def __init__(self, name):
                self.name = name

            @timing.timed_calls(log, clock=_Clock([1.0, 3.5]))
            def board(self, *vessels):
                return [self.name, *vessels]

        result = Pilot("Amara").board("Aurora", "Svalbard")
        return result, [_fields(one) for one in keep.records]


def face_of_a_decorated_function():
    def plan(berth, *, tide="low"):
        """Plan one berth."""

    plan.note = "kept"
    with _listening() as (log, _):
        made = timing.timed_calls(log)(plan)
        made(3)
    named = [made.__name__, made.__qualname__ == plan.__qualname__, made.__doc__]
    return (
        named,
        made.__wrapped__ is plan,
        list(inspect.signature(made).parameters),
        vars(made)["note"],
    )


def failing_call(kind):
    clock = _Clock([2.0, 2.5])
    with _listening() as (log, keep):

        @timing.timed_calls(log, clock=clock)
        def moor():
            _raise(kind)

        try:
            moor()
        except BaseException as error:
            if isinstance(error, NotImplementedError):
                raise
            outcome = type(error).__name__
        else:
            outcome = "nothing came out"
        return outcome, [[one.levelname, *_fields(one)[1:]] for one in keep.records]
