"""Runs the tools on files of its own, watches what they open, and returns the bytes."""

import builtins
import contextlib
import io
import os
import pathlib
import shutil
import tempfile

import mode_picker as modes


class Jam(Exception):
    """What a source of lines raises halfway; no code under test knows this class."""


@contextlib.contextmanager
def own_folder():
    """A new folder below the current one, gone afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.getcwd()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def watched():
    """Notes what is opened in which mode; the defaults of text are those of Windows meanwhile."""
    kept_builtin, kept_io = builtins.open, io.open
    opened = []

    def opening(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, **more):
        if "b" not in mode:
            encoding = "cp1252" if encoding in (None, "locale") else encoding
            if newline is None and "r" not in mode:
                newline = "\r\n"
        stream = kept_builtin(file, mode, buffering, encoding, errors, newline, **more)
        opened.append((mode, stream))
        return stream

    builtins.open = io.open = opening
    try:
        yield opened
    finally:
        builtins.open, io.open = kept_builtin, kept_io
        for _, stream in opened:
            stream.close()


def all_closed(opened):
    return all(stream.closed for _, stream in opened)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def outcome(function, *args):
    """What a call returns, or the classes that matter of what it raises."""
    kinds = (FileNotFoundError, FileExistsError, IndexError, ValueError, Jam)
    try:
        return ["returned", function(*args)]
    except kinds as error:
        return ["raised", next(kind.__name__ for kind in kinds if isinstance(error, kind))]


def picked(existing, missing, reads, writes, binary):
    """The mode, or the name of the error."""
    try:
        return modes.pick_mode(existing, missing, reads=reads, writes=writes, binary=binary)
    except ValueError:
        return "ValueError"


def table(wishes, binary):
    """The answers to all wishes."""
    return [picked(*wish, binary) for wish in wishes]


def picked_text_by_default(existing, missing, reads, writes):
    return modes.pick_mode(existing, missing, reads=reads, writes=writes)


def claimed(before, contents):
    """The answers to several claims of one name, and the files afterwards."""
    with own_folder() as here:
        if before is not None:
            (here / "board").write_bytes(before)
        with watched() as opened:
            answers = [modes.claim(here / "board", each) for each in contents]
            return [answers, content(here), all_closed(opened)]


def claimed_name_of_a_folder():
    with own_folder() as here:
        (here / "board").mkdir()
        return [modes.claim(here / "board", b"new"), os.listdir(here / "board")]


def claimed_link_to_nowhere():
    with own_folder() as here:
        (here / "board").symlink_to(here / "elsewhere")
        return [modes.claim(here / "board", b"new"), sorted(os.listdir(here))]


def claimed_in_no_folder():
    with own_folder() as here:
        return [outcome(modes.claim, here / "none" / "board", b"new"), os.listdir(here)]


def journal_story(before, events, journals=1):
    """The bytes after each event; the journals take turns and are opened before the first event."""
    with own_folder() as here:
        path = here / "journal"
        if before is not None:
            path.write_bytes(before)
        after = []
        with watched() as opened:
            desks = [modes.Journal(path) for _ in range(journals)]
            for number, event in enumerate(events):
                made = outcome(desks[number % journals].record, event)
                after.append([made, path.read_bytes()])
            for desk in desks:
                desk.close()
            return [after, path.read_bytes(), all_closed(opened)]


def journal_at_the_end(before, events):
    """What became of each event, and the bytes when all is closed."""
    after, data, closed = journal_story(before, events)
    return [[made for made, _ in after], data, closed]


def journal_of_others(events):
    """As above, but another program adds a line after each event."""
    with own_folder() as here:
        path = here / "journal"
        journal = modes.Journal(path)
        for event in events:
            journal.record(event)
            with path.open("ab") as other:
                other.write(b"from another program\n")
        journal.close()
        return path.read_bytes()


def journal_in_a_with_statement(jams):
    """What the with statement gives, what comes out of it, and whether the file is closed."""
    with own_folder() as here, watched() as opened:
        same, raised = None, None
        made = modes.Journal(here / "journal")
        try:
            with made as given:
                same = given is made
                given.record("first")
                if jams:
                    raise Jam
        except Jam:
            raised = "Jam"
        after = outcome(made.record, "too late")
        return [same, raised, all_closed(opened), after, content(here)]


def journal_in_no_folder():
    with own_folder() as here:
        return [outcome(modes.Journal, here / "none" / "journal"), os.listdir(here)]


def slots_read(board, slots):
    """The answers, the bytes, whether all was opened for reading only, whether all is closed."""
    with own_folder() as here:
        path = here / "board"
        if board is not None:
            path.write_bytes(board)
        with watched() as opened:
            answers = [outcome(modes.read_slot, path, slot) for slot in slots]
            reading = not any(set(mode) & set("wax+") for mode, _ in opened)
            return [answers, content(here), reading, all_closed(opened)]


def slots_patched(board, patches):
    """The answers and the bytes after each patch, and whether all is closed."""
    with own_folder() as here:
        path = here / "board"
        if board is not None:
            path.write_bytes(board)
        story = []
        with watched() as opened:
            for slot, vessel in patches:
                made = outcome(modes.patch_slot, path, slot, vessel)
                story.append([made, content(here)])
            return [story, all_closed(opened)]


def size_after_a_patch(board, slot):
    with own_folder() as here:
        path = here / "board"
        path.write_bytes(board)
        modes.patch_slot(path, slot, "ODIN")
        return path.stat().st_size


def patched_under_two_names(board, slot):
    """Whether a second name of the same file shows that it was changed."""
    with own_folder() as here:
        (here / "board").write_bytes(board)
        os.link(here / "board", here / "second-name")
        modes.patch_slot(here / "board", slot, "ODIN")
        return (here / "second-name").read_bytes() != board


def emptied_by_a_patch(board, slot):
    """Whether a file was opened in a mode that empties it."""
    with own_folder() as here, watched() as opened:
        (here / "board").write_bytes(board)
        opened.clear()
        modes.patch_slot(here / "board", slot, "ODIN")
        return any("w" in mode for mode, _ in opened)


def rewritten(before, lines):
    with own_folder() as here:
        path = here / "tugs"
        if before is not None:
            path.write_bytes(before)
        with watched() as opened:
            made = outcome(modes.rewrite, path, list(lines))
            return [made, content(here), all_closed(opened)]


def rewritten_from_itself(before):
    """The new lines are the old ones in capitals, read while they are asked for."""
    with own_folder() as here:
        path = here / "tugs"
        path.write_bytes(before)

        def capitals():
            with path.open(encoding="utf-8") as old:
                for line in old:
                    yield line.rstrip("\n").upper()

        return [modes.rewrite(path, capitals()), content(here)]


def rewritten_from_a_jam(before, count):
    """The source of lines raises after so many."""
    with own_folder() as here:
        path = here / "tugs"
        path.write_bytes(before)

        def lines():
            for number in range(count):
                yield f"tug {number}"
            raise Jam

        return [outcome(modes.rewrite, path, lines()), content(here)]


def rewritten_with_a_bad_line(before):
    """The second line has half a surrogate pair, which has no bytes in UTF-8."""
    with own_folder() as here:
        path = here / "tugs"
        path.write_bytes(before)
        return [outcome(modes.rewrite, path, ["Odin", "\ud800"]), content(here)]
