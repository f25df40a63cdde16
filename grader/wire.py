"""The codec between judge and worker: a closed list of types, versioned, tagged, limited; no pickle anywhere.

A frame is a big-endian header (version byte, body length) and a body of ASCII JSON that holds arrays, strings,
small integers, booleans and null only. Anything else is an array whose first item is a tag:

    l list   t tuple   s set   z frozenset   d dict (flat: key, value, ...)   f float   i integer beyond 53 bits
    b bytes (hex)   c complex   r record [name, field, value, ...]   e enum member [class, member]   g range
    D Decimal   F Fraction   dt datetime   da date   ti time   td timedelta   o anything else [type name]

The encoder is lenient (it runs beside student code too); `decode` is strict, because what it reads may be hostile.
Runs in the worker as well, so it imports the standard library only, and only what is cheap to import.
"""

from __future__ import annotations

import importlib
import json
import re
import struct
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

VERSION = 1
HEADER = struct.Struct(">BI")
MAX_BODY = 1 << 20
MAX_DEPTH = 50
MAX_NODES = 100_000
MAX_STRING = 256 * 1024
MAX_INT_BITS = 4096
MAX_SLOW_KEYS = 2_000
"""A frame's keys with hashes that a worker can choose may cost as much as this many in one set: that is its square."""
SMALL_INT = 1 << 53


class WireError(ValueError):
    """A value cannot be sent, or bytes are not a frame of ours."""


class Record(NamedTuple):
    """A dataclass or named tuple of the other side: its class name and its fields in order."""

    name: str
    fields: tuple[tuple[str, Any], ...]


class EnumMember(NamedTuple):
    """A member of an enum of the other side."""

    type_name: str
    member: str


class Opaque(NamedTuple):
    """Something that does not travel; only the name of its type does."""

    type_name: str


# --- encoding ---------------------------------------------------------------------------------------------------


def pack(value: Any) -> Any:
    """The JSON-ready tree of `value`; raises WireError for what is too deep, too large or circular."""
    return _Packer().pack(value, 0)


def encode(value: Any) -> bytes:
    """The body of a frame that carries `value`."""
    return dump(pack(value))


def dump(tree: Any) -> bytes:
    """The body of a frame that carries a tree which is packed already."""
    body = _ENCODER.encode(tree).encode("ascii")
    if len(body) > MAX_BODY:
        raise WireError(f"value takes {len(body)} bytes, at most {MAX_BODY} travel")
    return body


def frame(body: bytes) -> bytes:
    """`body` with its header."""
    return HEADER.pack(VERSION, len(body)) + body


class _Packer:
    """Counts nodes while packing, so that shared or endless structures end early."""

    def __init__(self) -> None:
        self.nodes = 0

    def pack(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is str:
            return value if len(value) <= MAX_STRING else self._string(value)
        if kind is bool or value is None:
            return value
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise WireError(f"value has more than {MAX_NODES} parts")
        if depth > MAX_DEPTH:
            raise WireError(f"value is nested deeper than {MAX_DEPTH}")
        if kind is int:
            return value if -SMALL_INT < value < SMALL_INT else self._big(value)
        if kind is float:
            return ["f", value.hex()]
        if kind is list or kind is tuple:
            return ["l" if kind is list else "t", *[self.pack(item, depth + 1) for item in value]]
        if kind is dict:
            flat: list[Any] = ["d"]
            for key, item in value.items():
                flat.append(self.pack(key, depth + 1))
                flat.append(self.pack(item, depth + 1))
            return flat
        if kind is set or kind is frozenset:
            packed = [self.pack(item, depth + 1) for item in value]
            return ["s" if kind is set else "z", *sorted(packed, key=json.dumps)]
        if kind is bytes:
            if len(value) > MAX_STRING:
                raise WireError(f"bytes object of {len(value)} bytes, at most {MAX_STRING} travel")
            return ["b", value.hex()]
        return self._rare(value, kind, depth)

    def _string(self, value: str, most: int = MAX_STRING) -> str:
        if len(value) > most:
            raise WireError(f"string of {len(value)} characters, at most {most} travel")
        return value

    def _big(self, value: int) -> list[Any]:
        if value.bit_length() > MAX_INT_BITS:
            raise WireError(f"integer of {value.bit_length()} bits, at most {MAX_INT_BITS} travel")
        return ["i", format(value, "x")]

    def _rare(self, value: Any, kind: type, depth: int) -> Any:
        if kind.__module__ in ("wire", __name__) and isinstance(value, tuple):
            return self._again(value, kind.__name__, depth)
        where = (kind.__module__, kind.__name__)
        if kind is complex:
            return ["c", value.real.hex(), value.imag.hex()]
        if kind is range:
            return ["g", *[self.pack(part, depth) for part in (value.start, value.stop, value.step)]]
        if where == ("decimal", "Decimal") or where == ("_pydecimal", "Decimal"):
            return ["D", self._string(str(value), 1000)]
        if where == ("fractions", "Fraction"):
            return ["F", self.pack(value.numerator, depth), self.pack(value.denominator, depth)]
        if kind.__module__ == "datetime":
            if kind.__name__ == "timedelta":
                return ["td", value.days, value.seconds, value.microseconds]
            tag = {"datetime": "dt", "date": "da", "time": "ti"}.get(kind.__name__)
            if tag is not None:
                return [tag, value.isoformat()]
        enum_module = sys.modules.get("enum")
        if enum_module is not None and isinstance(value, enum_module.Enum):
            return ["e", self._string(str(kind.__name__)), self._string(str(value._name_))]
        names = getattr(kind, "__dataclass_fields__", None)
        if names is not None and not isinstance(value, type):
            return self._record(kind.__name__, [(name, getattr(value, name)) for name in names], depth)
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return self._record(kind.__name__, list(zip(kind._fields, value, strict=False)), depth)
        return ["o", self._string(str(kind.__qualname__))]

    def _again(self, value: Any, name: str, depth: int) -> list[Any]:
        """What was decoded before: it arrives as what it stands for, not as a named tuple."""
        if name == "Record":
            return self._record(value.name, value.fields, depth)
        return ["e" if name == "EnumMember" else "o", *[self._string(str(part)) for part in value]]

    def _record(self, name: str, pairs: Any, depth: int) -> list[Any]:
        packed: list[Any] = ["r", self._string(str(name))]
        for key, item in pairs:
            packed.append(self._string(str(key)))
            packed.append(self.pack(item, depth + 1))
        return packed


# --- decoding ---------------------------------------------------------------------------------------------------


def body_length(header: bytes) -> int:
    """Length of the body that `header` announces; raises WireError before anything of that size is read."""
    version, length = HEADER.unpack(header)
    if version != VERSION:
        raise WireError(f"frame of version {version}, expected {VERSION}")
    if length > MAX_BODY:
        raise WireError(f"frame of {length} bytes, at most {MAX_BODY} are read")
    return int(length)


def decode(body: bytes) -> Any:
    """The value in `body`, rebuilt from plain builtins; raises WireError for anything that is not of the list."""
    return unpack(parse(body))


def parse(body: bytes) -> Any:
    """The raw tree in `body`: arrays, strings, small integers, booleans, None; nothing is rebuilt yet."""
    if len(body) > MAX_BODY:
        raise WireError(f"body of {len(body)} bytes, at most {MAX_BODY} are read")
    _refuse_depth(body)
    try:
        text = body.decode("ascii")
        tree, end = (_DECODER if _DIGITS.search(body) is None else _CAREFUL_DECODER).raw_decode(text)
    except WireError:
        raise
    except (ValueError, RecursionError) as error:
        raise WireError(f"body is not a frame: {type(error).__name__}") from None
    if end != len(text):
        raise WireError("body goes on after the frame")
    return tree


def unpack(tree: Any) -> Any:
    """The value that a raw tree stands for."""
    return _Unpacker().unpack(tree, 0)


_RAW_DEPTH = 2 * MAX_DEPTH + 20
_NO_BRACKETS = bytes(char for char in range(256) if char not in b"[]")
_CHEAP_KEYS = frozenset({str, bytes, bool, type(None)})


def _refuse_depth(body: bytes) -> None:
    """Measure nesting before the parser recurses: its own limit differs between versions of Python."""
    if body.count(b"[") <= _RAW_DEPTH:
        return
    # Every other part between quotes is inside a text; a regular expression takes quadratic time on some frames.
    outside = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    brackets = b"".join(outside).translate(None, _NO_BRACKETS)
    if brackets.count(b"[") > MAX_NODES + 10:
        raise WireError("too many parts")
    depth = 0
    for char in brackets:
        depth += (char == 0x5B) - (char == 0x5D)
        if depth > _RAW_DEPTH:
            raise WireError("frame is nested too deeply")


def _parse_int(digits: str) -> int:
    if len(digits) > 17:
        raise WireError("integer too long to travel untagged")
    return int(digits)


def _refuse(_: object) -> None:
    raise WireError("frame holds a JSON type that does not travel")


# Made once: making them takes longer than most frames do, and so does a call for each integer.
_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_REFUSALS: dict[str, Any] = {"parse_float": _refuse, "parse_constant": _refuse, "object_pairs_hook": _refuse}
_DECODER, _CAREFUL_DECODER = json.JSONDecoder(**_REFUSALS), json.JSONDecoder(parse_int=_parse_int, **_REFUSALS)
_DIGITS = re.compile(rb"[0-9]{17}")


class _Unpacker:
    """Counts nodes, and what keys may cost; decodes nothing that is too deep or too large to be encoded again."""

    def __init__(self) -> None:
        self.nodes = 0
        self.key_cost = 0

    def unpack(self, tree: Any, depth: int) -> Any:
        if type(tree) is list:
            return self.array(tree, depth)
        if type(tree) is str and len(tree) > MAX_STRING:
            raise WireError("string too long")
        return tree

    def array(self, tree: list[Any], depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise WireError("too many parts")
        if depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        tag = tree[0] if tree else None
        if tag == "l":
            return self.items(tree, depth + 1)
        if type(tag) is not str:
            raise WireError("array without a tag")
        builder = _BUILDERS.get(tag)
        if builder is None:
            raise WireError(f"unknown tag {tag[:20]!r}")
        try:
            return builder(self, tree, depth + 1)
        except WireError:
            raise
        except (ValueError, TypeError, ArithmeticError, IndexError) as error:
            raise WireError(f"malformed {tag} value: {type(error).__name__}") from None

    def items(self, tree: list[Any], depth: int) -> list[Any]:
        self.nodes += len(tree)
        if self.nodes > MAX_NODES:
            raise WireError("too many parts")
        array, unpack = self.array, self.unpack
        return [array(item, depth) if type(item) is list else unpack(item, depth) for item in tree[1:]]

    def keys(self, values: list[Any]) -> list[Any]:
        """`values`, unless one cannot be a key or too many have hashes that their sender could choose."""
        slow = 0
        for value in values:
            kind = type(value)
            if kind in _CHEAP_KEYS or (kind is int and abs(value) < SMALL_INT):
                continue
            slow += 1
            if self.key_cost + slow * slow > MAX_SLOW_KEYS * MAX_SLOW_KEYS:
                raise WireError("too many keys of a kind that can collide")
            hash(value)
        self.key_cost += slow * slow
        return values


def _text(value: Any, limit: int = 200) -> str:
    if type(value) is not str or len(value) > limit:
        raise WireError("expected a short string")
    return value


def _texts(tree: list[Any], count: int, limit: int = 200) -> list[str]:
    if len(tree) != count + 1:
        raise WireError("value of the wrong length")
    return [_text(item, limit) for item in tree[1:]]


def _ints(unpacker: _Unpacker, tree: list[Any], count: int, depth: int) -> list[int]:
    if len(tree) != count + 1:
        raise WireError("value of the wrong length")
    values = [unpacker.unpack(item, depth - 1) for item in tree[1:]]
    if any(type(value) is not int for value in values):
        raise WireError("something else where an integer belongs")
    return values


def _set(kind: type) -> Any:
    def build(unpacker: _Unpacker, tree: list[Any], depth: int) -> Any:
        values = unpacker.keys(unpacker.items(tree, depth))
        built = kind(values)
        if len(built) != len(values):
            raise WireError("set with equal members")
        return built

    return build


def _dict(unpacker: _Unpacker, tree: list[Any], depth: int) -> dict[Any, Any]:
    if len(tree) == 1:
        return {}
    flat = unpacker.items(tree, depth)
    if len(flat) % 2:
        raise WireError("dict with a key and no value")
    keys = unpacker.keys(flat[0::2])
    built = dict(zip(keys, flat[1::2], strict=True))
    if len(built) != len(keys):
        raise WireError("dict with equal keys")
    return built


def _int(tree: list[Any]) -> int:
    (digits,) = _texts(tree, 1, MAX_INT_BITS // 4 + 1)
    if not re.fullmatch(r"-?[0-9a-f]+", digits):
        raise WireError("malformed integer")
    value = int(digits, 16)
    if value.bit_length() > MAX_INT_BITS:
        raise WireError("integer too long")
    return value


def _record(unpacker: _Unpacker, tree: list[Any], depth: int) -> Record:
    if len(tree) < 2 or len(tree) % 2:
        raise WireError("record with a field and no value")
    unpacker.nodes += len(tree)
    if unpacker.nodes > MAX_NODES:
        raise WireError("too many parts")
    pairs = [(_text(tree[at]), unpacker.unpack(tree[at + 1], depth)) for at in range(2, len(tree), 2)]
    return Record(_text(tree[1]), tuple(pairs))


def _rare(module: str, name: str) -> Any:
    """A class that few values need, from a module too slow to import in every worker."""
    return getattr(importlib.import_module(module), name)


_BUILDERS: dict[str, Callable[[_Unpacker, list[Any], int], Any]] = {
    "t": lambda unpacker, tree, depth: tuple(unpacker.items(tree, depth)),
    "s": _set(set),
    "z": _set(frozenset),
    "d": _dict,
    "r": _record,
    "f": lambda _, tree, __: float.fromhex(*_texts(tree, 1, 40)),
    "i": lambda _, tree, __: _int(tree),
    "b": lambda _, tree, __: bytes.fromhex(*_texts(tree, 1, 2 * MAX_STRING)),
    "c": lambda _, tree, __: complex(*map(float.fromhex, _texts(tree, 2, 40))),
    "g": lambda unpacker, tree, depth: range(*_ints(unpacker, tree, 3, depth)),
    "e": lambda _, tree, __: EnumMember(*_texts(tree, 2)),
    "o": lambda _, tree, __: Opaque(*_texts(tree, 1)),
    "D": lambda _, tree, __: _rare("decimal", "Decimal")(*_texts(tree, 1, 1000)),
    "F": lambda unpacker, tree, depth: _rare("fractions", "Fraction")(*_ints(unpacker, tree, 2, depth)),
    "dt": lambda _, tree, __: _rare("datetime", "datetime").fromisoformat(*_texts(tree, 1, 60)),
    "da": lambda _, tree, __: _rare("datetime", "date").fromisoformat(*_texts(tree, 1, 60)),
    "ti": lambda _, tree, __: _rare("datetime", "time").fromisoformat(*_texts(tree, 1, 60)),
    "td": lambda unpacker, tree, depth: _rare("datetime", "timedelta")(*_ints(unpacker, tree, 3, depth)),
}
