"""Tests of bollards."""

from bollards import count


def test_both_ends_are_counted() -> None:
    """Both ends are counted."""
    assert count(2, 4) == 3
