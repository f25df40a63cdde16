"""`doctor`: each defect of a set-up is found and comes with the command that mends it; a good set-up is called good."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.student import doctor
from grader.student.doctor import PLUGIN, Finding, Machine, examine
from grader.student.given import Given, GivenFile, Owner, digest, dump_given
from grader.student.progress import Progress
from grader.student.state import StateFile
from tests.student.ground import TALLY, course, own_file, student_repository

NOW = dt.datetime(2030, 3, 2, tzinfo=dt.UTC)
GOOD = Machine(
    system="Linux",
    python=(3, 12),
    version=lambda package: "99.1",
    plugins=lambda: (PLUGIN,),
    program=lambda name: f"/usr/bin/{name}",
    now=lambda: NOW,
    encoding="utf-8",
    free=lambda path: 10**12,
)


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git with settings of its own, that stops looking for repositories here."""
    (tmp_path / ".gitconfig").write_text("[user]\nname = Amara\nemail = amara@example.org\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good student repository, with its manifest, in git, with a remote."""
    folder = student_repository(tmp_path)
    (folder / ".vscode").mkdir()
    (folder / ".vscode" / "settings.json").write_text("{}", encoding="utf-8")
    names = ["weeks/course.toml", f"weeks/{TALLY}/test_tally.py", ".vscode/settings.json"]
    files = tuple(GivenFile(name, digest((folder / name).read_bytes()), Owner.COURSE) for name in names)
    (folder / ".quayside" / "course.json").write_text(dump_given(Given("1", ("01-quay",), files)), encoding="utf-8")
    for arguments in (["init", "-q"], ["remote", "add", "origin", "https://example.org/mine.git"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, timeout=30, capture_output=True)
    return folder


def finding(root: Path, name: str, machine: Machine = GOOD) -> Finding:
    """What was found of one piece."""
    (found,) = [item for item in examine(root, machine) if item.name == name]
    return found


def test_a_good_set_up_is_called_good(root: Path) -> None:
    """Nothing is to be mended, and looking changes nothing."""
    before = sorted(root.rglob("*"))

    assert [] == [item for item in examine(root, GOOD) if not item.is_well]
    assert before == sorted(path for path in root.rglob("*") if path.name != "lock")


MACHINES: dict[str, tuple[str, Machine, str]] = {
    "old python": ("Python", dataclasses.replace(GOOD, python=(3, 10)), "uv python install 3.12"),
    "old python without uv": (
        "Python",
        dataclasses.replace(GOOD, python=(3, 10), program=lambda name: None),
        "python.org",
    ),
    "no pytest": (
        "packages",
        dataclasses.replace(GOOD, version=lambda name: "" if name == "pytest" else "99"),
        "uv sync",
    ),
    "old pytest": ("packages", dataclasses.replace(GOOD, version=lambda name: "8.4.1"), "uv sync"),
    "no uv": (
        "packages",
        dataclasses.replace(GOOD, version=lambda name: "", program=lambda name: None),
        "python3 -m pip install -e .",
    ),
    "no uv on Windows": (
        "packages",
        dataclasses.replace(GOOD, version=lambda name: "", program=lambda name: None, system="Windows"),
        "py -m pip install -e .",
    ),
    "plugin not found": ("pytest plugin", dataclasses.replace(GOOD, plugins=lambda: ()), "uv sync"),
    "no git": (
        "git",
        dataclasses.replace(GOOD, program=lambda name: None if name == "git" else name),
        "git-scm.com",
    ),
    "full disk": ("write access", dataclasses.replace(GOOD, free=lambda path: 10**6), "make room"),
    "code page": (
        "terminal",
        dataclasses.replace(GOOD, encoding="cp1252", system="Windows"),
        "setx PYTHONUTF8 1",
    ),
    "clock": ("clock", dataclasses.replace(GOOD, now=lambda: NOW - dt.timedelta(days=9000)), "set the clock"),
}


@pytest.mark.parametrize("case", MACHINES)
def test_what_a_machine_lacks_comes_with_what_mends_it(root: Path, case: str) -> None:
    """One finding is not well, and its fix can be typed."""
    name, machine, fix = MACHINES[case]
    found = finding(root, name, machine)

    assert fix in found.fix
    assert not found.is_well


def break_course(root: Path) -> None:
    """A manifest is no TOML any more."""
    (root / "weeks" / TALLY / "exercise.toml").write_text("x =", encoding="utf-8")


def lose_course_file_of_an_address(root: Path) -> None:
    """The same, in a repository that knows where newer versions are."""
    path = root / ".quayside" / "course.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"updates": ""', '"updates": "/new"'), encoding="utf-8")
    lose_course_file(root)


def lose_course_file(root: Path) -> None:
    """A visible test is gone."""
    (root / "weeks" / TALLY / "test_tally.py").unlink()


def change_course_file(root: Path) -> None:
    """A visible test was edited."""
    (root / "weeks" / TALLY / "test_tally.py").write_text("# mine", encoding="utf-8")


def lose_manifest(root: Path) -> None:
    """The list of what was given out is gone."""
    (root / ".quayside" / "course.json").unlink()


def damage_manifest(root: Path) -> None:
    """The list of what was given out was edited."""
    (root / ".quayside" / "course.json").write_text("{", encoding="utf-8")


def later_progress(root: Path) -> None:
    """A later version wrote the progress."""
    (root / ".quayside" / "progress.json").write_text('{"format": "quayside/progress/v9"}', encoding="utf-8")


def utf16(root: Path) -> None:
    """An editor saved as UTF-16."""
    own_file(root, TALLY).write_bytes("x = 1\n".encode("utf-16"))


def latin1(root: Path) -> None:
    """An editor saved as Latin-1."""
    own_file(root, TALLY).write_bytes("# caf\xe9\n".encode("latin-1"))


def mixed_ends(root: Path) -> None:
    """Lines end in two ways."""
    own_file(root, TALLY).write_bytes(b"x = 1\r\ny = 2\n")


def autocrlf(root: Path) -> None:
    """git changes line ends, and no rule of the repository says which."""
    subprocess.run(["git", "config", "core.autocrlf", "true"], cwd=root, check=True, timeout=30)


def no_repository(root: Path) -> None:
    """No git repository."""
    (root / ".git").rename(root.parent / "gone")


def no_remote(root: Path) -> None:
    """Nowhere to push to."""
    subprocess.run(["git", "remote", "remove", "origin"], cwd=root, check=True, timeout=30)


def nobody(root: Path) -> None:
    """git does not know the author."""
    (root.parent / ".gitconfig").write_text("", encoding="utf-8")


def no_settings(root: Path) -> None:
    """The editor's settings are gone."""
    (root / ".vscode" / "settings.json").unlink()


def folder_in_the_way(root: Path) -> None:
    """The commands' folder cannot be written: a folder has the name of the trial file."""
    (root / ".quayside" / f".trial-{os.getpid()}.part").mkdir()


DEFECTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "course": (break_course, "git checkout -- weeks/01-quay/tally/exercise.toml"),
    "course files": (lose_course_file, "git checkout -- weeks/01-quay/tally/test_tally.py"),
    "course files    ": (lose_course_file_of_an_address, "course update --apply"),
    "course files   ": (change_course_file, "git checkout -- weeks/01-quay/tally/test_tally.py"),
    "course files ": (lose_manifest, "get the course again"),
    "course files  ": (damage_manifest, "get the course again"),
    "progress": (later_progress, "course update"),
    "your files": (utf16, "UTF-8"),
    "your files ": (latin1, "UTF-8"),
    "line endings": (mixed_ends, "LF"),
    "line endings ": (autocrlf, "core.autocrlf input"),
    "git": (no_repository, "git init"),
    "git ": (no_remote, "git remote add origin"),
    "git identity": (nobody, "user.name"),
    "editor": (no_settings, "git checkout -- .vscode/settings.json"),
    "write access": (folder_in_the_way, "chmod"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_of_the_folder_comes_with_what_mends_it(root: Path, name: str) -> None:
    """What is broken on purpose is found under its name."""
    damage, fix = DEFECTS[name]
    damage(root)
    found = finding(root, name.strip())

    assert fix in found.fix


def test_a_damaged_progress_is_mended_by_looking(root: Path) -> None:
    """The backup takes its place; that is said, and nothing is left to do."""
    state = StateFile(root)
    state.change(lambda progress: progress.moved_to("a"))
    state.change(lambda progress: progress.moved_to("b"))
    state.path.write_bytes(b"{")
    found = finding(root, "progress")

    assert found.is_well
    assert "the backup is used" in found.said


def test_a_run_in_the_future_is_a_wrong_clock(root: Path) -> None:
    """Tests that ran on a later day say that the clock is behind."""
    later = NOW + dt.timedelta(days=30)
    StateFile(root).change(
        lambda progress: progress.after_run(TALLY, at=later, passing=False, started=True, failing=())
    )

    assert "2030-04-01" in finding(root, "clock").said


def test_paths_too_long_for_windows_are_found_before_they_hurt(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands will write below the folder counts too; on other systems nothing is said against it."""
    monkeypatch.setattr(doctor, "WINDOWS_PATH", len(str(root)) + 60)
    windows = dataclasses.replace(GOOD, system="Windows")

    assert "core.longpaths" in finding(root, "path length", windows).fix
    assert finding(root, "path length").is_well


def test_the_command_ends_with_what_matters(root: Path) -> None:
    """The real machine is looked at in forty columns; what is optional does not fail it."""
    lose_course_file(root)
    done = course(root, "doctor", environment={"COLUMNS": "40"})

    assert 1 == done.returncode
    assert "course files" in done.stdout
    assert "git checkout -- weeks/01-quay/tally/test_tally.py" in done.stdout
    assert [] == [line for line in done.stdout.splitlines() if len(line) > 40 and " fix " not in line]


def test_what_is_well_takes_a_line(root: Path) -> None:
    """All that is well fits a screen of 80 by 24 together with one thing to mend; nothing is left out."""
    lose_course_file(root)
    lines = course(root, "doctor").stdout.splitlines()

    assert 23 >= len(lines)
    assert [item.name for item in examine(root)] == [
        item.name for item in examine(root) if any(line[8:].startswith(item.name) for line in lines)
    ]


def test_an_empty_course_is_found(tmp_path: Path) -> None:
    """A folder weeks/ without exercises is no course."""
    (tmp_path / "x" / "weeks").mkdir(parents=True)

    assert "no exercise" in finding(tmp_path / "x", "course").said
    assert Progress() == StateFile(tmp_path / "x").read()
