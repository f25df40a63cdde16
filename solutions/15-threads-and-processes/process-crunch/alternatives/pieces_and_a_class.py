"""Sieves each span, makes the error again through __reduce__, and has a class for the pools.

Pool.map cuts its work a second time and gives a list; what it gives is the same.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pickle import dumps
from types import TracebackType
from typing import Protocol, TypeVar
from zlib import crc32

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
        super().__init__(f"the span from {start} to {stop} runs backwards")
        self.start, self.stop = start, stop

    def __reduce__(self) -> tuple[type["SpanError"], tuple[int, int]]:
        return type(self), (self.start, self.stop)


def count_primes(span: Span) -> int:
    """How many primes lie in the span, its stop excluded."""
    start, stop = span
    if start > stop:
        raise SpanError(start, stop)
    low = max(start, 2)
    composite = bytearray(max(stop - low, 0))
    for divisor in range(2, stop):
        if divisor * divisor >= stop:
            break
        first = max(divisor * divisor, -(-low // divisor) * divisor)
        for multiple in range(first, stop, divisor):
            composite[multiple - low] = 1
    return composite.count(0)


def spans(start: int, stop: int, size: int) -> list[Span]:
    """The span from start to stop, cut into spans of `size`, the last one perhaps shorter."""
    if size <= 0:
        raise ValueError("size")
    if start > stop:
        raise SpanError(start, stop)
    pieces = []
    while start < stop:
        pieces.append((start, min(start + size, stop)))
        start += size
    return pieces


def total_primes(start: int, stop: int, size: int, spread: Spread = map) -> int:
    """How many primes lie between start and stop, counted chunk by chunk."""
    total = 0
    for count in spread(count_primes, spans(start, stop, size)):
        total += count
    return total


def checksums(data: bytes, size: int, spread: Spread = map) -> list[int]:
    """The CRC-32 of each block of `size` bytes, in order."""
    if size < 1:
        raise ValueError("size")
    return [*spread(_checksum, [data[at : at + size] for at in range(0, len(data), size)])]


def _checksum(block: bytes) -> int:
    return crc32(block)


def portable(job: object) -> bool:
    """Whether `job` can be sent to another process."""
    try:
        return len(dumps(job)) > 0
    except Exception:
        return False


def exit_code(job: Callable[[Chunk], object], argument: Chunk, method: str = "spawn") -> int | None:
    """Run job(argument) in a process of its own, and return the exit code of that process."""
    process: BaseProcess = get_context(method).Process(  # type: ignore[attr-defined]
        target=job, args=(argument,), daemon=True
    )
    process.start()
    process.join()
    code = process.exitcode
    process.close()
    return code


class spreading:  # noqa: N801
    """A Spread over worker processes, which all have ended when the block ends."""

    def __init__(self, kind: str, workers: int, method: str = "spawn") -> None:
        if kind not in {"executor", "pool"}:
            raise ValueError(kind)
        if workers < 0:
            raise ValueError(workers)
        self._kind, self._workers = kind, workers
        self._context = get_context(method)
        self._stack = ExitStack()

    def __enter__(self) -> Spread:
        if not self._workers:
            return map
        if self._kind == "executor":
            executor = ProcessPoolExecutor(self._workers, mp_context=self._context)
            return self._stack.enter_context(executor).map
        pool = self._context.Pool(self._workers)
        self._stack.callback(pool.join)
        self._stack.callback(pool.close)
        return pool.map

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser()
    for name in ("start", "stop"):
        parser.add_argument(name, type=int)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--kind", choices=["executor", "pool"], default="executor")
    parser.add_argument("--method", default="spawn")
    options = parser.parse_args(arguments)
    try:
        with spreading(options.kind, options.workers, options.method) as spread:
            total = total_primes(options.start, options.stop, options.size, spread)
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write(f"{total}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
