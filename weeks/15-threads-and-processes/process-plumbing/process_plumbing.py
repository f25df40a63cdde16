"""Counters, messages and registers that several processes share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

Passage = tuple[int, int]
Shared = Any  # what multiprocessing makes: its types say little about these


def weigh(total: Shared, lanes: Shared, passages: Iterable[Passage]) -> None:
    """Add the weight of each passage to the total and to its lane."""
    raise NotImplementedError("Task 1: add under the locks")


def weigh_all(
    batches: Sequence[Sequence[Passage]], lane_count: int, method: str = "spawn"
) -> tuple[int, list[int]]:
    """Weigh each batch in a process of its own; the total, and the sum of each lane."""
    raise NotImplementedError("Task 1: make a Value and an Array, and start processes")


def count_words(inbox: Shared, outbox: Shared) -> None:
    """Count words from the inbox until None comes; then put one dictionary into the outbox."""
    raise NotImplementedError("Task 2: get words, and put what you counted")


def tally(words: Iterable[str], workers: int, method: str = "spawn") -> dict[str, int]:
    """Count the words in several processes."""
    raise NotImplementedError("Task 2: start the workers, feed them, collect, wait")


def serve(connection: Shared, answer: Callable[[Any], object]) -> None:
    """Answer each request of a connection with a pair, until None comes or the other side ends."""
    raise NotImplementedError("Task 3: receive and send")


def ask_all(
    answer: Callable[[Any], object], requests: Iterable[object], method: str = "spawn"
) -> list[tuple[bool, object]]:
    """Ask a server in another process, one request after the other."""
    raise NotImplementedError("Task 3: start a server and ask it")


def note(register: Shared, lock: Shared, entries: Iterable[tuple[str, str]]) -> None:
    """Append each entry to the list that the register has under its key."""
    raise NotImplementedError("Task 4: read, append and store")


def note_all(
    batches: Sequence[Sequence[tuple[str, str]]], method: str = "spawn"
) -> dict[str, list[str]]:
    """Note each batch in a process of its own; a plain dictionary of sorted lists."""
    raise NotImplementedError("Task 4: start a manager and processes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each word and how often it was given, in alphabetical order."""
    raise NotImplementedError("Task 5: read the arguments and print the counts")


# TODO Task 5: call main() where the file is the program
