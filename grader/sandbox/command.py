"""Runs one trusted tool over hostile files, in a sandbox of the level that the workers have.

Knows no tool by name and does not read what a tool says. The command itself must be ours: at L1 nothing but resource
limits holds it, and as root those hold little. No /proc is mounted, which neither Python, mypy nor ruff misses.

Measured traps: a change of uid clears the death signal of a process, so at L2 bubblewrap stays pid 1 and the tool is
its child; otherwise a tool that is past its deadline would outlive the bubblewrap that is killed for it. A tool may
write without end, so output beyond a cap is read and dropped: neither side ever waits for the other.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.errors import GraderFault, IsolationUnavailable, WorkerLost
from grader.model import Level
from grader.sandbox.launch import (
    ENVIRONMENT,
    Confinement,
    namespace_options,
    python_inside,
    start_bubblewrap,
)
from grader.sandbox.uids import tool_uid

STDOUT_BYTES = 4 << 20
STDERR_BYTES = 16 << 10
TOOL_SCRATCH_BYTES = 256 << 20
FILE_BYTES = 64 << 20

_CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
_INSIDE = re.compile(r"/[a-z][a-z0-9-]*")
_TURN_SECONDS = 0.1
_DYING_SECONDS = 5.0

# Sets limits as `prlimit` does, where there is none: macOS has no such program, and knows not all of the limits.
_LIMITER = """
import os, resource, sys
for pair in sys.argv[1].split(","):
    name, value = pair.split("=")
    try:
        resource.setrlimit(getattr(resource, "RLIMIT_" + name.upper()), (int(value), int(value)))
    except (AttributeError, OSError, ValueError):
        pass
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass(frozen=True)
class Ended:
    """How a tool ended: its exit status (128 and the number of the signal that ended it), and what it wrote."""

    status: int
    stdout: bytes
    timed_out: bool
    stderr: bytes = b""

    @property
    def cut(self) -> bool:
        """Whether the tool may have written more than was kept."""
        return len(self.stdout) >= STDOUT_BYTES


def run_confined(
    confinement: Confinement,
    command: Sequence[str],
    *,
    folders: Mapping[str, Path],
    seconds: float,
    memory_mb: int,
    stdin: bytes = b"",
) -> Ended:
    """Run `command` until it ends or `seconds` are over; whatever it started is gone afterwards.

    `folders` maps paths such as "/files" to what the tool finds there, read-only; a single file will do as well.
    The command names its files by these paths, and the interpreter as `confinement.python`, at every level. The
    working directory is an empty scratch folder. Raises WorkerLost or IsolationUnavailable, never for what the tool
    does.
    """
    _check(folders)
    limits = tool_limits(confinement, seconds, memory_mb)
    try:
        if confinement.level is Level.L2:
            return _attend(_start_inside(confinement, command, folders, limits), stdin, seconds, group=False)
        with tempfile.TemporaryDirectory(prefix="quayside-tool-", ignore_cleanup_errors=True) as scratch:
            process = _start_bare(confinement, command, folders, limits, scratch)
            return _attend(process, stdin, seconds, group=True)
    except OSError as error:
        raise WorkerLost(f"a tool could not be started: {error}", fix="run `grader doctor`") from error


def tool_limits(confinement: Confinement, seconds: float, memory_mb: int) -> dict[str, int]:
    """Resource limits of one tool, by the names that `prlimit` has for them."""
    limits = {
        "as": memory_mb << 20,
        # Of all threads together, so more than the clock's; it only matters where nobody is left to watch the clock.
        "cpu": int(seconds * 4) + 2,
        "core": 0,
        "fsize": FILE_BYTES,
        "nofile": 256,
    }
    if confinement.drops_uid:
        # Threads count too, and a linter starts one for each processor.
        limits["nproc"] = 512
    return limits


def _check(folders: Mapping[str, Path]) -> None:
    for inside, outside in folders.items():
        # One step below the root: of deeper paths bwrap makes parents that another uid cannot enter.
        if not _INSIDE.fullmatch(inside) or not outside.exists():
            raise GraderFault(f"{outside} cannot be shown to a tool as {inside}", fix="report this")


def _start_inside(
    confinement: Confinement, command: Sequence[str], folders: Mapping[str, Path], limits: Mapping[str, int]
) -> subprocess.Popen[bytes]:
    options = namespace_options(confinement, folders, capabilities=_CAPABILITIES, scratch_bytes=TOOL_SCRATCH_BYTES)
    options += ["--chdir", "/tmp"]  # noqa: S108 (a private tmpfs inside the sandbox)
    program = [python_inside(part) if part == confinement.python else part for part in command]
    limited = [_system_tool("prlimit"), *[f"--{name}={value}:{value}" for name, value in limits.items()]]
    return start_bubblewrap(
        confinement,
        options,
        [*_other_uid(confinement), *limited, *program],
        stdin=subprocess.PIPE,
        output=subprocess.PIPE,
    )


def _other_uid(confinement: Confinement) -> list[str]:
    """The start of a command that gives up root, in the variant that begins with it."""
    if not confinement.drops_uid:
        return []
    uid = tool_uid()
    drop = [f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--no-new-privs"]
    return [_system_tool("setpriv"), *drop, "--bounding-set=-all", "--inh-caps=-all"]


def _system_tool(name: str) -> str:
    """A program of util-linux; only what lies in /usr exists inside."""
    found = shutil.which(name, path="/usr/bin:/usr/sbin")
    if found is None:
        raise IsolationUnavailable(
            f"{name} is not installed in /usr", fix="apt-get install util-linux   (or accept less: --isolation L1)"
        )
    return found


def _start_bare(
    confinement: Confinement,
    command: Sequence[str],
    folders: Mapping[str, Path],
    limits: Mapping[str, int],
    scratch: str,
) -> subprocess.Popen[bytes]:
    listed = ",".join(f"{name}={value}" for name, value in limits.items())
    limiter = [confinement.python, "-I", "-S", "-B", "-c", _LIMITER, listed]
    return subprocess.Popen(
        [*limiter, *[_outside(part, folders) for part in command]],
        env={**ENVIRONMENT, "HOME": scratch},
        cwd=scratch,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _outside(part: str, folders: Mapping[str, Path]) -> str:
    """An argument with the path inside replaced by that of the host."""
    for inside, outside in folders.items():
        if part == inside or part.startswith(f"{inside}/"):
            return f"{outside}{part[len(inside) :]}"
    return part


def _attend(process: subprocess.Popen[bytes], stdin: bytes, seconds: float, *, group: bool) -> Ended:
    """Feed a tool and listen to it until it ends, or end it; `group`: it leads a process group of its own."""
    deadline = time.monotonic() + seconds
    pump = _Pump(process, stdin)
    try:
        while process.poll() is None and (left := deadline - time.monotonic()) > 0:
            pump.turn(min(left, _TURN_SECONDS))
        timed_out = process.poll() is None
    finally:
        if process.poll() is None:
            if group:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
        # The end of the stream also says that nothing of the sandbox is alive any more; a stray at L1 may hold it open.
        pump.finish(time.monotonic() + (_TURN_SECONDS if group else _DYING_SECONDS))
    status = process.returncode
    return Ended(status if status >= 0 else 128 - status, bytes(pump.out), timed_out, bytes(pump.complaint))


class _Pump:
    """Moves bytes between us and a process without ever blocking on it."""

    def __init__(self, process: subprocess.Popen[bytes], stdin: bytes) -> None:
        self.process = process
        self.pending = memoryview(stdin)
        self.out, self.complaint = bytearray(), bytearray()
        self.selector = selectors.DefaultSelector()
        self._watch(process.stdin, selectors.EVENT_WRITE, None)
        self._watch(process.stdout, selectors.EVENT_READ, (self.out, STDOUT_BYTES))
        self._watch(process.stderr, selectors.EVENT_READ, (self.complaint, STDERR_BYTES))

    def _watch(self, stream: IO[bytes] | None, event: int, target: tuple[bytearray, int] | None) -> None:
        if stream is not None:
            os.set_blocking(stream.fileno(), False)
            self.selector.register(stream, event, target)

    def turn(self, seconds: float) -> None:
        """Wait for at most `seconds`, then move what can be moved."""
        if not self.selector.get_map():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
            return
        for key, _ in self.selector.select(seconds):
            alive = self._write(key.fd) if key.data is None else self._read(key.fd, *key.data)
            if not alive:
                self.selector.unregister(key.fileobj)
                if self.process.stdin is key.fileobj:
                    self.process.stdin.close()

    def _write(self, descriptor: int) -> bool:
        try:
            self.pending = self.pending[os.write(descriptor, self.pending) :]
        except BrokenPipeError:
            return False
        return bool(self.pending)

    def _read(self, descriptor: int, target: bytearray, most: int) -> bool:
        chunk = os.read(descriptor, 1 << 16)
        target += chunk[: most - len(target)]
        return bool(chunk)

    def finish(self, deadline: float) -> None:
        """Take what is still in the pipes, until they end or the deadline passes, and close them."""
        self.pending = memoryview(b"")
        while self.selector.get_map() and (left := deadline - time.monotonic()) > 0:
            self.turn(left)
        self.selector.close()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
