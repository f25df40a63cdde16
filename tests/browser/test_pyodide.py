"""What docs/browser-exercises.md says of the browser's Python is true of it: tried under Node, where it is the same."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from grader.site.kit import default_cache, kit_path, node
from grader.site.prove import states
from tests.browser.ground import ROOT, missing
from tests.browser.test_runner import MANIFEST

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("node" in missing() or "npm" in missing(), reason="needs Node and npm"),
]

WORKS = """
import asyncio, contextvars, decimal, logging, sqlite3
from unittest import mock

import pytest


def test_files(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_text("x", encoding="utf-8")
    print("seen")
    assert capsys.readouterr().out == "seen\\n"


def test_sqlite():
    assert sqlite3.connect(":memory:").execute("select 1 + 1").fetchone() == (2,)


def test_mock_and_logging(caplog):
    with mock.patch("decimal.Decimal", return_value=3):
        logging.getLogger("quay").warning("tide %s", decimal.Decimal("1"))
    assert caplog.messages == ["tide 3"]


def test_asyncio():
    async def main():
        queue = asyncio.Queue()
        async with asyncio.timeout(1), asyncio.TaskGroup() as group:
            group.create_task(queue.put(1))
            group.create_task(asyncio.sleep(0.01))
        return await queue.get()
    assert asyncio.run(main()) == 1


def test_a_deadlock_is_an_error():
    async def main():
        await asyncio.Event().wait()
    with pytest.raises(RuntimeError, match="every task waits"):
        asyncio.run(main())


def test_recursion():
    def down(n):
        return down(n + 1)
    with pytest.raises(RecursionError):
        down(0)
"""
FAILS = """
import signal, socket, subprocess, sys, threading


def test_thread():
    threading.Thread(target=int).start()


def test_subprocess():
    subprocess.run([sys.executable, "-c", ""], check=True)


def test_socket():
    socket.create_server(("127.0.0.1", 0)).accept()


def test_alarm():
    signal.alarm(1)


def test_input():
    input()


def test_numpy():
    import numpy
"""
LOOPS = """
import itertools


def test_a_loop():
    while True:
        try:
            pass
        except Exception:
            pass


def test_an_iterator():
    for _ in itertools.count():
        pass


def test_all_is_well():
    pass
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """How each test of the three files above ended."""
    folder = tmp_path_factory.mktemp("pyodide")
    given = {"id": "01-tides/tides", "manifest": MANIFEST, "files": {"tides.py": ""}}
    texts = {"works": WORKS, "fails": FAILS, "loops": LOOPS}
    asked = [(name, {**given, "tests": {"test_tides.py": text}}) for name, text in texts.items()]
    (folder / "asked").write_text(json.dumps(asked), encoding="utf-8")
    kit = kit_path(default_cache(ROOT))
    node(default_cache(ROOT), "prove.mjs", str(kit), str(folder / "asked"), str(folder / "answers"))
    runs = json.loads((folder / "answers").read_bytes())["runs"]
    return {name: {key.partition("::")[2]: state for key, state in states(run).items()} for name, run in runs.items()}


def test_what_is_said_to_work_works(ended: Mapping[str, Mapping[str, str]]) -> None:
    """Every test of what the page promises passes."""
    assert {} == {name: state for name, state in ended["works"].items() if state != "passed"}
    assert 6 == len(ended["works"])


def test_what_is_said_not_to_work_does_not(ended: Mapping[str, Mapping[str, str]]) -> None:
    """Every test of what the page rules out raises, and none hangs."""
    assert {} == {name: state for name, state in ended["fails"].items() if state != "raised"}
    assert 6 == len(ended["fails"])


def test_loops_cost_their_own_tests_only(ended: Mapping[str, Mapping[str, str]]) -> None:
    """Python stops loops, also those that catch exceptions, and goes on."""
    wanted = {"test_a_loop": "timeout", "test_an_iterator": "timeout", "test_all_is_well": "passed"}

    assert wanted == ended["loops"]
