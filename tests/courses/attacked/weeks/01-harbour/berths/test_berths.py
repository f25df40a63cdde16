"""Visible tests of berths."""

from berths import free


def test_t1_taken_berths_are_left_out() -> None:
    """Berths that are taken are left out."""
    assert free(3, [1]) == [2, 3]


def test_t1_all_are_free() -> None:
    """Without ships all are free."""
    assert free(2, []) == [1, 2]


def test_t1_all_are_taken() -> None:
    """A full harbour has none."""
    assert free(1, [1]) == []
