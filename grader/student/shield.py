"""Keeps what a student's code prints from being obeyed by a build service, and the service's files out of its reach.

A build service reads commands out of a job's log, and later steps obey files whose names are in the environment. So
code of the student's runs with an environment that holds none of that, and while it runs the service is told not to
listen. This guards against accidents and pranks in a student's own job; it is no wall around hostile code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager

PASSED_ON = frozenset(
    {
        "APPDATA", "COMSPEC", "HOME", "HOMEDRIVE", "HOMEPATH", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "LOCALAPPDATA",
        "NUMBER_OF_PROCESSORS", "OS", "PATH", "PATHEXT", "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES",
        "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONUTF8", "SHELL", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TERM", "TMP",
        "TMPDIR", "TZ", "USER", "USERNAME", "USERPROFILE", "VIRTUAL_ENV", "WINDIR",
    }
)  # fmt: skip
"""What programs need to run at all; whatever else a job's environment holds, a token perhaps, stays behind."""


def kept_names(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that the student's code may see."""
    return {key: value for key, value in environment.items() if key.upper() in PASSED_ON or key.startswith("LC_")}


@contextmanager
def stripped(environment: MutableMapping[str, str]) -> Iterator[dict[str, str]]:
    """While the block runs, this process's environment holds only what a child may see; gives what it was before."""
    before = dict(environment)
    for name in before.keys() - kept_names(before).keys():
        del environment[name]
    try:
        yield before
    finally:
        environment.update(before)


@contextmanager
def deaf(say: Callable[[str], object], *, service: bool) -> Iterator[None]:
    """While the block runs, no line in the log is a command; only who knows the word can end that.

    The word is drawn anew each time and handed to no process; `say` writes a line to the log and flushes it.
    """
    if not service:
        yield
        return
    word = secrets.token_hex(20)
    say(f"::stop-commands::{word}")
    try:
        yield
    finally:
        say(f"::{word}::")
