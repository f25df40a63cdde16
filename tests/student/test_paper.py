"""Output for any terminal, completion for the shells that can have it, and no name of a machine anywhere."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from grader.cli.student.here import find_root
from grader.cli.student.paper import Paper, paper, wants_colour, write
from grader.errors import UsageError
from grader.student.pages import ASCII, UNICODE, Line, Role
from tests.student.ground import TALLY, course, student_repository


class Terminal(io.TextIOWrapper):
    """An output that calls itself a terminal."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def output(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> io.BytesIO:
    """Let the output be a terminal of that encoding, and give its bytes."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(buffer, encoding=encoding, write_through=True))
    for name in ("NO_COLOR", "COURSE_ASCII", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return buffer


@pytest.mark.parametrize(
    ("encoding", "glyphs"),
    [("utf-8", UNICODE), ("cp65001", UNICODE), ("cp1252", ASCII), ("cp437", ASCII), ("ascii", ASCII)],
)
def test_signs_are_those_the_terminal_has(monkeypatch: pytest.MonkeyPatch, encoding: str, glyphs: object) -> None:
    """A code page without one of the signs gets none of them, so that a page is of one piece."""
    output(monkeypatch, encoding)

    assert glyphs == paper().glyphs


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_is_switched_off_by_the_usual_means(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Terminals get colour unless somebody says no."""
    output(monkeypatch)
    with_colour = wants_colour()
    monkeypatch.setenv(name, value)

    assert (True, False) == (with_colour, wants_colour())


def test_colour_is_beside_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words come with and without it."""
    buffer = output(monkeypatch)
    for colour in (True, False):
        Paper(40, ASCII, colour=colour).show([Line.of("passed", Role.GOOD)])
    coloured, plain = buffer.getvalue().decode().splitlines()

    assert "passed" == plain
    assert coloured.startswith("\x1b[32m")
    assert "passed" in coloured


def test_what_a_code_page_lacks_is_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """No character makes output fail."""
    buffer = output(monkeypatch, "cp437")
    write("5 € für 港")

    assert b"5 \\u20ac f\x81r \\u6e2f\n" == buffer.getvalue().replace(b"\r\n", b"\n")


@pytest.mark.parametrize(("share", "bar"), [(0.0, "...."), (0.49, "#..."), (0.999, "###."), (1.0, "####")])
def test_a_bar_is_full_only_when_nothing_is_left(share: float, bar: str) -> None:
    """Rounding never shows more than there is."""
    assert bar == Paper(40, ASCII).bar(share, 4)


def test_paragraphs_wrap_and_commands_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    """What is read is wrapped; what is copied stays in one line."""
    Paper(24, ASCII).say("a sentence that is longer than the page")
    Paper(24, ASCII).raw("weeks/01-quay/tally/tally.py --and more", indent=2)

    assert capsys.readouterr().out.splitlines() == [
        "a sentence that is",
        "longer than the page",
        "  weeks/01-quay/tally/tally.py --and more",
    ]


def test_the_course_is_found_from_below_and_never_in_a_copy(tmp_path: Path) -> None:
    """From an exercise, and from a copy below .quayside, the same course is found."""
    root = student_repository(tmp_path)
    copy = root / ".quayside" / "review" / "weeks" / TALLY
    copy.mkdir(parents=True)

    assert {root} == {find_root(place) for place in (root, root / "weeks" / TALLY, copy)}
    with pytest.raises(UsageError):
        find_root(tmp_path)


# --- completion -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_clicks_own_with_how_to_keep_it(tmp_path: Path, shell: str) -> None:
    """The script names our command, and its first lines say where it goes."""
    done = course(tmp_path, "completion", shell)

    assert 0 == done.returncode
    assert done.stdout.startswith("# Completion of `course`")
    assert f"course completion {shell} >" in done.stdout
    assert f"_COURSE_COMPLETE={shell}_complete" in done.stdout


def test_the_shell_is_taken_from_the_environment(tmp_path: Path) -> None:
    """Without a name it is the shell at hand; one that cannot be seen or served is said so."""
    by_itself = course(tmp_path, "completion", environment={"SHELL": "/usr/bin/zsh"})
    unknown = course(tmp_path, "completion", environment={"SHELL": ""})
    powershell = course(tmp_path, "completion", "powershell")

    assert "zsh_complete" in by_itself.stdout
    assert [2, 2] == [unknown.returncode, powershell.returncode]
    assert "click" in powershell.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("course re", ["reset", "review"]), ("course reset ta", ["tally"]), ("course quiz 0", ["01"])],
)
def test_completion_offers_commands_exercises_and_weeks(tmp_path: Path, typed: str, offered: list[str]) -> None:
    """What a shell asks while somebody types is answered from the course at hand."""
    words = typed.split(" ")
    asking = {"_COURSE_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    done = course(student_repository(tmp_path), environment=asking)

    assert offered == [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_completion_outside_a_course_offers_nothing(tmp_path: Path) -> None:
    """And says nothing into the line that is being typed."""
    asking = {"_COURSE_COMPLETE": "bash_complete", "COMP_WORDS": "course reset x", "COMP_CWORD": "2"}
    done = course(tmp_path, environment=asking)

    assert ("", "") == (done.stdout.strip(), done.stderr)
