"""First process of a sandbox: starts a fresh, confined worker for each exercise; runs no student code itself.

It imports the standard library and `wire` only, for it runs inside the sandbox where nothing else exists, and it does
not know what a worker does. Where it can it is pid 1 of its namespace, so that nothing it started can outlive it or
signal it.

Descriptors: `control` carries commands of the judge and their answers; `data` belongs to the one living worker.
Commands are frames: ["spawn", setup], ["reap"]. Answers: ["started"], ["exited", status], ["reaped", status, dirty],
and ["confine", reason] for a worker that could not be confined; it says so where student code cannot.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from typing import Any

try:
    from grader import wire
except ImportError:  # inside the sandbox the modules lie side by side, without the package
    import wire  # type: ignore[import-not-found, no-redef]

Work = Callable[[dict[str, Any], int, int], None]
"""What a confined worker does: its setup, the descriptor it reads questions from, the one it writes answers to."""

_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LAST_CAPABILITY = 63

NOT_CONFINED = 70
WORK_FAILED = 71
"""Exit statuses of a worker that never ran student code, and of one whose own program failed."""


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


class Zygote:
    """Serves the judge on the control pipe; keeps at most one worker alive."""

    def __init__(self, control: tuple[int, int], data: tuple[int, int], work: Work, libraries: str = "") -> None:
        self.work, self.libraries = work, libraries
        self.control_in, self.control_out = control
        self.data_in, self.data_out = data
        self.worker = 0
        self.status = 0
        self.standing: tuple[object, ...] | None = None
        self.alone = os.getpid() == 1
        self.buffer = b""
        self.wake = (-1, -1)

    def serve(self) -> None:
        """Until the control pipe closes."""
        wake_in, wake_out = self.wake = os.pipe()
        os.set_blocking(wake_in, False)
        os.set_blocking(wake_out, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.set_wakeup_fd(wake_out, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self.control_in, select.POLLIN)
        poll.register(wake_in, select.POLLIN)
        self.say(["started"])
        while True:
            ready = dict(poll.poll())
            if wake_in in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(wake_in, 4096)
                self.collect()
            if self.control_in in ready:
                chunk = os.read(self.control_in, 1 << 16)
                if not chunk:
                    self.kill()
                    os._exit(0)
                self.buffer += chunk
                self.obey()

    def obey(self) -> None:
        """Carry out the whole commands in the buffer."""
        while len(self.buffer) >= wire.HEADER.size:
            length = wire.body_length(self.buffer[: wire.HEADER.size])
            end = wire.HEADER.size + length
            if len(self.buffer) < end:
                return
            command = wire.decode(self.buffer[wire.HEADER.size : end])
            self.buffer = self.buffer[end:]
            if command[0] == "spawn":
                self.spawn(command[1])
            elif command[0] == "reap":
                self.reap(command[1])

    def say(self, message: list[Any]) -> None:
        """Answer on the control pipe."""
        os.write(self.control_out, wire.frame(wire.encode(message)))

    def spawn(self, setup: dict[str, Any]) -> None:
        """Fork a worker; in the child nothing but a confined worker is left."""
        self.status = 0
        self.standing = _standing(setup["folders"])
        # The worker before may have changed how these descriptions behave: they are shared.
        for descriptor in (self.data_in, self.data_out):
            os.set_blocking(descriptor, True)
        pid = os.fork()
        if pid:
            self.worker = pid
            return
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for descriptor in (self.control_in, *self.wake):
                os.close(descriptor)
            os.setsid()
            if not setup.get("libraries", True):
                sys.path[:] = [entry for entry in sys.path if entry != self.libraries]
            confine(setup)
            os.close(self.control_out)
        except BaseException as error:
            self.say(["confine", str(error)[:200]])
            os._exit(NOT_CONFINED)
        try:
            self.work({**setup, "libraries_folder": self.libraries}, self.data_in, self.data_out)
        except BaseException:
            os._exit(WORK_FAILED)
        os._exit(0)

    def collect(self) -> None:
        """Reap what ended; tell the judge if it was the worker."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self.worker:
                self.worker = 0
                self.status = status
                self.say(["exited", status])

    def kill(self) -> None:
        """End the worker and, where this process is pid 1 of a namespace of its own, everything else in it."""
        if self.worker:
            for end in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    end(self.worker, signal.SIGKILL)
        if self.alone:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(-1, signal.SIGKILL)

    def reap(self, scratch: list[str]) -> None:
        """Leave no process and no unread byte of the worker behind; say whether it left files."""
        self.kill()
        while True:
            try:
                pid, status = os.waitpid(-1, 0)
            except ChildProcessError:
                break
            if pid == self.worker:
                self.status = status
        self.worker = 0
        os.set_blocking(self.data_in, False)
        with contextlib.suppress(BlockingIOError):
            while os.read(self.data_in, 1 << 16):
                pass
        os.set_blocking(self.data_in, True)
        moved = self.standing is not None and _standing(scratch) != self.standing
        dirty = moved or any(os.listdir(folder) for folder in scratch)
        self.say(["reaped", self.status, dirty])


def _standing(folders: list[str]) -> tuple[object, ...]:
    """What a worker of the same user could change and the next would inherit: priority, and modes of the folders."""
    scheduler = os.sched_getscheduler(0) if hasattr(os, "sched_getscheduler") else 0
    return os.getpriority(os.PRIO_PROCESS, 0), scheduler, *(os.stat(folder).st_mode for folder in folders)


def confine(setup: dict[str, Any]) -> None:
    """Give up everything that student code must not have; raises where a layer that was asked for cannot be had."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.umask(0o022)
    uid = setup["uid"]
    if uid:
        for capability in range(_LAST_CAPABILITY):
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    limits = setup["limits"]
    for name, (soft, hard) in limits.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, (soft, hard))
        except (ValueError, OSError):
            if setup["strict"]:
                raise
    os.chdir(setup["scratch"])
    if setup["filter"]:
        _prctl(libc, _PR_SET_NO_NEW_PRIVS, 1, 0)
        program = bytes.fromhex(setup["filter"])
        loaded = _Program(len(program) // 8, program)
        _prctl(libc, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(loaded))


def _prctl(libc: ctypes.CDLL, option: int, second: Any, third: Any) -> None:
    if libc.prctl(option, second, third, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")


def start(arguments: list[str], work: Work) -> None:
    """`CONTROL_IN CONTROL_OUT DATA_IN DATA_OUT LIBRARIES MODULE...`: import the modules, then serve."""
    control_in, control_out, data_in, data_out = (int(text) for text in arguments[:4])
    libraries, *warm = arguments[4:]
    if libraries:
        sys.path.append(libraries)
    for name in warm:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    gc.collect()
    gc.freeze()
    Zygote((control_in, control_out), (data_in, data_out), work, libraries).serve()
