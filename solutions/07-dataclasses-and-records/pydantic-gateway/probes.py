"""Send bodies to the gateway and say what became of them, as plain data."""

import json

import pydantic

import pydantic_gateway as gateway


def _told(event):
    return {
        "event": [event.event_id, event.lane, event.direction.name, event.plate],
        "at": event.at.isoformat(),
        "offset": str(event.at.utcoffset()),
        "loads": [[load.number, load.weight_kg, load.seal] for load in event.loads],
    }


def _read(body):
    return gateway.GateEvent.model_validate_json(body)


def read(body):
    return _told(_read(body))


def frozen(body, changes):
    """The errors of assignments to an event and to its first load, and what both are afterwards."""
    event = _read(body)
    story = []
    for owner, name, value in changes:
        target = event if owner == "event" else event.loads[0]
        try:
            setattr(target, name, value)
            story.append("assigned")
        except pydantic.ValidationError:
            story.append("ValidationError")
    return story, _told(event), type(event.loads).__name__


def met_in_a_set(bodies):
    return len({_read(body) for body in bodies})


def received(body):
    """Status, answer keys, and of problems the places only."""
    status, answer = gateway.receive(body)
    paths = sorted({line.partition(": ")[0] for line in answer.get("problems", [])})
    return status, sorted(answer), answer.get("accepted"), paths


def answered(body):
    return gateway.receive(body)


def reported(body):
    """The report on the error that the model itself raises."""
    try:
        event = _read(body)
    except pydantic.ValidationError as error:
        return gateway.report(error)
    return _told(event)


class _Quay(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(strict=True, extra="forbid")
    name: str
    bollards: list[dict[str, list[int]]] = []
    depth: float = pydantic.Field(default=1.0, ge=0)

    @pydantic.field_validator("name")
    @classmethod
    def _known(cls, name):
        if name.startswith("?"):
            raise ValueError("no quay: it begins with a question mark")
        assert not name.startswith("!"), "no quay"
        return name

    @pydantic.model_validator(mode="after")
    def _deep_enough(self):
        if self.depth == 0:
            raise ValueError("Value error, too shallow")
        return self


def report_on_quay(body):
    """The report on a model that has nothing to do with gates."""
    try:
        _Quay.model_validate_json(body)
    except pydantic.ValidationError as error:
        return gateway.report(error)
    return "no error"


def amend(body, changes):
    event = _read(body)
    before = _told(event)
    try:
        new = gateway.amended(event, **_python(changes))
    except pydantic.ValidationError:
        return "ValidationError", _told(event) == before
    return _told(new), type(new).__name__, _told(event) == before, new is event


def _python(changes):
    """Names of directions become members, and tuples of dicts become loads."""
    made = dict(changes)
    if made.get("direction") in ("IN", "OUT"):
        made["direction"] = gateway.Direction[made["direction"]]
    if isinstance(made.get("loads"), tuple):
        made["loads"] = tuple(
            gateway.Load.model_validate_json(json.dumps(load)) for load in made["loads"]
        )
    return made


def published(body):
    text = gateway.publish(_read(body))
    return type(text).__name__, _pairs(json.loads(text))


def _pairs(value):
    """Dicts as lists of pairs, so that the order of keys shows."""
    if isinstance(value, dict):
        return [[key, _pairs(one)] for key, one in value.items()]
    return [_pairs(one) for one in value] if isinstance(value, list) else value


def published_again(body):
    event = _read(body)
    again = _read(gateway.publish(event))
    return again == event, gateway.publish(again) == gateway.publish(event), _told(again)
