"""Visible tests of schema-codec."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

import pytest
from schema_codec import CodecError, dump, from_json, load, to_json


class Side(Enum):
    """Where a vessel lies."""

    PORT = "port"
    STARBOARD = "starboard"


@dataclass(frozen=True)
class Mooring:
    """One line between vessel and quay."""

    bollard: int
    tension: float = 0.0


@dataclass(kw_only=True)
class Call:
    """A vessel's stay; the hints of two fields are strings."""

    vessel: str
    side: Side
    arrived: datetime
    moorings: "list[Mooring]" = field(default_factory=list)
    notes: dict[str, str | None] = field(default_factory=dict)
    shifted: "Call | None" = None
    title: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.vessel:
            raise ValueError("a call needs a vessel")
        self.title = self.vessel.upper()


SIX = datetime(2026, 6, 6, 6)
SMALL = {"vessel": "Iris", "side": "port", "arrived": "2026-06-06T06:00:00"}


def small_call(vessel: str = "Iris") -> Call:
    """A call with the fewest fields."""
    return Call(vessel=vessel, side=Side.PORT, arrived=SIX)


def path_of(hint: Any, data: object) -> tuple[str | int, ...]:
    """The path of the CodecError that the data cause."""
    with pytest.raises(CodecError) as caught:
        load(hint, data)
    return caught.value.path


def test_t1_a_record_becomes_a_dict() -> None:
    """Fields of the constructor are dumped with all their parts; others are not."""
    call = small_call()
    call.moorings.append(Mooring(12))

    assert dump(call) == SMALL | {
        "moorings": [{"bollard": 12, "tension": 0.0}],
        "notes": {},
        "shifted": None,
    }


@pytest.mark.parametrize("value", [{4}, {4: "bollard"}, [b"raw"], Mooring], ids=repr)
def test_t1_other_values_raise(value: object) -> None:
    """A value without a plain form raises TypeError."""
    with pytest.raises(TypeError):
        dump(value)


def test_t2_an_integer_is_good_for_a_float() -> None:
    """The hint float makes a float of an integer."""
    value = load(float, 12)

    assert (value, type(value)) == (12.0, float)


@pytest.mark.parametrize(
    ("hint", "data"),
    [(int, True), (float, False), (bool, 0), (str, 12), (Side, "aft"), (datetime, "six")],
)
def test_t2_data_of_another_kind_do_not_fit(hint: type, data: object) -> None:
    """Data that do not fit raise CodecError with an empty path."""
    assert path_of(hint, data) == ()


def test_t3_parts_are_loaded_by_their_hint() -> None:
    """Lists, tuples and dicts have their parts loaded."""
    assert load(dict[str, tuple[Side, ...]], {"a": ["port"], "b": []}) == {
        "a": (Side.PORT,),
        "b": (),
    }


def test_t3_the_path_leads_to_the_part() -> None:
    """The path has the key and the indexes on the way."""
    assert path_of(dict[str, list[list[int]]], {"a": [[1], [2, "3"]]}) == ("a", 1, 1)


@pytest.mark.parametrize(("data", "value"), [(None, None), ("port", Side.PORT)])
def test_t3_none_is_loaded_where_it_may_stand(data: str | None, value: Side | None) -> None:
    """X | None takes None as well as what X takes."""
    assert load(Side | None, data) is value


def test_t3_other_hints_raise_type_error() -> None:
    """A hint that the codec does not know raises TypeError."""
    with pytest.raises(TypeError):
        load(set[int], [1])


def test_t4_missing_fields_get_their_defaults() -> None:
    """A record is loaded by the hints of its fields; the constructor fills in the rest."""
    assert load(Call, SMALL) == small_call()


def test_t4_a_record_may_contain_its_own_class() -> None:
    """Hints that are strings are understood, also that of the class itself."""
    call = load(Call, SMALL | {"shifted": SMALL | {"moorings": [{"bollard": 3}]}})

    assert call.shifted.moorings == [Mooring(3)]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"bollard": 3, "tensoin": 1.0}, ("shifted", "moorings", 0, "tensoin")),
        ({"tension": 1.0}, ("shifted", "moorings", 0, "bollard")),
        ({"bollard": "3"}, ("shifted", "moorings", 0, "bollard")),
    ],
    ids=["unknown", "missing", "of another kind"],
)
def test_t4_the_path_names_the_field(data: object, path: tuple[str | int, ...]) -> None:
    """Unknown and missing names and wrong parts are reported with their path."""
    assert path_of(Call, SMALL | {"shifted": SMALL | {"moorings": [data]}}) == path


def test_t4_what_the_constructor_refuses_has_a_path() -> None:
    """A ValueError of a constructor becomes a CodecError with the path of the record."""
    assert path_of(list[Call], [SMALL, SMALL | {"vessel": ""}]) == (1,)


def test_t5_a_record_survives_the_journey() -> None:
    """What is written can be read, and is equal."""
    call = small_call("Süd")
    call.notes["pilot"] = None

    assert "Süd" in to_json(call)
    assert from_json(Call, to_json(call)) == call


@pytest.mark.parametrize("text", ["", "[1,]", "[NaN]"])
def test_t5_other_text_does_not_fit(text: str) -> None:
    """Text that is not JSON raises CodecError."""
    with pytest.raises(CodecError):
        from_json(list[float], text)
