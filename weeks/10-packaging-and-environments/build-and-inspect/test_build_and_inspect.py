"""Visible tests of build-and-inspect: archives are written by hand, nothing is built."""

import tarfile
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from build_and_inspect import audit_record, differences, digest, members, metadata, repacking

CODE = b"DEPTH = 12\n"
ABOUT = (
    "Name: moorings\nAuthor: Zoë\nRequires-Dist: ropes\nRequires-Dist: bolts>2\n\ntext\n".encode()
)


def write_wheel(
    folder: Path,
    files: dict[str, bytes],
    version: str = "1.0",
    day: int = 1,
    mode: int = 0o644,
) -> Path:
    """A wheel of these files, all with the same day and mode."""
    folder.mkdir(exist_ok=True)
    path = folder / f"moorings-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2024, 5, day, 6, 30, 0))
            info.external_attr = mode << 16
            archive.writestr(info, content)
    return path


def write_sdist(folder: Path, files: dict[str, bytes]) -> Path:
    """An sdist of these files; their names begin with the top folder."""
    path = folder / "moorings-1.0.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            source = folder / "content"
            source.write_bytes(content)
            info = archive.gettarinfo(source, name)
            info.mtime, info.mode = 86_400, 0o640
            with source.open("rb") as stream:
                archive.addfile(info, stream)
    return path


def test_t1_a_wheel_lists_its_files(tmp_path: Path) -> None:
    """A wheel gives name, content, stamp and mode of its files, and no folders."""
    wheel = write_wheel(tmp_path, {"pier/": b"", "pier/a.py": CODE}, mode=0o755)

    assert members(wheel) == [("pier/a.py", CODE, datetime(2024, 5, 1, 6, 30), 0o755)]


def test_t1_an_sdist_lists_its_files(tmp_path: Path) -> None:
    """The names in an sdist are given without its top folder."""
    sdist = write_sdist(tmp_path, {"moorings-1.0/a.py": CODE})

    assert members(sdist) == [("a.py", CODE, datetime(1970, 1, 2), 0o640)]


@pytest.mark.parametrize("name", ["moorings-1.0.zip", "moorings-1.0.tar", "moorings"])
def test_t1_other_names_raise(name: str) -> None:
    """A name that is neither a wheel's nor an sdist's raises ValueError."""
    with pytest.raises(ValueError):
        members(Path(name))


def test_t1_a_file_outside_raises(tmp_path: Path) -> None:
    """A file outside the top folder of an sdist raises ValueError."""
    sdist = write_sdist(tmp_path, {"moorings-1.0/a.py": CODE, "moorings/b.py": CODE})

    with pytest.raises(ValueError):
        members(sdist)


def test_t2_a_field_keeps_all_its_values(tmp_path: Path) -> None:
    """Each field of a wheel's metadata has a list of its values."""
    wheel = write_wheel(tmp_path, {"moorings-1.0.dist-info/METADATA": ABOUT})

    assert metadata(wheel) == {
        "name": ["moorings"],
        "author": ["Zoë"],
        "requires-dist": ["ropes", "bolts>2"],
    }


def test_t2_the_upper_pkg_info_counts(tmp_path: Path) -> None:
    """An sdist has its metadata at the top, not further down."""
    files = {"moorings-1.0/PKG-INFO": ABOUT, "moorings-1.0/src/PKG-INFO": b"Name: other\n"}

    assert metadata(write_sdist(tmp_path, files))["name"] == ["moorings"]


def test_t2_no_metadata_raise(tmp_path: Path) -> None:
    """A wheel without METADATA raises ValueError."""
    with pytest.raises(ValueError):
        metadata(write_wheel(tmp_path, {"METADATA": ABOUT}))


def test_t3_a_record_is_held_against_the_files(tmp_path: Path) -> None:
    """Files that are changed, missing or unlisted are named; a sound one is not."""
    lines = [
        f"sound.py,{digest(CODE)},{len(CODE)}",
        f"older.py,{digest(b'DEPTH = 11')},{len(CODE)}",
        f"gone.py,{digest(CODE)},{len(CODE)}",
        "moorings-1.0.dist-info/RECORD,,",
    ]
    files = dict.fromkeys(["sound.py", "older.py", "extra.py"], CODE)
    files["moorings-1.0.dist-info/RECORD"] = "\n".join(lines).encode()

    assert audit_record(write_wheel(tmp_path, files)) == {
        "extra.py": "unlisted",
        "gone.py": "missing",
        "older.py": "changed",
    }


def test_t3_no_record_raises(tmp_path: Path) -> None:
    """A wheel without RECORD raises ValueError."""
    with pytest.raises(ValueError):
        audit_record(write_wheel(tmp_path, {"a.py": CODE}))


def test_t4_contents_are_compared(tmp_path: Path) -> None:
    """Files are added, removed or changed from one wheel to the other."""
    one = write_wheel(tmp_path / "one", {"a.py": CODE, "b.py": CODE, "c.py": CODE})
    other = write_wheel(tmp_path / "other", {"c.py": CODE, "b.py": b"", "d.py": CODE}, day=2)

    found = differences(one, other)

    assert list(found.items()) == [("a.py", "removed"), ("b.py", "changed"), ("d.py", "added")]


def test_t4_two_versions_are_compared(tmp_path: Path) -> None:
    """The folder of the metadata has no version here, and RECORD does not count."""
    names = ["METADATA", "RECORD"]
    one = write_wheel(tmp_path, {f"moorings-1.0.dist-info/{name}": b"1" for name in names})
    other = write_wheel(
        tmp_path, {f"moorings-1.1.dist-info/{name}": b"2" for name in names}, version="1.1"
    )

    assert differences(one, other) == {".dist-info/METADATA": "changed"}


@pytest.mark.parametrize(
    ("names", "day", "mode", "expected"),
    [
        ("a b", 1, 0o644, []),
        ("a b", 2, 0o644, ["dates"]),
        ("a b", 1, 0o755, ["modes"]),
        ("b a c", 2, 0o644, ["dates", "order"]),
        ("c", 2, 0o755, []),
    ],
    ids=["nothing", "another day", "another mode", "day and order", "nothing in common"],
)
def test_t5_repacking_is_explained(
    tmp_path: Path, names: str, day: int, mode: int, expected: list[str]
) -> None:
    """Dates, modes and order of the files that both archives hold are compared."""
    one = write_wheel(tmp_path / "one", {"a": CODE, "b": CODE})
    other = write_wheel(tmp_path / "two", dict.fromkeys(names.split(), b""), day=day, mode=mode)

    assert repacking(one, other) == expected
