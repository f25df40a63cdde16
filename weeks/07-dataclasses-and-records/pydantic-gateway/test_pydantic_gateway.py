"""Visible tests of pydantic-gateway."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from pydantic_gateway import Direction, GateEvent, amended, publish, receive, report

LOAD = {"number": "MSKU2083114", "weightKg": 18000, "seal": "QS-5"}


def body(**changes: Any) -> str:
    """The body of a right event, with some keys changed."""
    event = {
        "eventId": 41,
        "lane": 2,
        "direction": "in",
        "at": "2026-01-31T23:15:00-01:00",
        "plate": "HH-QY 7",
        "loads": [LOAD],
    }
    return json.dumps(event | changes)


def problems(**changes: Any) -> list[str]:
    """What `receive` finds wrong with a changed body; the unchanged one must be right."""
    assert receive(body()) == (202, {"accepted": 41})
    status, answer = receive(body(**changes))
    assert status == 422
    found: list[str] = answer["problems"]
    return found


def paths(**changes: Any) -> list[str]:
    """Where `receive` finds something wrong with a changed body."""
    return [line.partition(": ")[0] for line in problems(**changes)]


def test_t1_an_event_is_read() -> None:
    """The keys of a right body become fields of the models."""
    event = GateEvent.model_validate_json(body())

    assert [event.event_id, event.direction, event.loads[0].seal] == [41, Direction.IN, "QS-5"]


@pytest.mark.parametrize("lane", ["2", True, 2.0, 0, 13, None])
def test_t1_a_lane_is_an_integer_from_1_to_12(lane: object) -> None:
    """Nothing is turned into an integer, and the range is kept."""
    assert paths(lane=lane) == ["lane"]


def test_t1_a_time_needs_an_offset() -> None:
    """A local time without a UTC offset is refused."""
    assert paths(at="2026-01-31T23:15:00") == ["at"]


def test_t1_a_plate_is_tidied() -> None:
    """White space at the ends goes, letters become capitals."""
    assert GateEvent.model_validate_json(body(plate="\thh-qy 8 ")).plate == "HH-QY 8"


def test_t1_an_event_cannot_be_changed() -> None:
    """Assigning to a field raises ValidationError."""
    event = GateEvent.model_validate_json(body())

    with pytest.raises(ValidationError):
        event.lane = 3


def test_t1_equal_events_meet_in_a_set() -> None:
    """An event has a hash, and equal events have the same."""
    assert len({GateEvent.model_validate_json(body()) for _ in range(3)}) == 1


def test_t2_a_container_is_on_a_lorry_once() -> None:
    """Two loads with one number are a problem of the whole event."""
    assert problems(loads=[LOAD, LOAD | {"weightKg": 1}]) == ["body: a container is listed twice"]


def test_t2_only_leaving_loads_need_a_seal() -> None:
    """A load without a seal may come in, but not leave."""
    bare = [{"number": "MSKU2083114", "weightKg": 0}]

    assert receive(body(loads=bare))[0] == 202
    assert problems(loads=bare, direction="out") == ["body: a load leaves without a seal"]


def test_t3_a_report_says_where() -> None:
    """Lines are sorted, and their paths lead to the key."""
    with pytest.raises(ValidationError) as caught:
        GateEvent.model_validate_json(body(loads=[LOAD, LOAD | {"number": 5}], zone="B"))

    assert report(caught.value) == [
        "loads[1].number: Input should be a valid string",
        "zone: is not expected",
    ]


@pytest.mark.parametrize("text", ["", "{", b"\xfe{}"], ids=["nothing", "a brace", "not UTF-8"])
def test_t4_what_is_not_json_is_a_400(text: str | bytes) -> None:
    """A body that is not JSON is told apart from one that is no event."""
    assert receive(text) == (400, {"problems": ["body: is not JSON"]})


def test_t4_an_amendment_is_validated() -> None:
    """A copy with an impossible field raises ValidationError."""
    event = GateEvent.model_validate_json(body())

    assert amended(event, lane=3).lane == 3
    with pytest.raises(ValidationError):
        amended(event, lane=99)


def test_t4_a_published_event_is_in_utc() -> None:
    """Keys are in camelCase, the time is in UTC, and what is None is left out."""
    event = GateEvent.model_validate_json(body(loads=[LOAD | {"seal": None}]))

    assert json.loads(publish(event)) == {
        "eventId": 41,
        "lane": 2,
        "direction": "in",
        "at": "2026-02-01T00:15:00Z",
        "plate": "HH-QY 7",
        "loads": [{"number": "MSKU2083114", "weightKg": 18000}],
    }
