"""Visible tests of label."""

import pytest

from label import read, write


def test_t1_a_label_is_written() -> None:
    """A label holds the code and the weight."""
    assert write("abc", 1) == "ABC:1"


def test_t1_a_label_is_read() -> None:
    """A label can be read back."""
    assert read("ABC:1") == ("ABC", 1)


def test_t1_a_label_has_a_colon() -> None:
    """Without a colon it is no label."""
    with pytest.raises(ValueError):
        read("ABC")
