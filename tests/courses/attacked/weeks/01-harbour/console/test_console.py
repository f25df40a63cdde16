"""Visible tests of console."""

from console import main, total


def test_t1_weights_are_added_up() -> None:
    """Weights are added up."""
    assert total([1, 2]) == 3


def test_t1_the_program_ends_well() -> None:
    """The program ends with status 0."""
    assert main(["1"], "") == 0


def test_t1_a_word_is_refused() -> None:
    """A word is refused with status 2."""
    assert main(["one"], "") == 2
