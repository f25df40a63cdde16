"""The program inside the sandbox, function by function: whatever a file holds is that file's own result."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checks.static_worker import (
    Module,
    NotPythonError,
    examine,
    parse,
    siblings,
    suppressions,
    unfinished,
    with_own_imports,
)

HOPELESS = {
    "syntax": (b"x = 1\ndef f(:\n", 2),
    "tabs": (b"if x:\n\ty = 1\n        z = 2\n", 3),
    "lambdas": (b"x = " + b"lambda: " * 5000 + b"1\n", 1),
    "minus": (b"x = " + b"-" * 100_000 + b"1\n", 1),
    "elifs": (b"if x: pass\n" + b"elif x: pass\n" * 50_000, 1),
    "nul": (b"x = 1\0\n", 1),
    "latin": (b"x = '\xe9'\n", 1),
    "utf-7": (b"# coding: utf-7\nx = 1\n", 1),
    "escapes": (b"# -*- coding: raw_unicode_escape -*-\nx = 1\n", 1),
    "no encoding": (b"# coding: nonsense\n", 1),
    "digits": (b"x = " + b"9" * 5000 + b"\n", 1),
    "quotes": ("x = “harbour”\n".encode(), 1),
}


@pytest.mark.parametrize("name", HOPELESS)
def test_what_is_no_python_is_a_finding(name: str) -> None:
    """Whatever makes the parser give up is told with a line, and nothing but NotPythonError gets out."""
    data, line = HOPELESS[name]
    with pytest.raises(NotPythonError) as caught:
        parse(data)
    assert caught.value.finding[0] == line
    assert caught.value.finding[2]


def test_one_hopeless_file_costs_only_itself(tmp_path: Path) -> None:
    """Beside files that cannot be read a sound one has its findings."""
    for name, (data, _) in HOPELESS.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    (tmp_path / "sound.py").write_bytes(b"print(eval('1'))\n")
    asked = [{"path": path.name, "types": False, "rules": ["no-eval"]} for path in sorted(tmp_path.iterdir())]
    found = examine(asked, tmp_path, 1.0)
    assert [path for path, said in found.items() if said["broken"] is None] == ["sound.py"]
    assert [(line, rule) for line, rule, _ in found["sound.py"]["rules"]] == [(1, "no-eval")]


SILENCED = {
    b"x: int = ''  # type: ignore\n": [1],
    b"x: int = ''  #type:ignore[assignment]\n": [1],
    b"x: int = ''  # why # type: ignore\n": [1],
    b"\xef\xbb\xbf# mypy: ignore-errors\n": [1],
    b"x = 1\r# mypy: ignore-errors\r": [2],
    b'"""\n# mypy: ignore-errors\n"""\n': [2],
    b"from typing import no_type_check\n\n\n@no_type_check\ndef f(): ...\n": [1, 4],
    b"import typing\n\n\n@typing.no_type_check\ndef f(): ...\n": [4],
    b"x = '# type: ignore'  # types: ignored\n": [],
    b"x = 1  # type: int\n": [],
    b"x = 'mypy: strict'  # about mypy\n": [],
}


@pytest.mark.parametrize("data", SILENCED)
def test_silencing_the_type_checker_is_found(data: bytes) -> None:
    """Every form that mypy obeys is found on its line; texts and other comments are not."""
    assert [line for line, _, _ in suppressions(Module("s0001_e1/a.py", data))] == SILENCED[data]


def test_what_the_stub_left_is_found() -> None:
    """Lines of the stub are found with their task; other uses of NotImplementedError are a student's own business."""
    source = (
        'def f():\n    raise NotImplementedError("Task 2: count them")\n'
        "def g():\n    raise NotImplementedError\n"
        'def h():\n    raise NotImplementedError("subclasses say how")\n'
        'def i():\n    raise NotImplementedError("Task 13")\n'
    )
    assert unfinished(parse(source.encode())[1]) == [(2, 2), (8, 13)]


REWRITTEN = {
    "import berth": "import s0001_e1.berth as berth",
    "import berth as b, os": "import s0001_e1.berth as b, os",
    "import os; import berth; x = berth.é": "import os; import s0001_e1.berth as berth; x = berth.é",
    "é = 1; from berth import *": "é = 1; from s0001_e1.berth import *",
    "from  berth import (\n    a,\n    b)": "from  s0001_e1.berth import (\n    a,\n    b)",
    "import quay": "import s0001_e1.src.quay as quay",
    "import quay.crane": "import s0001_e1.src.quay as quay, s0001_e1.src.quay.crane",
    "import quay.crane as c": "import s0001_e1.src.quay.crane as c",
    "from quay.crane import lift": "from s0001_e1.src.quay.crane import lift",
    "from . import berth": "from . import berth",
    "import berths, os.path": "import berths, os.path",
    "x = 'import berth'": "x = 'import berth'",
}


@pytest.mark.parametrize("source", REWRITTEN)
def test_files_of_one_submission_find_each_other(source: str) -> None:
    """Imports of the student's other files lead to the folder they lie in for mypy; no line moves."""
    names = ("berth.py", "src/quay/__init__.py", "src/quay/crane.py")
    others = [Module(f"s0001_e1/{name}", b"") for name in names] + [Module("s0002_e1/other.py", b"")]
    module = Module("s0001_e1/asked.py", source.encode())
    known = siblings([module, *others])["s0001_e1"]
    assert set(known) == {"asked", "berth", "quay"}
    assert with_own_imports(module, known).decode() == REWRITTEN[source]
