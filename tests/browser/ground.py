"""What tests in a real browser stand on: packages of Node, the built site, and one run of all scenarios in Chromium."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.model import Exercise
from grader.site.exercise_pages import stub_texts

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "grader" / "site" / "browser"
HERE = Path(__file__).parent
EXERCISE = "06/lazy-mapping"
"""An exercise of one file, whose reference lies in solutions/."""
WORD = "LazyDirectory"
"""A word of that exercise's page, which search must find."""


@dataclass(frozen=True)
class Outcome:
    """What became of one scenario."""

    seconds: float
    error: str
    facts: Mapping[str, Any]


def missing() -> str:
    """What this machine lacks for tests in a browser; nothing if it lacks nothing."""
    chromium = os.environ.get("QUAYSIDE_CHROMIUM", "/usr/bin/chromium")
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None]
    lacking += [] if Path(chromium).is_file() else ["chromium"]
    return " and ".join(lacking)


def packages(cache: Path) -> Path:
    """A folder with the packages of the lock file, those for tests included."""
    lock = (SOURCES / "package-lock.json").read_bytes()
    folder = cache / hashlib.sha256(lock).hexdigest()[:16]
    if not (folder / ".done").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCES / name, folder / name)
        command = [str(shutil.which("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
        (folder / ".done").touch()
    return folder


def request(course: Course, site: Path, shots: Path, scenarios: Sequence[str]) -> dict[str, Any]:
    """What the driver has to know: where things are, and texts of one exercise."""
    exercise: Exercise = course.exercise(EXERCISE)
    layout = course.layout
    stub = stub_texts(layout, exercise)[exercise.student_files[0]]
    week = f"weeks/{exercise.week}"
    page = f"{week}/{exercise.slug}/"
    return {
        "site": str(site),
        "shots": str(shots),
        "exercise": page,
        "name": exercise.student_files[0],
        "stub": stub,
        "reference": layout.module_reference(exercise).read_text(encoding="utf-8"),
        "wrong": layout.wrong(exercise)[0].read_text(encoding="utf-8"),
        "quiz": f"{week}/quiz/",
        "pages": pages(site, course, page),
        "word": WORD,
        "scenarios": list(scenarios),
    }


def pages(site: Path, course: Course, exercise: str) -> list[str]:
    """Addresses of all pages below the site, of those with an exercise this one only: the others are of its kind."""
    found = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    alike = {f"weeks/{other.id}" for other in course.exercises} - {exercise.rstrip("/")}
    return sorted("" if path == "." else f"{path}/" for path in found - alike)


def drive(folder: Path, node_packages: Path, asked: Mapping[str, Any]) -> dict[str, Outcome]:
    """Run the scenarios that a request names, each in a fresh profile of one browser."""
    asked_path, answer_path = folder / "request.json", folder / "answer.json"
    asked_path.write_text(json.dumps(asked), encoding="utf-8")
    command = ["node", str(HERE / "drive.mjs"), str(node_packages), str(asked_path), str(answer_path)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: Outcome(**result) for name, result in json.loads(answer_path.read_bytes()).items()}
