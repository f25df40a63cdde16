"""What the two workers of an own-tests run do: one runs the student's tests under pytest, one is the implementation.

Runs in the worker: standard library, `wire` and `peer` only; pytest is imported where the student's tests run.
"""

from __future__ import annotations

import io
import os
import sys
import types
from collections.abc import Callable
from typing import Any

try:
    from grader import wire
    from grader.harness import peer
except ImportError:  # inside the sandbox the modules lie side by side, without the package
    import peer  # type: ignore[import-not-found, no-redef]
    import wire  # type: ignore[import-not-found, no-redef]

MODULE_NUMBER = 1
_FUNCTION = 0x1
"""CO_OPTIMIZED: set in the code of functions, not in that of modules and class bodies."""


class Lines:
    """Which lines of the implementation's functions were run, noted where the tests cannot reach: on its own side.

    `sys.settrace` serves from Python 3.11 on; what a line is, is what `code.co_lines` says.
    """

    def __init__(self, target: str) -> None:
        self.file = f"<{target}>"
        self.all: set[int] = set()
        self.run: set[int] = set()

    def learn(self, code: types.CodeType) -> None:
        """Take in the lines of all functions in a module's code; its top level and class bodies run on import."""
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                if constant.co_flags & _FUNCTION:
                    lines = {line for _, _, line in constant.co_lines() if line}
                    self.all |= lines - {constant.co_firstlineno}
                self.learn(constant)

    def trace(self, frame: types.FrameType, event: str, _: Any) -> Any:
        """Follow frames of the implementation and no others."""
        if frame.f_code.co_filename != self.file:
            return None
        if event == "line":
            self.run.add(frame.f_lineno)
        return self.trace

    def covered(self) -> list[Any]:
        """What the judge is told: lines run, of lines there are."""
        return ["covered", len(self.all & self.run), len(self.all)]


def serve_implementation(
    sources: dict[str, str], target: str, frames: Any, write: Callable[[bytes], None], lines: Lines | None = None
) -> None:
    """Load the implementation from memory, so that no file of it exists, and serve requests until the pipe closes."""
    for name, source in sources.items():
        module = types.ModuleType(name)
        sys.modules[name] = module
        code = compile(source, f"<{name}>", "exec", dont_inherit=True)
        exec(code, module.__dict__)
        if lines is not None and name == target:
            lines.learn(code)
            sys.settrace(lines.trace)
    side = peer.Peer(lambda: wire.decode(next(frames)), _sender(write), target)
    side.objects[MODULE_NUMBER] = sys.modules[target]
    write(wire.frame(wire.encode(["ready"])))
    for body in frames:
        message = wire.decode(body)
        if message == ["covered"]:
            write(wire.frame(wire.encode(lines.covered() if lines is not None else ["covered", 0, 0])))
        else:
            side.serve_one(message)


def run_tests(path: str, target: str, frames: Any, write: Callable[[bytes], None]) -> None:
    """Run the test file at `path` with pytest against the implementation on the other side, then report."""
    import pytest  # only the worker that runs tests has it on its path

    side = peer.Peer(lambda: wire.decode(next(frames)), _sender(write), target)
    sys.modules[target] = peer.RemoteModule(target, peer.Remote(side, MODULE_NUMBER))
    outcomes: list[tuple[str, str]] = []

    class Collector:
        """Keeps how each test ended."""

        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.when == "call" or (report.when == "setup" and report.outcome != "passed"):
                outcomes.append((report.nodeid.rpartition("::")[2][:120], str(report.outcome)))

        def pytest_collectreport(self, report: Any) -> None:
            if report.failed:
                outcomes.append(("collection", "failed"))

    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main(
        [
            *["-c", os.devnull, "--rootdir", os.path.dirname(path), "--confcutdir", os.path.dirname(path)],
            "--noconftest",
            *["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:faulthandler", "--import-mode=importlib"],
            *["-p", "no:unraisableexception", "-p", "no:threadexception", "--capture=sys", path],
        ],
        plugins=[Collector()],
    )
    write(wire.frame(wire.encode(["report", outcomes[:500]])))


def _sender(write: Callable[[bytes], None]) -> Callable[[Any], None]:
    def send(message: Any) -> None:
        write(wire.frame(wire.encode(message)))

    return send
