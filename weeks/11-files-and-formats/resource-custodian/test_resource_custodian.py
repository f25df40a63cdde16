"""Visible tests of resource-custodian."""

import os
import stat
import zipfile
from pathlib import Path
from typing import IO

import pytest
from resource_custodian import (
    Census,
    archive_batches,
    main,
    merge_logs,
    open_all,
    secret_file,
)


def written(folder: Path, *contents: bytes) -> list[Path]:
    """Logs with these contents."""
    paths = [folder / f"server-{number}.log" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


class Limited:
    """An opener that refuses to have more than `limit` files open, and keeps all it has opened."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.files: list[IO[bytes]] = []

    def open_now(self) -> int:
        return sum(not file.closed for file in self.files)

    def __call__(self, path: Path, mode: str) -> IO[bytes]:
        if self.open_now() == self.limit:
            raise OSError("Too many open files")
        file: IO[bytes] = open(path, mode)
        self.files.append(file)
        return file


def test_t1_a_census_lists_what_is_open(tmp_path: Path) -> None:
    """still_open() tells descriptor and path of a file until the file is closed."""
    (log,) = written(tmp_path, b"05:00 shift begins\n")
    census = Census()

    with census(log, "rb") as file:
        assert census.still_open() == [(file.fileno(), log)]
    assert census.still_open() == []


def test_t1_the_peak_stays_when_files_are_closed(tmp_path: Path) -> None:
    """peak is the greatest number of files that were open at once."""
    logs = written(tmp_path, b"", b"", b"")
    census = Census()

    with census(logs[0], "rb"), census(logs[1], "rb"):
        pass
    census(logs[2], "rb").close()

    assert census.peak == 2


def test_t2_open_all_lends_files_in_order(tmp_path: Path) -> None:
    """with open_all(...) gives open files in the order of the paths."""
    logs = written(tmp_path, b"first", b"second")

    with open_all(logs) as files:
        assert [file.read() for file in files] == [b"first", b"second"]


def test_t2_a_missing_log_leaves_nothing_open(tmp_path: Path) -> None:
    """If a path cannot be opened, the files before it are closed."""
    opener = Limited(9)
    logs = [*written(tmp_path, b"", b""), tmp_path / "missing.log"]

    with pytest.raises(FileNotFoundError), open_all(logs, opener):
        pass

    assert (len(opener.files), opener.open_now()) == (2, 0)


def test_t3_lines_of_all_logs_are_sorted(tmp_path: Path) -> None:
    """merge_logs() sorts lines by their bytes; each line is written with its end."""
    logs = written(tmp_path, b"06:10 b\n06:30 a\n", b"06:10 a\n06:20 c", b"")

    assert merge_logs(logs, tmp_path / "all.log") == 4
    assert (tmp_path / "all.log").read_bytes() == b"06:10 a\n06:10 b\n06:20 c\n06:30 a\n"


@pytest.mark.parametrize("limit", [3, 4, 7])
def test_t3_hundreds_of_logs_need_few_open_files(tmp_path: Path, limit: int) -> None:
    """Never more files than the limit are open, and none is left open."""
    opener = Limited(limit)
    logs = written(tmp_path, *(b"%03d\n" % (200 - number) for number in range(200)))

    merge_logs(logs, tmp_path / "all.log", limit=limit, opener=opener)

    assert (tmp_path / "all.log").read_bytes() == b"".join(b"%03d\n" % n for n in range(1, 201))
    assert opener.open_now() == 0


def test_t3_a_limit_of_two_is_refused(tmp_path: Path) -> None:
    """With a limit below 3 merge_logs() raises ValueError."""
    with pytest.raises(ValueError):
        merge_logs([], tmp_path / "all.log", limit=2)


def test_t3_a_missing_log_spares_the_target(tmp_path: Path) -> None:
    """If a log is missing, the target keeps what it had."""
    target = tmp_path / "all.log"
    target.write_bytes(b"of yesterday\n")

    with pytest.raises(FileNotFoundError):
        merge_logs([*written(tmp_path, b"x\n"), tmp_path / "missing.log"], target)

    assert target.read_bytes() == b"of yesterday\n"


def test_t4_a_secret_is_lent_and_removed() -> None:
    """secret_file() lends a file with the content, and the file is gone afterwards."""
    with secret_file(b"password 815", ".txt") as path:
        assert (path.read_bytes(), path.suffix) == (b"password 815", ".txt")

    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_t4_nobody_else_may_read_a_secret() -> None:
    """The mode of a secret is 0o600."""
    with secret_file(b"password 815") as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_t4_a_tool_may_remove_the_secret_itself() -> None:
    """It is no error if the file is gone before the block ends."""
    with secret_file(b"password 815") as path:
        path.unlink()

    assert not path.exists()


def test_t5_batches_become_members_of_the_archive(tmp_path: Path) -> None:
    """archive_batches() packs the merged logs of each name and counts their lines."""
    late, early, other = written(tmp_path, b"09:00\n", b"08:00\n", b"07:00\n")
    lines = archive_batches({"yard": [late, early], "gate": [other]}, tmp_path / "night.zip")

    assert lines == {"yard": 2, "gate": 1}
    with zipfile.ZipFile(tmp_path / "night.zip") as archive:
        assert archive.namelist() == ["gate.log", "yard.log"]
        assert archive.read("yard.log") == b"08:00\n09:00\n"


def test_t6_the_program_reports_its_open_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """main() merges, prints one line, and returns 0."""
    logs = written(tmp_path, *[b"11:00 tide\n"] * 5)
    status = main(["--limit", "3", str(tmp_path / "all.log"), *map(str, logs)])

    assert (status, capsys.readouterr().out) == (
        0,
        "5 lines from 5 logs, 3 files at most, 0 left\n",
    )


def test_t6_an_error_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a missing log main() prints an error and returns 1."""
    status = main([str(tmp_path / "all.log"), str(tmp_path / "missing.log")])
    printed = capsys.readouterr()

    assert (status, printed.out, printed.err[:7]) == (1, "", "error: ")
