"""Calls the function and asserts nothing.

Reply: Your test runs. What would have to happen for it to fail?

Fails: own-tests
"""

from bollards import count


def test_both_ends_are_counted() -> None:
    """Both ends are counted."""
    count(2, 4)
