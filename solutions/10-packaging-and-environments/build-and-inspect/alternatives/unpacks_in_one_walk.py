"""Reads both kinds of archive through one generator, and compares sorted lists of pairs."""

import base64
import hashlib
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.parser import Parser
from pathlib import Path, PurePosixPath
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


def _walk(path: Path) -> Iterator[Member]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                entry = wheel.getinfo(name)
                if not name.endswith("/"):
                    year, month, day, hour, minute, second = entry.date_time
                    stamp = datetime(year, month, day, hour, minute, second)
                    yield Member(
                        name, wheel.read(name), stamp, (entry.external_attr >> 16) % 0o1000
                    )
    elif path.suffixes[-2:] == [".tar", ".gz"]:
        with tarfile.open(path, "r:gz") as sdist:
            for info in sdist.getmembers():
                if info.isreg():
                    inner = PurePosixPath(info.name).relative_to(path.name[: -len(".tar.gz")])
                    stream = sdist.extractfile(info)
                    content = b"" if stream is None else stream.read()
                    stamp = datetime(1970, 1, 1) + timedelta(seconds=int(info.mtime))
                    yield Member(str(inner), content, stamp, info.mode % 0o1000)
    else:
        raise ValueError(path.name)


def members(path: Path) -> list[Member]:
    """The files in a wheel or a source archive, in the order of the archive."""
    return list(_walk(path))


def _short(name: str) -> str:
    first, *others = name.split("/")
    return "/".join([".dist-info", *others]) if first.endswith(".dist-info") else name


def metadata(path: Path) -> dict[str, list[str]]:
    """All values of each field of the metadata, by its name in small letters."""
    wanted = ".dist-info/METADATA" if path.suffix == ".whl" else "PKG-INFO"
    texts = [
        member.content.decode("utf-8") for member in members(path) if _short(member.name) == wanted
    ]
    if not texts:
        raise ValueError(wanted)
    message = Parser().parsestr(texts[0], headersonly=True)
    values: dict[str, list[str]] = {}
    for field, value in message.items():
        values.setdefault(field.lower(), []).append(value)
    return values


def audit_record(wheel: Path) -> dict[str, str]:
    """What the RECORD of a wheel says otherwise than its files, by name."""
    there: dict[str, str] = {}
    listed: dict[str, str] | None = None
    for name, content, _, _ in members(wheel):
        there[name] = f"{digest(content)},{len(content)}"
        if _short(name) == ".dist-info/RECORD":
            pairs = [line.rsplit(",", 2) for line in content.decode("utf-8").splitlines()]
            listed = {first: f"{said},{size}" for first, said, size in pairs}
    if listed is None:
        raise ValueError("no RECORD")
    trouble: dict[str, str] = {}
    for name in sorted(there.keys() | listed.keys()):
        if name not in listed:
            trouble[name] = "unlisted"
        elif name not in there:
            trouble[name] = "missing"
        elif listed[name] != there[name] and _short(name) != ".dist-info/RECORD":
            trouble[name] = "changed"
    return trouble


def differences(one: Path, other: Path) -> dict[str, str]:
    """Which files `other` has added, removed and changed, by name."""
    before = {(_short(member.name), member.content) for member in members(one)}
    after = {(_short(member.name), member.content) for member in members(other)}
    gone, come = dict(before - after), dict(after - before)
    found: dict[str, str] = {}
    for name in sorted({*gone, *come}):
        if name not in come:
            found[name] = "removed"
        elif name not in gone:
            found[name] = "added"
        elif name != ".dist-info/RECORD":
            found[name] = "changed"
    return found


def repacking(one: Path, other: Path) -> list[str]:
    """In what the files of both archives differ besides their contents."""
    first = {_short(member.name): member for member in members(one)}
    second = {_short(member.name): member for member in members(other)}
    order = [name for name in first if name in second], [name for name in second if name in first]
    pairs = [(first[name], second[name]) for name in order[0]]
    reasons = {
        "dates": any(a.stamp != b.stamp for a, b in pairs),
        "modes": any(a.mode != b.mode for a, b in pairs),
        "order": order[0] != order[1],
    }
    return [reason for reason, holds in reasons.items() if holds]
