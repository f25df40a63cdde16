"""Attacking submissions, graded as one class between honest students with real processes at L2.

The attacks lie in tests/submissions; the run is shared by all tests here. Each test states one of the properties that
must hold whatever a submission does; `test_no_attack_pays` and its neighbours are asked of every attack by name.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.security import leftovers
from tests.security.attacks import SLOWNESS, Attack, all_attacks
from tests.security.class_run import CANARY, HIDDEN_NUMBER
from tests.security.conftest import Hostile

pytestmark = [pytest.mark.l2, pytest.mark.slow]

ATTACKS = all_attacks()
EACH = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


def result(hostile: Hostile, attack: Attack) -> dict[str, object]:
    """The attacked exercise's result."""
    return hostile.attacked.exercise(student(hostile, attack), attack.exercise)


def student(hostile: Hostile, attack: Attack) -> str:
    """The attacker's name as the report has it: what is no text is written out there."""
    return hostile.places[attack.name].encode("utf-8", "backslashreplace").decode("utf-8")


def checks(found: dict[str, object]) -> list[dict[str, str]]:
    """The checks of an exercise's result."""
    listed = found["checks"]
    assert isinstance(listed, list)
    return listed


def number(value: object) -> int:
    """A value of a report that has to be a number."""
    assert isinstance(value, int)
    return value


# --- one attack at a time ---------------------------------------------------------------------------------------


@EACH
def test_an_attack_ends_as_expected(hostile: Hostile, attack: Attack) -> None:
    """The verdict and the outcomes of all checks are among those that are right for this attack, and are said so."""
    found = result(hostile, attack)
    outcomes = {check["outcome"] for check in checks(found)}
    said = [str(found["message"]), *[check["message"] for check in checks(found)]]

    assert found["verdict"] in attack.verdict
    assert outcomes <= attack.outcomes
    assert not attack.must or attack.must in outcomes
    assert any(attack.says in text for text in said)


@EACH
def test_no_attack_pays(hostile: Hostile, attack: Attack) -> None:
    """An attack earns at most what the same submission earns without it, and an accident that costs nothing all."""
    earned = number(result(hostile, attack)["points"])
    twin = number(hostile.quiet.exercise(hostile.twins[attack.name], attack.exercise)["points"])

    assert earned <= (twin if attack.most_points is None else attack.most_points)
    assert not attack.same_points or earned == twin


@EACH
def test_the_other_exercises_keep_their_marks(hostile: Hostile, attack: Attack) -> None:
    """The other exercises of an attacking submission, which are right, get full marks."""
    others = [
        (item["exercise"], item["verdict"], item["points"])
        for item in hostile.attacked.results[student(hostile, attack)]["exercises"]
        if item["exercise"] not in {attack.exercise, *attack.spoils} and item["points"] != item["max_points"]
    ]

    assert [] == others


@EACH
def test_an_attack_ends_within_its_budget(hostile: Hostile, attack: Attack) -> None:
    """No job of the attacker, retries included, takes longer than its budget; on a busy machine twice that."""
    taken = hostile.attacked.times.get(hostile.places[attack.name], [])

    assert all(seconds <= SLOWNESS * attack.budget for seconds in taken), taken


# --- the class --------------------------------------------------------------------------------------------------


def test_every_submission_has_a_result(hostile: Hostile) -> None:
    """Both runs end with status 0, and report on every folder of the class once."""
    folders = [path.name for path in (hostile.attacked.folder / "class").iterdir() if not path.name.startswith(".")]
    shown = sorted(name.encode("utf-8", "backslashreplace").decode("utf-8") for name in folders)

    assert (0, 0) == (hostile.attacked.code, hostile.quiet.code), hostile.attacked.stderr[-2000:]
    assert shown == sorted(hostile.attacked.results)


def test_every_honest_report_is_that_of_a_quiet_run(hostile: Hostile) -> None:
    """The report on each honest student is byte for byte that of a run without attacks, and says full marks."""
    controls = [name for name in hostile.quiet.chunks if name.endswith("-control")]
    changed = [name for name in controls if hostile.attacked.chunks[name] != hostile.quiet.chunks[name]]
    full = {(hostile.quiet.results[name]["points"], hostile.quiet.results[name]["max_points"]) for name in controls}

    assert len(controls) > len(ATTACKS) / 5
    assert [] == changed
    assert {(61, 61)} == full


def test_no_secret_is_told(hostile: Hostile) -> None:
    """Nothing that a student may see holds a secret of the course, of another student or of the environment."""
    told = [
        (name, text[max(0, at - 200) : at + 60])
        for name, text in hostile.attacked.texts.items()
        for secret in (CANARY, HIDDEN_NUMBER)
        for at in [text.find(secret)]
        if at >= 0
    ]

    assert [] == told
    assert CANARY not in hostile.attacked.stderr


def test_one_exercise_cannot_tell_what_another_saw(hostile: Hostile) -> None:
    """An import error that a student reads is the same whatever the student's other exercises did before."""
    spoilt = [(attack, slug) for attack in ATTACKS for slug in attack.spoils]
    differing = [
        (attack.name, slug)
        for attack, slug in spoilt
        if hostile.attacked.exercise(hostile.places[attack.name], slug)["message"]
        != hostile.quiet.exercise(hostile.twins[attack.name], slug)["message"]
    ]

    assert spoilt
    assert [] == differing


def test_no_text_drives_its_sink(hostile: Hostile) -> None:
    """No report holds control characters, markup or commands that a submission chose."""
    texts = hostile.attacked.texts
    printed = "".join(texts[name] for name in ("terminal", "github"))
    page = texts["file report.html"]

    assert [] == sorted({char for char in printed if not char.isprintable() and char != "\n"})
    assert not re.search(r"^::(?:set-env|add-mask|stop-commands|error file=x|error::x)", printed, re.MULTILINE)
    assert not re.search(r"<script>alert|<img src=x", page)
    assert ElementTree.fromstring(texts["junit"]) is not None  # noqa: S314 (our own report)


def test_nothing_is_left_behind(hostile: Hostile) -> None:
    """After the run there is no process, file, mount or shared object of it but its results."""
    uids = leftovers.uids_of(hostile.attacked.judges)
    temporary = hostile.attacked.folder / "tmp"

    assert hostile.attacked.judges
    assert [] == leftovers.processes_of(uids)
    assert [] == leftovers.files_of(uids)
    assert [] == leftovers.marks()
    assert [] == sorted(path.name for path in temporary.iterdir())
    assert {"report.html", "report.json", "results"} == {path.name for path in (temporary.parent / "output").iterdir()}
    assert not (temporary.parent / "github-env").exists()
    assert set(hostile.mounts[1]) <= set(hostile.mounts[0])
    assert hostile.objects[0] == hostile.objects[1]
