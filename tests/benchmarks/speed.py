"""How fast this grader is, side by side with unprotected ones on the same submissions and the same checks.

    python -m tests.benchmarks.speed [--students N] [--repeat K] [--full] [--json FILE]

Contestants take turns on five submissions each; a line shows the median over the turns. Wall time on a busy machine
says little about a grader, so the processor time of all its processes stands beside it.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from grader.catalogue.load import load_course
from grader.model import Level, Outcome
from grader.sandbox.probe import find_confinement
from tests.benchmarks import extras, full, tables
from tests.benchmarks.breakdown import where_time_goes
from tests.benchmarks.classes import Field, bare_exercise, harmless_choices, week_exercises, write_class
from tests.benchmarks.contestants import ROOT, Bare, Contestant, Ours, Took, Workers, bare_contestants
from tests.benchmarks.tables import Line

WEEK = "06"
TURN = 5
RIGHT = 0.65
ASKED = {
    "bare unittest": "more than 1, aim 2",
    "cold pytest": "at least 5, aim 10",
    "sandboxed workers": "at most 3, aim 1.5",
}


def take_turns(contestants: Sequence[Contestant], folders: Sequence[Path], repeat: int) -> list[Line]:
    """Round robin, beginning with another one each time."""
    lines = [Line(contestant.name) for contestant in contestants]
    turns = [folders[at : at + TURN] for at in range(0, len(folders), TURN)] * repeat
    for number, turn in enumerate(turns):
        first = number % len(contestants)
        for place in (*range(first, len(contestants)), *range(first)):
            took = contestants[place].grade(turn)
            lines[place].rounds.append(Took(took.wall / len(turn), took.cpu / len(turn)))
    return lines


def disagreements(ours: Ours, bare: Sequence[Bare], folders: Sequence[Path]) -> list[str]:
    """Where an unprotected process passes another number of checks than this grader: it would not be the same work."""
    found = []
    ours.forget()
    for folder, result in zip(folders, ours.results(folders), strict=True):
        passed = sum(check.outcome is Outcome.PASSED for item in result.exercises for check in item.checks)
        for contestant in bare:
            theirs = _passed(contestant.outputs.get(folder, ""))
            if theirs != passed:
                found.append(f"{contestant.name}, {folder.name}: {theirs} checks passed, with us {passed}")
    return found


def _passed(output: str) -> int | None:
    """How many tests passed, from the last lines of unittest or of pytest."""
    pytest = re.search(r"(\d+) passed", output)
    if pytest:
        return int(pytest[1])
    ran = re.search(r"Ran (\d+) tests", output)
    if ran is None:
        return None
    return int(ran[1]) - sum(map(int, re.findall(r"(?:failures|errors|skipped)=(\d+)", output)))


def spread(line: Line, start: Took, submissions: int) -> Line:
    """A line with the start of the judge spread over a class."""
    more = [Took(took.wall + start.wall / submissions, took.cpu + start.cpu / submissions) for took in line.rounds]
    return Line(f"  with the judge's start, in a class of {submissions}", more)


def compare(found: Field, folder: Path, folders: Sequence[Path], repeat: int, console: Console) -> dict[str, Any]:
    """The primary table."""
    workers = Workers(found, folder)
    bare = bare_contestants(found, folder)
    ours = Ours(found, folder / "ours")
    console.print("starting the judge, recording what it asks, warming up", style="dim")
    start = ours.start()
    try:
        workers.record([found.take(each) for each in folders])
        for contestant in bare:
            contestant.run(folders[0], warm_up=True)
        ours.grade(folders[:TURN])
        load = os.getloadavg()
        contestants: list[Contestant] = [ours, workers, *bare]
        lines = take_turns(contestants, folders, repeat)
        wrong = disagreements(ours, bare, folders)
    finally:
        ours.close()
        workers.staging.close()
    shown = [(lines[0], ""), (spread(lines[0], start, 200), ""), (spread(lines[0], start, 30), "")]
    shown += [(line, next(text for key, text in ASKED.items() if line.name.startswith(key))) for line in lines[1:]]
    title = f"{len(folders)} submissions of week {WEEK}, {len(found.exercises)} exercises each; {_circumstances(load)}"
    tables.side_by_side(console, lines[0], shown, title)
    console.print(f"start of the judge, once: {start.wall:.1f} s on the clock, {start.cpu:.1f} s of the processor")
    console.print(f"checks that pass elsewhere and not here, or the other way round: {len(wrong)}")
    for line in wrong[:10]:
        console.print(f"  {line}", style="red")
    return {
        "contestants": [line.to_json() for line in lines],
        "start_ms": {"wall": round(start.wall * 1e3), "cpu": round(start.cpu * 1e3)},
        "load": [load, os.getloadavg()],
        "disagreements": wrong,
    }


def _circumstances(before: tuple[float, float, float]) -> str:
    after = os.getloadavg()
    return f"{os.cpu_count()} processors, load {before[0]:.1f} before and {after[0]:.1f} after"


@click.command()
@click.option("--students", type=click.IntRange(TURN), default=20, show_default=True, help="Submissions in the class.")
@click.option("--repeat", type=click.IntRange(1), default=1, show_default=True, help="How often each is graded.")
@click.option(
    "--full", "everything", is_flag=True, help="Also memory and time up to 2,000, and an unchanged second run."
)
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write the numbers here as well.")
def main(students: int, repeat: int, everything: bool, file: Path | None) -> None:
    """Print the ratios in a table, with where the rest of the time goes."""
    console = Console(width=120)
    course = load_course(ROOT)
    whole = week_exercises(course, WEEK)
    confinement = find_confinement(Level.L2)
    found = Field(course, [bare_exercise(item) for item in whole], confinement)
    with tempfile.TemporaryDirectory(prefix="quayside-benchmark-") as name:
        folder = Path(name)
        console.print("looking for solutions that neither hang nor end their process", style="dim")
        choices = harmless_choices(found)
        folders = write_class(choices, folder / "class", students, right=RIGHT)
        document = compare(found, folder, folders, repeat, console)
        judge, beside = where_time_goes(found, folders, folder)
        tables.parts(console, judge, "inside the judge, per submission (a judge that counts)")
        tables.parts(
            console, beside, "beside it, in the process that schedules, per submission (overlaps with the judge)"
        )
        document["parts"] = {"judge": judge, "beside": beside}
        document["extras"] = extras.measure(Field(course, whole, confinement), folder, students, console)
        if everything:
            document["full"] = full.measure(found, choices, folder, console)
    if file is not None:
        file.write_text(json.dumps(document, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
