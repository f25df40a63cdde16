"""The files of the berth office, each opened in the mode that cannot lose what is in it."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

Existing = Literal["keep", "extend", "empty", "refuse"]
Missing = Literal["create", "refuse"]

SLOT = 16

# TODO: replace each `raise NotImplementedError`; a table of the modes helps in task 1.


def pick_mode(
    existing: Existing, missing: Missing, *, reads: bool, writes: bool, binary: bool = False
) -> str:
    """The mode that does what is asked, and no more; raises ValueError if none does."""
    raise NotImplementedError("Task 1: find the mode for the wish")


def claim(path: Path, content: bytes) -> bool:
    """Create a file with this content, or leave alone what has its name; whether it was created."""
    raise NotImplementedError("Task 2: create the file, unless its name is taken")


class Journal:
    """Adds events to the end of a file, a line each, beside whoever else does."""

    def __init__(self, path: Path) -> None:
        raise NotImplementedError("Task 3: open the journal")

    def __enter__(self) -> Self:
        raise NotImplementedError("Task 3: give the journal to the with statement")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError("Task 3: close the journal")

    def record(self, event: str) -> None:
        """Add one line, which is in the file when this returns."""
        raise NotImplementedError("Task 3: write the line and pass it on")

    def close(self) -> None:
        """Close the file."""
        raise NotImplementedError("Task 3: close the file")


def read_slot(path: Path, slot: int) -> str:
    """The vessel in one slot of the board."""
    raise NotImplementedError("Task 4: read one slot")


def patch_slot(path: Path, slot: int, vessel: str) -> str:
    """Put a vessel into one slot of the board, in place, and return the one that was there."""
    raise NotImplementedError("Task 4: write one slot")


def rewrite(path: Path, lines: Iterable[str]) -> int:
    """Replace the lines of a file once all the new ones are known; how many they are."""
    raise NotImplementedError("Task 5: make the new content, then write it")
