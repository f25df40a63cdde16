"""A sandbox without processes, the other ends of whose pipes are the test's."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from grader import wire
from grader.harness.pipes import Pipes
from grader.harness.worker import SubmissionSandbox
from grader.model import Level
from grader.sandbox.launch import Confinement
from grader.sandbox.staging import Staging

SHORT, LONG = 0.05, 60.0
"""A time that is waited for, and one that is not."""


def soon(seconds: float = LONG) -> float:
    """A deadline."""
    return time.monotonic() + seconds


class Side:
    """A sandbox without processes: the test holds the other ends of its pipes."""

    def __init__(self, folder: Path) -> None:
        self.pipes = [os.pipe() for _ in range(3)]
        (said, self.says), (told, tells), (heard, self.exits) = self.pipes
        self.listens = told
        for descriptor in (said, tells, heard):
            os.set_blocking(descriptor, False)
        confinement = Confinement(Level.L1, "bare", "python")
        self.sandbox = SubmissionSandbox(confinement, Staging.attach(folder), folder)
        self.sandbox.data, self.sandbox.control = Pipes(said, tells), Pipes(heard, -1)

    def say(self, descriptor: int, message: Any) -> None:
        """A frame as if it came from inside."""
        os.write(descriptor, wire.frame(wire.encode(message)))

    def hang_up(self, descriptor: int) -> None:
        """Close an end that is the test's."""
        self.pipes = [tuple(-1 if end == descriptor else end for end in pair) for pair in self.pipes]  # type: ignore[misc] # still pairs
        os.close(descriptor)

    def close(self) -> None:
        """Close what is open."""
        for pair in self.pipes:
            for descriptor in pair:
                if descriptor >= 0:
                    os.close(descriptor)
