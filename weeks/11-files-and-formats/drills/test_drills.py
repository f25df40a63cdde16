"""Visible tests of the drills of week 11: one or two for each drill."""

import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import drills
import pytest


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xef\xbb\xbfQY-7", "QY-7", id="with a mark"),
        pytest.param(b"QY-7 \xc3\xb6", "QY-7 ö", id="without a mark"),
    ],
)
def test_t1_mark_is_left_out(data: bytes, text: str) -> None:
    """The text is the same with a byte order mark and without it."""
    assert drills.without_bom(data) == text


def test_t2_line_break_in_quotes_is_kept(tmp_path: Path) -> None:
    """A carriage return inside quotes is still there."""
    (tmp_path / "crates.csv").write_bytes(b'7,"tea\r\nand rice"\r\n8,salt\r\n')
    assert drills.read_rows(tmp_path / "crates.csv") == [["7", "tea\r\nand rice"], ["8", "salt"]]


def test_t3_second_creation_changes_nothing(tmp_path: Path) -> None:
    """Only the first call creates the file."""
    path = tmp_path / "shift.txt"
    assert [drills.create_once(path, "early"), drills.create_once(path, "late")] == [True, False]
    assert path.read_text(encoding="utf-8") == "early"


def test_t4_patch_replaces_bytes(tmp_path: Path) -> None:
    """Bytes in the middle change, and the size does not."""
    path = tmp_path / "gates.dat"
    path.write_bytes(b"open shut open")
    drills.patch(path, 5, b"open")
    assert path.read_bytes() == b"open open open"


def test_t4_patch_beyond_the_end_is_refused(tmp_path: Path) -> None:
    """Data that is longer than the rest of the file is refused."""
    path = tmp_path / "gates.dat"
    path.write_bytes(b"open")
    with pytest.raises(ValueError):
        drills.patch(path, 2, b"ened")
    assert path.read_bytes() == b"open"


def test_t5_row_after_a_long_one_has_the_right_line() -> None:
    """A row of three lines moves the next one down."""
    lines = ['"a\n', "b\n", 'c",1\n', "d,2\n"]
    assert drills.numbered(lines) == [(1, ["a\nb\nc", "1"]), (4, ["d", "2"])]


def test_t6_note_before_is_returned(tmp_path: Path) -> None:
    """The second note returns the first, and stands in the file."""
    assert drills.replace_note(tmp_path, "east", "fog") == ""
    assert drills.replace_note(tmp_path, "east", "clear") == "fog"
    latest = tmp_path / "notes" / "east" / "latest.txt"
    assert latest.read_text(encoding="utf-8") == "clear"


def test_t7_logs_are_found_at_any_depth(tmp_path: Path) -> None:
    """Logs at the top and deep down are found; other files are not."""
    (tmp_path / "yard" / "reefers").mkdir(parents=True)
    for name in ("z.log", "yard/reefers/y.log", "yard/x.csv"):
        (tmp_path / name).touch()
    assert drills.find_logs(tmp_path) == ["yard/reefers/y.log", "z.log"]


def test_t8_folder_is_there_for_the_step_only() -> None:
    """The step sees a folder that is gone when the call returns."""
    seen: list[Path] = []

    def step(place: Path) -> str:
        seen.append(place)
        (place / "draft.txt").write_text("x", encoding="utf-8")
        return "done" if place.is_dir() else "no folder"

    assert drills.in_private_folder(step) == "done"
    assert not seen[0].exists()


def test_t9_copy_has_the_time_of_the_file(tmp_path: Path) -> None:
    """The copy lies in the new folder and is as old as the file."""
    source = tmp_path / "tariff.csv"
    source.write_bytes(b"A;12")
    os.utime(source, (86_400, 86_400))
    copy = drills.keep_copy(source, tmp_path / "2025")
    assert (copy, copy.read_bytes()) == (tmp_path / "2025" / "tariff.csv", b"A;12")
    assert copy.stat().st_mtime == 86_400


@pytest.mark.parametrize(
    ("total", "used", "free", "percent"),
    [
        pytest.param(200, 100, 99, 49, id="99 of 200"),
        pytest.param(0, 0, 0, 0, id="nothing at all"),
    ],
)
def test_t10_free_share_is_rounded_down(total: int, used: int, free: int, percent: int) -> None:
    """The per cent comes from free and total, and is rounded down."""
    sizes = SimpleNamespace(total=total, used=used, free=free)
    assert drills.free_percent(Path("."), lambda folder: sizes) == percent


@pytest.mark.parametrize(
    ("patterns", "kept"),
    [
        pytest.param(["*.CSV"], ["Berths.csv", "tariff.CSV"], id="*.CSV"),
        pytest.param(["b*", "*.csv"], ["Berths.csv", "tariff.CSV"], id="b* or *.csv"),
        pytest.param([], [], id="no pattern"),
    ],
)
def test_t11_names_are_filtered_whatever_their_case(
    patterns: Sequence[str], kept: list[str]
) -> None:
    """Case does not matter, and a name that matches twice comes once."""
    assert drills.matching(["Berths.csv", "notes.txt", "tariff.CSV"], patterns) == kept


def test_t12_file_that_cannot_be_run_is_no_tool(tmp_path: Path) -> None:
    """Of two files, the one that can be run is found."""
    for name, mode in (("pump", 0o644), ("winch", 0o755)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    assert drills.find_tool(["pump", "winch"], str(tmp_path)) == str(tmp_path / "winch")


def test_t13_references_become_characters() -> None:
    """Named and numeric references are replaced."""
    assert drills.plain("R&amp;D &#246;ffnet &gt; 3") == "R&D öffnet > 3"


def test_t14_json_is_sorted_and_keeps_its_letters() -> None:
    """Keys are sorted, letters stay, and a newline ends the text."""
    text = drills.readable_json({"b": "Ørsted", "a": []})
    assert text == '{\n  "a": [],\n  "b": "Ørsted"\n}\n'


def test_t15_archive_can_be_opened() -> None:
    """The bytes are an archive with both members."""
    data = drills.zip_of({"gate.txt": "geöffnet", "berth.txt": ""})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["gate.txt", "berth.txt"]
        assert archive.read("gate.txt").decode("utf-8") == "geöffnet"
