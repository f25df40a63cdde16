"""Visible tests of path-atlas."""

import os
from pathlib import Path

import pytest
from path_atlas import FOLDERS, Atlas


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """An atlas with its folders, in a root that does not exist before."""
    made = Atlas(tmp_path / "south basin")
    made.ensure()
    return made


def write(root: Path, name: str, content: str = "", changed: int = 0) -> None:
    """A file below the root, last changed at this time."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    os.utime(path, (changed, changed))


def test_t1_a_relative_root_is_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The root keeps its place when the working folder changes."""
    monkeypatch.chdir(tmp_path)
    atlas = Atlas("quay")
    monkeypatch.chdir("/")
    atlas.ensure()

    assert (tmp_path / "quay" / "raw").is_dir()


def test_t1_only_missing_folders_are_told(tmp_path: Path) -> None:
    """ensure() makes all folders and tells those that were missing."""
    (tmp_path / "clean").mkdir()

    assert Atlas(tmp_path).ensure() == ["raw", "reports/daily", "reports/monthly"]
    assert all((tmp_path / folder).is_dir() for folder in FOLDERS)


def test_t1_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    """A file where a folder belongs makes ensure() raise an OSError."""
    (tmp_path / "clean").write_text("I was here first")

    with pytest.raises(OSError):
        Atlas(tmp_path).ensure()


def test_t2_a_place_lies_below_the_root(atlas: Atlas) -> None:
    """place() returns the path of a file and makes nothing."""
    path = atlas.place("reports/monthly", "june 2026.md")

    assert path == atlas.root / "reports" / "monthly" / "june 2026.md"
    assert not path.exists()


@pytest.mark.parametrize("name", ["", "..", "deep/line.csv", "../../secret", "deep\\line.csv"])
def test_t2_names_that_lead_elsewhere_are_refused(atlas: Atlas, name: str) -> None:
    """A name that could lead out of its folder raises ValueError."""
    with pytest.raises(ValueError):
        atlas.place("raw", name)


def test_t2_an_unknown_folder_is_refused(atlas: Atlas) -> None:
    """Only the folders of FOLDERS have places."""
    with pytest.raises(ValueError):
        atlas.place("reports", "june.md")


def test_t3_patterns_are_merged(atlas: Atlas) -> None:
    """A file that matches several patterns is found once."""
    for name in ("raw/n-1.csv", "raw/2026/n-2.csv", "clean/n.txt", "clean/s.txt"):
        write(atlas.root, name)

    assert atlas.find("*.csv", "n*") == ["clean/n.txt", "raw/2026/n-2.csv", "raw/n-1.csv"]


def test_t3_hidden_files_are_files(atlas: Atlas) -> None:
    """Without a pattern all files are found, hidden ones too."""
    write(atlas.root, ".settings/colours.toml")
    write(atlas.root, "raw/.lock")

    assert atlas.find() == [".settings/colours.toml", "raw/.lock"]


def test_t3_links_are_not_followed(atlas: Atlas, tmp_path: Path) -> None:
    """A link to a folder outside leads nowhere."""
    write(tmp_path, "elsewhere/line.csv")
    try:
        (atlas.root / "raw" / "shared").symlink_to(tmp_path / "elsewhere")
    except OSError:  # Windows lets only some users make links
        write(atlas.root, "raw/shared")
    write(atlas.root, "raw/own.csv")

    assert atlas.find("*.csv") == ["raw/own.csv"]


def test_t4_the_newest_comes_first(atlas: Atlas) -> None:
    """recent() leaves out what is too old and begins with the newest."""
    for name, changed in [("raw/a", 8000), ("raw/b", 9000), ("raw/c", 5999), ("raw/d", 6000)]:
        write(atlas.root, name, changed=changed)

    assert atlas.recent(4000, 10000) == ["raw/b", "raw/a", "raw/d"]


def test_t4_files_of_one_time_are_sorted_by_path(atlas: Atlas) -> None:
    """The same time means the order of the paths."""
    for name in ("raw/2", "clean/3", "raw/1"):
        write(atlas.root, name, changed=7000)

    assert atlas.recent(60, 7060) == ["clean/3", "raw/1", "raw/2"]


def test_t5_sizes_are_added_up_by_folder(atlas: Atlas) -> None:
    """Everything below a folder counts, and what is empty is told."""
    write(atlas.root, "reports/daily/friday.md", "rain")
    write(atlas.root, "reports/daily/old/thursday.md", "sun")
    write(atlas.root, "notes.md", "12345")

    assert atlas.sizes() == [("reports", 7), (".", 5), ("clean", 0), ("raw", 0)]
