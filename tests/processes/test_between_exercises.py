"""What one exercise may do to the next of the same student, and to the machine, in each variant of L2.

The catalogue of attacks runs in the variant that this machine prefers; what is asked here differs between them.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.harness.answers import Answer, AnswerKind
from grader.harness.worker import Assignment
from grader.model import Profile
from grader.sandbox import seccomp
from grader.sandbox.launch import Confinement, Sandbox, worker_limits
from tests.builders import GENEROUS, Yard, call, level2

pytestmark = pytest.mark.l2

FREE = dataclasses.replace(GENEROUS, memory_mb=128, profile=Profile.PROCESSES)
HOSTILE = """
import ctypes
import os
import resource
import time

LIBC = ctypes.CDLL(None, use_errno=True)


def limited(name, value):
    resource.prlimit(1, getattr(resource, name), (value, value))


def idle():
    os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))


def closed():
    os.chmod("/tmp", 0o555)


def nothing():
    pass


def seen():
    with open("/tmp/file", "w"):
        os.unlink("/tmp/file")
    return os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)


def cloned(flags):
    pid = LIBC.syscall(CLONE, ctypes.c_ulong(flags | 17), 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid > 0


def forked(most):
    for number in range(most):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError:
            return number
    return most
"""
NEW_NAMESPACES = {"user": 0x10000000, "mount": 0x00020000, "net": 0x40000000, "pid": 0x20000000}
ENOUGH_PROCESSES = 200
"""More than any exercise may have, few enough for a machine where nothing holds them."""


@pytest.fixture(params=["root", "user"])
def variant(request: pytest.FixtureRequest) -> Confinement:
    """Each variant of L2 that this machine has."""
    if request.param == "root" and not level2().drops_uid:
        pytest.skip("only root can start the variant root")
    return dataclasses.replace(level2(), variant=request.param)


def source() -> str:
    """The hostile module, with the number that this machine has for `clone`."""
    return f"CLONE = {seccomp._NUMBERS[seccomp.machine()]['clone']}\n{HOSTILE}"


def alone(yard: Yard, variant: Confinement, *question: object) -> Answer:
    """What a worker that may start processes answers."""
    worker = yard.worker(source(), limits=FREE, confinement=variant)
    return call(worker, *question)  # type: ignore[arg-type] # a name and arguments


@pytest.mark.parametrize(
    "question",
    [
        ("nothing",),
        ("limited", "RLIMIT_AS", 1 << 20),
        ("limited", "RLIMIT_FSIZE", 0),
        ("limited", "RLIMIT_NPROC", 0),
        ("idle",),
        ("closed",),
    ],
    ids=lambda question: "-".join(map(str, question)),
)
def test_the_next_exercise_feels_nothing(yard: Yard, variant: Confinement, question: tuple[str, ...]) -> None:
    """Whatever a worker does to the sandbox's first process and folders, the next one finds them as new."""
    boxes = {"first": {"first.py": source()}, "second": {"second.py": source()}}
    sandbox = yard.sandbox(boxes, confinement=variant)
    first = sandbox.worker(Assignment("first", ("first",), None, GENEROUS))
    call(first, *question)
    first.stop()
    found = call(sandbox.worker(Assignment("second", ("second",), None, GENEROUS)), "seen")

    assert (AnswerKind.VALUE, (0, 0)) == (found.kind, found.value), found.text


@pytest.mark.parametrize("name", NEW_NAMESPACES)
def test_no_process_gets_namespaces_of_its_own(yard: Yard, variant: Confinement, name: str) -> None:
    """Where processes may be started, they cannot be started in new namespaces: there they would have all rights."""
    flags = NEW_NAMESPACES["user"] | NEW_NAMESPACES[name]

    assert alone(yard, variant, "cloned", 0).value is True
    assert alone(yard, variant, "cloned", flags).value is False


def test_processes_are_counted(yard: Yard, variant: Confinement) -> None:
    """No exercise has more processes than its limit; root is never counted, so there the limit is only looked at."""
    limits = worker_limits(FREE, variant)

    assert limits.get("RLIMIT_NPROC", (ENOUGH_PROCESSES,))[0] < ENOUGH_PROCESSES
    if variant.drops_uid:
        assert alone(yard, variant, "forked", ENOUGH_PROCESSES).value < limits["RLIMIT_NPROC"][0]


def test_folders_without_a_bottom_are_removed(tmp_path: Path) -> None:
    """At L1 the scratch folder is ours to remove, however deep a student's loop made it."""
    private = tmp_path / "private"
    private.mkdir()
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(private)
        for _ in range(sys.getrecursionlimit() + 100):
            Path("d").mkdir()
            os.chdir("d")
        os.fchdir(here)
        process = subprocess.Popen([sys.executable, "-c", ""])
        Sandbox(process, -1, -1, -1, -1, "", "", (), private).close()

        assert not private.exists()
    finally:
        os.fchdir(here)
        os.close(here)
        subprocess.run(["rm", "-rf", str(private)], check=True)
