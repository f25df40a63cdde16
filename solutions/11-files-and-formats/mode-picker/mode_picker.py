"""The files of the berth office, each opened in the mode that cannot lose what is in it."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

Existing = Literal["keep", "extend", "empty", "refuse"]
Missing = Literal["create", "refuse"]

SLOT = 16

_FOR_WRITING = {
    ("keep", "refuse"): "r+",
    ("extend", "create"): "a",
    ("empty", "create"): "w",
    ("refuse", "create"): "x",
}


def pick_mode(
    existing: Existing, missing: Missing, *, reads: bool, writes: bool, binary: bool = False
) -> str:
    """The mode that does what is asked, and no more; raises ValueError if none does."""
    wish = (existing, missing)
    if writes and wish in _FOR_WRITING:
        mode = _FOR_WRITING[wish]
    elif reads and not writes and wish == ("keep", "refuse"):
        mode = "r"
    else:
        raise ValueError(f"no mode for {existing} and {missing}")
    if reads and writes and mode != "r+":
        mode += "+"
    return mode + "b" if binary else mode


def claim(path: Path, content: bytes) -> bool:
    """Create a file with this content, or leave alone what has its name; whether it was created."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True


class Journal:
    """Adds events to the end of a file, a line each, beside whoever else does."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def record(self, event: str) -> None:
        """Add one line, which is in the file when this returns."""
        if "\n" in event or "\r" in event:
            raise ValueError("an event is one line")
        self._file.write(f"{event}\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _offset(path: Path, slot: int) -> int:
    """Where a slot begins; raises IndexError if the board has no such slot."""
    if not 0 <= slot < path.stat().st_size // SLOT:
        raise IndexError(slot)
    return slot * SLOT


def read_slot(path: Path, slot: int) -> str:
    """The vessel in one slot of the board."""
    start = _offset(path, slot)
    with path.open("rb") as board:
        board.seek(start)
        return board.read(SLOT).decode("ascii").rstrip(" ")


def patch_slot(path: Path, slot: int, vessel: str) -> str:
    """Put a vessel into one slot of the board, in place, and return the one that was there."""
    entry = vessel.encode("ascii").ljust(SLOT)
    if len(entry) > SLOT:
        raise ValueError(f"{vessel} is too long for a slot")
    start = _offset(path, slot)
    with path.open("r+b") as board:
        board.seek(start)
        before = board.read(SLOT)
        board.seek(start)
        board.write(entry)
    return before.decode("ascii").rstrip(" ")


def rewrite(path: Path, lines: Iterable[str]) -> int:
    """Replace the lines of a file once all the new ones are known; how many they are."""
    encoded = [f"{line}\n".encode() for line in lines]
    with path.open("wb") as file:
        file.writelines(encoded)
    return len(encoded)
