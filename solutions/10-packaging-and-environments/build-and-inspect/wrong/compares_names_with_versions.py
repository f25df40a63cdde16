"""Compares the full names, so that all metadata of a new version are removed and added.

Reply: Two versions of one wheel differ in every file of their metadata, you say. Which part of these names
holds the version?

Fails: check_contents_are_compared check_versions_and_record_do_not_count check_any_two_wheels
check_what_a_backend_builds
"""

import base64
import hashlib
import tarfile
import zipfile
from datetime import UTC, datetime
from email.parser import Parser
from pathlib import Path
from typing import NamedTuple


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


def _of_wheel(path: Path) -> list[Member]:
    found: list[Member] = []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                stamp, mode = datetime(*info.date_time), info.external_attr >> 16 & 0o777
                found.append(Member(info.filename, archive.read(info), stamp, mode))
    return found


def _of_sdist(path: Path) -> list[Member]:
    top = path.name.removesuffix(".tar.gz") + "/"
    found: list[Member] = []
    with tarfile.open(path) as archive:
        for info in archive:
            stream = archive.extractfile(info) if info.isfile() else None
            if stream is None:
                continue
            if not info.name.startswith(top):
                raise ValueError(f"{info.name} lies outside {top}")
            stamp = datetime.fromtimestamp(int(info.mtime), UTC).replace(tzinfo=None)
            name = info.name.removeprefix(top)
            found.append(Member(name, stream.read(), stamp, info.mode & 0o777))
    return found


def members(path: Path) -> list[Member]:
    """The files in a wheel or a source archive, in the order of the archive."""
    if path.name.endswith(".whl"):
        return _of_wheel(path)
    if path.name.endswith(".tar.gz"):
        return _of_sdist(path)
    raise ValueError(f"{path.name} is neither a wheel nor a source archive")


def _common(name: str) -> str:
    """The name of a file without the project's name and version in its .dist-info folder."""
    folder, _, rest = name.partition("/")
    return ".dist-info/" + rest if folder.endswith(".dist-info") else name


def _files(path: Path) -> dict[str, Member]:
    return {_common(member.name): member for member in members(path)}


def metadata(path: Path) -> dict[str, list[str]]:
    """All values of each field of the metadata, by its name in small letters."""
    name = ".dist-info/METADATA" if path.name.endswith(".whl") else "PKG-INFO"
    files = _files(path)
    if name not in files:
        raise ValueError(f"{path.name} holds no {name}")
    message = Parser().parsestr(files[name].content.decode())
    return {field.lower(): message.get_all(field, []) for field in message}


def audit_record(wheel: Path) -> dict[str, str]:
    """What the RECORD of a wheel says otherwise than its files, by name."""
    found = {member.name: member.content for member in members(wheel)}
    records = [name for name in found if _common(name) == ".dist-info/RECORD"]
    if not records:
        raise ValueError(f"{wheel.name} holds no RECORD")
    trouble = dict.fromkeys(found, "unlisted")
    for line in found[records[0]].decode().splitlines():
        name, said, size = line.rsplit(",", 2)
        if name not in found:
            trouble[name] = "missing"
        elif name in records or [said, size] == [digest(found[name]), str(len(found[name]))]:
            del trouble[name]
        else:
            trouble[name] = "changed"
    return dict(sorted(trouble.items()))


def differences(one: Path, other: Path) -> dict[str, str]:
    """Which files `other` has added, removed and changed, by name."""
    before = {member.name: member for member in members(one)}
    after = {member.name: member for member in members(other)}
    found = dict.fromkeys(before.keys() - after.keys(), "removed")
    found |= dict.fromkeys(after.keys() - before.keys(), "added")
    for name in before.keys() & after.keys():
        if _common(name) != ".dist-info/RECORD" and before[name].content != after[name].content:
            found[name] = "changed"
    return dict(sorted(found.items()))


def repacking(one: Path, other: Path) -> list[str]:
    """In what the files of both archives differ besides their contents."""
    before, after = _files(one), _files(other)
    both = [name for name in before if name in after]
    found: list[str] = []
    if any(before[name].stamp != after[name].stamp for name in both):
        found.append("dates")
    if any(before[name].mode != after[name].mode for name in both):
        found.append("modes")
    if both != [name for name in after if name in before]:
        found.append("order")
    return found
