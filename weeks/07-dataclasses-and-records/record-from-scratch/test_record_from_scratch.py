"""Visible tests of record-from-scratch."""

import inspect
from typing import Any, ClassVar

import pytest

from record_from_scratch import MISSING, Field, Fresh, fields_of, record


def gauge() -> Any:
    """A record with one field of each kind."""

    @record
    class Gauge:
        place: str
        depth: float = 4.5
        marks: list[float] = Fresh(list)  # type: ignore[assignment]  # Fresh stands for a list

    return Gauge


def test_t1_fields_are_the_annotated_names() -> None:
    """Names without annotation and class variables are no fields."""

    class Lock:
        name: str
        gates = 2
        made: ClassVar[int] = 0
        width: int = 32

    assert fields_of(Lock) == (Field("name", MISSING), Field("width", 32))


def test_t1_a_field_of_the_base_keeps_its_place() -> None:
    """The fields of a base come first; what is annotated again has the new default."""

    class Base:
        name: str
        width: int = 32

    class Sea(Base):
        tide: int = 0
        width: int = 57

    assert fields_of(Sea) == (Field("name"), Field("width", 57), Field("tide", 0))


@pytest.mark.parametrize("default", [[], {}, {1}], ids=["list", "dict", "set"])
def test_t1_a_default_that_would_be_shared_is_refused(default: object) -> None:
    """A list, dict or set as a default raises ValueError."""

    class Lock:
        gates: Any = default

    with pytest.raises(ValueError):
        fields_of(Lock)


def test_t2_fields_are_taken_by_position_and_by_name() -> None:
    """Arguments become attributes."""
    made = gauge()("pier 4", marks=[1.5])

    assert [made.place, made.depth, made.marks] == ["pier 4", 4.5, [1.5]]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [((), {}), (("a", 1.0, [], 2), {}), (("a",), {"place": "b"}), (("a",), {"colour": "red"})],
    ids=["too few", "too many", "twice", "unknown"],
)
def test_t2_a_wrong_call_raises(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    """A call that does not fit the fields raises TypeError."""
    cls = gauge()

    with pytest.raises(TypeError):
        cls(*arguments, **named)


def test_t2_the_signature_shows_the_fields() -> None:
    """Editors and help() see names and defaults."""
    parameters = inspect.signature(gauge()).parameters

    assert list(parameters) == ["place", "depth", "marks"]
    assert parameters["depth"].default == 4.5


def test_t2_each_record_has_a_list_of_its_own() -> None:
    """A Fresh default is made once for each record."""
    cls = gauge()
    first, second = cls("pier 4"), cls("pier 5")

    first.marks.append(3.5)

    assert second.marks == []


def test_t2_a_given_empty_list_is_kept() -> None:
    """What is given is taken, also if it is empty."""
    marks: list[float] = []

    assert gauge()("pier 4", 2.0, marks).marks is marks


def test_t3_repr_reads_like_a_call() -> None:
    """The repr names the class and its fields."""
    assert repr(gauge()("pier 4")) == "Gauge(place='pier 4', depth=4.5, marks=[])"


def test_t3_only_the_same_class_is_equal() -> None:
    """Equal fields are not enough."""
    cls, twin = gauge(), gauge()

    assert cls("pier 4") == cls("pier 4", 4.5)
    assert cls("pier 4") != twin("pier 4")


def test_t3_records_have_no_hash() -> None:
    """A mutable record with equality cannot be put into a set."""
    made = gauge()("pier 4")

    with pytest.raises(TypeError):
        hash(made)


def test_t4_without_equality_the_hash_stays() -> None:
    """With eq=False, records are compared and hashed by identity."""

    @record(eq=False)
    class Buoy:
        number: int

    cls: Any = Buoy
    first, second = cls(1), cls(1)

    assert len({first, second, first}) == 2


def test_t4_a_method_of_the_body_stays() -> None:
    """A method that the class has written itself is not replaced."""

    @record()
    class Buoy:
        number: int

        def __repr__(self) -> str:
            return f"buoy {self.number}"

    cls: Any = Buoy

    assert repr(cls(7)) == "buoy 7"
