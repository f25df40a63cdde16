"""Turns what a failing test left behind into the parts of a failure page.

It has the traceback, the test's syntax tree and the two values that pytest saw when it compared them; it runs nothing
again. Knows neither pytest's objects nor how a page looks.
"""

from __future__ import annotations

import ast
import difflib
import sys
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from grader.student.deadline import TookTooLong
from grader.student.excerpts import LONGEST, described, first_difference, shown
from grader.student.pointing import Home, Scope, Spot, Step, place_of, steps, students_step, who_gave
from grader.student.reading import (
    TestSource,
    Wanted,
    innermost,
    statements_until,
    stub_of,
    unfinished_task,
)
from grader.student.results import Failure, State
from grader.student.scripts import CalledLines, as_typed, script
from grader.student.standins import NameMissing, is_stand_in

MOST_LINES = 7
"""Lines of a test that a page shows before what was compared."""


@dataclass(frozen=True)
class Compared:
    """The two values of the comparison that failed last."""

    operator: str
    left: Any
    right: Any


@dataclass(frozen=True)
class Circumstances:
    """All that is known of the test that failed."""

    home: Home
    source: TestSource | None
    function: str
    task: int
    arguments: dict[str, Any]
    """Values of the parameters that the case sets."""
    case: str = ""
    compared: Compared | None = None
    missing: frozenset[Wanted] = frozenset()
    """Names that this test uses and that are not there."""
    longest: int = LONGEST


@dataclass(frozen=True)
class Explained:
    """How a test ended, why, and what it waits for."""

    state: State
    failure: Failure | None
    waits_for: str = ""


def explain(error: BaseException, about: Circumstances) -> Explained:
    """What became of a test that raised `error`."""
    if isinstance(error, NameMissing) or about.missing:
        wanted = Wanted(error.module, error.name) if isinstance(error, NameMissing) else min(about.missing, key=str)
        return Explained(State.MISSING_NAME, missing_name(wanted), wanted.name)
    stub = _unfinished(error)
    if stub is not None:
        step = students_step(stub.__traceback__, about.home)
        number, text = unfinished_task(stub) or (0, "")
        failure = _at(Failure(message=text), step.spot if step else None, about.home, with_source=False)
        if number == about.task or not about.task:
            return Explained(State.NOT_STARTED, failure)
        return Explained(State.WAITING, failure, f"Task {number}")
    return _Page(error, about).explained()


def missing_name(wanted: Wanted) -> Failure:
    """The one line for a name that is not there."""
    file = f"{wanted.module.replace('.', '/')}.py"
    there = vars(sys.modules.get(wanted.module) or object)
    names = [name for name, value in there.items() if name[:1] != "_" and not is_stand_in(value)]
    near = difflib.get_close_matches(wanted.name, names, n=1)
    other = f"; it has `{near[0]}`" if near else ""
    return Failure(message=f"{file} has no `{wanted.name}` yet{other}", file=file)


def _unfinished(error: BaseException) -> BaseException | None:
    """The exception of a stub: this one, or the one that it was raised from."""
    current: BaseException | None = error
    while current is not None:
        if unfinished_task(current):
            return current
        current = current.__cause__
    return None


def _at(failure: Failure, spot: Spot | None, home: Home, *, with_source: bool = True) -> Failure:
    """The failure with the place a student should look at."""
    if spot is None:
        return failure
    place = replace(failure, file=spot.path.relative_to(home.folder).as_posix(), line=spot.line)
    function = "" if spot.function in ("", "<module>") else spot.function.replace(".<locals>", "")
    place = replace(place, function=function)
    if not with_source or not spot.source.strip():
        return place
    text = spot.source
    indent = len(text) - len(text.lstrip())
    if spot.end_column:
        place = replace(place, column=spot.column - indent + 1, end_column=spot.end_column - indent + 1)
    return replace(place, source=text.strip())


class _Page:
    """One failure in the making: where the test stood, what it was about to find out, and what came of it."""

    def __init__(self, error: BaseException, about: Circumstances) -> None:
        self.error = error
        self.about = about
        self.steps = _meaningful(error.__traceback__)
        in_tests = [step for step in self.steps if about.home.is_tests(str(step.spot.path))]
        named = [step for step in in_tests if step.frame.f_code.co_name == about.function]
        self.outer: Step | None = next(iter(named or in_tests), None)
        self.inner: Step | None = in_tests[-1] if in_tests else None
        self.scope = Scope(self.outer.frame if self.outer else None)
        self.statements = self._statements(self.outer)

    def _statements(self, step: Step | None) -> list[ast.stmt]:
        if step is None or self.about.source is None:
            return []
        name, line = step.frame.f_code.co_name, step.spot.line
        function = self.about.source.function_at(name, line)
        return statements_until(function, line) if function else []

    def explained(self) -> Explained:
        """The state and the parts of the page."""
        error = self.error
        if isinstance(error, TookTooLong):
            failure = replace(self._ran(self._asked()), got=str(error))
            return Explained(State.TIMEOUT, self._pointed(failure, error.__cause__ or error))
        raising = self._raises()
        if raising is not None:
            return self._about_raises(raising)
        if self._is_assertion():
            return self._about_assertion()
        got = f"raised {described(error)}{_caused(error)}"
        failure = replace(self._ran(self._asked()), got=got, expected=self._awaited())
        failure = self._pointed(failure, error)
        # What does not exist yet may be missed in any way; a line of the student's that raised has been written.
        return self._or_stub(State.RAISED, failure) if not failure.source else Explained(State.RAISED, failure)

    # --- what the test did ------------------------------------------------------------------------------------------

    def _ran(self, subject: ast.expr | None = None, *, with_subject: bool = True) -> Failure:
        """The lines that ran; with `subject`, the expression that is looked at instead of the whole last statement."""
        if not self.statements or self.about.source is None:
            return Failure()
        lines = script(self.about.source, self.statements, self.outer.spot.line if self.outer else 0, subject)
        lines = lines if with_subject else lines[:-1]
        typed = CalledLines(lines, self.about.arguments, self.about.case).lines(MOST_LINES)
        return Failure(called=typed)

    def _last(self, step: Step | None = None) -> ast.stmt | None:
        step = step or self.outer
        if step is None:
            return None
        statements = self._statements(step)
        return next(reversed(list(innermost(statements, step.spot.line))), None)

    # --- assertions -------------------------------------------------------------------------------------------------

    def _is_assertion(self) -> bool:
        """Whether it is an assertion of the test file that failed, and not one of the student's."""
        last = self.steps[-1] if self.steps else None
        return isinstance(self.error, AssertionError) and last is not None and last is self.inner

    def _about_assertion(self) -> Explained:
        statement = self._last(self.inner)
        if not isinstance(statement, ast.Assert):
            failure = replace(self._ran(), got=described(self.error))
            return Explained(State.FAILED, self._pointed(failure, self.error))
        told = Told(statement, self.about.compared, str(self.error), self.about.longest)
        here = self.outer is self.inner
        is_call = _calls(told.subject)
        failure = self._ran(told.subject if here else None, with_subject=is_call or not here)
        failure = replace(failure, got=told.got, expected=told.expected, difference=told.difference())
        if statement.msg is not None:
            failure = replace(failure, message=str(self.error).partition("\nassert ")[0])
        if not is_call and here:
            failure = replace(failure, subject=as_typed(told.subject, self.about.arguments))
        failure = self._pointed(failure, self.error, [told.culprit or told.subject])
        return self._or_stub(State.FAILED, failure)

    def _or_stub(self, state: State, failure: Failure) -> Explained:
        """Not started, if what the page points to has not been written; else the state and the page as they are."""
        stub = self._stub_at(failure)
        if stub is None:
            return Explained(state, failure)
        place = Failure(message=stub, file=failure.file, line=failure.line, function=failure.function)
        return Explained(State.NOT_STARTED, place)

    def _asked(self) -> ast.expr | None:
        """The side of a comparison that was still to be found out when the test was stopped."""
        statement = self._last()
        if not isinstance(statement, ast.Assert) or not isinstance(statement.test, ast.Compare):
            return None
        if len(statement.test.ops) != 1 or not isinstance(statement.test.ops[0], ast.Eq | ast.Is):
            return None
        return statement.test.left if _calls(statement.test.left) else None

    def _awaited(self) -> str:
        """What the assertion would have compared with, where that is known without running anything."""
        statement = self._last()
        if not isinstance(statement, ast.Assert) or not isinstance(statement.test, ast.Compare):
            return ""
        if not isinstance(statement.test.ops[0], ast.Eq | ast.Is):
            return ""
        wanted = statement.test.comparators[0]
        if isinstance(wanted, ast.Name) and self.scope.has(wanted.id):
            return shown(self.scope.get(wanted.id), self.about.longest)
        return as_typed(wanted, self.about.arguments)

    def _stub_at(self, failure: Failure) -> str | None:
        """What the stub of this very task says, if the place that the page points to still is that stub."""
        if not failure.file or not failure.line:
            return None
        try:
            tree = ast.parse((self.about.home.folder / failure.file).read_bytes())
        except (OSError, SyntaxError, ValueError):
            return None
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        found = [node for node in ast.walk(tree) if isinstance(node, kinds) and node.lineno == failure.line]
        texts = (stub_of(node, self.about.task) for node in found)
        return next((text for text in texts if text is not None), None)

    # --- expected exceptions ----------------------------------------------------------------------------------------

    def _raises(self) -> ast.withitem | None:
        """The `with pytest.raises(...)` that the test stood in, if any."""
        if self.outer is None:
            return None
        for statement in reversed(list(innermost(self.statements, self.outer.spot.line))):
            for item in statement.items if isinstance(statement, ast.With) else ():
                call = item.context_expr
                if isinstance(call, ast.Call) and ast.unparse(call.func) in {"pytest.raises", "raises"} and call.args:
                    return item
        return None

    def _about_raises(self, item: ast.withitem) -> Explained:
        call = item.context_expr
        assert isinstance(call, ast.Call)  # noqa: S101 (so _raises chose it)
        expected = as_typed(call.args[0], self.about.arguments)
        pattern = next(
            (as_typed(word.value, self.about.arguments) for word in call.keywords if word.arg == "match"), ""
        )
        if pattern:
            expected += f" with {pattern} in its text"
        error: BaseException = self.error
        if type(error).__name__ == "Failed" and "DID NOT RAISE" in str(error):
            failure = replace(self._ran(), got="no exception", expected=expected)
            return Explained(State.FAILED, self._pointed(failure, error, list(self._body_of_raises())))
        if isinstance(error, AssertionError) and error.__context__ is not None and error.__suppress_context__:
            error = error.__context__
        failure = replace(self._ran(), got=f"raised {described(error)}{_caused(error)}", expected=expected)
        return Explained(State.RAISED if error is self.error else State.FAILED, self._pointed(failure, error))

    def _body_of_raises(self) -> list[ast.stmt]:
        line = self.outer.spot.line if self.outer else 0
        blocks = [block for block in innermost(self.statements, line) if isinstance(block, ast.With)]
        return blocks[-1].body[::-1] if blocks else []

    # --- where to look ----------------------------------------------------------------------------------------------

    def _pointed(self, failure: Failure, error: BaseException, first: list[Any] | None = None) -> Failure:
        """The failure with the student's line that raised, or else the function that gave the value."""
        home = self.about.home
        step = students_step(error.__traceback__, home)
        if step is not None:
            return _at(failure, step.spot, home)
        expressions: list[ast.AST] = [item for item in first or [] if item is not None]
        last = self._last()
        if last is not None and not first:
            expressions.append(last)
        expressions += [item for item in self.statements[::-1] if item is not last]
        if last is not None and first:
            expressions.append(last)
        spot = who_gave(expressions, self.scope, home) or _of_attribute_error(error, home)
        return _at(failure, spot, home, with_source=False)


def _meaningful(trace: TracebackType | None) -> list[Step]:
    """The frames of an exception without those of pytest, whose folder is known by its name."""
    return [
        step for step in steps(trace) if "_pytest" not in step.spot.path.parts and "pluggy" not in step.spot.path.parts
    ]


def _of_attribute_error(error: BaseException, home: Home) -> Spot | None:
    owner = getattr(error, "obj", None) if isinstance(error, AttributeError) else None
    return place_of(owner if isinstance(owner, type) else type(owner), home) if owner is not None else None


def _caused(error: BaseException) -> str:
    return f" (caused by {described(error.__cause__)})" if error.__cause__ is not None else ""


def _calls(node: ast.expr | None) -> bool:
    return any(isinstance(item, ast.Call | ast.Subscript) for item in ast.walk(node)) if node is not None else False


class Told:
    """What a failed `assert` says: the expression looked at, what it was, and what it should have been."""

    def __init__(self, statement: ast.Assert, compared: Compared | None, text: str, longest: int) -> None:
        self.test = statement.test
        self.compared = compared
        self.longest = longest
        self.subject: ast.expr = statement.test
        self.wanted: ast.expr | None = None
        self.culprit: ast.expr | None = None
        """The one of several expressions that has the wrong value, once `difference` has been asked."""
        self.got = ""
        self.expected = "True"
        test = statement.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and compared is not None:
            self._read_comparison(test, compared)
        elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self.subject, self.got, self.expected = test.operand, _asserted(text), "False, or something empty"
        else:
            self.got = _asserted(text)
            self.expected = "True" if self.got == "False" else "something that counts as true"
        if self.got.startswith("not "):
            self.got = self.got.removeprefix("not ")

    def _read_comparison(self, test: ast.Compare, compared: Compared) -> None:
        left, right = test.left, test.comparators[0]
        values = (compared.left, compared.right)
        if isinstance(left, ast.Constant) and not isinstance(right, ast.Constant) and compared.operator in ("==", "is"):
            left, right, values = right, left, values[::-1]
        self.subject, self.wanted = left, right
        mine, wanted = (shown(value, self.longest) for value in values)
        operator = compared.operator
        self.got = mine
        if operator in ("==", "is"):
            self.expected = wanted
        elif operator in ("!=", "is not"):
            self.subject = test
            self.got = f"{mine} {'equals' if operator == '!=' else 'is'} {wanted}"
            self.expected = "something else"
        elif operator in ("in", "not in"):
            if isinstance(compared.right, list | tuple | dict | str | set | frozenset):
                self.subject, self.got = right, wanted
                self.expected = f"{mine} in it" if operator == "in" else f"no {mine} in it"
            else:  # what such a container holds is not seen by looking at it
                self.subject, self.got = test, "False"
        else:
            self.subject = test
            self.got, self.expected = f"{mine} {operator} {wanted} is False", "True"

    def difference(self) -> tuple[str, ...]:
        """Where the values differ first; of a tuple of expressions, which of them."""
        compared = self.compared
        if compared is None or compared.operator != "==" or self.wanted is None:
            return ()
        mine, wanted = compared.left, compared.right
        if self.subject is not self.test and isinstance(self.test, ast.Compare) and self.subject is not self.test.left:
            mine, wanted = wanted, mine
        at = self._place_in_tuple(mine, wanted)
        if at is not None and isinstance(self.subject, ast.Tuple | ast.List):
            self.culprit = self.subject.elts[at]
            return (f"{ast.unparse(self.culprit)} is {shown(mine[at], 80)}, not {shown(wanted[at], 80)}",)
        return first_difference(mine, wanted)

    def _place_in_tuple(self, mine: Any, wanted: Any) -> int | None:
        """Which of several expressions written side by side has another value than expected."""
        subject = self.subject
        if not isinstance(subject, ast.Tuple | ast.List) or any(isinstance(item, ast.Starred) for item in subject.elts):
            return None
        if type(mine) is not type(wanted) or not isinstance(mine, tuple | list):
            return None
        if not len(subject.elts) == len(mine) == len(wanted) > 1:
            return None
        return next((at for at in range(len(mine)) if mine[at] != wanted[at]), None)


def _asserted(text: str) -> str:
    """The value that pytest says was asserted: the first line of its text after the word `assert`."""
    line = next((line for line in text.splitlines() if line.startswith("assert ")), "")
    return line.removeprefix("assert ").strip() or "something that is not true"
