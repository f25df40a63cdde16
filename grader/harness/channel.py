"""The one thing a session needs of a worker, however it runs: questions in, replies out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from grader.harness.answers import Fault


class Channel(Protocol):
    """A worker that holds one exercise of one submission."""

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """One reply for each question, in order; after a Fault the list ends, for nothing more was asked."""
