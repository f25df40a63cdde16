"""Lists everything below a folder that is on one side only.

Reply: Take a folder that is on one side only: how many entries does R5 want for it? And by what is
the whole list sorted?

Fails: check_differences_are_told check_contents_are_compared check_nothing_is_remembered
check_no_name_is_exempt check_kinds_and_links_are_compared check_any_trees_are_compared
check_a_tree_survives_a_round_trip check_all_is_restored_or_nothing
check_hostile_archives_are_refused check_the_program_tells_what_it_found
check_the_program_tells_errors
"""

import argparse
import filecmp
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
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*ignore))


def difference(left: Path, right: Path) -> list[tuple[str, str]]:
    """What differs between two folders: `<` left only, `>` right only, `!` different; by path."""
    filecmp.clear_cache()
    found = []
    ours = {path.name: path for path in left.iterdir()}
    theirs = {path.name: path for path in right.iterdir()}
    for sign, here, there in (("<", ours, theirs), (">", theirs, ours)):
        for name in here.keys() - there.keys():
            found += [(sign, path) for path in _all_below(here[name], name)]
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
    gone = []
    for path in root.iterdir():
        if any(fnmatchcase(path.name, pattern) for pattern in patterns):
            gone.append(_shown(path))
            if not dry_run:
                shutil.rmtree(path) if _is_folder(path) else path.unlink()
        elif _is_folder(path):
            gone += [f"{path.name}/{name}" for name in clean(path, patterns, dry_run=dry_run)]
    return sorted(gone)


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


def _all_below(path: Path, name: str) -> list[str]:
    if not _is_folder(path):
        return [name]
    below = [one for part in path.iterdir() for one in _all_below(part, f"{name}/{part.name}")]
    return [f"{name}/", *below]


def _shown(path: Path) -> str:
    return f"{path.name}/" if _is_folder(path) else path.name


def _same(left: Path, right: Path) -> bool:
    """Whether two links lead to the same place, or two files have the same bytes."""
    if left.is_symlink() and right.is_symlink():
        return left.readlink() == right.readlink()
    kinds = {(path.is_symlink(), path.is_dir()) for path in (left, right)}
    return len(kinds) == 1 and filecmp.cmp(left, right, shallow=False)


if __name__ == "__main__":
    sys.exit(main())
