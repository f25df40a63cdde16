"""Plants trees, has them kept, and tells what became of them as plain data."""

import contextlib
import filecmp
import io
import os
import stat
import sys
import tarfile
import tempfile
from pathlib import Path

import tree_keeper


def _plant(root, tree, changed=1_000_000):
    """Make a tree: bytes are a file, a text is a link to what it says, None is a folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name, what in tree.items():
        path = root / name
        if what is None:
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            path.symlink_to(what)
        else:
            path.write_bytes(what)
            os.utime(path, (changed + 500, changed))


def _told(root, above=""):
    """What lies below a folder, as `_plant` takes it."""
    found = {}
    for path in sorted(root.iterdir()):
        name = above + path.name
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_dir():
            found[name] = None
            found.update(_told(path, name + "/"))
        else:
            found[name] = path.read_bytes()
    return found


@contextlib.contextmanager
def _yard(**trees):
    """A scratch folder with these trees, and a shared one that nobody may touch."""
    filecmp.clear_cache()  # what one question taught it must not reach the next
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        scratch = Path(name)
        (scratch / "temporary").mkdir()
        tempfile.tempdir = str(scratch / "temporary")
        _plant(scratch / "shared", {"deep/tmp": b"ours", "tmp.log": b"ours too"})
        for tree, content in trees.items():
            _plant(scratch / tree, content)
        try:
            yield scratch
        finally:
            tempfile.tempdir = before


# --- Task 1


def back_up(tree, ignore=(), to="copy"):
    with _yard(yard=tree) as scratch:
        given = (pattern for pattern in ignore) if ignore else ()
        returned = tree_keeper.back_up(scratch / "yard", scratch / to, given)
        return [returned, _told(scratch / to), _told(scratch / "yard"), _told(scratch / "shared")]


def times_and_modes(files):
    """`files` maps names to pairs of a time and a mode."""
    with _yard(yard=dict.fromkeys(files, b"x")) as scratch:
        for name, (changed, mode) in files.items():
            os.chmod(scratch / "yard" / name, mode)
            os.utime(scratch / "yard" / name, (changed + 900, changed))
        tree_keeper.back_up(scratch / "yard", scratch / "copy")
        states = {name: (scratch / "copy" / name).stat() for name in files}
        return {
            name: (int(one.st_mtime), stat.S_IMODE(one.st_mode)) for name, one in states.items()
        }


def back_up_refused(source, target, tree):
    """Try to back up between two places of the scratch folder, whose tree is given."""
    with _yard() as scratch:
        _plant(scratch, tree)
        before = _told(scratch)
        try:
            outcome = tree_keeper.back_up(scratch / source, scratch / target)
        except (FileExistsError, ValueError) as error:
            outcome = "ValueError" if isinstance(error, ValueError) else "FileExistsError"
        return [outcome, _told(scratch) == before]


# --- Task 2


def difference(left, right, changed=1_000_000):
    with _yard(left=left) as scratch:
        _plant(scratch / "right", right, changed)
        found = tree_keeper.difference(scratch / "left", scratch / "right")
        untouched = (
            _told(scratch / "left") == _before(left),
            _told(scratch / "right") == _before(right),
        )
        return [found, untouched]


def _before(tree):
    """The tree with its folders named."""
    full = dict(tree)
    for name in tree:
        for parent in list(Path(name).parents)[:-1]:
            full[parent.as_posix()] = None
    return full


def difference_twice(left, right, damaged):
    """Compare, damage files on the right without a trace in size and time, and compare again."""
    with _yard(left=left, right=right) as scratch:
        first = tree_keeper.difference(scratch / "left", scratch / "right")
        _plant(scratch / "right", damaged)
        return [first, tree_keeper.difference(scratch / "left", scratch / "right")]


# --- Task 3


def round_trip(tree, name="night.tar.gz"):
    with _yard(yard=tree) as scratch:
        packed = scratch / name
        returned = tree_keeper.archive(scratch / "yard", packed)
        around = sorted(path.name for path in scratch.iterdir())
        with tarfile.open(packed, "r:gz") as opened:
            members = {
                os.path.normpath(member).replace(os.sep, "/") for member in opened.getnames()
            }
        restored = tree_keeper.restore(packed, scratch / "back")
        return [returned, restored, around, sorted(members - {"."}), _told(scratch / "back")]


def round_trip_leaves_nothing_else(tree):
    with _yard(yard=tree) as scratch:
        tree_keeper.archive(scratch / "yard", scratch / "night.tar.gz")
        tree_keeper.restore(scratch / "night.tar.gz", scratch / "back")
        around = sorted(path.name for path in scratch.iterdir())
        return [around, _told(scratch / "temporary"), _told(scratch / "yard") == _before(tree)]


def archive_lies_at(name, tree):
    with _yard(yard=tree) as scratch:
        tree_keeper.archive(scratch / "yard", scratch / name)
        return sorted(path.name for path in scratch.iterdir())


def archive_refused(name, tree):
    with _yard(yard=tree) as scratch:
        _plant(scratch, {"old.tar.gz": b"of yesterday"})
        before = _told(scratch)
        try:
            outcome = tree_keeper.archive(scratch / "yard", scratch / name)
        except (FileExistsError, ValueError) as error:
            outcome = "ValueError" if isinstance(error, ValueError) else "FileExistsError"
        return [outcome, _told(scratch) == before]


def restore_to_existing(tree, there):
    with _yard(yard=tree) as scratch:
        tree_keeper.archive(scratch / "yard", scratch / "night.tar.gz")
        _plant(scratch, there)
        before = _told(scratch)
        try:
            outcome = tree_keeper.restore(scratch / "night.tar.gz", scratch / "back")
        except FileExistsError:
            outcome = "FileExistsError"
        return [outcome, _told(scratch) == before]


def restore_broken(content):
    """Restore bytes that are no archive, or the first part of one for a number."""
    with _yard(yard={f"row-{number}": bytes(range(256)) for number in range(40)}) as scratch:
        tree_keeper.archive(scratch / "yard", scratch / "night.tar.gz")
        packed = scratch / "night.tar.gz"
        packed.write_bytes(packed.read_bytes()[:content] if isinstance(content, int) else content)
        return _restore_fails(scratch, packed)


def restore_hostile(members):
    """Restore an archive with members of any names: bytes are a file, a text is a link."""
    with _yard() as scratch:
        packed = scratch / "night.tar.gz"
        with tarfile.open(packed, "w:gz") as opened:
            for name, what in members:
                member = tarfile.TarInfo(name)
                if isinstance(what, str):
                    member.type, member.linkname = tarfile.SYMTYPE, what
                    opened.addfile(member)
                else:
                    member.size = len(what)
                    opened.addfile(member, io.BytesIO(what))
        return _restore_fails(scratch, packed)


def _restore_fails(scratch, packed):
    before = _told(scratch)
    try:
        outcome = tree_keeper.restore(packed, scratch / "back")
    except (NotImplementedError, AttributeError, NameError):
        raise
    except Exception:
        outcome = "refused"
    return [outcome, _told(scratch) == before]


# --- Task 4


def clean(tree, patterns):
    with _yard(yard=tree) as scratch:
        planned = tree_keeper.clean(scratch / "yard", patterns, dry_run=True)
        spared = _told(scratch / "yard") == _before(tree)
        gone = tree_keeper.clean(scratch / "yard", patterns)
        return [planned, spared, gone, _told(scratch / "yard"), _told(scratch / "shared")]


# --- Task 5


def program(arguments, **trees):
    """Run main() in a folder with these trees; what it tells, and the trees afterwards."""
    with _yard(**trees) as scratch:
        out, err = io.StringIO(), io.StringIO()
        before, here = (sys.stdout, sys.stderr), Path.cwd()
        sys.stdout, sys.stderr = out, err
        os.chdir(scratch)
        try:
            status = tree_keeper.main(arguments)
        finally:
            os.chdir(here)
            sys.stdout, sys.stderr = before
        complaint = err.getvalue()
        told = [complaint.startswith("error: "), complaint.count("\n")]
        return [status, out.getvalue(), told, [_told(scratch / tree) for tree in sorted(trees)]]
