"""Starts sandboxes at a given level; what this machine can do is found out in `probe`.

Variants of L2, both by bubblewrap with namespaces for mounts, processes, network, IPC and host name, a read-only root
without /proc, capped tmpfs, no capabilities and system call filters:

- "root": started by root without a user namespace; each worker drops to a uid of its own. Needs no unprivileged user
  namespaces, so it also serves hosts that block them.
- "user": started by anybody, in a user namespace; nested namespaces are refused.

Known traps, measured: bwrap shows the environment and arguments it was started with in /proc/1, so it gets an empty
environment, its options through a pipe, and no /proc is mounted; `/`, `/dev` and `/dev/shm` stay writable unless
remounted; RLIMIT_NPROC means nothing to root, hence the other uid.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import WorkerLost
from grader.model import Level, Limits
from grader.sandbox import seccomp
from grader.sandbox.staging import Staging

SCRATCH_BYTES = 16 << 20
SHM_BYTES = 1 << 20
CLOSING_SECONDS = 2.0
ZYGOTE_CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_KILL")
HOME_INSIDE = "/quay"
BOX_INSIDE = "/box"
LIBRARIES_INSIDE = "/libraries"
PYTHON_INSIDE = "/python"
"""An interpreter outside /usr is mounted here: bwrap makes parent folders that another uid cannot enter."""
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "HOME": "/tmp",  # noqa: S108 (a private tmpfs inside the sandbox)
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}
"""What is set inside. One arena: glibc would reserve 64 MiB for each thread, which the limit of memory counts."""


@dataclass(frozen=True)
class Confinement:
    """How sandboxes are started on this machine: a level, the variant of it, and tools it needs."""

    level: Level
    variant: str
    python: str
    bwrap: str = ""
    note: str = ""

    @property
    def drops_uid(self) -> bool:
        """Whether workers run under another uid than the judge."""
        return self.variant == "root"


@dataclass
class Sandbox:
    """A started zygote: its process, the judge's ends of its pipes, and where things lie as seen from inside."""

    process: subprocess.Popen[bytes]
    control_in: int
    control_out: int
    data_in: int
    data_out: int
    home: str
    box: str
    scratch: tuple[str, ...]
    private: Path | None = None

    def close(self) -> None:
        """End every process of the sandbox and wait until they are gone; safe to call twice.

        The closed pipe tells the zygote to end, and all in its namespace with it. Bubblewrap, if it were killed first,
        would leave it to whoever adopts it, dead and never waited for: one more such process for each sandbox.
        """
        for descriptor in (self.control_in, self.control_out, self.data_in, self.data_out):
            if descriptor >= 0:
                os.close(descriptor)
        self.control_in = self.control_out = self.data_in = self.data_out = -1
        if not _ends(self.process, CLOSING_SECONDS):
            self.process.kill()
        self.process.wait()
        if self.private is not None:
            _remove(self.private)


def _remove(folder: Path) -> None:
    """Remove a folder that student code filled; `rmtree` calls itself for each level, and a loop made these."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False)


def _ends(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process ends in time; where there is such a descriptor, without looking again and again."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode is not None
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(descriptor)


def open_sandbox(
    confinement: Confinement,
    staging: Staging,
    box: Path,
    *,
    warm: tuple[str, ...] = (),
    libraries: Path | None = None,
) -> Sandbox:
    """Start a sandbox over the files in `box`.

    `warm` names modules to import before any student code exists; `libraries` is a folder of packages to offer.
    """
    pipes = [os.pipe() for _ in range(4)]
    inside = (pipes[0][0], pipes[1][1], pipes[2][0], pipes[3][1])
    outside = (pipes[0][1], pipes[1][0], pipes[2][1], pipes[3][0])
    private: Path | None = None
    scratch: tuple[str, ...] = ("/tmp", "/dev/shm")  # noqa: S108 (both are private to the sandbox)
    home, inner = HOME_INSIDE, BOX_INSIDE
    try:
        if confinement.level is Level.L2:
            process = _bubblewrap(confinement, staging, box, inside, warm, libraries)
        else:
            private = Path(tempfile.mkdtemp(dir=staging.root, prefix="scratch-"))
            process = _bare(confinement, staging, private, inside, warm, libraries)
            home, inner, scratch = str(staging.home), str(box), (str(private),)
    except OSError as error:
        for descriptor in outside:
            os.close(descriptor)
        raise WorkerLost(f"a sandbox could not be started: {error}", fix="run `grader doctor`") from error
    finally:
        for descriptor in inside:
            os.close(descriptor)
    for descriptor in outside:
        os.set_blocking(descriptor, False)
    return Sandbox(process, outside[1], outside[0], outside[3], outside[2], home, inner, scratch, private)


def _command(
    python: str, home: str, inside: tuple[int, int, int, int], libraries: str, warm: tuple[str, ...]
) -> list[str]:
    return [python, "-I", "-S", "-B", f"{home}/program.pyc", *[str(number) for number in inside], libraries, *warm]


def _bare(
    confinement: Confinement,
    staging: Staging,
    private: Path,
    inside: tuple[int, int, int, int],
    warm: tuple[str, ...],
    libraries: Path | None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(confinement.python, str(staging.home), inside, str(libraries or ""), warm),
        env={**ENVIRONMENT, "HOME": str(private)},
        cwd=private,
        pass_fds=inside,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _bubblewrap(
    confinement: Confinement,
    staging: Staging,
    box: Path,
    inside: tuple[int, int, int, int],
    warm: tuple[str, ...],
    libraries: Path | None,
) -> subprocess.Popen[bytes]:
    command = _command(
        python_inside(confinement.python), HOME_INSIDE, inside, LIBRARIES_INSIDE if libraries else "", warm
    )
    return start_bubblewrap(confinement, bubblewrap_options(confinement, staging.home, box, libraries), command, inside)


def start_bubblewrap(
    confinement: Confinement,
    options: list[str],
    command: list[str],
    descriptors: tuple[int, ...] = (),
    *,
    stdin: int = subprocess.DEVNULL,
    output: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start `command` in namespaces made by `options`; `output` is what becomes of stdout and of stderr."""
    arguments = _filled_pipe(b"\0".join(option.encode() for option in options) + b"\0")
    rules = _filled_pipe(seccomp.outer_filter(seccomp.machine()))
    try:
        return subprocess.Popen(
            [confinement.bwrap, "--args", str(arguments), "--seccomp", str(rules), "--", *command],
            env={},
            pass_fds=(*descriptors, arguments, rules),
            stdin=stdin,
            stdout=output,
            stderr=output,
        )
    finally:
        os.close(arguments)
        os.close(rules)


def _filled_pipe(content: bytes) -> int:
    """A descriptor that reads as `content`, which must fit into a pipe (4 KiB at the very least, 64 as a rule)."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading


def bubblewrap_options(confinement: Confinement, home: Path, box: Path, libraries: Path | None = None) -> list[str]:
    """The options of bwrap for the sandbox of one submission; pure, so that a test can read what is promised."""
    folders = {HOME_INSIDE: home, BOX_INSIDE: box}
    if libraries is not None:
        folders[LIBRARIES_INSIDE] = libraries
    # The zygote is to be pid 1: it can then end whatever a worker left behind.
    return ["--as-pid-1", *namespace_options(confinement, folders, capabilities=ZYGOTE_CAPABILITIES), "--chdir", "/"]


def namespace_options(
    confinement: Confinement,
    folders: Mapping[str, Path],
    *,
    capabilities: tuple[str, ...],
    scratch_bytes: int = SCRATCH_BYTES,
) -> list[str]:
    """The options of bwrap that every sandbox has; `folders` maps paths below its root to what is shown there.

    `capabilities` are those that a first process started by root keeps, in order to change to another uid.
    """
    options = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    options += ["--cap-drop", "ALL"]
    if confinement.drops_uid:
        for capability in capabilities:
            options += ["--cap-add", capability]
    else:
        options += ["--unshare-user", "--disable-userns"]
    options += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "box"]
    for name, value in ENVIRONMENT.items():
        options += ["--setenv", name, value]
    options += ["--ro-bind", "/usr", "/usr"]
    for name in ("lib", "lib32", "lib64", "libx32", "bin"):
        path = Path("/") / name
        if path.is_symlink():
            options += ["--symlink", f"usr/{name}", f"/{name}"]
        elif path.is_dir() and name.startswith("lib"):
            options += ["--ro-bind", str(path), str(path)]
    if python_inside(confinement.python) != confinement.python:
        prefix = os.path.realpath(sys.base_prefix)
        options += ["--ro-bind", prefix, PYTHON_INSIDE, "--setenv", "LD_LIBRARY_PATH", f"{PYTHON_INSIDE}/lib"]
    options += ["--dev", "/dev", "--perms", "1777", "--size", str(scratch_bytes), "--tmpfs", "/tmp"]  # noqa: S108 (inside the sandbox)
    options += ["--perms", "1777", "--size", str(SHM_BYTES), "--tmpfs", "/dev/shm"]  # noqa: S108 (inside the sandbox)
    for inside, outside in folders.items():
        options += ["--ro-bind", str(outside), inside]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/"]


def python_inside(python: str) -> str:
    """Path of the interpreter as seen from inside the sandbox."""
    if python.startswith("/usr/"):
        return python
    return f"{PYTHON_INSIDE}/{os.path.relpath(python, os.path.realpath(sys.base_prefix))}"


def worker_limits(limits: Limits, confinement: Confinement) -> dict[str, tuple[int, int]]:
    """Resource limits of one worker, by the names of the `resource` module."""
    memory = limits.memory_mb << 20
    seconds = int(limits.exercise_seconds + limits.load_seconds) + 1
    wanted = {
        "RLIMIT_AS": (memory, memory),
        "RLIMIT_CPU": (seconds, seconds + 1),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_FSIZE": (limits.file_mb << 20, limits.file_mb << 20),
        "RLIMIT_NOFILE": (64, 64),
        "RLIMIT_MSGQUEUE": (0, 0),
    }
    if confinement.drops_uid or (confinement.bwrap and counts_by_namespace(platform.release())):
        wanted["RLIMIT_NPROC"] = (64, 64)
    return wanted


def counts_by_namespace(release: str) -> bool:
    """Whether a kernel counts a user's processes apart in each user namespace: Linux does since 5.14.

    Before, a limit on workers that run under the uid of whoever grades would count all that this user runs.
    """
    numbers = re.match(r"(\d+)\.(\d+)", release)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) >= (5, 14)


def base_python() -> str:
    """The interpreter itself, not a virtual environment's link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
