"""The judge's ends of a pair of pipes, with what was read from them and not used yet."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from grader import wire

PIPE_BYTES = 1 << 16
"""What a pipe holds, as a rule: asking for more in one go costs memory and brings nothing."""


@dataclass
class Pipes:
    """One descriptor to read from, one to write to."""

    reading: int
    writing: int
    buffer: bytearray = field(default_factory=bytearray)

    def frame(self) -> bytes | None:
        """The next whole frame's body, or None; raises WireError on a header that is none of ours."""
        found = self.frames(1)
        return found[0] if found else None

    def frames(self, most: int) -> list[bytes]:
        """Bodies of whole frames that have arrived, at most so many; raises WireError as `frame` does."""
        size = wire.HEADER.size
        if len(self.buffer) < size or len(self.buffer) < size + wire.body_length(bytes(self.buffer[:size])):
            return []
        arrived = bytes(self.buffer)
        found: list[bytes] = []
        start = size
        while len(found) < most and start <= len(arrived):
            try:
                end = start + wire.body_length(arrived[start - size : start])
            except wire.WireError:
                # It stays in the buffer, and is refused when its turn comes.
                break
            if end > len(arrived):
                break
            found.append(arrived[start:end])
            start = end + size
        del self.buffer[: start - size]
        return found

    def fill(self) -> bool:
        """Read what is there; False at the end of the stream."""
        try:
            chunk = os.read(self.reading, PIPE_BYTES)
        except BlockingIOError:
            return True
        self.buffer += chunk
        return bool(chunk)
