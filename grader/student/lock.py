"""A lock between processes, held while the progress file is changed; the system lets go of it when its holder dies.

POSIX has `fcntl.flock`, Windows `msvcrt.locking`; which of them is there decides, or what a test injects. A file
system that has no locks at all (some network shares) gets a lock file that exists only while it is held, and that
counts as left behind after STALE_SECONDS: what is done under the lock takes milliseconds.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import UsageError
from grader.student.files import unwritable

WAIT_SECONDS = 15.0
PAUSE_SECONDS = 0.02
STALE_SECONDS = 60.0

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})


def lock_module() -> ModuleType:
    """`msvcrt` where there is one, otherwise `fcntl`; imported by name because neither exists everywhere."""
    try:
        return importlib.import_module("msvcrt")
    except ImportError:
        return importlib.import_module("fcntl")


@contextlib.contextmanager
def locked(path: Path, *, module: Any = None, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock whose file is `path`; its folder must exist.

    Raises OutputUnwritable if the file cannot be made, UsageError if somebody else holds the lock for `wait` seconds.
    """
    module = module or lock_module()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        try:
            _until(lambda: _try_lock(descriptor, module), path, wait)
        except _NoLocksError:
            with _lock_file(path.with_name(path.name + ".held"), wait):
                yield
            return
        try:
            yield
        finally:
            _unlock(descriptor, module)
    finally:
        os.close(descriptor)


class _NoLocksError(Exception):
    """This file system has no locks."""


def _try_lock(descriptor: int, module: Any) -> bool:
    try:
        if hasattr(module, "locking"):
            # One byte at the start stands for the file; it may lie beyond its end.
            os.lseek(descriptor, 0, os.SEEK_SET)
            module.locking(descriptor, module.LK_NBLCK, 1)
        else:
            module.flock(descriptor, module.LOCK_EX | module.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno in _NO_LOCKS:
            raise _NoLocksError from None
        raise
    return True


def _unlock(descriptor: int, module: Any) -> None:
    if hasattr(module, "locking"):
        os.lseek(descriptor, 0, os.SEEK_SET)
        module.locking(descriptor, module.LK_UNLCK, 1)
    else:
        module.flock(descriptor, module.LOCK_UN)


@contextlib.contextmanager
def _lock_file(path: Path, wait: float) -> Iterator[None]:
    _until(lambda: _try_make(path), path, wait)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 (all that touches the disk goes through os, where tests cut it short)


def _try_make(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                os.unlink(path)  # noqa: PTH108 (as above)
        return False
    return True


def _until(attempt: Callable[[], bool], path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while not attempt():
        if time.monotonic() > deadline:
            message = f"another `course` has been writing the progress for {wait:.0f} seconds"
            raise UsageError(message, fix=f"end it, or delete {path.name} in {path.parent.name} if there is none")
        time.sleep(PAUSE_SECONDS)  # a lock on a file tells nobody when it is free
