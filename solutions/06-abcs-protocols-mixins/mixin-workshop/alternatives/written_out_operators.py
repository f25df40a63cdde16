"""Writes the six comparison methods out over one helper, and guards the stamps by read-only properties."""

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar


def utc_now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(tz=UTC)


class MissingFieldsError(ValueError):
    """A record lacks fields that it must have; `fields` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__("missing: " + ", ".join(fields))
        self.fields = fields


class TimestampMixin:
    """Adds when an object was made and when it was last changed, by the clock it is given."""

    def __init__(self, *, clock: Callable[[], datetime] = utc_now, **rest: Any) -> None:
        self.__clock = clock
        self.__created_at = clock()
        self.__updated_at = self.__created_at
        super().__init__(**rest)

    @property
    def created_at(self) -> datetime:
        """The moment of construction."""
        return self.__created_at

    @property
    def updated_at(self) -> datetime:
        """The moment of the last touch."""
        return self.__updated_at

    def touch(self) -> None:
        """Note that the object has changed now."""
        self.__updated_at = self.__clock()


class ValidationMixin:
    """Adds a check that the fields named in `required_fields` are filled in."""

    required_fields: ClassVar[tuple[str, ...]] = ()

    def missing_fields(self) -> tuple[str, ...]:
        """Name the required fields without a value, in the order of `required_fields`."""
        missing: list[str] = []
        for name in self.required_fields:
            try:
                value = getattr(self, name)
            except AttributeError:
                missing.append(name)
                continue
            if value is None or (isinstance(value, str) and (value == "" or value.isspace())):
                missing.append(name)
        return tuple(missing)

    def validate(self) -> None:
        """Raise MissingFieldsError unless every required field has a value."""
        if missing := self.missing_fields():
            raise MissingFieldsError(missing)


class ComparisonMixin:
    """Adds equality, order and hash by the one attribute that `compare_by` names."""

    compare_by: ClassVar[str]

    def __is_foreign(self, other: object) -> bool:
        return other.__class__ is not self.__class__

    def __keys(self, other: object) -> tuple[Any, Any]:
        return getattr(self, self.compare_by), getattr(other, self.compare_by)

    def __eq__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.eq(*self.__keys(other)))

    def __ne__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.ne(*self.__keys(other)))

    def __lt__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.lt(*self.__keys(other)))

    def __le__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.le(*self.__keys(other)))

    def __gt__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.gt(*self.__keys(other)))

    def __ge__(self, other: object) -> bool:
        if self.__is_foreign(other):
            return NotImplemented
        return bool(operator.ge(*self.__keys(other)))

    def __hash__(self) -> int:
        return hash((self.__class__, getattr(self, self.compare_by)))


class YardServer(ComparisonMixin, ValidationMixin, TimestampMixin):
    """A server in a cabinet of the yard: stamped, validated, and ordered by name."""

    required_fields = ("name", "zone", "slots")
    compare_by = "name"

    def __init__(
        self, name: str, *, zone: str | None = None, slots: int | None = None, **rest: Any
    ) -> None:
        self.name, self.zone, self.slots = name, zone, slots
        self.live = False
        super().__init__(**rest)

    def move_to(self, zone: str) -> None:
        """Take the server to `zone`; touch it only if that is another zone."""
        if zone == self.zone:
            return
        self.zone = zone
        self.touch()

    def commission(self) -> None:
        """Validate the record, then set the server live and touch it."""
        self.validate()
        self.live = True
        self.touch()
