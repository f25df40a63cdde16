"""Which reefers are too warm?  Use: python print_to_logging.py READINGS LOGFILE"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

LIMIT = 3

# TODO Task 1: the logger of this module


def read_readings(lines: Iterable[str]) -> dict[str, int]:  # TODO Task 1: report by logging
    """Degrees above target by container, from lines such as "TCLU44;-18;-12"."""
    degrees: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        print("line", number, "is", repr(line))
        try:
            name, target, measured = line.split(";")
            above = int(measured) - int(target)
        except:
            print(f"line {number} left out: not a reading")
            continue
        container = name.strip().upper()
        if container != name:
            print("line " + str(number) + ": " + repr(name) + " taken as " + container)
        degrees[container] = above
    print(len(degrees), "containers read")
    return degrees


def chart(degrees: Mapping[str, int]) -> str:
    """Given: a bar for each container; takes a while for a whole yard."""
    return "\n".join(f"{container} {'#' * degrees[container]}" for container in sorted(degrees))


def find_warm(degrees: Mapping[str, int], limit: int) -> list[str]:  # TODO Task 2: by logging
    """Containers more than `limit` degrees above target, in alphabetical order."""
    print("chart:", chart(degrees), sep="\n")
    warm = sorted(container for container, above in degrees.items() if above > limit)
    print(f"{len(warm)} of {len(degrees)} too warm")
    return warm


def configure(log_file: Path) -> None:
    """Warnings and worse to standard error, everything to the end of `log_file`."""
    raise NotImplementedError("Task 3: configure two handlers")


def main(argv: Sequence[str]) -> int:  # TODO Task 3: configure, and print the result only
    """Print the containers that are too warm; returns the exit status."""
    readings, log_file = argv
    try:
        text = Path(readings).read_text(encoding="utf-8")
    except OSError as error:
        print(f"cannot read {readings}:", error)
        return 1
    for container in find_warm(read_readings(text.splitlines()), LIMIT):
        print(container)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
