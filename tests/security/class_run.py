"""Lays out a class of attacks between honest controls, grades it at L2, and keeps all that came of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.security import leftovers
from tests.security.attacks import Attack, honest, write

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "courses" / "attacked"
REFERENCE = COURSE / "solutions" / "01-harbour" / "weigh" / "weigh.py"
CANARY = "kx9q"
"""Every secret of the course begins like this; attacks spell it in two parts."""
HIDDEN_NUMBER = "73912"
NEIGHBOUR = CANARY + "0neighbour"
ENVIRONMENT = CANARY + "0environment"
FORMATS = ("terminal", "junit", "github", "classroom50", "gradescope")
ATTACKS_PER_CONTROL = 4
SECONDS = 1200
"""For one run over a class; about a fifth of that where little else runs."""
SEED = 20_260_727

Tree = dict[str, str]


@dataclass
class ClassRun:
    """One run of the command over one class: what it printed in each format, what it wrote, what each job took."""

    folder: Path
    code: int = -1
    seconds: float = 0.0
    stderr: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    chunks: dict[str, str] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    judges: set[int] = field(default_factory=set)
    students: dict[str, str] = field(default_factory=dict)

    def exercise(self, student: str, slug: str) -> dict[str, Any]:
        """The result of one exercise of one student."""
        found: dict[str, Any] = next(item for item in self.results[student]["exercises"] if item["exercise"] == slug)
        return found


def grade(folder: Path, *, formats: tuple[str, ...] = (), jobs: int = 2) -> ClassRun:
    """Grade the class in `folder / "class"`; results and temporary files lie beside it."""
    run = ClassRun(folder)
    log = folder / "times.jsonl"
    environment = leftovers.private_environment(
        folder / "tmp",
        QUAYSIDE_CANARY=ENVIRONMENT,
        GITHUB_TOKEN=ENVIRONMENT,
        ACTIONS_RUNTIME_TOKEN=ENVIRONMENT,
        QUAYSIDE_FILE=str(folder / "github-env"),
        GITHUB_ENV=str(folder / "github-env"),
        PYTHONDONTWRITEBYTECODE="1",
    )
    command = [sys.executable, "-m", "tests.security.timed_grade", str(log), "grade", str(folder / "class")]
    command += ["--course", str(COURSE), "--week", "01", "--seed", str(SEED), "--isolation", "L2", "--jobs", str(jobs)]
    command += ["--output", str(folder / "output"), "--format"]
    began = time.monotonic()
    ended = subprocess.run(
        [*command, "json"], cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False
    )
    run.seconds = time.monotonic() - began
    run.code, run.stderr = ended.returncode, ended.stderr.decode("utf-8", "replace")
    run.texts["json"] = ended.stdout.decode("utf-8")
    _read_results(run)
    _read_times(run, log)
    for name in formats:
        again = subprocess.run(
            [*command, name], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
        )
        run.texts[name] = again.stdout.decode("utf-8", "surrogateescape")
    for path in (folder / "output").rglob("*"):
        if path.is_file():
            run.texts[f"file {path.name}"] = path.read_text(encoding="utf-8")
    return run


def _read_results(run: ClassRun) -> None:
    """Results by student, and the bytes of the report that are about each."""
    if not run.texts["json"]:
        return
    for item in json.loads(run.texts["json"])["submissions"]:
        run.results[item["student"]] = item
    chunks = re.split(r'^    \{\n      "student": ', run.texts["json"], flags=re.MULTILINE)[1:]
    for chunk in chunks:
        run.chunks[json.loads(chunk.partition(",\n")[0])] = chunk.rstrip("\n ]},")


def _read_times(run: ClassRun, log: Path) -> None:
    students = sorted(entry.name for entry in os.scandir(run.folder / "class") if not entry.name.startswith("."))
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        noted = json.loads(line)
        run.times.setdefault(students[int(noted["job"][1:])], []).append(noted["seconds"])
        run.judges.add(noted["pid"])


def lay_out_attacks(folder: Path, attacks: list[Attack]) -> dict[str, str]:
    """A class of all attacks with a control before, after and among them; gives the folder's name for each attack."""
    placed: dict[str, str] = {}
    for number, attack in enumerate(attacks):
        if number % ATTACKS_PER_CONTROL == 0:
            lay_out_control(folder, number)
        placed[attack.name] = attack.lay_out(folder, f"{number:03d}-{attack.name}", target=REFERENCE).name
    lay_out_control(folder, len(attacks))
    return placed


def lay_out_control(folder: Path, number: int) -> None:
    """An honest student between the attackers, with a secret that is nobody else's business."""
    write(folder / f"{number:03d}-0-control", honest(neighbour=NEIGHBOUR))


def lay_out_twins(folder: Path, attacks: list[Attack]) -> dict[str, str]:
    """The attacks without what makes them attacks, equal ones once; gives the folder's name for each attack."""
    known: dict[tuple[tuple[str, str], ...], str] = {}
    placed: dict[str, str] = {}
    for attack in attacks:
        files = attack.submission(twin=True)
        key = tuple(sorted(files.items()))
        if key not in known:
            known[key] = f"twin-{len(known):03d}"
            write(folder / known[key], files)
        placed[attack.name] = known[key]
    return placed
