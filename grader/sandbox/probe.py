"""Finds out by trying which isolation this machine has; nothing is assumed from names or versions."""

from __future__ import annotations

import os
import select
import shutil
import sys

from grader import wire
from grader.errors import GraderFault, IsolationUnavailable
from grader.model import Level
from grader.sandbox import seccomp
from grader.sandbox.launch import Confinement, base_python, open_sandbox
from grader.sandbox.staging import Staging

START_SECONDS = 10.0


def find_confinement(level: Level | None) -> Confinement:
    """The confinement for `level`, tried out; with None the best this machine has. Raises IsolationUnavailable."""
    if level in (Level.L0, Level.L3):
        raise IsolationUnavailable(
            f"isolation {level.value} is not something this command can set up",
            fix="L0 is `course test`; for L3 run the command inside a container or a virtual machine",
        )
    note = "asked for"
    if level is not Level.L1:
        found, (what, fix) = _try_bubblewrap()
        if found is not None:
            return found
        if level is not None:
            raise IsolationUnavailable(f"isolation {level.value} is not available: {what}", fix=fix)
        note = what
    if os.name != "posix":
        raise IsolationUnavailable("grading needs Linux or macOS", fix="on Windows run it inside WSL")
    return Confinement(Level.L1, "process", base_python(), note=note)


def _try_bubblewrap() -> tuple[Confinement | None, tuple[str, str]]:
    if sys.platform != "linux":
        return None, ("it needs Linux", "grade on Linux, or accept less with --isolation L1")
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return None, ("bubblewrap is not installed", "apt-get install bubblewrap   (or accept less: --isolation L1)")
    if not seccomp.machine():
        return None, ("no system call filter for this processor", "grade on x86-64 or arm64, or --isolation L1")
    for variant in ("root", "user") if os.geteuid() == 0 else ("user",):
        confinement = Confinement(Level.L2, variant, base_python(), bwrap)
        if starts(confinement):
            return confinement, ("", "")
    return None, (
        "bubblewrap cannot make namespaces on this machine",
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0   (or run as root, or --isolation L1)",
    )


def starts(confinement: Confinement) -> bool:
    """Whether an empty sandbox of this kind comes up and says so."""
    try:
        with Staging() as staging:
            sandbox = open_sandbox(confinement, staging, staging.box("probe", {}))
            try:
                poll = select.poll()
                poll.register(sandbox.control_in, select.POLLIN)
                if not poll.poll(START_SECONDS * 1000):
                    return False
                header = os.read(sandbox.control_in, wire.HEADER.size)
                return len(header) == wire.HEADER.size
            finally:
                sandbox.close()
    except GraderFault:
        return False
