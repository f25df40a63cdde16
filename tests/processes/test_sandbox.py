"""The sandbox as it is on this machine: every call that is denied is denied, and a layer taken away is noticed."""

from __future__ import annotations

import dataclasses
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.harness import doctor, worker
from grader.harness.doctor import Finding, examine, is_safe
from grader.model import Level, Profile
from grader.sandbox import launch, seccomp
from grader.sandbox.launch import Confinement
from tests.builders import GENEROUS, Yard, call, level2

pytestmark = pytest.mark.l2

CALLING = """
import ctypes

LIBC = ctypes.CDLL(None, use_errno=True)

def calls(numbers):
    ended = {}
    for name, number in numbers.items():
        ctypes.set_errno(0)
        ended[name] = (LIBC.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno())
    return ended

def threads():
    import threading
    done = []
    several = [threading.Thread(target=done.append, args=(number,)) for number in range(3)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    return sorted(done)
"""


def numbers(names: tuple[str, ...]) -> dict[str, int]:
    """Numbers of calls on this machine."""
    table = {**seccomp._SHARED_NUMBERS, **seccomp._NUMBERS[seccomp.machine()]}
    return {name: table[name] for name in names if name in table}


@pytest.mark.parametrize(
    ("profile", "more"),
    [
        (Profile.DEFAULT, (*seccomp._PROCESSES, *seccomp._SOCKETS)),
        (Profile.PROCESSES, ("socket",)),
        (Profile.LOOPBACK, seccomp._PROCESSES),
    ],
)
def test_each_denied_call_is_denied(yard: Yard, profile: Profile, more: tuple[str, ...]) -> None:
    """The kernel answers EPERM to every call on the lists, whatever its arguments, and threads can be started."""
    denied = numbers((*seccomp._NEVER, *seccomp._SYSTEM_V, *more))
    asked = yard.worker(CALLING, limits=dataclasses.replace(GENEROUS, profile=profile))

    assert call(asked, "calls", denied).value == dict.fromkeys(denied, (-1, errno.EPERM))
    assert call(asked, "threads").value == [0, 1, 2]


def test_new_processes_look_as_if_the_kernel_had_no_such_call(yard: Yard) -> None:
    """clone3 does not exist and clone without a thread is refused, so that libc falls back and is refused too."""
    asked = yard.worker(CALLING)

    assert call(asked, "calls", numbers(("clone", "clone3"))).value == {
        "clone": (-1, errno.EPERM),
        "clone3": (-1, errno.ENOSYS),
    }


def test_every_layer_holds_here() -> None:
    """All attacks of the doctor are made, and each of them fails on this machine."""
    findings = list(examine(level2()))

    assert [finding for finding in findings if not finding.held] == []
    assert {finding.layer for finding in findings} == {
        "files",
        "identity",
        "processes",
        "network",
        "system calls",
        "amounts",
    }
    assert (is_safe(findings, Level.L2), len(findings) > 25) == (True, True)


def broken(confinement: Confinement) -> set[str]:
    """Attacks that got through."""
    return {finding.attack for finding in examine(confinement) if not finding.held}


Options = Callable[..., list[str]]


def changed(monkeypatch: pytest.MonkeyPatch, change: Callable[[list[str]], list[str]]) -> None:
    """Start sandboxes with other options than those that are promised."""
    before: Options = launch.bubblewrap_options
    monkeypatch.setattr(launch, "bubblewrap_options", lambda *args: change(before(*args)))


def test_a_network_that_is_shared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its own network a worker that may use sockets reaches a server of the host."""
    changed(monkeypatch, lambda options: [option for option in options if option != "--unshare-net"])

    assert "reach a server of the host" in broken(level2())


def test_a_folder_that_is_shown_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of the host that somebody mounts into the sandbox is seen, writable or not."""
    tmp_path.chmod(0o777)
    changed(monkeypatch, lambda options: ["--bind", str(tmp_path), "/spool", *options])

    assert broken(level2()) == {"look for folders of the host"}


def test_a_writable_place_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that must be read-only and is not is written to."""

    def writable(options: list[str]) -> list[str]:
        at = options.index("/quay")
        Path(options[at - 1]).chmod(0o777)
        return [*options[: at - 2], "--bind", *options[at - 1 :]]

    changed(monkeypatch, writable)

    assert broken(level2()) == {"write to /quay"}


def test_a_variable_that_gets_in_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything in the environment beyond the fixed list is seen."""
    changed(monkeypatch, lambda options: [*options, "--setenv", "TOKEN", "secret"])

    assert broken(level2()) == {"read the environment of the judge"}


def test_a_scratch_folder_without_a_limit_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the size of the scratch folder is not bounded it is filled beyond what is allowed."""
    bound = str(launch.SCRATCH_BYTES)
    changed(monkeypatch, lambda options: [str(128 << 20) if option == bound else option for option in options])

    assert broken(level2()) == {"fill /tmp"}


def test_a_filter_that_is_missing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the worker's own filter processes and sockets are there again."""
    monkeypatch.setattr(seccomp, "inner_filter", lambda *_: b"")

    assert {"fork a process", "execute a process", "open a socket", "call shmget"} <= broken(level2())


def test_a_uid_that_is_not_changed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where workers are to run under another uid, running under the judge's is noticed."""
    monkeypatch.setattr(worker, "take_uid", lambda: 0)
    found = broken(level2())

    assert ("run under the judge's uid" in found) is level2().drops_uid


def test_limits_that_are_not_set_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose files and cores are not bounded is noticed."""
    before = launch.worker_limits
    monkeypatch.setattr(
        worker, "worker_limits", lambda *args: {"RLIMIT_AS": before(*args)["RLIMIT_AS"], "RLIMIT_CPU": (60, 60)}
    )

    assert {"write a huge file"} <= broken(level2()) <= {"write a huge file", "dump core", "fill /tmp"}


@pytest.mark.parametrize(
    ("held", "mandatory", "level", "safe"),
    [
        (True, True, Level.L2, True),
        (False, True, Level.L2, False),
        (False, False, Level.L2, True),
        (False, True, Level.L1, True),
    ],
)
def test_one_mandatory_layer_that_does_not_hold_is_too_many(
    held: bool, mandatory: bool, level: Level, safe: bool
) -> None:
    """L2 is safe only if each mandatory layer held; L1 promises none of them."""
    good = Finding("files", "attack", held=True, seen="")

    assert is_safe([good, Finding("files", "attack", held, "", mandatory)], level) is safe


def test_nothing_is_looked_for_where_workers_have_no_uid_of_their_own() -> None:
    """In a user namespace the end of the namespace is what ends every process, and the finding says so."""
    finding = doctor._nothing_left(Confinement(Level.L2, "user", "/usr/bin/python3", "/usr/bin/bwrap"))

    assert (finding.held, finding.mandatory, finding.seen) == (True, False, "by the process namespace")
