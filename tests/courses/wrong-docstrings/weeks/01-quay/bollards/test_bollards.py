"""Visible tests of bollards."""

from bollards import count


def test_t1_both_ends_are_counted() -> None:
    """Both ends are counted."""
    assert count(3, 4) == 2
