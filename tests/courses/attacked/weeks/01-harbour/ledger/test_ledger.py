"""Visible tests of ledger."""

from pathlib import Path

from ledger import merge, read, write


def test_t1_a_line_for_each_entry(tmp_path: Path) -> None:
    """Each entry has a line."""
    write(str(tmp_path / "a"), [("x", 1), ("y", 2)])
    assert (tmp_path / "a").read_bytes() == b"x;1\ny;2\n"


def test_t1_what_was_written_is_read(tmp_path: Path) -> None:
    """A ledger is read back."""
    (tmp_path / "a").write_bytes(b"x;1\n")
    assert read(str(tmp_path / "a")) == [("x", 1)]


def test_t2_ledgers_are_merged(tmp_path: Path) -> None:
    """Ledgers are merged in the order of their names."""
    (tmp_path / "b.led").write_bytes(b"x;1\n")
    (tmp_path / "a.led").write_bytes(b"y;2\n")
    assert merge(str(tmp_path), str(tmp_path / "all")) == 2
