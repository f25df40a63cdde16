"""An audit finds what should not be in a student repository: in its files, in its wheel, in its history."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.errors import UsageError
from grader.release.audit import Audit, Fault, audit
from grader.release.hidden import HiddenLines, hidden_of_lab, is_trivial, squeezed
from grader.student.given import MANIFEST, Given, GivenFile, Owner, digest, dump_given, read_given
from tests.release.small import ROOT, STUB, WEEK, commit, copy_course, release

REFERENCE = f"solutions/{WEEK}/sort-manifest/sort_manifest.py"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that no test changes."""
    return copy_course(tmp_path_factory.mktemp("audited"))


@pytest.fixture(scope="module")
def hidden(course: Path) -> HiddenLines:
    """Its hidden lines."""
    return HiddenLines(Layout(course))


@pytest.fixture(scope="module")
def pristine(course: Path) -> Path:
    """Its release."""
    release(course, course.parent / "pristine")
    return course.parent / "pristine"


@pytest.fixture
def out(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the release."""
    return Path(shutil.copytree(pristine, tmp_path / "out"))


@pytest.fixture(scope="module")
def secret(course: Path, hidden: HiddenLines) -> str:
    """A line of the notes that counts."""
    lines = (course / f"solutions/{WEEK}/tally/notes.md").read_text().splitlines()
    return next(line for line in lines if list(hidden.look(line.encode())))


def look(folder: Path, hidden: HiddenLines, *, wheel: bool = False) -> Audit:
    """An audit without words."""
    return audit(folder, hidden, lambda _: None, wheel=wheel)


def found(result: Audit, fault: Fault = Fault.LEAK) -> list[tuple[str, int]]:
    """Files and lines of the findings of a kind."""
    return [(item.file, item.line) for item in result.findings if item.fault is fault]


def test_a_release_is_clean(out: Path, hidden: HiddenLines) -> None:
    """Nothing is found in what was just released and committed; and there was something to look for and in."""
    commit(out)

    result = look(out, hidden)

    assert result.findings == ()
    assert result.files > 30
    assert result.objects > 30
    assert len(hidden) > 40
    tracked = subprocess.run(["git", "-C", str(out), "ls-files"], check=True, capture_output=True, text=True)
    assert len(tracked.stdout.split()) == result.files  # no rule of .gitignore keeps anything of it back


def test_a_leak_in_a_file_is_found_with_its_line(out: Path, hidden: HiddenLines, secret: str) -> None:
    """The finding names the file, the line, and the hidden file it comes from."""
    lesson = out / f"weeks/{WEEK}/README.md"
    lines = lesson.read_text().count("\n")
    lesson.write_text(lesson.read_text() + f"    {secret}\n")

    result = look(out, hidden)

    assert found(result) == [(f"weeks/{WEEK}/README.md", lines + 1)]
    assert "tally/notes.md" in result.findings[0].message
    assert found(result, Fault.CHANGED) == [(f"weeks/{WEEK}/README.md", 0)]


def test_a_leak_in_a_former_commit_is_found(out: Path, hidden: HiddenLines, course: Path) -> None:
    """A solution that was committed once, and taken out again, is still in what students clone."""
    stub = out / STUB
    before = stub.read_bytes()
    commit(out)
    shutil.copyfile(course / REFERENCE, stub)
    commit(out, "oops")
    stub.write_bytes(before)
    commit(out, "gone again")

    leaks = found(look(out, hidden))

    assert leaks
    assert all(file.startswith(f"git history: {STUB} (blob") for file, _ in leaks)


def test_words_of_a_former_stub_are_no_leak(out: Path, course: Path, tmp_path: Path) -> None:
    """A line that a stub lost, and its reference kept, was given out once; the history that holds it is clean."""
    copy = Path(shutil.copytree(course, tmp_path / "course"))
    line = "# Crates that weigh the same keep the order of the manifest."
    for half in ("weeks", "solutions"):
        path = copy / half / WEEK / "sort-manifest" / "sort_manifest.py"
        path.write_text(path.read_text() + f"{line}\n")
    repository = tmp_path / "repository"
    release(copy, repository)
    commit(repository)
    path = copy / STUB
    path.write_text(path.read_text().replace(f"{line}\n", ""))
    release(copy, repository)
    commit(repository, "two")
    lines = HiddenLines(Layout(copy))

    assert look(repository, lines).findings == ()
    assert list(lines.look(line.encode()))
    (repository / "weeks" / WEEK / "README.md").write_text(line)
    commit(repository, "three")
    assert len(found(look(repository, lines))) == 1


def test_what_the_given_program_says_is_no_secret(course: Path, tmp_path: Path) -> None:
    """A line of a reference that happens to stand in the student half of the grader as well does not count."""
    copy = Path(shutil.copytree(course, tmp_path / "course"))
    program = [squeezed(line) for line in (ROOT / "grader/student/merge.py").read_text().splitlines()]
    shared = next(line for line in program if not is_trivial(line))
    path = copy / REFERENCE
    path.write_text(f"{path.read_text()}# {shared}\n# {shared[::-1]}\n")
    lines = HiddenLines(Layout(copy))

    assert not list(lines.look(shared.encode()))
    assert list(lines.look(shared[::-1].encode()))


def test_texts_that_a_student_begins_with_are_no_secret(course: Path, tmp_path: Path) -> None:
    """A document in a stub's tree may stand in the reference's as well; one of the exercise's README may not."""
    copy = Path(shutil.copytree(course, tmp_path / "course"))
    hidden, stub = copy / REFERENCE, copy / "weeks" / Path(*Path(REFERENCE).parts[1:]).parent
    hidden.write_text(f"{hidden.read_text()}# Counts each lorry of the quay\n# Weighs every container twice\n")
    (stub / "ABOUT.md").write_text("Counts each lorry of the quay\n")
    (stub / "README.md").write_text("Weighs every container twice\n")
    lines = HiddenLines(Layout(copy))

    assert not list(lines.look(b"Counts each lorry of the quay"))
    assert list(lines.look(b"Weighs every container twice"))


def test_a_leak_in_a_commit_message_is_found(out: Path, hidden: HiddenLines, secret: str) -> None:
    """Messages of commits are read, too."""
    commit(out, secret)

    assert [file[:10] for file, _ in found(look(out, hidden))] == ["git commit"]


@pytest.mark.slow
def test_a_leak_in_the_wheel_is_found(out: Path, hidden: HiddenLines, secret: str) -> None:
    """The wheel is built and opened; a line in a module of the package is found there again."""
    assert look(out, hidden, wheel=True).findings == ()
    module = out / "grader" / "model.py"
    module.write_text(module.read_text() + f"\n# {secret}\n")
    (out / "grader" / "judge.py").write_text("")

    result = look(out, hidden, wheel=True)

    wheel = result.wheel
    assert (f"{wheel}: grader/model.py", module.read_text().count("\n")) in found(result)
    assert (f"{wheel}: grader/judge.py", 0) in found(result, Fault.UNEXPECTED)


def test_manifest_and_files_are_held_together(out: Path, hidden: HiddenLines) -> None:
    """What is missing, changed or additional is found; a student's file may change, and line endings do."""
    (out / "README.md").unlink()
    (out / "scratch.py").write_text("")
    (out / STUB).write_text("def work(): ...\n")
    (out / "uv.lock").write_text("")
    week = out / f"weeks/{WEEK}/week.toml"
    week.write_bytes(week.read_bytes().replace(b"\n", b"\r\n"))

    result = look(out, hidden)

    assert found(result, Fault.MISSING) == [("README.md", 0)]
    assert found(result, Fault.UNEXPECTED) == [("scratch.py", 0)]
    assert found(result, Fault.CHANGED) == [("uv.lock", 0)]


def test_links_are_found_and_not_followed(out: Path, hidden: HiddenLines, course: Path) -> None:
    """A link is reported as one; what it leads to is not the repository's."""
    (out / "link").symlink_to(course / REFERENCE)

    assert [(item.fault, item.file) for item in look(out, hidden).findings] == [(Fault.UNEXPECTED, "link")]


def test_a_students_own_solution_is_no_leak_but_a_check_in_it_is(
    out: Path, hidden: HiddenLines, course: Path, secret: str
) -> None:
    """Who solves an exercise writes what the reference says; notes and checks are never written by chance."""
    shutil.copyfile(course / REFERENCE, out / STUB)
    assert found(look(out, hidden))

    (out / ".quayside" / "progress.json").write_text("{}")
    for copy in (f"backups/{WEEK}/sort-manifest/2026", f"snapshots/0001/before/weeks/{WEEK}/sort-manifest"):
        (out / ".quayside" / copy).mkdir(parents=True)
        shutil.copyfile(course / REFERENCE, out / ".quayside" / copy / "sort_manifest.py")
    assert look(out, hidden).findings == ()

    (out / STUB).write_text((out / STUB).read_text() + f"\n# {secret}\n")
    assert len(found(look(out, hidden))) == 1


def test_a_forged_manifest_does_not_hide_a_leak(out: Path, hidden: HiddenLines, course: Path) -> None:
    """A manifest that names the leaked file and its hash is whole; the leak is found nevertheless."""
    content = (course / REFERENCE).read_bytes()
    (out / "weeks" / "innocent.py").write_bytes(content)
    given = read_given(out)
    more = (*given.files, GivenFile("weeks/innocent.py", digest(content), Owner.COURSE))
    (out / MANIFEST).write_text(dump_given(Given(given.version, given.weeks, more)))

    assert {file for file, _ in found(look(out, hidden))} == {"weeks/innocent.py"}


def test_a_folder_that_is_no_student_repository_is_refused(tmp_path: Path, hidden: HiddenLines) -> None:
    """Without a manifest there is nothing to hold the files against."""
    with pytest.raises(UsageError, match="cannot be read"):
        look(tmp_path, hidden)


def _zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "disguise",
    [
        lambda line: line.encode(),
        lambda line: f"\t# {line}".encode(),
        lambda line: f'    "{line}\\n",\r\n'.encode(),
        lambda line: json.dumps({"cells": [{"source": [f"x\n{line}\n"]}]}).encode(),
        lambda line: line.replace("'", "&#x27;").replace('"', "&quot;").replace("<", "&lt;").encode(),
        lambda line: ("\ufeff" + line).encode("utf-16"),
        lambda line: gzip.compress(line.encode()),
        lambda line: _zipped(_zipped(line.encode())),
        lambda line: b"\0\xff\n" + line.replace(" ", "   ").encode() + b"\n\xfe",
    ],
    ids=["plain", "comment", "quoted", "notebook", "html", "utf-16", "gzip", "zip in zip", "binary"],
)
def test_a_line_is_found_in_disguise(hidden: HiddenLines, secret: str, disguise: object) -> None:
    """Quotes, comments, notebooks, archives and other encodings hide nothing."""
    assert callable(disguise)
    assert list(hidden.look(disguise(secret)))


def test_a_canary_is_found_in_any_bytes(course: Path, tmp_path: Path) -> None:
    """A canary in a hidden file is looked for in raw bytes, whatever its case, however short its line."""
    copy = Path(shutil.copytree(course, tmp_path / "course"))
    notes = copy / f"solutions/{WEEK}/tally/notes.md"
    notes.write_text(notes.read_text() + "\ncanary-7f3a91c2\n")
    lines = HiddenLines(Layout(copy))

    sightings = list(lines.look(b"\0\n\x01Canary-7F3A91C2\xff"))

    assert [(item.line, item.place.file) for item in sightings] == [(2, f"solutions/{WEEK}/tally/notes.md")]


@pytest.mark.parametrize(
    ("line", "trivial"),
    [
        ("return total", True),
        ("from hypothesis import strategies as st", True),
        ("def __init__(self) -> None:", True),
        ("except ValueError as error:", True),
        ("# --------------------------", True),
        ("missing.append(name)", True),
        ('id = "when-a-missing-method-is-reported"', True),
        ('[project.entry-points."gate.formats"]', True),
        ("return sorted(crates, key=lambda crate: (-crate.weight, crate.name))", False),
        ("The order of equal weights is part of the contract.", False),
    ],
)
def test_trivial_lines(line: str, *, trivial: bool) -> None:
    """What anybody writes is no secret; what says three things of its own is one."""
    assert is_trivial(squeezed(line)) is trivial


def test_the_hidden_parts_of_a_lab() -> None:
    """Solutions between marks and checks that are not visible are hidden; prose, given code, visible checks are not."""
    lab = """
prose
```python solution
given
### BEGIN SOLUTION
secret one
### END SOLUTION
given too
```
```python check points=1 visible
seen
```
```python check points=2 id=x
secret two
```
prose again
"""
    assert [line for _, line in hidden_of_lab(lab.splitlines())] == ["secret one", "secret two"]


def test_the_real_labs_have_hidden_parts() -> None:
    """Every lab of the course has parts that the marks hide: the marks are those that labs really use."""
    labs = sorted((ROOT / "weeks").glob("*/lab.md"))

    assert labs
    for lab in labs:
        assert len(list(hidden_of_lab(lab.read_text(encoding="utf-8").splitlines()))) > 20, lab
