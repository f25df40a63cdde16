"""Visible tests of timed-operation."""

import logging
from collections.abc import Callable

import pytest
from timed_operation import Operation, timed, timed_calls

LOG = logging.getLogger("berth-planner.tests")


def clock_of(*readings: float) -> Callable[[], float]:
    """A clock that gives these readings, one a call."""
    return iter(readings).__next__


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Level and message of each record so far."""
    return [(record.levelname, record.getMessage()) for record in caplog.records]


@pytest.fixture(autouse=True)
def _everything_is_recorded(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def test_t1_a_block_has_a_begin_and_an_end(caplog: pytest.LogCaptureFixture) -> None:
    """A block that ends normally is reported at DEBUG and at INFO."""
    with timed("dredging", LOG, clock=clock_of(3, 5)):
        pass

    assert told(caplog) == [("DEBUG", "dredging begins"), ("INFO", "dredging took 2.000 s")]


def test_t1_the_operation_knows_its_seconds_when_it_is_over() -> None:
    """Inside the block the seconds are None, afterwards they are the time that it took."""
    with timed("dredging", LOG, clock=clock_of(3, 5.5)) as operation:
        inside = operation.seconds

    assert (inside, operation) == (None, Operation("dredging", 2.5))


def test_t1_name_and_seconds_are_arguments(caplog: pytest.LogCaptureFixture) -> None:
    """The last record keeps name and seconds beside its template, even a name with a % in it."""
    with timed("5 % of the plan", LOG, clock=clock_of(0, 0.25)):
        pass

    assert caplog.records[-1].args == ("5 % of the plan", 0.25)
    assert caplog.records[-1].getMessage() == "5 % of the plan took 0.250 s"


def test_t1_a_record_carries_operation_and_seconds(caplog: pytest.LogCaptureFixture) -> None:
    """A formatter finds both values as attributes of the record."""
    with timed("dredging", LOG, clock=clock_of(3, 5.5)):
        pass
    first, last = (vars(record) for record in caplog.records)

    assert first["operation"] == "dredging"
    assert (last["operation"], last["seconds"]) == ("dredging", 2.5)


def test_t2_a_failure_is_reported_once_and_passes_on(caplog: pytest.LogCaptureFixture) -> None:
    """A block that fails ends with an ERROR, and its exception reaches the caller."""
    error = LookupError("no such berth")
    with (
        pytest.raises(LookupError) as caught,
        timed("mooring", LOG, clock=clock_of(8, 8.125)),
    ):
        raise error

    assert caught.value is error
    assert told(caplog)[1:] == [("ERROR", "mooring failed after 0.125 s")]
    assert caplog.records[1].exc_info is not None


def test_t2_ctrl_c_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """KeyboardInterrupt gives a WARNING without a traceback, and passes on."""
    with pytest.raises(KeyboardInterrupt), timed("mooring", LOG, clock=clock_of(8, 9)):
        raise KeyboardInterrupt

    assert told(caplog)[1:] == [("WARNING", "mooring stopped after 1.000 s")]
    assert not caplog.records[1].exc_info


@pytest.mark.parametrize(
    ("seconds", "slow_after", "end"),
    [
        pytest.param(30, 30, ("INFO", "survey took 30.000 s"), id="30 s, slow_after=30"),
        pytest.param(31, 30, ("WARNING", "survey was slow: 31.000 s"), id="31 s, slow_after=30"),
        pytest.param(31, None, ("INFO", "survey took 31.000 s"), id="31 s, slow_after=None"),
    ],
)
def test_t3_more_than_the_limit_is_slow(
    seconds: float,
    slow_after: float | None,
    end: tuple[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Only a block that takes longer than slow_after is a WARNING."""
    with timed("survey", LOG, slow_after=slow_after, clock=clock_of(100, 100 + seconds)):
        pass

    assert told(caplog)[-1] == end


def test_t4_every_call_is_an_operation(caplog: pytest.LogCaptureFixture) -> None:
    """Two calls of a decorated function are two operations, each with its own time."""
    clock = clock_of(1, 2, 10, 13)

    @timed_calls(LOG, clock=clock)
    def depth(berth: int) -> int:
        return 9 + berth

    assert [depth(1), depth(2)] == [10, 11]
    seconds = [vars(record).get("seconds") for record in caplog.records]
    assert seconds == [None, 1, None, 3]


def test_t4_an_operation_is_named_after_its_function(caplog: pytest.LogCaptureFixture) -> None:
    """A method is reported under its qualified name, and keeps its own name and docstring."""

    class Pilot:
        @timed_calls(LOG, clock=clock_of(1, 2))
        def board(self) -> str:
            """Climb the ladder."""
            return "aboard"

    assert Pilot().board() == "aboard"
    assert told(caplog)[0][1].endswith("Pilot.board begins")
    assert (Pilot.board.__name__, Pilot.board.__doc__) == ("board", "Climb the ladder.")


def test_t4_a_failing_call_is_slow_or_not_but_failed(caplog: pytest.LogCaptureFixture) -> None:
    """What a decorated function raises is reported as a failure and reaches the caller."""

    @timed_calls(LOG, slow_after=1, clock=clock_of(0, 60))
    def sail() -> None:
        raise OSError("aground")

    with pytest.raises(OSError, match="aground"):
        sail()

    assert [level for level, _ in told(caplog)] == ["DEBUG", "ERROR"]
