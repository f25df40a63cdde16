"""Copies and cleans with os.scandir and os.walk."""

import argparse
import filecmp
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path


def back_up(source: Path, target: Path, ignore: Iterable[str] = ()) -> None:
    """Copy the folder `source` to the new folder `target`, without names that match `ignore`."""
    if _lies_in(target, source):
        raise ValueError(f"{target} lies in {source}")
    patterns = list(ignore)
    if target.exists():
        raise FileExistsError(f"{target} exists")
    _copy_folder(source, target, patterns)


def _copy_folder(source: Path, target: Path, patterns: Sequence[str]) -> None:
    os.makedirs(target)
    with os.scandir(source) as entries:
        wanted = [one for one in entries if not any(fnmatchcase(one.name, p) for p in patterns)]
    for entry in wanted:
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), target / entry.name)
        elif entry.is_dir():
            _copy_folder(Path(entry.path), target / entry.name, patterns)
        else:
            shutil.copy2(entry.path, target / entry.name)


def difference(left: Path, right: Path) -> list[tuple[str, str]]:
    """What differs between two folders: `<` left only, `>` right only, `!` different; by path."""
    filecmp.clear_cache()
    found = []
    ours = {path.name: path for path in left.iterdir()}
    theirs = {path.name: path for path in right.iterdir()}
    for sign, here, there in (("<", ours, theirs), (">", theirs, ours)):
        found += [(sign, _shown(here[name])) for name in here.keys() - there.keys()]
    for name in ours.keys() & theirs.keys():
        if _is_folder(ours[name]) and _is_folder(theirs[name]):
            below = difference(ours[name], theirs[name])
            found += [(sign, f"{name}/{path}") for sign, path in below]
        elif not _same(ours[name], theirs[name]):
            found.append(("!", name))
    return sorted(found, key=lambda entry: entry[1])


def archive(source: Path, target: Path) -> None:
    """Pack what is in the folder `source` into the new file `target`, a .tar.gz."""
    if not target.name.endswith(".tar.gz") or _lies_in(target, source):
        raise ValueError(f"{target} cannot be an archive of {source}")
    if target.exists():
        raise FileExistsError(f"{target} exists")
    shutil.make_archive(str(target).removesuffix(".tar.gz"), "gztar", source)


def restore(packed: Path, target: Path) -> None:
    """Unpack an archive to the new folder `target`: all of it or nothing."""
    if target.exists():
        raise FileExistsError(f"{target} exists")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        unpacked = Path(folder, "unpacked")
        with tarfile.open(packed, "r:gz") as opened:
            opened.extraction_filter = getattr(tarfile, "data_filter", None)  # new in 3.11.4
            for member in opened:
                place = unpacked / member.name
                link = place.parent / member.linkname if member.issym() else place
                if not (_lies_in(place, unpacked) and _lies_in(link, unpacked)):
                    raise ValueError(f"{member.name!r} reaches outside the archive")
                opened.extract(member, unpacked)
        shutil.move(unpacked, target)


def clean(root: Path, patterns: Sequence[str], *, dry_run: bool = False) -> list[str]:
    """Remove what has a matching name below `root`; return the paths that are gone."""
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is no folder")
    gone = {}
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        for name in [*folders, *files]:
            if any(fnmatchcase(name, pattern) for pattern in patterns):
                gone[(here / name).relative_to(root).as_posix()] = _is_folder(here / name)
        folders[:] = [
            name for name in folders if not any(fnmatchcase(name, pattern) for pattern in patterns)
        ]
    for path, is_folder in gone.items():
        if not dry_run and is_folder:
            shutil.rmtree(root / path)
        elif not dry_run:
            (root / path).unlink()
    return sorted(path + "/" * is_folder for path, is_folder in gone.items())


def main(argv: Sequence[str] | None = None) -> int:
    """Compare or clean folders as the command line says."""
    parser = argparse.ArgumentParser(description="Compare or clean folders.")
    commands = parser.add_subparsers(dest="command", required=True)
    compare = commands.add_parser("compare")
    compare.add_argument("folders", type=Path, nargs=2)
    cleaner = commands.add_parser("clean")
    cleaner.add_argument("--dry-run", action="store_true")
    cleaner.add_argument("root", type=Path)
    cleaner.add_argument("patterns", nargs="+")
    options = parser.parse_args(argv)
    try:
        if options.command == "compare":
            lines = [f"{sign} {path}" for sign, path in difference(*options.folders)]
        else:
            lines = clean(options.root, options.patterns, dry_run=options.dry_run)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(options.command == "compare" and bool(lines))


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _shown(path: Path) -> str:
    return f"{path.name}/" if _is_folder(path) else path.name


def _same(left: Path, right: Path) -> bool:
    """Whether two links lead to the same place, or two files have the same bytes."""
    if left.is_symlink() and right.is_symlink():
        return os.readlink(left) == os.readlink(right)
    kinds = {(path.is_symlink(), path.is_dir()) for path in (left, right)}
    return len(kinds) == 1 and filecmp.cmp(left, right, shallow=False)


if __name__ == "__main__":
    sys.exit(main())
