"""Mutants of a reference: small mechanical changes that the hidden checks must notice; operators are cosmic-ray's.

A mutant is graded like any submission. Those that change only annotations or docstrings, or that repeat another, are
no mutants; those declared equivalent in `mutants.toml` are counted apart, each with its reason.
"""

from __future__ import annotations

import ast
import multiprocessing
import signal
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

_BINARY = (
    "Add_Sub", "Sub_Add", "Mul_FloorDiv", "Div_Mul", "FloorDiv_Mul", "FloorDiv_Div", "Mod_Mul", "Pow_Mul",
    "BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr", "LShift_RShift", "RShift_LShift",
)  # fmt: skip
_COMPARISON = (
    "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt",
    "Is_IsNot", "IsNot_Is",
)  # fmt: skip
_OTHERS = (
    "ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_USub_UAdd", "AddNot",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak", "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop",
)  # fmt: skip
OPERATORS = (
    *(f"core/ReplaceBinaryOperator_{pair}" for pair in _BINARY),
    *(f"core/ReplaceComparisonOperator_{pair}" for pair in _COMPARISON),
    *(f"core/{name}" for name in _OTHERS),
)
"""One or two replacements for each operator: the others of cosmic-ray's two hundred say the same once more."""

MAX_OCCURRENCES = 400


@dataclass(frozen=True)
class Mutant:
    """One changed reference: the operator, the line, and how that line read before and reads after."""

    operator: str
    line: int
    before: str
    after: str
    source: bytes

    @property
    def name(self) -> str:
        """As it is shown: where, and what became of the line."""
        return f"line {self.line}: {self.before!r} -> {self.after!r}"


def mutants_of_each(sources: Sequence[bytes], jobs: int) -> list[tuple[Mutant, ...]]:
    """The mutants of several modules, made by so many processes: parsing takes a second a module and more."""
    if len(sources) < 2 or jobs < 2:
        return [mutants_of(source) for source in sources]
    # Not forked: whoever calls may have threads, such as that of a progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(sources)), mp_context=context, initializer=_leave_interrupts) as pool:
        return list(pool.map(mutants_of, sources))


def _leave_interrupts() -> None:
    """Ctrl-C is the business of the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def mutants_of(source: bytes) -> tuple[Mutant, ...]:
    """All distinct mutants of a module that compile, in the order of their lines; none of what is no Python."""
    try:
        text = source.decode("utf-8")
        seen = {_behaviour(text)}
    except (SyntaxError, ValueError):
        return ()
    found: list[Mutant] = []
    available = set(operator_names())
    nodes = list(ast_nodes(get_ast(text)))
    for operator in OPERATORS:
        if operator not in available:
            continue
        # Each variant parses the module anew, and so would asking for one more than there are.
        places = sum(len(list(get_operator(operator)().mutation_positions(node))) for node in nodes)
        for changed in _variants(text, operator, min(places, MAX_OCCURRENCES)):
            try:
                behaviour = _behaviour(changed)
            except SyntaxError:
                continue
            if behaviour in seen:
                continue
            seen.add(behaviour)
            line, before, after = _difference(text, changed)
            found.append(Mutant(operator.partition("/")[2], line, before, after, changed.encode("utf-8")))
    for line, before, after, changed in _without_statements(text):
        behaviour = _behaviour(changed)
        if behaviour not in seen:
            seen.add(behaviour)
            found.append(Mutant("RemoveStatement", line, before, after, changed.encode("utf-8")))
    return tuple(sorted(found, key=lambda mutant: (mutant.line, mutant.operator, mutant.after)))


def _variants(text: str, operator: str, places: int) -> list[str]:
    found: list[str] = []
    for occurrence in range(places):
        try:
            changed = mutate_code(text, get_operator(operator)(), occurrence)
        except AttributeError:
            # cosmic-ray's ExceptionReplacer knows no dotted name in a tuple of exceptions, and trips over it.
            return list(_other_exceptions(text))
        if changed is None:
            break
        found.append(str(changed))
    return found


def _other_exceptions(text: str) -> Iterator[str]:
    """The module with one exception of an except clause replaced by one that nothing raises, for each."""
    lines = text.splitlines(keepends=True)
    for handler in ast.walk(ast.parse(text)):
        if not isinstance(handler, ast.ExceptHandler) or handler.type is None:
            continue
        for name in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
            if name.end_col_offset is None or name.end_lineno != name.lineno:
                continue
            line = lines[name.lineno - 1].encode()  # offsets count bytes
            other = line[: name.col_offset] + b"StopAsyncIteration" + line[name.end_col_offset :]
            yield "".join([*lines[: name.lineno - 1], other.decode(), *lines[name.lineno :]])


def _without_statements(text: str) -> Iterator[tuple[int, str, str, str]]:
    """The module with one statement of a function taken out, for each; cosmic-ray has no operator for that.

    Code of classes is mostly statements without operators, and would get hardly any mutant otherwise.
    """
    lines = text.splitlines(keepends=True)
    kinds = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Raise, ast.Delete, ast.Return)
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, kinds) or node.end_lineno is None:
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom):
                continue
            if isinstance(node, ast.AnnAssign | ast.Return) and node.value is None:
                continue
            kept = "return None" if isinstance(node, ast.Return) else "pass"
            first = lines[node.lineno - 1]
            changed = [
                *lines[: node.lineno - 1],
                f"{first.encode()[: node.col_offset].decode()}{kept}\n",  # offsets count bytes
                *lines[node.end_lineno :],
            ]
            yield node.lineno, first.strip(), kept, "".join(changed)


def _behaviour(text: str) -> str:
    """What is left of a module when annotations and docstrings, which no behaviour depends on, are taken out."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(value=None)
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0].value = ast.Constant(value="")
    return ast.dump(tree)


def _difference(text: str, changed: str) -> tuple[int, str, str]:
    old, new = text.splitlines(), changed.splitlines()
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        if before.strip() != after.strip():
            # A removed decorator moves the rest up: what is gone is the old line.
            gone = len(new) < len(old)
            return number, before.strip(), "" if gone else after.strip()
    return len(old), "", ""


@dataclass(frozen=True)
class Equivalent:
    """A mutant that no check can notice, and why."""

    before: str
    after: str
    reason: str


def read_equivalents(path: Path) -> tuple[Equivalent, ...]:
    """The declared equivalents; none where there is no file. The schema was checked when the course was loaded."""
    if not path.is_file():
        return ()
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]
    return tuple(Equivalent(table["before"], table["after"], table["reason"]) for table in tables)
