"""Returns the dictionary itself, so that callers can change the counters.

Reply: Whoever asks for your metrics can change them afterwards. What could `metrics` return instead of the very dictionary?

Fails: check_counters_only_grow check_counters_belong_to_one_object check_agents_round_trip
"""

import json
import logging
from collections.abc import Sequence
from typing import Any, Self


class DocumentError(ValueError):
    """A text from which no object can be built, because it holds no JSON object."""


class JsonMixin:
    """Writes the public attributes of an object as JSON, and builds an object from that text."""

    def to_json(self) -> str:
        """Return the public attributes as the text of one JSON object, sorted by name."""
        return json.dumps(_public(vars(self)), sort_keys=True, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Call the class with the public names of the JSON object in `text`."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise DocumentError("not JSON") from error
        if not isinstance(data, dict):
            raise DocumentError("not a JSON object")
        return cls(**_public(data))


def _public(attributes: dict[str, Any]) -> dict[str, Any]:
    """Keep what belongs to the object's public face; mangled names begin with an underscore too."""
    return {name: value for name, value in attributes.items() if not name.startswith("_")}


class LogMixin:
    """Logs under the name of the object's own class and keeps nothing on the object."""

    def log(self, template: str, *values: object, level: int = logging.INFO) -> None:
        """Hand `template` and `values` to the logger, which formats them if anyone listens."""
        logging.getLogger(f"quayside.{type(self).__name__}").log(level, template, *values)


class MetricMixin:
    """Counts events in state of its own, which no other class can meet by accident."""

    def __init__(self, **rest: Any) -> None:
        self.__counts: dict[str, int] = {}
        super().__init__(**rest)

    def count(self, event: str, by: int = 1) -> None:
        """Add `by` to the counter of `event`."""
        if by < 1:
            raise ValueError("a counter only goes up")
        self.__counts[event] = self.__counts.get(event, 0) + by

    def metrics(self) -> dict[str, int]:
        """Return a copy of the counters by event."""
        return self.__counts


class CraneAgent(JsonMixin, LogMixin, MetricMixin):
    """Guards the load limit of one crane, and can be moved to another host as JSON."""

    def __init__(
        self, *, crane: str, limit_tonnes: float, operators: Sequence[str] = (), **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.crane = crane
        self.limit_tonnes = limit_tonnes
        self.operators = list(operators)

    def lift(self, tonnes: float) -> bool:
        """Tell whether the crane may lift `tonnes`; log and count the answer."""
        if tonnes <= 0:
            raise ValueError("a load weighs more than nothing")
        if tonnes > self.limit_tonnes:
            self.count("refused")
            self.log("%s refused %s t", self.crane, tonnes, level=logging.WARNING)
            return False
        self.count("lifted")
        self.log("%s lifted %s t", self.crane, tonnes)
        return True
