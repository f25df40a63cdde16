"""Open what a build has made: list it, read its metadata, verify it, compare it."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

# TODO: finish the functions below; Member and digest are given.


class Member(NamedTuple):
    """One file in an archive."""

    name: str
    content: bytes
    stamp: datetime
    mode: int


def digest(content: bytes) -> str:
    """The digest of `content` in the form that RECORD uses."""
    encoded = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return "sha256=" + encoded.rstrip(b"=").decode("ascii")


def members(path: Path) -> list[Member]:
    """The files in a wheel or a source archive, in the order of the archive."""
    raise NotImplementedError("Task 1: open the archive and describe each file in it")


def metadata(path: Path) -> dict[str, list[str]]:
    """All values of each field of the metadata, by its name in small letters."""
    raise NotImplementedError("Task 2: find the file that holds the metadata, and parse it")


def audit_record(wheel: Path) -> dict[str, str]:
    """What the RECORD of a wheel says otherwise than its files, by name."""
    raise NotImplementedError("Task 3: hold each line of RECORD against its file")


def differences(one: Path, other: Path) -> dict[str, str]:
    """Which files `other` has added, removed and changed, by name."""
    raise NotImplementedError("Task 4: compare the contents of the two archives")


def repacking(one: Path, other: Path) -> list[str]:
    """In what the files of both archives differ besides their contents."""
    raise NotImplementedError("Task 5: compare stamps, modes and order")
