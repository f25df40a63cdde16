"""Puts the text of the exception into the message instead of keeping the exception.

Reply: Look at the record that is written when the readings are missing. Which level does the table
give to a program that gives up? And which argument keeps the exception, and where it happened, with
a record of any level, so that the message need not repeat its words?

Fails: check_a_missing_file_is_the_end check_the_file_is_a_program
"""

import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

LIMIT = 3

log = logging.getLogger(__name__)


def read_readings(lines: Iterable[str]) -> dict[str, int]:
    """Degrees above target by container, from lines such as "TCLU44;-18;-12"."""
    degrees: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        log.debug("line %d is %r", number, line)
        try:
            name, target, measured = line.split(";")
            above = int(measured) - int(target)
        except ValueError:
            log.error("line %d left out: not a reading", number)
            continue
        container = name.strip().upper()
        if container != name:
            log.warning("line %d: %r taken as %s", number, name, container)
        degrees[container] = above
    log.info("%d containers read", len(degrees))
    return degrees


def chart(degrees: Mapping[str, int]) -> str:
    """Given: a bar for each container; takes a while for a whole yard."""
    return "\n".join(f"{container} {'#' * degrees[container]}" for container in sorted(degrees))


def find_warm(degrees: Mapping[str, int], limit: int) -> list[str]:
    """Containers more than `limit` degrees above target, in alphabetical order."""
    if log.isEnabledFor(logging.DEBUG):
        log.debug("chart:\n%s", chart(degrees))
    warm = sorted(container for container, above in degrees.items() if above > limit)
    log.info("%d of %d too warm", len(warm), len(degrees))
    return warm


def configure(log_file: Path) -> None:
    """Warnings and worse to standard error, everything to the end of `log_file`."""
    console = logging.StreamHandler()
    console.setLevel(logging.WARNING)
    logging.basicConfig(
        level=logging.DEBUG,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[console, logging.FileHandler(log_file, encoding="utf-8")],
    )


def main(argv: Sequence[str]) -> int:
    """Print the containers that are too warm; returns the exit status."""
    readings, log_file = argv
    configure(Path(log_file))
    try:
        text = Path(readings).read_text(encoding="utf-8")
    except OSError as error:
        log.critical("cannot read %s: %s", readings, error)
        return 1
    for container in find_warm(read_readings(text.splitlines()), LIMIT):
        print(container)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
