"""A release is written whole, the same every time, and over nobody's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.errors import OutputUnwritable, UsageError
from grader.release.contents import Contents, gather
from grader.release.writing import write_release
from grader.student.given import MANIFEST, read_given
from tests.release.small import STUB, WEEK, commit, copy_course, files, release, silent


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that no test changes."""
    return copy_course(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def contents(course: Path) -> Contents:
    """Its release."""
    return gather(course)


def changed(course: Path, folder: Path) -> Path:
    """A copy of the course with another lesson and another stub."""
    copy = Path(shutil.copytree(course, folder / "changed"))
    for path in (copy / f"weeks/{WEEK}/README.md", copy / STUB):
        path.write_text(path.read_text() + "\n# A new last line of the file.\n")
    return copy


def test_the_same_course_gives_the_same_bytes(course: Path, contents: Contents, tmp_path: Path) -> None:
    """Two releases are equal, file by file, and bear the same name."""
    release(course, tmp_path / "one")
    write_release(contents, tmp_path / "two", silent)

    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert read_given(tmp_path / "one").release == contents.given.release


def test_line_endings_of_the_course_make_no_difference(course: Path, contents: Contents, tmp_path: Path) -> None:
    """A course checked out with CRLF gives the same release."""
    copy = Path(shutil.copytree(course, tmp_path / "crlf"))
    stub = copy / STUB
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))

    assert gather(copy).given.release == contents.given.release


def test_nothing_is_left_where_writing_fails(contents: Contents, tmp_path: Path) -> None:
    """Interrupted or out of room, a new release leaves no folder and no staging behind."""

    def stop(done: int, _total: int, _path: str) -> None:
        if done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_release(contents, tmp_path / "out", stop)

    assert list(tmp_path.iterdir()) == []


def test_a_later_release_replaces_an_older_one_and_keeps_git(course: Path, contents: Contents, tmp_path: Path) -> None:
    """Over an older release only what differs is written, what is gone is removed, and .git stays."""
    out = tmp_path / "out"
    write_release(contents, out, silent)
    commit(out)
    head = (out / ".git" / "HEAD").read_bytes()
    newer = changed(course, tmp_path)

    written = release(newer, out)

    assert f"weeks/{WEEK}/README.md" in written.changed
    assert written.new == ()
    assert (out / ".git" / "HEAD").read_bytes() == head
    release(newer, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_an_interrupted_update_of_a_release_goes_on(course: Path, contents: Contents, tmp_path: Path) -> None:
    """Cut off after any file, the same command completes the release."""
    out, newer = tmp_path / "out", gather(changed(course, tmp_path))
    for last in (1, 2, 3):
        shutil.rmtree(out, ignore_errors=True)
        write_release(contents, out, silent)

        def stop(done: int, _total: int, _path: str, last: int = last) -> None:
            if done == last:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_release(newer, out, stop)
        write_release(newer, out, silent)
        assert read_given(out).release == newer.given.release


def test_a_repository_that_was_just_made_is_written_to(contents: Contents, tmp_path: Path) -> None:
    """A folder that holds nothing but .git gets its first release."""
    out = tmp_path / "out"
    (out / ".git").mkdir(parents=True)

    assert len(write_release(contents, out, silent).new) == len(contents.items)


@pytest.mark.parametrize(
    ("path", "message"),
    [("mine.txt", "holds files, and is no student repository"), (MANIFEST, "is damaged")],
)
def test_a_folder_of_something_else_is_refused(contents: Contents, tmp_path: Path, path: str, message: str) -> None:
    """A folder with other files, or with a manifest that is none, is not written to."""
    out = tmp_path / "out"
    (out / path).parent.mkdir(parents=True)
    (out / path).write_text("{}")

    with pytest.raises(UsageError, match=message):
        write_release(contents, out, silent)
    assert list(files(out)) == [path]


@pytest.mark.parametrize("path", [f"weeks/{WEEK}/README.md", "extra.md"], ids=["changed", "added"])
def test_what_was_changed_there_is_not_written_over(contents: Contents, tmp_path: Path, path: str) -> None:
    """Edits in the released folder belong into the course; the release names them and stops."""
    out = tmp_path / "out"
    write_release(contents, out, silent)
    (out / path).write_text("an edit\n")

    with pytest.raises(UsageError, match=path):
        write_release(contents, out, silent)
    assert (out / path).read_text() == "an edit\n"


def test_a_students_working_copy_is_not_released_over(contents: Contents, tmp_path: Path) -> None:
    """Where somebody keeps progress, `course update` is the way."""
    write_release(contents, tmp_path / "out", silent)
    (tmp_path / "out" / ".quayside" / "progress.json").write_text("{}")

    with pytest.raises(UsageError, match="working copy of a student"):
        write_release(contents, tmp_path / "out", silent)


def test_weeks_go_only_when_told(contents: Contents, tmp_path: Path) -> None:
    """A release of fewer weeks over one of more is refused, and done with --withdraw."""
    out = tmp_path / "out"
    write_release(contents, out, silent)
    manifest = (out / MANIFEST).read_text()
    (out / MANIFEST).write_text(manifest.replace(f'["{WEEK}"]', f'["{WEEK}", "02-yard"]'))

    with pytest.raises(UsageError, match="02-yard, which this release has not"):
        write_release(contents, out, silent)
    write_release(contents, out, silent, withdraw=True)
    assert read_given(out).weeks == (WEEK,)


def test_a_place_that_cannot_be_written_is_one_line(contents: Contents, tmp_path: Path) -> None:
    """A file in the way ends in one sentence with a way out."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(UsageError, match="is a file"):
        write_release(contents, tmp_path / "file", silent)
    with pytest.raises(OutputUnwritable, match="cannot be written"):
        write_release(contents, tmp_path / "file" / "out", silent)


def test_what_left_the_course_leaves_the_repository(course: Path, contents: Contents, tmp_path: Path) -> None:
    """An exercise that is gone is removed with its folder and the caches in it; unknown folders stay."""
    out, copy = tmp_path / "out", Path(shutil.copytree(course, tmp_path / "less"))
    write_release(contents, out, silent)
    (out / f"weeks/{WEEK}/tally/__pycache__").mkdir()
    for half in ("weeks", "solutions"):
        shutil.rmtree(copy / half / WEEK / "tally")

    written = release(copy, out)

    assert f"weeks/{WEEK}/tally/tally.py" in written.removed
    assert not (out / f"weeks/{WEEK}/tally").exists()
    assert not (out / f".quayside/course/stubs/weeks/{WEEK}/tally").exists()
    assert (out / STUB).is_file()
