"""Runs the intake on texts, records and folders of its own, and returns plain data."""

import builtins
import contextlib
import io
import json
import os
import pathlib
import shutil
import sys
import tempfile

import manifest_intake


@contextlib.contextmanager
def _own_folder():
    """A new folder below the current one, gone afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.getcwd()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _another_machine():
    """Opens text files that name no encoding or line end as a Windows machine would."""
    kept_builtin, kept_io = builtins.open, io.open

    def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, **more):
        if "b" not in mode:
            encoding = "cp1252" if encoding in (None, "locale") else encoding
            if newline is None and "r" not in mode:
                newline = "\r\n"
        return kept_builtin(file, mode, buffering, encoding, errors, newline, **more)

    builtins.open = io.open = opened
    try:
        yield
    finally:
        builtins.open, io.open = kept_builtin, kept_io


def _told(entries):
    return [[one.line, one.raw, one.record and dict(one.record)] for one in entries]


def _or_faults(ask):
    """What a call gives, or the faults with which it rejects."""
    try:
        return ask()
    except manifest_intake.Rejected as rejected:
        return ["rejected", list(rejected.faults)]


# --- Tasks 1 to 4


def csv_entries(text):
    return _or_faults(lambda: _told(manifest_intake.read_csv(text)))


def ndjson_entries(text):
    return _or_faults(lambda: _told(manifest_intake.read_ndjson(text)))


def judged(record):
    return _or_faults(lambda: manifest_intake.judge(record))


def judged_number(field, text):
    """Judge a record with a number that is no plain data, such as nan or a very long one."""
    record = {"container": "QSEU0000001", "port": "DKAAR", "weight_kg": 9, field: json.loads(text)}
    return judged(record)


def manifest_entries(name, content):
    with _own_folder() as folder, _another_machine():
        path = folder / name
        path.write_bytes(content)
        found = _or_faults(lambda: _told(manifest_intake.read_manifest(path)))
        return [found, path.read_bytes() == content]


# --- Tasks 5 and 6


def _put(folder, files):
    """Make files: bytes are a file, None is a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if content is None:
            (folder / name).mkdir(parents=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def _tree(folder):
    """All files below a folder, without the two outputs, and their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("accepted.ndjson", "rejects.ndjson")
    }


def _rows(path):
    """The lines of an NDJSON file; text that does not end in a line end stays text."""
    *lines, rest = path.read_bytes().decode("utf-8").split("\n")
    return [[json.loads(line) for line in lines], any(line.endswith("\r") for line in lines), rest]


def taken_in(runs, at_most=None):
    """Put each of `runs` into the drop folder and take it in; what was told, and all folders."""
    with _own_folder() as folder, _another_machine():
        drop, out = folder / "drop", folder / "work" / "out"
        reports = []
        for files in runs:
            _put(drop, files)
            given = {} if at_most is None else {"at_most": at_most}
            reports.append(manifest_intake.intake(drop, out, **given))
        names = ("accepted.ndjson", "rejects.ndjson")
        return [reports, [_rows(out / name) for name in names], _tree(drop), _tree(out)]


def letters(files, sought):
    """How often a text stands in the outputs as it is."""
    with _own_folder() as folder, _another_machine():
        _put(folder / "drop", files)
        manifest_intake.intake(folder / "drop", folder / "out")
        found = []
        for name in ("accepted.ndjson", "rejects.ndjson"):
            found.append((folder / "out" / name).read_bytes().decode("utf-8").count(sought))
        return found


def earlier_outputs_stay(files, more):
    """Whether the outputs of one run are the beginning of those after a second."""
    with _own_folder() as folder, _another_machine():
        outputs = [folder / "out" / name for name in ("accepted.ndjson", "rejects.ndjson")]
        kept = []
        for one in (files, more):
            _put(folder / "drop", one)
            manifest_intake.intake(folder / "drop", folder / "out")
            kept.append([output.read_bytes() for output in outputs])
        grown = [len(new) > len(old) for old, new in zip(*kept, strict=True)]
        return [grown, [new.startswith(old) for old, new in zip(*kept, strict=True)]]


def no_folder(name, files):
    """Take in what is no folder; what came of it, and whether anything was made."""
    with _own_folder() as folder:
        _put(folder, files)
        try:
            outcome = str(manifest_intake.intake(folder / name, folder / "out"))
        except OSError:
            outcome = "OSError"
        return [outcome, sorted(path.name for path in folder.iterdir())]


def program(arguments, files):
    """Run main() in a folder with these files; status, outputs, and how many lines were kept."""
    with _own_folder() as folder:
        _put(folder, files)
        out, err = io.StringIO(), io.StringIO()
        before, here = (sys.stdout, sys.stderr), os.getcwd()
        sys.stdout, sys.stderr = out, err
        os.chdir(folder)
        try:
            status = manifest_intake.main(arguments)
        finally:
            os.chdir(here)
            sys.stdout, sys.stderr = before
        complaint = err.getvalue()
        return [int(status), out.getvalue(), complaint.startswith("error: "), complaint.count("\n")]
