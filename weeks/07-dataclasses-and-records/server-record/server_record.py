"""One record for each yard server; the decorator writes what is the same in every record."""


class Server:
    """A yard server, as the platform team writes it down.

    name and zone say which one it is; port is where it answers;
    patience is the number of seconds that it may be silent;
    tags say what it is used for; address is made of the others.
    """

    # TODO Task 1: make this a dataclass with the six fields; write no __init__
    # TODO Task 3: give the field `tags` a default that makes a new list for each server

    def __post_init__(self) -> None:
        raise NotImplementedError("Task 2: tidy, check and derive the fields")

    def check_health(self, silence: int) -> str:
        """Judge a server that was last heard `silence` seconds ago."""
        raise NotImplementedError("Task 4: compare the silence with the patience")


def code_lines(source: str) -> int:
    """How many lines of `source` are neither blank nor a comment and nothing else."""
    raise NotImplementedError("Task 5: count the lines of code")


def lines_saved(before: str, after: str) -> int:
    """How many lines of code `after` has less than `before`; negative if it has more."""
    raise NotImplementedError("Task 5: compare two sources")
