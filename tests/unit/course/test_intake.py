"""Tests of grader.course.intake: hostile folders are read, nothing is followed, every file has one verdict."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import intake
from grader.course.intake import MAX_FILE, find_students, take
from grader.errors import SubmissionsUnreadable
from grader.model import Verdict
from tests.builders import MODULE, SLUG, exercise

FILE = f"{MODULE}.py"
PLACE = f"weeks/01-quay/{SLUG}/{FILE}"
Build = Callable[[Path], object]


def put(student: Path, content: bytes = b"x = 1\n", place: str = PLACE) -> Path:
    """A file in a student's folder."""
    path = student / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def verdict(student: Path) -> tuple[Verdict | None, str]:
    """What becomes of the one exercise, and why."""
    taken = take(student, [exercise()]).taken[0]
    return taken.verdict, taken.message


def test_a_plain_file_is_taken_byte_by_byte(tmp_path: Path) -> None:
    """What was handed in is what is graded, line ends and all."""
    put(tmp_path, b"# \xc3\xa5\r\nx = 1\n")

    assert {FILE: b"# \xc3\xa5\r\nx = 1\n"} == take(tmp_path, [exercise()]).taken[0].files


def link(path: Path) -> None:
    """A link to another file in the place of the file."""
    other = path.with_name("other.py")
    path.rename(other)
    path.symlink_to(other)


def linked_folder(path: Path) -> None:
    """A link in the place of the exercise's folder."""
    real = path.parents[1] / "real"
    path.parent.rename(real)
    path.parent.symlink_to(real)


def a_socket(path: Path) -> None:
    """A socket in the place of the file."""
    path.unlink()
    here = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)


def replaced(build: Build) -> Build:
    """Something built where the file was."""

    def act(path: Path) -> None:
        path.unlink()
        build(path)

    return act


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (link, "is a link; hand in the file itself"),
        (linked_folder, "a folder on the way to it is a link; hand in real folders"),
        (replaced(os.mkfifo), "is not a regular file; hand in a file"),
        (a_socket, "is not a regular file; hand in a file"),
        (replaced(Path.mkdir), "is a folder; hand in the file itself"),
        (lambda path: os.link(path, path.with_name("twin.py")), "is a hard link to another file; hand in a copy"),
        (lambda path: os.truncate(path, 10 << 30), f"is {10 << 30} bytes long; at most {MAX_FILE} are taken"),
        (lambda path: path.write_bytes(b"x = '\xe9'\n"), "is not UTF-8 (line 1); save it as UTF-8"),
        (lambda path: path.write_bytes("x = 1\n".encode("utf-16")), "is saved as UTF-16; save it as UTF-8"),
        (lambda path: path.write_bytes(b"x\0" * 60), "is saved as UTF-16; save it as UTF-8"),
        (lambda path: path.write_bytes(b"x = 1\0"), "holds NUL bytes and is no text; hand in the source file"),
        (
            lambda path: path.write_bytes(b"\n# coding: latin-1\n"),
            "declares another encoding than UTF-8; remove the coding comment",
        ),
    ],
)
def test_what_is_no_plain_text_is_refused_with_its_reason(tmp_path: Path, build: Build, reason: str) -> None:
    """Links, devices, giants and binaries are rejected in one sentence; nothing waits, nothing follows."""
    build(put(tmp_path))

    assert (Verdict.REJECTED, f"{FILE}: {reason}") == verdict(tmp_path)


@pytest.mark.parametrize("comment", [b"# -*- coding: utf_8 -*-", b"# vim: set fileencoding=UTF-8 :"])
def test_a_coding_comment_that_says_utf8_is_no_reason_to_refuse(tmp_path: Path, comment: bytes) -> None:
    """Only another encoding is one."""
    put(tmp_path, comment + b"\n")

    assert (None, "") == verdict(tmp_path)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is what is read, whatever the size was said to be."""
    put(tmp_path)
    monkeypatch.setattr(os, "read", lambda descriptor, count: b"x" * count)

    assert (Verdict.REJECTED, f"{FILE}: is longer than {MAX_FILE} bytes") == verdict(tmp_path)


@pytest.mark.parametrize("call", ["open", "read"])
def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """An error of the disk costs one file, not the run."""
    put(tmp_path)
    real = os.open

    def fail(name: object, *arguments: object, **options: object) -> int:
        if name == FILE or call == "read":
            raise PermissionError(13, "Permission denied")
        return real(name, *arguments, **options)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(os, call, fail)

    assert (Verdict.REJECTED, f"{FILE}: cannot be read (Permission denied)") == verdict(tmp_path)


def test_a_folder_that_may_not_be_entered_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder on the way that cannot be opened is said to be the reason."""
    put(tmp_path)
    real = os.open

    def fail(name: object, *arguments: object, **options: object) -> int:
        if name == SLUG:
            raise PermissionError(13, "Permission denied")
        return real(name, *arguments, **options)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(os, "open", fail)

    assert (Verdict.REJECTED, f"{FILE}: cannot be read (Permission denied)") == verdict(tmp_path)


@pytest.mark.parametrize("place", ["weeks", "weeks/01-quay", f"weeks/01-quay/{SLUG}"])
def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, place: str) -> None:
    """The student learns which of the folders is a file."""
    put(tmp_path, place=place)

    text = f"{place} is a file where a folder should be; hand in the folders as they were given out"
    assert (Verdict.MISSING, text) == verdict(tmp_path)


def test_what_vanished_is_no_link(tmp_path: Path) -> None:
    """A folder that goes away while it is looked at was nothing that has to be refused."""
    here = os.open(tmp_path, os.O_RDONLY)
    found = intake._is_link("gone", here)
    os.close(here)

    assert not found


def test_nothing_handed_in_is_missing(tmp_path: Path) -> None:
    """An empty folder is no error; the file was not handed in."""
    assert (Verdict.MISSING, f"{FILE} was not handed in") == verdict(tmp_path)


@pytest.mark.parametrize("name", [f"{MODULE} (1).py", f"{MODULE}_copy.py", "BerthBoard.py"])
def test_a_file_with_a_near_name_is_pointed_to(tmp_path: Path, name: str) -> None:
    """Copies with a number and other spellings are named, not graded."""
    put(tmp_path, place=f"weeks/{name}")

    assert (Verdict.MISSING, f"found 'weeks/{name}', expected {FILE!r}; rename it") == verdict(tmp_path)


def test_a_file_in_another_place_is_taken_and_noted(tmp_path: Path) -> None:
    """A file of the right name that lies elsewhere once is graded, and the report says where it was found."""
    put(tmp_path, place=f"homework/{FILE}")

    submission = take(tmp_path, [exercise()])
    assert ([FILE], (f"{SLUG}: {FILE} was found at homework/{FILE}",)) == (
        list(submission.taken[0].files),
        submission.notes,
    )


def test_of_several_files_elsewhere_none_is_guessed(tmp_path: Path) -> None:
    """Two candidates are no candidate, unless one lies in a folder of the exercise's name."""
    put(tmp_path, place=f"old/{FILE}")
    put(tmp_path, place=f"new/{FILE}")
    first = verdict(tmp_path)
    put(tmp_path, place=f"backup/{SLUG}/{FILE}")

    assert [Verdict.MISSING, None] == [first[0], verdict(tmp_path)[0]]


def test_a_name_that_every_week_has_counts_in_its_folder_only(tmp_path: Path) -> None:
    """drills.py anywhere could be another week's."""
    drills = exercise(student_files=("drills.py",))
    put(tmp_path, place="somewhere/drills.py")
    lost = take(tmp_path, [drills]).taken[0].verdict
    put(tmp_path, place=f"elsewhere/{SLUG}/drills.py")

    assert [Verdict.MISSING, None] == [lost, take(tmp_path, [drills]).taken[0].verdict]


def test_what_lies_elsewhere_is_looked_at_as_closely(tmp_path: Path) -> None:
    """A file found by searching is refused for the same reasons."""
    put(tmp_path, b"\0", place=f"homework/{FILE}")

    text = f"{FILE}: holds NUL bytes and is no text; hand in the source file"
    assert (Verdict.REJECTED, text) == verdict(tmp_path)


def test_a_file_that_vanishes_during_the_search_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes the folder meanwhile loses a file at most."""
    put(tmp_path, place=f"homework/{FILE}")
    monkeypatch.setattr(intake, "_walk", lambda folder: iter([("gone", FILE)]))

    assert Verdict.MISSING == verdict(tmp_path)[0]


def test_the_search_stays_out_of_links_and_caches(tmp_path: Path) -> None:
    """Neither a linked folder nor a hidden one nor a virtual environment is searched."""
    outside = tmp_path / "outside"
    put(outside, place=FILE)
    student = tmp_path / "ana"
    for folder in (".git", "venv", "__pycache__"):
        put(student, place=f"{folder}/{FILE}")
    (student / "linked").symlink_to(outside)

    assert Verdict.MISSING == verdict(student)[0]


def test_a_very_deep_folder_is_searched_to_a_bound(tmp_path: Path) -> None:
    """Two hundred folders in each other neither exhaust the stack nor the patience."""
    student = tmp_path / "ana"
    student.mkdir()
    here = os.open(student, os.O_RDONLY)
    for _ in range(200):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open(FILE, os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)

    assert (Verdict.MISSING, f"{FILE} was not handed in") == verdict(student)


def test_ten_thousand_files_change_nothing(tmp_path: Path) -> None:
    """A folder full of other files is graded like any other, and the missing file is still found among them."""
    for number in range(10_000):
        (tmp_path / f"f{number}.txt").touch()
    put(tmp_path, place=f"homework/{FILE}")

    assert (None, "") == verdict(tmp_path)


def test_a_folder_beyond_the_bound_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not looked at is mentioned in the report."""
    monkeypatch.setattr(intake, "MAX_ENTRIES", 3)
    for number in range(5):
        (tmp_path / f"f{number}").touch()

    notes = take(tmp_path, [exercise()]).notes
    assert ("the folder has more than 3 entries; the rest was not looked at",) == notes


def test_an_unreadable_folder_is_passed_over_in_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One folder that cannot be listed hides nothing but itself."""
    put(tmp_path, place=f"a/{FILE}")
    (tmp_path / "b").mkdir()
    real = os.scandir

    def fail(path: Path) -> object:
        if path.name == "b":
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", fail)

    assert (None, "") == verdict(tmp_path)


def test_names_with_newlines_and_without_meaning_are_read_like_others(tmp_path: Path) -> None:
    """A student's folder may have any name that the system allows."""
    names = ["new\nline", "\x1b[31mred", os.fsdecode(b"bad\xff"), "-rf", "Zoë"]
    for name in names:
        put(tmp_path / name)
        put(tmp_path / name, place="a\nb.py")

    found = [take(folder, [exercise()]) for folder in find_students(tmp_path)]
    assert dict.fromkeys(names) == {one.student: one.taken[0].verdict for one in found}


def test_optional_files_may_be_missing(tmp_path: Path) -> None:
    """Only the first of the files has to be there; others are taken where they are."""
    several = exercise(student_files=(FILE, "second.py"), optional_files=("third.py",))
    put(tmp_path)
    put(tmp_path, place=f"weeks/01-quay/{SLUG}/third.py")

    assert [FILE, "third.py"] == list(take(tmp_path, [several]).taken[0].files)


def test_each_exercise_has_its_own_verdict(tmp_path: Path) -> None:
    """A rejected file does not touch the exercise beside it."""
    other = replace(exercise(), slug="other", student_files=("other.py",))
    put(tmp_path, b"\0")
    put(tmp_path, place="weeks/01-quay/other/other.py")

    assert [Verdict.REJECTED, None] == [taken.verdict for taken in take(tmp_path, [exercise(), other]).taken]


def test_a_class_is_its_folders_in_order(tmp_path: Path) -> None:
    """Files and hidden folders are no students."""
    for name in ("maria", "aiko", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "roster.csv").touch()
    (tmp_path / "roster-link.csv").symlink_to(tmp_path / "roster.csv")

    assert ["aiko", "maria"] == [path.name for path in find_students(tmp_path)]


def test_the_output_of_an_earlier_run_is_no_student(tmp_path: Path) -> None:
    """Graded from within the class's own folder, what was written there is not graded the next time."""
    for name in ("ana", "build/grades"):
        (tmp_path / name).mkdir(parents=True)

    assert ["ana"] == [path.name for path in find_students(tmp_path, tmp_path / "build" / "grades")]
    assert ["build"] == [path.name for path in find_students(tmp_path, tmp_path / "ana")]


def test_one_students_folder_is_no_class(tmp_path: Path) -> None:
    """Its weeks/ are nobody; the folder above is meant."""
    put(tmp_path)

    with pytest.raises(SubmissionsUnreadable) as caught:
        find_students(tmp_path)
    assert (f"{str(tmp_path)!r} is one student's folder, or a course", True) == (
        caught.value.message,
        caught.value.fix.startswith("name the folder that holds all students"),
    )


@pytest.mark.parametrize("target", ["maria", "nowhere", "ana"])
def test_a_student_who_is_a_link_is_refused_and_not_left_out(tmp_path: Path, target: str) -> None:
    """A link to a folder, to nothing or to itself stands for somebody, who has to appear in the report."""
    put(tmp_path / "maria")
    (tmp_path / "ana").symlink_to(tmp_path / target)

    found = {path.name: verdict(path) for path in find_students(tmp_path)}
    text = "the student's folder is a link; put the folder itself here"
    assert {"ana": (Verdict.REJECTED, text), "maria": (None, "")} == found


def test_a_folder_that_vanished_is_refused(tmp_path: Path) -> None:
    """A folder that goes away during the run costs that student only, with the reason."""
    text = "the student's folder cannot be read: No such file or directory"
    assert (Verdict.REJECTED, text) == verdict(tmp_path / "gone")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda path: None, "there is no folder {!r}"),
        (lambda path: path.touch(), "{!r} is a file"),
        (lambda path: path.mkdir(), "{!r} holds no folder of a student"),
        (lambda path: path.symlink_to(path), "{!r}: Too many levels of symbolic links"),
    ],
)
def test_submissions_that_cannot_be_read_are_one_error(tmp_path: Path, build: Build, message: str) -> None:
    """Missing, a file, empty, unreadable: each is said with the path."""
    path = tmp_path / "class"
    build(path)

    with pytest.raises(SubmissionsUnreadable) as caught:
        find_students(path)
    assert message.format(str(path)) == caught.value.message
