"""Compares with every object that has the mixin, whatever its class.

Reply: Your comparison treats a berth and a crane with the same code as equal, because both have the mixin. What else must agree before you read a key?

Fails: check_foreign_types_get_not_implemented check_only_one_class_is_equal
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import total_ordering
from typing import Any, ClassVar


def utc_now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


class MissingFieldsError(ValueError):
    """A record lacks fields that it must have; `fields` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__("missing: " + ", ".join(fields))
        self.fields = fields


class TimestampMixin:
    """Adds when an object was made and when it was last changed, by the clock it is given."""

    def __init__(self, *, clock: Callable[[], datetime] = utc_now, **rest: Any) -> None:
        super().__init__(**rest)
        self._clock = clock
        self.created_at = self.updated_at = clock()

    def touch(self) -> None:
        """Note that the object has changed now."""
        self.updated_at = self._clock()


class ValidationMixin:
    """Adds a check that the fields named in `required_fields` are filled in."""

    required_fields: ClassVar[tuple[str, ...]] = ()

    def missing_fields(self) -> tuple[str, ...]:
        """Name the required fields without a value, in the order of `required_fields`."""
        return tuple(
            name for name in self.required_fields if _is_missing(getattr(self, name, None))
        )

    def validate(self) -> None:
        """Raise MissingFieldsError unless every required field has a value."""
        missing = self.missing_fields()
        if missing:
            raise MissingFieldsError(missing)


def _is_missing(value: object) -> bool:
    """Tell whether a field is not filled in; 0, False and empty collections are values."""
    return value is None or (isinstance(value, str) and not value.strip())


@total_ordering
class ComparisonMixin:
    """Adds equality, order and hash by the one attribute that `compare_by` names."""

    compare_by: ClassVar[str]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ComparisonMixin):
            return NotImplemented
        return bool(_key(self) == _key(other))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, ComparisonMixin):
            return NotImplemented
        return bool(_key(self) < _key(other))

    def __hash__(self) -> int:
        return hash(_key(self))


def _key(record: ComparisonMixin) -> Any:
    """Return the value that `record` is compared by."""
    return getattr(record, record.compare_by)


class YardServer(TimestampMixin, ValidationMixin, ComparisonMixin):
    """A server in a cabinet of the yard: stamped, validated, and ordered by name."""

    required_fields = ("name", "zone", "slots")
    compare_by = "name"

    def __init__(
        self, name: str, *, zone: str | None = None, slots: int | None = None, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.name = name
        self.zone = zone
        self.slots = slots
        self.live = False

    def move_to(self, zone: str) -> None:
        """Take the server to `zone`; touch it only if that is another zone."""
        if zone != self.zone:
            self.zone = zone
            self.touch()

    def commission(self) -> None:
        """Validate the record, then set the server live and touch it."""
        self.validate()
        self.live = True
        self.touch()
