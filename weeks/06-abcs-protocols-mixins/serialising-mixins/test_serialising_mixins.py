"""Visible tests of serialising-mixins."""

import json
import logging
from typing import Any

import pytest
from serialising_mixins import CraneAgent, DocumentError, JsonMixin, LogMixin, MetricMixin


class Lane(JsonMixin):
    """A lane of a gate, with one private attribute."""

    def __init__(self, *, number: int, is_open: bool = True) -> None:
        self.number = number
        self.is_open = is_open
        self._camera = f"camera {number}"


class Pilot(LogMixin):
    """Something that logs and does nothing else."""


class Station:
    """A class of another team that passes on what it does not know."""

    def __init__(self, *, place: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.place = place


class CountingStation(MetricMixin, Station):
    """A station with counters."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self._counts = "an attribute of the station"


class FullStation(MetricMixin, LogMixin, JsonMixin, Station):
    """A station with all three mixins, in another order than the agent's."""


def test_t1_text_holds_public_attributes_only() -> None:
    """The text holds the public attributes, sorted by name."""
    assert Lane(number=3).to_json() == '{"is_open": true, "number": 3}'


def test_t1_reading_calls_the_class() -> None:
    """Reading runs the initialiser, so private attributes are there as well."""
    lane = Lane.from_json('{"number": 5, "is_open": false}')
    assert (lane.number, lane.is_open, lane._camera) == (5, False, "camera 5")


def test_t1_reading_ignores_private_names() -> None:
    """A document of an old host may hold private names; they are ignored."""
    lane = Lane.from_json('{"number": 6, "_camera": "stolen"}')
    assert lane._camera == "camera 6"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("number: 7", id="from_json('number: 7')"),
        pytest.param("[7]", id="from_json('[7]')"),
        pytest.param('"7"', id="from_json('\"7\"')"),
    ],
)
def test_t1_text_without_an_object_is_refused(text: str) -> None:
    """Text that holds no JSON object raises DocumentError."""
    with pytest.raises(DocumentError):
        Lane.from_json(text)


def test_t1_broken_text_keeps_the_cause() -> None:
    """DocumentError for broken JSON was raised from the decoding error."""
    with pytest.raises(DocumentError) as caught:
        Lane.from_json("{")
    assert isinstance(caught.value.__cause__, json.JSONDecodeError)


def test_t2_record_names_the_class_and_the_level(caplog: pytest.LogCaptureFixture) -> None:
    """A record comes from the logger of the object's class, at the level asked for."""
    Pilot().log("aboard %s", "Aurora", level=logging.ERROR)
    assert caplog.record_tuples == [("quayside.Pilot", logging.ERROR, "aboard Aurora")]


def test_t2_record_keeps_template_and_values_apart(caplog: pytest.LogCaptureFixture) -> None:
    """The logger gets the template and the values, not a finished text."""
    with caplog.at_level(logging.INFO):
        Pilot().log("%s leaves %s", "Aurora", "B2")
    record = caplog.records[0]
    assert (record.msg, record.args) == ("%s leaves %s", ("Aurora", "B2"))


def test_t3_counters_add_up() -> None:
    """Counting adds one, or as much as is asked."""
    meter = MetricMixin()
    meter.count("calls")
    meter.count("calls", by=3)
    assert meter.metrics() == {"calls": 4}


def test_t3_counters_do_not_go_back() -> None:
    """A step below one is refused and changes nothing."""
    meter = MetricMixin()
    with pytest.raises(ValueError):
        meter.count("calls", by=0)
    assert meter.metrics() == {}


def test_t3_changing_the_answer_changes_no_counter() -> None:
    """What metrics returns is a copy."""
    meter = MetricMixin()
    meter.metrics()["calls"] = 8
    assert meter.metrics() == {}


def test_t3_counters_meet_no_attribute_of_another_class() -> None:
    """A class may have an attribute _counts of its own and still count."""
    station = CountingStation(place="tower")
    station.count("calls")
    assert (station.place, station._counts) == ("tower", "an attribute of the station")
    assert station.metrics() == {"calls": 1}


@pytest.mark.parametrize(
    ("tonnes", "allowed", "event"),
    [
        pytest.param(19.5, True, "lifted", id="lift(19.5)"),
        pytest.param(20, True, "lifted", id="lift(20)"),
        pytest.param(20.5, False, "refused", id="lift(20.5)"),
    ],
)
def test_t4_agent_lifts_up_to_its_limit(tonnes: float, allowed: bool, event: str) -> None:
    """A load up to the limit is lifted, a heavier one refused, and each is counted."""
    agent = CraneAgent(crane="RTG-2", limit_tonnes=20)
    assert agent.lift(tonnes) is allowed
    assert agent.metrics() == {event: 1}


def test_t4_agent_that_worked_comes_back() -> None:
    """An agent that has counted and logged can be written and built again."""
    agent = CraneAgent(crane="RTG-3", limit_tonnes=20, operators=["Aylin", "José"])
    agent.lift(12)
    moved = CraneAgent.from_json(agent.to_json())
    assert (moved.crane, moved.limit_tonnes, moved.operators) == ("RTG-3", 20, ["Aylin", "José"])
    assert (moved.metrics(), agent.metrics()) == ({}, {"lifted": 1})


def test_t4_mixins_combine_in_another_order() -> None:
    """The mixins serve another class too, and in another order."""
    station = FullStation(place="lock")
    station.count("calls")
    station.log("open")
    assert station.to_json() == '{"place": "lock"}'
    assert FullStation.from_json(station.to_json()).place == "lock"
