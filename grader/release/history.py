"""Reads every object that the git history of a folder still reaches, without acting on anything the folder says.

The repository may be a student's. Its settings can name programs to run, so git never runs in it: what points into the
history is copied to an empty repository of ours, which borrows the objects. No hook, filter, setting, replacement or
remote of theirs is used, and nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

SECONDS = 600.0
_POINTERS = ("HEAD", "packed-refs", "shallow")
_POINTER_FOLDERS = ("refs", "logs")


@dataclass(frozen=True)
class GitObject:
    """A blob, a commit or a tag: its name, its path if it is a blob of some tree, and its content."""

    kind: str
    name: str
    path: str
    content: bytes


def git_objects(folder: Path) -> Iterator[GitObject]:
    """All blobs, commits and tags that any reference or reflog reaches, each once. Raises UsageError."""
    repository = folder / ".git"
    if not repository.is_dir():
        raise UsageError(
            f"the git history of {str(folder)!r} lies elsewhere", fix="audit a clone, or leave it out: --no-history"
        )
    with tempfile.TemporaryDirectory(prefix="release-history-") as temporary:
        bare = Path(temporary, "bare")
        _borrow(repository, bare)
        listed = _git(bare, "rev-list", "--objects", "--missing=allow-any", "--all", "--reflog")
        paths: dict[str, str] = {}
        for line in listed.decode("utf-8", "surrogateescape").splitlines():
            name, _, path = line.partition(" ")
            paths.setdefault(name, path)
        for tag in _git(bare, "for-each-ref", "--format=%(objectname)", "refs/tags").decode().split():
            paths.setdefault(tag, "")
        output = _git(bare, "cat-file", "--batch", given="".join(f"{name}\n" for name in paths).encode())
    yield from _objects(output, paths)


def _objects(output: bytes, paths: dict[str, str]) -> Iterator[GitObject]:
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        header = output[at:end].decode().split()
        if header[-1] == "missing":  # a shallow or partial clone does not have all
            at = end + 1
            continue
        name, kind, size = header[0], header[1], int(header[2])
        at = end + 1 + size + 1
        if kind != "tree":
            yield GitObject(kind, name, paths[name], output[end + 1 : end + 1 + size])


def _borrow(repository: Path, bare: Path) -> None:
    """An empty repository with the references of another one, which looks for objects there."""
    empty = bare.with_name("empty")
    empty.mkdir()
    _run(["git", "init", "--quiet", "--bare", f"--template={empty}", str(bare)], bare, None)
    for name in _POINTERS:
        if (repository / name).is_file():
            shutil.copyfile(repository / name, bare / name, follow_symlinks=False)
    for name in _POINTER_FOLDERS:
        if (repository / name).is_dir():
            shutil.copytree(repository / name, bare / name, symlinks=True, dirs_exist_ok=True)
    objects = (repository / "objects").resolve()
    (bare / "objects" / "info").mkdir(parents=True, exist_ok=True)
    (bare / "objects" / "info" / "alternates").write_text(f"{objects}\n", encoding="utf-8")


def _git(bare: Path, *arguments: str, given: bytes | None = None) -> bytes:
    return _run(["git", f"--git-dir={bare}", *arguments], bare, given)


def _run(command: list[str], bare: Path, given: bytes | None) -> bytes:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    quiet = {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "HOME": str(bare.parent),
        "LC_ALL": "C",
    }
    fix = "mend the repository, or leave the history out: --no-history"
    try:
        done = subprocess.run(command, check=False, capture_output=True, input=given, env=kept | quiet, timeout=SECONDS)
    except FileNotFoundError:
        raise UsageError("git is not installed", fix="install git, or leave the history out: --no-history") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not end within {SECONDS:.0f} seconds", fix=fix) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"the git history cannot be read: {said[-1] if said else 'git failed'}", fix=fix)
    return done.stdout
