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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grader.catalogue.course import Course
from grader.errors import Problem
from grader.model import Exercise, Kind

SECONDS = 120
MOST_TYPES = 5
"""Problems of types that are shown of one exercise."""
_FAILURE = re.compile(r'File "README\.md", line (\d+), in README\.md\nFailed example:\n(.*?)(?=\n\*{70}|\Z)', re.DOTALL)


def problems(course: Course, exercises: Sequence[Exercise], jobs: int) -> Iterator[tuple[str, Problem]]:
    """Exercise ids with what is wrong with their examples, visible tests and types."""
    work: list[tuple[Exercise, Callable[[Course, Exercise], list[Problem]]]] = [
        (exercise, step) for exercise in exercises for step in (_examples, _visible_tests)
    ]
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        # Types of all in one go: most of mypy's time is the standard library, which it then reads once.
        typed = pool.submit(_types, course, exercises)
        for (exercise, _), found in zip(work, pool.map(lambda item: item[1](course, item[0]), work), strict=True):
            yield from ((exercise.id, problem) for problem in found)
        yield from typed.result()


def without_fences(text: str) -> str:
    """A page as doctest can read it: a fence ends an example's expected output, and doctest only knows blank lines."""
    return re.sub(r"^```.*$", "", text, flags=re.MULTILINE)


def _examples(course: Course, exercise: Exercise) -> list[Problem]:
    """The `>>>` lines of the README over the reference."""
    readme = course.layout.readme(exercise)
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        _copy(exercise, course.layout.reference_files(exercise), folder)
        Path(folder, "README.md").write_text(without_fences(readme.read_text(encoding="utf-8")), encoding="utf-8")
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
        outcomes = _pytest(path, exercise, files)
        odd = [name for name, outcome in outcomes.items() if outcome != wanted]
        if not outcomes:
            found.append(Problem(layout.relative(path), "", f"no test runs on {what}", "run pytest and see why"))
        for name in odd:
            message = f"{outcomes[name]} on {what}"
            found.append(Problem(layout.relative(path), name, message, f"every visible test {wanted} on {what}"))
    return found


def _pytest(tests: Path, exercise: Exercise, files: Sequence[Path]) -> dict[str, str]:
    """Name of each test to what it does."""
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        _copy(exercise, files, folder)
        shutil.copy(tests, folder)
        # Without a border pytest would also look at every folder above, and at all that lies beside it.
        options = ["-q", "-p", "no:cacheprovider", "--rootdir", folder, "--confcutdir", folder, "-c", os.devnull]
        options += ["--junitxml", "report.xml"]
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


def _types(course: Course, exercises: Sequence[Exercise]) -> list[tuple[str, Problem]]:
    """References and alternatives are clean under mypy --strict; each alone where one of them ends the run for all."""
    sources = [(exercise, path, name) for exercise in exercises for path, name in _typed(course, exercise)]
    found, whole = _mypy(course, sources) if sources else ([], True)
    typed = list(dict.fromkeys(exercise.id for exercise, *_ in sources))
    if whole or len(typed) == 1:
        return found
    alone = [_mypy(course, [one for one in sources if one[0].id == id_]) for id_ in typed]
    return [problem for problems, _ in alone for problem in problems]


def _typed(course: Course, exercise: Exercise) -> list[tuple[Path, str]]:
    """The files of the author's whose types are looked at, and what each is called in its folder."""
    layout = course.layout
    own = exercise.own_tests.file if exercise.own_tests else ""
    names = zip(exercise.student_files, layout.reference_files(exercise), strict=True)
    found = [(path, name) for name, path in names if path.suffix == ".py" and name != own]
    others = [path for path in layout.alternatives(exercise) if path.is_file() and path.name != own]
    return [*found, *((path, path.name) for path in others)]


def _mypy(course: Course, sources: Sequence[tuple[Exercise, Path, str]]) -> tuple[list[tuple[str, Problem]], bool]:
    """What mypy says of these files, at most five problems an exercise, and whether it came to an end."""
    layout = course.layout
    found: list[tuple[str, Problem]] = []
    with tempfile.TemporaryDirectory(prefix="quayside-") as folder:
        names = []
        for number, (exercise, path, name) in enumerate(sources):
            inner = f"s{number}/{path.name}" if exercise.kind is not Kind.PACKAGE else f"{exercise.folder}/{name}"
            target = Path(folder, inner)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            names.append(inner)
        options = ["--strict", "--config-file", os.devnull, "--explicit-package-bases", "--namespace-packages"]
        options += ["--no-error-summary", "--python-version", "3.11", "--cache-dir", os.devnull]
        roots = {f"{folder}/{exercise.folder}/src" for exercise, *_ in sources if exercise.kind is Kind.PACKAGE}
        ended = _run(["-m", "mypy", *options, *names], folder, {"MYPYPATH": os.pathsep.join([folder, *sorted(roots)])})
        told: dict[str, int] = {}
        for line in ended.stdout.splitlines():
            name, _, rest = line.partition(":")
            if name not in names:
                continue
            exercise, path, _ = sources[names.index(name)]
            told[exercise.id] = told.get(exercise.id, 0) + 1
            if told[exercise.id] <= MOST_TYPES:
                message = f"mypy --strict: {rest.strip()}"
                found.append((exercise.id, Problem(layout.relative(path), "", message, "mend the types")))
        if ended.returncode not in (0, 1) or (ended.returncode and not found):
            where = layout.relative(layout.twin_folder(sources[0][0]))
            problem = Problem(where, "", f"mypy does not run: {_last_line(ended)}", "run it and see why")
            return [*found, *([] if found else [(sources[0][0].id, problem)])], False
    return found, True


def _copy(exercise: Exercise, files: Sequence[Path], folder: str) -> None:
    """Put an exercise's files where a student has them."""
    for name, path in zip(exercise.student_files, files, strict=True):
        target = Path(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def _run(
    arguments: list[str], folder: str, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": folder}
    environment |= settings or {}
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
