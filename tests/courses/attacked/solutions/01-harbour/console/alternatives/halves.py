"""Adds up two halves instead of first and rest."""

import sys


def total(weights: list[int]) -> int:
    """Return the sum of the weights, without a loop."""
    if len(weights) < 2:
        return weights[0] if weights else 0
    middle = len(weights) // 2
    return total(weights[:middle]) + total(weights[middle:])


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
