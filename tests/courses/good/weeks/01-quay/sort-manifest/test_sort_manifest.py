"""Visible tests of sort-manifest: run them with `course test sort-manifest`, or with pytest."""

import pytest

from sort_manifest import parse_line, sort_manifest, total_weight


def test_t1_a_line_becomes_name_and_weight() -> None:
    """A line becomes a tuple of a name and a number."""
    assert parse_line("QS-104, 21.5") == ("QS-104", 21.5)


def test_t1_the_weight_is_a_float() -> None:
    """The weight is a float, also where the line has a whole number."""
    assert isinstance(parse_line("QS-104,21")[1], float)


def test_t1_white_space_around_the_parts_does_not_count() -> None:
    """White space around the name and the weight does not count."""
    assert parse_line("\tQS-7 ,  3.0\n") == ("QS-7", 3.0)


@pytest.mark.parametrize("line", ["QS-104", "QS-104, 2, 3", ", 3"])
def test_t1_another_shape_is_refused(line: str) -> None:
    """A line without exactly one comma, or without a name, raises ValueError."""
    with pytest.raises(ValueError):
        parse_line(line)


@pytest.mark.parametrize("weight", ["heavy", "-1", "nan", ""])
def test_t1_what_is_no_weight_is_refused(weight: str) -> None:
    """A weight that is no number, or negative, raises ValueError."""
    with pytest.raises(ValueError):
        parse_line("QS-104," + weight)


def test_t2_the_heaviest_comes_first() -> None:
    """The heaviest container comes first."""
    assert sort_manifest(["QS-1, 9.5", "QS-2, 12"]) == ["QS-2, 12", "QS-1, 9.5"]


def test_t2_equal_weights_go_by_name() -> None:
    """Lines of equal weight are ordered by name."""
    assert sort_manifest(["QS-9, 4", "QS-8, 4.0"]) == ["QS-8, 4.0", "QS-9, 4"]


def test_t2_blank_lines_are_left_out() -> None:
    """Blank lines are left out."""
    assert sort_manifest(["", "QS-1, 1", "   "]) == ["QS-1, 1"]


def test_t2_the_given_list_stays_as_it_was() -> None:
    """The list that is passed is not changed."""
    lines = ["QS-1, 1", "QS-2, 2"]
    assert sort_manifest(lines) == ["QS-2, 2", "QS-1, 1"]
    assert lines == ["QS-1, 1", "QS-2, 2"]


def test_t3_weights_are_added_up() -> None:
    """The weights of all lines are added up; blank lines weigh nothing."""
    assert total_weight(["QS-1, 1.5", "", "QS-2, 2"]) == 3.5


def test_t3_the_total_of_nothing_is_a_float() -> None:
    """Without lines the total is 0.0, a float."""
    assert isinstance(total_weight([]), float)
