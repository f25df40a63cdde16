"""Visible tests of manifest-intake."""

import json
from pathlib import Path
from typing import Any

import pytest

from manifest_intake import (
    Cargo,
    Entry,
    Rejected,
    Report,
    intake,
    judge,
    main,
    read_csv,
    read_manifest,
    read_ndjson,
)

HEADER = "container,port,weight_kg\n"


def table(*numbers: int) -> str:
    """A manifest of containers with these numbers; number 0 has a port that does not fit."""
    lines = [f"MAHU{number:07},{'BEANR' if number else 'Ghent'},850\n" for number in numbers]
    return HEADER + "".join(lines)


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of an NDJSON file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """An empty drop folder."""
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def test_t1_columns_are_found_by_name() -> None:
    """A header may have another order, other columns and semicolons."""
    text = "weight_kg;seal;container;port\n850;;MAHU0000001;BEANR\n"

    assert [entry.record for entry in read_csv(text)] == [
        {"container": "MAHU0000001", "port": "BEANR", "weight_kg": "850"}
    ]


def test_t1_entries_know_their_lines_and_their_text() -> None:
    """An entry has the line on which its row begins, and the row as it stands there."""
    text = HEADER + 'MAHU0000001,"BE\r\nANR",850\r\n\r\nMAHU0000002,BEANR,9\r\n'

    assert [(entry.line, entry.raw) for entry in read_csv(text)] == [
        (2, 'MAHU0000001,"BE\r\nANR",850'),
        (5, "MAHU0000002,BEANR,9"),
    ]


def test_t1_a_row_that_cannot_be_read_has_no_record() -> None:
    """After a broken quote, or a cell too many, the next row is read."""
    text = HEADER + '"MAHU0000001"!,BEANR,850\nMAHU0000002,BE,ANR,850\nMAHU0000003,BEANR,850\n'

    records = [entry.record for entry in read_csv(text)]

    assert [record is None for record in records] == [True, True, False]


@pytest.mark.parametrize("header", ["container,port", "container,port,port,weight_kg", ""])
def test_t1_a_header_must_have_each_field_once(header: str) -> None:
    """A header that cannot say where each field is rejects the manifest."""
    with pytest.raises(Rejected) as caught:
        read_csv(header + "\n")

    assert caught.value.faults == ["header"]


def test_t2_each_line_is_read_by_itself() -> None:
    """A broken line costs one record, and a letter such as U+2028 ends no line."""
    assert read_ndjson('{"port": "\u2028"}\n\n{"port"\n') == [
        Entry(1, '{"port": "\u2028"}', {"port": "\u2028"}),
        Entry(3, '{"port"', None),
    ]


@pytest.mark.parametrize(
    ("weight", "celsius"), [(850, 3.5), ("850", "3.5"), ("00850", " 3.50 ")], ids=repr
)
def test_t3_numbers_may_come_as_text(weight: Any, celsius: Any) -> None:
    """Cells of CSV and values of JSON become the same cargo."""
    record = {"container": "MAHU0000001", "port": "BE2NR"}

    cargo = judge(record | {"weight_kg": weight, "celsius": celsius})

    assert cargo == Cargo("MAHU0000001", "BE2NR", 850, 3.5)


def test_t3_all_faults_are_named() -> None:
    """The faults of a record are all its fields that do not fit, in the order of FIELDS."""
    record = {"celsius": "nan", "weight_kg": True, "port": "BEANR", "container": "MAHU00000012"}

    with pytest.raises(Rejected) as caught:
        judge(record)

    assert caught.value.faults == ["container", "weight_kg", "celsius"]


def test_t4_a_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    """A manifest may begin with a byte order mark, and its suffix may be in capitals."""
    path = tmp_path / "JUNE.CSV"
    path.write_text(table(1), encoding="utf-8-sig")

    assert [entry.line for entry in read_manifest(path)] == [2]


def test_t5_records_go_to_one_of_two_files(drop: Path) -> None:
    """A sound record is accepted, another is rejected, and the manifest is moved as it is."""
    (drop / "june.csv").write_text(table(7, 0), encoding="utf-8")
    out = drop.parent / "work" / "out"

    assert intake(drop, out) == Report(done=1, refused=0, accepted=1, rejected=1)
    assert [row["container"] for row in lines_of(out / "accepted.ndjson")] == ["MAHU0000007"]
    assert lines_of(out / "rejects.ndjson") == [
        {"file": "june.csv", "line": 3, "faults": ["port"], "raw": "MAHU0000000,Ghent,850"}
    ]
    assert (out / "done" / "june.csv").read_text(encoding="utf-8") == table(7, 0)
    assert list(drop.iterdir()) == []


def test_t5_a_later_run_replaces_nothing(drop: Path) -> None:
    """Outputs grow, a container is accepted once, and a second manifest gets a number."""
    out = drop / "out"
    for numbers in [(1, 2), (2, 3)]:
        (drop / "june.csv").write_text(table(*numbers), encoding="utf-8")
        intake(drop, out)

    accepted = [row["container"][-1] for row in lines_of(out / "accepted.ndjson")]
    assert accepted == ["1", "2", "3"]
    assert [row["faults"] for row in lines_of(out / "rejects.ndjson")] == [["duplicate"]]
    assert (out / "done" / "june-2.csv").read_text(encoding="utf-8") == table(2, 3)


def test_t5_too_many_rejects_refuse_a_manifest(drop: Path) -> None:
    """A refused manifest has no accepted records, and makes none of others a duplicate."""
    (drop / "a.csv").write_text(table(1, 0, 0), encoding="utf-8")
    (drop / "b.csv").write_text(table(1, 0), encoding="utf-8")
    out = drop / "out"

    assert intake(drop, out, at_most=1) == Report(done=1, refused=1, accepted=1, rejected=3)
    assert [row["file"] for row in lines_of(out / "accepted.ndjson")] == ["b.csv"]
    assert lines_of(out / "rejects.ndjson")[2] == {
        "file": "a.csv",
        "line": None,
        "faults": ["rejects"],
        "raw": None,
    }


def test_t6_the_program_prints_its_report(drop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line tells what came of it; the status is 1 if anything was rejected."""
    (drop / "june.csv").write_text(table(1, 0), encoding="utf-8")

    assert main([str(drop), str(drop / "out")]) == 1
    assert capsys.readouterr().out == "1 done, 0 refused: 1 accepted, 1 rejected\n"


def test_t6_an_error_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is missing is told on standard error, with status 2."""
    assert main([str(tmp_path / "nowhere"), str(tmp_path / "out")]) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.startswith("error: ")) == ("", True)
