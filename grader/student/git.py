"""Runs git in a student repository: quietly, in English, with an end, and with paths that nothing can misread.

Knows git; does not know what is handed in, or why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

SECONDS = 60
PUSH_SECONDS = 600
"""Long enough for somebody to type a password."""

# A git hook or an outer git may have set these; they would make git look at another repository.
_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")


@dataclass(frozen=True)
class Said:
    """What git answered; texts are decoded, whatever they hold."""

    code: int
    output: str
    error: str

    @property
    def is_done(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0

    @property
    def reason(self) -> str:
        """The last line of what it complained about, without the words that every complaint of git begins with."""
        lines = [line.strip() for line in (self.error or self.output).splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "! "))] or lines
        return telling[-1].removeprefix("fatal:").removeprefix("error:").strip() if telling else "it said nothing"


@dataclass(frozen=True)
class Git:
    """The git of this machine at work in `root`."""

    root: Path
    program: str

    def run(self, *arguments: str, paths: Iterable[str] | None = None, seconds: float = SECONDS) -> Said:
        """Run one git command; `paths` are handed over on its input. Raises UsageError if it takes too long."""
        command = [self.program, "-c", "core.quotepath=off", *arguments]
        given = b""
        if paths is not None:
            command += ["--pathspec-from-file=-", "--pathspec-file-nul"]
            given = b"\0".join(os.fsencode(path) for path in paths)
        try:
            done = subprocess.run(
                command,
                cwd=self.root,
                input=given,
                capture_output=True,
                timeout=seconds,
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired:
            message = f"git {arguments[0]} did not end within {seconds:.0f} seconds"
            raise UsageError(message, fix=f"run it yourself to see why: git {' '.join(arguments)}") from None
        except OSError as error:
            raise UsageError(f"git cannot be started: {error.strerror}", fix="install git again") from None
        return Said(done.returncode, _text(done.stdout), _text(done.stderr))

    def line(self, *arguments: str) -> str:
        """The one line that a command answers; empty where it fails."""
        said = self.run(*arguments)
        return said.output.strip() if said.is_done else ""


def find_git(root: Path) -> Git | None:
    """The git of this machine; None where there is none."""
    program = shutil.which("git")
    return Git(root, program) if program else None


def shown(arguments: Sequence[str]) -> str:
    """A command as somebody types it."""
    return " ".join(["git", *(f'"{item}"' if " " in item else item for item in arguments)])


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _REPOSITORY}
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
