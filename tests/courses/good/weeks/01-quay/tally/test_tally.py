"""Visible tests of tally: run them with `course test tally`, or with pytest."""

import pytest

from tally import busiest, report, tally


def test_t1_each_value_is_counted() -> None:
    """Each value is counted."""
    assert tally(["N", "S", "N"]) == {"N": 2, "S": 1}


def test_t1_nothing_gives_an_empty_dictionary() -> None:
    """Without values the dictionary is empty."""
    assert tally([]) == {}


def test_t1_keys_come_in_order_of_first_appearance() -> None:
    """The keys come in the order in which the values first appear."""
    assert list(tally(["S", "N", "S", "E"])) == ["S", "N", "E"]


def test_t1_case_makes_a_difference() -> None:
    """Values that differ in case are different."""
    assert tally(["n", "N"]) == {"n": 1, "N": 1}


def test_t1_the_given_list_stays_as_it_was() -> None:
    """The list that is passed is not changed."""
    values = ["S", "N"]
    tally(values)
    assert values == ["S", "N"]


def test_t2_the_most_frequent_value_is_found() -> None:
    """The value that occurs most often is found."""
    assert busiest(["N", "S", "S"]) == "S"


def test_t2_a_tie_goes_to_the_first() -> None:
    """Of several values that occur equally often, the first is found."""
    assert busiest(["S", "N", "N", "S"]) == "S"


def test_t2_nothing_has_no_busiest_value() -> None:
    """Without values there is no busiest one: ValueError."""
    with pytest.raises(ValueError):
        busiest([])


def test_t3_each_value_has_a_line_with_its_share() -> None:
    """Each value has a line with its number and its share."""
    assert report(["N", "S", "S", "S"]) == ["N: 1 (25 %)", "S: 3 (75 %)"]


def test_t3_nothing_has_no_lines() -> None:
    """Without values there are no lines."""
    assert report([]) == []
