"""Pages for students: what a run came to, as lines of spans whose roles say what they are, not how they look.

Pure functions from results to lines of at most `width` columns; whoever shows them chooses colours. Nothing depends on
colour alone, and with the glyphs of ASCII everything of ours is ASCII. Knows neither terminals nor pytest.
"""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.student.results import BROKEN_FILE, NOT_WRONG, Failure, State, TaskResult, TestOutcome, TestRun

NARROW = 60
"""Below this many columns a label stands above what it labels, unless both fit."""
LABEL = 14
INDENT = 5
PRINTED_LINES = 8


class Role(enum.Enum):
    """What a piece of text is; the value is how pytest's writer marks it up."""

    PLAIN = ()
    TITLE = ("bold",)
    LABEL = ("light",)
    GOOD = ("green",)
    BAD = ("red",)
    CODE = ("plain",)
    GOT = ("red", "code")
    WANTED = ("green", "code")
    NEXT = ("bold", "next")

    @property
    def markup(self) -> dict[str, bool]:
        """Options for a TerminalWriter."""
        return {name: True for name in self.value if name in {"bold", "green", "red"}}

    @property
    def colour(self) -> str | None:
        """Name of its colour, one that can be read on a dark and on a light ground; None for the terminal's own."""
        return next((name for name in self.value if name in {"green", "red"}), None)

    @property
    def is_bold(self) -> bool:
        """Whether it is set in bold."""
        return "bold" in self.value


@dataclass(frozen=True)
class Span:
    """A piece of a line."""

    text: str
    role: Role = Role.PLAIN


@dataclass(frozen=True)
class Line:
    """One line of a page."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, text: str, role: Role = Role.PLAIN) -> Line:
        """A line of one role."""
        return cls((Span(text, role),) if text else ())

    @property
    def text(self) -> str:
        """The line without its roles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Glyphs:
    """The few signs that pages use beside letters."""

    bad: str = "x"
    good: str = "+"
    waits: str = "-"
    full: str = "#"
    empty: str = "."
    line: str = "|"


ASCII = Glyphs()
UNICODE = Glyphs(bad="✗", good="✓", waits="·", full="█", empty="░", line="│")


@dataclass(frozen=True)
class Style:
    """How wide a page is, which signs it has, and what it says to do next."""

    width: int = 80
    glyphs: Glyphs = ASCII
    next_steps: tuple[str, ...] = ()
    """Instead of the usual advice."""
    task: int = 0
    """The one task that was asked for: then all its failures are shown in full."""
    full: bool = False
    """Show every failure of every task in full."""
    how_to_see_all: str = "course test --full"
    lines: list[Line] = field(default_factory=list, repr=False, compare=False)

    @property
    def is_narrow(self) -> bool:
        """Whether labels stand above."""
        return self.width < NARROW


def printable(text: str) -> str:
    """Text without control characters, which could move a terminal's cursor; tabs become spaces."""
    text = text.expandtabs(4)
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, none longer than `width`; indentation is kept, nothing is lost."""
    lines: list[str] = []
    for line in map(printable, text.splitlines() or [""]):
        indent = line[: len(line) - len(line.lstrip())]
        options = {"subsequent_indent": indent + "  ", "drop_whitespace": True, "break_on_hyphens": False}
        lines += textwrap.wrap(line, max(12, width), replace_whitespace=False, **options) or [""]  # type: ignore[arg-type] # options of several types
    return lines


# --- parts of a page --------------------------------------------------------------------------------------------------


def labelled(label: str, values: Iterable[str], width: int, role: Role = Role.CODE) -> list[Line]:
    """A label and the lines it stands for: beside it, or below where the page is narrow and they do not fit."""
    texts = list(values)
    beside = width - INDENT - LABEL
    if width < NARROW and any(len(text) > beside for item in texts for text in [printable(item)]):
        below = [piece for text in texts for piece in wrapped(text, width - INDENT - 2)]
        return [_line(label, "", Role.PLAIN), *(Line((Span(" " * (INDENT + 2)), Span(text, role))) for text in below)]
    pieces = [piece for text in texts for piece in wrapped(text, beside)]
    return [_line(label if at == 0 else "", piece, role) for at, piece in enumerate(pieces)]


def _line(label: str, text: str, role: Role) -> Line:
    if not text:
        return Line((Span(" " * INDENT), Span(label, Role.LABEL)))
    return Line((Span(" " * INDENT), Span(label.ljust(LABEL), Role.LABEL), Span(text, role)))


def bullet(sign: str, text: str, width: int, role: Role = Role.PLAIN, sign_role: Role | None = None) -> list[Line]:
    """A sentence after a sign."""
    lines = [piece for line in text.splitlines() for piece in textwrap.wrap(printable(line), max(12, width - INDENT))]
    head = Line((Span("  "), Span(sign, sign_role or role), Span("  "), Span(lines[0] if lines else "", role)))
    return [head, *(Line((Span(" " * INDENT), Span(line, role))) for line in lines[1:])]


def header(left: str, right: str, width: int, role: Role, left_role: Role = Role.TITLE, hang: int = 8) -> list[Line]:
    """A title with a count at the right edge; the title goes on below if it is long."""
    pieces = textwrap.wrap(left, width, subsequent_indent=" " * hang) or [""]
    lines = [Line.of(piece, left_role) for piece in pieces]
    if len(pieces[-1]) + 2 + len(right) <= width:
        gap = " " * (width - len(pieces[-1]) - len(right))
        return [*lines[:-1], Line((Span(pieces[-1], left_role), Span(gap), Span(right, role)))]
    return [*lines, Line((Span(" " * hang), Span(right, role)))]


# --- one failure ------------------------------------------------------------------------------------------------------


def failure_lines(
    failure: Failure, width: int, *, outcome: TestOutcome | None = None, style: Style | None = None, advice: str = ""
) -> list[Line]:
    """The page of one failure: the sentence of the test, then what was called, what came, and where to look."""
    style = style or Style(width)
    title = _title(failure, outcome)
    unwritten = outcome is not None and outcome.state in NOT_WRONG
    sign, role = (style.glyphs.waits, Role.PLAIN) if unwritten else (style.glyphs.bad, Role.BAD)
    lines = bullet(sign, title, width, Role.TITLE, role)
    case = outcome.case if outcome else ""
    if case and case not in failure.called and outcome is not None and outcome.state is not State.NOT_STARTED:
        lines += labelled("case", [case], width)
    if outcome is not None and outcome.state is State.NOT_STARTED:
        lines += labelled("to do", [failure.message], width, Role.PLAIN) if failure.message else []
    elif failure.message and failure.message != title:
        lines += labelled("because", [failure.message], width, Role.PLAIN)
    if failure.called:
        lines += labelled("you called" if len(failure.called) == 1 else "the test ran", failure.called, width)
    if failure.subject:
        lines += labelled("looked at", [failure.subject], width)
    if failure.got:
        label = "python says" if outcome is None or outcome.state in BROKEN_FILE else "you got"
        lines += labelled(label, [failure.got], width, Role.GOT)
    if failure.expected:
        lines += labelled("expected", [failure.expected], width, Role.WANTED)
    if failure.difference:
        lines += labelled("difference", failure.difference, width)
    lines += _printed(failure, width, style)
    lines += _place(failure, width, style)
    steps = [advice] if advice else []
    return lines + (labelled("next", steps, width, Role.NEXT) if steps else [])


def _title(failure: Failure, outcome: TestOutcome | None) -> str:
    if outcome is None or outcome.state in BROKEN_FILE:
        return failure.message
    return outcome.title


def _printed(failure: Failure, width: int, style: Style) -> list[Line]:
    texts = failure.printed.splitlines()
    if not texts:
        return []
    left = len(texts) - PRINTED_LINES
    if left > 0 and not style.full:
        texts = [f"... {left} lines before; all: {style.how_to_see_all}", *texts[-PRINTED_LINES:]]
    return labelled("you printed", texts, width)


def _place(failure: Failure, width: int, style: Style) -> list[Line]:
    if not failure.file or not failure.line:
        return []
    where = f"{failure.file}:{failure.line}"
    inside = f", in {failure.function}" if failure.function else ""
    inside = inside.replace(", in class ", ", class ")
    lines = labelled("look at", [where + inside], width, Role.PLAIN)
    if not failure.source:
        return lines
    number = f"{failure.line} {style.glyphs.line} "
    start = INDENT + 2 if style.is_narrow else INDENT + LABEL
    room = width - start - len(number)
    begin = 0
    if len(failure.source) > room:  # a long line is shown around the place that matters, and says so by its dots
        begin = max(0, min(failure.column - room // 2, len(failure.source) - room + 8))
    text = ("... " if begin else "") + printable(failure.source[begin:])
    text = text if len(text) <= room else text[: max(0, room - 4)] + " ..."
    lines.append(Line((Span(" " * start), Span(number, Role.LABEL), Span(text, Role.CODE))))
    if failure.column:
        at = failure.column - 1 - begin + (4 if begin else 0)
        length = max(1, min(failure.end_column - failure.column, room - at))
        margin = f"{' ' * len(str(failure.line))} {style.glyphs.line} "
        marks = Span(" " * max(0, at) + "^" * length, Role.BAD)
        lines.append(Line((Span(" " * start), Span(margin, Role.LABEL), marks)))
    return lines


# --- tasks ------------------------------------------------------------------------------------------------------------


def task_status(task: TaskResult) -> tuple[str, Role]:
    """How far a task is, in words."""
    if task.is_passing:
        return "passing", Role.GOOD
    if not task.is_started:
        return "not started", Role.PLAIN
    return f"{task.passed} of {task.total} passing", Role.PLAIN


def task_header(task: TaskResult, style: Style) -> list[Line]:
    """The line of a task."""
    name = f"Task {task.number}  {task.title}" if task.number else task.title
    status, role = task_status(task)
    sign = style.glyphs.good if task.is_passing else " "
    return header(name, f"{status} {sign}".rstrip(), style.width, role, Role.PLAIN if task.is_passing else Role.TITLE)


def summary_lines(run: TestRun, width: int) -> list[Line]:
    """A line for each task, for where the failures are shown already."""
    style = Style(width)
    if run.problem is not None:
        return []
    return [line for task in run.tasks for line in task_header(task, style)]


def task_lines(task: TaskResult, style: Style, *, in_full: bool, advice: str) -> list[Line]:
    """A task that does not pass: its first failure as a page, the others as a line each, and what waits."""
    lines = task_header(task, style)
    first = task.first_problem
    if first is None:
        return lines
    shown_names: set[str] = set()
    waiting: list[TestOutcome] = []
    for test in [first, *(test for test in task.tests if test is not first)]:
        if test.passed or test.state is State.SKIPPED:
            continue
        is_first = test is first
        if not is_first and (test.state in NOT_WRONG or test.waits_for in shown_names):
            waiting.append(test)
        elif test.failure is not None and (is_first or in_full):
            lines += failure_lines(
                test.failure, style.width, outcome=test, style=style, advice=advice if is_first else ""
            )
        else:
            case = f" [{test.case}]" if test.case else ""
            lines += bullet(style.glyphs.bad, f"{test.title}{case}", style.width, Role.PLAIN, Role.BAD)
        if test.waits_for and test.state is State.MISSING_NAME:
            shown_names.add(test.waits_for)
    return lines + _waiting(waiting, style)


def _waiting(tests: list[TestOutcome], style: Style) -> list[Line]:
    """What is not shown, and the reason: each kind is a line."""
    counts: dict[str, int] = {}
    for test in tests:
        if test.state is State.MISSING_NAME:
            reason = "wait until this one passes" if test.waits_for else "wait"
        elif test.waits_for:
            reason = f"wait for {test.waits_for}"
        elif test.state is State.NOT_RUN:
            reason = "have not been run"
        else:
            reason = "meet code that is not written yet"
        counts[reason] = counts.get(reason, 0) + 1
    lines: list[Line] = []
    for reason, count in counts.items():
        noun, verb = ("check", _singular(reason)) if count == 1 else ("checks", reason)
        lines += bullet(style.glyphs.waits, f"{count} more {noun} {verb}", style.width)
    return lines


def _singular(reason: str) -> str:
    first, _, rest = reason.partition(" ")
    return f"{'has' if first == 'have' else first + 's'} {rest}".strip()


# --- a whole run ------------------------------------------------------------------------------------------------------


def run_lines(run: TestRun, title: str, style: Style) -> list[Line]:
    """The page of a run: each task in a line, the first failure in full, and what to do next."""
    right = f"{run.passed} of {run.total} passing"
    lines = [*header(title, right, style.width, Role.GOOD if run.is_passing else Role.PLAIN, hang=0), Line()]
    if run.problem is not None:
        advice = next(iter(style.next_steps), "mend it and save")
        lines += failure_lines(run.problem, style.width, outcome=_as_outcome(run), style=style, advice=advice)
        count = f"{run.total} checks wait" if run.total != 1 else "1 check waits"
        return lines + (bullet(style.glyphs.waits, f"{count} until this is mended", style.width) if run.total else [])
    current = run.current_task
    for task in run.tasks:
        is_current = task is current
        everything = style.full or bool(style.task)
        if task.is_passing or not (is_current or everything):
            lines += task_header(task, style)
        else:
            advice = next(iter(style.next_steps), f"course hint {task.number}") if is_current else ""
            lines += task_lines(task, style, in_full=everything, advice=advice)
    return lines + _ending(run, style)


def _as_outcome(run: TestRun) -> TestOutcome:
    return TestOutcome(id="", task=0, title="", state=run.problem_state or State.IMPORT_FAILED)


def _ending(run: TestRun, style: Style) -> list[Line]:
    """What a run that is not finished leaves to be seen elsewhere; or that it is finished."""
    if run.is_passing:
        steps = style.next_steps or ("course next",)
        what = "All checks of this task pass." if style.task else "All checks pass."
        return [Line(), Line.of(what, Role.GOOD), *labelled("next", steps, style.width, Role.NEXT)]
    current = run.current_task
    later = [task for task in run.tasks if task is not current and task.is_started and not task.is_passing]
    if not later or style.full or style.task:
        return []
    numbers = [str(task.number) for task in later]
    several = " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    noun = "Task" if len(later) == 1 else "Tasks"
    return [Line(), *wrap_plain(f"{noun} {several} as well: course test --task {later[0].number}", style.width)]


def wrap_plain(text: str, width: int) -> list[Line]:
    """A sentence in lines."""
    return [Line.of(piece) for piece in textwrap.wrap(text, width)]
