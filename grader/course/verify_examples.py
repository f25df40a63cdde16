"""Runs what students are shown: README examples, visible tests on reference and stub, strict types of the solutions.

All of it is the course's own, trusted code, so it runs in ordinary processes, each in a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grader.catalogue.course import Course
from grader.errors import Problem
from grader.model import Exercise

SECONDS = 120
_FAILURE = re.compile(r'File "README\.md", line (\d+), in README\.md\nFailed example:\n(.*?)(?=\n\*{70}|\Z)', re.DOTALL)


def problems(course: Course, exercises: Sequence[Exercise], jobs: int) -> Iterator[tuple[str, Problem]]:
    """Exercise ids with what is wrong with their examples, visible tests and types."""
    work: list[tuple[Exercise, Callable[[Course, Exercise], list[Problem]]]] = [
        (exercise, step) for exercise in exercises for step in (_examples, _visible_tests, _types)
    ]
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for (exercise, _), found in zip(work, pool.map(lambda item: item[1](course, item[0]), work), strict=True):
            yield from ((exercise.id, problem) for problem in found)


def _examples(course: Course, exercise: Exercise) -> list[Problem]:
    """The `>>>` lines of the README over the reference."""
    readme = course.layout.readme(exercise)
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        _copy(course.layout.reference_files(exercise), folder)
        # A fence ends an example's expected output; doctest only knows blank lines.
        text = re.sub(r"^```.*$", "", readme.read_text(encoding="utf-8"), flags=re.MULTILINE)
        Path(folder, "README.md").write_text(text, encoding="utf-8")
        ended = _run(["-m", "doctest", "README.md"], folder)
    where = course.layout.relative(readme)
    failures = [
        Problem(where, f"line {line}", f"an example does not hold: {_in_short(told)}", "run it and copy what it shows")
        for line, told in _FAILURE.findall(ended.stdout)
    ]
    if ended.returncode and not failures:
        return [Problem(where, "", f"its examples do not run: {_last_line(ended)}", "run it with doctest and see why")]
    return failures


def _in_short(failure: str) -> str:
    """What doctest says of a failure in one line; of a traceback only its end."""
    lines = [line.strip() for line in failure.splitlines() if line.strip()]
    if "Exception raised:" in lines:
        return " | ".join([*lines[: lines.index("Exception raised:")], lines[-1]])
    return " | ".join(lines)


def _last_line(ended: subprocess.CompletedProcess[str]) -> str:
    lines = (ended.stdout + ended.stderr).strip().splitlines()
    return lines[-1] if lines else f"status {ended.returncode}"


def _visible_tests(course: Course, exercise: Exercise) -> list[Problem]:
    layout = course.layout
    path = layout.visible_tests(exercise)
    found = []
    for files, wanted, what in (
        (layout.reference_files(exercise), "passes", "the reference"),
        (layout.stub_files(exercise), "fails", "the stub"),
    ):
        outcomes = _pytest(path, files)
        odd = [name for name, outcome in outcomes.items() if outcome != wanted]
        if not outcomes:
            found.append(Problem(layout.relative(path), "", f"no test runs on {what}", "run pytest and see why"))
        for name in odd:
            message = f"{outcomes[name]} on {what}"
            found.append(Problem(layout.relative(path), name, message, f"every visible test {wanted} on {what}"))
    return found


def _pytest(tests: Path, files: Sequence[Path]) -> dict[str, str]:
    """Name of each test to what it does."""
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        _copy([*files, tests], folder)
        options = ["-q", "-p", "no:cacheprovider", "--rootdir", folder, "-c", os.devnull, "--junitxml", "report.xml"]
        _run(["-m", "pytest", *options, tests.name], folder)
        report = Path(folder, "report.xml")
        if not report.is_file():
            return {}
        outcomes = {}
        for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 (written by our own pytest)
            tags = {child.tag for child in case}
            outcome = "fails" if tags & {"failure", "error"} else "is skipped" if "skipped" in tags else "passes"
            outcomes[str(case.get("name"))] = outcome
        return outcomes


def _types(course: Course, exercise: Exercise) -> list[Problem]:
    """Reference and alternatives are clean under mypy --strict."""
    layout = course.layout
    found = []
    paths = [*layout.reference_files(exercise), *(path for path in layout.alternatives(exercise) if path.is_file())]
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        own = exercise.own_tests.file if exercise.own_tests else ""
        checked = [path for path in paths if path.name != own]
        names = []
        for number, path in enumerate(checked):
            target = Path(folder, f"s{number}", path.name)
            target.parent.mkdir()
            shutil.copy(path, target)
            names.append(f"s{number}/{path.name}")
        options = ["--strict", "--config-file", os.devnull, "--explicit-package-bases", "--namespace-packages"]
        options += ["--no-error-summary", "--python-version", "3.11", "--cache-dir", os.devnull]
        ended = _run(["-m", "mypy", *options, *names], folder)
        for line in ended.stdout.splitlines()[:5]:
            number_text, _, rest = line.partition("/")
            if number_text[1:].isdecimal():
                source = layout.relative(checked[int(number_text[1:])])
                found.append(Problem(source, "", f"mypy --strict: {rest.partition(':')[2].strip()}", "mend the types"))
        if ended.returncode and not found:
            where = layout.relative(layout.twin_folder(exercise))
            found.append(Problem(where, "", f"mypy does not run: {_last_line(ended)}", "run it and see why"))
    return found


def _copy(files: Sequence[Path], folder: str) -> None:
    for path in files:
        shutil.copy(path, folder)


def _run(arguments: list[str], folder: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": folder}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    try:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, 1, "", f"it does not end within {SECONDS} seconds")
