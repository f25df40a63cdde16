"""Own tests of the bundle: work goes in, traces, counts and health come out."""

import pytest

from observability_bundle import Bundle, Metrics, current_trace, read_traceparent, tracing

TRACE = "aa0000000000000000000000000000aa"
SPAN = "bb000000000000bb"


def refuse() -> None:
    """Work that fails."""
    raise TimeoutError("no answer")


def after(*works: object, **settings: object) -> Bundle:
    """A bundle that has called each work for the component tides."""
    bundle = Bundle("gatehouse-own", **settings)  # type: ignore[arg-type]  # of several types
    for work in works:
        try:
            bundle.call("tides", work)  # type: ignore[arg-type]  # of several types
        except TimeoutError:
            pass
    return bundle


@pytest.mark.parametrize(
    "header",
    [
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01-more",
    ],
)
def test_own_what_names_no_trace(header: str) -> None:
    """Zeros, capitals, the version ff and more text name no trace."""
    assert read_traceparent(header) is None


@pytest.mark.parametrize(("flags", "sampled"), [("01", True), ("03", True), ("02", False)])
def test_own_the_lowest_bit_says_sampled(flags: str, sampled: bool) -> None:
    """Other flags do not matter, nor does a later version."""
    trace = read_traceparent(f"01-{TRACE}-{SPAN}-{flags}-more")

    assert trace is not None
    assert trace.sampled == sampled


def test_own_steps_share_the_trace() -> None:
    """The trace of the header goes on in the blocks within, and ends with the outer block."""
    with tracing(f"00-{TRACE}-{SPAN}-00") as outer, tracing("unreadable") as inner:
        assert [outer.trace_id, inner.trace_id] == [TRACE, TRACE]
        assert len({SPAN, outer.span_id, inner.span_id}) == 3
        assert not inner.sampled

    assert current_trace() is None


def test_own_what_a_counter_refuses() -> None:
    """Negative amounts and other labels leave nothing behind."""
    metrics = Metrics()
    counter = metrics.counter("crates_total", "Boxes.", ["crane"])
    before = metrics.render()

    with pytest.raises(ValueError):
        counter.inc(-1, crane="C4")
    with pytest.raises(ValueError):
        counter.inc(1, berth=4)

    assert metrics.render() == before


def test_own_the_text_is_sorted_and_escaped() -> None:
    """Samples come in the order of their values; special characters are escaped."""
    metrics = Metrics()
    counter = metrics.counter("crates_total", "Boxes\n\\ all.", ["crane"])
    for crane in ("b", 'a"', "a b", "a\\n\n", "a"):
        counter.inc(crane=crane)

    assert metrics.render().splitlines() == [
        "# HELP crates_total Boxes\\n\\\\ all.",
        "# TYPE crates_total counter",
        'crates_total{crane="a"} 1',
        'crates_total{crane="a b"} 1',
        'crates_total{crane="a\\""} 1',
        'crates_total{crane="a\\\\n\\n"} 1',
        'crates_total{crane="b"} 1',
    ]


def test_own_a_call_returns_raises_and_counts() -> None:
    """Good calls return, failed ones raise, and each is counted for what it is."""
    bundle = Bundle("gatehouse-own")

    assert bundle.call("tides", lambda: 7) == 7
    with pytest.raises(TimeoutError):
        bundle.call("tides", refuse)

    assert 'calls_total{component="tides",outcome="failed"} 1' in bundle.metrics.render()
    assert 'calls_total{component="tides",outcome="ok"} 1' in bundle.metrics.render()


def test_own_a_call_is_a_step() -> None:
    """Within the work the trace of the header is current, and none afterwards."""
    seen: list[str] = []

    def look() -> None:
        trace = current_trace()
        seen.append(trace.trace_id if trace else "none")

    Bundle("gatehouse-own").call("tides", look, f"00-{TRACE}-{SPAN}-01")

    assert seen == [TRACE]
    assert current_trace() is None


@pytest.mark.parametrize(
    ("works", "status"),
    [
        ([refuse, refuse], "warn"),
        ([refuse, refuse, refuse], "fail"),
        ([refuse, refuse, int, refuse], "warn"),
        ([refuse, refuse, refuse, int], "pass"),
    ],
)
def test_own_failures_count_in_a_row(works: list[object], status: str) -> None:
    """A component fails after three failures in a row, and a good call mends it."""
    assert after(*works).health()["components"]["tides"]["status"] == status


@pytest.mark.parametrize(
    ("essential", "status"), [([], "warn"), (["cranes"], "warn"), (["tides", "cranes"], "fail")]
)
def test_own_essential_components_decide(essential: list[str], status: str) -> None:
    """Only a component that is essential fails the whole."""
    assert after(refuse, essential=essential, failing_after=1).health()["status"] == status


def test_own_health_names_the_failure() -> None:
    """The health leads to the error and the trace of the last failure."""
    bundle = Bundle("gatehouse-own")

    with pytest.raises(TimeoutError):
        bundle.call("tides", refuse, f"00-{TRACE}-{SPAN}-01")

    told = bundle.health()["components"]["tides"]
    assert [told["error"], told["trace_id"], told["failures"]] == ["TimeoutError", TRACE, 1]
