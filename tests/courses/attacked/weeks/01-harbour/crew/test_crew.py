"""Visible tests of crew."""

import os

import pytest

from crew import apart, tally, together


def test_t1_words_are_counted() -> None:
    """Words are counted."""
    assert tally(["a", "b", "a"], 2) == {"a": 2, "b": 1}


def test_t1_results_come_in_order() -> None:
    """Results come in the order of the jobs."""
    assert together([lambda: 2, lambda: 1]) == [2, 1]


def test_t2_a_child_does_the_job() -> None:
    """Another process does the job."""
    assert apart(lambda value: (value, os.getpid()), 1)[1] != os.getpid()


def test_t2_a_child_that_ends_early_is_told() -> None:
    """A child that ends without an answer is an error."""
    with pytest.raises(RuntimeError, match="child"):
        apart(os._exit, 3)
