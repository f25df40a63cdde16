"""Writes a generator function and enters it as if it were a context manager.

Reply: Your function makes a generator, and `with` cannot enter one: it has no __enter__. Which
decorator stands between the two?

Fails: check_a_block_is_measured_and_reported check_any_block_is_reported
check_only_the_block_is_measured check_the_default_clock_runs_on check_records_carry_their_fields
check_nobody_need_listen check_values_are_arguments check_a_failure_is_reported
check_a_failure_keeps_its_traceback check_a_failure_passes_on check_a_stop_is_no_failure
check_other_ends_are_measured_alike check_more_than_the_limit_is_slow check_zero_is_a_limit
check_any_end_of_any_block check_every_call_is_measured check_calls_within_calls
check_a_decorated_function_keeps_its_face check_a_failing_call_passes_on
check_any_calls_are_measured
"""

import functools
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Operation:
    """One measured run of something; `seconds` is None until it is over."""

    name: str
    seconds: float | None = None


def timed(
    name: str,
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Operation]:
    """Measure the block of a with statement, and report its begin and its end in `log`."""
    operation = Operation(name)
    log.debug("%s begins", name, extra={"operation": name})
    level, template = logging.INFO, "%s took %.3f s"
    begun = clock()
    try:
        yield operation
    except Exception:
        level, template = logging.ERROR, "%s failed after %.3f s"
        raise
    except BaseException:
        level, template = logging.WARNING, "%s stopped after %.3f s"
        raise
    finally:
        seconds = operation.seconds = clock() - begun
        if level == logging.INFO and slow_after is not None and seconds > slow_after:
            level, template = logging.WARNING, "%s was slow: %.3f s"
        fields = {"operation": name, "seconds": seconds}
        log.log(level, template, name, seconds, exc_info=level == logging.ERROR, extra=fields)


def timed_calls(
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that measures every call of a function, under the qualified name of it."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def measured(*args: P.args, **kwargs: P.kwargs) -> R:
            with timed(function.__qualname__, log, slow_after=slow_after, clock=clock):
                return function(*args, **kwargs)

        return measured

    return decorate
