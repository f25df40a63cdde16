"""Each attack that is called one does beat or break a naive grader: a fixture that fails to cheat it proves nothing.

The naive grader runs pytest in a sandbox of its own, see `tests/naive/pytest_grader.py`. What an attack does to it is
compared with what the same submission does without the attack.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.naive.pytest_grader import TESTS, Believed, confinement, grade
from tests.security.attacks import Attack, all_attacks, read_template

pytestmark = [pytest.mark.l2, pytest.mark.slow]

ATTACKS = [attack for attack in all_attacks() if attack.naive]
AT_ONCE = 2
FEWEST = 100


@dataclass(frozen=True)
class Runs:
    """What the naive grader believes of each attack, and of each twin; equal twins are run once."""

    attacks: dict[str, Future[Believed]]
    twins: dict[str, Future[Believed]]


EFFECTS: dict[str, Callable[[Believed, Believed], bool]] = {
    "exit-0": lambda cheat, _: cheat.runs != () and cheat.runs[0]["exit"] == 0,
    "green-xml": lambda cheat, _: cheat.passed > 0 and cheat.failed == 0 and cheat.counts["skipped"] == 0,
    "more-passed": lambda cheat, twin: cheat.passed > twin.passed,
    "fewer-failures": lambda cheat, twin: cheat.failed < twin.failed,
    "lost-session": lambda cheat, _: cheat.runs != () and not cheat.hung and cheat.passed + cheat.failed < TESTS,
    "spoilt": lambda cheat, twin: cheat.runs != () and cheat.failed > twin.failed,
    "no-result": lambda cheat, _: cheat.runs == () and not cheat.hung,
    "hang": lambda cheat, twin: cheat.hung and not twin.hung,
    "leak": lambda cheat, twin: "NAIVESECRET" in told(cheat) and "NAIVESECRET" not in told(twin),
    "leak-by-traceback": lambda cheat, _: "HIDDENLINE" in told(cheat),
    "catches": lambda cheat, twin: cheat.caught > twin.caught,
    "run-2": lambda cheat, _: len(cheat.runs) == 2 and cheat.runs[1]["exit"] == 0,
}
"""What an attack may do to the naive grader, by the names in attack.toml; from what it believes of cheat and twin."""


def told(believed: Believed) -> str:
    """All that pytest printed."""
    return "".join(run["out"] for run in believed.runs)


@pytest.fixture(scope="session")
def runs(request: pytest.FixtureRequest) -> Runs:
    """Starts the runs of all attacks that were selected, two at a time; tests wait for those they are about."""
    sandbox = confinement()
    selected = {item.callspec.params.get("attack") for item in request.session.items if hasattr(item, "callspec")}
    pool = ThreadPoolExecutor(AT_ONCE)
    started = Runs({}, {})
    known: dict[tuple[tuple[str, str], ...], Future[Believed]] = {}
    for number, attack in enumerate(ATTACKS):
        if attack not in selected:
            continue
        key = (*sorted(attack.files(twin=True).items()), ("builder", attack.builder), ("runs", str(attack.runs)))
        if key not in known:
            known[key] = pool.submit(grade, attack, twin=True, number=2 * number, confinement=sandbox)
        started.twins[attack.name] = known[key]
        started.attacks[attack.name] = pool.submit(
            grade, attack, twin=False, number=2 * number + 1, confinement=sandbox
        )
    pool.shutdown(wait=False)
    return started


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_attack_beats_or_breaks_a_naive_grader(runs: Runs, attack: Attack) -> None:
    """The naive grader is deceived, stopped or made to tell, in the way that attack.toml names."""
    cheat, twin = runs.attacks[attack.name].result(), runs.twins[attack.name].result()

    assert EFFECTS[attack.effect](cheat, twin), (cheat, twin)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_without_the_attack_the_naive_grader_works(runs: Runs, attack: Attack) -> None:
    """The twin is graded to the end: all tests are counted, only what is right is called so, and nothing is caught."""
    twin = runs.twins[attack.name].result()
    if attack.exercise == "berths":
        assert {0} == {run["exit"] for run in twin.runs}
        return
    right = read_template("weigh_right").strip() in attack.files(twin=True).get("weigh.py", "")

    assert not twin.hung
    assert TESTS == twin.passed + twin.failed
    assert right == (twin.failed == 0)


def test_enough_attacks_are_real() -> None:
    """Most attacks of the first class, and some of every other, are shown to be real, each by a known effect."""
    classes = {attack.row[0] for attack in ATTACKS}

    assert len(ATTACKS) >= FEWEST
    assert set("ABCDEFS") <= classes
    assert set() == {attack.effect for attack in ATTACKS} - set(EFFECTS)
