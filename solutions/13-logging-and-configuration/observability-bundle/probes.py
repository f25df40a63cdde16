"""Runs beside the student's code: traces, counters, records and calls, told as plain data."""

import contextlib
import contextvars
import io
import itertools
import json
import logging

import observability_bundle as tower


class BerthError(Exception):
    """What the work of these probes raises."""


class Mast:
    """An object that JSON does not know."""

    def __str__(self):
        return "mast 'B'"


class Kept(logging.Handler):
    """Keeps what stands on each record, and the trace that was current."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def emit(self, record):
        fields = getattr(record, "fields", None)
        self.seen.append([record.levelname, record.getMessage(), fields, _now()])


def _told(trace):
    return None if trace is None else [trace.trace_id, trace.span_id, trace.sampled]


def _now():
    return _told(tower.current_trace())


def _tokens(begin=1):
    """Digits that count up, and the sizes that were asked for."""
    numbers, sizes = itertools.count(begin), []

    def token(size):
        sizes.append(size)
        return f"{next(numbers):0{2 * size}x}"

    return token, sizes


# --- task 1


def read_all(headers):
    """What each header says."""
    return [_told(tower.read_traceparent(header)) for header in headers]


def written(trace_id, span_id, sampled):
    """The header of a trace, and whether it is read back."""
    trace = tower.Trace(trace_id, span_id, sampled)
    header = tower.write_traceparent(trace)
    return [header, tower.read_traceparent(header) == trace]


# --- task 2


def nested_steps(headers):
    """The current trace before, inside and after blocks that lie within each other."""
    token, sizes = _tokens()
    seen = [_now()]
    with contextlib.ExitStack() as blocks:
        for header in headers:
            trace = blocks.enter_context(tower.tracing(header, token=token))
            seen.append([_told(trace), _now()])
    return [seen, _now(), sizes]


def steps_in_a_row(headers):
    """The traces of blocks one after the other, inside of one and outside."""
    token, _ = _tokens(170)
    seen = []
    with tower.tracing(token=token):
        for header in headers:
            with tower.tracing(header, token=token):
                seen.append(_now())
            seen.append(_now())
    return [seen, _now()]


def own_tokens():
    """The shape of a trace whose ids come from the default."""
    with tower.tracing() as one, tower.tracing() as two:
        pass
    return [
        tower.read_traceparent(tower.write_traceparent(two)) == two,
        one.trace_id == two.trace_id,
        one.span_id == two.span_id,
        [len(one.trace_id), len(one.span_id), one.sampled],
    ]


def step_that_fails(header):
    """What is current after a block that raises, and what arrives outside."""
    token, _ = _tokens(40)
    seen = []
    with tower.tracing(header, token=token):
        error = BerthError("taken")
        try:
            with tower.tracing(token=token):
                raise error
        except BerthError as caught:
            seen.append([caught is error, _now()])
    return [seen, _now()]


def two_contexts():
    """Two requests that take turns, each in a context of its own."""
    first, second = contextvars.copy_context(), contextvars.copy_context()
    token, _ = _tokens(7)
    one, two = tower.tracing(token=token), tower.tracing(token=token)
    first.run(one.__enter__)
    seen = [_now()]
    second.run(two.__enter__)
    seen += [first.run(_now), second.run(_now), contextvars.copy_context().run(_now)]
    first.run(one.__exit__, None, None, None)
    seen += [first.run(_now), second.run(_now)]
    second.run(two.__exit__, None, None, None)
    return seen


# --- task 3


def counter_made(name, labels):
    """Whether a counter of this name, with these labels, can be made; what it shows then."""
    metrics = tower.Metrics()
    metrics.counter(name, "Help.", labels)
    return metrics.render()


def made_again(first, second):
    """What becomes of a counter that is asked for twice: help and labels each."""
    metrics = tower.Metrics()
    one = metrics.counter("moves_total", *first)
    one.inc(3, **dict.fromkeys(first[1], "x"))
    try:
        two = metrics.counter("moves_total", *second)
    except ValueError:
        outcome = "refused"
    else:
        outcome = two is one
    return [outcome, metrics.render()]


def labels_of_any_iterable():
    """The text of counters whose labels came as a list, a tuple and a generator."""
    metrics = tower.Metrics()
    one = metrics.counter("a_total", "A.", ["x", "y"])
    same = [
        metrics.counter("a_total", "A.", ("x", "y")) is one,
        metrics.counter("a_total", "A.", (name for name in "xy")) is one,
    ]
    one.inc(y="1", x="2")
    return [same, metrics.render(), tower.Metrics().render()]


def counted(names, steps, asked=()):
    """What becomes of a counter with these steps: an amount, or None for none, and labels each."""
    metrics = tower.Metrics()
    counter = metrics.counter("moves_total", "Moves.", names)
    outcomes = []
    for amount, labels in steps:
        try:
            counter.inc(*([] if amount is None else [amount]), **labels)
        except ValueError:
            outcomes.append("refused")
        else:
            outcomes.append(counter.value(**labels))
    for labels in asked:
        try:
            outcomes.append(counter.value(**labels))
        except ValueError:
            outcomes.append("refused")
    return [outcomes, metrics.render()]


def refused_label_names():
    """What becomes of label names that are not those of the counter."""
    steps = [(1, {"lane": 1}), (1, {}), (1, {"gate": 1}), (1, {"lane": 1, "gate": 1})]
    return [counted(["lane"], steps, [{}, {"gate": 1}, {"lane": 1}]), counted([], steps)]


def rendered(counters):
    """The text of these counters: name, help, labels, and rows of an amount and values each."""
    metrics = tower.Metrics()
    for name, help_text, labels, rows in counters:
        counter = metrics.counter(name, help_text, labels)
        for amount, *values in rows:
            counter.inc(amount, **dict(zip(labels, values, strict=True)))
    return metrics.render()


def two_registries():
    """Two registries with a counter of the same name."""
    one, other = tower.Metrics(), tower.Metrics()
    one.counter("a_total", "A.").inc(2)
    other.counter("a_total", "A.")
    return [one.render(), other.render()]


# --- task 4


def _line(text):
    """A line of JSON; of a traceback its first and its last line."""
    told = json.loads(text)
    if isinstance(told["error"], str):
        lines = told["error"].splitlines()
        told["error"] = [lines[0], lines[-1]]
    return told


def _written(action, header=None, level=1):
    """The lines that a handler writes for what `action` logs, and what it has counted."""
    stream, metrics = io.StringIO(), tower.Metrics()
    handler = tower.JsonHandler(stream, metrics)
    logger = logging.Logger("gatehouse.lanes", level)
    logger.addHandler(handler)
    token, _ = _tokens(9)
    if header is None:
        action(logger)
    else:
        with tower.tracing(header, token=token):
            action(logger)
    lines = stream.getvalue().split("\n")
    kind = isinstance(handler, logging.Handler)
    return [[_line(line) for line in lines[:-1]], lines[-1], metrics.render(), kind]


def _untimed(outcome):
    """Without the times, which are real ones."""
    lines, *rest = outcome
    return [[{**line, "time": isinstance(line["time"], float)} for line in lines], *rest]


def line_of(attributes, header=None):
    """The line of a record with these attributes."""
    return _written(lambda logger: logger.handle(logging.makeLogRecord(attributes)), header)


def line_with_unknown_values():
    """The line of a record that brings objects."""
    fields = {"mast": Mast(), "all": [Mast(), {3}], "n": 4}

    def action(logger):
        logger.info("seen from %s", Mast(), extra={"fields": fields})
        logger.info("next")

    return _untimed(_written(action))


def lines_with_errors():
    """Lines of records with and without an exception."""

    def action(logger):
        try:
            raise BerthError("taken\nby another")
        except BerthError as error:
            logger.exception("not %s", "moored")
            kept = error
        logger.info("again")
        logger.warning("still", exc_info=kept, extra={"fields": {"try": 2}})

    return _untimed(_written(action))


def lines_of_levels(header):
    """What is written and counted of records of all levels."""

    def action(logger):
        for level in (10, 20, 25, 30, 40, 20):
            logger.log(level, "at %d", level)

    return _untimed(_written(action, header))


def lines_of_two_traces(headers):
    """One handler, and records inside and between blocks."""
    token, _ = _tokens(5)

    def action(logger):
        for header in headers:
            with tower.tracing(header, token=token):
                logger.info("in")
            logger.info("between")

    return _untimed(_written(action))


def handler_with_a_level():
    """What a handler with a level of its own writes and counts, and two that share the metrics."""
    stream, metrics = io.StringIO(), tower.Metrics()
    handlers = [tower.JsonHandler(stream, metrics), tower.JsonHandler(io.StringIO(), metrics)]
    handlers[0].setLevel(logging.ERROR)
    logger = logging.Logger("gatehouse", 1)
    for handler in handlers:
        logger.addHandler(handler)
    for level in (20, 40):
        logger.log(level, "heard")
    return [stream.getvalue().count("\n"), metrics.render()]


# --- task 5


@contextlib.contextmanager
def _heard(service):
    """Keeps the records of a service; afterwards its logger is as before."""
    logger, handler = logging.getLogger(service), Kept()
    before = (logger.level, logger.propagate, logger.disabled)
    logger.addHandler(handler)
    logger.setLevel(1)
    logger.propagate = False
    try:
        yield handler.seen
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate, logger.disabled = before


def _work(ending):
    """Work that ends in this way."""

    def work():
        if ending == "ok":
            return ["done", _now()]
        if ending == "stop":
            raise KeyboardInterrupt
        raise {"slow": TimeoutError, "taken": BerthError}[ending](ending)

    return work


def _tell_call(bundle, component, ending, header=None):
    """How one call ends."""
    arguments = [] if header is None else [header]
    try:
        return bundle.call(component, _work(ending), *arguments)
    except (TimeoutError, BerthError, KeyboardInterrupt) as error:
        return [type(error).__name__, str(error)]


def called(calls, settings=None):
    """What calls return or raise, what is logged, counted and told of the health."""
    token, sizes = _tokens()
    bundle = tower.Bundle("probe.planner", token=token, **(settings or {}))
    with _heard("probe.planner") as seen:
        ends = [_tell_call(bundle, *call) for call in calls]
    return [ends, _now(), sizes, seen, bundle.metrics.render(), bundle.health()]


def ends_of(calls):
    """What calls return or raise, and what is current afterwards."""
    ends, now, sizes, *_ = called(calls)
    return [ends, now, sizes]


def counts_of(calls):
    """What is counted of calls."""
    return called(calls)[4]


def records_of(calls, settings=None):
    """What is logged of calls."""
    return called(calls, settings)[3]


def statuses_of(calls, settings=None):
    """The status of each component after each call."""
    token, _ = _tokens()
    bundle = tower.Bundle("probe.planner", token=token, **(settings or {}))
    seen = []
    with _heard("probe.planner"):
        for call in calls:
            _tell_call(bundle, *call)
            told = bundle.health()["components"]
            seen.append({name: one["status"] for name, one in told.items()})
    return seen


def health_of(calls, settings=None):
    """The health after some calls."""
    return called(calls, settings)[5]


def overall_of(calls, essential):
    """The status of the whole, for essential components in several kinds of iterables."""
    given = [essential, tuple(essential), (name for name in essential)]
    return [health_of(calls, {"essential": each, "failing_after": 2})["status"] for each in given]


def told_of(calls, settings=None):
    """What is logged, counted and told of the health, without the traces of records."""
    _, _, _, seen, text, health = called(calls, settings)
    return [[record[:3] for record in seen], text, health]


def _nested(header):
    """One call within another: what each sees, what is logged, and the bundle."""
    token, _ = _tokens(64)
    bundle = tower.Bundle("probe.gate", token=token, failing_after=1)
    seen = []

    def outer():
        seen.append(_now())
        try:
            bundle.call("yardmap", inner)
        except BerthError as error:
            seen.append([str(error), _now()])
        return "outer"

    def inner():
        seen.append(_now())
        raise BerthError("no row")

    with _heard("probe.gate") as records:
        seen.append(bundle.call("gate", outer, header))
    return [*seen, _now()], records, bundle


def nested_calls(header):
    """What two calls see, one within the other, and what is logged of them."""
    seen, records, _ = _nested(header)
    return [seen, records]


def nested_health(header):
    """What is told after two calls, one within the other."""
    return _nested(header)[2].health()


def from_page_to_log(header):
    """The trace that the health names, and the lines that a handler wrote of it; what it counted."""
    token, _ = _tokens()
    bundle = tower.Bundle("probe.gate", token=token, failing_after=1)
    stream = io.StringIO()
    handler = tower.JsonHandler(stream, bundle.metrics)
    logger = logging.getLogger("probe.gate")
    logger.addHandler(handler)
    try:
        with _heard("probe.gate"):
            _tell_call(bundle, "tides", "slow", header)
    finally:
        logger.removeHandler(handler)
    lines = [_line(line) for line in stream.getvalue().splitlines()]
    told = [[line[name] for name in ("level", "message", "trace_id", "fields")] for line in lines]
    return [bundle.health(), told, bundle.metrics.render()]


def health_is_new():
    """The health after somebody changed what was told before; two bundles side by side."""
    bundle, other = tower.Bundle("probe.one"), tower.Bundle("probe.two")
    bundle.call("tides", lambda: None)
    first = bundle.health()
    first["status"] = "gone"
    for one in first["components"].values():
        one.clear()
    first["components"].clear()
    return [bundle.health(), other.health(), other.metrics.render()]


def shared_metrics():
    """The text of a bundle with a handler and a counter of the service's own."""
    bundle = tower.Bundle("probe.gate")
    tower.JsonHandler(io.StringIO(), bundle.metrics)
    bundle.metrics.counter("lorries_total", "Lorries.").inc(4)
    bundle.call("tides", lambda: None)
    return [bundle.respond("/metrics"), isinstance(bundle.metrics, tower.Metrics)]


def responded(path, calls, settings=None):
    """The answer of a bundle to one path after some calls; a JSON body is read."""
    token, _ = _tokens()
    bundle = tower.Bundle("probe.planner", token=token, **(settings or {}))
    with _heard("probe.planner"):
        for call in calls:
            _tell_call(bundle, *call)
        code, kind, body = bundle.respond(path)
    return [code, kind, json.loads(body) if kind == "application/json" else body]
