"""Fifteen drills: files, encodings and formats."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# TODO: fifteen functions, in any order; import what you need above.

# --- Task 1 -------------------------------------------------------------------------------------


def without_bom(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark at the beginning."""
    raise NotImplementedError("Task 1: decode, and leave out the mark")


# --- Task 2 -------------------------------------------------------------------------------------


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file; line breaks inside quotes are as they are in the file."""
    raise NotImplementedError("Task 2: read the rows")


# --- Task 3 -------------------------------------------------------------------------------------


def create_once(path: Path, text: str) -> bool:
    """Create the file with the text, unless the name is taken; say whether it was created."""
    raise NotImplementedError("Task 3: create it, or say that the name is taken")


# --- Task 4 -------------------------------------------------------------------------------------


def patch(path: Path, offset: int, data: bytes) -> None:
    """Replace bytes of the file from the offset on; ValueError if they reach beyond its end."""
    raise NotImplementedError("Task 4: replace the bytes")


# --- Task 5 -------------------------------------------------------------------------------------


def numbered(lines: Iterable[str]) -> list[tuple[int, list[str]]]:
    """Each row of the CSV lines after the number of the line on which it begins."""
    raise NotImplementedError("Task 5: number the rows by their first lines")


# --- Task 6 -------------------------------------------------------------------------------------


def replace_note(root: Path, berth: str, text: str) -> str:
    """Write the latest note of a berth; return the one before, empty if there was none."""
    raise NotImplementedError("Task 6: write the note, return the one before")


# --- Task 7 -------------------------------------------------------------------------------------


def find_logs(root: Path) -> list[str]:
    """The files `*.log` at any depth, relative to the root, sorted; nothing hidden."""
    raise NotImplementedError("Task 7: find the logs")


# --- Task 8 -------------------------------------------------------------------------------------


def in_private_folder(step: Callable[[Path], str]) -> str:
    """What the step returns for a temporary folder, which is gone afterwards."""
    raise NotImplementedError("Task 8: make the folder, call the step, remove the folder")


# --- Task 9 -------------------------------------------------------------------------------------


def keep_copy(source: Path, folder: Path) -> Path:
    """Copy the file into the folder with its time and permissions; return the copy's path."""
    raise NotImplementedError("Task 9: copy with time and permissions")


# --- Task 10 ------------------------------------------------------------------------------------


def free_percent(folder: Path, measure: Callable[[Path], Any] = shutil.disk_usage) -> int:
    """How many per cent of the folder's file system are free, rounded down."""
    raise NotImplementedError("Task 10: work out the per cent")


# --- Task 11 ------------------------------------------------------------------------------------


def matching(names: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """The names that match one of the patterns, whatever the case of their letters."""
    raise NotImplementedError("Task 11: filter the names")


# --- Task 12 ------------------------------------------------------------------------------------


def find_tool(names: Sequence[str], search: str | None = None) -> str | None:
    """The path of the first name that is a program in the folders to search, or None."""
    raise NotImplementedError("Task 12: look for the programs")


# --- Task 13 ------------------------------------------------------------------------------------


def plain(cell: str) -> str:
    """The text of a table cell, with characters in place of HTML's references to them."""
    raise NotImplementedError("Task 13: replace the references")


# --- Task 14 ------------------------------------------------------------------------------------


def readable_json(document: object) -> str:
    """JSON for people: sorted, indented, with letters as they are."""
    raise NotImplementedError("Task 14: write the JSON")


# --- Task 15 ------------------------------------------------------------------------------------


def zip_of(texts: Mapping[str, str]) -> bytes:
    """A ZIP archive of the texts, as bytes."""
    raise NotImplementedError("Task 15: build the archive")
