"""What a student's code prints: kept up to a limit, and what was left out is counted."""

from __future__ import annotations

import io

LIMIT = 10_000
"""Characters that are kept of what one test prints."""


class Ear(io.TextIOBase):
    """A text stream that hears everything and keeps the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._kept = 0
        self._cut = 0

    def open(self) -> None:
        """Begin anew."""
        self._parts, self._kept, self._cut = [], 0, 0

    def close(self) -> tuple[str, int]:  # type: ignore[override] # closing gives what was heard, and it can be opened again
        """What was kept, and how many characters were not."""
        return "".join(self._parts), self._cut

    def writable(self) -> bool:
        """Whether one can write here."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits."""
        kept = text[: LIMIT - self._kept]
        if kept:
            self._parts.append(kept)
            self._kept += len(kept)
        self._cut += len(text) - len(kept)
        return len(text)


class NoInput(io.TextIOBase):
    """Standard input of a test, from which nothing can be read."""

    def readable(self) -> bool:
        """Whether one can read here."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override] # it never returns
        """Refuse, and say why."""
        del size
        raise RuntimeError("a test cannot type: nothing can be read from input() here")

    def read(self, size: int | None = -1, /) -> str:
        """Refuse, and say why."""
        return self.readline(size)
