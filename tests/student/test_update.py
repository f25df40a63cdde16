"""An update decides about each file as the policy says, tells the student, and can be taken back exactly."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
from pathlib import Path

import pytest

from grader.errors import OutputUnwritable, UsageError
from grader.student import journal as journals
from grader.student.given import FORMAT, MANIFEST, SNAPSHOTS, is_safe, load_given, original_of, read_given
from grader.student.source import open_release
from grader.student.update import Action, alone, latest, take_back
from tests.student.releases import (
    FIRST,
    MANIFEST_OF_EXERCISE,
    PROGRAM,
    STUB,
    TESTS,
    contents,
    make_release,
    plan,
    update,
    write,
)

NEW_STUB = FIRST[STUB].replace(b"def two():", b"def two(text):")
WORK = FIRST[STUB].replace(b"def one():\n    raise NotImplementedError", b"def one():\n    return 1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository of the first release."""
    return make_release(tmp_path / "mine", FIRST)


def newer(root: Path, **changes: bytes | None) -> Path:
    """A later release beside `root`; keys are STUB, TESTS ..., None takes a file away."""
    names = {"stub": STUB, "tests": TESTS, "manifest": MANIFEST_OF_EXERCISE, "program": PROGRAM, "readme": "README.md"}
    files = dict(FIRST)
    for key, content in changes.items():
        if content is None:
            del files[names[key]]
        else:
            files[names[key]] = content
    return make_release(root.parent / "newer", files)


def actions(root: Path, source: Path) -> dict[str, Action]:
    """What would be done about the files that a student sees."""
    return {change.path: change.action for change in plan(root, source).shown}


def test_a_course_file_is_refreshed_and_an_untouched_stub_too(root: Path) -> None:
    """What the student never changed is simply the newest version afterwards, byte for byte."""
    source = newer(root, tests=b"def test_two(): ...\n", stub=NEW_STUB)

    update(root, source)

    assert contents(root) == contents(source)
    assert plan(root, source).changes == ()


def test_a_file_that_both_changed_is_merged(root: Path) -> None:
    """Changes in different places of a stub come together; what the student wrote is in it."""
    write(root, {STUB: WORK})

    update(root, newer(root, stub=NEW_STUB))

    assert (root / STUB).read_bytes() == WORK.replace(b"def two():", b"def two(text):")


def test_a_contradiction_leaves_the_students_file_and_lays_the_new_one_beside(root: Path) -> None:
    """Where both changed the same line, the student's file stays as it is, with the course's as `.new` and a word."""
    mine = FIRST[STUB].replace(b"def two():", b"def two(words):")
    write(root, {STUB: mine})
    source = newer(root, stub=NEW_STUB)

    note = plan(root, source).shown[0].note
    update(root, source)

    assert "yours stays" in note
    assert (root / STUB).read_bytes() == mine
    assert (root / f"{STUB}.new").read_bytes() == NEW_STUB
    assert plan(root, source).steps == ()


def test_a_merge_that_would_not_parse_is_a_contradiction(root: Path) -> None:
    """Lines that fit but make no module together are not put into the student's file."""
    mine = FIRST[STUB].replace(b"def one():\n    raise NotImplementedError\n", b"")
    write(root, {STUB: b"if True:\n    pass\n" + mine})
    source = newer(root, stub=b"else:\n" + FIRST[STUB])

    assert actions(root, source) == {f"{STUB}.new": Action.BESIDE}


def test_line_endings_stay_the_students(root: Path) -> None:
    """A file that a student has with CRLF counts as untouched, and has CRLF after the update as well."""
    write(root, {STUB: WORK.replace(b"\n", b"\r\n"), TESTS: FIRST[TESTS].replace(b"\n", b"\r\n")})
    source = newer(root, stub=NEW_STUB, tests=b"def test_two():\n    assert True\n")

    update(root, source)

    assert (root / STUB).read_bytes() == WORK.replace(b"two()", b"two(text)").replace(b"\n", b"\r\n")
    assert (root / TESTS).read_bytes() == b"def test_two():\r\n    assert True\r\n"


def test_a_course_file_that_a_student_changed_is_kept_in_the_snapshot(root: Path) -> None:
    """It is replaced, because it is the course's; what the student had is in the snapshot, and the note says so."""
    write(root, {TESTS: b"mine\n"})
    source = newer(root, tests=b"theirs\n")

    note = plan(root, source).shown[0].note
    journal = update(root, source)

    assert "snapshot" in note
    assert (root / TESTS).read_bytes() == b"theirs\n"
    assert (journal.folder / "before" / TESTS).read_bytes() == b"mine\n"


def test_a_course_file_that_only_the_student_changed_stays(root: Path) -> None:
    """Nothing new comes from the course, so nothing is done, and the student is told once more."""
    write(root, {TESTS: b"mine\n"})

    assert actions(root, newer(root, program=b"VERSION = 2\n")) == {TESTS: Action.KEEP, PROGRAM: Action.REPLACE}


def test_a_file_where_the_student_has_one_of_their_own_lies_beside(root: Path) -> None:
    """A new course file never takes the place of a file that the course did not give out."""
    write(root, {"weeks/01-quay/notes.md": b"my notes\n"})
    source = make_release(root.parent / "newer", {**FIRST, "weeks/01-quay/notes.md": b"lesson\n"})

    update(root, source)

    assert (root / "weeks/01-quay/notes.md").read_bytes() == b"my notes\n"
    assert (root / "weeks/01-quay/notes.md.new").read_bytes() == b"lesson\n"


def test_an_exercise_that_left_the_course_stays_whole_if_it_was_worked_on(root: Path) -> None:
    """With the student's work in it, its tests and manifest stay, too: it can still be run."""
    write(root, {STUB: WORK})
    source = newer(root, stub=None, tests=None, manifest=None)

    update(root, source)

    assert (root / STUB).read_bytes() == WORK
    assert (root / TESTS).is_file()
    assert (root / MANIFEST_OF_EXERCISE).is_file()


def test_an_untouched_exercise_that_left_the_course_goes(root: Path) -> None:
    """Nothing of the student's is in it, so the folder goes, caches of Python or not."""
    update(root, newer(root, stub=None, tests=None, manifest=None))

    assert not (root / STUB).parent.exists()


def test_a_stub_that_was_deleted_comes_back(root: Path) -> None:
    """A missing stub is given out again: nothing can be lost by that."""
    (root / STUB).unlink()

    update(root, newer(root))

    assert (root / STUB).read_bytes() == FIRST[STUB]


def test_undo_restores_every_byte(root: Path) -> None:
    """After an undo the repository is what it was before the update, new and deleted files included."""
    write(root, {STUB: WORK.replace(b"\n", b"\r\n"), "mine.txt": b"\0\xff"})
    before = contents(root)
    update(root, newer(root, stub=NEW_STUB, tests=None, program=b"VERSION = 2\n"))
    assert contents(root) != before

    journal = latest(root)
    assert journal is not None
    take_back(journal)

    assert contents(root) == before
    assert latest(root) is None


def test_undo_keeps_what_was_written_since(root: Path) -> None:
    """Work done after the update is moved aside by an undo, never lost."""
    update(root, newer(root, stub=NEW_STUB))
    write(root, {STUB: b"later work\n"})

    journal = latest(root)
    assert journal is not None
    _, later = take_back(journal)

    assert (root / STUB).read_bytes() == FIRST[STUB]
    assert later == (STUB,)
    assert (journal.folder / "later" / STUB).read_bytes() == b"later work\n"


def test_links_and_folders_in_the_way_are_left_alone(root: Path) -> None:
    """An update follows no link out of the repository, and replaces no folder."""
    outside = root.parent / "outside"
    write(outside, {"test_berths.py": b"outside\n"})
    (root / TESTS).unlink()
    (root / TESTS).symlink_to(outside / "test_berths.py")
    (root / "README.md").unlink()
    (root / "README.md").mkdir()
    source = newer(root, tests=b"new\n", readme=b"new\n")

    update(root, source)

    assert (outside / "test_berths.py").read_bytes() == b"outside\n"
    assert (root / "README.md").is_dir()


def test_a_damaged_release_changes_nothing(root: Path) -> None:
    """A release whose files are not what its manifest says is refused before anything happens."""
    source = newer(root, tests=b"new\n")
    write(source, {TESTS: b"tampered\n"})

    with pytest.raises(UsageError, match="damaged.*not the file"):
        plan(root, source)


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", ".git/config", "a\\b", "C:x", "aux.py", "a/", "a//b", MANIFEST, f"{SNAPSHOTS}/1/x"],
)
def test_a_manifest_cannot_name_places_outside(path: str) -> None:
    """Paths that leave the repository, or reach git's files or the snapshots, make the manifest unusable."""
    row = {"path": path, "sha256": "0" * 64, "owner": "course", "week": ""}
    text = {"format": FORMAT, "release": "", "version": "", "updates": "", "weeks": [], "files": [row]}

    assert not is_safe(path)
    with pytest.raises(UsageError, match="no path that a course may write to"):
        load_given(json.dumps(text).encode())


def test_updates_come_from_a_git_repository_with_another_history(root: Path) -> None:
    """A repository at an address is fetched as it is now; that its history is unrelated makes no difference."""
    source = newer(root, program=b"VERSION = 2\n")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=c", "-c", "user.email=c@c", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", "-C", str(source), *command], check=True)

    with open_release(source.as_uri()) as release:
        assert release.read(PROGRAM) == b"VERSION = 2\n"


def test_an_address_that_leads_nowhere_is_one_line() -> None:
    """What git says about an address is part of the message, and nothing hangs waiting for a password."""
    with pytest.raises(UsageError, match="cannot be fetched"), open_release("file:///nowhere/at/all"):
        pass


def test_two_updates_at_once_exclude_each_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second is told so."""
    monkeypatch.setattr("grader.student.update.LOCK_SECONDS", 0.01)
    with alone(root), pytest.raises(UsageError, match="another update is running"), alone(root):
        pass


def test_a_full_disk_is_one_line_and_the_same_command_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written nothing changes; cut off in between, the message says where the copies are."""
    source, before = newer(root, tests=b"new\n"), contents(root)

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device", "some file")

    with monkeypatch.context() as patch:
        patch.setattr(journals, "put", full)
        with pytest.raises(OutputUnwritable, match="No space left on device; nothing was changed"):
            update(root, source)
    assert contents(root) == before

    with monkeypatch.context() as patch:
        patch.setattr("grader.student.journal.os.replace", _second_half(full))
        with pytest.raises(OutputUnwritable, match="your files are safe in .quayside/snapshots"):
            update(root, source)


def _second_half(full: object) -> object:
    """`os.replace` that works inside the snapshot, and fails where the student's files are."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if SNAPSHOTS not in Path(target).as_posix():
            full()  # type: ignore[operator]  # it is the function above
        real(source, target)

    return replace


def test_more_obstacles(root: Path) -> None:
    """A file where a folder should be, or a folder that is a link, stops its own files only, with a word."""
    outside = root.parent / "outside"
    outside.mkdir()
    write(root, {"weeks/02-yard": b"a note\n"})
    (root / "extras").symlink_to(outside)
    source = make_release(
        root.parent / "newer",
        {**FIRST, "weeks/02-yard/rows.md": b"x\n", "extras/a.md": b"y\n", PROGRAM: b"VERSION = 2\n"},
    )

    notes = {change.path: change.note for change in plan(root, source).shown if change.note}
    update(root, source)

    assert notes == {
        "weeks/02-yard/rows.md": "a file is where the folder 02-yard should be; it stays as it is",
        "extras/a.md": "is a link, or reached through one; it stays as it is",
    }
    assert list(outside.iterdir()) == []
    assert (root / PROGRAM).read_bytes() == b"VERSION = 2\n"


def test_a_course_file_that_left_stays_if_it_was_changed(root: Path) -> None:
    """Outside of exercises too: what the student wrote into a file of the course is not removed with it."""
    write(root, {"README.md": b"my own words\n"})
    source = newer(root, readme=None, program=None)

    assert actions(root, source) == {"README.md": Action.KEEP, PROGRAM: Action.REMOVE}


def test_originals_that_were_damaged_are_mended(root: Path) -> None:
    """The course's copies of stubs are no place for notes: an update makes them what they were."""
    write(root, {original_of(STUB): b"scribble\n"})

    update(root, newer(root))

    assert (root / original_of(STUB)).read_bytes() == FIRST[STUB]


def test_without_the_original_both_versions_are_kept(root: Path) -> None:
    """Where nothing says what a stub was, nothing is merged: the student's stays, the course's lies beside."""
    write(root, {STUB: WORK})
    (root / original_of(STUB)).unlink()

    update(root, newer(root, stub=NEW_STUB))

    assert (root / STUB).read_bytes() == WORK
    assert (root / f"{STUB}.new").read_bytes() == NEW_STUB


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "quayside/course/v9"}, "has the format"),
        ({"release": "0" * 12}, "its list of files was changed"),
        ({"files": [{"path": "a", "sha256": "x", "owner": "course", "week": ""}]}, "the hash of 'a' is none"),
        ({"files": 2 * [{"path": "a", "sha256": "0" * 64, "owner": "course", "week": ""}]}, "names a file twice"),
        ({"files": [{"path": "a", "sha256": "0" * 64, "owner": "nobody", "week": ""}]}, "is damaged"),
        ({"weeks": None}, "is damaged"),
    ],
    ids=["format", "list", "hash", "twice", "owner", "weeks"],
)
def test_a_manifest_that_is_not_ours_is_refused(root: Path, change: dict[str, object], message: str) -> None:
    """Each thing that can be wrong with a manifest is one line, and nothing is done."""
    data = {**json.loads((root / MANIFEST).read_text()), **change}

    with pytest.raises(UsageError, match=message):
        load_given(json.dumps(data).encode())


def test_a_folder_without_a_course_says_so(tmp_path: Path) -> None:
    """Where there is no manifest the way out is named."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_given(tmp_path)


def test_the_script_in_a_snapshot_ends_an_update_and_an_undoing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run as a program it goes on where the update or the undoing was, says so, and has nothing to do afterwards."""
    before = contents(root)
    source = newer(root, tests=b"new\n")
    with monkeypatch.context() as patch:
        patch.setattr(journals, "roll_forward", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            update(root, source)
    folder = root / SNAPSHOTS / "0001"
    monkeypatch.setattr(journals, "__file__", str(folder / journals.SCRIPT))

    assert [journals._finish(), journals._finish()] == [0, 0]
    assert (root / TESTS).read_bytes() == b"new\n"
    journal = journals.read_journal(folder)
    assert journal is not None
    journals.write_journal(dataclasses.replace(journal, state=journals.UNDOING))
    assert journals._finish() == 0
    assert contents(root) == before
    assert capsys.readouterr().out.split("\n")[:2] == ["the update is finished", "nothing is left to do"]


def _interrupt(_journal: object) -> None:
    raise KeyboardInterrupt
