"""`course ci`: what a build of the student's own repository runs; a practice result, never a grade."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from grader.catalogue.course import Course
from grader.cli.student.here import here
from grader.errors import ExitCode, OutputUnwritable, UsageError
from grader.model import Exercise
from grader.reports import classroom50, json_report, safe_text
from grader.student import practice_pages, tools
from grader.student.files import make_folder, replace_file
from grader.student.folder import read_folder
from grader.student.originals import plan_reset
from grader.student.practice import NOTE, Practised, practise, report_of
from grader.student.results import TestRun
from grader.student.running import ColdChildren, run_exercise
from grader.student.shield import deaf, stripped

DEFAULT_OUTPUT = Path("build") / "practice"


@click.command("ci")
@click.argument("exercises", nargs=-1)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder for result.json, classroom50.json and summary.md (default: build/practice).",
)
@click.option("--legacy-classroom", is_flag=True, help="Print points as GitHub Classroom's reporter did, too.")
def command(exercises: tuple[str, ...], output: Path | None, legacy_classroom: bool) -> int:
    """Run visible tests, types and style of EXERCISES, or of all, as your repository does when you push.

    It is a practice result, not your grade. What is not started is not wrong. Types and style are checked where mypy
    and ruff are installed: uv sync --extra style

    Example: course ci 06
    """
    course = here().course
    output = output or course.root / DEFAULT_OUTPUT
    chosen = list(dict.fromkeys(item for text in exercises for item in course.find(text))) or list(course.exercises)
    service = os.environ.get("GITHUB_ACTIONS") == "true"
    with stripped(os.environ) as environment, deaf(_say, service=service):
        found = _practise(course, chosen)
    report = report_of(found, environment.get("GITHUB_REPOSITORY_OWNER") or "you")
    summary = practice_pages.summary(found)
    documents = classroom50.documents(report, _run(environment))
    _write(output / "result.json", json_report.render(report))
    _write(output / "classroom50.json", safe_text.dump_json(next(iter(documents.values()))))
    _write(output / "summary.md", summary)
    if service:
        click.echo(practice_pages.marks(found, _weeks(course, environment)), nl=False)
    if target := environment.get("GITHUB_STEP_SUMMARY"):
        _append(Path(target), summary)
    if legacy_classroom:
        points = report.submissions[0]
        click.echo(practice_pages.legacy_notices(points.points, points.max_points), nl=False)
    _tell(found, _shown(output / "summary.md"))
    return ExitCode.DONE if all(item.is_clean for item in found) else ExitCode.NOT_ALL_PASSED


def _practise(course: Course, chosen: list[Exercise]) -> list[Practised]:
    """Run everything; nothing that a student's code prints is passed on."""
    available = tools.installed()
    children = ColdChildren()

    def tests(exercise: Exercise) -> TestRun:
        folder = read_folder(course.layout.exercise_folder(exercise))
        if folder is None or not folder.test_files():
            return TestRun(exercise.id)
        return run_exercise(folder, children)

    def untouched(exercise: Exercise) -> bool:
        try:
            return not plan_reset(course.root, exercise)
        except UsageError:  # there is no copy of what was given out to compare with
            return False

    return list(practise(chosen, tests, lambda item: tools.examine(item, course.layout, available), untouched))


def _run(environment: Mapping[str, str]) -> classroom50.ClassroomRun:
    """What Classroom 50 tells its jobs in the environment; the commit is known elsewhere too."""
    known = [environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    commit = "{}/{}/commit/{}".format(*known) if all(known) else ""
    return classroom50.ClassroomRun(
        classroom=environment.get("CLASSROOM", ""),
        assignment=environment.get("ASSIGNMENT", ""),
        submission=environment.get("SUBMISSION_TAG", ""),
        commit=environment.get("COMMIT_URL") or commit,
        release=environment.get("RELEASE_URL", ""),
        review=environment.get("REVIEW_URL", ""),
    )


def _weeks(course: Course, environment: Mapping[str, str]) -> str:
    """Where the weeks lie in the repository: annotations name files from its root."""
    root = Path(environment.get("GITHUB_WORKSPACE") or course.root)
    weeks = course.layout.weeks_folder
    try:
        return weeks.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return weeks.relative_to(course.root).as_posix()


def _tell(found: list[Practised], page: str) -> None:
    """A few lines for whoever reads the log, or runs it at home."""
    started = [item for item in found if item.is_started]
    wrong = [item for item in started if not item.is_clean]
    _say(NOTE)
    _say(f"{len(started)} started, {len(found) - len(started)} not started")
    for item in wrong:
        tests = "cannot be read" if item.run.problem is not None else f"{item.run.passed} of {item.run.total}"
        more = f", {len(item.checked.findings)} in types and style" if item.checked.findings else ""
        _say(f"  {item.exercise.slug}: {tests}{more}")
    if started and not wrong:
        _say("all that is started passes")
    _say(f"more in {page}")


def _shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    with contextlib.suppress(ValueError):
        path = path.resolve().relative_to(Path.cwd().resolve())
    return safe_text.line(str(path))


def _say(text: str) -> None:
    """A line into the log, at once: what comes later must not overtake it."""
    click.echo(text)
    sys.stdout.flush()


def _write(path: Path, text: str) -> None:
    make_folder(path.parent)
    replace_file(path, text.encode("utf-8"))


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise OutputUnwritable(
            f"the job's summary cannot be written: {error.strerror}", fix="run it again outside of the build"
        ) from None
