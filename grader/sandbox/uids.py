"""Which users the processes of sandboxes run under, where the one who grades is root.

The kernel counts the processes and threads of a user together, in whatever namespaces they are: two sandboxes that
share a user can starve each other. So each sandbox that is open has a user to itself, and each judge process a range
of them that follows from its number.
"""

from __future__ import annotations

import os

FIRST_UID = 200_000
SLOTS = 300
"""Sandboxes that a judge process has open at a time: one for each reference, and those of a submission."""
JUDGES = 32_768
"""As many as Linux numbers processes by default: two judges that run at the same time then never share a range."""
TOOL_UID = FIRST_UID + JUDGES * SLOTS
"""First of the users that tools run under: a range of their own."""
TOOLS = 20_000

_taken: set[int] = set()


def uids_of(pid: int) -> range:
    """The users of all sandboxes that a judge process with this number may open."""
    first = FIRST_UID + pid % JUDGES * SLOTS
    return range(first, first + SLOTS)


def take_uid() -> int:
    """A user that no other open sandbox of this process has; the last one again where all are taken."""
    uids = uids_of(os.getpid())
    uid = next((uid for uid in uids if uid not in _taken), uids[-1])
    _taken.add(uid)
    return uid


def give_back(uid: int) -> None:
    """The sandbox is closed, and all its processes are gone."""
    _taken.discard(uid)


def tool_uid() -> int:
    """The user of the tools that this process starts."""
    return TOOL_UID + os.getpid() % TOOLS
