"""Tests of grader.cli.main: every error ends in two lines and the right code, and every command is listed with help."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import grader
from grader.cli import main as module
from grader.cli.front import printable
from grader.cli.main import COMMANDS, main, run
from grader.errors import CourseError, GraderFault, IsolationUnavailable, OutputUnwritable, Problem, UsageError

FIX = "mend it"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def ending(error: BaseException) -> Callable[..., int]:
    """A command that ends in an error."""

    def act(*_: object, **__: object) -> int:
        raise error

    return act


def test_every_command_has_a_module_and_every_module_is_a_command() -> None:
    """Nothing can be forgotten in the overview."""
    others = {"__init__", "front", "main", "options"}
    modules = {path.stem for path in Path(module.__file__).parent.glob("*.py")} - others

    assert set(COMMANDS) == modules


def test_the_overview_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """With a line each."""
    code, shown, _ = told(capsys, "--help")

    assert 0 == code
    assert [] == [
        name for name, line in COMMANDS.items() if f"{name} " not in shown or line.split(".")[0][:40] not in shown
    ]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The example begins with the command."""
    code, shown, _ = told(capsys, name, "--help")

    assert 0 == code
    assert f"Example: grader {name}" in shown


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """For people who report something."""
    assert (0, f"grader, version {grader.__version__}\n", "") == told(capsys, "--version")


@pytest.mark.parametrize("arguments", [["nonsense"], ["grade"], ["grade", "x", "--jobs", "0"], ["--nonsense"], []])
def test_a_wrong_command_line_is_a_mistake_of_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """click says what is wrong with it; the code is 2."""
    code, _, shown = told(capsys, *arguments)

    assert (2, True) == (code, shown.startswith("Usage: grader"))


@pytest.mark.parametrize(
    ("error", "code", "lines"),
    [
        (UsageError("there is no week", fix=FIX), 2, ["error: there is no week", "fix: mend it"]),
        (OutputUnwritable("full", fix=FIX), 2, ["error: full", "fix: mend it"]),
        (IsolationUnavailable("no walls", fix=FIX), 2, ["error: no walls", "fix: mend it"]),
        (GraderFault("odd\n\x1b[31m", fix=FIX), 4, [r"error: odd\n\x1b[31m", "fix: mend it"]),
        (
            CourseError(
                [Problem("a.toml", "line 3", "is broken", "look"), Problem("b.toml", "", "is missing", "write")]
            ),
            3,
            [
                "error: the course has 2 problems",
                "  a.toml: line 3: is broken (look)",
                "  b.toml: is missing (write)",
                "fix: mend each of them, then run `grader verify`",
            ],
        ),
        (KeyboardInterrupt(), 130, ["stopped"]),
        (click.Abort(), 130, ["stopped"]),
        (SystemExit(1), 141, []),
        (
            ModuleNotFoundError("No module named 'mypy.api'", name="mypy.api"),
            2,
            ["error: this command needs mypy.api, which is not installed", "fix: pip install 'quayside[instructor]'"],
        ),
        (
            ModuleNotFoundError("No module named 'nonsense'", name="nonsense"),
            4,
            [
                "error: the grader itself failed: ModuleNotFoundError: No module named 'nonsense'",
                "fix: run it again with `grader --debug ...` and report what it shows",
            ],
        ),
        (
            ZeroDivisionError("division\nby zero" + "." * 400),
            4,
            [
                "error: the grader itself failed: ZeroDivisionError: division\\nby zero" + "." * 283,
                "fix: run it again with `grader --debug ...` and report what it shows",
            ],
        ),
    ],
)
def test_an_error_is_told_in_a_few_lines_with_its_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    lines: list[str],
) -> None:
    """What happened, where, and what to do; no traceback, and no control characters that a file's name brought in."""
    monkeypatch.setattr(module.group, "main", ending(error))

    found, out, err = told(capsys)
    assert (code, "") == (found, out)
    assert lines == err.splitlines()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system"),
        (
            FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
            "No such file or directory",
        ),
    ],
)
def test_no_room_for_temporary_files_is_no_fault_of_the_grader(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError, reason: str
) -> None:
    """The message says which folder is meant, and how to name another one."""
    monkeypatch.setattr(module.group, "main", ending(error))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("TMPDIR", "/full")

    assert (
        2,
        "",
        (
            f"error: temporary files cannot be written: {reason}\n"
            "fix: make room in /full, or name another folder with TMPDIR\n"
        ),
    ) == told(capsys)


def test_another_error_of_the_system_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing else is taken for a full disk."""
    monkeypatch.setattr(module.group, "main", ending(OSError(errno.EMFILE, "Too many open files")))

    assert 4 == told(capsys)[0]


def test_of_very_many_problems_the_first_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And how many more there are."""
    problems = [Problem(f"{number}.toml", "", "is broken", FIX) for number in range(250)]
    monkeypatch.setattr(module.group, "main", ending(CourseError(problems)))

    lines = told(capsys)[2].splitlines()
    assert (1 + 200 + 1 + 1, "  and 50 more") == (len(lines), lines[201])


@pytest.mark.parametrize("error", [UsageError("no", fix=FIX), ZeroDivisionError("no")])
def test_debug_shows_where_an_error_came_from(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    """The traceback comes before the two lines."""
    monkeypatch.setattr(module.group, "main", ending(error))

    assert told(capsys, "--debug")[2].startswith("Traceback (most recent call last):")


@pytest.mark.parametrize(("result", "code"), [(0, 0), (3, 3), (None, 0)])
def test_what_a_command_gives_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, result: int | None, code: int) -> None:
    """A command that gives nothing is done."""
    monkeypatch.setattr(module.group, "main", lambda *_, **__: result)

    assert code == run([])


def test_a_module_without_command_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake of ours is named as one."""
    monkeypatch.setitem(COMMANDS, "options", "No command at all.")
    monkeypatch.setattr("grader.cli.options.command", "text", raising=False)

    code, _, shown = told(capsys, "options")
    assert (4, True) == (code, "TypeError: grader.cli.options holds no command" in shown)


@pytest.fixture
def termination() -> Iterator[None]:
    """What becomes of SIGTERM is put back afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_the_console_script_exits_with_the_code(
    termination: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It reads the command line, and lets a polite end from outside be a Ctrl-C."""
    monkeypatch.setattr(sys, "argv", ["grader", "nonsense"])

    with pytest.raises(SystemExit) as caught:
        main()
    assert (2, signal.default_int_handler) == (caught.value.code, signal.getsignal(signal.SIGTERM))


def test_text_is_made_printable() -> None:
    """Control characters, line breaks and lone surrogates are written out; letters of all scripts stay."""
    assert r"Zoë 東 \n\t\x1b[31m\u202e\udcff" == printable("Zoë 東 \n\t\x1b[31m\u202e\udcff")


def test_text_is_made_for_the_terminal_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the terminal cannot show is written out as well."""

    class Ascii:
        encoding = "ascii"

    monkeypatch.setattr(sys, "stderr", Ascii())

    assert r"Zo\xeb" == printable("Zoë")
