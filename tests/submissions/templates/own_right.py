"""Tests of berths."""

import pytest

from berths import free


def test_taken_berths_are_left_out() -> None:
    """Berths that are taken are left out, the rest stays in order."""
    assert free(5, [4, 2]) == [1, 3, 5]


def test_all_are_free() -> None:
    """Without ships all are free."""
    assert free(3, []) == [1, 2, 3]


def test_less_than_none_is_refused() -> None:
    """A negative number is refused."""
    with pytest.raises(ValueError):
        free(-1, [])


def test_none_is_none() -> None:
    """No berths, none free."""
    assert free(0, []) == []


#
