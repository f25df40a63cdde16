"""The guard of the judge, in a process of its own: student code is refused by name and by place, all else goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.judge.guard import Guard, StudentImportRefused, install
from tests.builders import ROOT

Event = tuple[str, tuple[object, ...]]

GUARDED = """
import sys
from pathlib import Path
from grader.errors import GraderFault
from grader.judge.guard import install

boxes = Path(sys.argv[1])
install(["berth_board", "berths"], boxes)
sys.path.insert(0, str(boxes))
{attempt}
print("went on")
"""


EXTENSION = """
from importlib.machinery import ExtensionFileLoader
path = str(boxes / "x.so")
ExtensionFileLoader("x", path).create_module(importlib.util.spec_from_file_location("x", path))
"""


def attempt(boxes: Path, code: str) -> str:
    """What a process with the guard installed says at the end of an attempt."""
    command = [sys.executable, "-c", GUARDED.format(attempt=code), str(boxes)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return (ended.stdout + ended.stderr).strip().splitlines()[-1]


@pytest.fixture
def boxes(tmp_path: Path) -> Path:
    """A folder with what a student handed in."""
    (tmp_path / "berth_board.py").write_text("print('student code ran')\n", encoding="utf-8")
    (tmp_path / "other.py").write_text("print('student code ran')\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "code",
    [
        "import berth_board",
        "import berth_board.inner",
        "import other",
        "import runpy; runpy.run_path(str(boxes / 'other.py'))",
        "exec(compile((boxes / 'other.py').read_text(), str(boxes / 'other.py'), 'exec'))",
        EXTENSION,
    ],
    ids=["name", "inner-name", "place", "run-path", "exec", "extension"],
)
def test_student_code_is_refused(boxes: Path, code: str) -> None:
    """Neither a name that students' files have nor any file from their boxes is run, however it is asked for."""
    said = attempt(boxes, f"import importlib.util\n{code}")

    assert said.startswith("grader.judge.guard.StudentImportRefused: the judge was about to import student code")


def test_everything_else_goes_on(boxes: Path) -> None:
    """Modules that were imported before, and others, are not touched; a file may still be read."""
    assert attempt(boxes, "import colorsys; (boxes / 'other.py').read_text(); exec('1 + 1')") == "went on"


def test_the_guard_finds_nothing_itself() -> None:
    """As a finder it only refuses: for every other name the ordinary finders are asked."""
    guard = Guard(["berth_board"])

    assert guard.find_spec("berths", None) is None
    with pytest.raises(StudentImportRefused) as caught:
        guard.find_spec("berth_board", None)
    assert "probes.py" in caught.value.fix


def test_each_event_of_the_interpreter_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Running code that was read from a box, and loading an extension from one, are refused; no other event is."""
    hooks: list[Callable[[str, tuple[object, ...]], None]] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    install(["berth_board"], tmp_path)
    (hook,) = hooks
    inside, outside = (compile("1", name, "exec") for name in (f"{tmp_path}/m.py", "m.py"))

    refused: list[Event] = [("exec", (inside,)), ("import", ("x", f"{tmp_path}/x.so", [], [], []))]
    let_pass: list[Event] = [
        ("exec", (outside,)),
        ("exec", (None,)),
        ("import", ("x", None, [], [], [])),
        ("open", (f"{tmp_path}/m.py", "r", 0)),
    ]

    for event, arguments in refused:
        with pytest.raises(StudentImportRefused):
            hook(event, arguments)
    for event, arguments in let_pass:
        hook(event, arguments)
    assert isinstance(sys.meta_path[0], Guard)
