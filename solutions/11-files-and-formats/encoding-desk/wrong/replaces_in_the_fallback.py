"""Uses errors="replace" in the fallback: a question mark stands where a byte was, and the byte is
lost.

Reply: What stands in your text for a byte that the fallback has no character for, and can somebody
find out later what the byte was? What becomes of NUL?

Fails: check_the_fallback_takes_everything check_anything_under_any_policy
check_an_inbox_is_converted check_notes_folders_and_older_files
"""

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Detector = Callable[[bytes], Mapping[str, Any]]

_MARKS = (  # UTF-32 before UTF-16, whose little-endian mark is the beginning of the other
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Refused(ValueError):
    """The bytes are not text in the encoding that was tried."""


class Decoded(NamedTuple):
    """A manifest as text, and the record of how it became that."""

    text: str
    encoding: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """What to try on bytes without a byte order mark, and in the end."""

    encodings: Sequence[str] = ("utf-8",)
    detect: Detector | None = None
    threshold: float = 0.8
    fallback: str = "cp1252"


STANDARD = Policy()


def mark_codec(data: bytes) -> str | None:
    """The codec that reads `data` by its byte order mark, or None if it has no mark."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    return None


def strict_text(data: bytes, encoding: str) -> str:
    """All of `data` as text in one encoding; raises Refused with the reason."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(f"{encoding}: byte {error.start}") from error
    except LookupError as error:
        raise Refused(f"{encoding}: unknown codec") from error
    if "\0" in text:
        raise Refused(f"{encoding}: NUL")
    return text


def _believed(guess: Mapping[str, Any], threshold: float) -> str:
    """The encoding that a detector is confident of; raises Refused if there is none."""
    encoding, confidence = guess["encoding"], guess["confidence"]
    if encoding is None:
        raise Refused("detector: no guess")
    if confidence < threshold:
        raise Refused(f"detector: {encoding} at {confidence:.2f}")
    return str(encoding)


def decode(data: bytes, policy: Policy = STANDARD) -> Decoded:
    """Text by mark, by one of the policy's encodings, by detection, or by the fallback."""
    marked = mark_codec(data)
    if marked is not None:
        return Decoded(strict_text(data, marked), marked, "mark")
    notes: list[str] = []
    for encoding in policy.encodings:
        try:
            return Decoded(strict_text(data, encoding), encoding, "strict", tuple(notes))
        except Refused as refusal:
            notes.append(str(refusal))
    if policy.detect is not None:
        try:
            guessed = _believed(policy.detect(data), policy.threshold)
            return Decoded(strict_text(data, guessed), guessed, "detected", tuple(notes))
        except Refused as refusal:
            notes.append(str(refusal))
    text = data.decode(policy.fallback, errors="replace")
    return Decoded(text, policy.fallback, "fallback", tuple(notes))


def convert_all(inbox: Path, outbox: Path, policy: Policy = STANDARD) -> list[str]:
    """Write every file of `inbox` to `outbox` as UTF-8; one ledger line a file, by name."""
    outbox.mkdir(parents=True, exist_ok=True)
    lines = []
    for path in sorted(inbox.iterdir(), key=lambda path: path.name):
        if not path.is_file():
            continue
        try:
            decoded = decode(path.read_bytes(), policy)
        except Refused as refusal:
            lines.append(f"{path.name}: damaged, {refusal}")
            continue
        (outbox / path.name).write_bytes(decoded.text.encode("utf-8"))
        how = f"{path.name}: {decoded.encoding} ({decoded.source})"
        lines.append(" after ".join([how, "; ".join(decoded.notes)]) if decoded.notes else how)
    return lines


def append_ledger(path: Path, lines: Sequence[str]) -> None:
    """Add lines to a ledger for spreadsheets: one mark at its beginning, CR LF at line ends."""
    with path.open("a", encoding="utf-8-sig", newline="\r\n") as ledger:
        ledger.writelines(f"{line}\n" for line in lines)
