"""Your tests of berths."""

# TODO: at least two tests.
