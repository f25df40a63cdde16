"""Write archives by hand, or let a backend build them, and ask about them; returns plain data.

An archive is a file name and a list of entries: name, content, seconds since 1980, mode; a content
of None makes a folder, and in a tar archive a text makes a link to what it names.
"""

import base64
import hashlib
import io
import os
import tarfile
import tempfile
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import workshop

import build_and_inspect as inspection

START = datetime(1980, 1, 1)


def _wheel(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, seconds, mode in entries:
            stamp = (START + timedelta(seconds=seconds)).timetuple()[:6]
            info = zipfile.ZipInfo(name + "/" if content is None else name, stamp)
            info.external_attr = (0o40000 if content is None else 0o100000) + mode << 16
            archive.writestr(info, content or b"")


def _sdist(path, entries):
    epoch = int((START - datetime(1970, 1, 1)).total_seconds())
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, content, seconds, mode in entries:
            info = tarfile.TarInfo(name)
            info.mtime, info.mode = epoch + seconds, mode
            if content is None:
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            elif isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))


def _archive(described):
    """The archive on the disk; the folder is the scratch folder of this question."""
    name, entries = described
    path = Path(tempfile.mkdtemp(dir=os.getcwd())) / name
    if name.endswith(".whl"):
        _wheel(path, entries)
    elif name.endswith(".tar.gz"):
        _sdist(path, entries)
    return path


def _tell(member):
    return [member.name, member.content, member.stamp.isoformat(), member.mode]


def members_of(described):
    found = inspection.members(_archive(described))
    return [type(found).__name__, [_tell(member) for member in found]]


def members_are_members(described):
    return [isinstance(one, inspection.Member) for one in inspection.members(_archive(described))]


def metadata_of(described):
    return inspection.metadata(_archive(described))


def audit_of(described):
    return list(inspection.audit_record(_archive(described)).items())


def _digest(content):
    digest = hashlib.sha256(content).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _with_record(described, changes):
    """The wheel with a RECORD; `changes` are lines of it that are wrong, by name (None: no line)."""
    name, entries = described
    lines = []
    for member, content, _, _ in entries:
        if content is not None and member not in changes:
            lines.append(f"{member},{_digest(content)},{len(content)}")
    lines.extend(line for line in changes.values() if line is not None)
    record = "tides-2.1.dist-info/RECORD"
    if record not in changes:
        lines.append(f"{record},,")
    content = "".join(line + "\n" for line in lines).encode()
    return name, [*entries, (record, content, 0, 0o644)]


def audit_of_recorded(described, changes):
    return audit_of(_with_record(described, changes))


def differences_of(one, other):
    found = inspection.differences(_archive(one), _archive(other))
    return list(found.items())


def repacking_of(one, other):
    return inspection.repacking(_archive(one), _archive(other))


def archives_are_untouched(described):
    """Whether the bytes of an archive are the same after all five functions."""
    path = _archive(_with_record(described, {}))
    before = path.read_bytes()
    inspection.members(path)
    inspection.metadata(path)
    inspection.audit_record(path)
    inspection.differences(path, path)
    inspection.repacking(path, path)
    return path.read_bytes() == before


def _tree(files):
    folder = Path(tempfile.mkdtemp(dir=os.getcwd()))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o644)
    return str(folder)


def built(files, changed):
    """Build a tree and a changed one, as wheel and as sdist, and let everything be said of them."""
    trees = [_tree(files), _tree({**files, **changed})]
    said = []
    for kind in ["wheel", "sdist"]:
        one, other = (Path(workshop.build(kind, tree)) for tree in trees)
        names = [member.name for member in inspection.members(one)]
        fields = inspection.metadata(one)
        said.append([names, fields["name"], fields["version"], fields.get("requires-dist", [])])
        said.append([list(inspection.differences(one, other).items())])
        if kind == "wheel":
            said.append(list(inspection.audit_record(one).items()))
    return said


def built_twice(files):
    """Whether two builds of one tree are repacked differently, and have the same contents."""
    one, other = (Path(workshop.build("wheel", _tree(files))) for _ in range(2))
    return [inspection.differences(one, other), inspection.repacking(one, other)]
