"""Asks git which commit a branch is at, and for single files of a commit. Never checks anything out.

The repositories are hostile. Files are read as objects, so that no hook, filter, attribute, link, submodule or setting
of theirs is ever acted on; nothing larger than a limit is transferred where the server allows to say so; every command
has a deadline. The token goes to its own server only, and by the environment: not in an address, not on a command line.
"""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from grader.course.roster import GITHUB

POLL_SECONDS = 0.1
MAX_ANSWER = 32 * 1024 * 1024
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_PASSED_ON = ("PATH", "HOME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR", "TEMP", "SYSTEMROOT")
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy")
_PLAIN_CONFIG = "[core]\n\tbare = true\n\trepositoryformatversion = 0\n"


class Unreachable(Exception):
    """A repository, a branch or a commit cannot be had; the text says why."""


class Stopped(Exception):
    """Somebody asked all collecting to end."""


@dataclass(frozen=True)
class Access:
    """How repositories may be reached: protocols, the token and the one server it is for, and the limits."""

    protocols: tuple[str, ...] = ("https", "ssh")
    token: str = field(default="", repr=False)
    server: str = GITHUB
    seconds: float = 90.0
    max_bytes: int = 300 * 1024 * 1024
    stop: threading.Event = field(default_factory=threading.Event, repr=False)


@dataclass(frozen=True)
class Tip:
    """Where a branch is: its full name, such as refs/heads/main, and the commit; None in a repository without any."""

    ref: str
    commit: str | None


@dataclass(frozen=True)
class Entry:
    """One entry of a commit's tree: its mode as git writes it, its object and its path in raw bytes."""

    mode: str
    object_id: str
    path: bytes


def tip(address: str, branch: str, access: Access) -> Tip:
    """The commit that a branch is at now, as the server says; the default branch where none is named.

    Raises Unreachable.
    """
    wanted = f"refs/heads/{branch}" if branch else "HEAD"
    answer = _git(["ls-remote", "--symref", "--", address], access).decode("utf-8", "replace")
    ref, commits = wanted, {}
    for line in answer.splitlines():
        left, _, right = line.partition("\t")
        if left.startswith("ref: ") and right == wanted:
            ref = left.removeprefix("ref: ")
        elif _COMMIT.fullmatch(left):
            commits[right] = left
    if branch and wanted not in commits and commits:
        raise Unreachable(f"the repository has no branch {branch!r}")
    return Tip(ref, commits.get(wanted))


class Snapshot:
    """One commit of a repository, fetched by its id; use it as a context manager. Raises Unreachable on entry."""

    def __init__(self, address: str, commit: str, access: Access, max_file: int) -> None:
        if not _COMMIT.fullmatch(commit):
            raise Unreachable("the server named no commit")
        self.commit = commit
        self._address, self._access, self._max_file = address, access, max_file
        self._folder = tempfile.TemporaryDirectory(prefix="collect-")
        self._git_dir = Path(self._folder.name)

    def __enter__(self) -> Snapshot:
        try:
            self._own("init", "--quiet", "--bare", self._folder.name)
            # Files above the limit are never graded, so a server that can leave them out is asked to. For that, git
            # wants the repository to have a name.
            self._own("config", "remote.origin.url", self._address)
            self._own(
                "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
                f"--filter=blob:limit={self._max_file + 1}", "origin", self.commit,
            )  # fmt: skip
            # git has noted where it could fetch the rest from; from here on, what is not here is not there.
            (self._git_dir / "config").write_text(_PLAIN_CONFIG, encoding="utf-8")
        except BaseException:  # an interruption must not leave the folder behind either
            self._folder.cleanup()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def entries(self) -> Iterator[Entry]:
        """All entries of the commit, folders resolved; a submodule is one entry."""
        for line in self._own("ls-tree", "-r", "-z", "--full-tree", self.commit).split(b"\0"):
            about, separator, path = line.partition(b"\t")
            parts = about.decode("ascii", "replace").split(" ")
            if separator and len(parts) == 3:
                yield Entry(parts[0], parts[2], path)

    def sizes(self, objects: list[str]) -> dict[str, int]:
        """Bytes of each object; one that was left out for its size is not in the answer."""
        found = {}
        for line in self._own("cat-file", "--batch-check", asked="\n".join(objects) + "\n").splitlines():
            parts = line.decode("ascii", "replace").split(" ")
            if len(parts) == 3 and parts[1] == "blob":
                found[parts[0]] = int(parts[2])
        return found

    def content(self, object_id: str) -> bytes:
        """Bytes of a file."""
        return self._own("cat-file", "blob", object_id)

    def _own(self, *arguments: str, asked: str = "") -> bytes:
        return _git(list(arguments), self._access, self._git_dir, asked)


def _git(arguments: list[str], access: Access, folder: Path | None = None, asked: str = "") -> bytes:
    """What a git command prints. Raises Unreachable where it fails or breaks a limit, Stopped when all has to end."""
    with (
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
        tempfile.TemporaryFile() as questions,
    ):
        questions.write(asked.encode("ascii"))
        questions.seek(0)
        try:
            process = subprocess.Popen(
                ["git", *arguments],
                stdin=questions,
                stdout=answer,
                stderr=complaint,
                cwd=folder,
                env=_environment(access, folder),
                start_new_session=True,
            )
        except FileNotFoundError:
            raise Unreachable("git is not installed on this machine") from None
        try:
            _watch(process, access, answer, folder)
        finally:
            _end(process)
        if process.returncode:
            complaint.seek(0)
            raise Unreachable(_reason(complaint.read(8192).decode("utf-8", "replace")))
        answer.seek(0)
        return answer.read()


def _watch(process: subprocess.Popen[bytes], access: Access, answer: IO[bytes], folder: Path | None) -> None:
    """Wait for the end of a command within its limits of time and of bytes."""
    deadline = time.monotonic() + access.seconds
    ended = False
    while not ended:
        try:
            process.wait(timeout=POLL_SECONDS)
            ended = True
        except subprocess.TimeoutExpired:
            if access.stop.is_set():
                raise Stopped from None
            if time.monotonic() > deadline:
                raise Unreachable("git did not come to an end in its time") from None
        if os.fstat(answer.fileno()).st_size > MAX_ANSWER:
            raise Unreachable("the commit has too many files to be listed")
        if folder is not None and _bytes_below(folder) > access.max_bytes:
            raise Unreachable(f"the commit is larger than {access.max_bytes // 1024 // 1024} MiB")


def _bytes_below(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except OSError:  # git has moved it in the meantime
                continue
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no process behind: git has helpers of its own, in the session that was made for it."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(access: Access, folder: Path | None) -> dict[str, str]:
    """No setting of the machine, none of the repository, no prompt; the token for its own server only."""
    settings = {
        "core.hooksPath": os.devnull,
        "core.fsmonitor": "false",
        "credential.helper": "",
        "fetch.recurseSubmodules": "false",
        "gc.auto": "0",
        "http.followRedirects": "false",
        "protocol.allow": "never",
        "protocol.version": "2",
    }
    settings.update({f"protocol.{name}.allow": "always" for name in access.protocols})
    if access.token:
        basic = base64.b64encode(f"x-access-token:{access.token}".encode()).decode("ascii")
        settings[f"http.{access.server.rstrip('/')}/.extraHeader"] = f"Authorization: Basic {basic}"
    environment = {name: os.environ[name] for name in (*_PASSED_ON, *_PROXIES) if name in os.environ}
    environment |= {
        "GIT_ASKPASS": "",
        "GIT_CONFIG_COUNT": str(len(settings)),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    for number, (name, value) in enumerate(settings.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    if folder is not None:
        environment["GIT_DIR"] = str(folder)
    return environment


def _reason(complaint: str) -> str:
    """What git said, as one sentence; what an instructor can do about the usual cases."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal:", "error:", "remote:", "ERROR:"))), "")
    said = said.partition(":")[2].strip() or (lines[-1] if lines else "git failed and said nothing")
    text = complaint.lower()
    if "transport" in text and "not allowed" in text:
        return "its protocol is not among those that are allowed (--protocol)"
    if "redirect" in text or re.search(r"error: 30\d", text):
        return "the repository has moved; write its new address into the roster"
    if any(word in text for word in ("not found", "could not read username", "authentication failed", "403", "401")):
        return f"the repository does not exist, or the token may not read it ({said})"
    return said
