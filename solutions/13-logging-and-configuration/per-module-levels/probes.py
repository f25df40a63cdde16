"""Runs the pipeline with targets that it can hold up; puts the logging tree back each time.

Nothing here sleeps: a target waits for an event, and whoever has to wait for the target sets it.
The seconds are a safety net for code that never gets there; no answer depends on how long
anything took.
"""

import contextlib
import logging
import queue
import sys
import threading
from logging.config import dictConfig

import per_module_levels as pipeline

NET = 4.0


@contextlib.contextmanager
def _tree():
    """The tree of loggers, put back as it was at the end."""
    root, manager = logging.getLogger(), logging.Logger.manager
    known = dict(manager.loggerDict)
    loggers = [root, *(one for one in known.values() if isinstance(one, logging.Logger))]
    before = [(one, one.level, one.handlers[:], one.propagate, one.disabled) for one in loggers]
    root.handlers[:] = []
    try:
        yield root
    finally:
        manager.loggerDict.clear()
        manager.loggerDict.update(known)
        for one, level, handlers, propagate, disabled in before:
            one.setLevel(level)
            one.handlers[:] = handlers
            one.propagate, one.disabled = propagate, disabled


@contextlib.contextmanager
def _complaints():
    """What reaches the handleError that all handlers inherit, instead of stderr."""
    before, kept = logging.Handler.handleError, []

    def complain(handler, record):
        error = sys.exc_info()[1]
        if isinstance(error, NotImplementedError):
            raise error
        kept.append(type(error).__name__)

    logging.Handler.handleError = complain
    try:
        yield kept
    finally:
        logging.Handler.handleError = before


class Target(logging.Handler):
    """Writes down what happens to it, and in which thread."""

    def __init__(self, level=0):
        super().__init__(level)
        self.story = []
        self.caller = threading.get_ident()

    def emit(self, record):
        mine = threading.get_ident() == self.caller
        self.story.append([record.name, record.levelno, record.getMessage(), mine])

    def close(self):
        self.story.append("closed")
        super().close()

    @property
    def heard(self):
        return [one for one in self.story if one != "closed"]


class Held(Target):
    """Holds on to its first record until the gate opens; never holds up the thread that logs."""

    def __init__(self, expected=0):
        super().__init__()
        self.entered, self.gate, self.done = (threading.Event() for _ in range(3))
        self.expected = expected

    def emit(self, record):
        self.entered.set()
        if threading.get_ident() != self.caller:
            self.gate.wait(NET)
        super().emit(record)
        if len(self.heard) == self.expected:
            self.done.set()


class Jammed(Target):
    """Raises for some records, as a handler without a net does."""

    def emit(self, record):
        if "jam" in record.getMessage():
            raise OSError("disk full")
        super().emit(record)

    def handleError(self, record):  # noqa: N802
        self.story.append(["told", record.getMessage()])


class Late(Exception):
    """Raised by the block under a pipeline."""


def _watch(forwarder, held):
    """Open the gate for whoever begins to wait for the queue, and count those who do."""
    records, waits, refused = forwarder.queue, [], []
    put, join, empty, size = records.put, records.join, records.empty, records.qsize

    def put_watched(item, block=True, timeout=None):
        if block and records.full():
            waits.append("put")
            held.gate.set()
        try:
            put(item, block, timeout)
            if not isinstance(item, logging.LogRecord):
                held.gate.set()
        except queue.Full:
            refused.append(1)
            if len(refused) > 20:
                held.gate.set()
            raise

    def opening(ask):
        def asked():
            held.gate.set()
            return ask()

        return asked

    records.put, records.join = put_watched, opening(join)
    records.empty, records.qsize = opening(empty), opening(size)
    return waits


# --- levels


def parse(text):
    levels = pipeline.parse_levels(text)
    return [levels, sorted(levels), type(levels).__name__]


# --- the forwarder


def _told(record):
    return [
        record.name,
        record.levelno,
        record.msg,
        record.args in (None, ()),
        record.exc_info[0].__name__ if record.exc_info else None,
        record.stack_info is not None,
        vars(record).get("lane"),
    ]


def _forward(size=0):
    records = queue.Queue(size)
    forwarder = pipeline.Forwarder(records)
    logger = logging.Logger("yardmap", 1)
    logger.addHandler(forwarder)
    return records, forwarder, logger


def _drain(records):
    found = []
    while not records.empty():
        found.append(records.get())
    return found


def forwarded(calls):
    """Records in the queue after calls with a message, arguments and a level."""
    records, forwarder, logger = _forward()
    with _complaints() as complaints:
        for message, args, level in calls:
            logger.log(level, message, *args, extra={"lane": level})
    is_handler = isinstance(forwarder, logging.handlers.QueueHandler)
    return [is_handler, [_told(one) for one in _drain(records)], forwarder.dropped, complaints]


def forwarded_failure():
    records, _, logger = _forward()
    try:
        raise Late("tide")
    except Late as error:
        with _complaints():
            logger.exception("lift %d failed", 3, stack_info=True)
        found = _drain(records)
        same = [one.exc_info[1] is error for one in found if one.exc_info]
    return [[_told(one) for one in found], same]


def changed_after_the_call():
    """What the call was about changes before anybody looks at the record."""
    records, _, logger = _forward()
    crew, berth = ["Amina"], {"free": 2}
    with _complaints():
        logger.info("crew %s", crew)
        logger.info("free %(free)d", berth)
    crew.append("Jun")
    berth["free"] = 0
    return [one.getMessage() for one in _drain(records)]


def left_for_other_handlers():
    """The record itself, as a handler keeps it that was asked before."""
    kept = []

    class Keeper(logging.Handler):
        def emit(self, record):
            kept.append((record, dict(vars(record))))

    records, forwarder, logger = _forward()
    logger.handlers.insert(0, Keeper())
    try:
        raise Late("tide")
    except Late:
        with _complaints():
            logger.exception("crane %s of %s", 4, [5])
    found = _drain(records)
    record, before = kept[0]
    after = vars(record)
    changed = [name for name in before if before[name] is not after.get(name)]
    return [changed, sorted(set(after) - set(before)), [one is record for one in found]]


def room_for(size, count):
    """More records than there is room for, and nobody who takes any."""
    records, forwarder, logger = _forward(size)
    waits = []
    put = records.put

    def put_watched(item, block=True, timeout=None):
        if block and records.full():
            waits.append("put")
        return put(item, block=False)

    records.put = put_watched
    counts = []
    with _complaints() as complaints:
        for number in range(count):
            logger.info("record %d", number)
            counts.append(forwarder.dropped)
        first = [one.msg for one in _drain(records)]
        logger.info("room again")
    return [counts, first, [one.msg for one in _drain(records)], waits, complaints]


# --- the configuration


def configured(levels, names):
    """The levels and handlers that dictConfig makes of a configuration."""
    with _tree() as root:
        before = dict(levels)
        dictConfig(pipeline.build_config(levels, queue.Queue()))
        loggers = [logging.getLogger(name) for name in names]
        told = [[one.name, one.getEffectiveLevel()] for one in loggers]
        kinds = [isinstance(one, pipeline.Forwarder) for one in root.handlers]
        return [told, root.level, kinds, levels == before]


def queued(levels, calls):
    """What calls put into the queue of a configuration."""
    with _tree():
        records = queue.Queue()
        dictConfig(pipeline.build_config(levels, records))
        for name, level in calls:
            logging.getLogger(name).log(level, "seen %d", level)
        return [[one.name, one.levelno] for one in _drain(records)]


def configured_again():
    """A handler of the root logger from before is gone, and a logger from before goes on."""
    with _tree() as root:
        old, earlier = Target(), logging.getLogger("qs.earlier")
        earlier.setLevel(logging.CRITICAL)
        root.addHandler(old)
        first, second = queue.Queue(), queue.Queue()
        dictConfig(pipeline.build_config({"qs.gate": "DEBUG"}, first))
        dictConfig(pipeline.build_config({"qs.gate": "INFO", "root": "ERROR"}, second))
        for name in ("qs.gate", "qs.gate.lanes", "qs.other", "qs.earlier"):
            logging.getLogger(name).error("%s", name)
            logging.getLogger(name).critical("%s", name)
        found = [[(one.name, one.levelno) for one in _drain(kept)] for kept in (first, second)]
        return [found, old.heard, len(root.handlers), earlier.disabled]


# --- the pipeline


def night(levels, thresholds, calls, capacity=None):
    """One block with targets of these levels; calls name a logger and a level."""
    options = {} if capacity is None else {"capacity": capacity}
    with _tree() as root:
        made = []

        def maker(level):
            def make():
                made.append(Target(level))
                return made[-1]

            return make

        threads = set(threading.enumerate())
        early = logging.getLogger("qs.early")
        early.addHandler(logging.NullHandler())
        makers = (maker(level) for level in thresholds)
        with pipeline.log_pipeline(levels, makers, **options) as forwarder:
            for number, (name, level) in enumerate(calls):
                logging.getLogger(name).log(level, "%s %d", name, number)
            early.error("from before")
            on_root = [one is forwarder for one in root.handlers]
        early.error("afterwards")
        left = [len(root.handlers), len(set(threading.enumerate()) - threads)]
        return [[one.heard for one in made], on_root, left, forwarder.dropped]


def night_that_fails():
    with _tree() as root:
        target = []

        def make():
            target.append(Target())
            return target[0]

        try:
            with pipeline.log_pipeline({}, [make]):
                logging.getLogger("qs.gate").error("before")
                raise Late("storm")
        except Late as error:
            told = ["passed on", str(error)]
        left = len(root.handlers)
        root.addHandler(logging.NullHandler())
        logging.getLogger("qs.gate").error("afterwards")
        return [told, target[0].heard, "closed" in target[0].story, left]


def first_moment(count):
    """What has happened to the targets when the block begins."""
    made = []

    def make():
        made.append(Target())
        return made[-1]

    with _tree():
        with pipeline.log_pipeline({"root": "INFO"}, [make] * count):
            return [list(one.story) for one in made]


def two_nights():
    """Each target holds on to its first record until the end waits for it."""
    stories, made = [], []

    def make():
        made.append(Held())
        return made[-1]

    with _tree():
        try:
            for night_number in (1, 2):
                with pipeline.log_pipeline({"root": "INFO"}, [make], capacity=9) as forwarder:
                    made[-1].story.clear()
                    _watch(forwarder, made[-1])
                    logging.getLogger("qs.gate").info("night %d", night_number)
                    made[-1].entered.wait(NET)
                    logging.getLogger("qs.lane").info("night %d", night_number)
                stories.append([one if one == "closed" else one[2] for one in made[-1].story])
        finally:
            for held in made:
                held.gate.set()
        return stories


def _held_night(capacity, count, story, expected=0):
    """Log while the target holds on to the first record; `story` goes on with all in place."""
    options = {} if capacity is None else {"capacity": capacity}
    made = []

    def make():
        made.append(Held(expected))
        return made[0]

    with _tree():
        try:
            with pipeline.log_pipeline({"root": "INFO"}, [make], **options) as forwarder:
                held = made[0]
                waits = _watch(forwarder, held)
                logger = logging.getLogger("qs.gate")
                logger.info("record 0")
                entered = held.entered.wait(NET)
                for number in range(1, count):
                    logger.info("record %d", number)
                told = [entered, held.gate.is_set(), list(waits), forwarder.dropped, story(held)]
        finally:
            for held in made:
                held.gate.set()
        return [told, [one[2:] for one in made[0].heard], forwarder.dropped]


def slow_target(count):
    """The calls return while the target is still busy with the first record."""

    def before_the_gate_opens(held):
        handled = held.heard
        held.gate.set()
        return handled

    return _held_night(None, count, before_the_gate_opens)


def crowded(capacity, count):
    """More records than there is room for while the target is busy."""

    def until_all_is_handled(held):
        handled = held.heard
        held.gate.set()
        held.done.wait(NET)
        return handled

    room = 1000 if capacity is None else capacity
    told, messages, _ = _held_night(capacity, count, until_all_is_handled, room + 1)
    entered, opened, waits, _, handled = told
    return [entered, opened, waits, handled, messages[:6], messages[-2:], len(messages)]


def full_at_the_end(capacity):
    """The queue is full when the block ends; the gate opens for whoever waits for the queue."""
    return _held_night(capacity, capacity + 1, lambda held: held.heard)


def jammed_target(messages):
    """One target raises for some records; the one behind it gets them all."""
    made = []

    def maker(kind):
        def make():
            made.append(kind())
            return made[-1]

        return make

    threads = set(threading.enumerate())
    with _tree():
        with pipeline.log_pipeline({"root": "INFO"}, [maker(Jammed), maker(Target)]) as forwarder:
            _let_go_of_the_dead(forwarder.queue, threads)
            for message in messages:
                logging.getLogger("qs.gate").info(message)
        return [[one[:3] for one in each.heard] for each in made]


def _let_go_of_the_dead(records, threads):
    """Let join() come back when nobody is left who could take a record."""

    def join():
        with records.all_tasks_done:
            while records.unfinished_tasks and set(threading.enumerate()) - threads:
                records.all_tasks_done.wait(NET)

    records.join = join
