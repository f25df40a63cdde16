"""The options of the sandbox, read without starting one: what is promised is in the list."""

from __future__ import annotations

import dataclasses
import os
import platform
import sys
from pathlib import Path

import pytest

from grader.errors import WorkerLost
from grader.model import Level, Limits
from grader.sandbox import launch
from grader.sandbox.launch import (
    Confinement,
    bubblewrap_options,
    counts_by_namespace,
    namespace_options,
    python_inside,
    worker_limits,
)
from grader.sandbox.staging import Staging

ROOT = Confinement(Level.L2, "root", "/usr/bin/python3", "/usr/bin/bwrap")
BARE = Confinement(Level.L1, "plain", "/usr/bin/python3")
USER = Confinement(Level.L2, "user", "/usr/bin/python3", "/usr/bin/bwrap")
HOME, BOX = Path("/srv/run/home"), Path("/srv/run/boxes/b1")


def pairs(options: list[str], name: str) -> list[tuple[str, str]]:
    """What follows each `name`: two words."""
    return [(options[at + 1], options[at + 2]) for at, option in enumerate(options) if option == name]


def words(options: list[str], name: str) -> list[str]:
    """The word that follows each `name`."""
    return [options[at + 1] for at, option in enumerate(options) if option == name]


@pytest.mark.parametrize("confinement", [ROOT, USER], ids=["root", "user"])
def test_every_namespace_is_unshared(confinement: Confinement) -> None:
    """Processes, network, IPC and host name are the sandbox's own, and it ends with the judge."""
    options = bubblewrap_options(confinement, HOME, BOX)

    promised = {"--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"}
    promised |= {"--die-with-parent", "--new-session", "--clearenv", "--as-pid-1"}
    assert promised - set(options) == set()
    assert not any(option.startswith("--share") for option in options)


def test_capabilities_are_dropped_but_those_that_change_the_uid() -> None:
    """Started by root the first process keeps what changing to another uid needs; otherwise nothing is kept."""
    root, user = bubblewrap_options(ROOT, HOME, BOX), bubblewrap_options(USER, HOME, BOX)

    assert (words(root, "--cap-drop"), words(user, "--cap-drop")) == (["ALL"], ["ALL"])
    assert (words(root, "--cap-add"), words(user, "--cap-add")) == (list(launch.ZYGOTE_CAPABILITIES), [])
    assert [name in user for name in ("--unshare-user", "--disable-userns")] == [True, True]
    assert [name in root for name in ("--unshare-user", "--disable-userns")] == [False, False]


def test_everything_shown_is_read_only() -> None:
    """Programs and the two folders are mounted read-only; what is writable is two tmpfs with a size each."""
    options = bubblewrap_options(ROOT, HOME, BOX, Path("/srv/libraries"))
    shown = {inside: outside for outside, inside in pairs(options, "--ro-bind")}

    assert {key: shown[key] for key in ("/quay", "/box", "/libraries")} == {
        "/quay": str(HOME),
        "/box": str(BOX),
        "/libraries": "/srv/libraries",
    }
    assert {name for name in options if "bind" in name} == {"--ro-bind"}
    assert words(options, "--tmpfs") == ["/tmp", "/dev/shm"]
    assert words(options, "--size") == [str(launch.SCRATCH_BYTES), str(launch.SHM_BYTES)]


def test_the_root_is_made_read_only_after_everything_is_mounted() -> None:
    """`/` and `/dev` are tmpfs of bwrap's and would stay writable: they are remounted last."""
    options = namespace_options(ROOT, {"/box": BOX}, capabilities=())

    assert options[-4:] == ["--remount-ro", "/dev", "--remount-ro", "/"]


def test_no_proc_is_mounted_and_no_secret_is_in_the_environment() -> None:
    """/proc would show the environment of bwrap; what the worker gets is a short fixed list."""
    options = bubblewrap_options(ROOT, HOME, BOX)

    assert "--proc" not in options
    assert dict(pairs(options, "--setenv")) == launch.ENVIRONMENT
    assert set(launch.ENVIRONMENT) == {"LC_ALL", "TZ", "HOME", "PYTHONHASHSEED", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX"}


def test_an_interpreter_outside_usr_is_mounted_at_a_place_of_its_own() -> None:
    """An interpreter below /usr is seen as it is; another one is shown at /python, with its libraries."""
    prefix = os.path.realpath(sys.base_prefix)
    elsewhere = dataclasses.replace(ROOT, python=f"{prefix}/bin/python3")
    options = bubblewrap_options(elsewhere, HOME, BOX)

    inside = python_inside(elsewhere.python)
    assert python_inside("/usr/bin/python3") == "/usr/bin/python3"
    if not prefix.startswith("/usr"):
        assert inside == "/python/bin/python3"
        assert (prefix, "/python") in pairs(options, "--ro-bind")
        assert ("LD_LIBRARY_PATH", "/python/lib") in pairs(options, "--setenv")


def test_the_interpreter_is_not_a_link_of_a_virtual_environment() -> None:
    """What is started inside is the interpreter itself: the sandbox does not see the virtual environment."""
    assert launch.base_python() == os.path.realpath(launch.base_python())
    assert Path(launch.base_python()).is_relative_to(os.path.realpath(sys.base_prefix))


def test_a_worker_is_started_isolated_and_without_site() -> None:
    """The interpreter takes nothing from its environment, imports no site and writes no bytecode."""
    command = launch._command("/usr/bin/python3", "/quay", (3, 4, 5, 6), "", ("enum",))

    assert command == ["/usr/bin/python3", *["-I", "-S", "-B", "/quay/program.pyc", "3", "4", "5", "6"], "", "enum"]


def test_limits_are_those_of_the_exercise() -> None:
    """Memory, processor time, file size and descriptors are bounded, and no core is dumped."""
    limits = Limits(load_seconds=5, exercise_seconds=12, memory_mb=100, file_mb=2)

    assert worker_limits(limits, BARE) == {
        "RLIMIT_AS": (100 << 20, 100 << 20),
        "RLIMIT_CPU": (18, 19),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_FSIZE": (2 << 20, 2 << 20),
        "RLIMIT_NOFILE": (64, 64),
        "RLIMIT_MSGQUEUE": (0, 0),
    }
    assert worker_limits(limits, ROOT) == {**worker_limits(limits, BARE), "RLIMIT_NPROC": (64, 64)}


def test_processes_are_limited_where_the_kernel_counts_those_of_the_sandbox_only() -> None:
    """Under the uid of whoever grades, an older kernel would count all that this user runs elsewhere."""
    releases = ("4.19.0-26-amd64", "5.13.19", "5.14.0", "6.1.0-rc3", "10.0", "unknown")

    assert [counts_by_namespace(release) for release in releases] == [False, False, True, True, True, False]
    assert ("RLIMIT_NPROC" in worker_limits(Limits(), USER)) is counts_by_namespace(platform.release())


def test_a_sandbox_that_cannot_be_started_is_lost_and_leaves_no_descriptor() -> None:
    """Where the program of the sandbox is missing the fault is ours, named, and nothing stays open."""
    before = sorted(path.name for path in Path("/proc/self/fd").iterdir())
    with Staging() as staging, pytest.raises(WorkerLost, match="could not be started"):
        launch.open_sandbox(dataclasses.replace(ROOT, bwrap="/nonexistent/bwrap"), staging, staging.box("b", {}))

    assert sorted(path.name for path in Path("/proc/self/fd").iterdir()) == before
