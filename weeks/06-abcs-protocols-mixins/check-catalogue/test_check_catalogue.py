"""Visible tests of check-catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from check_catalogue import (
    Advises,
    Catalogue,
    Check,
    Entry,
    FunctionCheck,
    Outcome,
    Summary,
    any_of,
    at_least,
    fits,
    is_check,
    none_of,
    run,
    tagged,
)


class Mooring:
    """Fits Check and Advises without knowing them."""

    def __init__(self, *slack: str) -> None:
        self.slack = slack

    def problems(self) -> tuple[str, ...]:
        return self.slack

    def advice(self) -> str:
        return "tighten the lines"


class Relay:
    """A check whose problems come one after the other, until it breaks."""

    def problems(self) -> Iterator[str]:
        yield "contact worn"
        raise OSError("relay gone")


class Label:
    """Has the name `problems`, but nothing that can be called."""

    problems = 3


def calm() -> list[str]:
    """A function without anything to report."""
    return []


def names(entries: Iterable[Entry]) -> list[str]:
    """The names of entries, in order."""
    return [entry.name for entry in entries]


def harbour() -> Catalogue:
    """A catalogue of four checks."""
    catalogue = Catalogue()
    catalogue.register("buoy", FunctionCheck(calm), severity="info", tags=["sea", "light"])
    catalogue.register("mooring", Mooring("slack"), severity="critical", tags=["sea"])
    catalogue.register("relay", Relay(), tags=["power"])
    catalogue.register("beacon", FunctionCheck(calm), severity="critical", tags=["light"])
    return catalogue


def test_t1_protocols_ask_for_no_base() -> None:
    """An object fits the protocols whose methods it has."""
    adapted = FunctionCheck(calm)

    assert [isinstance(adapted, Check), isinstance(adapted, Advises)] == [True, False]
    assert [isinstance(Mooring(), Check), isinstance(Mooring(), Advises)] == [True, True]


def test_t1_a_function_is_called_each_time() -> None:
    """The adapter calls its function at each `problems`, and not before."""
    calls: list[str] = []

    def count() -> list[str]:
        calls.append("call")
        return [f"call {len(calls)}"]

    check = FunctionCheck(count)

    assert [calls[:], check.problems(), check.problems()] == [[], ["call 1"], ["call 2"]]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [(Mooring(), True), (Mooring, False), (Label(), False), (calm, False), (None, False)],
    ids=["an object", "a class", "not callable", "a function", "None"],
)
def test_t1_is_check_wants_an_object_that_can_be_asked(candidate: object, expected: bool) -> None:
    """An object with a callable `problems` is a check; a class is none."""
    assert is_check(candidate) is expected


def test_t2_a_catalogue_is_a_mapping() -> None:
    """A catalogue maps names to entries in order of registration."""
    catalogue = harbour()

    assert isinstance(catalogue, Mapping)
    assert list(catalogue) == ["buoy", "mooring", "relay", "beacon"]
    assert catalogue["relay"].severity == "warning"


@pytest.mark.parametrize(
    ("name", "check", "options", "error"),
    [
        ("buoy", Mooring(), {}, ValueError),
        ("new", Mooring(), {"severity": "severe"}, ValueError),
        ("new", Mooring(), {"tags": "sea"}, TypeError),
        ("new", Label(), {}, TypeError),
    ],
    ids=["taken name", "unknown severity", "one text for tags", "no check"],
)
def test_t2_a_refused_registration_stores_nothing(
    name: str, check: Any, options: dict[str, str], error: type[Exception]
) -> None:
    """What is refused raises and leaves the catalogue as it was."""
    catalogue = harbour()

    with pytest.raises(error):
        catalogue.register(name, check, **options)

    assert list(catalogue) == ["buoy", "mooring", "relay", "beacon"]


def test_t3_selections_have_the_worst_first() -> None:
    """Without queries everything is selected, ordered by severity, then by registration."""
    assert names(harbour().select()) == ["mooring", "beacon", "relay", "buoy"]


def test_t3_entries_meet_all_queries() -> None:
    """Several queries at once accept what each of them accepts."""
    catalogue = harbour()

    assert names(catalogue.select(at_least("warning"), tagged("sea"))) == ["mooring"]
    assert names(catalogue.select(tagged("sea", "light"))) == ["buoy"]
    assert names(catalogue.select(fits(Advises))) == ["mooring"]


def test_t3_queries_join() -> None:
    """Queries join to any of them and to none of them."""
    catalogue = harbour()

    assert names(catalogue.select(any_of(tagged("power"), fits(Advises)))) == ["mooring", "relay"]
    assert names(catalogue.select(none_of(tagged("sea"), tagged("power")))) == ["beacon"]


def test_t3_unknown_severity_raises_when_the_query_is_made() -> None:
    """A query for a severity that does not exist raises ValueError at once."""
    with pytest.raises(ValueError):
        at_least("severe")


def test_t4_outcomes_come_in_the_order_given() -> None:
    """Each entry has one outcome, whatever the checks before it did."""
    catalogue = harbour()

    outcomes = run([catalogue["relay"], catalogue["buoy"], catalogue["mooring"]])

    assert [(one.entry.name, one.status) for one in outcomes] == [
        ("relay", "broken"),
        ("buoy", "passed"),
        ("mooring", "failed"),
    ]


def test_t4_a_failed_check_gives_advice() -> None:
    """A failed check that fits Advises is asked what to do."""
    (outcome,) = run([harbour()["mooring"]])

    assert (outcome.problems, outcome.advice) == (("slack",), "tighten the lines")


def test_t4_a_generator_that_raises_is_broken() -> None:
    """An exception while problems are iterated over is the only problem of the outcome."""
    (outcome,) = run([harbour()["relay"]])

    assert (outcome.status, outcome.problems) == ("broken", ("OSError: relay gone",))


def test_t5_the_exit_status_ranks_the_worst_trouble() -> None:
    """Numbers count all outcomes; the exit status ranks those that did not pass."""
    catalogue = harbour()
    outcomes = [
        Outcome(catalogue["buoy"], "failed", ("dark",)),
        Outcome(catalogue["relay"], "broken", ("OSError: gone",)),
        Outcome(catalogue["beacon"], "passed"),
    ]
    summary = Summary(outcomes)

    assert summary.counts == {"passed": 1, "failed": 1, "broken": 1}
    assert summary.exit_status == 1


def test_t5_the_text_tells_what_did_not_pass() -> None:
    """The text has the problems and the advice of what did not pass, and the counts."""
    catalogue = harbour()
    outcomes = [
        Outcome(catalogue["beacon"], "passed"),
        Outcome(catalogue["mooring"], "failed", ("slack", "chafed"), "tighten the lines"),
        Outcome(catalogue["relay"], "broken", ("OSError: gone",)),
    ]

    assert str(Summary(outcomes)).splitlines() == [
        "failed critical mooring",
        "  - slack",
        "  - chafed",
        "  advice: tighten the lines",
        "broken warning relay",
        "  - OSError: gone",
        "3 run: 1 passed, 1 failed, 1 broken",
    ]


def test_t5_a_round_without_checks_is_summed_up() -> None:
    """No outcomes give a text of one line and the exit status 0."""
    summary = Summary([])

    assert (str(summary), summary.exit_status) == ("0 run: 0 passed, 0 failed, 0 broken", 0)
