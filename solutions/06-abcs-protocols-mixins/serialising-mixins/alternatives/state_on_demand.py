"""Has no initialiser in the metric mixin: its state is made on first use; JSON goes through encoder and decoder."""

import logging
from collections import Counter
from collections.abc import Sequence
from json import JSONDecodeError, JSONDecoder, JSONEncoder
from typing import Any, Self


class DocumentError(ValueError):
    """A text from which no object can be built, because it holds no JSON object."""


class JsonMixin:
    """Writes the public attributes of an object as JSON, and builds an object from that text."""

    __encoder = JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False)

    def to_json(self) -> str:
        """Return the public attributes as the text of one JSON object, sorted by name."""
        state = vars(self).copy()
        for name in vars(self):
            if name[0] == "_":
                del state[name]
        return self.__encoder.encode(state)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Call the class with the public names of the JSON object in `text`."""
        try:
            document = JSONDecoder().decode(text)
        except JSONDecodeError as error:
            raise DocumentError("not JSON") from error
        match document:
            case dict():
                names = [name for name in document if not name.startswith("_")]
                return cls(**{name: document[name] for name in names})
            case _:
                raise DocumentError("not a JSON object")


class LogMixin:
    """Logs under the name of the object's own class and keeps nothing on the object."""

    def log(self, template: str, *values: object, level: int = logging.INFO) -> None:
        """Hand `template` and `values` to the logger, which formats them if anyone listens."""
        logger = logging.getLogger("quayside").getChild(type(self).__name__)
        if logger.isEnabledFor(level):
            logger.log(level, template, *values, stacklevel=2)


class MetricMixin:
    """Counts events in state of its own, which no other class can meet by accident."""

    def __counters(self) -> Counter[str]:
        try:
            return self.__counts
        except AttributeError:
            self.__counts: Counter[str] = Counter()
            return self.__counts

    def count(self, event: str, by: int = 1) -> None:
        """Add `by` to the counter of `event`."""
        if by <= 0:
            raise ValueError(f"cannot count {by}")
        self.__counters()[event] += by

    def metrics(self) -> dict[str, int]:
        """Return a copy of the counters by event."""
        return dict(self.__counters())


class CraneAgent(MetricMixin, LogMixin, JsonMixin):
    """Guards the load limit of one crane, and can be moved to another host as JSON."""

    def __init__(
        self, *, crane: str, limit_tonnes: float, operators: Sequence[str] = (), **rest: Any
    ) -> None:
        self.crane = crane
        self.limit_tonnes = limit_tonnes
        self.operators = [*operators]
        super().__init__(**rest)

    def lift(self, tonnes: float) -> bool:
        """Tell whether the crane may lift `tonnes`; log and count the answer."""
        if tonnes <= 0:
            raise ValueError(f"no load: {tonnes}")
        allowed = tonnes <= self.limit_tonnes
        event = "lifted" if allowed else "refused"
        level = logging.INFO if allowed else logging.WARNING
        self.count(event)
        self.log(f"%s {event} %s t", self.crane, tonnes, level=level)
        return allowed
