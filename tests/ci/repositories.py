"""Bare git repositories on disk that stand for a class; commits are made object by object, so any tree can be had."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REGULAR, LINK, SUBMODULE = "100644", "120000", "160000"
CLEAN = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A student",
    "GIT_AUTHOR_EMAIL": "student@example.org",
    "GIT_COMMITTER_NAME": "A student",
    "GIT_COMMITTER_EMAIL": "student@example.org",
}


@dataclass(frozen=True)
class Repository:
    """One bare repository."""

    path: Path

    def git(self, *arguments: str, given: bytes = b"", date: str = "") -> str:
        """What a git command in it prints."""
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            input=given,
            env={**CLEAN, **dates},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def blob(self, content: bytes) -> str:
        """Id of a new object with this content."""
        return self.git("hash-object", "-w", "--stdin", given=content)

    def push(
        self,
        files: Mapping[str, bytes],
        *,
        links: Mapping[str, str] | None = None,
        submodules: tuple[str, ...] = (),
        branch: str = "main",
        date: str = "",
    ) -> str:
        """Put `branch` at a new commit that holds exactly this; gives the commit's id."""
        entries = [(REGULAR, self.blob(content), name) for name, content in files.items()]
        entries += [(LINK, self.blob(target.encode()), name) for name, target in (links or {}).items()]
        entries += [(SUBMODULE, "1" * 40, name) for name in submodules]
        listing = b"".join(f"{mode} {object_id}\t{name}".encode() + b"\0" for mode, object_id, name in entries)
        self.git("read-tree", "--empty")
        self.git("update-index", "-z", "--index-info", given=listing)
        commit = self.git("commit-tree", "-m", "work", self.git("write-tree"), date=date)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit


def bare(folder: Path, name: str) -> Repository:
    """A new bare repository without a commit; it can leave large files out, as a hosted one can."""
    repository = Repository(folder / f"{name}.git")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(repository.path)], env=CLEAN, check=True)
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("config", "http.receivepack", "false")
    return repository


def write_roster(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """A roster with the columns student, repository, branch."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("student", "repository", "branch"))
        writer.writerows((*row, "")[:3] for row in rows)
    return path
