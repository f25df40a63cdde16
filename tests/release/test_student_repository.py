"""The repository that students get works on its own, and says what is true: settings, pages, commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from grader.cli import main as cli
from grader.student.given import read_given
from tests.release.small import ROOT, commit, copy_course, files


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The present course, released by the command."""
    folder = tmp_path_factory.mktemp("students") / "out"
    assert cli.run(["release", str(folder), "--course", str(ROOT), "--updates", "https://example.org/course.git"]) == 0
    return folder


def test_the_command_names_what_it_gives_out_and_what_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --verbose every file is named, given out or refused; the end says what to do next."""
    course = copy_course(tmp_path)

    assert cli.run(["release", str(tmp_path / "out"), "--course", str(course), "--verbose"]) == 0

    shown = capsys.readouterr().out
    assert "  student  weeks/01-quay/tally/tally.py" in shown
    assert "  refused  solutions/01-quay/tally/checks.py: instructors only" in shown
    assert "next: grader release --check" in shown


def test_the_command_audits_and_ends_with_one_where_it_finds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` ends with 0 on what was given out, and with 1 and the place after a leak."""
    course, folder = copy_course(tmp_path), tmp_path / "out"
    assert cli.run(["release", str(folder), "--course", str(course)]) == 0
    assert cli.run(["release", "--check", str(folder), "--course", str(course)]) == 0
    shutil.copyfile(course / "solutions/01-quay/tally/checks.py", folder / "weeks/01-quay/tally/tally.py")

    assert cli.run(["release", "--check", str(folder), "--course", str(course)]) == 1
    assert re.search(r"tally\.py:\d+: stands in solutions/01-quay/tally/checks\.py:\d+", capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [["--check", "--week", "1"], ["--wheel"], ["--no-history"]],
    ids=["check with a week", "wheel without check", "history without check"],
)
def test_options_that_exclude_each_other(tmp_path: Path, arguments: list[str]) -> None:
    """Options that make no sense together are a usage error, and nothing is written."""
    assert cli.run(["release", str(tmp_path / "out"), "--course", str(ROOT), *arguments]) == 2
    assert not (tmp_path / "out").exists()


def test_the_students_page_is_short_and_its_commands_exist(out: Path) -> None:
    """The README has about forty lines, fits a terminal, and every `course` command in it is one."""
    text = (out / "README.md").read_text(encoding="utf-8")
    group = (ROOT / "grader" / "cli" / "student" / "group.py").read_text(encoding="utf-8")
    commands = set(re.findall(r"course ([a-z]+)", text)) - {"belong", "s"}

    assert text.count("\n") <= 42
    assert {"doctor", "hint", "list", "next", "reset", "submit", "update"} <= commands
    assert {name for name in commands if f'"{name}":' not in group} == set()


def test_settings_of_editors_name_the_same_pythons_and_find_the_tests(out: Path) -> None:
    """Devcontainer, project and README agree on the Pythons; VS Code runs pytest over weeks/."""
    container = json.loads((out / ".devcontainer/devcontainer.json").read_text())
    settings = json.loads((out / ".vscode/settings.json").read_text())
    project = tomllib.loads((out / "pyproject.toml").read_text())
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    python = container["image"].rpartition(":")[2]

    assert f"Python :: {python}" in " ".join(ours["classifiers"])
    assert python in (out / "README.md").read_text()
    assert project["project"]["requires-python"] == ours["requires-python"]
    assert settings["python.testing.pytestEnabled"] is True
    assert settings["python.testing.pytestArgs"] == project["tool"]["pytest"]["ini_options"]["testpaths"] == ["weeks"]


def test_the_manifest_says_where_updates_are(out: Path) -> None:
    """What `course update` asks without --from."""
    assert read_given(out).updates == "https://example.org/course.git"


@pytest.mark.slow
def test_the_release_of_the_course_is_clean_in_files_wheel_and_history(out: Path, tmp_path: Path) -> None:
    """No canary and no hidden line in any byte of it, its wheel and its history; and it is the same every time."""
    copy = Path(shutil.copytree(out, tmp_path / "copy"))
    commit(copy)

    assert cli.run(["release", "--check", str(copy), "--wheel", "--course", str(ROOT)]) == 0
    again = tmp_path / "again"
    arguments = ["--course", str(ROOT), "--updates", "https://example.org/course.git"]
    assert cli.run(["release", str(again), *arguments]) == 0
    assert files(again) == files(out)


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_two_commands_of_the_readme_set_it_up(out: Path, tmp_path: Path, tool: str) -> None:
    """Set up as the README says, `course` runs, pytest runs, and there is no grader in it."""
    if tool == "uv" and shutil.which("uv") is None:
        pytest.skip("uv is not installed")
    root = Path(shutil.copytree(out, tmp_path / "mine"))
    if tool == "uv":
        commands = [["uv", "sync", "--locked", "--quiet"]]
    else:
        python = ".venv/Scripts/python" if os.name == "nt" else ".venv/bin/python"
        install = [str(root / python), "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
        commands = [[sys.executable, "-m", "venv", ".venv"], install]
    clean = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    for command in commands:
        subprocess.run(command, cwd=root, check=True, timeout=300, env=clean)
    binaries = root / ".venv" / ("Scripts" if os.name == "nt" else "bin")

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        line = [str(binaries / command[0]), *command[1:]]
        return subprocess.run(line, cwd=root, check=False, capture_output=True, text=True, timeout=120, env=clean)

    assert "Start" in run("course", "--help").stdout or "Example" in run("course", "--help").stdout
    assert "restartable-services" in run("course", "list").stdout
    tested = run("course", "test", "restartable-services")
    assert (tested.returncode, "Traceback" in tested.stdout + tested.stderr) == (1, False), tested.stderr
    assert run("python", "-m", "pytest", "-q", "weeks/06-abcs-protocols-mixins/lazy-mapping").returncode == 1
    assert "No module named 'grader.judge'" in run("python", "-c", "import grader.judge").stderr
    assert run("course", "update", "--dry-run", "--from", str(out)).stdout.startswith("You have the newest version")
    assert not (binaries / "grader").exists()
