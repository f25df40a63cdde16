"""Comparison of plain data, strict about types; what came from a worker was rebuilt from builtins before.

Numbers: 1, 1.0 and True are different answers unless a check says otherwise; NaN equals only NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from grader import wire

Comparison = Callable[[Any, Any], bool]


def same(actual: Any, expected: Any) -> bool:
    """Equal values of equal types, all the way down; the order of dict entries does not count."""
    kind = type(expected)
    if type(actual) is not kind:
        return False
    if kind is float:
        return (actual == expected and math.copysign(1, actual) == math.copysign(1, expected)) or (
            math.isnan(actual) and math.isnan(expected)
        )
    if kind is list or kind is tuple:
        return len(actual) == len(expected) and all(map(same, actual, expected))
    if kind is dict:
        return _same_dict(actual, expected, same)
    if kind is set or kind is frozenset:
        return len(actual) == len(expected) and _canonical(actual) == _canonical(expected)
    if kind is wire.Record:
        return bool(actual.name == expected.name) and same(actual.fields, expected.fields)
    if kind is complex:
        return same(actual.real, expected.real) and same(actual.imag, expected.imag)
    if kind is Decimal and (actual.is_nan() or expected.is_nan()):  # a signalling NaN raises when it is compared
        return bool(actual.is_nan() and expected.is_nan())
    return bool(actual == expected)


def _same_dict(actual: dict[Any, Any], expected: dict[Any, Any], agree: Comparison) -> bool:
    if len(actual) != len(expected):
        return False
    if all(type(key) is str for key in expected):
        return all(type(key) is str and key in expected and agree(item, expected[key]) for key, item in actual.items())
    ours = {wire.encode(key): item for key, item in expected.items()}
    return all(
        code in ours and agree(item, ours[code])
        for code, item in ((wire.encode(key), item) for key, item in actual.items())
    )


def _canonical(values: Any) -> list[bytes]:
    return sorted(wire.encode(value) for value in values)


def unordered(actual: Any, expected: Any) -> bool:
    """The same items in any order: for lists whose order the task leaves open."""
    if type(actual) is not type(expected) or type(expected) not in (list, tuple):
        return False
    return _canonical(actual) == _canonical(expected)


def close(*, relative: float = 1e-9, absolute: float = 1e-12) -> Comparison:
    """A comparison that lets finite floats differ by rounding; everything else stays strict."""

    def compare(actual: Any, expected: Any) -> bool:
        if type(expected) is float and type(actual) is int:
            try:
                actual = float(actual)
            except OverflowError:
                return False
        if type(expected) is float and type(actual) is float:
            if not math.isfinite(actual) or not math.isfinite(expected):
                return same(actual, expected)
            return math.isclose(actual, expected, rel_tol=relative, abs_tol=absolute)
        if type(actual) is not type(expected):
            return False
        if type(expected) in (list, tuple):
            return len(actual) == len(expected) and all(map(compare, actual, expected))
        if type(expected) is dict:
            return _same_dict(actual, expected, compare)
        return same(actual, expected)

    return compare
