"""Visible tests of encoding-desk."""

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from encoding_desk import (
    Policy,
    Refused,
    append_ledger,
    convert_all,
    decode,
    mark_codec,
    strict_text,
)

CARGO = "Łódź;40ft;27.5 t\n"


def guessing(encoding: str | None, confidence: float) -> Callable[[bytes], dict[str, Any]]:
    """A detector that answers the same to all bytes."""
    return lambda data: {"encoding": encoding, "confidence": confidence, "language": ""}


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        pytest.param(codecs.BOM_UTF8, "utf-8-sig", id="EF BB BF"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16", id="FF FE"),
        pytest.param(codecs.BOM_UTF32_LE, "utf-32", id="FF FE 00 00"),
        pytest.param(b"", None, id="no mark"),
    ],
)
def test_t1_a_mark_names_its_codec(mark: bytes, codec: str | None) -> None:
    """The first bytes of a file say which codec reads it, or nothing."""
    assert mark_codec(mark + b"TEU ") == codec


def test_t2_text_that_fits_is_accepted() -> None:
    """Bytes of an encoding become the text they were made from."""
    assert strict_text(CARGO.encode("cp1250"), "cp1250") == CARGO


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"\xa35 per day", "utf-8", "utf-8: byte 0"),
        (b"fee: \xa35", "ascii", "ascii: byte 5"),
        (b"T\0E\0U\0", "utf-8", "utf-8: NUL"),
        (b"TEU", "port-code", "port-code: unknown codec"),
    ],
    ids=["pounds as utf-8", "pounds as ascii", "utf-16 as utf-8", "no such codec"],
)
def test_t2_what_does_not_fit_is_refused(data: bytes, encoding: str, reason: str) -> None:
    """Refused says which encoding was tried and why it is out of the question."""
    with pytest.raises(Refused) as caught:
        strict_text(data, encoding)

    assert str(caught.value) == reason


def test_t3_a_mark_goes_before_the_policy() -> None:
    """A file with a mark is read by it, and the mark is no part of the text."""
    decoded = decode(codecs.BOM_UTF8 + CARGO.encode(), Policy(encodings=["cp1252"]))

    assert decoded == (CARGO, "utf-8-sig", "mark", ())


def test_t3_encodings_are_tried_in_order() -> None:
    """The first encoding that fits is taken, with the reasons against those before it."""
    decoded = decode(CARGO.encode("utf-16-le"), Policy(encodings=["ascii", "utf-8", "utf-16-le"]))

    assert decoded == (CARGO, "utf-16-le", "strict", ("ascii: byte 2", "utf-8: byte 2"))


def test_t3_a_confident_guess_is_tried() -> None:
    """What a detector is confident of is taken if it fits."""
    decoded = decode(CARGO.encode("cp1250"), Policy(detect=guessing("cp1250", 0.8)))

    assert decoded == (CARGO, "cp1250", "detected", ("utf-8: byte 0",))


@pytest.mark.parametrize(
    ("encoding", "confidence", "note"),
    [
        ("iso8859-4", 0.02, "detector: iso8859-4 at 0.02"),
        (None, 0.0, "detector: no guess"),
        ("ascii", 1.0, "ascii: byte 0"),
    ],
    ids=["unsure", "missing", "wrong"],
)
def test_t3_a_guess_can_be_out_of_the_question(
    encoding: str | None, confidence: float, note: str
) -> None:
    """A guess that is missing, unsure or wrong leads to the fallback, with a note."""
    decoded = decode(b"\xa35 per day", Policy(detect=guessing(encoding, confidence)))

    assert decoded == ("£5 per day", "cp1252", "fallback", ("utf-8: byte 0", note))


def test_t3_the_fallback_shows_what_it_cannot_read() -> None:
    """A byte that the fallback has no character for stays in the text as an escape."""
    decoded = decode(b"fee \x80\x905", Policy(encodings=[]))

    assert decoded == ("fee €\\x905", "cp1252", "fallback", ())


def test_t4_every_file_is_converted_and_reported(tmp_path: Path) -> None:
    """Each file is written as UTF-8 with its own line endings, and has a line in the report."""
    inbox, outbox = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "rosa.txt").write_bytes(b"\xa35\r\n\xa36\n")
    (inbox / "maersk.txt").write_bytes(codecs.BOM_UTF8 + "€7\r\n".encode())

    assert convert_all(inbox, outbox) == [
        "maersk.txt: utf-8-sig (mark)",
        "rosa.txt: cp1252 (fallback) after utf-8: byte 0",
    ]
    assert (outbox / "maersk.txt").read_bytes() == "€7\r\n".encode()
    assert (outbox / "rosa.txt").read_bytes() == "£5\r\n£6\n".encode()


def test_t4_a_damaged_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """A file that its mark is wrong about is reported, and no file is written for it."""
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF8 + b"ab\xff")
    (tmp_path / "b.txt").write_bytes(b"TEU")
    outbox = tmp_path / "deep" / "out"

    assert convert_all(tmp_path, outbox) == [
        "a.txt: damaged, utf-8-sig: byte 2",
        "b.txt: utf-8 (strict)",
    ]
    assert [path.name for path in outbox.iterdir()] == ["b.txt"]


def test_t5_a_ledger_has_one_mark(tmp_path: Path) -> None:
    """Two calls write one mark, and each line ends in CR LF."""
    ledger = tmp_path / "ledger.csv"
    append_ledger(ledger, ["one", "zwölf"])
    append_ledger(ledger, ["three"])

    expected = codecs.BOM_UTF8 + "one\r\nzwölf\r\nthree\r\n".encode()
    assert ledger.read_bytes() == expected
