"""Merge hundreds of sorted logs with few descriptors, and keep temporary files private."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

Opener = Callable[[Path, str], IO[bytes]]


class Census:
    """Opens files through another opener and knows which of them are open."""

    peak: int

    def __init__(self, opener: Opener = open) -> None:
        raise NotImplementedError("Task 1: begin with no files")

    def __call__(self, path: Path, mode: str) -> IO[bytes]:
        """Open `path` and take it into the census."""
        raise NotImplementedError("Task 1: open the file and remember it")

    def still_open(self) -> list[tuple[int, Path]]:
        """Descriptor and path of every file that is open, by descriptor."""
        raise NotImplementedError("Task 1: tell what is open")


@contextmanager
def open_all(paths: Iterable[Path], opener: Opener = open) -> Iterator[list[IO[bytes]]]:
    """Open all of `paths` for reading, and close whatever was opened."""
    raise NotImplementedError("Task 2: open them, lend them, close them")
    yield []  # TODO: what `with` gives


def merge_logs(
    paths: Iterable[Path], target: Path, *, limit: int = 100, opener: Opener = open
) -> int:
    """Merge sorted logs into `target` with at most `limit` files open; return the lines written."""
    raise NotImplementedError("Task 3: merge in as many rounds as it takes")


@contextmanager
def secret_file(content: bytes, suffix: str = "") -> Iterator[Path]:
    """Lend the path of a closed file that only its owner can read, and remove it afterwards."""
    raise NotImplementedError("Task 4: make the file, lend its path, remove it")
    yield Path()  # TODO: what `with` gives


def archive_batches(batches: Mapping[str, Iterable[Path]], archive: Path) -> dict[str, int]:
    """Merge each batch of logs and pack the results into a ZIP file; return lines by name."""
    raise NotImplementedError("Task 5: merge in a temporary folder, then pack")


def main(argv: Sequence[str] | None = None) -> int:
    """Merge the logs that the command line names and report on the descriptors."""
    raise NotImplementedError("Task 6: read the arguments, merge and report")


if __name__ == "__main__":
    sys.exit(main())
