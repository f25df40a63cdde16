"""Binds the arguments with `inspect.Signature` and compiles nothing.

The initialiser takes whatever comes, has it bound by a signature, and publishes this signature, so
that it looks the same from outside. The fields are collected by recursion over the bases' MRO.
"""

import inspect
from collections.abc import Callable
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
    defaults: dict[str, Any] = {}
    for base in cls.__mro__[::-1]:
        body = base.__dict__
        for name, annotation in body.get("__annotations__", {}).items():
            if annotation is ClassVar or get_origin(annotation) is ClassVar:
                continue
            default = body.get(name, MISSING)
            if type(default) in (list, dict, set):
                raise ValueError(f"{name} would be shared by all records")
            defaults[name] = default
    wanted = [default is MISSING for default in defaults.values()]
    if wanted != sorted(wanted, reverse=True):
        raise TypeError("fields without a default come first")
    return tuple(Field(name, default) for name, default in defaults.items())


def record(cls: type | None = None, /, *, eq: bool = True) -> Any:
    """Add `__init__`, `__repr__`, `__match_args__` and, unless told otherwise, `__eq__`."""

    def decorate(cls: type) -> type:
        fields = fields_of(cls)
        own = set(vars(cls))

        def add(name: str, member: Any) -> None:
            if name in own:
                return
            if inspect.isfunction(member):
                member.__name__ = name
                member.__qualname__ = ".".join([cls.__qualname__, name])
            setattr(cls, name, member)

        add("__match_args__", tuple(name for name, _ in fields))
        add("__init__", _make_init(fields))
        add("__repr__", _make_repr(fields))
        if eq:
            add("__eq__", _make_eq(fields))
            add("__hash__", None)
        return cls

    return decorate if cls is None else decorate(cls)


def _make_init(fields: tuple[Field, ...]) -> Any:
    parameters = [inspect.Parameter("__self", inspect.Parameter.POSITIONAL_ONLY)]
    for name, default in fields:
        shown = inspect.Parameter.empty if default is MISSING else default
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(inspect.Parameter(name, kind, default=shown))
    signature = inspect.Signature(parameters)

    def initialise(__self: Any, /, *args: Any, **kwargs: Any) -> None:
        given = signature.bind(__self, *args, **kwargs).arguments
        for name, default in fields:
            if name in given:
                value = given[name]
            elif isinstance(default, Fresh):
                value = default.make()
            else:
                value = default
            setattr(__self, name, value)
        after = getattr(__self, "__post_init__", None)
        if after is not None:
            after()

    vars(initialise)["__signature__"] = signature
    return initialise


def _make_repr(fields: tuple[Field, ...]) -> Any:
    def show(self: object) -> str:
        parts = [name + "=" + repr(getattr(self, name)) for name, _ in fields]
        return self.__class__.__name__ + "(" + ", ".join(parts) + ")"

    return show


def _make_eq(fields: tuple[Field, ...]) -> Any:
    def compare(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        left, right = ([getattr(one, field.name) for field in fields] for one in (self, other))
        return left == right

    return compare
