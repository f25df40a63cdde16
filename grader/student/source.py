"""Where a newer release comes from: a folder, or a git repository that is cloned for the moment.

Whatever it holds is checked against its own manifest before any of it is used. Its history is never looked at, so it
need not be related to the student's. Reads only.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.student.given import MANIFEST, Given, digest, read_given
from grader.student.merge import plain

CLONE_SECONDS = 300.0


@dataclass(frozen=True)
class Release:
    """A release that lies in a folder, and was found whole."""

    root: Path
    given: Given

    def read(self, path: str) -> bytes:
        """One of its files, with line feeds alone if it is a text. Raises UsageError if it changed meanwhile."""
        content = _read(self.root, path)
        if digest(content) != self.given.by_path[path].sha256:
            raise _damaged(f"{path} is not the file that was given out")
        return plain(content)


@contextlib.contextmanager
def open_release(where: str, *, seconds: float = CLONE_SECONDS) -> Iterator[Release]:
    """The release in a folder or at an address that git knows. Raises UsageError if there is none, or it is damaged."""
    folder = Path(where).expanduser()
    if (folder / MANIFEST).is_file():
        yield _checked(folder)
        return
    if folder.is_dir() and not (folder / ".git").exists() and not (folder / "HEAD").is_file():
        raise UsageError(f"{where} holds no course", fix=f"name the folder that holds {MANIFEST}, or a git address")
    with tempfile.TemporaryDirectory(prefix="course-update-", ignore_cleanup_errors=True) as temporary:
        clone = Path(temporary, "clone")
        _clone(where, clone, seconds)
        yield _checked(clone)


def _checked(folder: Path) -> Release:
    release = Release(folder, read_given(folder))
    for file in release.given.files:
        release.read(file.path)
    return release


def _read(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise _damaged(f"{path} cannot be read: {error.strerror}") from None


def _damaged(reason: str) -> UsageError:
    fix = "nothing was changed; ask whoever gives out the course for a whole release"
    return UsageError(f"the new release is damaged: {reason}", fix=fix)


def _clone(where: str, folder: Path, seconds: float) -> None:
    """Fetch the newest state of a repository; asks for no password, runs no hook, and ends after `seconds`."""
    settings = ["-c", "core.autocrlf=false", "-c", "core.symlinks=false", "-c", f"core.hooksPath={os.devnull}"]
    command = ["git", *settings, "clone", "--quiet", "--depth", "1", "--no-tags", "--", where, str(folder)]
    quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        quiet.pop(name, None)
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, stdin=subprocess.DEVNULL, env=quiet, timeout=seconds
        )
    except FileNotFoundError:
        raise UsageError("git is not installed", fix="install git, or name a folder: --from FOLDER") from None
    except subprocess.TimeoutExpired:
        message = f"{where} did not answer within {seconds:.0f} seconds"
        raise UsageError(message, fix="look at your network, then try again") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1].removeprefix("fatal: ") if said else f"git ended with {done.returncode}"
        fix = "look at your network and at the address, or name a folder: --from FOLDER"
        raise UsageError(f"{where} cannot be fetched: {reason}", fix=fix)
