"""Says strictness field by field, writes the limits as validators, and the JSON with `json.dumps`.

Each model has its own configuration and names its aliases one by one. An amendment is read from
the constructor, and the report cuts pydantic's prefix off instead of asking for the error.
"""

import json
import re
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
    field_validator,
    model_validator,
)

REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not expected",
    "json_invalid": "is not JSON",
}


class Direction(Enum):
    """Which way a lorry passes the gate."""

    IN = "in"
    OUT = "out"


class Load(BaseModel):
    """One container on a lorry."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    number: StrictStr
    weight_kg: StrictInt = Field(alias="weightKg")
    seal: StrictStr | None = None

    @field_validator("number")
    @classmethod
    def _number_has_its_form(cls, number: str) -> str:
        if not re.fullmatch("[A-Z]{4}[0-9]{7}", number):
            raise ValueError("is no container number")
        return number

    @field_validator("weight_kg")
    @classmethod
    def _weight_is_possible(cls, weight_kg: int) -> int:
        if not 0 <= weight_kg <= 40_000:
            raise ValueError("is an impossible weight")
        return weight_kg

    @field_validator("seal")
    @classmethod
    def _seal_says_something(cls, seal: str | None) -> str | None:
        if seal == "":
            raise ValueError("is empty")
        return seal


class GateEvent(BaseModel):
    """A lorry passes a lane of the gate."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    event_id: StrictInt = Field(alias="eventId", gt=0)
    lane: StrictInt = Field(gt=0, lt=13)
    direction: Direction = Field(strict=True)
    at: datetime = Field(strict=True)
    plate: StrictStr
    loads: tuple[Load, ...] = Field((), strict=True)

    @field_validator("at")
    @classmethod
    def _at_has_an_offset(cls, at: datetime) -> datetime:
        if at.utcoffset() is None:
            raise ValueError("has no offset")
        return at

    @field_validator("plate")
    @classmethod
    def _plate_is_tidy(cls, plate: str) -> str:
        tidy = plate.strip().upper()
        if not 1 <= len(tidy) <= 10:
            raise ValueError("is empty or too long")
        return tidy

    @field_validator("loads")
    @classmethod
    def _at_most_two_loads(cls, loads: tuple[Load, ...]) -> tuple[Load, ...]:
        if len(loads) > 2:
            raise ValueError("are too many")
        return loads

    @model_validator(mode="after")
    def _each_container_once(self) -> "GateEvent":
        numbers = [load.number for load in self.loads]
        if any(numbers.count(number) > 1 for number in numbers):
            raise ValueError("a container is listed twice")
        return self

    @model_validator(mode="after")
    def _sealed_on_the_way_out(self) -> "GateEvent":
        if self.direction == Direction.OUT and None in [load.seal for load in self.loads]:
            raise ValueError("a load leaves without a seal")
        return self


def report(error: ValidationError) -> list[str]:
    """One line for each problem: where it is, and what is wrong; nothing of the input."""
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        place = ""
        for step in problem["loc"]:
            if isinstance(step, int):
                place += f"[{step}]"
            else:
                place += f".{step}" if place else step
        reason = REASONS.get(problem["type"], problem["msg"])
        if problem["type"] == "value_error":
            reason = reason.removeprefix("Value error, ")
        lines.append(f"{place or 'body'}: {reason}")
    return sorted(lines)


def receive(body: str | bytes) -> tuple[int, dict[str, Any]]:
    """The status and the answer to a body that a terminal has sent."""
    try:
        json.loads(body)
    except ValueError:
        return 400, {"problems": ["body: is not JSON"]}
    try:
        return 202, {"accepted": GateEvent.model_validate_json(body).event_id}
    except ValidationError as error:
        return 422, {"problems": report(error)}


def amended(event: GateEvent, **changes: Any) -> GateEvent:
    """A copy of the event with some fields changed, validated like any other event."""
    fields = {name: getattr(event, name) for name in GateEvent.model_fields}
    return GateEvent(**(fields | changes))


def publish(event: GateEvent) -> str:
    """The event as JSON for other services."""
    content = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    content["at"] = event.at.astimezone(UTC).replace(tzinfo=None).isoformat("T", "seconds") + "Z"
    return json.dumps(content)
