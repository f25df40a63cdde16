"""Values as a page shows them: bounded, with what was left out said, and the first place where two of them differ.

Any `repr` here may be the student's own and may do anything; it is asked, and what it raises is shown. Knows values
only.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

LONGEST = 320
"""Characters of one value that a page shows."""
SHORT = 44
"""Two values up to this length are compared by eye."""
WINDOW = 28
"""Characters shown on each side of the place where two texts differ."""
DEEPEST = 6

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_QUALIFIED = re.compile(r"<(?:[\w<>]+\.)+([\w]+) object>")


def shown(value: object, longest: int = LONGEST) -> str:
    """The value as code would write it, at most about `longest` characters; says how much was left out."""
    bounded, is_cut = _bounded(value, longest)
    text = _QUALIFIED.sub(r"<\1 object>", _ADDRESS.sub("", bounded))
    if is_cut or len(text) <= longest + 40:  # room for the note itself
        return text
    return f"{text[:longest]} ... ({len(text) - longest} more characters)"


def _bounded(value: Any, longest: int) -> tuple[str, bool]:
    """The repr, and whether it was cut: of a huge builtin container or text only as much as can be shown is made."""
    if type(value) in (list, tuple, set, frozenset) and len(value) > longest:
        return _few(value, longest), True
    if type(value) in (str, bytes) and len(value) > 2 * longest:
        return f"{value[:longest]!r} ... ({len(value) - longest} more characters)", True
    try:
        return repr(value), False
    except Exception as error:  # noqa: BLE001 (a student's __repr__ may raise anything)
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>", False


def _few(items: Any, longest: int) -> str:
    opening, closing = "[]" if isinstance(items, list) else "()" if isinstance(items, tuple) else "{}"
    parts: list[str] = []
    for item in items:
        if sum(map(len, parts)) + 2 * len(parts) > longest:
            break
        parts.append(_bounded(item, longest)[0])
    return f"{opening}{', '.join(parts)}, ...{closing} ({len(items) - len(parts)} more items)"


def typeable(value: Any) -> str | None:
    """The value as a student would type it; None where it has no such form or is long."""
    plain = (str, bytes, int, float, bool, complex, type(None), slice, range)
    if type(value) in plain:
        text = repr(value)
    elif type(value) in (list, tuple, set, frozenset, dict) and value:
        items = [*value, *value.values()] if isinstance(value, dict) else value
        if any(typeable(item) is None for item in items):
            return None
        text = repr(value)
    elif type(value) in (list, tuple, dict):
        text = repr(value)
    elif isinstance(value, type):
        text = value.__name__
    else:
        return None
    return text if len(text) <= SHORT else None


def described(error: BaseException) -> str:
    """An exception as its traceback's last line has it, in at most a few lines."""
    try:
        text = str(error)
    except Exception as inner:  # noqa: BLE001 (a student's __str__ may raise anything)
        text = f"<its text raises {type(inner).__name__}>"
    name = type(error).__name__
    if not text:
        return name
    if "reading from stdin while output is captured" in text:
        return f"{name}: input was asked for, and in a test nobody types"
    if isinstance(error, KeyError) and error.args:
        text = shown(error.args[0])
    rest = len(text) - LONGEST
    return f"{name}: {text}" if rest <= 40 else f"{name}: {text[:LONGEST]} ... ({rest} more characters)"


# --- the first difference ---------------------------------------------------------------------------------------------


def first_difference(got: object, expected: object) -> tuple[str, ...]:
    """Where two unequal values differ first, in a line or three; nothing where it is seen at once."""
    try:
        lines = _difference(got, expected, "", 0)
    except Exception:  # noqa: BLE001 (a student's __eq__ may raise anything; then there is no difference to show)
        return ()
    return tuple(lines)


def _difference(got: Any, expected: Any, path: str, depth: int) -> list[str]:
    where = f"at {path}: " if path else ""
    if type(got) is type(expected) and depth < DEEPEST:
        if isinstance(got, str):
            return _in_texts(got, expected, where)
        if isinstance(got, list | tuple):
            return _in_sequences(got, expected, path, depth)
        if isinstance(got, Mapping) and isinstance(expected, Mapping):
            return _in_mappings(got, expected, path, depth)
        if isinstance(got, AbstractSet) and isinstance(expected, AbstractSet):
            return _in_sets(got, expected, where)
        if dataclasses.is_dataclass(got) and not isinstance(got, type):
            for item in dataclasses.fields(got):
                mine, wanted = getattr(got, item.name), getattr(expected, item.name)
                if mine != wanted:
                    return _difference(mine, wanted, f"{path}.{item.name}".lstrip("."), depth + 1)
    if type(got) is not type(expected) and _bounded(got, LONGEST)[0] == _bounded(expected, LONGEST)[0]:
        return [f"{where}they look alike, but one is {_kind(got)} and the other {_kind(expected)}"]
    if path:
        return [f"{where}{shown(got, 80)}, expected {shown(expected, 80)}"]
    if type(got) is not type(expected) and None not in (got, expected):
        return [f"it is {_kind(got)}, not {_kind(expected)}"]
    return []


def _kind(value: object) -> str:
    name = type(value).__name__
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"


def _in_texts(got: str, expected: str, where: str) -> list[str]:
    if len(repr(got)) <= SHORT and len(repr(expected)) <= SHORT:
        return [f"{where}{got!r}, expected {expected!r}"] if where else []
    at = next((at for at, (one, other) in enumerate(zip(got, expected, strict=False)) if one != other), None)
    if at is None:
        at = min(len(got), len(expected))
    line = got.count("\n", 0, at) + 1
    begin = got.rfind("\n", 0, at) + 1
    place = f"line {line}, character {at - begin + 1}" if "\n" in got + expected else f"character {at + 1}"
    return [f"{where}{place}", f"got       {_around(got, begin, at)}", f"expected  {_around(expected, begin, at)}"]


def _around(text: str, begin: int, at: int) -> str:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end + 1
    first, last = max(begin, at - WINDOW), min(end, at + WINDOW)
    before, after = "... " if first > begin else "", " ..." if last < end else ""
    return f"{before}{text[first:last]!r}{after}"


def _in_sequences(got: Any, expected: Any, path: str, depth: int) -> list[str]:
    where = f"at {path}: " if path else ""
    for at, (mine, wanted) in enumerate(zip(got, expected, strict=False)):
        if mine != wanted:
            if not path and max(len(_bounded(got, LONGEST)[0]), len(_bounded(expected, LONGEST)[0])) <= SHORT:
                return []
            return _difference(mine, wanted, f"{path}[{at}]", depth + 1)
    shorter = min(len(got), len(expected))
    if len(got) > len(expected):
        return [f"{where}{_count(got)} instead of {len(expected)}; the first too many is {shown(got[shorter], 80)}"]
    if len(got) < len(expected):
        return [f"{where}{_count(got)} instead of {len(expected)}; the first missing is {shown(expected[shorter], 80)}"]
    return []


def _count(items: Any) -> str:
    return f"{len(items)} item" if len(items) == 1 else f"{len(items)} items"


def _in_mappings(got: Mapping[Any, Any], expected: Mapping[Any, Any], path: str, depth: int) -> list[str]:
    where = f"at {path}: " if path else ""
    for key in expected:
        if key not in got:
            return [f"{where}the key {shown(key, 60)} is missing"]
        if got[key] != expected[key]:
            return _difference(got[key], expected[key], f"{path}[{shown(key, 60)}]", depth + 1)
    extra = next((key for key in got if key not in expected), None)
    return [f"{where}the key {shown(extra, 60)} should not be there"]


def _in_sets(got: AbstractSet[Any], expected: AbstractSet[Any], where: str) -> list[str]:
    missing, extra = expected - got, got - expected
    lines = [f"{where}missing: {shown(_listed(missing), 80)[1:-1]}"] if missing else []
    return lines + ([f"{where}too many: {shown(_listed(extra), 80)[1:-1]}"] if extra else [])


def _listed(items: Iterable[Any]) -> list[Any]:
    try:
        return sorted(items)
    except TypeError:
        return list(items)
