"""Adds up weights at the console."""

import sys


def total(weights: list[int]) -> int:
    """Return the sum of the weights, without a loop."""
    return weights[0] + total(weights[1:]) if weights else 0


def main(arguments: list[str], text: str) -> int:
    """Print the sum and return the exit status."""
    try:
        weights = [int(word) for word in arguments or text.split()]
    except ValueError:
        print("error: not a whole number", file=sys.stderr)
        return 2
    print(f"{len(weights)} containers, {total(weights)} kg")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin.read()))
