"""Turn manifests of unknown encoding into text by a fixed policy, and say how it was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Detector = Callable[[bytes], Mapping[str, Any]]

# TODO Task 1: `codecs` has the marks by name; a table of marks and codecs is a good start.


class Refused(ValueError):
    """The bytes are not text in the encoding that was tried (finished)."""


class Decoded(NamedTuple):
    """A manifest as text, and the record of how it became that (finished)."""

    text: str
    encoding: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """What to try on bytes without a byte order mark, and in the end (finished)."""

    encodings: Sequence[str] = ("utf-8",)
    detect: Detector | None = None
    threshold: float = 0.8
    fallback: str = "cp1252"


STANDARD = Policy()


def mark_codec(data: bytes) -> str | None:
    """The codec that reads `data` by its byte order mark, or None if it has no mark."""
    raise NotImplementedError("Task 1: look at the first bytes")


def strict_text(data: bytes, encoding: str) -> str:
    """All of `data` as text in one encoding; raises Refused with the reason."""
    raise NotImplementedError("Task 2: decode, and refuse what does not fit")


def decode(data: bytes, policy: Policy = STANDARD) -> Decoded:
    """Text by mark, by one of the policy's encodings, by detection, or by the fallback."""
    raise NotImplementedError("Task 3: go through the four sources in order")


def convert_all(inbox: Path, outbox: Path, policy: Policy = STANDARD) -> list[str]:
    """Write every file of `inbox` to `outbox` as UTF-8; one ledger line a file, by name."""
    raise NotImplementedError("Task 4: decode, write and report each file")


def append_ledger(path: Path, lines: Sequence[str]) -> None:
    """Add lines to a ledger for spreadsheets: one mark at its beginning, CR LF at line ends."""
    raise NotImplementedError("Task 5: add the lines")
