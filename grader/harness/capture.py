"""What a call printed and logged: standard output, standard error and log records while it lasts.

Runs in the worker beside student code, so it imports the standard library only, and of `logging` nothing before the
student's code does.
"""

from __future__ import annotations

import io
import sys
from typing import Any

OUTPUT_CAP = 64 * 1024


class CappedText(io.StringIO):
    """Keeps the first OUTPUT_CAP characters and drops the rest, so that printing stays cheap."""

    def write(self, text: str) -> int:
        """As much of the text as there is room for; tells that all of it was written."""
        room = OUTPUT_CAP - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


class Captured:
    """Standard output, standard error and log records while it is open."""

    def __enter__(self) -> Captured:
        self._out, self._err = CappedText(), CappedText()
        self._before = (sys.stdout, sys.stderr)
        sys.stdout, sys.stderr = self._out, self._err
        self._records: list[Any] = []
        logging = sys.modules.get("logging")
        if logging is not None:
            records = self._records

            class Keep(logging.Handler):  # type: ignore[name-defined, misc]
                def emit(self, record: Any) -> None:
                    if len(records) < 1000:
                        records.append(record)

            self._root = logging.getLogger()
            self._handler: Any = Keep()
            self._level = self._root.level
            self._root.addHandler(self._handler)
            self._root.setLevel(1)
        else:
            self._handler = None
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._before
        if self._handler is not None:
            self._root.removeHandler(self._handler)
            self._root.setLevel(self._level)

    def stdout(self) -> str:
        """What was printed."""
        return self._out.getvalue()

    def stderr(self) -> str:
        """What was printed to standard error."""
        return self._err.getvalue()

    def logs(self) -> list[dict[str, Any]]:
        """The records as plain data, in order."""
        return [
            {
                "logger": record.name,
                "level": record.levelname,
                "message": record.getMessage(),
                "template": str(record.msg),
                "lazy": bool(record.args),
                "exc_info": bool(record.exc_info),
            }
            for record in self._records
        ]
