"""What a schema cannot see: numbers that repeat, keys that contradict each other, names that stand for nothing.

Knows manifests, and the names of functions in checks and tests; which files have to lie where is for `folders` to say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.catalogue.findings import Document, Findings
from grader.catalogue.layout import module_name
from grader.catalogue.manifest import take, take_tables, take_texts
from grader.catalogue.wrong import WrongSolution
from grader.model import Exercise, Kind, Profile, Week

_WEEK = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*\Z")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
PROJECT = "pyproject.toml"
"""What says how a tree is built."""
_ONE_MODULE = frozenset({Kind.MODULE, Kind.CLI, Kind.DRILLS})


def check_exercise(exercise: Exercise, document: Document, findings: Findings) -> None:
    """The manifest of one exercise: its folder's name, its tasks, and the tables that name tasks and files."""
    path = findings.layout.manifest(exercise)
    if not _SLUG.match(exercise.slug):
        folder = findings.layout.exercise_folder(exercise)
        findings.add(folder, "has a name that is not in kebab-case", "use small letters, digits and hyphens")
    numbers = [task.number for task in exercise.tasks]
    if numbers != list(range(1, len(numbers) + 1)):
        findings.add(path, "are not numbered 1, 2, 3 and so on", "number the tasks in their order", key="task")
    first = f"{module_name(exercise.slug)}.py"
    if exercise.kind in _ONE_MODULE and exercise.student_files[0] != first:
        message, fix = f"must be {first}, after the folder", "give the module the folder's name"
        findings.add(path, message, fix, key="files.student[1]")
    for name in sorted(set(exercise.student_files) & set(exercise.optional_files)):
        findings.add(path, f"{name} is obligatory already", "name each file once", key="files.optional")
    for table in ("types", "style", "own_tests"):
        if table in document and take(document[table], "task", int) not in numbers:
            findings.add(path, "there is no such task", f"write one of {_listed(numbers)}", key=f"{table}.task")
    for name in exercise.typed_files:
        if name not in (*exercise.student_files, *exercise.optional_files):
            message = f"{name} is none of the student's files"
            findings.add(path, message, "write a name from files.student", key="types.files")
    if exercise.own_tests and exercise.own_tests.file not in exercise.student_files:
        message = f"{exercise.own_tests.file} is none of the student's files"
        findings.add(path, message, "name it in files.student as well", key="own_tests.file")
    if exercise.kind is Kind.PACKAGE:
        if PROJECT not in exercise.student_files:
            findings.add(path, f"lacks {PROJECT}, without which nothing is built", "name it", key="files.student")
        if exercise.limits.profile is not Profile.PROCESSES:
            message, fix = "does not let a package be built", 'write profile = "processes"'
            findings.add(path, message, fix, key="limits.profile")
    if exercise.kind is Kind.TESTS and not exercise.own_tests:
        findings.add(path, "is missing", "an exercise of the kind tests needs a table [own_tests]", key="own_tests")


def check_hints(exercise: Exercise, findings: Findings) -> None:
    """The ladders of one exercise: a known task each, and no task without."""
    path = findings.layout.hints(exercise)
    numbers = [task.number for task in exercise.tasks]
    for index, ladder in enumerate(exercise.ladders, start=1):
        if ladder.task not in numbers:
            message, fix = f"there is no task {ladder.task}", f"write one of {_listed(numbers)}"
            findings.add(path, message, fix, key=f"ladder[{index}].task")
    for number in numbers:
        if number not in {ladder.task for ladder in exercise.ladders}:
            findings.add(path, f"has no ladder for task {number}", "write a table [[ladder]] for it", key="ladder")


def check_names(exercise: Exercise, wrong: Sequence[WrongSolution], findings: Findings) -> None:
    """Names of checks and visible tests in hints and wrong solutions stand for functions that exist.

    Only what begins with check_ or test_ is looked up: the checks of types, style and own tests are named by the judge.
    """
    layout = findings.layout
    known = {
        "check_": _functions(layout.checks(exercise), "check_"),
        "test_": _functions(layout.visible_tests(exercise), "test_"),
    }
    for index, ladder in enumerate(exercise.ladders, start=1):
        for name in _unknown(ladder.checks, known):
            message, fix = f"there is no check or visible test {name}", "write the name of a function"
            findings.add(layout.hints(exercise), message, fix, key=f"ladder[{index}].checks")
    for solution in wrong:
        for name in _unknown(solution.fails, known):
            findings.add(solution.path, f"there is no check {name}", "write names from checks.py", key="Fails")


def _unknown(names: Iterable[str], known: Mapping[str, set[str] | None]) -> list[str]:
    return [
        name
        for name in names
        for prefix, functions in known.items()
        if functions is not None and name.startswith(prefix) and name not in functions
    ]


def _functions(path: Path, prefix: str) -> set[str] | None:
    """Names of the functions in a file; None if it cannot be read, which `folders` has said already."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith(prefix)}


def check_week(week: Week, findings: Findings) -> None:
    """The manifest of one week: its folder's name, what it needs, and the numbers of its exercises."""
    layout = findings.layout
    path = layout.week_manifest(week.name)
    if _WEEK.match(week.name) and int(week.name[:2]) != week.number:
        findings.add(path, f"must be {int(week.name[:2])}, as in the folder's name", "make the two agree", key="number")
    for needed in week.needs:
        if needed >= week.number:
            findings.add(path, f"week {needed} is not an earlier one", "write numbers of earlier weeks", key="needs")
    first_with: dict[int, str] = {}
    for exercise in week.exercises:
        other = first_with.setdefault(exercise.number, exercise.slug)
        if other != exercise.slug:
            message = f"{exercise.number} is the number of {other} already"
            findings.add(layout.manifest(exercise), message, "give each exercise a number of its own", key="number")


def check_course(weeks: Sequence[Week], findings: Findings) -> None:
    """All weeks together: numbers of weeks and names of exercises are used once."""
    layout = findings.layout
    by_number: dict[int, str] = {}
    by_slug: dict[str, str] = {}
    for week in weeks:
        other = by_number.setdefault(week.number, week.name)
        if other != week.name:
            message = f"{week.number} is the number of {other} already"
            findings.add(layout.week_manifest(week.name), message, "give each week a number of its own", key="number")
        for exercise in week.exercises:
            if exercise.kind is Kind.DRILLS:
                # Every week has its drills; people name them with the week.
                continue
            first = by_slug.setdefault(exercise.slug, exercise.id)
            if first != exercise.id:
                message = f"the name {exercise.slug} is taken by {first}"
                # pytest tells test files apart by name, and people name an exercise without its week.
                fix = "give the exercise another name, for instance with its topic in front"
                findings.add(layout.exercise_folder(exercise), message, fix)


def check_week_name(week: str, findings: Findings) -> None:
    """The name of a week folder, which is known before its manifest is read."""
    if not _WEEK.match(week):
        folder = findings.layout.week_folder(week)
        findings.add(folder, "has a name that is not two digits and words", "name it like 06-abcs-protocols-mixins")


def check_equivalents(document: Document, exercise: Exercise, findings: Findings) -> None:
    """Each mutant declared as equivalent begins from a line that the reference still has."""
    lines: set[str] = set()
    for path in findings.layout.reference_files(exercise):
        if path.is_file():
            lines.update(line.strip() for line in path.read_bytes().decode("utf-8", "replace").splitlines())
    for index, table in enumerate(take_tables(document, "equivalent"), start=1):
        if lines and take(table, "before", str) not in lines:  # without a reference that is the problem, not this
            message, fix = "is no line of the reference", "copy the line, or take the table out"
            findings.add(findings.layout.mutants_toml(exercise), message, fix, key=f"equivalent[{index}].before")


def check_table(document: Document, known_syntax: frozenset[str], findings: Findings) -> None:
    """What the weeks introduce: known kinds of syntax, and nothing introduced twice."""
    path = findings.layout.course_file
    first_with: dict[str, int] = {}
    numbers: set[int] = set()
    for index, table in enumerate(take_tables(document, "week"), start=1):
        number = take(table, "number", int)
        if number in numbers:
            findings.add(path, f"week {number} has a table already", "put both into one", key=f"week[{index}].number")
        numbers.add(number)
        for key in ("syntax", "modules"):
            for name in take_texts(table, key):
                where = f"week[{index}].{key}"
                if key == "syntax" and name not in known_syntax:
                    fix = f"write one of {', '.join(sorted(known_syntax))}"
                    findings.add(path, f"{name} is no kind of syntax", fix, key=where)
                if name in first_with:
                    findings.add(path, f"week {first_with[name]} introduces {name}", "leave it in one week", key=where)
                first_with.setdefault(name, number)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
