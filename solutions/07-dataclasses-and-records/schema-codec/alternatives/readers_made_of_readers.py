"""Makes a function for each hint out of the functions for its parts; the path grows on the way out.

A record looks up the functions for its fields when it is read, so it may contain its own class.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import singledispatch
from typing import Any, get_args, get_origin, get_type_hints

NONE = type(None)
UNION = type(int | None)  # what get_origin() says of X | Y

Path = tuple[str | int, ...]
Reader = Callable[[Any], Any]


class CodecError(ValueError):
    """Data that do not fit their hint; `path` leads from the whole to the place."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(reason)
        self.path = path


@singledispatch
def _plain(value: Any) -> Any:
    if is_dataclass(type(value)):
        names = (each.name for each in fields(value) if each.init)
        return {name: dump(getattr(value, name)) for name in names}
    raise TypeError(f"{type(value).__name__} has no plain form")


@_plain.register(str)
@_plain.register(int)
@_plain.register(float)
@_plain.register(NONE)
def _(value: Any) -> Any:
    return value


@_plain.register(list)
@_plain.register(tuple)
def _(value: Iterable[Any]) -> Any:
    return list(map(dump, value))


@_plain.register
def _(value: datetime) -> Any:
    return value.isoformat()


@_plain.register(dict)
def _(value: dict[Any, Any]) -> Any:
    for key in value:
        if not isinstance(key, str):
            raise TypeError("a key is no string")
    return dict(zip(value, map(dump, value.values()), strict=True))


def dump(value: object) -> Any:
    """Plain data for a value: dicts, lists, strings, numbers, booleans and None."""
    return value.value if isinstance(value, Enum) else _plain(value)


def load(hint: Any, data: object) -> Any:
    """The value that fits `hint`, made of plain data; CodecError if the data do not fit."""
    return _reader(hint)(data)


def _reader(hint: Any) -> Reader:
    match get_origin(hint), get_args(hint):
        case None, _:
            return _reader_without_parts(hint)
        case origin, (item,) if origin is list:
            return _items(_reader(item))
        case origin, (item, dots) if origin is tuple and dots is ...:
            items = _items(_reader(item))
            return lambda data: tuple(items(data))
        case origin, (key, item) if origin is dict and key is str:
            return _values(_reader(item))
        case origin, (item, other) if origin is UNION and NONE in (item, other):
            inner = _reader(item if other is NONE else other)
            return lambda data: None if data is None else inner(data)
    raise TypeError(f"{hint} cannot be loaded")


def _reader_without_parts(hint: Any) -> Reader:
    if hint is float:
        return lambda data: float(_exactly(data, int, float))
    if hint in (str, int, bool):
        return lambda data: _exactly(data, hint)
    if hint is datetime:
        return lambda data: _made(datetime.fromisoformat, _exactly(data, str))
    if is_dataclass(hint):
        return lambda data: _record(hint, data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda data: _made(hint, _exactly(data, str))
    raise TypeError(f"{hint} cannot be loaded")


def _items(read: Reader) -> Reader:
    return lambda data: [
        _part(read, index, item) for index, item in enumerate(_exactly(data, list))
    ]


def _values(read: Reader) -> Reader:
    return lambda data: {key: _part(read, key, item) for key, item in _exactly(data, dict).items()}


def _part(read: Reader, step: str | int, data: Any) -> Any:
    try:
        return read(data)
    except CodecError as error:
        error.path = (step, *error.path)
        raise


def _record(cls: Any, data: Any) -> Any:
    remaining = dict(_exactly(data, dict))
    hints, values = get_type_hints(cls), {}
    for each in fields(cls):
        if each.init and each.name in remaining:
            read = _reader(hints[each.name])
            values[each.name] = _part(read, each.name, remaining.pop(each.name))
        elif each.init and each.default is each.default_factory is MISSING:
            raise CodecError("is missing", (each.name,))
    for name in remaining:
        raise CodecError("is unknown", (name,))
    return _made(lambda: cls(**values))


def _made(make: Callable[..., Any], *values: Any) -> Any:
    try:
        return make(*values)
    except ValueError as error:
        raise CodecError(str(error), ()) from error


def _exactly(data: Any, *kinds: type) -> Any:
    if type(data) in kinds:
        return data
    raise CodecError(f"is {data!r}", ())


def to_json(value: object) -> str:
    """JSON text for a value."""
    return json.dumps(dump(value), ensure_ascii=False, allow_nan=False)


def from_json(hint: Any, text: str) -> Any:
    """The value that fits `hint`, made of JSON text; CodecError if text or data do not fit."""

    def refuse(constant: str) -> None:
        raise CodecError(f"{constant} is not JSON", ())

    try:
        data = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise CodecError("is not JSON", ()) from error
    return load(hint, data)
