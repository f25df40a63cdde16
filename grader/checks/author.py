"""Decorators that turn a function `check_*` into a graded check: its points, its task, its generated inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # for annotations only: whoever grades types and style need not wait for hypothesis
    from hypothesis import strategies

Function = TypeVar("Function", bound=Callable[..., Any])
SPEC = "__quayside_check__"


@dataclass
class CheckSpec:
    """What the decorators wrote on a check; `examples` inputs are drawn from `inputs` for each run."""

    points: int | None = None
    task: int = 0
    covers: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    reply: str = ""
    inputs: dict[str, strategies.SearchStrategy[Any]] = field(default_factory=dict)
    examples: int = 40


def spec_of(function: Callable[..., Any]) -> CheckSpec:
    """The specification on `function`, made empty where no decorator has written one yet."""
    found = getattr(function, SPEC, None)
    if found is None:
        found = CheckSpec()
        setattr(function, SPEC, found)
    return found


def points(number: int, *, task: int, covers: str, after: str = "", reply: str = "") -> Callable[[Function], Function]:
    """Give a check its points, its task, the requirement ids it covers and the checks that must pass before it.

    `covers` and `after` are names separated by spaces. `reply` is a sentence shown to the student on failure;
    it is fixed text, so that nothing of a hidden input can get into it.
    """

    def mark(function: Function) -> Function:
        spec = spec_of(function)
        spec.points, spec.task, spec.reply = number, task, reply
        spec.covers, spec.after = tuple(covers.split()), tuple(after.split())
        return function

    return mark


def given(*, examples: int = 40, **inputs: strategies.SearchStrategy[Any]) -> Callable[[Function], Function]:
    """Run a check on `examples` fresh inputs, drawn with hypothesis from the strategies named as its parameters.

    The same inputs go to all submissions of a run; another run draws others. What is drawn must be plain data.
    """

    def mark(function: Function) -> Function:
        spec = spec_of(function)
        spec.inputs, spec.examples = dict(inputs), examples
        return function

    return mark
