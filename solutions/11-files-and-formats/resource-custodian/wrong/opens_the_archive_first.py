"""Opens the archive first and merges into it one batch after the other.

Reply: A log is missing: what is left of the archive of yesterday, and what could be ready before
it is opened? How are its members compressed?

Fails: check_batches_are_packed
"""

import argparse
import os
import sys
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import count
from pathlib import Path
from typing import IO

Opener = Callable[[Path, str], IO[bytes]]


class Census:
    """Opens files through another opener and knows which of them are open."""

    def __init__(self, opener: Opener = open) -> None:
        self.peak = 0
        self._opener = opener
        self._files: list[tuple[Path, IO[bytes]]] = []

    def __call__(self, path: Path, mode: str) -> IO[bytes]:
        """Open `path` and take it into the census."""
        file = self._opener(path, mode)
        self._files = [(known, one) for known, one in self._files if not one.closed]
        self._files.append((path, file))
        self.peak = max(self.peak, len(self._files))
        return file

    def still_open(self) -> list[tuple[int, Path]]:
        """Descriptor and path of every file that is open, by descriptor."""
        return sorted((file.fileno(), path) for path, file in self._files if not file.closed)


@contextmanager
def open_all(paths: Iterable[Path], opener: Opener = open) -> Iterator[list[IO[bytes]]]:
    """Open all of `paths` for reading, and close whatever was opened."""
    with ExitStack() as stack:
        yield [stack.enter_context(opener(path, "rb")) for path in paths]


def merge_logs(
    paths: Iterable[Path], target: Path, *, limit: int = 100, opener: Opener = open
) -> int:
    """Merge sorted logs into `target` with at most `limit` files open; return the lines written."""
    if limit < 3:
        raise ValueError("two logs and the file that is written need a limit of 3")
    waiting = deque(paths)
    with tempfile.TemporaryDirectory() as folder:
        for number in count():
            if len(waiting) < limit:
                break
            part = Path(folder, f"part-{number}")
            _merge([waiting.popleft() for _ in range(limit - 1)], part, opener)
            waiting.append(part)
        return _merge(waiting, target, opener)


def _merge(paths: Iterable[Path], target: Path, opener: Opener) -> int:
    """Merge logs that may all be open at once; a missing one spares `target`, opened last."""
    written = 0
    with open_all(paths, opener) as logs, opener(target, "wb") as out:
        for line in merge(*((line.removesuffix(b"\n") for line in log) for log in logs)):
            out.write(line + b"\n")
            written += 1
    return written


@contextmanager
def secret_file(content: bytes, suffix: str = "") -> Iterator[Path]:
    """Lend the path of a closed file that only its owner can read, and remove it afterwards."""
    descriptor, name = tempfile.mkstemp(suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def archive_batches(batches: Mapping[str, Iterable[Path]], archive: Path) -> dict[str, int]:
    """Merge each batch of logs and pack the results into a ZIP file; return lines by name."""
    with tempfile.TemporaryDirectory() as folder:
        merged = {name: Path(folder, f"{name}.log") for name in sorted(batches)}
        lines = {}
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, log in merged.items():
                lines[name] = merge_logs(batches[name], log)
                pack.write(log, log.name)
    return lines


def main(argv: Sequence[str] | None = None) -> int:
    """Merge the logs that the command line names and report on the descriptors."""
    parser = argparse.ArgumentParser(description="Merge sorted logs.")
    parser.add_argument("--limit", type=int, default=100, help="most files open at once")
    parser.add_argument("target", type=Path)
    parser.add_argument("logs", type=Path, nargs="+")
    options = parser.parse_args(argv)
    census = Census()
    try:
        lines = merge_logs(options.logs, options.target, limit=options.limit, opener=census)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    left = len(census.still_open())
    print(f"{lines} lines from {len(options.logs)} logs, {census.peak} files at most, {left} left")
    return 0


if __name__ == "__main__":
    sys.exit(main())
