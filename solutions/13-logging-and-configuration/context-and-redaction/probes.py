"""Brings handlers that keep the records they get, and says in plain data what is on them."""

import contextvars
import logging

import context_and_redaction as gate

BARE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Kept(logging.Handler):
    """A handler that keeps records and formats nothing."""

    def __init__(self):
        super().__init__()
        self.records = []
        self.states = []

    def emit(self, record):
        self.records.append(record)
        self.states.append(_state(record))


class Badge:
    """An object of another team whose text may hold a secret."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return f"badge {self.text}"

    def __repr__(self):
        return f"<{self.text}>"


class Silent:
    """An object that cannot be shown."""

    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


class RefusedError(Exception):
    """What the gate says to a badge."""


def _pair(name="gatehouse"):
    logger, handler = logging.Logger(name, 1), Kept()
    logger.addHandler(handler)
    return logger, handler


def _extras(record):
    return {name: _told(value) for name, value in vars(record).items() if name not in BARE}


def _told(value):
    """Plain data for whatever a handler may find."""
    if isinstance(value, dict):
        return {_told(key): _told(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_told, value))
    if value is None or isinstance(value, (str, int, float)):
        return value
    return ["object", type(value).__name__]


# --- visits


def _current():
    record = logging.makeLogRecord({"msg": "x"})
    passed = gate.VisitFilter().filter(record)
    return [passed, record.visit]


def nested_visits(numbers):
    """The current visit before, inside and after each of the nested blocks."""
    seen = [_current()]
    if numbers:
        with gate.visit(numbers[0]):
            seen.append(nested_visits(numbers[1:]))
        seen.append(_current())
    return seen


def visits_in_a_row(numbers):
    seen = []
    for number in numbers:
        with gate.visit(number):
            seen.append(_current())
        seen.append(_current())
    return seen


def visit_that_fails(outer, inner):
    seen = []
    with gate.visit(outer):
        try:
            with gate.visit(inner):
                raise RefusedError(inner)
        except RefusedError as error:
            seen.append(["passed on", str(error)])
        seen.append(_current())
    seen.append(_current())
    return seen


def two_contexts():
    """Two visits that take turns, each in a context of its own."""
    first, second = contextvars.copy_context(), contextvars.copy_context()
    one, two = gate.visit("V-1"), gate.visit("V-2")
    seen = [_current()]
    first.run(one.__enter__)
    seen.append(_current())
    second.run(two.__enter__)
    seen += [first.run(_current), second.run(_current), _current()]
    first.run(one.__exit__, None, None, None)
    seen += [first.run(_current), second.run(_current), _current()]
    second.run(two.__exit__, None, None, None)
    return [*seen, second.run(_current)]


def inherited_context():
    """A context that is copied inside a visit knows it, and keeps changes to itself."""
    with gate.visit("V-8"):
        copied = contextvars.copy_context()
        inner = gate.visit("V-9")
        copied.run(inner.__enter__)
        seen = [copied.run(_current), _current()]
        copied.run(inner.__exit__, None, None, None)
        seen.append(copied.run(_current))
    return [*seen, copied.run(_current), _current()]


def visit_of_a_record(extra):
    logger, handler = _pair()
    handler.addFilter(gate.VisitFilter())
    with gate.visit("V-3"):
        logger.info("opened", extra=extra)
    with gate.visit("V-4"):
        gate.VisitFilter().filter(handler.records[0])
    return [_extras(record) for record in handler.records]


# --- adapters


def through_adapter(lane, calls):
    """Records of several calls, and what became of the dicts that were given."""
    logger, handler = _pair()
    adapter = gate.LaneAdapter(logger, lane)
    given = []
    for extra in calls:
        given.append(extra)
        adapter.warning("lorry %s of %d", "KA-1", 4, extra=extra)
    adapter.info("done")
    told = [[one.levelno, one.msg, one.args, _extras(one)] for one in handler.records]
    return [isinstance(adapter, logging.LoggerAdapter), told, given]


def one_call_through_adapter(lane, extra):
    logger, handler = _pair()
    gate.LaneAdapter(logger, lane).error("lorry %s", "KA-1", extra=extra)
    return [[one.msg, one.args, _extras(one)] for one in handler.records]


def two_adapters():
    logger, handler = _pair()
    first, second = gate.LaneAdapter(logger, 1), gate.LaneAdapter(logger, 2)
    for adapter in (first, second, first):
        adapter.info("up", extra={"plate": "KA-2"})
    second.info("down")
    return [_extras(record) for record in handler.records]


def adapter_keeps_the_call():
    logger, handler = _pair()
    adapter = gate.LaneAdapter(logger, 5)
    try:
        raise RefusedError("no")
    except RefusedError:
        adapter.exception("failed", stack_info=True)
    adapter.log(37, Badge("7"))
    adapter.debug("%s", Badge("8"))
    first, second, third = handler.records
    told = [first.exc_info[0].__name__, bool(first.stack_info), second.levelno]
    return [told, _told(second.msg), _told(third.args), [_extras(one) for one in handler.records]]


# --- values


def clean(secrets, value):
    return gate.Redactor(secrets).clean(value)


def clean_twice_from_generator(secrets, values):
    redactor = gate.Redactor(secret for secret in secrets)
    return [redactor.clean(value) for value in values]


def cleaned_copy(secrets, value):
    """What comes back, what became of the original, and whether the two share a container."""
    before = repr(value)
    told = gate.Redactor(secrets).clean(value)
    return [told, repr(value) == before]


def clean_object(secrets, kind, text):
    """Whether an object stays itself, or which text takes its place."""
    thing = {"badge": Badge(text), "silent": Silent(), "error": RefusedError(text)}[kind]
    told = [gate.Redactor(secrets).clean(thing), gate.Redactor(secrets).clean([{"by": thing}])]
    inner = told[1][0]["by"]
    return ["same" if one is thing else one for one in (told[0], inner)]


# --- records


def _state(record):
    return {
        "msg": _told(record.msg),
        "args": record.args in ((), None),
        "message": record.getMessage(),
        "extras": _extras(record),
        "exc_info": record.exc_info is None,
        "exc_text": record.exc_text is not None,
    }


def _log(secrets, message, args, extra=None, **kinds):
    logger, handler = _pair()
    handler.addFilter(gate.Redactor(secrets))
    logger.error(message, *args, extra=extra, **kinds)
    return handler.states


def record(secrets, message, args, extra=None):
    return _log(secrets, message, args, extra)


def _thing(kind):
    return {
        "badge": Badge("tide-4411"),
        "open": Badge("open"),
        "silent": Silent(),
        "error": RefusedError("tide-4411"),
        "number": 4711,
        "dict": {"pin": 4711, "lane": [Badge("tide-4411")]},
    }[kind]


def record_of_objects(secrets, template, kinds):
    return _log(secrets, template, [_thing(kind) for kind in kinds])


def record_with_objects(secrets, kinds):
    return _log(secrets, "up", [], {f"extra_{kind}": _thing(kind) for kind in kinds})


def record_of_message(secrets, kind):
    message = {
        "badge": Badge("tide-4411"),
        "silent": Silent(),
        "dict": {"token": "abc", "lane": 3},
        "list": ["tide-4411", 5],
    }[kind]
    return _log(secrets, message, [])


def filtered_directly(secrets, attributes):
    """What filter() returns, and the record afterwards."""
    one = logging.makeLogRecord(attributes)
    redactor = gate.Redactor(secrets)
    passed = [redactor.filter(one), redactor.filter(one)]
    return [passed, _state(one)]


def extras_of_the_caller(secrets, extra):
    before = repr(extra)
    _log(secrets, "up %s", [extra], extra)
    return repr(extra) == before


def _fail(text, cause):
    try:
        raise OSError(cause)
    except OSError as reason:
        raise RefusedError(text) from reason


def failure(secrets, text, cause, formatted_before):
    """A failure whose texts hold secrets, as a handler and its formatter find it."""
    logger, handler = _pair()
    handler.addFilter(gate.Redactor(secrets))
    if formatted_before:

        class Plain(logging.Handler):
            def emit(self, record):
                self.format(record)

        logger.handlers.insert(0, Plain())
    try:
        _fail(text, cause)
    except RefusedError as error:
        logger.exception("refused %s", error)
    one = handler.records[0]
    lines = logging.Formatter().format(one)
    words = ["Traceback", "RefusedError", "OSError", "***", "_fail", *secrets]
    return [
        _state(one),
        [[word in str(one.exc_text), word in lines] for word in words],
        type(one.exc_text).__name__,
    ]


def exception_afterwards(secrets, text, cause):
    """What the program finds in the exception that it has logged."""
    try:
        _fail(text, cause)
    except RefusedError as error:
        states = _log(secrets, "refused %s", [error], {"reason": error}, exc_info=True)
        return [error.args, str(error.__cause__), len(states), "***" in states[0]["message"]]


def stack_of_a_call(secrets):
    """The stack names the functions that called; one of them has a telling name."""

    def open_with_tide_4411(redactor):
        logger, handler = _pair()
        handler.addFilter(redactor)
        logger.info("who is it", stack_info=True)
        return handler.records[0]

    one = open_with_tide_4411(gate.Redactor(secrets))
    words = ["Stack (most recent call last)", "open_with_***", "tide_4411"]
    return [[word in one.stack_info for word in words], _state(one)]


def cached_text(secrets, text):
    """A record that has no exception any more, only the text of one."""
    one = logging.makeLogRecord({"msg": "late", "exc_text": text})
    gate.Redactor(secrets).filter(one)
    return [one.exc_text, one.exc_info is None]


# --- handlers


def _family():
    """A logger with two handlers, and one below it, outside the tree of all loggers."""
    parent, first = _pair("gatehouse")
    second = Kept()
    parent.addHandler(second)
    child = logging.Logger("gatehouse.lanes", 1)
    child.parent = parent
    return parent, child, first, second


def protected(secrets, number, lazily):
    parent, child, first, second = _family()
    given = (secret for secret in secrets) if lazily else list(secrets)
    returned = gate.protect(parent, given)
    with gate.visit(number):
        child.info("pin %s", "tide-4411", extra={"door": {"pin": 7}})
        parent.info("pin %s", "tide-4411")
    return [returned, first.states, second.states]


def protected_adapter():
    """All parts together: an adapter on a logger below, a visit, a failure."""
    parent, child, first, _ = _family()
    gate.protect(parent, ["tide-4411"])
    adapter = gate.LaneAdapter(child, 6)
    with gate.visit("V-21"):
        try:
            raise RefusedError("tide-4411")
        except RefusedError:
            adapter.exception("refused %s", {"token": "x", "plate": "KA"}, extra={"pin": 1})
    adapter.info("closed")
    return first.states


def handlers_elsewhere():
    """Handlers that were not there, and those of other loggers, stay as they are."""
    parent, child, first, second = _family()
    other = Kept()
    child.addHandler(other)
    gate.protect(parent, ["tide-4411"])
    late = Kept()
    parent.addHandler(late)
    told = [bool(one.filters) for one in (first, second, other, late)]
    child.info("up %s", "x")
    return [told, len(parent.handlers), [len(one.records) for one in (first, second, other, late)]]


def protect_nobody():
    logger = logging.Logger("gatehouse", 1)
    gate.protect(logger, ["x"])
    parent, handler = _pair()
    gate.protect(parent, [])
    parent.info("lane %d", 3)
    return [len(logger.handlers), handler.states]
