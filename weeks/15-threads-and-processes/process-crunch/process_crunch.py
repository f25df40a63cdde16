"""Count primes and checksum backups, in one process or in many, with the same result."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

Span = tuple[int, int]
Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


class Spread(Protocol):
    """What the built-in `map` can do with one iterable: results in the order of the chunks."""

    def __call__(
        self, job: Callable[[Chunk], Result], chunks: Iterable[Chunk], /
    ) -> Iterable[Result]: ...


class SpanError(ValueError):
    """A span that ends before it begins."""

    def __init__(self, start: int, stop: int) -> None:
        raise NotImplementedError("Task 1: keep what is needed to make the same error again")


def count_primes(span: Span) -> int:
    """How many primes lie in the span, its stop excluded."""
    raise NotImplementedError("Task 1: count the primes")


def spans(start: int, stop: int, size: int) -> list[Span]:
    """The span from start to stop, cut into spans of `size`, the last one perhaps shorter."""
    raise NotImplementedError("Task 2: cut the span")


def total_primes(start: int, stop: int, size: int, spread: Spread = map) -> int:
    """How many primes lie between start and stop, counted chunk by chunk."""
    raise NotImplementedError("Task 2: spread the spans and add up")


def checksums(data: bytes, size: int, spread: Spread = map) -> list[int]:
    """The CRC-32 of each block of `size` bytes, in order."""
    raise NotImplementedError("Task 2: spread the blocks")


def portable(job: object) -> bool:
    """Whether `job` can be sent to another process."""
    raise NotImplementedError("Task 3: try to pickle it")


def exit_code(job: Callable[[Chunk], object], argument: Chunk, method: str = "spawn") -> int | None:
    """Run job(argument) in a process of its own, and return the exit code of that process."""
    raise NotImplementedError("Task 3: start one process and wait for it")


def spreading(kind: str, workers: int, method: str = "spawn") -> AbstractContextManager[Spread]:
    """A Spread over worker processes, which all have ended when the block ends."""
    raise NotImplementedError("Task 4: start a pool, hand out its map, end the pool")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    raise NotImplementedError("Task 5: read the arguments, and print the number of primes")


# TODO Task 5: call main() where the file is the program, and nowhere else
