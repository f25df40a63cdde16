"""What the long runs share: a machine that is busy with something else."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def busy_machine() -> Iterator[None]:
    """As many spinning processes as there are processors, for as long as the block runs."""
    spin = "while True: sum(range(10_000))"
    spinning = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
