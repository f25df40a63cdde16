"""Visible tests of json-forge."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import PureWindowsPath

import pytest
from json_forge import (
    Harvest,
    forge,
    harvest,
    pinpoint,
    read,
    stream_array,
    violations,
    write_ndjson,
)


class BrokenLine(io.StringIO):
    """A stream that gives its text once and then raises OSError."""

    def read(self, size: int | None = -1) -> str:
        piece = super().read(size)
        if not piece:
            raise OSError("line lost")
        return piece


def test_t1_a_decimal_keeps_its_digits() -> None:
    """A Decimal becomes a string with all its digits."""
    assert forge([Decimal("64.20"), Decimal("0.1000000000000000001")]) == (
        '["64.20","0.1000000000000000001"]'
    )


def test_t1_pretty_json_is_sorted_and_keeps_letters() -> None:
    """Pretty JSON is indented by 2, with sorted keys and letters as they are."""
    assert forge({"ø": 1, "a": []}, pretty=True) == '{\n  "a": [],\n  "ø": 1\n}'


@pytest.mark.parametrize(
    ("value", "text"),
    [(date(2026, 7, 1), '"2026-07-01"'), (PureWindowsPath("D:\\fees"), '"D:/fees"')],
    ids=["forge(date)", "forge(path)"],
)
def test_t1_dates_and_paths_become_texts(value: object, text: str) -> None:
    """A date is written in ISO form, a path with forward slashes."""
    assert forge(value) == text


@pytest.mark.parametrize(
    ("value", "error"),
    [(float("inf"), ValueError), (Decimal("NaN"), ValueError), ({"crane"}, TypeError)],
    ids=["forge(inf)", "forge(Decimal(NaN))", "forge({...})"],
)
def test_t1_what_json_has_no_form_for_is_refused(value: object, error: type[Exception]) -> None:
    """Numbers that are none raise ValueError, other unknown objects TypeError."""
    with pytest.raises(error):
        forge({"value": value})


def test_t2_a_number_with_a_point_is_read_as_a_decimal() -> None:
    """The digits of a price are those of the text, also the zero at the end."""
    assert repr(read("[64.20, 3]")) == "[Decimal('64.20'), 3]"


@pytest.mark.parametrize("text", ["[NaN]", '{"lift": 1, "lift": 2}'])
def test_t2_what_would_lose_a_value_is_refused(text: str) -> None:
    """NaN, and a key that comes twice in an object, raise ValueError."""
    with pytest.raises(ValueError):
        read(text)


def test_t2_the_place_of_an_error_is_shown() -> None:
    """The report has line and column, 20 characters on each side, and a mark below the place."""
    text = "{\n" + '"charges": [64.20, 12.50 99.00, 45.10, 7, 8, 9, 10, 11]\n}'
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)

    assert pinpoint(caught.value).split("\n") == [
        "line 2, column 26",
        'ges": [64.20, 12.50 99.00, 45.10, 7, 8, ',
        " " * 20 + "^",
    ]


def test_t3_each_value_is_a_line() -> None:
    """Values are written on lines of their own, also those with line ends in them."""
    target = io.StringIO()

    assert write_ndjson(iter([{"note": "top\nstow"}, [1]]), target) == 2
    assert target.getvalue() == '{"note":"top\\nstow"}\n[1]\n'


def test_t3_a_damaged_line_costs_one_value() -> None:
    """The lines around a damaged one are read, and its place is told in bytes."""
    content = '"å"\n{"berth": \n5\n'.encode()

    assert harvest(io.BytesIO(content)) == Harvest(["å", 5], [5], 18)


def test_t3_a_half_written_line_waits_for_the_next_harvest() -> None:
    """A last line without its end is left for the harvest that begins at the offset."""
    first = harvest(io.BytesIO(b"1\n[2, "))
    second = harvest(io.BytesIO(b"1\n[2, 3]\n"), first.offset)

    assert (first, second) == (Harvest([1], [], 2), Harvest([[2, 3]], [], 9))


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_t4_items_are_found_wherever_the_pieces_end(size: int) -> None:
    """Pieces of any size give the same items."""
    source = io.StringIO('[ 406, "a],b", {"c": []} ]')

    assert list(stream_array(source, size)) == [406, "a],b", {"c": []}]


def test_t4_an_item_comes_before_more_is_read() -> None:
    """Two items can be had from a source that breaks off after their commas."""
    items = stream_array(BrokenLine('["a", [7], '), 4)

    assert [next(items), next(items)] == ["a", [7]]


def test_t4_an_array_that_breaks_off_is_refused() -> None:
    """Without the closing bracket ValueError is raised, after the items."""
    items = stream_array(io.StringIO("[406, 407,"))

    assert [next(items), next(items)] == [406, 407]
    with pytest.raises(ValueError):
        next(items)


def test_t5_violations_are_pairs_of_pointer_and_keyword() -> None:
    """Each violation is named by its place and the keyword of the schema."""
    schema = {
        "required": ["port"],
        "properties": {"per/day": {"type": "integer"}, "from": {"format": "date"}},
    }

    assert violations({"per/day": "x", "from": "1 July"}, schema) == [
        ("", "required"),
        ("/from", "format"),
        ("/per~1day", "type"),
    ]


def test_t5_prices_are_checked_exactly() -> None:
    """A price of 19.99 is a multiple of 0.01."""
    assert violations(read("19.99"), read('{"multipleOf": 0.01}')) == []
