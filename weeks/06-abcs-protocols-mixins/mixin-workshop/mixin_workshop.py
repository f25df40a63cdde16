"""Three mixins for the records of the yard, and a yard server that combines them."""

from collections.abc import Callable
from datetime import UTC, datetime
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
        raise NotImplementedError("Task 1: set both stamps and pass the rest on")

    def touch(self) -> None:
        """Note that the object has changed now."""
        raise NotImplementedError("Task 1: move updated_at")


class ValidationMixin:
    """Adds a check that the fields named in `required_fields` are filled in."""

    required_fields: ClassVar[tuple[str, ...]] = ()

    def missing_fields(self) -> tuple[str, ...]:
        """Name the required fields without a value, in the order of `required_fields`."""
        raise NotImplementedError("Task 2: collect the names of the missing fields")

    def validate(self) -> None:
        """Raise MissingFieldsError unless every required field has a value."""
        raise NotImplementedError("Task 2: raise when fields are missing")


class ComparisonMixin:
    """Adds equality, order and hash by the one attribute that `compare_by` names."""

    compare_by: ClassVar[str]  # TODO: Task 3 needs all six operators.

    def __eq__(self, other: object) -> bool:
        raise NotImplementedError("Task 3: compare the keys for equality")

    def __lt__(self, other: object) -> bool:
        raise NotImplementedError("Task 3: compare the keys for order")

    def __hash__(self) -> int:
        raise NotImplementedError("Task 3: agree with equality")


class YardServer(TimestampMixin, ValidationMixin, ComparisonMixin):
    """A server in a cabinet of the yard: stamped, validated, and ordered by name."""

    compare_by = "name"  # TODO: Task 4 needs required fields too.

    def __init__(
        self, name: str, *, zone: str | None = None, slots: int | None = None, **rest: Any
    ) -> None:
        raise NotImplementedError("Task 4: build the server and its mixins")

    def move_to(self, zone: str) -> None:
        """Take the server to `zone`; touch it only if that is another zone."""
        raise NotImplementedError("Task 4: move the server")

    def commission(self) -> None:
        """Validate the record, then set the server live and touch it."""
        raise NotImplementedError("Task 4: validate, then go live")
