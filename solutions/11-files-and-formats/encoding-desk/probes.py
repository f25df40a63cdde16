"""Runs the desk on bytes and on folders of its own, and returns plain data."""

import builtins
import codecs
import contextlib
import io
import os
import pathlib
import shutil
import tempfile

import encoding_desk as desk


class Detector:
    """Answers the same to all bytes and notes what it was asked."""

    def __init__(self, encoding, confidence):
        self.answer = {"encoding": encoding, "confidence": confidence, "language": "Swedish"}
        self.asked = []

    def __call__(self, data):
        self.asked.append(bytes(data))
        return dict(self.answer)


@contextlib.contextmanager
def own_folder():
    """A new folder below the current one, gone afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.getcwd()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def another_machine():
    """Opens text files that name no encoding or line ending as a Windows machine would."""
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


def marks_of(beginnings):
    return [desk.mark_codec(data) for data in beginnings]


def marked(text, codec):
    marks = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    return marks[codec] + text.encode(codec)


def text_or_reason(data, encoding):
    try:
        return ["text", desk.strict_text(data, encoding)]
    except desk.Refused as refused:
        return ["refused", str(refused)]


def plain(decoded):
    return [decoded.text, decoded.encoding, decoded.source, list(decoded.notes)]


def decoded_by_standard(data):
    try:
        return plain(desk.decode(data))
    except desk.Refused as refused:
        return ["refused", str(refused)]


def decoded_with_mark(text, codec):
    return decoded_by_standard(marked(text, codec))


def decoded(data, encodings, guess=None, threshold=0.8, fallback="cp1252"):
    """What `decode` makes of the bytes, and what the detector was asked."""
    detector = None if guess is None else Detector(*guess)
    policy = desk.Policy(encodings, detector, threshold, fallback)
    try:
        made = plain(desk.decode(data, policy))
    except desk.Refused as refused:
        made = ["refused", str(refused)]
    return [made, detector and detector.asked]


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def converted(files, older=None, folders=(), guess=None):
    """The lines for an inbox with these files, and the bytes of all files afterwards."""
    with own_folder() as here:
        inbox, outbox = here / "inbox", here / "far" / "outbox"
        inbox.mkdir()
        for name in folders:
            (inbox / name).mkdir()
            (inbox / name / "inside.txt").write_bytes(b"inside")
        for name, data in files.items():
            (inbox / name).write_bytes(data)
        if older is not None:
            outbox.mkdir(parents=True)
            for name, data in older.items():
                (outbox / name).write_bytes(data)
        with another_machine():
            if guess is None:
                lines = desk.convert_all(inbox, outbox)
            else:
                lines = desk.convert_all(inbox, outbox, desk.Policy((), Detector(*guess), 0.5))
        there = sorted(path.name for path in outbox.iterdir())
        return [lines, content(inbox), content(outbox), there]


def reported(files):
    """The lines for an inbox with these files."""
    return converted(files)[0]


def ledger(before, batches):
    """The bytes of a ledger after each batch of lines; `before` is None where there is no file."""
    with own_folder() as here:
        path = here / "ledger.csv"
        if before is not None:
            path.write_bytes(before)
        after = []
        for lines in batches:
            with another_machine():
                desk.append_ledger(path, lines)
            after.append(path.read_bytes())
        return after
