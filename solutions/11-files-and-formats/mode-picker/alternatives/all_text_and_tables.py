"""Writes the eight modes down as a table, and reads the board whole before it touches one slot.

The journal is line buffered instead of flushed, and `rewrite` joins one string and encodes it.
"""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

Existing = Literal["keep", "extend", "empty", "refuse"]
Missing = Literal["create", "refuse"]

SLOT = 16

# existing, missing, reads, writes
MODES = {
    ("keep", "refuse", True, False): "r",
    ("keep", "refuse", False, True): "r+",
    ("keep", "refuse", True, True): "r+",
    ("extend", "create", False, True): "a",
    ("extend", "create", True, True): "a+",
    ("empty", "create", False, True): "w",
    ("empty", "create", True, True): "w+",
    ("refuse", "create", False, True): "x",
    ("refuse", "create", True, True): "x+",
}


def pick_mode(
    existing: Existing, missing: Missing, *, reads: bool, writes: bool, binary: bool = False
) -> str:
    """The mode that does what is asked, and no more; raises ValueError if none does."""
    try:
        return MODES[existing, missing, reads, writes] + "b" * binary
    except KeyError:
        raise ValueError("there is no such mode") from None


def claim(path: Path, content: bytes) -> bool:
    """Create a file with this content, or leave alone what has its name; whether it was created."""
    try:
        file = open(path, "xb")
    except FileExistsError:
        return False
    with file:
        return file.write(content) == len(content)


class Journal:
    """Adds events to the end of a file, a line each, beside whoever else does."""

    def __init__(self, path: Path) -> None:
        self.stream = open(path, mode="a", buffering=1, encoding="utf-8", newline="")

    def __enter__(self) -> Self:
        self.stream.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stream.__exit__(kind, error, trace)

    def record(self, event: str) -> None:
        """Add one line, which is in the file when this returns."""
        if set(event) & set("\r\n"):
            raise ValueError("line break in an event")
        print(event, file=self.stream)

    def close(self) -> None:
        """Close the file."""
        self.stream.close()


def _entries(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[start : start + SLOT] for start in range(0, len(data) - SLOT + 1, SLOT)]


def read_slot(path: Path, slot: int) -> str:
    """The vessel in one slot of the board."""
    entries = _entries(path)
    if slot < 0:
        raise IndexError("slots are counted from 0")
    return str(entries[slot], "ascii").rstrip()


def patch_slot(path: Path, slot: int, vessel: str) -> str:
    """Put a vessel into one slot of the board, in place, and return the one that was there."""
    if not vessel.isascii() or len(vessel) > SLOT:
        raise ValueError("no name for a slot")
    before = read_slot(path, slot)
    with open(path, "rb+") as board:
        board.seek(slot * SLOT)
        board.write(f"{vessel:{SLOT}}".encode())
    return before


def rewrite(path: Path, lines: Iterable[str]) -> int:
    """Replace the lines of a file once all the new ones are known; how many they are."""
    kept = list(lines)
    path.write_bytes("".join(line + "\n" for line in kept).encode("utf-8"))
    return len(kept)
