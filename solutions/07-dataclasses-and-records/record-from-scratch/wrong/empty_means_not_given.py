"""Takes every false value for a missing argument.

Reply: A given empty list, or None, has been replaced. How can you recognise that nothing was
given, and nothing else?

Fails: check_what_is_given_is_kept check_fields_are_taken_by_position_and_name
check_equal_fields_of_the_same_class check_any_record
"""

import inspect
from collections.abc import Callable, Iterable
from functools import partial
from types import NotImplementedType
from typing import Any, ClassVar, NamedTuple, get_origin

MISSING: Any = object()


class Fresh:
    """A default that is made anew for each record, such as `Fresh(list)`."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class Field(NamedTuple):
    """One field of a record; without a default it must be given."""

    name: str
    default: Any = MISSING


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a class, those of its bases first."""
    fields: dict[str, Field] = {}
    for owner in reversed(cls.__mro__):
        for name, annotation in inspect.get_annotations(owner).items():
            if ClassVar not in (annotation, get_origin(annotation)):
                fields[name] = Field(name, vars(owner).get(name, MISSING))
    _check_defaults(fields.values())
    return tuple(fields.values())


def record(cls: type | None = None, /, *, eq: bool = True) -> Any:
    """Add `__init__`, `__repr__`, `__match_args__` and, unless told otherwise, `__eq__`."""
    if cls is None:
        return partial(record, eq=eq)
    fields = fields_of(cls)
    names = tuple(field.name for field in fields)
    members = {
        "__init__": _init(fields, hasattr(cls, "__post_init__")),
        "__repr__": _repr(names),
        "__match_args__": names,
    }
    if eq:
        members |= {"__eq__": _eq(names), "__hash__": None}
    for name, member in members.items():
        if name not in vars(cls):
            if inspect.isfunction(member):
                member.__name__, member.__qualname__ = name, f"{cls.__qualname__}.{name}"
            setattr(cls, name, member)
    return cls


def _check_defaults(fields: Iterable[Field]) -> None:
    """Refuse defaults that would be shared, and fields that are in no possible order."""
    optional = False
    for field in fields:
        if isinstance(field.default, list | dict | set):
            raise ValueError(f"{field.name}: this default would be shared, use Fresh")
        if optional and field.default is MISSING:
            raise TypeError(f"{field.name}: a field without a default follows one with a default")
        optional = field.default is not MISSING


def _init(fields: tuple[Field, ...], has_post_init: bool) -> Callable[..., None]:
    """Compile an initialiser; objects get into it by name, never as text."""
    parameters, lines = ["__record__"], ["pass"]
    for name, default in fields:
        value = name
        if isinstance(default, Fresh):
            made = f"__defaults__[{name!r}].make()"
            value = f"{made} if not {name} or {name} is __defaults__[{name!r}] else {name}"
        lines.append(f"__record__.{name} = {value}")
        parameters.append(name if default is MISSING else f"{name}=__defaults__[{name!r}]")
    if has_post_init:
        lines.append("__record__.__post_init__()")
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines)
    namespace: dict[str, Any] = {"__defaults__": dict(fields)}
    exec(source, namespace)
    written: Callable[..., None] = namespace["__init__"]
    return written


def _repr(names: tuple[str, ...]) -> Callable[[object], str]:
    """A `__repr__` that reads like the call that made the record."""

    def write(self: object) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({inside})"

    return write


def _eq(names: tuple[str, ...]) -> Callable[[object, object], bool | NotImplementedType]:
    """An `__eq__` for records of exactly the same class."""

    def values(of: object) -> tuple[Any, ...]:
        return tuple(getattr(of, name) for name in names)

    def compare(self: object, other: object) -> bool | NotImplementedType:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return compare
