"""What an audit says where it cannot look: no git, a broken history, a wheel that cannot be built."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.errors import UsageError
from grader.release import audit as audits
from grader.release.audit import Fault, audit
from grader.release.hidden import Budget, HiddenLines, _texts
from tests.release.small import WEEK, commit, copy_course, release


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that no test changes, and its release beside it."""
    course = copy_course(tmp_path_factory.mktemp("trouble"))
    release(course, course.parent / "pristine")
    return course


@pytest.fixture(scope="module")
def hidden(course: Path) -> HiddenLines:
    """Its hidden lines."""
    return HiddenLines(Layout(course))


@pytest.fixture
def out(course: Path, tmp_path: Path) -> Path:
    """A copy of the release."""
    return Path(shutil.copytree(course.parent / "pristine", tmp_path / "out"))


def silent(_text: str) -> None:
    """Nobody listens."""


def checks(course: Path) -> bytes:
    """A hidden file."""
    return (course / f"solutions/{WEEK}/tally/checks.py").read_bytes()


def test_a_wheel_is_searched_without_building_it_for_real(
    out: Path, course: Path, hidden: HiddenLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of a wheel that were not given out are named, and so are hidden lines in its metadata."""

    def build(_copy: Path, folder: Path) -> Path:
        folder.mkdir()
        with zipfile.ZipFile(folder / "x.whl", "w") as wheel:
            wheel.writestr("grader/model.py", (out / "grader/model.py").read_bytes())
            wheel.writestr("solutions.py", b"")
            wheel.writestr("x.dist-info/METADATA", checks(course))
        return folder / "x.whl"

    monkeypatch.setattr(audits, "_build", build)

    result = audit(out, hidden, silent, wheel=True)

    assert [item.file for item in result.findings if item.fault is Fault.UNEXPECTED] == ["x.whl: solutions.py"]
    assert {item.file for item in result.findings if item.fault is Fault.LEAK} == {"x.whl: x.dist-info/METADATA"}


@pytest.mark.parametrize("uv", [True, False], ids=["uv", "pip"])
def test_a_wheel_that_cannot_be_built_is_one_line(
    out: Path, hidden: HiddenLines, monkeypatch: pytest.MonkeyPatch, *, uv: bool
) -> None:
    """The builder's last words are in the message, whichever builder there is."""
    said = subprocess.CompletedProcess([], 1, b"", b"trace\nno room for wheels\n")
    monkeypatch.setattr("shutil.which", lambda _name: "uv" if uv else None)
    monkeypatch.setattr("subprocess.run", lambda *_args, **_kwargs: said)

    with pytest.raises(UsageError, match="no room for wheels"):
        audit(out, hidden, silent, wheel=True, history=False)


def test_a_builder_that_never_ends_is_one_line(out: Path, hidden: HiddenLines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building has a deadline."""

    def run(*_args: object, **_kwargs: object) -> None:
        raise subprocess.TimeoutExpired("uv", 600)

    monkeypatch.setattr("subprocess.run", run)

    with pytest.raises(UsageError, match="cannot be built"):
        audit(out, hidden, silent, wheel=True, history=False)


def test_a_history_that_cannot_be_read_is_one_line(out: Path, hidden: HiddenLines) -> None:
    """A broken repository stops the audit, which would otherwise say less than it seems to."""
    commit(out)
    (out / ".git" / "HEAD").write_text("nonsense")

    with pytest.raises(UsageError, match="git history cannot be read"):
        audit(out, hidden, silent)
    assert audit(out, hidden, silent, history=False).findings == ()


def test_without_git_the_way_out_is_named(out: Path, hidden: HiddenLines, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git can still audit the files."""
    commit(out)

    def run(*_args: object, **_kwargs: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.run", run)

    with pytest.raises(UsageError) as caught:
        audit(out, hidden, silent)
    assert "--no-history" in caught.value.fix


def test_settings_of_the_repository_run_nothing(out: Path, hidden: HiddenLines, course: Path, tmp_path: Path) -> None:
    """A repository that names programs in its settings, hides objects by replacements, or lacks some, is only read."""
    (out / "oops.py").write_bytes(checks(course))
    commit(out, "oops")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    git = ["git", "-C", str(out)]
    for key in ("core.fsmonitor", "core.sshCommand", "remote.origin.uploadpack", "core.pager", "core.hooksPath"):
        subprocess.run([*git, "config", key, str(program)], check=True)
    for key, value in {"remote.origin.url": f"ext::{program}", "remote.origin.promisor": "true"}.items():
        subprocess.run([*git, "config", key, value], check=True)
    subprocess.run([*git, "config", "protocol.ext.allow", "always"], check=True)
    oops = subprocess.run(
        [*git, "rev-parse", "HEAD:oops.py"], check=True, capture_output=True, text=True
    ).stdout.strip()
    readme = subprocess.run([*git, "rev-parse", "HEAD:README.md"], check=True, capture_output=True, text=True)
    subprocess.run([*git, "replace", oops, readme.stdout.strip()], check=True)
    lost = subprocess.run(
        [*git, "rev-parse", "HEAD:LICENSE"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (out / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    (out / "oops.py").unlink()
    (tmp_path / "ran").unlink(missing_ok=True)

    leaks = {item.file for item in audit(out, hidden, silent).findings if item.fault is Fault.LEAK}

    assert leaks == {f"git history: oops.py (blob {oops[:10]})"}
    assert not (tmp_path / "ran").exists()


def test_an_annotated_tag_is_read(out: Path, hidden: HiddenLines, course: Path) -> None:
    """The message of a tag is an object of the history as well."""
    commit(out)
    message = checks(course).decode()
    identity = ["-c", "user.name=c", "-c", "user.email=c@c"]
    subprocess.run(["git", "-C", str(out), *identity, "tag", "-a", "v1", "-m", message], check=True)

    assert {item.file[:7] for item in audit(out, hidden, silent).findings} == {"git tag"}


def test_a_leak_that_only_the_reflog_reaches_is_found(out: Path, hidden: HiddenLines, course: Path) -> None:
    """A commit that was reset away is still in the folder, and goes along when the folder is copied."""
    commit(out)
    (out / "oops.py").write_bytes(checks(course))
    commit(out, "oops")
    subprocess.run(["git", "-C", str(out), "reset", "-q", "--hard", "HEAD~1"], check=True)

    assert {item.file.partition(" (")[0] for item in audit(out, hidden, silent).findings} == {"git history: oops.py"}


def test_archives_are_opened_and_damaged_ones_do_not_stop_the_search(hidden: HiddenLines, course: Path) -> None:
    """Members of a tar archive are read; half an archive, or JSON that is none, is searched as the bytes it is."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("checks.py")
        info.size = len(checks(course))
        archive.addfile(info, io.BytesIO(checks(course)))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("checks.py")
        info.size = len(checks(course))
        archive.addfile(info, io.BytesIO(checks(course)))

    assert list(hidden.look(stream.getvalue()))
    assert list(hidden.look(packed.getvalue()))
    assert list(hidden.look(packed.getvalue()[:40])) == []
    assert list(hidden.look(b"{ not json\n" + checks(course)))


def test_an_archive_that_unpacks_without_end_is_looked_at_in_part(hidden: HiddenLines) -> None:
    """A bomb costs no more than the largest file that is looked at."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(str(number), bytes(30 * 2**20))
    budget = Budget()

    list(_texts(stream.getvalue(), 4, budget))

    assert budget.left == 0


def test_what_is_no_file_is_named_and_not_opened(
    out: Path, hidden: HiddenLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe, which would keep a reader waiting for ever, and a file too large are findings."""
    monkeypatch.setattr(audits, "LARGEST", 100_000)
    os.mkfifo(out / "pipe")
    (out / "large.bin").write_bytes(bytes(100_001))

    findings = audit(out, hidden, silent).findings

    assert {(item.file, item.message) for item in findings} == {
        ("large.bin", "is too large to look into"),
        ("large.bin", "was not given out"),
        ("pipe", "is no plain file; the course gives out no links"),
    }


def test_a_part_of_a_longer_line_is_found_if_it_is_long(tmp_path: Path) -> None:
    """A hidden line of 48 characters and more is found inside another line, but not inside a word."""
    course = copy_course(tmp_path)
    line = "harbour pilots always agree about the colour of fog signals"
    notes = course / f"solutions/{WEEK}/tally/notes.md"
    notes.write_text(notes.read_text() + f"\n{line}\n")
    lines = HiddenLines(Layout(course))

    assert [item.line for item in lines.look(f"x\nthey say {line}, do they?".encode())] == [2]
    assert list(lines.look(f"they say {line}ling".encode())) == []
