"""Your tests of bollards."""

# TODO: at least one test.
