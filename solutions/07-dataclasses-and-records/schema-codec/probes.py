"""Records and hints to code with, and what the codec makes of them as plain data."""

import json
import sys
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum, StrEnum
from types import ModuleType

import schema_codec as codec

# Hints that are strings are looked up in the module that sys.modules has for a class.
HERE = sys.modules.setdefault(__name__, ModuleType(__name__))


class Mode(Enum):
    CHILL = "chill"
    FREEZE = "freeze"


class Plug(StrEnum):
    DECK = "deck"
    YARD = "yard"


@dataclass(frozen=True)
class Reading:
    at: datetime
    celsius: float
    alarm: bool = False


@dataclass(kw_only=True, slots=True)
class Reefer:
    number: str
    mode: Mode
    plug: Plug | None = None
    readings: "list[Reading]" = field(default_factory=list)
    label: str = field(init=False)

    def __post_init__(self):
        if not self.number:
            raise ValueError("a reefer needs a number")
        self.label = "reefer " + self.number


@dataclass
class Voyage:
    vessel: str
    legs: int
    reefers: tuple[Reefer, ...] = ()
    holds: "dict[str, list[Reefer]]" = field(default_factory=dict)
    after: "Voyage | None" = None


@dataclass
class Odd:
    maker: str
    path: int
    hint: str = "none"
    data: "None | str" = "default"
    cls: float = 0.5


vars(HERE).update(Reading=Reading, Reefer=Reefer, Voyage=Voyage)

HINTS = {
    "str": str,
    "int": int,
    "bool": bool,
    "float": float,
    "datetime": datetime,
    "mode": Mode,
    "plug": Plug,
    "ints": list[int],
    "floats": tuple[float, ...],
    "matrix": list[list[int]],
    "table": dict[str, int],
    "tables": dict[str, list[dict[str, float]]],
    "maybe int": int | None,
    "none first": None | int,
    "maybe ints": list[int | None] | None,
    "modes": dict[str, Mode | None],
    "times": list[datetime],
    "reading": Reading,
    "reefer": Reefer,
    "voyage": Voyage,
    "voyages": dict[str, list[Voyage]],
    "maybe reading": Reading | None,
    "odd": Odd,
    "set": set[int],
    "frozenset": frozenset[int],
    "pair": tuple[int, str],
    "single": tuple[int],
    "int keys": dict[int, str],
    "two": int | str,
    "two or none": int | str | None,
    "object": object,
    "bytes": bytes,
    "complex": complex,
    "bare list": list,
    "bare dict": dict,
    "list of sets": list[set[int]],
}


def _plain(value):
    """Plain data that tell the type of everything."""
    if is_dataclass(value):
        return [
            type(value).__name__,
            {each.name: _plain(getattr(value, each.name)) for each in fields(value)},
        ]
    if isinstance(value, Enum):
        return [type(value).__name__, value.name]
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _reading(hour, celsius, **options):
    return Reading(datetime(2026, 8, 9, hour), celsius, **options)


def _reefer(number="X1", **options):
    return Reefer(number=number, mode=Mode.FREEZE, **options)


def _voyage():
    warm = _reefer(
        "é2", plug=Plug.DECK, readings=[_reading(1, 4.5, alarm=True), _reading(2, -18.0)]
    )
    back = Voyage("Selma", 1, after=Voyage("Tarn", 0))
    return Voyage("Selma", 2, (warm, _reefer()), {"fore": [_reefer("X3")], "aft": []}, back)


MADE = {
    "reading": lambda: _reading(3, 4.0),
    "reefer": lambda: _reefer(plug=Plug.YARD, readings=[_reading(4, 1.5)]),
    "voyage": _voyage,
    "odd": lambda: Odd("a", 1),
    "mode": lambda: Mode.CHILL,
    "plug": lambda: Plug.DECK,
    "time": lambda: datetime(2026, 8, 9, 10, 11, 12, 13),
    "mixed": lambda: (None, True, [1, (2.5, ["é"])], {"a": (Mode.CHILL,), "b": {"c": []}}),
    "records in a dict": lambda: {"a": [_reading(5, 0.0)], "": None},
    "set": lambda: {1},
    "bytes": lambda: b"x",
    "int keys": lambda: {1: "x"},
    "mixed keys": lambda: {"a": 1, None: 2},
    "class": lambda: Reading,
    "deep set": lambda: [{"a": (frozenset(),)}],
    "object": object,
    "nan": lambda: [float("nan")],
    "infinity": lambda: {"a": float("-inf")},
    "umlauts": lambda: {"Größe": ["é", "\u6e2f", '"']},
}


# --- Task 1


def dumped(name):
    plain = codec.dump(MADE[name]())
    keys = list(plain) if isinstance(plain, dict) else []
    return [type(plain).__name__, _plain(plain), keys]


def dumped_data(data):
    return codec.dump(data)


def shared_after_dump():
    inner, outer = [1, [2]], {"a": {"b": [3]}}
    plain = codec.dump([inner, outer])
    plain[0][1].append("changed")
    plain[0].append("changed")
    plain[1]["a"]["b"].append("changed")
    plain[1]["a"]["c"] = "changed"
    return [inner, outer]


# --- Tasks 2 to 4


def loaded(hint, data):
    return _plain(codec.load(HINTS[hint], data))


def error_path(hint, data):
    """The path of the CodecError, and whether it is a ValueError; or the value that fits."""
    try:
        value = codec.load(HINTS[hint], data)
    except codec.CodecError as error:
        return ["does not fit", error.path, isinstance(error, ValueError)]
    return ["fits", _plain(value)]


def loaded_or_not(hint, data):
    """Whether the data fit, and the value; no path, for there may be several mistakes."""
    told = error_path(hint, data)
    return told[:1] if told[0] == "does not fit" else told


def cause_of_error(hint, data):
    try:
        codec.load(HINTS[hint], data)
    except codec.CodecError as error:
        return [error.path, type(error.__cause__).__name__, str(error.__cause__)]
    return "fits"


def shared_after_load(data):
    table = codec.load(HINTS["table"], data)
    table["new"] = 1
    ints = [1, 2]
    codec.load(HINTS["ints"], ints).append(3)
    return [data, ints]


def defaults_are_fresh():
    one, two = (codec.load(Reefer, {"number": n, "mode": "chill"}) for n in ("A", "B"))
    one.readings.append("changed")
    return [_plain(one), _plain(two)]


# --- Task 5


def text_of(name):
    return codec.to_json(MADE[name]())


def text_of_data(data):
    return codec.to_json(data)


def from_text(hint, text):
    try:
        value = codec.from_json(HINTS[hint], text)
    except codec.CodecError as error:
        return ["does not fit", error.path]
    return ["fits", _plain(value)]


def there_and_back(name, hint):
    value = MADE[name]()
    again = codec.from_json(HINTS[hint], codec.to_json(value))
    return [again == value, _plain(again)]


def voyage_there_and_back(data):
    voyage = codec.load(Voyage, data)
    again = codec.from_json(Voyage, codec.to_json(voyage))
    return [again == voyage, _plain(again), json.loads(codec.to_json(again)) == codec.dump(again)]
