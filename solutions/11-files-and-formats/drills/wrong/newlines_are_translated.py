"""Opens a CSV file with the default newline, which changes line breaks inside quoted fields.

Reply: A line break inside a quoted field came back changed. Which layer translates newlines before csv sees them, and how do you turn that off?

Fails: check_line_breaks_in_fields_are_kept
"""

import csv
import glob
import html
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

# --- Task 1 -------------------------------------------------------------------------------------


def without_bom(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark at the beginning."""
    return data.decode("utf-8-sig")


# --- Task 2 -------------------------------------------------------------------------------------


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file; line breaks inside quotes are as they are in the file."""
    with open(path, encoding="utf-8") as file:
        return list(csv.reader(file))


# --- Task 3 -------------------------------------------------------------------------------------


def create_once(path: Path, text: str) -> bool:
    """Create the file with the text, unless the name is taken; say whether it was created."""
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


# --- Task 4 -------------------------------------------------------------------------------------


def patch(path: Path, offset: int, data: bytes) -> None:
    """Replace bytes of the file from the offset on; ValueError if they reach beyond its end."""
    with open(path, "r+b") as file:
        if offset + len(data) > file.seek(0, io.SEEK_END):
            raise ValueError("the data reaches beyond the end of the file")
        file.seek(offset)
        file.write(data)


# --- Task 5 -------------------------------------------------------------------------------------


def numbered(lines: Iterable[str]) -> list[tuple[int, list[str]]]:
    """Each row of the CSV lines after the number of the line on which it begins."""
    found = []
    reader = csv.reader(lines)
    first = 1
    for row in reader:
        found.append((first, row))
        first = reader.line_num + 1
    return found


# --- Task 6 -------------------------------------------------------------------------------------


def replace_note(root: Path, berth: str, text: str) -> str:
    """Write the latest note of a berth; return the one before, empty if there was none."""
    path = root / "notes" / berth / "latest.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(text, encoding="utf-8")
    return before


# --- Task 7 -------------------------------------------------------------------------------------


def find_logs(root: Path) -> list[str]:
    """The files `*.log` at any depth, relative to the root, sorted; nothing hidden."""
    found = glob.glob("**/*.log", root_dir=root, recursive=True)
    return sorted(Path(name).as_posix() for name in found if (root / name).is_file())


# --- Task 8 -------------------------------------------------------------------------------------


def in_private_folder(step: Callable[[Path], str]) -> str:
    """What the step returns for a temporary folder, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        return step(Path(name))


# --- Task 9 -------------------------------------------------------------------------------------


def keep_copy(source: Path, folder: Path) -> Path:
    """Copy the file into the folder with its time and permissions; return the copy's path."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(source, folder))


# --- Task 10 ------------------------------------------------------------------------------------


def free_percent(folder: Path, measure: Callable[[Path], Any] = shutil.disk_usage) -> int:
    """How many per cent of the folder's file system are free, rounded down."""
    usage = measure(folder)
    return int(usage.free * 100 // usage.total) if usage.total else 0


# --- Task 11 ------------------------------------------------------------------------------------


def matching(names: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """The names that match one of the patterns, whatever the case of their letters."""
    lowered = [pattern.lower() for pattern in patterns]
    return [
        name for name in names if any(fnmatchcase(name.lower(), pattern) for pattern in lowered)
    ]


# --- Task 12 ------------------------------------------------------------------------------------


def find_tool(names: Sequence[str], search: str | None = None) -> str | None:
    """The path of the first name that is a program in the folders to search, or None."""
    for name in names:
        found = shutil.which(name, path=search)
        if found is not None:
            return found
    return None


# --- Task 13 ------------------------------------------------------------------------------------


def plain(cell: str) -> str:
    """The text of a table cell, with characters in place of HTML's references to them."""
    return html.unescape(cell)


# --- Task 14 ------------------------------------------------------------------------------------


def readable_json(document: object) -> str:
    """JSON for people: sorted, indented, with letters as they are."""
    text = json.dumps(document, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n"


# --- Task 15 ------------------------------------------------------------------------------------


def zip_of(texts: Mapping[str, str]) -> bytes:
    """A ZIP archive of the texts, as bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text.encode("utf-8"))
    return buffer.getvalue()
