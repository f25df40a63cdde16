"""`course update` as a student types it: what is shown, the exit codes, and the way out of every trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli import student
from grader.student import journal as journals
from tests.student.releases import FIRST, PROGRAM, STUB, TESTS, contents, make_release, write

MINE = FIRST[STUB].replace(b"def one():\n    raise NotImplementedError", b"def one():\n    return 1")
NEWER = {**FIRST, STUB: FIRST[STUB] + b"\n\nTHREE = 3\n", TESTS: b"def test_new(): ...\n", PROGRAM: b"VERSION = 2\n"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A newer release."""
    return make_release(tmp_path / "newer", NEWER)


@pytest.fixture
def root(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student repository that knows where newer releases are, with work in it; the working folder is inside it."""
    folder = make_release(tmp_path / "mine", FIRST, updates=str(source))
    write(folder, {STUB: MINE})
    monkeypatch.chdir(folder / "weeks")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("COURSE_ASCII", "1")
    return folder


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed since the last time."""
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_dry_run_shows_and_changes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """Without --apply, the files are named and stay as they are; the next command is the last line."""
    before = contents(root)

    assert student.run(["update", *options]) == 0

    shown = said(capsys)
    assert f"  {TESTS}" in shown
    assert shown.index("yours, with what the course changed") < shown.index(STUB)
    assert shown.splitlines()[-1] == "next  course update --apply"
    assert contents(root) == before


def test_sentences_fit_forty_columns(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At forty columns everything is wrapped but paths and commands, which must be copied whole."""
    assert student.run(["update", "--apply"]) == 0

    long = [line for line in said(capsys).splitlines() if len(line) > 40]
    assert [line for line in long if "/" not in line and "python -m" not in line] == []


def test_apply_and_undo(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was fetched is there, with the student's work; --undo brings everything back, and only once."""
    before = contents(root)
    assert student.run(["update", "--apply"]) == 0
    assert (root / STUB).read_bytes() == MINE + b"\n\nTHREE = 3\n"
    assert ".quayside/snapshots/0001" in said(capsys)

    assert student.run(["update", "--apply"]) == 0
    assert "newest version" in said(capsys)
    assert student.run(["update", "--undo"]) == 0
    assert contents(root) == before
    assert student.run(["update", "--undo"]) == 2
    assert "no update to take back" in said(capsys)


def test_undo_tells_where_later_work_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Work since the update is moved aside, and its place is named."""
    student.run(["update", "--apply"])
    write(root, {TESTS: b"my own test\n"})
    said(capsys)

    assert student.run(["update", "--undo"]) == 0

    assert f".quayside/snapshots/0001/later/{TESTS}" in said(capsys)
    assert (root / f".quayside/snapshots/0001/later/{TESTS}").read_bytes() == b"my own test\n"


def test_an_update_that_was_cut_off_is_shown_and_finished(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a full disk the command says what to do; a dry run says it again; --apply ends it."""

    def full(_journal: object) -> None:
        raise OSError(28, "No space left on device", "berths.py")

    with monkeypatch.context() as patch:
        patch.setattr(journals, "roll_forward", full)
        assert student.run(["update", "--apply"]) == 2
    shown = said(capsys)
    assert "berths.py cannot be written: No space left on device; the update stopped half-way" in shown
    assert "python .quayside/snapshots/0001/finish.py" in shown

    assert student.run(["update"]) == 0
    assert "next  course update --apply" in said(capsys)
    assert student.run(["update", "--apply"]) == 0
    assert "cut off is finished" in said(capsys)
    assert (root / PROGRAM).read_bytes() == b"VERSION = 2\n"


def test_a_contradiction_is_explained_once(root: Path, capsys: pytest.CaptureFixture[str], source: Path) -> None:
    """The student is told which file is theirs and which the course's; having seen it, they are not asked again."""
    write(root, {STUB: FIRST[STUB] + b"\n\nTHREE = 33\n"})

    assert student.run(["update", "--apply", "--from", str(source)]) == 0
    assert " ".join(said(capsys).split()).count("yours stays, the course's is berths.py.new") == 1
    assert student.run(["update", "--apply"]) == 0
    assert ".new" not in said(capsys)
    assert (root / f"{STUB}.new").read_bytes() == NEWER[STUB]


def test_a_course_that_does_not_know_where_updates_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an address, the way out is to name one."""
    monkeypatch.chdir(make_release(tmp_path / "mine", FIRST))

    assert student.run(["update"]) == 2
    assert "--from ADDRESS" in said(capsys)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--apply", "--undo"], "exclude each other"),
        (["--from", "nowhere"], "cannot be fetched"),
        (["--from", "."], "holds no course"),
    ],
)
def test_wrong_use_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """Each ends with 2, a sentence and a fix, and changes nothing."""
    before = contents(root)

    assert student.run(["update", *arguments]) == 2

    lines = said(capsys).splitlines()
    assert message in lines[0]
    assert lines[1].startswith("fix: ")
    assert contents(root) == before


def test_a_new_set_of_libraries_is_announced(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When the project file changes, the command that installs its libraries is named, for uv and for pip."""
    source = make_release(tmp_path / "libraries", {**FIRST, "pyproject.toml": b"[project]\n"})

    assert student.run(["update", "--apply", "--from", str(source)]) == 0

    shown = said(capsys)
    assert "  uv sync\n" in shown
    assert "  python -m pip install -r requirements.txt\n" in shown
