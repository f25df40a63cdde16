"""Mixins that write an object as JSON, log and count, and the crane agent that uses all three."""

import logging
from collections.abc import Sequence
from typing import Any, Self

# TODO: task 1 needs the json module. Self stands for the class that from_json is called on.


class DocumentError(ValueError):
    """A text from which no object can be built, because it holds no JSON object."""


class JsonMixin:
    """Writes the public attributes of an object as JSON, and builds an object from that text."""

    def to_json(self) -> str:
        """Return the public attributes as the text of one JSON object, sorted by name."""
        raise NotImplementedError("Task 1: write the public attributes")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Call the class with the public names of the JSON object in `text`."""
        raise NotImplementedError("Task 1: build an object of the class cls")


class LogMixin:
    """Logs under the name of the object's own class and keeps nothing on the object."""

    def log(self, template: str, *values: object, level: int = logging.INFO) -> None:
        """Hand `template` and `values` to the logger, which formats them if anyone listens."""
        raise NotImplementedError("Task 2: find the logger and pass on what you got")


class MetricMixin:
    """Counts events in state of its own, which no other class can meet by accident."""

    def __init__(self, **rest: Any) -> None:
        raise NotImplementedError("Task 3: prepare the counters and pass the rest on")

    def count(self, event: str, by: int = 1) -> None:
        """Add `by` to the counter of `event`."""
        raise NotImplementedError("Task 3: count the event")

    def metrics(self) -> dict[str, int]:
        """Return a copy of the counters by event."""
        raise NotImplementedError("Task 3: return a copy")


class CraneAgent(JsonMixin, LogMixin, MetricMixin):
    """Guards the load limit of one crane, and can be moved to another host as JSON."""

    def __init__(
        self, *, crane: str, limit_tonnes: float, operators: Sequence[str] = (), **rest: Any
    ) -> None:
        raise NotImplementedError("Task 4: build the agent and its mixins")

    def lift(self, tonnes: float) -> bool:
        """Tell whether the crane may lift `tonnes`; log and count the answer."""
        raise NotImplementedError("Task 4: answer, count and log")
