"""Makes one generator of all attempts, and writes through text layers that are told everything.

The candidates come lazily, so that the detector is asked only when its turn has come. A refused
guess is a candidate that raises. The ledger looks at the size of the file to decide about the mark.
"""

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Detector = Callable[[bytes], Mapping[str, Any]]


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
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    return "utf-8-sig" if data[:3] == codecs.BOM_UTF8 else None


def strict_text(data: bytes, encoding: str) -> str:
    """All of `data` as text in one encoding; raises Refused with the reason."""
    try:
        text = str(data, encoding)
    except (UnicodeDecodeError, LookupError) as error:
        reason = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "unknown codec"
        raise Refused(f"{encoding}: {reason}") from error
    if text.count("\N{NULL}") > 0:
        raise Refused(f"{encoding}: NUL")
    return text


def attempts(data: bytes, policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Source, encoding and, where it is known beforehand, the reason against each attempt."""
    for encoding in policy.encodings:
        yield "strict", encoding, ""
    if policy.detect is None:
        return
    guess = policy.detect(data)
    name, confidence = guess.get("encoding"), guess.get("confidence", 0.0)
    if name is None:
        yield "detected", "", "detector: no guess"
    elif confidence >= policy.threshold:
        yield "detected", name, ""
    else:
        yield "detected", name, f"detector: {name} at {confidence:.2f}"


def decode(data: bytes, policy: Policy = STANDARD) -> Decoded:
    """Text by mark, by one of the policy's encodings, by detection, or by the fallback."""
    codec = mark_codec(data)
    if codec:
        return Decoded(strict_text(data, codec), codec, "mark")
    notes: tuple[str, ...] = ()
    for source, encoding, reason in attempts(data, policy):
        try:
            if reason:
                raise Refused(reason)
            return Decoded(strict_text(data, encoding), encoding, source, notes)
        except Refused as refusal:
            notes += (str(refusal),)
    return Decoded(
        data.decode(policy.fallback, "backslashreplace"), policy.fallback, "fallback", notes
    )


def convert_all(inbox: Path, outbox: Path, policy: Policy = STANDARD) -> list[str]:
    """Write every file of `inbox` to `outbox` as UTF-8; one ledger line a file, by name."""
    outbox.mkdir(parents=True, exist_ok=True)
    lines = []
    for name in sorted(path.name for path in inbox.iterdir() if path.is_file()):
        try:
            text, encoding, source, notes = decode((inbox / name).read_bytes(), policy)
        except Refused as refusal:
            lines.append(f"{name}: damaged, {refusal}")
        else:
            with (outbox / name).open("w", encoding="utf-8", newline="") as target:
                target.write(text)
            after = f" after {'; '.join(notes)}" if notes else ""
            lines.append(f"{name}: {encoding} ({source}){after}")
    return lines


def append_ledger(path: Path, lines: Sequence[str]) -> None:
    """Add lines to a ledger for spreadsheets: one mark at its beginning, CR LF at line ends."""
    is_new = not path.exists() or path.stat().st_size == 0
    with path.open("ab") as ledger:
        ledger.write(codecs.BOM_UTF8 if is_new else b"")
        for line in lines:
            ledger.write(line.encode("utf-8") + b"\r\n")
