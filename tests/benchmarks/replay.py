"""Says to sandboxes what a judge said to them, and waits for as many replies: the worker processes alone."""

from __future__ import annotations

import contextlib
import os
import select
from pathlib import Path
from typing import Any

from grader import wire
from grader.sandbox.launch import Confinement, Sandbox, open_sandbox
from grader.sandbox.staging import Staging

PIPE = 1 << 16


class Replay:
    """One recorded job, played again."""

    def __init__(self, confinement: Confinement, staging: Staging, box: Path, warm: tuple[str, ...]) -> None:
        self.confinement, self.staging, self.box, self.warm = confinement, staging, box, warm
        self.sandbox: Sandbox | None = None
        self.data = b""
        self.control = b""

    def play(self, events: list[tuple[Any, ...]]) -> None:
        """From the first event to the last."""
        for event in events:
            getattr(self, "_" + event[0])(*event[1:])
        self._close()

    def _open(self) -> None:
        self.sandbox = open_sandbox(self.confinement, self.staging, self.box, warm=self.warm)
        self.data = self.control = b""
        self._hear()

    def _close(self) -> None:
        if self.sandbox is not None:
            self.sandbox.close()
            self.sandbox = None

    def _tell(self, message: list[Any]) -> None:
        assert self.sandbox
        if message[0] == "spawn":
            self.data = b""
        os.write(self.sandbox.control_out, wire.frame(wire.encode(message)))
        if message[0] == "reap":
            self._hear()

    def _hear(self) -> None:
        """One message of the zygote."""
        assert self.sandbox
        while _frames(self.control) == 0:
            select.select([self.sandbox.control_in], [], [])
            self.control += os.read(self.sandbox.control_in, PIPE)
        self.control = b""

    def _ask(self, questions: list[bytes], replies: int) -> None:
        assert self.sandbox
        pending = memoryview(b"".join(map(wire.frame, questions)))
        reading, writing = self.sandbox.data_in, self.sandbox.data_out
        while replies > 0:
            if pending:
                with contextlib.suppress(BlockingIOError):
                    pending = pending[os.write(writing, pending) :]
            if reading in select.select([reading], [writing] if pending else [], [])[0]:
                self.data += os.read(reading, PIPE)
                came, self.data = _taken(self.data)
                replies -= came


def _taken(buffer: bytes) -> tuple[int, bytes]:
    """How many whole frames `buffer` begins with, and the rest of it."""
    at = count = 0
    while len(buffer) - at >= wire.HEADER.size:
        end = at + wire.HEADER.size + wire.HEADER.unpack_from(buffer, at)[1]
        if end > len(buffer):
            break
        at, count = end, count + 1
    return count, buffer[at:]


def _frames(buffer: bytes) -> int:
    return _taken(buffer)[0]
