"""Runs beside the student's code: lays out files, calls the drills, and returns what is there then as plain data."""

import io
import os
import shutil
import tempfile
import types
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import drills


@contextmanager
def _yard() -> Iterator[Path]:
    """A folder of its own for one question."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        yield Path(name).resolve()


def _lay_out(root: Path, names: list[str]) -> None:
    """Make files, or folders where a name ends in a slash."""
    for name in names:
        path = root / name
        folder = path if name.endswith("/") else path.parent
        folder.mkdir(parents=True, exist_ok=True)
        if folder is not path:
            path.touch()


# --- Task 2 -------------------------------------------------------------------------------------


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a file with this content, which stays as it is."""
    with _yard() as yard:
        path = yard / "manifest.csv"
        path.write_bytes(data)
        rows = drills.read_rows(path)
        if path.read_bytes() != data:
            raise RuntimeError("the file was changed")
        return rows


# --- Task 3 -------------------------------------------------------------------------------------


def created(texts: list[str]) -> list[Any]:
    """What comes of creating one file several times, and what is in it."""
    with _yard() as yard:
        path = yard / "owner.txt"
        return [*(drills.create_once(path, text) for text in texts), path.read_bytes()]


def taken_names() -> list[Any]:
    """What comes of a folder, an empty file, and a link that leads nowhere; and a free name beside them."""
    with _yard() as yard:
        (yard / "folder").mkdir()
        (yard / "empty").touch()
        (yard / "link").symlink_to(yard / "nowhere")
        told = [
            drills.create_once(yard / name, "x") for name in ("folder", "empty", "link", "free")
        ]
        there = [(yard / name).exists() for name in ("link", "nowhere")]
        return [told, there, (yard / "link").is_symlink(), (yard / "empty").stat().st_size]


# --- Task 4 -------------------------------------------------------------------------------------


def patched(content: bytes, offset: int, data: bytes) -> list[Any]:
    """What the call gives, or that it was refused, and what the file's two names show."""
    with _yard() as yard:
        path, second = yard / "slots.dat", yard / "second.dat"
        path.write_bytes(content)
        os.link(path, second)
        try:
            told = drills.patch(path, offset, data)
        except ValueError:
            told = "refused"
        return [told, path.read_bytes(), second.read_bytes()]


# --- Task 5 -------------------------------------------------------------------------------------


def numbered_rows(text: str) -> list[Any]:
    """The rows of a text, handed over as an iterator of lines."""
    return drills.numbered(iter(io.StringIO(text, newline="")))


# --- Task 6 -------------------------------------------------------------------------------------


def notes(berths: list[str], texts: list[str]) -> list[Any]:
    """What each note gives, and all files afterwards."""
    with _yard() as yard:
        told = [drills.replace_note(yard, *pair) for pair in zip(berths, texts, strict=False)]
        files = sorted(path for path in yard.rglob("*") if path.is_file())
        return [told, [(path.relative_to(yard).as_posix(), path.read_bytes()) for path in files]]


# --- Task 7 -------------------------------------------------------------------------------------


def logs_of(names: list[str]) -> list[str]:
    """The logs in a tree of these files and folders."""
    with _yard() as yard:
        _lay_out(yard, names)
        return drills.find_logs(yard)


# --- Task 8 -------------------------------------------------------------------------------------


def private_folder() -> list[Any]:
    """What a step sees of two folders, and what is left of them."""
    seen: list[Any] = []
    places: list[Path] = []

    def step(place: Path) -> str:
        places.append(place)
        seen.extend([place.is_dir(), oct(place.stat().st_mode & 0o777), sorted(place.iterdir())])
        (place / "work" / "deep").mkdir(parents=True)
        (place / "work" / "part.txt").write_text("x", encoding="utf-8")
        return f"step {len(places)}"

    told = [drills.in_private_folder(step), drills.in_private_folder(step)]
    return [told, seen, len(set(places)), [os.path.lexists(place) for place in places]]


def private_folder_after_failure() -> list[Any]:
    """What is left of the folder of a step that fails, and how the call ended."""
    places: list[Path] = []

    def step(place: Path) -> str:
        places.append(place)
        (place / "part.txt").write_text("x", encoding="utf-8")
        raise LookupError("the crane does not answer")

    try:
        drills.in_private_folder(step)
        ended = "quietly"
    except LookupError:
        ended = "LookupError"
    left = [os.path.lexists(place) for place in places]
    for place in places:
        shutil.rmtree(place, ignore_errors=True)
    return [ended, left]


# --- Task 9 -------------------------------------------------------------------------------------


def copied(mode: int, seconds: int, folder: str) -> list[Any]:
    """The copy of a file with these permissions and this time: path, content, permissions, time."""
    with _yard() as yard:
        source = yard / "gate.log"
        source.write_bytes(b"gate 3 open\n")
        source.chmod(mode)
        os.utime(source, (seconds, seconds))
        copy = drills.keep_copy(source, yard / folder)
        status = copy.stat()
        return [
            isinstance(copy, Path),
            copy.relative_to(yard).as_posix(),
            copy.read_bytes(),
            oct(status.st_mode & 0o777),
            status.st_mtime,
            source.exists() and not source.samefile(copy),
        ]


def copied_over() -> list[Any]:
    """The copy in a folder that has an older file of that name, and another one."""
    with _yard() as yard:
        _lay_out(yard, ["kept/gate.log", "kept/other.log"])
        (yard / "gate.log").write_bytes(b"new")
        drills.keep_copy(yard / "gate.log", yard / "kept")
        kept = sorted((yard / "kept").iterdir())
        return [(path.name, path.read_bytes()) for path in kept]


# --- Task 10 ------------------------------------------------------------------------------------


def free_of(total: int, used: int, free: int) -> list[Any]:
    """The per cent, and what was measured."""
    asked: list[Any] = []

    def measure(folder: Path) -> types.SimpleNamespace:
        asked.append(folder)
        return types.SimpleNamespace(total=total, used=used, free=free)

    place = Path("quay")
    return [drills.free_percent(place, measure), [folder == place for folder in asked]]


def free_here() -> list[Any]:
    """Whether the real file system gives a per cent."""
    percent = drills.free_percent(Path(".").resolve())
    return [type(percent).__name__, 0 <= percent <= 100]


# --- Task 11 ------------------------------------------------------------------------------------


def matching_names(names: list[str], patterns: list[str]) -> list[str]:
    """The names that match, handed over as an iterator."""
    return drills.matching(iter(names), patterns)


# --- Task 12 ------------------------------------------------------------------------------------


def tools(names: list[str], use_path: bool) -> Any:
    """What is found in two folders, relative to them; `search` is given, or stands in PATH."""
    with _yard() as yard:
        _lay_out(yard, ["a/crane", "a/readme", "a/gate/", "b/gate", "b/crane", "b/hoist"])
        for name in ("a/crane", "b/gate", "b/crane", "b/hoist"):
            (yard / name).chmod(0o755)
        (yard / "a" / "readme").chmod(0o644)
        search = os.pathsep.join([str(yard / "a"), str(yard / "b")])
        if not use_path:
            found = drills.find_tool(names, search)
        else:
            before = os.environ.get("PATH")
            os.environ["PATH"] = search
            try:
                found = drills.find_tool(names)
            finally:
                os.environ.pop("PATH")
                if before is not None:
                    os.environ["PATH"] = before
        return found if found is None else Path(found).relative_to(yard).as_posix()


# --- Task 15 ------------------------------------------------------------------------------------


def zipped(texts: dict[str, str]) -> list[Any]:
    """The members of the archive in order, and what was written to the folder meanwhile."""
    before = sorted(os.listdir("."))
    data = drills.zip_of(texts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return [type(data).__name__, members, sorted(os.listdir(".")) == before]
