"""The commands of students as a whole: each has a module and help, and what goes wrong ends in two lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import grader.cli.student
from grader.cli.front import load
from grader.cli.student.group import COMMANDS, PACKAGE, run

FOLDER = Path(grader.cli.student.__file__).parent


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    """The example begins with the command."""
    assert f"Example: course {name}" in (load(PACKAGE, name).help or "")


def test_the_overview_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """And has an example itself."""
    assert 0 == run(["--help"])
    shown = capsys.readouterr().out
    assert [] == [name for name in COMMANDS if f"  {name} " not in shown]
    assert "Example: course test" in shown


def test_a_fault_of_ours_is_two_lines_and_four(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was not thought of ends with what to do; the traceback comes when it is asked for."""
    monkeypatch.setattr(sys.modules["grader.cli.front"], "load", lambda package, name: 1 / 0)
    code, said = run(["doctor"]), capsys.readouterr().err
    asked, shown = run(["--debug", "doctor"]), capsys.readouterr().err

    assert (4, 4) == (code, asked)
    assert "error: `course` itself failed: ZeroDivisionError: division by zero\nfix: course --debug" in said
    assert 2 == len(said.splitlines())
    assert "Traceback" in shown
    assert shown.endswith(said)


def test_an_error_shows_its_traceback_with_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that was thought of too, and then its two lines."""
    monkeypatch.chdir(tmp_path)

    assert 2 == run(["--debug", "list"])
    assert "Traceback" in capsys.readouterr().err
    assert 2 == run(["list"])
    assert "Traceback" not in capsys.readouterr().err


def test_help_imports_no_command() -> None:
    """It answers at once: neither pytest nor a command is loaded for it."""
    code = (
        "import sys; from grader.cli.student import run; run(['--help']);"
        "names = ('grader.cli.student.', '_pytest', 'rich', 'watchfiles');"
        "loaded = [name for name in sys.modules if name.startswith(names)];"
        "sys.exit(0 if loaded == ['grader.cli.student.group'] else str(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (0, b"") == (done.returncode, done.stderr)


def test_the_students_half_needs_no_instructors_library_and_no_sandbox() -> None:
    """Every command loads where only the light installation is there."""
    code = (
        "import sys\n"
        "class Refuses:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        lacking = ('hypothesis', 'jsonschema', 'mypy', 'ruff', 'coverage', 'cosmic_ray', 'jinja2',\n"
        "                   'grader.sandbox', 'grader.judge', 'grader.checks', 'grader.harness', 'grader.course')\n"
        "        if name in lacking:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Refuses())\n"
        "from grader.cli.front import load\n"
        "from grader.cli.student.group import COMMANDS, PACKAGE\n"
        "import grader.student.child\n"
        "[load(PACKAGE, name) for name in COMMANDS]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")

    assert (0, "") == (done.returncode, done.stderr)
