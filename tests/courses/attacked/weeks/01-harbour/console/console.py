"""Adds up weights at the console."""


def total(weights: list[int]) -> int:
    """Return the sum of the weights, without a loop."""
    raise NotImplementedError("Task 1: add up without a loop")


def main(arguments: list[str], text: str) -> int:
    """Print the sum and return the exit status."""
    raise NotImplementedError("Task 1: the program")


if __name__ == "__main__":
    raise NotImplementedError("Task 1: call main")
