"""What becomes of a run whose tool crashes, hangs or talks nonsense, with stubs in the place of the tools."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.checks.static_tools import Bench, Toolbox, Unit, find_toolbox, ruff_options
from grader.errors import GraderFault
from grader.sandbox.launch import Confinement
from grader.sandbox.probe import find_confinement
from grader.sandbox.staging import Staging

STUB = """
import json, os, sys, time
asked = json.load(sys.stdin)
answer = {}
for item in asked:
    text = open(sys.argv[1] + "/" + item["path"]).read()
    if "CRASH" in text: os.kill(os.getpid(), 11)
    if "HANG" in text: time.sleep(60)
    if "NONSENSE" in text: print("{"); raise SystemExit
    types = None if "ENDLESS" in text else []
    answer[item["path"]] = {"broken": None, "unfinished": [], "rules": [[len(asked), "count", text]], "types": types}
print(json.dumps(answer))
"""


@pytest.fixture(scope="module")
def confinement() -> Confinement:
    """The best there is."""
    return find_confinement(None)


@pytest.fixture
def staging() -> Iterator[Staging]:
    """A folder of a run."""
    with Staging() as folder:
        yield folder


@pytest.fixture
def toolbox(tmp_path: Path) -> Toolbox:
    """Tools with the stub in the place of the worker."""
    (tmp_path / "static_worker.py").write_text(STUB)
    (tmp_path / "ast_rules.py").write_text("")
    return replace(find_toolbox(), program=tmp_path, start_seconds=2.0, unit_seconds=0.0)


def units(*texts: str) -> list[Unit]:
    """A unit of one file for each text."""
    return [Unit(f"s{number:04d}_e1", {"a.py": text.encode()}) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize("fault", ["CRASH", "HANG", "NONSENSE"])
def test_the_unit_to_blame_is_found(fault: str, confinement: Confinement, staging: Staging, toolbox: Toolbox) -> None:
    """The run is split until the one that the tool dies of is alone; all others have their answers."""
    asked = units("a", "b", fault, "d", "e")
    with Bench(confinement, staging, toolbox, None) as bench:
        found = bench.examine(asked)
    assert {folder: facts is None for folder, facts in found.items()} == {
        unit.folder: unit.files["a.py"] == fault.encode() for unit in asked
    }
    # Halves of five: (a b) and (FAULT d e), then (FAULT) and (d e).
    sizes = [None if facts is None else facts["a.py"].rules[0].line for facts in found.values()]
    assert sizes == [2, 2, None, 2, 2]


def test_a_tool_that_works_for_nobody_is_our_fault(
    confinement: Confinement, staging: Staging, toolbox: Toolbox, tmp_path: Path
) -> None:
    """Where even a plain sample is too much the run ends at once, with what the tool said last."""
    (tmp_path / "static_worker.py").write_text("raise SystemExit('no \\x1b[31m memory')")
    with (
        Bench(confinement, staging, toolbox, None) as bench,
        pytest.raises(GraderFault, match=r"status 1 'no \\x1b\[31m memory'"),
    ):
        bench.examine(units(*"abcdefgh"))
    assert not list(staging.boxes.iterdir())


def test_a_reference_decides_what_is_our_fault(confinement: Confinement, staging: Staging, toolbox: Toolbox) -> None:
    """A tool that dies of the reference as well says nothing about the submission."""
    [unit] = units("CRASH")
    with Bench(confinement, staging, toolbox, None) as bench:
        assert bench.examine([replace(unit, reference=Unit("r0_e1", {"a.py": b"x"}))]) == {unit.folder: None}
        with pytest.raises(GraderFault):
            bench.examine([replace(unit, reference=Unit("r0_e2", {"a.py": b"CRASH"}))])


def test_a_file_without_types_is_wrong_only_if_the_reference_has_them(
    confinement: Confinement, staging: Staging, toolbox: Toolbox
) -> None:
    """Where mypy gets through neither, it is no fault of the submission."""
    [unit] = units("ENDLESS")
    with Bench(confinement, staging, toolbox, None) as bench:
        facts = bench.examine([replace(unit, reference=Unit("r0_e1", {"a.py": b"x"}))])[unit.folder]
        assert facts is not None
        assert facts["a.py"].types is None
        with pytest.raises(GraderFault, match="mypy does not work here.*it crashed or took too long"):
            bench.examine([replace(unit, reference=Unit("r0_e2", {"a.py": b"ENDLESS"}))])


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("echo '{'", "it did not answer as it should"),
        ("""echo '{"filename": "/etc/passwd"}'""", "it did not answer as it should"),
        ("echo broken >&2; exit 3", "status 3 'broken'"),
    ],
)
def test_a_linter_that_talks_nonsense_is_our_fault(
    confinement: Confinement, staging: Staging, toolbox: Toolbox, tmp_path: Path, script: str, complaint: str
) -> None:
    """What ruff says of the sample is read as strictly as anything; files that nobody can read are not put to it."""
    ruff = tmp_path / "ruff"
    ruff.write_text(f"#!/bin/sh\n{script}\n")
    ruff.chmod(0o755)
    with Bench(confinement, staging, replace(toolbox, ruff=ruff), None) as bench:
        assert bench.lint([Unit("s0009_e1", {})]) == {"s0009_e1": {}}
        with pytest.raises(GraderFault, match=complaint):
            bench.lint(units("a", "b"))


def test_a_linter_that_says_too_much_is_asked_again_about_less(
    confinement: Confinement, staging: Staging, toolbox: Toolbox, tmp_path: Path
) -> None:
    """What is cut off in a run of several submissions is not lost: each is looked at alone."""
    ruff = tmp_path / "ruff"
    line = '{"filename": "/files/s0001_e1/a.py", "location": {"row": 7}, "code": "X1", "message": "found"}'
    ruff.write_text(
        f"#!/bin/sh\ncase \"$*\" in *s0001*s0002*) yes | head -c 20000000;; *s0001*) echo '{line}';; esac\n"
    )
    ruff.chmod(0o755)
    with Bench(confinement, staging, replace(toolbox, ruff=ruff), None) as bench:
        found = bench.lint(units("a", "b"))
    assert found == {"s0001_e1": {"a.py": [(7, "X1", "found")]}, "s0002_e1": {"a.py": []}}


def test_what_fails_once_is_tried_alone_again(
    confinement: Confinement, staging: Staging, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A single submission is only called wrong when the tool dies of it twice."""
    [unit] = units("a")
    with Bench(confinement, staging, toolbox, None) as bench:
        attempt, calls = bench._examine, []

        def unlucky_first(asked: list[Unit]) -> object:
            calls.append(asked)
            return None if len(calls) == 1 else attempt(asked)

        monkeypatch.setattr(bench, "_examine", unlucky_first)
        assert bench.examine([unit])[unit.folder] is not None
    assert len(calls) == 2


def test_files_can_be_read_by_another_uid(confinement: Confinement, staging: Staging, toolbox: Toolbox) -> None:
    """Even where the grader runs with a mask that hides its files, the sandbox can read nested ones."""
    mask = os.umask(0o077)
    try:
        with Bench(confinement, staging, toolbox, None) as bench:
            found = bench.examine([Unit("s0001_e1", {"src/quay/crane.py": b"lift"})])
    finally:
        os.umask(mask)
    facts = found["s0001_e1"]
    assert facts is not None
    assert facts["src/quay/crane.py"].rules[0].text == "lift"


def test_a_flood_of_findings_is_cut(confinement: Confinement, staging: Staging, toolbox: Toolbox) -> None:
    """A file with more findings than fit costs neither the others theirs nor the run much."""
    flood = b"import os\n" * 20_000
    asked = [Unit("s0001_e1", {"a.py": flood}), Unit("s0002_e1", {"a.py": b"import sys\n"})]
    with Bench(confinement, staging, replace(toolbox, start_seconds=60.0), None) as bench:
        found = bench.lint(asked)
    first, second = found["s0001_e1"], found["s0002_e1"]
    assert first is not None
    assert len(first["a.py"]) == 20
    assert second is not None
    assert [(finding.line, finding.code) for finding in second["a.py"]] == [(1, "F401")]


def test_ruff_reads_no_file_of_settings(confinement: Confinement, staging: Staging, toolbox: Toolbox) -> None:
    """Even a ruff.toml right beside the files, which no submission can place there, changes nothing."""
    [unit] = units("import os\n")
    with Bench(confinement, staging, toolbox, None) as bench:
        (bench.box / "files" / "ruff.toml").write_text('[lint.per-file-ignores]\n"*" = ["F401"]\n')
        lint = bench.lint([unit])[unit.folder]
    assert lint is not None
    assert [finding.code for finding in lint["a.py"]] == ["F401"]


def test_settings_become_options(tmp_path: Path) -> None:
    """Every setting of a ruff.toml is an option of its own, which is TOML again; nothing is read from a file."""
    rules = tmp_path / "ruff.toml"
    lint = '[lint]\nselect = ["E", "\\u00fc"]\n[lint.per-file-ignores]\n"test_*.py" = ["E"]\n'
    rules.write_text(f"line-length = 100\n{lint}")
    options = ruff_options(rules)
    assert options[::2] == ["--config"] * 3
    assert options[1::2] == [
        "line-length = 100",
        'lint.select = ["E", "ü"]',
        'lint.per-file-ignores."test_*.py" = ["E"]',
    ]
    assert json.loads(ruff_options(None)[-1].partition(" = ")[2]) == ["E", "F", "W", "B", "N", "UP"]
