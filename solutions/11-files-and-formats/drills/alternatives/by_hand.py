"""The same drills with other means: bytes by hand, a walk over the tree, regular expressions.

What is different: the mark is compared with `codecs.BOM_UTF8`; `os.open` creates the file; the
patch is made in memory; a generator counts the lines that csv takes; hidden names are sorted out
folder by folder; `finally` removes the temporary folder.
"""

import codecs
import csv
import fnmatch
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

# --- Task 1 -------------------------------------------------------------------------------------


def without_bom(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark at the beginning."""
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")


# --- Task 2 -------------------------------------------------------------------------------------


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file; line breaks inside quotes are as they are in the file."""
    text = path.read_bytes().decode("utf-8")
    return [*csv.reader(io.StringIO(text, newline=""))]


# --- Task 3 -------------------------------------------------------------------------------------


def create_once(path: Path, text: str) -> bool:
    """Create the file with the text, unless the name is taken; say whether it was created."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    with open(descriptor, "wb") as file:
        file.write(text.encode("utf-8"))
    return True


# --- Task 4 -------------------------------------------------------------------------------------


def patch(path: Path, offset: int, data: bytes) -> None:
    """Replace bytes of the file from the offset on; ValueError if they reach beyond its end."""
    content = bytearray(path.read_bytes())
    size = len(content)
    content[offset : offset + len(data)] = data
    if len(content) != size or offset > size:
        raise ValueError("too long")
    path.write_bytes(content)


# --- Task 5 -------------------------------------------------------------------------------------


def numbered(lines: Iterable[str]) -> list[tuple[int, list[str]]]:
    """Each row of the CSV lines after the number of the line on which it begins."""
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in lines:
            taken += 1
            yield line

    reader = csv.reader(counted())
    found: list[tuple[int, list[str]]] = []
    while True:
        first = taken + 1
        try:
            found.append((first, next(reader)))
        except StopIteration:
            return found


# --- Task 6 -------------------------------------------------------------------------------------


def replace_note(root: Path, berth: str, text: str) -> str:
    """Write the latest note of a berth; return the one before, empty if there was none."""
    folder = os.path.join(root, "notes", berth)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "latest.txt"), "a+", encoding="utf-8") as file:
        file.seek(0)
        before = file.read()
        file.truncate(0)
        file.write(text)
    return before


# --- Task 7 -------------------------------------------------------------------------------------


def find_logs(root: Path) -> list[str]:
    """The files `*.log` at any depth, relative to the root, sorted; nothing hidden."""
    found: list[str] = []
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".")]
        below = Path(folder).relative_to(root)
        logs = [name for name in files if name.endswith(".log") and name[0] != "."]
        found.extend((below / name).as_posix() for name in logs)
    return sorted(found)


# --- Task 8 -------------------------------------------------------------------------------------


def in_private_folder(step: Callable[[Path], str]) -> str:
    """What the step returns for a temporary folder, which is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="quayside-"))
    try:
        return step(place)
    finally:
        shutil.rmtree(place)


# --- Task 9 -------------------------------------------------------------------------------------


def keep_copy(source: Path, folder: Path) -> Path:
    """Copy the file into the folder with its time and permissions; return the copy's path."""
    os.makedirs(folder, exist_ok=True)
    copy = folder / source.name
    copy.write_bytes(source.read_bytes())
    shutil.copystat(source, copy)
    return copy


# --- Task 10 ------------------------------------------------------------------------------------


def free_percent(folder: Path, measure: Callable[[Path], Any] = shutil.disk_usage) -> int:
    """How many per cent of the folder's file system are free, rounded down."""
    sizes = measure(folder)
    total, free = int(sizes.total), int(sizes.free)
    return 0 if total == 0 else divmod(100 * free, total)[0]


# --- Task 11 ------------------------------------------------------------------------------------


def matching(names: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """The names that match one of the patterns, whatever the case of their letters."""
    expressions = [re.compile(fnmatch.translate(pattern.lower())) for pattern in patterns]
    kept = []
    for name in names:
        if any(expression.match(name.lower()) for expression in expressions):
            kept.append(name)
    return kept


# --- Task 12 ------------------------------------------------------------------------------------


def find_tool(names: Sequence[str], search: str | None = None) -> str | None:
    """The path of the first name that is a program in the folders to search, or None."""
    return next(filter(None, (shutil.which(name, path=search) for name in names)), None)


# --- Task 13 ------------------------------------------------------------------------------------


def plain(cell: str) -> str:
    """The text of a table cell, with characters in place of HTML's references to them."""
    return str(unescape(cell))


# --- Task 14 ------------------------------------------------------------------------------------


def readable_json(document: object) -> str:
    """JSON for people: sorted, indented, with letters as they are."""
    encoder = json.JSONEncoder(
        sort_keys=True, indent="  ", ensure_ascii=False, allow_nan=False, separators=(",", ": ")
    )
    return "".join([*encoder.iterencode(document), "\n"])


# --- Task 15 ------------------------------------------------------------------------------------


def zip_of(texts: Mapping[str, str]) -> bytes:
    """A ZIP archive of the texts, as bytes."""
    buffer = io.BytesIO()
    archive = ZipFile(buffer, "w", ZIP_DEFLATED)
    for name in texts:
        with archive.open(name, "w") as member:
            member.write(texts[name].encode())
    archive.close()
    buffer.seek(0)
    return buffer.read()
