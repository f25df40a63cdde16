"""Attacks every layer of the sandbox that this machine offers, and says which held.

The attempts are those of a student who knows the grader's source. A layer counts as holding only if the attack on it
was made and failed; nothing is read off a configuration.
"""

from __future__ import annotations

import dataclasses
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.harness import attacks
from grader.harness.answers import Answer, AnswerKind, read_answer
from grader.harness.worker import Assignment, SubmissionSandbox
from grader.model import Level, Limits, Profile
from grader.sandbox.launch import ENVIRONMENT, Confinement
from grader.sandbox.staging import Staging
from grader.sandbox.uids import uids_of
from grader.wire import encode

CANARY = "the doctor's canary"
_KNOWN_ROOT = frozenset({
    "box", "quay", "tmp", "dev", "python", "libraries", "bin", "lib", "lib32", "lib64", "libx32", "usr",
})  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One attack: the layer it was made on, what was tried, whether the layer held, and what came back."""

    layer: str
    attack: str
    held: bool
    seen: str
    mandatory: bool = True


class _Patient:
    """A sandbox with the attacks in it, one fresh worker a profile."""

    def __init__(self, confinement: Confinement, staging: Staging, box: Path) -> None:
        self.sandbox = SubmissionSandbox(confinement, staging, box)
        self.limits = Limits(answer_seconds=5.0, exercise_seconds=60.0, memory_mb=256)

    def ask(self, name: str, *arguments: Any, profile: Profile = Profile.DEFAULT, seconds: float = 5.0) -> Any:
        """The value an attack came back with, or the name of what happened to it."""
        limits = dataclasses.replace(self.limits, profile=profile, answer_seconds=seconds)
        worker = self.sandbox.worker(Assignment("a", ("attacks",), None, limits))
        answer: Answer = read_answer(worker.exchange([encode(["call", name, list(arguments), {}])])[0])
        worker.stop()
        return answer.value if answer.kind is AnswerKind.VALUE else answer.type_name or answer.kind.value


def examine(confinement: Confinement) -> Iterator[Finding]:
    """Yield a finding for each attack. Raises WorkerLost where no sandbox starts."""
    with Staging() as staging, tempfile.TemporaryDirectory(prefix="quayside-doctor-") as folder:
        canary = Path(folder, "canary")
        canary.write_text(CANARY, encoding="utf-8")
        source = Path(str(attacks.__file__)).read_bytes()
        patient = _Patient(confinement, staging, staging.box("doctor", {"a": {"attacks.py": source}}))
        try:
            yield from _files(patient, canary)
            yield from _identity(patient, confinement)
            yield from _processes(patient)
            yield from _network(patient)
            yield from _calls(patient)
            yield from _amounts(patient)
        finally:
            patient.sandbox.close()
        yield _nothing_left(confinement)


def _files(patient: _Patient, canary: Path) -> Iterator[Finding]:
    seen = patient.ask("read_file", str(canary))
    yield Finding("files", "read a file of the judge", seen != CANARY, str(seen)[:40])
    inside = patient.ask("root")
    strange = sorted(set(inside) - _KNOWN_ROOT) if isinstance(inside, list) else ["unknown"]
    yield Finding("files", "look for folders of the host", not strange, " ".join(strange)[:60] or "none")
    for folder in ("/", "/usr", "/box/a", "/quay", "/dev"):
        seen = patient.ask("write_file", f"{folder}/x")
        yield Finding("files", f"write to {folder}", seen in ("EROFS", "EACCES", "ENOENT", "EPERM"), str(seen))
    yield Finding("files", "look at processes in /proc", patient.ask("proc") is False, "")
    names = patient.ask("environment")
    extra = sorted(set(names) - {*ENVIRONMENT, "PWD", "LD_LIBRARY_PATH"}) if isinstance(names, list) else ["unknown"]
    yield Finding("files", "read the environment of the judge", not extra, " ".join(extra)[:60] or "nothing in it")
    found = patient.ask("descriptors")
    yield Finding("files", "use inherited descriptors", isinstance(found, list) and len(found) == 2, f"open: {found}")


def _identity(patient: _Patient, confinement: Confinement) -> Iterator[Finding]:
    uid = patient.ask("user")
    other = uid != os.getuid()
    # Without root no other uid can be had; the mount and process namespaces stand in for it.
    yield Finding("identity", "run under the judge's uid", other, f"uid {uid}", mandatory=confinement.drops_uid)
    seen = patient.ask("privileges")
    held = isinstance(seen, tuple) and seen == (1, 2, 0)
    yield Finding("identity", "gain privileges", held, f"no_new_privs, seccomp mode, capabilities: {seen}")


def _processes(patient: _Patient) -> Iterator[Finding]:
    seen = patient.ask("signal_process", os.getpid())
    yield Finding("processes", "signal the judge", seen in ("ESRCH", "EPERM"), str(seen))
    for attack, wanted in (("fork", "EPERM"), ("execute", "EPERM")):
        seen = patient.ask(attack)
        yield Finding("processes", f"{attack} a process", seen == wanted, str(seen))
    seen = patient.ask("fork", profile=Profile.PROCESSES)
    yield Finding("processes", "profile `processes` may fork", seen == "forked", str(seen))
    patient.ask("leave_child", profile=Profile.PROCESSES)
    began = time.monotonic()
    seen = patient.ask("loop", seconds=0.3)
    ended = time.monotonic() - began < 5
    yield Finding("processes", "never end", seen == "timeout" and ended, str(seen))


def _network(patient: _Patient) -> Iterator[Finding]:
    seen = patient.ask("connect", "192.0.2.1", 80)
    yield Finding("network", "open a socket", seen in ("EPERM", "PermissionError"), str(seen))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        seen = patient.ask("connect", "127.0.0.1", port, profile=Profile.LOOPBACK)
        yield Finding("network", "reach a server of the host", seen != "connected", str(seen))
    seen = patient.ask("connect", "192.0.2.1", 80, profile=Profile.LOOPBACK)
    yield Finding("network", "reach another machine", seen == "ENETUNREACH", str(seen))
    seen = patient.ask("connect", "192.0.2.1", 80, profile=Profile.PROCESSES)
    yield Finding("network", "open one with profile `processes`", seen in ("EPERM", "PermissionError"), str(seen))
    seen = patient.ask("own_pair", profile=Profile.PROCESSES)
    yield Finding("network", "profile `processes` may talk to itself", seen == "x", str(seen))
    seen = patient.ask("own_loopback", profile=Profile.LOOPBACK)
    yield Finding("network", "profile `loopback` may talk to itself", seen == "x", str(seen))


def _calls(patient: _Patient) -> Iterator[Finding]:
    for name, arguments in (
        ("ptrace", (16, 1, 0, 0)),
        ("unshare", (0x10000000,)),
        ("mount", (None, None, None, 0, None)),
        ("memfd_create", (b"x", 0)),
        ("setns", (0, 0)),
        ("shmget", (0, 4096, 0o1600)),
    ):
        seen = patient.ask("system_call", name, *arguments)
        yield Finding("system calls", f"call {name}", seen == "EPERM", str(seen))


def _amounts(patient: _Patient) -> Iterator[Finding]:
    for folder, most in (("/tmp", 16 << 20), ("/dev/shm", 1 << 20)):  # noqa: S108 (folders inside the sandbox)
        written = patient.ask("fill", folder)
        held = isinstance(written, int) and written <= most
        yield Finding("amounts", f"fill {folder}", held, f"{written} bytes")
    written = patient.ask("big_file", "/tmp")  # noqa: S108 (inside the sandbox)
    yield Finding("amounts", "write a huge file", isinstance(written, int) and written <= 8 << 20, f"{written} bytes")
    yield Finding("amounts", "take 4 GiB of memory", patient.ask("memory") is False, "")
    yield Finding("amounts", "dump core", patient.ask("core") == 0, "")


def _nothing_left(confinement: Confinement) -> Finding:
    """After the sandbox was closed no process of a worker's uid is there."""
    if not confinement.drops_uid:
        return Finding("processes", "outlive the sandbox", held=True, seen="by the process namespace", mandatory=False)
    left = list(_worker_processes())
    return Finding("processes", "outlive the sandbox", not left, f"{len(left)} left")


def _worker_processes() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                owner = entry.stat().st_uid
            except OSError:
                continue
            if owner in uids_of(os.getpid()):
                yield int(entry.name)


def is_safe(findings: list[Finding], level: Level) -> bool:
    """Whether every mandatory layer of a level held; L1 promises none of them."""
    return level is not Level.L2 or all(finding.held for finding in findings if finding.mandatory)
