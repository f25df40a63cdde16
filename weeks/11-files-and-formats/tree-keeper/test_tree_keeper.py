"""Visible tests of tree-keeper."""

import os
import tarfile
from pathlib import Path

import pytest
from tree_keeper import archive, back_up, clean, difference, main, restore


def plant(root: Path, *names: str, content: str = "row", changed: int = 500_000) -> Path:
    """A tree with these files, all of one content and one time; returns its root."""
    root.mkdir(exist_ok=True)
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        os.utime(path, (changed, changed))
    return root


def link(path: Path, target: str) -> None:
    """A link, where the system lets us make one."""
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links for this user")


def test_t1_a_backup_keeps_files_and_times(tmp_path: Path) -> None:
    """back_up() copies the tree, and the times of its files."""
    yard = plant(tmp_path / "yard", "1.txt", "rows/deep/2.txt")
    copy = tmp_path / "2026" / "copy"
    back_up(yard, copy)

    assert difference(yard, copy) == []
    assert (copy / "rows" / "deep" / "2.txt").stat().st_mtime == 500_000


def test_t1_ignored_names_are_left_out(tmp_path: Path) -> None:
    """What matches a pattern is not copied, at any depth."""
    yard = plant(tmp_path / "yard", "1.txt", "1.bak", "rows/2.bak", "cache/3.txt")
    back_up(yard, tmp_path / "copy", ["*.bak", "cache"])

    found = difference(yard, tmp_path / "copy")
    assert found == [("<", "1.bak"), ("<", "cache/"), ("<", "rows/2.bak")]


def test_t1_a_target_that_exists_is_refused(tmp_path: Path) -> None:
    """back_up() mixes no trees."""
    yard, other = plant(tmp_path / "yard", "1.txt"), plant(tmp_path / "other", "2.txt")

    with pytest.raises(FileExistsError):
        back_up(yard, other)


def test_t1_a_target_inside_the_source_is_refused(tmp_path: Path) -> None:
    """A tree cannot be copied into itself."""
    yard = plant(tmp_path / "yard", "1.txt")

    with pytest.raises(ValueError):
        back_up(yard, yard / "copy")


def test_t2_differences_are_sorted_by_path(tmp_path: Path) -> None:
    """What is on one side only, and what differs, is told with its sign."""
    left = plant(tmp_path / "left", "a.txt", "gone/b.txt", "gone/c.txt", "rows/d.txt")
    right = plant(tmp_path / "right", "a.txt", "rows/e.txt")
    plant(right, "rows/d.txt", content="another row")

    assert difference(left, right) == [("<", "gone/"), ("!", "rows/d.txt"), (">", "rows/e.txt")]


def test_t2_size_and_time_prove_nothing(tmp_path: Path) -> None:
    """Files of one size and one time differ if their bytes do."""
    left = plant(tmp_path / "left", "rows/a.txt", content="12:00")
    right = plant(tmp_path / "right", "rows/a.txt", content="21:00")

    assert difference(left, right) == [("!", "rows/a.txt")]


def test_t2_links_are_compared_by_their_targets(tmp_path: Path) -> None:
    """Links are the same if they name the same target, even if it does not exist."""
    left, right = plant(tmp_path / "left"), plant(tmp_path / "right")
    link(left / "same", "nowhere")
    link(right / "same", "nowhere")
    link(left / "other", "here")
    link(right / "other", "there")

    assert difference(left, right) == [("!", "other")]


def test_t3_a_restored_tree_is_the_same(tmp_path: Path) -> None:
    """An archive lies where it should and gives the tree back."""
    yard = plant(tmp_path / "yard", "1.txt", ".hidden/2.txt")
    (yard / "empty").mkdir()
    archive(yard, tmp_path / "yard.v2.tar.gz")
    restore(tmp_path / "yard.v2.tar.gz", tmp_path / "back")

    assert difference(yard, tmp_path / "back") == []


def test_t3_a_hostile_archive_leaves_nothing(tmp_path: Path) -> None:
    """A member that would lie outside makes restore() fail, and nothing is left."""
    packed = tmp_path / "gift.tar.gz"
    with tarfile.open(packed, "w:gz") as opened:
        opened.add(plant(tmp_path / "yard", "1.txt"), "good")
        opened.add(tmp_path / "yard" / "1.txt", "../stray.txt")
    before = sorted(tmp_path.iterdir())

    with pytest.raises(Exception) as caught:
        restore(packed, tmp_path / "back")

    assert not isinstance(caught.value, NotImplementedError)
    assert sorted(tmp_path.iterdir()) == before


def test_t4_matching_names_are_removed(tmp_path: Path) -> None:
    """clean() removes files and folders by their names, and tells them."""
    yard = plant(tmp_path / "yard", "keep.txt", "rows/old.tmp", "tmp/1.txt", "tmp/2.txt")

    assert clean(yard, ["*.tmp", "tmp"]) == ["rows/old.tmp", "tmp/"]
    assert sorted(path.name for path in yard.rglob("*")) == ["keep.txt", "rows"]


def test_t4_a_dry_run_removes_nothing(tmp_path: Path) -> None:
    """With dry_run=True the list is the same and the tree stays."""
    yard = plant(tmp_path / "yard", "rows/old.tmp")

    assert clean(yard, ["*.tmp"], dry_run=True) == ["rows/old.tmp"]
    assert (yard / "rows" / "old.tmp").exists()


def test_t4_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """A matching link goes, and nothing behind any link."""
    yard, shared = plant(tmp_path / "yard"), plant(tmp_path / "shared", "old.tmp")
    link(yard / "old", "../shared")
    link(yard / "disk", "../shared")

    assert clean(yard, ["old*"]) == ["old"]
    assert (shared / "old.tmp").exists()


def test_t5_compare_prints_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program prints a line for each difference, and its status is 1."""
    left, right = plant(tmp_path / "left", "x/y"), plant(tmp_path / "right", "z")

    assert main(["compare", str(left), str(right)]) == 1
    assert capsys.readouterr().out == "< x/\n> z\n"


def test_t5_a_missing_folder_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is missing is told on standard error, with status 2."""
    assert main(["clean", str(tmp_path / "nowhere"), "*.tmp"]) == 2
    assert capsys.readouterr().err.startswith("error: ")
