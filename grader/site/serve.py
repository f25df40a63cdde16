"""Serves the site while people write: what they save is generated again, and the browser shows it.

The watcher looks at weeks/ and docs/; the server looks at the generated pages, of which only what differs is written.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import watchfiles

from grader.errors import GraderError, UsageError
from grader.site.build import environment
from grader.site.generate import SETTINGS, Programs, generate
from grader.site.tree import Changes

GRACE_SECONDS = 5.0
WATCHED = ("weeks", "docs", "mkdocs.yml")
POLL_MILLISECONDS = 500
"""How often the watcher looks whether the server still runs."""

Told = Callable[[Changes | GraderError], None]


def serve(root: Path, folder: Path, programs: Programs, address: str, told: Told, stop: Event | None = None) -> None:
    """Serve at `address` until interrupted; `told` hears what became of each change. Raises what `generate` raises."""
    generate(root, folder, programs)
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", SETTINGS, "--dev-addr", address]
    server = subprocess.Popen([*command, "--watch", "."], env=environment(), cwd=folder)
    ended = stop or Event()
    try:
        paths = [root / name for name in WATCHED]
        for changes in watchfiles.watch(
            *paths, stop_event=ended, rust_timeout=POLL_MILLISECONDS, yield_on_timeout=True, raise_interrupt=True
        ):
            if server.poll() is not None:
                raise UsageError(
                    f"the server ended with status {server.returncode}", fix="choose another address with --address"
                )
            if changes:
                told(_again(root, folder, programs))
    finally:
        _end(server)


def _again(root: Path, folder: Path, programs: Programs) -> Changes | GraderError:
    """Generate once more; a mistake in what was saved is told, and does not end the server."""
    try:
        return generate(root, folder, programs)
    except GraderError as error:
        return error


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
