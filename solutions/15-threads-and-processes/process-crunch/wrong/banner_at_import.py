"""Prints a banner at import, which each spawned process prints again.

Reply: Your module prints when it is imported, and each spawned process imports it. Where does such a
line belong?

Fails: check_the_file_is_a_program check_importing_does_nothing
"""

import argparse
import multiprocessing
import pickle
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from math import isqrt
from multiprocessing.process import BaseProcess
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
        super().__init__(start, stop)
        self.start, self.stop = start, stop

    def __str__(self) -> str:
        return f"the span from {self.start} to {self.stop} runs backwards"


def count_primes(span: Span) -> int:
    """How many primes lie in the span, its stop excluded."""
    start, stop = span
    if start > stop:
        raise SpanError(start, stop)
    return sum(map(_is_prime, range(start, stop)))


def spans(start: int, stop: int, size: int) -> list[Span]:
    """The span from start to stop, cut into spans of `size`, the last one perhaps shorter."""
    if size < 1:
        raise ValueError("a chunk holds at least one number")
    if start > stop:
        raise SpanError(start, stop)
    return [(begin, min(begin + size, stop)) for begin in range(start, stop, size)]


def total_primes(start: int, stop: int, size: int, spread: Spread = map) -> int:
    """How many primes lie between start and stop, counted chunk by chunk."""
    return sum(spread(count_primes, spans(start, stop, size)))


def checksums(data: bytes, size: int, spread: Spread = map) -> list[int]:
    """The CRC-32 of each block of `size` bytes, in order."""
    blocks = [data[begin:end] for begin, end in spans(0, len(data), size)]
    return list(spread(zlib.crc32, blocks))


def portable(job: object) -> bool:
    """Whether `job` can be sent to another process."""
    try:
        pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def exit_code(job: Callable[[Chunk], object], argument: Chunk, method: str = "spawn") -> int | None:
    """Run job(argument) in a process of its own, and return the exit code of that process."""
    context = multiprocessing.get_context(method)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # each context has it
        target=job, args=(argument,)
    )
    process.start()
    process.join()
    return process.exitcode


@contextmanager
def spreading(kind: str, workers: int, method: str = "spawn") -> Iterator[Spread]:
    """A Spread over worker processes, which all have ended when the block ends."""
    if workers < 0 or kind not in ("executor", "pool"):
        raise ValueError(f"no such pool: {workers} workers, kind {kind!r}")
    context = multiprocessing.get_context(method)
    if workers == 0:
        yield map
    elif kind == "executor":
        with ProcessPoolExecutor(workers, context) as executor:
            yield executor.map
    else:
        pool = context.Pool(workers)
        try:
            yield pool.imap
        finally:
            pool.close()
            pool.join()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser(description="Count the primes between two numbers.")
    parser.add_argument("start", type=int)
    parser.add_argument("stop", type=int)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--kind", default="executor")
    parser.add_argument("--method", default="spawn")
    options = parser.parse_args(arguments)
    try:
        with spreading(options.kind, options.workers, options.method) as spread:
            print(total_primes(options.start, options.stop, options.size, spread))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _is_prime(number: int) -> bool:
    """Whether nothing but 1 and itself divides the number."""
    return number > 1 and all(number % divisor for divisor in range(2, isqrt(number) + 1))


print("process crunch, night shift", flush=True)

if __name__ == "__main__":
    sys.exit(main())
