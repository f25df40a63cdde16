"""The folder of a run: what workers may read lies there, compiled or copied, and it is gone afterwards."""

from __future__ import annotations

import ast
import importlib.util
import marshal
import stat
import sys
from pathlib import Path

import pytest

from grader.sandbox.staging import WORKER_SOURCES, Staging
from tests.builders import ROOT


@pytest.fixture
def staging() -> Staging:
    """A staging folder that the test closes itself."""
    return Staging()


def mode(path: Path) -> int:
    """Permission bits of a path."""
    return stat.S_IMODE(path.stat().st_mode)


def test_other_users_can_enter_but_not_list(staging: Staging) -> None:
    """A worker of another uid reaches what it is told the name of, and cannot look around."""
    box = staging.box("b", {"ex": {"m.py": b"x = 1\n"}})
    staging.close()
    with staging.__class__() as other:
        box = other.box("b", {"ex": {"m.py": b"x = 1\n"}})
        modes = [mode(path) for path in (other.root, other.boxes, other.home, box, box / "ex", box / "ex" / "m.py")]

    assert modes == [0o711, 0o711, 0o755, 0o755, 0o755, 0o644]


def test_everything_is_gone_afterwards(staging: Staging) -> None:
    """Leaving the run removes its folder; one box can be removed before."""
    with staging:
        box, other = staging.box("b", {"ex": {"m.py": b""}}), staging.box("c", {})
        staging.drop(box)
        assert (box.exists(), other.exists()) == (False, True)

    assert not staging.root.exists()


def test_the_modules_of_the_worker_are_carried_in_compiled() -> None:
    """Each module of the worker lies in the home as bytecode of this interpreter that nobody has to check."""
    with Staging() as staging:
        found = {path.name: path.read_bytes() for path in staging.home.iterdir()}

    assert set(found) == {Path(name).stem + ".pyc" for name in WORKER_SOURCES}
    assert {content[:8] for content in found.values()} == {importlib.util.MAGIC_NUMBER + bytes([1, 0, 0, 0])}
    assert {marshal.loads(content[16:]).co_filename for content in found.values()} == {  # noqa: S302 (our own)
        Path(name).name for name in WORKER_SOURCES
    }


def test_the_modules_of_the_worker_import_the_standard_library_and_each_other() -> None:
    """What runs beside student code knows nothing of the rest of the grader."""
    own = {Path(name).stem for name in WORKER_SOURCES}
    imported = set()
    for name in WORKER_SOURCES:
        for node in ast.walk(ast.parse((ROOT / "grader" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    top = {name.partition(".")[0] for name in imported}

    assert top - set(sys.stdlib_module_names) - own == {"grader", "pytest"}
    assert {name for name in imported if name.startswith("grader")} == {
        "grader.wire",
        "grader.harness.capture.CappedText",
        "grader.harness.capture.Captured",
        "grader.harness.desk",
        "grader.harness.peer",
        "grader.harness.testbench",
        "grader.sandbox.zygote",
    }


def test_probes_are_compiled_once(tmp_path: Path) -> None:
    """Probes lie in the home as bytecode; asked for again they are not compiled again."""
    source = tmp_path / "probes.py"
    source.write_text("def census():\n    return 3\n", encoding="utf-8")
    with Staging() as staging:
        target = staging.probes(source, "1")
        source.write_text("changed(", encoding="utf-8")
        again = staging.probes(source, "1")

    assert (target, target.name) == (again, "probes_1.pyc")


def test_probes_that_do_not_compile_are_refused(tmp_path: Path) -> None:
    """A syntax error in the probes is found here, with its line, and not in a worker."""
    source = tmp_path / "probes.py"
    source.write_text("x = 1\ndef (:\n", encoding="utf-8")
    with Staging() as staging, pytest.raises(SyntaxError) as caught:
        staging.probes(source, "1")

    assert caught.value.lineno == 2


def test_attaching_shares_the_folder_of_another_process() -> None:
    """A judge uses the folder that the scheduler's process made, with the same places in it."""
    with Staging() as staging:
        attached = Staging.attach(staging.root)

    assert (attached.root, attached.home, attached.boxes) == (staging.root, staging.home, staging.boxes)
