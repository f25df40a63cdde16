"""Gives the custodian files, and openers that count, refuse and fail; returns plain data."""

import contextlib
import inspect
import io
import os
import stat
import sys
import tempfile
import zipfile
from pathlib import Path

import resource_custodian as custodian


class Jam(OSError):
    """What a file of the probes says when it cannot be closed."""


class Watched(io.FileIO):
    """A file that tells its desk what happens to it; it is too large to be read as a whole."""

    def __init__(self, desk, path, mode):
        super().__init__(path, mode)
        self.desk, self.path = desk, Path(path)
        desk.files.append(self)

    def read(self, size=-1):
        if size is None or size < 0:
            raise MemoryError("the log does not fit into the memory")
        data = super().read(size)
        self.desk.count(data.count(b"\n"))
        return data

    def readall(self):
        raise MemoryError("the log does not fit into the memory")

    def readinto(self, buffer):
        raise MemoryError("the log does not fit into the memory")

    def write(self, data):
        written = super().write(data)
        self.desk.count(-bytes(data).count(b"\n"))
        return written

    def close(self):
        first = not self.closed
        super().close()
        if first and self.path.name in self.desk.jams:
            raise Jam(self.path.name)


class Desk:
    """An opener that refuses more than `limit` open files and keeps all it has ever opened."""

    def __init__(self, limit=60, jams=()):
        self.limit, self.jams = limit, set(jams)
        self.files, self.asked = [], []
        self.held = self.most_held = self.most_open = 0

    def __call__(self, path, mode):
        self.asked.append((Path(path).name, mode))
        if len(self.open()) >= self.limit:
            raise OSError(24, "Too many open files")
        file = Watched(self, path, mode)
        self.most_open = max(self.most_open, len(self.open()))
        return file

    def open(self):
        return [file for file in self.files if not file.closed]

    def count(self, lines):
        self.held += lines
        logs = sum(file.mode.startswith("r") for file in self.files if not file.closed)
        self.most_held = max(self.most_held, self.held - 2 * logs)

    def close(self):
        for file in self.files:
            with contextlib.suppress(OSError):
                file.close()


@contextlib.contextmanager
def _yard(logs=(), desk=None):
    """A folder with `logs`, named 0.log, 1.log ..., and a default place for temporary files."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        (folder / "temporary").mkdir()
        for number, content in enumerate(logs):
            (folder / f"{number}.log").write_bytes(content)
        tempfile.tempdir = str(folder / "temporary")
        try:
            yield folder
        finally:
            tempfile.tempdir = before
            if desk is not None:
                desk.close()


def _paths(folder, count):
    return [folder / f"{number}.log" for number in range(count)]


def _left(folder):
    return sorted(path.name for path in (folder / "temporary").iterdir())


def _next_descriptor():
    """The lowest number that is free: it grows if a descriptor was forgotten."""
    descriptor = os.open(os.curdir if os.name != "nt" else os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


# --- Task 1


def census_through(path_is_missing):
    desk = Desk()
    with _yard([b"one\n"], desk) as folder:
        census = custodian.Census(desk)
        path = folder / ("7.log" if path_is_missing else "0.log")
        try:
            file = census(path, "rb")
        except FileNotFoundError:
            return ["refused", desk.asked, census.still_open(), census.peak]
        return [file is desk.files[0], desk.asked, len(census.still_open()), census.peak]


def census_of_plain_open(content):
    with _yard([content]) as folder:
        census = custodian.Census()
        with census(folder / "0.log", "rb") as file:
            got = file.read()
            inside = census.still_open() == [(file.fileno(), folder / "0.log")]
        with census(folder / "new", "wb") as file:
            file.write(got)
        return [got, inside, census.still_open(), (folder / "new").read_bytes(), census.peak]


def census_story(steps):
    """Each step opens a log by its number, or closes the file opened by the step -1 - number."""
    desk = Desk()
    with _yard([b"x\n"] * 4, desk) as folder:
        census = custodian.Census(desk)
        opened, story = [], [census.peak]
        for step in steps:
            if step >= 0:
                opened.append(census(folder / f"{step}.log", "rb"))
            elif -1 - step < len(opened):
                opened[-1 - step].close()
            due = sorted((file.fileno(), file.path) for file in opened if not file.closed)
            found = census.still_open()
            story.append((found == due, [path.name for _, path in found], census.peak))
        return story


def census_of_forgotten():
    with _yard([b"x\n"] * 3) as folder:
        census = custodian.Census()
        for path in _paths(folder, 3):
            census(path, "rb")
        found = census.still_open()
        for value in vars(census).values():
            _close_all(value)
        return sorted(path.name for _, path in found)


def _close_all(value):
    """Close what a census keeps, wherever it keeps it, so that nothing outlives the question."""
    if isinstance(value, io.IOBase):
        value.close()
    elif isinstance(value, dict):
        for part in [*value.keys(), *value.values()]:
            _close_all(part)
    elif isinstance(value, (list, tuple, set)):
        for part in value:
            _close_all(part)


# --- Task 2


def lend_all(count, raising):
    desk = Desk()
    with _yard([b"%d\n" % number for number in range(count)], desk) as folder:
        seen = []
        try:
            with custodian.open_all((path for path in _paths(folder, count)), desk) as files:
                seen = [type(files).__name__, [file.readline() for file in files], len(desk.open())]
                if raising:
                    raise KeyError("crane")
        except KeyError:
            seen.append("KeyError")
        return [seen, desk.asked, len(desk.open())]


def lend_all_by_default(contents):
    with _yard(contents) as folder:
        free = _next_descriptor()
        with custodian.open_all(_paths(folder, len(contents))) as files:
            got = [file.read() for file in files]
        return [got, [file.closed for file in files], _next_descriptor() == free]


def lend_with_one_missing(count, missing):
    desk = Desk()
    with _yard([b"x\n"] * count, desk) as folder:
        (folder / f"{missing}.log").unlink()
        try:
            with custodian.open_all(_paths(folder, count), desk):
                outcome = "lent"
        except FileNotFoundError:
            outcome = "refused"
        return [outcome, len(desk.files), len(desk.open())]


def lend_with_jams(count, jams):
    desk = Desk(jams=[f"{number}.log" for number in jams])
    with _yard([b"x\n"] * count, desk) as folder:
        try:
            with custodian.open_all(_paths(folder, count), desk) as files:
                lent = len(files)
        except Jam:
            lent = "jammed"
        return [lent, len(desk.open())]


# --- Task 3


def merge(logs, limit=None, strict=True):
    """Merge with an opener that allows as many files as the limit, or three times as many."""
    allowed = 60 if limit is None else limit if strict else 3 * limit
    desk = Desk(allowed)
    options = {} if limit is None else {"limit": limit}
    with _yard(logs, desk) as folder:
        target = folder / "all"
        lines = custodian.merge_logs(
            iter(_paths(folder, len(logs))), target, opener=desk, **options
        )
        return [
            lines,
            target.read_bytes(),
            len(desk.open()),
            {mode for _, mode in desk.asked} <= {"rb", "wb"},
        ]


def merge_by_default(logs):
    with _yard(logs) as folder:
        free = _next_descriptor()
        target = folder / "all"
        target.write_bytes(b"of yesterday\n" * 9)
        lines = custodian.merge_logs(_paths(folder, len(logs)), target)
        logs_after = [path.read_bytes() for path in _paths(folder, len(logs))]
        return [
            lines,
            target.read_bytes(),
            logs_after == logs,
            _left(folder),
            _next_descriptor() == free,
        ]


def merge_same_path(log, times, limit):
    desk = Desk(limit)
    with _yard([log], desk) as folder:
        lines = custodian.merge_logs(
            [folder / "0.log"] * times, folder / "all", limit=limit, opener=desk
        )
        return [lines, (folder / "all").read_bytes()]


def merge_many_by_default(count, allowed):
    """Merge by doubles that have no descriptors, with the default limit, which is told as well."""
    default = inspect.signature(custodian.merge_logs).parameters["limit"].default
    now, parts = [0], {}

    class Slip(io.BytesIO):
        path = None

        def close(self):
            if not self.closed:
                now[0] -= 1
                if self.path is not None:
                    parts[self.path] = self.getvalue()
            super().close()

    def opener(path, mode):
        now[0] += 1
        if now[0] > allowed:
            raise OSError(24, "Too many open files")
        if mode == "rb":
            return Slip(parts.get(path, b"x\n"))
        slip = Slip()
        slip.path = path
        return slip

    with _yard() as folder:
        lines = custodian.merge_logs([folder / "x.log"] * count, folder / "all", opener=opener)
        return [lines, parts[folder / "all"].count(b"x\n"), now, default]


def merge_with_small_limit(limit):
    desk = Desk()
    with _yard([b"x\n"], desk) as folder:
        try:
            return custodian.merge_logs(_paths(folder, 1), folder / "all", limit=limit, opener=desk)
        except ValueError:
            return ["ValueError", desk.asked, (folder / "all").exists()]


def merge_opens(logs, limit):
    """Whether each file that was opened is a log, the target, or in the temporary folder."""
    desk = Desk(limit)
    with _yard(logs, desk) as folder:
        custodian.merge_logs(_paths(folder, len(logs)), folder / "all", limit=limit, opener=desk)
        known = {*_paths(folder, len(logs)), folder / "all"}
        strangers = [file.path for file in desk.files if file.path not in known]
        inside = all(folder / "temporary" in path.parents for path in strangers)
        direct = any(path.parent == folder / "temporary" for path in strangers)
        return [
            inside,
            direct,
            bool(strangers),
            _left(folder),
            sorted(entry.name for entry in folder.iterdir()),
        ]


def merge_with_one_missing(count, missing, limit, target):
    desk = Desk(limit)
    with _yard([b"x\n"] * count, desk) as folder:
        (folder / f"{missing}.log").unlink()
        if target is not None:
            (folder / "all").write_bytes(target)
        try:
            outcome = custodian.merge_logs(
                _paths(folder, count), folder / "all", limit=limit, opener=desk
            )
        except FileNotFoundError:
            outcome = "refused"
        after = (folder / "all").read_bytes() if (folder / "all").exists() else None
        return [outcome, after, _left(folder), len(desk.open())]


def merge_in_small_memory(logs, limit):
    desk = Desk(limit)
    with _yard(logs, desk) as folder:
        lines = custodian.merge_logs(
            _paths(folder, len(logs)), folder / "all", limit=limit, opener=desk
        )
        return [lines, desk.most_held <= 0]


# --- Task 4


@contextlib.contextmanager
def _umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def lend_secret(content, suffix):
    with _yard() as folder:
        free = _next_descriptor()
        with custodian.secret_file(content, suffix) as path:
            seen = [
                path.read_bytes(),
                path.name.endswith(suffix),
                path.resolve().parent == (folder / "temporary").resolve(),
                _next_descriptor() == free,
                isinstance(path, Path),
            ]
        return [seen, _left(folder)]


def lend_two_secrets():
    with _yard() as folder:
        with custodian.secret_file(b"first") as one, custodian.secret_file(b"second") as two:
            seen = [one != two, one.read_bytes(), two.read_bytes(), len(_left(folder))]
        with custodian.secret_file(b"first") as three:
            return [seen, three.name not in (one.name, two.name), len(_left(folder))]


def secret_modes(mask):
    """The mode of the file when it is lent, and whatever it was when somebody changed it before."""
    modes, change, change_open = [], os.chmod, getattr(os, "fchmod", None)

    def watched(path, *args, **kwargs):
        modes.append(stat.S_IMODE(os.stat(path).st_mode))
        return change(path, *args, **kwargs)

    def watched_open(descriptor, *args):
        modes.append(stat.S_IMODE(os.stat(descriptor).st_mode))
        return change_open(descriptor, *args)

    with _yard(), _umask(mask):
        os.chmod = watched
        if change_open is not None:
            os.fchmod = watched_open
        try:
            with custodian.secret_file(b"token") as path:
                modes.append(stat.S_IMODE(path.stat().st_mode))
        finally:
            os.chmod = change
            if change_open is not None:
                os.fchmod = change_open
    return sorted(set(modes))


def secret_after(event):
    with _yard() as folder:
        free = _next_descriptor()
        try:
            with custodian.secret_file("text" if event == "text" else b"token", ".key") as path:
                if event == "removed":
                    path.unlink()
                if event == "raised":
                    raise KeyError("crane")
            outcome = "done"
        except (KeyError, TypeError) as error:
            outcome = type(error).__name__
        return [outcome, _left(folder), _next_descriptor() == free]


# --- Task 5


def pack(batches):
    """`batches` maps names to lists of contents; the logs are read by a generator."""
    contents = [content for logs in batches.values() for content in logs]
    with _yard(contents) as folder:
        free, paths, given = _next_descriptor(), iter(_paths(folder, len(contents))), {}
        for name, logs in batches.items():
            given[name] = iter([next(paths) for _ in logs])
        archive = folder / "night.zip"
        returned = custodian.archive_batches(given, archive)
        with zipfile.ZipFile(archive) as opened:
            members = [
                (one.filename, one.compress_type, opened.read(one)) for one in opened.infolist()
            ]
        return [returned, members, _left(folder), _next_descriptor() == free]


def pack_with_one_missing(archive):
    with _yard([b"x\n", b"y\n"]) as folder:
        if archive is not None:
            (folder / "night.zip").write_bytes(archive)
        batches = {"a": _paths(folder, 1), "b": [folder / "1.log", folder / "9.log"], "c": []}
        free = _next_descriptor()
        try:
            outcome = custodian.archive_batches(batches, folder / "night.zip")
        except FileNotFoundError:
            outcome = "refused"
        path = folder / "night.zip"
        after = path.read_bytes() if path.exists() else None
        return [outcome, after, _left(folder), _next_descriptor() == free]


# --- Task 6


def program(logs, options, missing=False):
    """Run main() on these logs; tell its status, what it printed, and the target."""
    with _yard(logs) as folder:
        names = [str(path) for path in _paths(folder, len(logs) + missing)]
        out, err = io.StringIO(), io.StringIO()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err
        try:
            status = custodian.main([*options, str(folder / "all"), *names])
        finally:
            sys.stdout, sys.stderr = before
        target = folder / "all"
        complaint = err.getvalue()
        return [
            status,
            out.getvalue(),
            (complaint.startswith("error: "), complaint.count("\n"), complaint.endswith("\n")),
            target.read_bytes() if target.exists() else None,
        ]
