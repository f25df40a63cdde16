"""The program inside the sandbox as a process over files of ours, and what it makes of what mypy says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from grader.checks import static_worker
from grader.checks.static_worker import Module, check_types
from tests.builders import ROOT

FILES = {
    "s0001_e1/a.py": "import b\n\nx: str = b.NUMBER\ny: b.Missing\n",
    "s0001_e1/b.py": "NUMBER: int = 1\n",
    "s0002_e1/a.py": "x: int = 1  # type: ignore\n\n\ndef f() -> None:\n    raise NotImplementedError('Task 2')\n",
    "s0003_e1/a.py": "def f(:\n",
}


def answered(folder: Path) -> dict[str, Any]:
    """What the program says of the files above."""
    for name, source in FILES.items():
        (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "files" / name).write_text(source, encoding="utf-8")
    (folder / "empty").mkdir()
    asked = [{"path": name, "types": True, "rules": ["no-eval"]} for name in FILES]
    command = [sys.executable, "-m", "grader.checks.static_worker", str(folder / "files")]
    ended = subprocess.run(
        [*command, sysconfig.get_path("purelib"), "120"],
        cwd=folder / "empty",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_one_document_answers_for_all_files(tmp_path: Path) -> None:
    """Types by line with the student's own names, what silences the checker, what is unfinished, what is no Python."""
    found = answered(tmp_path)

    assert list(found) == list(FILES)
    assert [(line, code) for line, code, _ in found["s0001_e1/a.py"]["types"]] == [
        (3, "assignment"),
        (4, "name-defined"),
    ]
    assert "s0001_e1" not in json.dumps(found["s0001_e1/a.py"]["types"])
    assert [(line, code) for line, code, _ in found["s0002_e1/a.py"]["types"]] == [(1, "type-ignore")]
    assert found["s0002_e1/a.py"]["unfinished"] == [[5, 2]]
    assert found["s0003_e1/a.py"]["broken"][:2] == [1, "syntax"]
    assert found["s0001_e1/b.py"] == {"broken": None, "unfinished": [], "rules": [], "types": []}


def test_a_file_that_stops_the_run_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all together do not get through, each is put to the type checker alone; one may have no answer."""
    runs: list[list[str]] = []

    def run(paths: list[str], seconds: float, *_: str) -> dict[str, list[tuple[int, str, str]]] | None:
        runs.append(paths)
        return None if "s0002_e1/endless.py" in paths else {paths[0]: [(1, "assignment", "no")]}

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(static_worker, "_run_mypy", run)
    names = ["s0001_e1/a.py", "s0002_e1/endless.py", "s0003_e1/a.py"]
    found = check_types([Module(name, b"x = 1\n") for name in names], names, 1.0)

    assert found == {names[0]: [(1, "assignment", "no")], names[1]: None, names[2]: [(1, "assignment", "no")]}
    assert runs == [names, *([name] for name in names)]
    assert Path.cwd() == tmp_path


def test_an_answer_that_does_not_end_is_none() -> None:
    """Half a document of a process that hangs is not waited for beyond its time."""
    reading, writing = os.pipe()
    os.write(writing, b'{"half')
    found = static_worker._read_all(reading, 0.05)
    os.close(writing)

    assert found == b""


def test_only_errors_in_the_files_that_were_asked_about_count() -> None:
    """Notes, errors elsewhere, lines that are no JSON, and a comment that is an error already are passed over."""
    error = {"file": "s0001_e1/a.py", "line": 3, "severity": "error", "code": "arg-type", "message": "of s0001_e1.b.C"}
    said = [
        error,
        {**error, "severity": "note"},
        {**error, "file": "typeshed.pyi"},
        {**error, "code": "unused-ignore"},
        {**error, "line": -1, "code": None},
        ["no", "table"],
    ]
    lines = "\n".join(["mypy: a remark", *map(json.dumps, said)])

    assert static_worker._errors(lines, ["s0001_e1/a.py", "s0002_e1/a.py"]) == {
        "s0001_e1/a.py": [(1, "mypy", "of b.C"), (3, "arg-type", "of b.C")],
        "s0002_e1/a.py": [],
    }
