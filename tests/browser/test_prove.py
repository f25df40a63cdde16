"""Every `browser = true` is proved under Pyodide in Node; and a manifest that is wrong is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.catalogue.load import load_course
from grader.site.kit import default_cache
from grader.site.prove import judge, prove
from tests.browser.ground import ROOT, missing
from tests.site.courses import copy_course

ID = "01-quay/tally"


def ran(**states: str) -> list[dict[str, Any]]:
    """Events of a run in which tests ended like this."""
    return [{"event": "result", "id": name, "state": state} for name, state in states.items()]


def runs(reference: list[dict[str, Any]], stub: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Runs of one exercise."""
    return {f"reference {ID}": reference, f"stub {ID}": stub}


GOOD = runs(ran(one="passed", two="passed"), ran(one="not-started", two="not-started"))
BROKEN = [{"event": "broken", "failure": {"message": "no module named socket"}}]


@pytest.mark.parametrize(
    ("browser", "machine", "problem"),
    [
        (GOOD, GOOD, ""),
        (runs(ran(one="raised"), ran(one="not-started")), GOOD, "the reference does not pass: one raised"),
        (runs(ran(one="passed"), ran(one="passed")), GOOD, "the stub passes"),
        (runs([], []), GOOD, "no test ran"),
        (runs(ran(one="passed") + BROKEN, []), GOOD, "the reference does not pass: import 0 broken: no module"),
        (GOOD, runs(ran(one="passed", two="skipped"), GOOD[f"stub {ID}"]), "two passed there and skipped here"),
        (GOOD, runs(GOOD[f"reference {ID}"], ran(one="raised", two="not-started")), "the stub ends otherwise"),
    ],
    ids=["right", "reference fails", "stub passes", "nothing ran", "import", "reference differs", "stub differs"],
)
def test_a_wrong_flag_is_found(browser: dict[str, Any], machine: dict[str, Any], problem: str) -> None:
    """Each way in which `browser = true` can be untrue has its sentence."""
    found = judge(ID, browser, machine).problem

    assert problem in found
    assert bool(problem) == bool(found)


@pytest.mark.slow
@pytest.mark.skipif("node" in missing() or "npm" in missing(), reason="needs Node and npm")
def test_every_exercise_that_says_so_runs_in_the_browser() -> None:
    """Reference and stub of each end under Pyodide as they do on this machine."""
    course = load_course(ROOT)

    proof = prove(course, course.exercises, default_cache(ROOT))

    assert [] == [f"{finding.exercise}: {finding.problem}" for finding in proof.problems]
    assert len(proof.findings) == sum(exercise.browser for exercise in course.exercises)
    assert proof.browser_python.startswith("3.14.")


@pytest.mark.slow
@pytest.mark.skipif("node" in missing() or "npm" in missing(), reason="needs Node and npm")
def test_an_exercise_that_needs_a_thread_is_found_out(tmp_path: Path) -> None:
    """A reference that starts a thread passes here and not there: its `browser = true` is wrong."""
    root = copy_course(tmp_path, (6,))
    course = load_course(root, strict=False)
    exercise = course.exercise("lazy-mapping")
    reference = course.layout.module_reference(exercise)
    threaded = "import threading\nthreading.Thread(target=int).start()\n"
    reference.write_text(reference.read_text(encoding="utf-8") + threaded, encoding="utf-8")

    (finding,) = prove(course, [exercise], default_cache(ROOT)).findings

    assert "the reference does not pass" in finding.problem
