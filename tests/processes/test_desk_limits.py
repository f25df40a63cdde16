"""What a worker's program does at its edges: floods of records, no logging at all, errors without a place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import MODULE, ask, call, text
from tests.processes.test_desk import Hall

FLOOD = text(
    """
    import logging

    def flood():
        for number in range(1500):
            logging.warning("%d", number)
    """
)
UNKNOWN_TO_LOGGING = text(
    """
    import sys

    sys.modules.pop("logging", None)

    def quiet():
        print("done")
    """
)
BARE = """
import builtins, runpy, sys
del builtins.exit, builtins.quit
sys.argv[0] = "program.py"
runpy.run_module("grader.harness.program", run_name="__main__")
"""
"""The program as in a sandbox, where no module `site` has made these names."""


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A place for workers of one test."""
    place = Hall(tmp_path)
    yield place
    place.close()


def test_a_flood_of_records_is_cut(hall: Hall) -> None:
    """The first thousand are kept, in their order; the call goes on."""
    worker = hall.open({f"{MODULE}.py": FLOOD}, MODULE)
    observed = ask(worker, "observe", "flood", [], {}).value

    assert observed["raised"] is None
    assert [record["message"] for record in observed["logs"]] == [str(number) for number in range(1000)]


def test_who_has_no_logging_writes_no_records(hall: Hall) -> None:
    """Nothing is imported on behalf of a submission to observe it."""
    worker = hall.open({f"{MODULE}.py": UNKNOWN_TO_LOGGING}, MODULE)
    observed = ask(worker, "observe", "quiet", [], {}).value

    assert (observed["logs"], observed["stdout"]) == ([], "done\n")


@pytest.mark.parametrize("name", ["exit", "quit"])
def test_leaving_is_known_without_the_module_that_defines_it(hall: Hall, name: str) -> None:
    """What stands before `exit()` or `quit()` at the end of a file is kept."""
    source = f"def f():\n    return 5\n\n{name}(2)\n"
    worker = hall.open({f"{MODULE}.py": source}, MODULE, command=(sys.executable, "-c", BARE))

    assert (hall.loaded["fatal"], hall.loaded["type"], call(worker, "f").value) == (False, "SystemExit", 5)


def test_a_syntax_error_that_somebody_made_up_has_no_place(hall: Hall) -> None:
    """Without a file of its own the error is put down to the one that was imported."""
    hall.open({f"{MODULE}.py": "raise SyntaxError('made up')\n"}, MODULE)

    assert (hall.loaded["file"], hall.loaded["line"], hall.loaded["text"]) == (f"{MODULE}.py", 0, "made up")
