"""The program that runs in a sandbox: a zygote that forks workers, and what a worker does with its setup.

Everything it imports is the standard library or lies beside it in the sandbox; the workshop only where an exercise
builds or installs something, for it takes longer to import than a module takes to judge.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types
from typing import Any

try:
    from grader.harness import desk, testbench
    from grader.sandbox import zygote

    WORKSHOP = "grader.harness.workshop"
except ImportError:  # inside the sandbox the modules lie side by side, without the package
    sys.path.insert(0, os.path.dirname(__file__))
    import desk  # type: ignore[import-not-found, no-redef]
    import testbench  # type: ignore[import-not-found, no-redef]
    import zygote  # type: ignore[import-not-found, no-redef]

    WORKSHOP = "workshop"


def work(setup: dict[str, Any], data_in: int, data_out: int) -> None:
    """Do what the setup's mode says until the pipe closes."""

    def read(count: int) -> bytes:
        return os.read(data_in, count)

    def write(content: bytes) -> None:
        view = memoryview(content)
        while view:
            view = view[os.write(data_out, view) :]

    def probes() -> types.ModuleType:
        loader = importlib.machinery.SourcelessFileLoader("probes", setup["probes"])
        module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec("probes", loader))
        loader.exec_module(module)
        return module

    shop = _workshop(setup) if setup.get("workshop") else None
    sys.path[:] = [entry for entry in sys.path if entry != setup["home"]]
    desk.close_keyboard()
    if setup["mode"] == "tests":
        testbench.run_tests(f"{setup['box']}/{setup['test_file']}", setup["target"], desk.frames(read), write)
    elif setup["mode"] == "implementation":
        lines = testbench.Lines(setup["target"]) if setup["measure"] else None
        testbench.serve_implementation(setup["sources"], setup["target"], desk.frames(read), write, lines)
    else:
        load = probes if setup["probes"] else None
        desk.serve(desk.Desk(setup["box"], setup["modules"], load, shop), read, write)


def _workshop(setup: dict[str, Any]) -> types.ModuleType:
    """The module that builds and installs, as probes import it."""
    shop = sys.modules["workshop"] = importlib.import_module(WORKSHOP)
    shop.settle(setup["box"], setup["libraries_folder"])
    return shop


if __name__ == "__main__":
    zygote.start(sys.argv[1:], work)
