"""Visible tests of csv-clinic."""

import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from csv_clinic import HeaderError, Row, chunks, examine, export_csv, export_json, main

HEADER = "container,weight_kg,remarks\r\n"


def story_of(text: str) -> list[tuple[int, str]]:
    """Line and container of each row, line and reason of each reject, in the order they come."""
    story: list[tuple[int, str]] = []
    lines = io.StringIO(text, newline="")
    for row in examine(lines, lambda line, reason: story.append((line, reason))):
        story.append((row.line, row.container))
    return story


def some_rows(count: int) -> Iterator[Row]:
    """Rows CAIU 1, CAIU 2 and so on, one at a time."""
    for number in range(1, count + 1):
        yield Row(number + 1, f"CAIU {number}", 100 * number, "")


def test_t1_a_sound_row_is_read() -> None:
    """A row becomes a Row with its line and its weight as a number; quotes are undone."""
    lines = [HEADER, '"CAIU, 7",3900,"say ""ah"""\r\n']

    assert list(examine(lines, print)) == [Row(2, "CAIU, 7", 3900, 'say "ah"')]


def test_t1_another_header_is_refused() -> None:
    """A first row that does not name the columns raises HeaderError."""
    with pytest.raises(HeaderError):
        list(examine(["CAIU 7,3900,\r\n"], print))


@pytest.mark.parametrize(
    ("row", "reason"),
    [("CAIU 7,3900", "cells"), ("CAIU 7,3.9,", "weight"), ('CAIU 7,3900,"a"b', "unreadable")],
)
def test_t1_an_unsound_row_is_told_and_reading_goes_on(row: str, reason: str) -> None:
    """The unsound row on line 2 is rejected for its reason, the row on line 3 is read."""
    assert story_of(f"{HEADER}{row}\r\nCAIU 8,1,\r\n") == [(2, reason), (3, "CAIU 8")]


def test_t1_lines_are_counted_as_an_editor_counts_them() -> None:
    """A row with a line end inside quotes takes two lines, an empty line takes one."""
    text = HEADER + 'CAIU 7,1,"top\r\nstow"\r\n\r\nCAIU 8,heavy,\r\n'

    assert story_of(text) == [(2, "CAIU 7"), (5, "weight")]


def test_t1_a_row_comes_before_the_next_line_is_read() -> None:
    """The first row of a source that breaks off after it can still be had."""

    def broken_line() -> Iterator[str]:
        yield HEADER
        yield "CAIU 7,1,\r\n"
        raise OSError("line lost")

    assert next(examine(broken_line(), print)).container == "CAIU 7"


def test_t2_rows_are_cut_into_chunks() -> None:
    """Five rows make chunks of two, two and one."""
    assert [len(chunk) for chunk in chunks(some_rows(5), 2)] == [2, 2, 1]


def test_t2_a_chunk_takes_no_more_rows_than_it_holds() -> None:
    """After the first chunk of two, the third row is still in the source."""
    source = some_rows(9)
    next(chunks(source, 2))

    assert next(source).container == "CAIU 3"


def test_t2_a_size_of_zero_is_refused_by_the_call() -> None:
    """The call chunks(rows, 0) raises ValueError."""
    with pytest.raises(ValueError):
        chunks(some_rows(2), 0)


def test_t3_progress_is_told_when_it_is_true() -> None:
    """After each two rows, and at the end, the count of rows is told; they are written by then."""
    target = io.StringIO(newline="")
    told: list[tuple[int, int]] = []

    def tell(written: int) -> None:
        told.append((written, target.getvalue().count("CAIU")))

    export_csv(some_rows(5), target, tell, every=2)

    assert told == [(2, 2), (4, 4), (5, 5)]


def test_t3_a_header_is_written_even_without_rows() -> None:
    """Without rows the export is the header, and nothing is told."""
    target = io.StringIO(newline="")
    told: list[int] = []
    export_csv([], target, told.append)

    assert (target.getvalue(), told) == (HEADER, [])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_t4_the_export_is_one_json_array(count: int) -> None:
    """Any number of rows makes one array that a JSON reader takes."""
    target = io.StringIO()
    export_json(some_rows(count), target)

    assert [found["weight_kg"] for found in json.loads(target.getvalue())] == [
        100 * number for number in range(1, count + 1)
    ]


def test_t4_a_row_is_written_before_the_next_is_taken() -> None:
    """When the source breaks off after two rows, both are in the target."""
    target = io.StringIO()

    def source() -> Iterator[Row]:
        yield from itertools.islice(some_rows(9), 2)
        raise OSError("source lost")

    with pytest.raises(OSError):
        export_json(source(), target)
    assert target.getvalue().count("CAIU") == 2


def test_t5_the_program_passes_on_what_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """main() writes sound rows, names the others on standard error, and returns 1."""
    source, target = tmp_path / "may.csv", tmp_path / "may.json"
    source.write_bytes((HEADER + 'CAIU 7,1,"top\r\nstow"\r\nCAIU 8,x,\r\n').encode("utf-8-sig"))
    status = main([str(source), str(target)])

    assert status == 1
    assert json.loads(target.read_bytes())[0]["remarks"] == "top\r\nstow"
    assert capsys.readouterr() == ("", f"{source}:4: weight\n")
