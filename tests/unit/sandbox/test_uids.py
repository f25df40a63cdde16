"""Which users the processes of sandboxes run under."""

from __future__ import annotations

import os

from grader.sandbox.uids import SLOTS, TOOL_UID, give_back, take_uid, tool_uid, uids_of


def test_no_two_open_sandboxes_share_a_user() -> None:
    """A user is taken until it is given back, and then it is the next to be taken."""
    taken = [take_uid() for _ in range(3)]
    give_back(taken[1])
    again = take_uid()
    for uid in {*taken, again}:
        give_back(uid)

    assert len(set(taken)) == 3
    assert again == taken[1]
    assert set(taken) <= set(uids_of(os.getpid()))


def test_judges_that_run_side_by_side_have_users_of_their_own() -> None:
    """Ranges of processes with near numbers do not meet each other, and none meets the tools'."""
    ranges = [uids_of(pid) for pid in range(4_000, 4_256)]

    assert len({uid for uids in ranges for uid in uids}) == 256 * SLOTS
    assert max(max(uids) for uids in ranges) < TOOL_UID <= tool_uid()


def test_where_all_are_taken_the_last_is_shared() -> None:
    """One sandbox too many is not a fault: it shares with another."""
    taken = [take_uid() for _ in range(SLOTS + 1)]
    for uid in taken:
        give_back(uid)

    assert taken[-1] == taken[-2] == uids_of(os.getpid())[-1]
