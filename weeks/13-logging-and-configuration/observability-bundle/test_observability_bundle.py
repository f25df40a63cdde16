"""Visible tests of observability-bundle."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from observability_bundle import (
    Bundle,
    JsonHandler,
    Metrics,
    Trace,
    current_trace,
    read_traceparent,
    tracing,
    write_traceparent,
)

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"


def numbered() -> Callable[[int], str]:
    """A token that counts: 01, 02 and so on, with as many digits as are wanted."""
    given: list[int] = []

    def token(size: int) -> str:
        given.append(size)
        return f"{len(given):0{2 * size}}"

    return token


def late() -> None:
    """Work that fails."""
    raise TimeoutError("no answer")


def test_t1_a_header_is_read() -> None:
    """Trace id, span id and the lowest bit of the flags are read from the header."""
    assert read_traceparent(f"00-{TRACE}-{SPAN}-05") == Trace(TRACE, SPAN, True)


@pytest.mark.parametrize(
    "header",
    [
        None,
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01-more",
        f"00-{TRACE}-{SPAN}-01\n",
    ],
    ids=["none", "version ff", "zeros only", "capitals", "more", "line break"],
)
def test_t1_other_texts_name_no_trace(header: str | None) -> None:
    """What is no header in every respect gives None."""
    assert read_traceparent(header) is None


def test_t1_a_header_is_written() -> None:
    """A trace that is not sampled has the flags 00."""
    assert write_traceparent(Trace(TRACE, SPAN, False)) == f"00-{TRACE}-{SPAN}-00"


def test_t2_a_step_goes_on_with_the_current_trace() -> None:
    """A block within a block keeps the trace id and has a span id of its own."""
    token = numbered()

    with tracing(token=token) as outer, tracing(token=token) as inner:
        assert current_trace() is inner

    assert (outer.trace_id, outer.span_id) == (f"{1:032}", f"{2:016}")
    assert (inner.trace_id, inner.span_id) == (f"{1:032}", f"{3:016}")


def test_t2_a_failing_block_ends_too() -> None:
    """After a block that raised, no trace is current."""
    with pytest.raises(TimeoutError), tracing(f"00-{TRACE}-{SPAN}-00"):
        late()

    assert current_trace() is None


def test_t3_labels_have_numbers_of_their_own() -> None:
    """Each combination of label values counts for itself, and values count as texts."""
    counter = Metrics().counter("lorries_total", "Lorries.", ["gate"])

    counter.inc(gate=3)
    counter.inc(2, gate="3")

    assert (counter.value(gate="3"), counter.value(gate="4")) == (3, 0)


@pytest.mark.parametrize(
    ("amount", "labels"),
    [(-1, {"gate": 3}), (float("nan"), {"gate": 3}), (1, {}), (1, {"lane": 3})],
    ids=["inc(-1, gate=3)", "inc(nan, gate=3)", "inc(1)", "inc(1, lane=3)"],
)
def test_t3_what_is_refused_changes_nothing(amount: float, labels: dict[str, int]) -> None:
    """A refused amount or label raises ValueError and leaves no sample."""
    metrics = Metrics()
    counter = metrics.counter("lorries_total", "Lorries.", ["gate"])
    before = metrics.render()

    with pytest.raises(ValueError):
        counter.inc(amount, **labels)

    assert metrics.render() == before


def test_t3_the_text_is_sorted_and_escaped() -> None:
    """Counters and samples are sorted; quotation marks and backslashes are escaped."""
    metrics = Metrics()
    files = metrics.counter("files_total", "Read from D:\\in.", ["path"])
    files.inc(path='the "old" one')
    files.inc(path="D:\\new")
    metrics.counter("errors_total", "Errors.")

    assert metrics.render().splitlines() == [
        "# HELP errors_total Errors.",
        "# TYPE errors_total counter",
        "errors_total 0",
        "# HELP files_total Read from D:\\\\in.",
        "# TYPE files_total counter",
        'files_total{path="D:\\\\new"} 1',
        'files_total{path="the \\"old\\" one"} 1',
    ]


def logged(header: str | None, level: int) -> tuple[list[Any], Metrics]:
    """The lines that a handler writes of one record, and its metrics."""
    stream, metrics = io.StringIO(), Metrics()
    logger = logging.Logger("yardmap")
    logger.addHandler(JsonHandler(stream, metrics))
    with tracing(header, token=numbered()):
        logger.log(level, "row %s", "B", extra={"fields": {"free": 4}})
    return [json.loads(line) for line in stream.getvalue().splitlines()], metrics


def test_t4_a_line_names_its_trace() -> None:
    """A line has message, fields and the ids of the current trace."""
    ((line,), _) = logged(f"00-{TRACE}-{SPAN}-01", logging.INFO)

    assert (line["message"], line["fields"], line["error"]) == ("row B", {"free": 4}, None)
    assert (line["trace_id"], line["span_id"]) == (TRACE, f"{1:016}")


@pytest.mark.parametrize(("level", "lines"), [(logging.INFO, 0), (logging.ERROR, 1)])
def test_t4_sampling_spares_lines_and_counts_all(level: int, lines: int) -> None:
    """A trace that is not sampled has lines from WARNING on, and counts every record."""
    written, metrics = logged(f"00-{TRACE}-{SPAN}-00", level)
    counter = metrics.counter("log_records_total", "Records by level.", ["level"])

    assert (len(written), counter.value(level=logging.getLevelName(level))) == (lines, 1)


def test_t5_a_failure_counts_and_passes_on() -> None:
    """Good and failed calls are counted; the exception of a failed one passes on."""
    bundle = Bundle("test-planner")

    assert bundle.call("tides", lambda: "flood") == "flood"
    with pytest.raises(TimeoutError):
        bundle.call("tides", late)

    lines = bundle.metrics.render().splitlines()
    assert lines[2:] == [
        'calls_total{component="tides",outcome="failed"} 1',
        'calls_total{component="tides",outcome="ok"} 1',
    ]


def test_t5_a_change_of_status_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """Three failures in a row change the status twice; a good call changes it again."""
    bundle = Bundle("test-planner")

    with caplog.at_level(logging.DEBUG, logger="test-planner"):
        for work in (late, late, late, late, int, int):
            try:
                bundle.call("tides", work)
            except TimeoutError:
                pass

    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "tides is now warn"),
        ("ERROR", "tides is now fail"),
        ("INFO", "tides is now pass"),
    ]


def test_t5_an_essential_component_fails_the_whole() -> None:
    """The health page answers 503 if an essential component fails, and names the trace."""
    bundle = Bundle("test-planner", essential=["tides"], failing_after=1)
    with pytest.raises(TimeoutError):
        bundle.call("tides", late, f"00-{TRACE}-{SPAN}-01")

    status, kind, body = bundle.respond("/health")

    assert (status, kind) == (503, "application/json")
    assert json.loads(body)["components"] == {
        "tides": {"status": "fail", "failures": 1, "error": "TimeoutError", "trace_id": TRACE}
    }
