"""What can be seen of an exercise by reading it: sizes, names, requirement ids, hints, links, taught syntax.

Reads trusted files of the course only, and runs none of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.introduced import load_table, not_yet_introduced
from grader.catalogue.layout import module_name
from grader.errors import Problem
from grader.model import CheckPlan, Exercise, Kind, Week

README_WORDS = (300, 600)
NOTES_WORDS = (100, 250)
HINT_WORDS = (15, 40)
VISIBLE_TESTS = (8, 15)
CHECKS = (6, 20)
STUB_LINES = (20, 50)
TREE_LINES = (5, 150)
REFERENCE_LINES = (30, 90)
PROJECT_LINES = (100, 250)
MINIMUM_WRONG = 3
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_REQUIREMENT = re.compile(r"\*\*(R\d+)\*\*")
_TASK_HEADING = re.compile(r"^## Task (\d+)\b", re.MULTILINE)
_LINK = re.compile(r"\]\(\.\./README\.md#([a-z0-9-]+)\)")
_BANNED = re.compile(r"\b(simply|just)\b", re.IGNORECASE)
_VISIBLE_NAME = re.compile(r"test_t(\d+)_[a-z0-9_]+\Z")

Found = Iterator[tuple[Path, str, str, str]]
"""File, key, message, fix."""


def problems(course: Course, exercise: Exercise) -> list[Problem]:
    """Everything that reading the exercise's files shows to be wrong."""
    layout = course.layout
    found: list[Problem] = []
    for read in (_readme, _hints, _stub, _visible_tests, _checks, _solutions, _notes, _not_yet_taught):
        found += [Problem(layout.relative(path), key, text, fix) for path, key, text, fix in read(course, exercise)]
    return found


def requirements(course: Course, exercise: Exercise) -> list[str]:
    """Requirement ids in the order of the README."""
    return _REQUIREMENT.findall(_prose(course.layout.readme(exercise)))


def coverage_problems(course: Course, exercise: Exercise, plan: list[CheckPlan]) -> list[Problem]:
    """Requirements without a check, and checks that name requirements, tasks or checks that do not exist."""
    where = course.layout.relative(course.layout.checks(exercise))
    asked = set(requirements(course, exercise))
    covered = {name for check in plan for name in check.covers}
    found = [
        Problem(where, name, "is not covered by any check", "cover it, or take it out of the README")
        for name in sorted(asked - covered, key=_number)
    ]
    bare = {check.id.partition("[")[0] for check in plan if not check.id.startswith("own_tests")}
    for check in plan:
        if check.id.startswith("own_tests"):
            continue
        found += [
            Problem(where, check.id, f"names {name}, which does not exist", "name one that does")
            for name in (*(set(check.covers) - asked), *(set(check.after) - bare))
        ]
        if not check.covers:
            found.append(Problem(where, check.id, "names no requirement", "say what it covers"))
        if check.task not in {task.number for task in exercise.tasks}:
            found.append(Problem(where, check.id, f"belongs to task {check.task}, which does not exist", "mend task="))
    least, most = (len(exercise.tasks), 40) if exercise.kind is Kind.DRILLS else CHECKS
    if not least <= len(bare) <= most:
        found.append(Problem(where, "", f"holds {len(bare)} checks", f"write {least} to {most}"))
    return found


def _readme(course: Course, exercise: Exercise) -> Found:
    path = course.layout.readme(exercise)
    text, prose = path.read_text(encoding="utf-8"), _prose(path)
    words = len(prose.split())
    least, most = README_WORDS
    if exercise.kind in (Kind.DRILLS, Kind.PROJECT):
        most = 1200
    if not least <= words <= most:
        yield path, "", f"has {words} words outside code", f"write {least} to {most}"
    headings = [int(number) for number in _TASK_HEADING.findall(text)]
    numbers = [task.number for task in exercise.tasks]
    if headings != numbers:
        yield path, "", f"has headings for the tasks {headings}", f"write `## Task n: ...` for {numbers}"
    ids = _REQUIREMENT.findall(prose)
    if ids != [f"R{number}" for number in range(1, len(ids) + 1)] or not ids:
        yield (
            path,
            "",
            f"numbers its requirements {' '.join(ids) or 'not at all'}",
            "count R1, R2, R3 in order, once each",
        )
    # What is written in a tree is not always Python.
    example, fix = ("```", "a fenced block") if exercise.kind is Kind.PACKAGE else (">>>", "a fenced python block")
    for number, section in _sections(text):
        if example not in section:
            yield path, f"Task {number}", "has no worked example", f"show one in {fix}"


def _sections(text: str) -> Iterator[tuple[int, str]]:
    parts = _TASK_HEADING.split(text)
    yield from ((int(number), section) for number, section in zip(parts[1::2], parts[2::2], strict=True))


def _hints(course: Course, exercise: Exercise) -> Found:
    path = course.layout.hints(exercise)
    anchors = _anchors(course.layout.lesson(exercise.week))
    for index, ladder in enumerate(exercise.ladders, start=1):
        for level in ("question", "tool", "shape"):
            text = getattr(ladder, level)
            words = len(re.sub(r"\]\([^)]*\)", "]", text).split())
            key = f"ladder[{index}].{level}"
            if not HINT_WORDS[0] <= words <= HINT_WORDS[1]:
                yield path, key, f"has {words} words", f"write {HINT_WORDS[0]} to {HINT_WORDS[1]}"
            if banned := _BANNED.search(text):
                yield path, key, f"says {banned[0]!r}", "whoever reads a hint is stuck: nothing is simple to them"
        links = _LINK.findall(ladder.tool)
        if not links:
            yield path, f"ladder[{index}].tool", "links to no section of the lesson", "add [words](../README.md#anchor)"
        for anchor in links:
            if anchor not in anchors:
                yield (
                    path,
                    f"ladder[{index}].tool",
                    f"links to #{anchor}, which is no section",
                    "use a heading's anchor",
                )


def _stub(course: Course, exercise: Exercise) -> Found:
    layout = course.layout
    if exercise.kind is Kind.PACKAGE:
        yield from _tree(course, exercise)
        return
    for stub_path, reference_path in zip(layout.stub_files(exercise), layout.reference_files(exercise), strict=True):
        source = stub_path.read_text(encoding="utf-8")
        if exercise.own_tests is not None and stub_path.name == exercise.own_tests.file:
            continue
        lines = len([line for line in source.splitlines() if line.strip()])
        least, most = (10, 400) if exercise.kind in (Kind.DRILLS, Kind.PROJECT) else STUB_LINES
        if not least <= lines <= most + most // 2:
            yield stub_path, "", f"has {lines} lines that are not blank", f"write about {least} to {most}"
        if "TODO" not in source or 'NotImplementedError("Task ' not in source:
            yield stub_path, "", "marks no unfinished task", 'write # TODO and raise NotImplementedError("Task 1: ...")'
        stub, reference = _public(source), _public(reference_path.read_text(encoding="utf-8"))
        # Writing a method may be the task itself; what the stub does have must be what the reference has.
        top_level = {name for name in reference if "." not in name}
        for name in sorted(stub.keys() | top_level):
            if stub.get(name) != reference.get(name):
                ours, theirs = stub.get(name, "nothing"), reference.get(name, "nothing")
                yield stub_path, name, f"is {ours} here and {theirs} in the reference", "make their public names equal"


def _tree(course: Course, exercise: Exercise) -> Found:
    """The stub of a tree: its files are short, and some of them say what is left to do."""
    layout = course.layout
    sources = {path: path.read_text(encoding="utf-8") for path in layout.stub_files(exercise)}
    lines = sum(bool(line.strip()) for source in sources.values() for line in source.splitlines())
    if lines > TREE_LINES[1]:
        yield layout.exercise_folder(exercise), "", f"its stub has {lines} lines", f"write at most {TREE_LINES[1]}"
    if not any("TODO" in source for source in sources.values()):
        yield layout.stub_files(exercise)[0], "", "marks no unfinished task", "write # TODO Task 1: ..."
    for path, reference in zip(sources, layout.reference_files(exercise), strict=True):
        if path.suffix == ".py":
            ours, theirs = _public(sources[path]), _public(reference.read_text(encoding="utf-8"))
            for name in sorted(name for name in ours if ours[name] != theirs.get(name)):
                there = theirs.get(name, "nothing")
                yield path, name, f"is {ours[name]} here and {there} in the reference", "make their public names equal"


def _public(source: str) -> dict[str, str]:
    """Public functions, classes and methods of a module with their parameters."""
    found: dict[str, str] = {}

    def enter(nodes: list[ast.stmt], prefix: str) -> None:
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if not node.name.startswith("_") or node.name == "__init__":
                    arguments = ast.parse(f"def f({ast.unparse(node.args)}): ...").body[0]
                    found[prefix + node.name] = f"({_bare(arguments)})"
            elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[prefix + node.name] = "a class"
                enter(node.body, f"{prefix}{node.name}.")

    enter(ast.parse(source).body, "")
    return found


def _bare(function: ast.stmt) -> str:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(function.args) if isinstance(function, ast.FunctionDef) else ""


def _visible_tests(course: Course, exercise: Exercise) -> Found:
    path = course.layout.visible_tests(exercise)
    functions = [
        node
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    ]
    least, most = (len(exercise.tasks), 40) if exercise.kind is Kind.DRILLS else VISIBLE_TESTS
    if not least <= len(functions) <= most:
        yield path, "", f"holds {len(functions)} tests", f"write {least} to {most}"
    numbers = {task.number for task in exercise.tasks}
    for function in functions:
        named = _VISIBLE_NAME.match(function.name)
        if named is None or int(named[1]) not in numbers:
            yield path, function.name, "does not name a task", "call it test_t2_what_is_claimed"
        if not ast.get_docstring(function):
            yield path, function.name, "has no docstring", "its first line is the sentence that a student sees"


def _checks(course: Course, exercise: Exercise) -> Found:
    """Texts shown to students are constants: nothing of a hidden input may get into them."""
    path = course.layout.checks(exercise)
    for node in ast.walk(ast.parse(path.read_bytes())):
        texts: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            texts = [keyword.value for keyword in node.keywords if keyword.arg == "reply"]
        elif isinstance(node, ast.Assert):
            texts = [node.msg]
        for text in texts:
            if text is not None and not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                yield (
                    path,
                    f"line {text.lineno}",
                    "shows a text that is put together",
                    "write it as one constant string",
                )


def _solutions(course: Course, exercise: Exercise) -> Found:
    layout = course.layout
    if len(layout.wrong(exercise)) < MINIMUM_WRONG:
        number = len(layout.wrong(exercise))
        yield layout.wrong_folder(exercise), "", f"holds {number} wrong solutions", f"write {MINIMUM_WRONG} at least"
    if not layout.alternatives(exercise):
        yield layout.alternatives_folder(exercise), "", "holds no alternative", "write another right solution"
    path = layout.reference_files(exercise)[0]
    if exercise.kind is Kind.PACKAGE:
        return
    lines = _code_lines(path.read_text(encoding="utf-8"))
    least, most = PROJECT_LINES if exercise.kind is Kind.PROJECT else REFERENCE_LINES
    if exercise.kind is not Kind.DRILLS and not least * 0.6 <= lines <= most:
        yield path, "", f"has {lines} lines of code", f"write {least} to {most}"


def _code_lines(source: str) -> int:
    """Lines that hold code: neither blank nor comment nor docstring."""
    inside: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.end_lineno:
            inside |= set(range(node.lineno, node.end_lineno + 1))
    return sum(
        1
        for number, line in enumerate(source.splitlines(), start=1)
        if number not in inside and line.strip() and not line.strip().startswith("#")
    )


def _notes(course: Course, exercise: Exercise) -> Found:
    path = course.layout.notes(exercise)
    words = len(path.read_text(encoding="utf-8").split())
    if not NOTES_WORDS[0] <= words <= NOTES_WORDS[1]:
        yield path, "", f"has {words} words", f"write {NOTES_WORDS[0]} to {NOTES_WORDS[1]}"


def _not_yet_taught(course: Course, exercise: Exercise) -> Found:
    layout = course.layout
    table = load_table(layout)
    if table is None:
        return
    week = _week_of(course, exercise)
    allowed = course.allowances.get(exercise.id, {})
    local = {module_name(exercise.slug), *(name.removesuffix(".py") for name in exercise.student_files), "pytest"}
    sources = (*layout.stub_files(exercise), *layout.reference_files(exercise), layout.visible_tests(exercise))
    for path in (path for path in sources if path.suffix == ".py"):
        for early in not_yet_introduced(path.read_bytes(), week.number, table, allow=allowed, local=local):
            when = f"week {early.week} introduces it" if early.week else "no week introduces it"
            yield path, f"line {early.line}", f"uses {early.what}: {when}", "do without it, or allow it with a reason"


def _week_of(course: Course, exercise: Exercise) -> Week:
    return next(week for week in course.weeks if week.name == exercise.week)


def _prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def _anchors(lesson: Path) -> set[str]:
    """Anchors of a page's headings, as Markdown renderers make them."""
    if not lesson.is_file():
        return set()
    headings = re.findall(r"^#+ (.+)$", _prose(lesson), re.MULTILINE)
    return {re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip()) for heading in headings}


def _number(requirement: str) -> int:
    return int(requirement[1:])
