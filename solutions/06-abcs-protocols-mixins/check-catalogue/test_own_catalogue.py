"""Own tests of the catalogue: functions go in as checks, names and statuses come out."""

from collections.abc import Iterable

import pytest

from check_catalogue import (
    Catalogue,
    Entry,
    FunctionCheck,
    Outcome,
    Summary,
    at_least,
    run,
    tagged,
)


def filled() -> Catalogue:
    """A catalogue of four entries, registered in no order of severity."""
    catalogue = Catalogue()
    calm = FunctionCheck(lambda: [])
    catalogue.register("tide", calm, severity="info", tags=["sea"])
    catalogue.register("crane 1", calm, severity="critical", tags=["power", "gate"])
    catalogue.register("lights", calm, severity="warning", tags=["power"])
    catalogue.register("crane 2", calm, severity="critical", tags=["power"])
    return catalogue


def names(entries: Iterable[Entry]) -> list[str]:
    """The names of entries, in order."""
    return [entry.name for entry in entries]


def test_own_a_taken_name_raises() -> None:
    """A name can be registered once, and the first entry stays."""
    catalogue = filled()

    with pytest.raises(ValueError):
        catalogue.register("tide", FunctionCheck(lambda: []), severity="critical")

    assert catalogue["tide"].severity == "info"


def test_own_a_selection_has_the_worst_first() -> None:
    """A selection is ordered by severity, and entries of one severity keep their order."""
    assert names(filled().select()) == ["crane 1", "crane 2", "lights", "tide"]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("critical", 2), ("warning", 3), ("info", 4)],
)
def test_own_at_least_accepts_higher_severities(severity: str, expected: int) -> None:
    """A query for a severity accepts all that is at least as severe."""
    assert len(filled().select(at_least(severity))) == expected


def test_own_tagged_wants_all_tags() -> None:
    """An entry needs all the tags of a query."""
    assert names(filled().select(tagged("power", "gate"))) == ["crane 1"]


def test_own_a_check_that_raises_is_broken() -> None:
    """A check that raises is broken, which is something else than failed."""

    def unreachable() -> list[str]:
        raise TimeoutError("no answer")

    catalogue = Catalogue()
    entries = [
        catalogue.register("feed", FunctionCheck(unreachable)),
        catalogue.register("gate", FunctionCheck(lambda: ["stuck"])),
    ]

    assert [(one.status, one.problems) for one in run(entries)] == [
        ("broken", ("TimeoutError: no answer",)),
        ("failed", ("stuck",)),
    ]


@pytest.mark.parametrize(
    ("troubled", "expected"),
    [(["tide"], 0), (["tide", "lights"], 1), (["lights", "crane 1", "tide"], 2), ([], 0)],
)
def test_own_the_exit_status_ranks_the_worst_trouble(troubled: list[str], expected: int) -> None:
    """The exit status is the rank of the worst entry that did not pass."""
    catalogue = filled()
    outcomes = [Outcome(catalogue[name], "failed", ("worn",)) for name in troubled]

    assert Summary([*outcomes, Outcome(catalogue["crane 2"], "passed")]).exit_status == expected
