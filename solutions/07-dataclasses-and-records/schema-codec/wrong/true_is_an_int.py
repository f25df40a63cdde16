"""Uses isinstance where exactly one type is wanted.

Reply: Your load takes True for a number. Of which class is bool a subclass?

Fails: check_simple_values_are_loaded check_any_simple_data check_any_data_with_parts
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

NONE = type(None)
UNION = type(int | None)  # what get_origin() says of X | Y

Path = tuple[str | int, ...]


class CodecError(ValueError):
    """Data that do not fit their hint; `path` leads from the whole to the place."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(reason)
        self.path = path


def dump(value: object) -> Any:
    """Plain data for a value: dicts, lists, strings, numbers, booleans and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: dump(getattr(value, each.name)) for each in fields(value) if each.init}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [dump(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: dump(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"no plain data for {value!r}")


def load(hint: Any, data: object) -> Any:
    """The value that fits `hint`, made of plain data; CodecError if the data do not fit."""
    return _load(hint, data, ())


def _load(hint: Any, data: Any, path: Path) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UNION and len(arguments) == 2 and NONE in arguments:
        (inner,) = [argument for argument in arguments if argument is not NONE]
        return None if data is None else _load(inner, data, path)
    if origin is list:
        return _load_items(arguments[0], data, path)
    if origin is tuple and arguments[1:] == (...,):
        return tuple(_load_items(arguments[0], data, path))
    if origin is dict and arguments[0] is str:
        _require(dict, data, path)
        return {key: _load(arguments[1], item, (*path, key)) for key, item in data.items()}
    if is_dataclass(hint):
        return _load_record(hint, data, path)
    return _load_simple(hint, data, path)


def _load_simple(hint: Any, data: Any, path: Path) -> Any:
    """A value of a hint without parts."""
    if hint in (str, int, bool):
        return _require(hint, data, path)
    if hint is float:
        return float(data if isinstance(data, int) else _require(float, data, path))
    if hint is datetime:
        return _make(datetime.fromisoformat, path, _require(str, data, path))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _make(hint, path, _require(str, data, path))
    raise TypeError(f"no way to load {hint!r}")


def _load_items(hint: Any, data: Any, path: Path) -> list[Any]:
    """The items of a list, each by the same hint."""
    items = _require(list, data, path)
    return [_load(hint, item, (*path, index)) for index, item in enumerate(items)]


def _load_record(cls: Any, data: Any, path: Path) -> Any:
    """A record; what its fields leave out is filled in by its constructor."""
    _require(dict, data, path)
    hints = get_type_hints(cls)
    wanted = {each.name: each for each in fields(cls) if each.init}
    for name in data.keys() - wanted.keys():
        raise CodecError(f"no field is called {name!r}", (*path, name))
    for name, each in wanted.items():
        if name not in data and each.default is MISSING and each.default_factory is MISSING:
            raise CodecError(f"the field {name!r} is missing", (*path, name))
    values = {name: _load(hints[name], item, (*path, name)) for name, item in data.items()}
    return _make(cls, path, **values)


def _require(kind: type, data: Any, path: Path) -> Any:
    """The data, if they are exactly of a kind: True is no int."""
    if not isinstance(data, kind):
        raise CodecError(f"expected {kind.__name__}, not {type(data).__name__}", path)
    return data


def _make(maker: Callable[..., Any], path: Path, /, *values: Any, **named: Any) -> Any:
    """What the maker makes; its ValueError becomes a CodecError."""
    try:
        return maker(*values, **named)
    except ValueError as error:
        raise CodecError(str(error), path) from error


def to_json(value: object) -> str:
    """JSON text for a value."""
    return json.dumps(dump(value), ensure_ascii=False, allow_nan=False)


def from_json(hint: Any, text: str) -> Any:
    """The value that fits `hint`, made of JSON text; CodecError if text or data do not fit."""
    return load(hint, _make(json.loads, (), text, parse_constant=_refuse))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
