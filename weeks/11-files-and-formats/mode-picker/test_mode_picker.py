"""Visible tests of mode-picker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mode_picker import Existing, Journal, Missing, claim, patch_slot, pick_mode, read_slot, rewrite

BERTHS = b"HAVFRUEN        " + b"NORDLYS         " + b" " * 16


@pytest.mark.parametrize(
    ("existing", "missing", "reads", "writes", "mode"),
    [
        ("keep", "refuse", True, False, "r"),
        ("keep", "refuse", False, True, "r+"),
        ("extend", "create", False, True, "a"),
        ("refuse", "create", True, True, "x+"),
    ],
    ids=["only read", "correct", "add", "create and read back"],
)
def test_t1_a_wish_has_a_mode(
    existing: Existing, missing: Missing, reads: bool, writes: bool, mode: str
) -> None:
    """pick_mode() gives the mode that does what is asked."""
    assert pick_mode(existing, missing, reads=reads, writes=writes) == mode


def test_t1_some_wishes_have_no_mode() -> None:
    """A wish that no mode fulfils raises ValueError."""
    with pytest.raises(ValueError):
        pick_mode("keep", "create", reads=True, writes=True)


def test_t1_a_mode_does_what_it_was_picked_for(tmp_path: Path) -> None:
    """A file that is opened in the mode for keeping and writing keeps its other bytes."""
    path = tmp_path / "tide"
    path.write_bytes(b"low 0.4 m")
    with path.open(pick_mode("keep", "refuse", reads=False, writes=True, binary=True)) as file:
        file.write(b"LOW")

    assert path.read_bytes() == b"LOW 0.4 m"


def test_t2_only_the_first_claim_wins(tmp_path: Path) -> None:
    """Of two claims the first creates the file and the second leaves it alone."""
    path = tmp_path / "tariff"

    assert [claim(path, b"north"), claim(path, b"south")] == [True, False]
    assert path.read_bytes() == b"north"


def test_t2_an_empty_file_is_a_taken_name(tmp_path: Path) -> None:
    """A claim leaves a file alone that somebody else has just created."""
    (tmp_path / "tariff").touch()

    assert claim(tmp_path / "tariff", b"north") is False
    assert (tmp_path / "tariff").read_bytes() == b""


def test_t3_a_line_is_in_the_file_at_once(tmp_path: Path) -> None:
    """Another reader finds a line as soon as record() has returned."""
    path = tmp_path / "watch"
    path.write_bytes(b"older\n")
    with Journal(path) as journal:
        journal.record("fog, 200 m")
        seen = path.read_bytes()

    assert seen == b"older\nfog, 200 m\n"


def test_t3_two_journals_share_a_file(tmp_path: Path) -> None:
    """Lines of two journals on one file do not overwrite each other."""
    path = tmp_path / "watch"
    with Journal(path) as port, Journal(path) as starboard:
        port.record("1")
        starboard.record("two")
        port.record("3")

    assert path.read_bytes() == b"1\ntwo\n3\n"


def test_t3_an_event_is_one_line(tmp_path: Path) -> None:
    """An event with a line break raises ValueError and leaves nothing in the file."""
    path = tmp_path / "watch"
    with Journal(path) as journal, pytest.raises(ValueError):
        journal.record("fog\nrain")

    assert path.read_bytes() == b""


@pytest.mark.parametrize(("slot", "vessel"), [(0, "HAVFRUEN"), (1, "NORDLYS"), (2, "")])
def test_t4_a_slot_is_read(tmp_path: Path, slot: int, vessel: str) -> None:
    """A slot holds a name, or nothing."""
    board = tmp_path / "berths"
    board.write_bytes(BERTHS)

    assert read_slot(board, slot) == vessel


def test_t4_a_patch_changes_one_slot(tmp_path: Path) -> None:
    """A patch tells what was there, and the other slots stay."""
    board = tmp_path / "berths"
    board.write_bytes(BERTHS)

    assert patch_slot(board, 0, "SOL") == "HAVFRUEN"
    assert board.read_bytes() == b"SOL".ljust(16) + BERTHS[16:]


@pytest.mark.parametrize(
    ("slot", "vessel", "error"),
    [(3, "SOL", IndexError), (-1, "SOL", IndexError), (0, "SOL" * 6, ValueError)],
    ids=["behind the end", "negative", "too long"],
)
def test_t4_a_bad_patch_changes_nothing(
    tmp_path: Path, slot: int, vessel: str, error: type[Exception]
) -> None:
    """A patch that cannot be made raises, and the board is as it was."""
    board = tmp_path / "berths"
    board.write_bytes(BERTHS)
    with pytest.raises(error):
        patch_slot(board, slot, vessel)

    assert board.read_bytes() == BERTHS


def test_t5_new_lines_replace_the_old_ones(tmp_path: Path) -> None:
    """All of the old content goes, and the number of new lines is returned."""
    path = tmp_path / "pilots"
    path.write_bytes(b"a very long old line\n")

    assert rewrite(path, ["Aslı", "Jón"]) == 2
    assert path.read_bytes() == "Aslı\nJón\n".encode()


def test_t5_a_source_that_raises_costs_nothing(tmp_path: Path) -> None:
    """If the lines end in an error, the old content is still there."""
    path = tmp_path / "pilots"
    path.write_bytes(b"old\n")

    def lines() -> Iterator[str]:
        yield "new"
        raise LookupError("no more pilots")

    with pytest.raises(LookupError):
        rewrite(path, lines())

    assert path.read_bytes() == b"old\n"
