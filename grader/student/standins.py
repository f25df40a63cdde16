"""Stand-ins for names that the student's module does not have yet: the test file can be imported all the same.

A stand-in can be imported, inherited from and put into a table of cases. As soon as a test uses it, it says which name
is missing. Knows neither pytest nor the course.
"""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


class NameMissing(BaseException):
    """A test used a name that is not there yet; no `except Exception` of a test or a student hides it."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(f"{module} has no {name} yet")
        self.module = module
        self.name = name


@dataclass
class _Phase:
    """While a test file is imported, stand-ins may be used: nothing of it is looked at yet."""

    importing: bool = False


_PHASE = _Phase()


@contextmanager
def importing() -> Iterator[None]:
    """While this lasts, using a stand-in gives another one instead of an error."""
    _PHASE.importing = True
    try:
        yield
    finally:
        _PHASE.importing = False


class _StandInType(ABCMeta):
    """The type of stand-ins, which are classes themselves: `class Mine(Missing)` and `raises(Missing)` must work."""

    _module: str
    _name: str

    def _used(cls) -> Any:
        if not _PHASE.importing:
            raise NameMissing(cls._module, cls._name)
        return stand_in(cls._module, cls._name)

    def __call__(cls, *_args: object, **_options: object) -> Any:
        return cls._used()

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return cls._used()

    def __instancecheck__(cls, instance: object) -> bool:
        return bool(cls._used())

    def __subclasscheck__(cls, subclass: type) -> bool:
        return bool(cls._used())

    def __getitem__(cls, _key: object) -> Any:
        return cls._used()

    def __iter__(cls) -> Iterator[Any]:
        if not _PHASE.importing:
            raise NameMissing(cls._module, cls._name)
        return iter(())


def stand_in(module: str, name: str) -> type:
    """A stand-in for `name`, which `module` (the name of a file) should have."""
    return _StandInType(name, (), {"_module": module, "_name": name, "__module__": "stand-in"})


def is_stand_in(value: object) -> bool:
    """Whether a value is a stand-in, or a class that inherits from one."""
    return isinstance(value, _StandInType)
