"""Tidies the plate before its type is known, and calls methods of str on whatever comes.

Reply: A plate that is no text makes your code raise AttributeError. What does a validator get that
runs before the type was checked, and when would one that runs later be called?

Fails: check_nothing_is_coerced check_any_changed_body_gets_an_answer
"""

from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_serializer,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel

REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not expected",
    "json_invalid": "is not JSON",
}


class Direction(Enum):
    """Which way a lorry passes the gate."""

    IN = "in"
    OUT = "out"


class _Edge(BaseModel):
    """What all models at the edge have in common."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", alias_generator=to_camel)


class Load(_Edge):
    """One container on a lorry."""

    number: Annotated[str, StringConstraints(pattern=r"^[A-Z]{4}[0-9]{7}$")]
    weight_kg: int = Field(ge=0, le=40_000)
    seal: Annotated[str, StringConstraints(min_length=1)] | None = None


class GateEvent(_Edge):
    """A lorry passes a lane of the gate."""

    event_id: int = Field(ge=1)
    lane: int = Field(ge=1, le=12)
    direction: Direction
    at: AwareDatetime
    plate: str = Field(min_length=1, max_length=10)
    loads: tuple[Load, ...] = Field(default=(), max_length=2)

    @field_validator("plate", mode="before")
    @classmethod
    def _tidy(cls, plate: str) -> str:
        return plate.strip().upper()

    @model_validator(mode="after")
    def _loads_fit(self) -> "GateEvent":
        if len({load.number for load in self.loads}) < len(self.loads):
            raise ValueError("a container is listed twice")
        if self.direction is Direction.OUT and any(load.seal is None for load in self.loads):
            raise ValueError("a load leaves without a seal")
        return self

    @field_serializer("at")
    def _in_utc(self, at: datetime) -> str:
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def report(error: ValidationError) -> list[str]:
    """One line for each problem: where it is, and what is wrong; nothing of the input."""
    return sorted(f"{_path(one['loc'])}: {_reason(one)}" for one in error.errors())


def receive(body: str | bytes) -> tuple[int, dict[str, Any]]:
    """The status and the answer to a body that a terminal has sent."""
    try:
        event = GateEvent.model_validate_json(body)
    except ValidationError as error:
        unreadable = any(one["type"] == "json_invalid" for one in error.errors())
        return 400 if unreadable else 422, {"problems": report(error)}
    return 202, {"accepted": event.event_id}


def amended(event: GateEvent, **changes: Any) -> GateEvent:
    """A copy of the event with some fields changed, validated like any other event."""
    return GateEvent.model_validate({**dict(event), **changes}, by_name=True)


def publish(event: GateEvent) -> str:
    """The event as JSON for other services."""
    return event.model_dump_json(by_alias=True, exclude_none=True)


def _path(steps: tuple[int | str, ...]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return path.removeprefix(".") or "body"


def _reason(problem: Any) -> str:
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    return REASONS.get(problem["type"]) or str(problem["msg"])
