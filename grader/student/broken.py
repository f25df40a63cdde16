"""The page of a file that cannot be imported: a mistake of syntax, an exception at import, a file that is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.student.deadline import TookTooLong
from grader.student.excerpts import described
from grader.student.folder import read_folder
from grader.student.pointing import Home, Spot, students_step
from grader.student.results import Failure, State


def broken_file(error: BaseException, folder: Path, tests: Path, module: str = "") -> tuple[Failure, State]:
    """What is wrong with the student's file that raised `error` while it was imported."""
    home = Home(folder, tests)
    name = f"{module.replace('.', '/')}.py" if module else tests.name
    if isinstance(error, SyntaxError) and not _came_from_elsewhere(error, folder):
        return _syntax(error, folder, name), State.SYNTAX_ERROR
    if isinstance(error, ModuleNotFoundError) and module and error.name in (module, module.partition(".")[0]):
        return Failure(message=f"{name} is missing{_renamed(name, folder)}", file=name), State.IMPORT_FAILED
    if isinstance(error, TookTooLong):
        step = students_step((error.__cause__ or error).__traceback__, home)
        failure = Failure(message=f"{name} cannot be imported: it does not come to an end", got=str(error), file=name)
    else:
        step = students_step(error.__traceback__, home)
        failure = Failure(message=f"{name} cannot be imported", got=f"raised {described(error)}", file=name)
    if step is None:
        return failure, State.IMPORT_FAILED
    return _placed(failure, step.spot, folder), State.IMPORT_FAILED


def _came_from_elsewhere(error: SyntaxError, folder: Path) -> bool:
    """Whether it is about text that the student's code compiled or read, and not about a file of the folder."""
    return error.filename is not None and folder not in Path(error.filename).parents


def _syntax(error: SyntaxError, folder: Path, name: str) -> Failure:
    if error.filename is not None:
        name = Path(error.filename).relative_to(folder).as_posix()
    foreign = _foreign_line(folder / name)
    if foreign:
        message = f"{name} is not saved as UTF-8; choose that encoding in your editor and save it again"
        return Failure(message=message, file=name, line=foreign)
    line = error.lineno or 0
    kind = "indentation" if isinstance(error, IndentationError) else "syntax"
    failure = Failure(
        message=f"{name} has a mistake of {kind} in line {line}", got=str(error.msg), file=name, line=line
    )
    if not line:
        return replace(failure, message=f"{name} cannot be read as Python")
    text = (error.text or "").rstrip("\r\n")
    indent = len(text) - len(text.lstrip())
    column = 1 if kind == "indentation" else max(1, (error.offset or 1) - indent)
    end = max(column + 1, (error.end_offset or 0) - indent) if error.end_lineno in (None, line) else column + 1
    return replace(failure, source=text.strip(), column=column, end_column=min(end, len(text.strip()) + 2))


def _renamed(name: str, folder: Path) -> str:
    """A question, where the folder holds a module that is neither a test nor one of the exercise's."""
    exercise = read_folder(folder)
    known = {*exercise.exercise.student_files, *exercise.exercise.optional_files} if exercise else set()
    others = [path.name for path in sorted(folder.glob("*.py")) if path.name not in known]
    others = [other for other in others if not other.startswith("test_")]
    return f": is it {others[0]} now?" if len(others) == 1 and name not in others else ""


def _foreign_line(path: Path) -> int:
    """The first line with bytes that no UTF-8 text holds, in a file that says nothing of another encoding; or 0."""
    try:
        content = path.read_bytes()
    except OSError:
        return 0
    if b"coding" in b"".join(content.splitlines(keepends=True)[:2]):
        return 0
    try:
        end = content.find(b"\0")
        content[: end if end >= 0 else None].decode("utf-8")
    except UnicodeDecodeError as error:
        end = error.start
    return content.count(b"\n", 0, end) + 1 if end >= 0 else 0


def _placed(failure: Failure, spot: Spot, folder: Path) -> Failure:
    file = spot.path.relative_to(folder).as_posix()
    text = spot.source
    indent = len(text) - len(text.lstrip())
    function = "" if spot.function in ("", "<module>") else spot.function
    placed = replace(failure, file=file, line=spot.line, function=function, source=text.strip())
    if spot.end_column:
        return replace(placed, column=spot.column - indent + 1, end_column=spot.end_column - indent + 1)
    return placed
