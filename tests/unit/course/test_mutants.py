"""Tests of grader.course.mutants: small changes of behaviour, each once, none of which is no change at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import mutants
from grader.course.mutants import Equivalent, mutants_of, mutants_of_each, read_equivalents
from tests.builders import text


def changes(source: str) -> list[tuple[int, str, str]]:
    """Line, before and after of all mutants."""
    return [(mutant.line, mutant.before, mutant.after) for mutant in mutants_of(text(source).encode())]


def test_operators_comparisons_and_statements_are_changed() -> None:
    """Each kind of change appears with its line, in the order of the lines."""
    found = changes(
        """
        def room(free, wanted):
            left = free - wanted
            return left >= 0
        """
    )

    assert {(2, "left = free - wanted", "left = free + wanted"), (2, "left = free - wanted", "pass")} <= set(found)
    assert {(3, "return left >= 0", "return left > 0"), (3, "return left >= 0", "return None")} <= set(found)
    assert sorted(line for line, _, _ in found) == [line for line, _, _ in found]


def test_a_removed_decorator_is_what_is_gone() -> None:
    """A mutant that is a line shorter says that the line is gone, not what moved up."""
    found = changes(
        """
        @cached
        def one():
            return 1
        """
    )

    assert (1, "@cached", "") in found


def test_each_exception_of_a_clause_is_replaced() -> None:
    """With dotted names as well as with plain ones."""
    found = changes(
        """
        try:
            read()
        except (OSError, csv.Error):
            pass
        """
    )

    assert [after for line, _, after in found if line == 3] == [
        "except (OSError, StopAsyncIteration):",
        "except (StopAsyncIteration, csv.Error):",
    ]


def test_annotations_and_docstrings_give_no_mutant() -> None:
    """What no behaviour depends on is not changed: there would be nothing to notice."""
    found = changes(
        '''
        def nothing(value: int | None = None) -> "int | None":
            """One | two - three."""
            kept: int | None
        '''
    )

    assert [] == found


def test_no_behaviour_is_there_twice() -> None:
    """Two operators that lead to the same code count once."""
    found = mutants_of(b"def f(a):\n    return not a\n")

    assert len(found) == len({mutant.source for mutant in found})
    assert all(mutant.source != b"def f(a):\n    return not a\n" for mutant in found)


def test_taking_out_what_changes_nothing_is_no_mutant() -> None:
    """`return None` becomes `return None`."""
    assert [] == changes("def f():\n    return None\n")


def test_statements_that_do_nothing_are_left_alone() -> None:
    """Docstrings, bare annotations, a bare return and yields stay: taking them out changes nothing or everything."""
    found = changes(
        '''
        def numbers():
            """Numbers."""
            x: int
            yield
            yield from ()
            return
        '''
    )

    assert [] == found


def test_letters_beyond_ascii_shift_nothing() -> None:
    """A statement behind such a letter on its line is cut out where it begins: offsets in a tree count bytes."""
    found = mutants_of('def f(name):\n    if name == "ÅÄÖ": return 1\n    return 2\n'.encode())

    assert 'if name == "ÅÄÖ": return None' in [
        mutant.source.decode().splitlines()[1].strip() for mutant in found if mutant.operator == "RemoveStatement"
    ]


def test_a_change_that_does_not_compile_is_no_mutant(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an operator makes of odd code may be no code."""
    monkeypatch.setattr(mutants, "_variants", lambda text, operator, places: iter(["def f(:\n"]))

    assert () == mutants_of(b"x = 1\n")


def test_an_operator_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the mutation library may lack one of the operators."""
    monkeypatch.setattr(mutants, "OPERATORS", ("core/NoSuchOperator",))

    assert () == mutants_of(b"x = 1 + 1\n")


def test_the_number_of_changes_of_one_kind_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module full of numbers does not keep a machine busy for a day."""
    monkeypatch.setattr(mutants, "MAX_OCCURRENCES", 2)
    monkeypatch.setattr(mutants, "OPERATORS", ("core/NumberReplacer",))

    assert 2 == len(mutants_of(b"x = [1, 2, 3, 4, 5, 6, 7, 8]\n"))


def test_a_change_that_only_adds_lines_is_told_from_the_end() -> None:
    """Where no line differs, the change is behind the last one."""
    assert (1, "", "") == mutants._difference("x = 1\n", "x = 1\ny = 2\n")


def test_equivalents_have_a_reason(tmp_path: Path) -> None:
    """Each declared equivalent is read with its reason; without a file there are none."""
    path = tmp_path / "mutants.toml"
    before = read_equivalents(path)
    path.write_text('[[equivalent]]\nbefore = "a"\nafter = "b"\nreason = "c"\n')

    assert [(), (Equivalent("a", "b", "c"),)] == [before, read_equivalents(path)]


def test_a_mutant_is_named_by_its_line_and_change() -> None:
    """The name is what an author looks for and copies into mutants.toml."""
    named = {mutant.name for mutant in mutants_of(b"x = 1 + 2\n")}

    assert "line 1: 'x = 1 + 2' -> 'x = 1 - 2'" in named


def test_several_processes_make_the_same_mutants() -> None:
    """However many make them, they come in the order of the modules."""
    sources = [b"x = 1 + 2\n", b"y = not x\n", b"z = 3 < 4\n"]
    assert mutants_of_each(sources, jobs=2) == [mutants_of(source) for source in sources]
    assert all(mutants_of_each(sources, jobs=1))


@pytest.mark.parametrize("source", [b"def lift(:\n", b"x = 1 + 2\n\xff", b"x = 1 + 2\n\0"])
def test_what_is_no_python_has_no_mutants(source: bytes) -> None:
    """What is wrong with such a reference is said by those that import it."""
    assert () == mutants_of(source)
