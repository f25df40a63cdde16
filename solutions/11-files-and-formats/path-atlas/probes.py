"""Builds surveys in the scratch folder, asks the atlas about them, and returns plain data."""

import contextlib
import os
import tempfile
from pathlib import Path

import path_atlas


@contextlib.contextmanager
def _survey(files=(), links=(), name="survey", folders=()):
    """A survey with files of the given sizes, or times, and links; the folder `name` is its root.

    A file is a pair of a path and a number of bytes, or a triple that ends with its time.
    """
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as scratch:
        root = Path(scratch, name)
        root.mkdir()
        for folder in folders:
            (root / folder).mkdir(parents=True)
        for path, size, *times in files:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"x" * size)
            for changed in times:
                # The time of the last reading says nothing, so it is another one.
                os.utime(file, (changed + 7000, changed))
        elsewhere = Path(scratch, "elsewhere")
        elsewhere.mkdir()
        (elsewhere / "far.csv").write_bytes(b"y" * 900)
        for path, target in links:
            link = root / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target)
        yield root


def _tree(folder):
    """Everything below a folder: names of folders end with a slash."""
    found = [
        path.relative_to(folder).as_posix() + "/" * path.is_dir() for path in folder.rglob("*")
    ]
    return sorted(found)


@contextlib.contextmanager
def _working_in(folder):
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


# --- Task 1


def root_after_a_change_of_folder(name, as_text):
    with _survey() as root:
        (root / "other").mkdir()
        with _working_in(root):
            atlas = path_atlas.Atlas(name if as_text else Path(name))
            before = _tree(root)
        with _working_in(root / "other"):
            made = atlas.ensure()
        same = atlas.root == root.resolve() / name or atlas.root == root / name
        return [
            before,
            made,
            isinstance(atlas.root, Path),
            atlas.root.is_absolute(),
            same,
            _tree(root),
        ]


def root_of_any_path_object():
    class Buoy:
        def __init__(self, path):
            self.path = path

        def __fspath__(self):
            return str(self.path)

    with _survey() as root:
        atlas = path_atlas.Atlas(Buoy(root / "new"))
        return [atlas.root == root / "new", atlas.ensure(), isinstance(atlas.root, Path)]


def ensure_twice(there, name="survey"):
    with _survey(folders=there, name=name) as root:
        for folder in there:
            (root / folder / "kept.csv").write_bytes(b"depth")
        atlas = path_atlas.Atlas(root)
        first = atlas.ensure()
        return [first, atlas.ensure(), _tree(root)]


def ensure_deep():
    with _survey() as root:
        atlas = path_atlas.Atlas(root / "2026" / "may" / "north")
        return [atlas.ensure(), _tree(root)]


def ensure_where_a_file_lies(file):
    with _survey([(file, 5)]) as root:
        try:
            made = path_atlas.Atlas(root).ensure()
        except OSError:
            made = "OSError"
        return [made, (root / file).read_bytes()]


# --- Task 2


def place(folder, name):
    with _survey() as root:
        atlas = path_atlas.Atlas(root)
        atlas.ensure()
        before = _tree(root)
        path = atlas.place(folder, name)
        return [path.relative_to(root).as_posix(), isinstance(path, Path), _tree(root) == before]


def place_existing(folder, name):
    with _survey([(folder + "/" + name, 3)]) as root:
        path = path_atlas.Atlas(root).place(folder, name)
        return [path.relative_to(root).as_posix(), path.stat().st_size]


# --- Task 3 to 5


def find(files, patterns, links=(), name="survey", folders=()):
    with _survey(files, links, name, folders) as root:
        return path_atlas.Atlas(root).find(*patterns)


def find_through_a_linked_root(files, patterns):
    with _survey(files) as root:
        link = root.parent / "linked"
        link.symlink_to(root)
        return path_atlas.Atlas(link).find(*patterns)


def find_from_within(files, patterns):
    with _survey(files) as root, _working_in(root):
        return path_atlas.Atlas(".").find(*patterns)


def recent(files, seconds, now, patterns=(), links=()):
    with _survey(files, links) as root:
        return path_atlas.Atlas(root).recent(seconds, now, *patterns)


def sizes(files, links=(), folders=()):
    with _survey(files, links, folders=folders) as root:
        return path_atlas.Atlas(root).sizes()
