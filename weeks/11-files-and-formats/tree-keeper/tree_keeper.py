"""Back up, compare, archive, restore and clean folders with all that is below them."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

# TODO: one task after the other; a helper that tells a folder from a link to one serves them all.


def back_up(source: Path, target: Path, ignore: Iterable[str] = ()) -> None:
    """Copy the folder `source` to the new folder `target`, without names that match `ignore`."""
    raise NotImplementedError("Task 1: refuse what cannot be done, then copy")


def difference(left: Path, right: Path) -> list[tuple[str, str]]:
    """What differs between two folders: `<` left only, `>` right only, `!` different; by path."""
    raise NotImplementedError("Task 2: compare names, then kinds, then contents")


def archive(source: Path, target: Path) -> None:
    """Pack what is in the folder `source` into the new file `target`, a .tar.gz."""
    raise NotImplementedError("Task 3: pack the tree")


def restore(packed: Path, target: Path) -> None:
    """Unpack an archive to the new folder `target`: all of it or nothing."""
    raise NotImplementedError("Task 3: unpack where nobody looks, then move")


def clean(root: Path, patterns: Sequence[str], *, dry_run: bool = False) -> list[str]:
    """Remove what has a matching name below `root`; return the paths that are gone."""
    raise NotImplementedError("Task 4: remove what matches, look into the other folders")


def main(argv: Sequence[str] | None = None) -> int:
    """Compare or clean folders as the command line says."""
    raise NotImplementedError("Task 5: read the arguments, do the work, print")


if __name__ == "__main__":
    sys.exit(main())
