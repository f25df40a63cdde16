"""The command, for `python -m quay_kit`."""

# TODO Task 1: run the command, and end with its status.
