"""What holds for all tests."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from grader.student.running import Child

# A time by the clock on the wall says how busy the machine is; where time matters a test measures it itself.
settings.register_profile("quayside", deadline=None)
settings.load_profile("quayside")

WRITING_SECONDS = 5.0
"""A child whose coverage is measured has this long to write down which lines it ran."""


@pytest.fixture(autouse=True, scope="session")
def _children_write_what_they_ran() -> Iterator[None]:
    """Where coverage is measured, a child that has said everything may end by itself before it is killed."""
    close = Child.close

    def close_gently(child: Child) -> None:
        with contextlib.suppress(OSError, TimeoutError):
            if child.process.stdin is not None:
                child.process.stdin.close()
            while child.next_event(WRITING_SECONDS) is not None:
                pass
        close(child)

    with pytest.MonkeyPatch.context() as patch:
        if "COVERAGE_PROCESS_CONFIG" in os.environ:
            patch.setattr(Child, "close", close_gently)
        yield
