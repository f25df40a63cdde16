"""Bad input to the real command: one clear error with the right code, and nobody's result is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.ground import (
    TALLY,
    append,
    change,
    command,
    environment,
    good_course,
    grader,
    hand_in,
    handed,
    hidden,
    visible,
)

COURSE_FIX = "fix: mend each of them, then run `grader verify`"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good course to break."""
    return good_course(tmp_path)


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A class of two, everything right."""
    for name in ("ana", "bea"):
        hand_in(tmp_path / "class", name)
    return tmp_path / "class"


def hostile_class(folder: Path) -> None:
    """A student for each thing that a folder may hold besides what it should."""
    odd = ("binary", "fifo", "filed", "link", "linked-folder", "many", "new\nline", "nothing", "red\x1b[31m")
    for name in ("ana", *odd):
        hand_in(folder, name)
    (folder / "loop").symlink_to("loop")
    shutil.rmtree(handed(folder, "filed", TALLY).parent)
    handed(folder, "filed", TALLY).parent.touch()
    handed(folder, "binary", TALLY).write_bytes(bytes(range(256)) * 8)
    handed(folder, "fifo", TALLY).unlink()
    os.mkfifo(handed(folder, "fifo", TALLY))
    handed(folder, "link", TALLY).unlink()
    handed(folder, "link", TALLY).symlink_to(handed(folder, "ana", TALLY))
    shutil.rmtree(handed(folder, "linked-folder", TALLY).parent)
    handed(folder, "linked-folder", TALLY).parent.symlink_to(handed(folder, "ana", TALLY).parent)
    handed(folder, "many", TALLY).unlink()
    for number in range(10_000):
        (folder / "many" / f"f{number}.txt").touch()
    shutil.rmtree(folder / "nothing" / "weeks")
    (folder / "nothing" / "a\nb").touch()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, a hostile class and the results of its first run, side by side."""
    folder = tmp_path_factory.mktemp("first")
    good_course(folder)
    hostile_class(folder / "class")
    shown = grader("grade", folder / "class", "--format", "json", "--output", folder / "out", cwd=folder / "course")
    (folder / "shown").write_text(f"{shown.returncode}\n{shown.stderr}\n{shown.stdout}")
    return folder


@pytest.fixture
def known(first: Path, tmp_path: Path) -> Path:
    """A copy of course and results; the class is not changed by anybody."""
    for name in ("course", "out"):
        shutil.copytree(first / name, tmp_path / "known" / name)
    return tmp_path / "known"


def refused(ended: subprocess.CompletedProcess[str]) -> tuple[int, str, list[str]]:
    """Code, standard output, and the lines of standard error."""
    return ended.returncode, ended.stdout, ended.stderr.splitlines()


def test_a_missing_week(root: Path, submissions: Path) -> None:
    """The names there are come with the error."""
    assert (
        2,
        "",
        [
            "error: there is no week called '07'",
            "fix: the names are those of the folders in weeks/, such as 01-quay",
        ],
    ) == refused(grader("grade", submissions, "--week", "07", cwd=root))


def test_an_empty_folder(root: Path, tmp_path: Path) -> None:
    """A folder without students is no class."""
    (tmp_path / "empty").mkdir()

    assert (
        2,
        "",
        [f"error: '{tmp_path}/empty' holds no folder of a student", "fix: put a folder for each student into it"],
    ) == refused(grader("grade", tmp_path / "empty", cwd=root))


def test_a_file_where_the_class_should_be(root: Path, tmp_path: Path) -> None:
    """Such as an archive that nobody has unpacked."""
    (tmp_path / "class.zip").touch()

    assert (
        2,
        "",
        [f"error: '{tmp_path}/class.zip' is a file", "fix: name the folder that holds a folder for each student"],
    ) == refused(grader("grade", tmp_path / "class.zip", cwd=root))


def test_a_file_where_the_output_should_be(root: Path, submissions: Path, tmp_path: Path) -> None:
    """It is seen before anything is graded."""
    (tmp_path / "out").touch()

    assert (
        2,
        "",
        [f"error: '{tmp_path}/out' cannot be written: Not a directory", "fix: name another folder with --output"],
    ) == refused(grader("grade", submissions, "--output", tmp_path / "out", cwd=root))


def test_a_file_where_a_folder_of_the_course_should_be(root: Path, submissions: Path) -> None:
    """The twin of an exercise, replaced by a file."""
    shutil.rmtree(hidden(root, TALLY).parent)
    hidden(root, TALLY).parent.touch()

    code, shown, lines = refused(grader("grade", submissions, cwd=root))
    assert (3, "", COURSE_FIX) == (code, shown, lines[-1])
    assert any(line.startswith("  solutions/01-quay/tally: is a file where a folder should be") for line in lines)


def test_broken_toml(root: Path, submissions: Path) -> None:
    """File, line, and where to look; the exercise is not left out of the grades as if it were not there."""
    append(visible(root, TALLY, "exercise.toml"), "number = ")

    assert (
        3,
        "",
        [
            "error: the course has 1 problem",
            (
                "  weeks/01-quay/tally/exercise.toml: line 28: is not TOML: Invalid value "
                "(look at this line and the one before it)"
            ),
            COURSE_FIX,
        ],
    ) == refused(grader("grade", submissions, cwd=root))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("weeks/course.toml", "  weeks/course.toml: line 1: is not TOML: Invalid statement"),
        ("weeks/01-quay/week.toml", "  weeks/01-quay/week.toml: line 1: is not TOML: Invalid statement"),
        ("weeks/01-quay/quiz.toml", "  weeks/01-quay/quiz.toml: line 1: is not TOML: Invalid statement"),
        ("solutions/01-quay/quiz.toml", "  solutions/01-quay/quiz.toml: line 1: is not TOML: Invalid statement"),
    ],
)
def test_any_other_broken_toml(root: Path, submissions: Path, name: str, line: str) -> None:
    """Of the course, the week, the quiz or its key: the file is named, and nobody is graded."""
    (root / name).write_text("= =")
    code, shown, lines = refused(grader("grade", submissions, cwd=root))

    assert (3, "", "error: the course has 1 problem", COURSE_FIX) == (code, shown, lines[0], lines[-1])
    assert lines[1].startswith(line)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "\n\ndef tally(values):\n    return {}['quay']\n",
            "the reference does not pass it (",
        ),
        (
            "\nimport os\n\nos._exit(3)\n",
            "cannot be put to the reference: the reference gave no answer: crashed: ended with status 3 (",
        ),
    ],
    ids=["in-a-call", "by-ending"],
)
def test_a_reference_that_fails_later(root: Path, submissions: Path, source: str, told: str) -> None:
    """When it is called, or by ending the interpreter: each check that shows it is named, and nobody is graded."""
    append(hidden(root, TALLY), source)

    code, shown, lines = refused(grader("grade", submissions, cwd=root))
    assert (3, "", COURSE_FIX) == (code, shown, lines[-1])
    assert all(line.startswith("  solutions/01-quay/tally/checks.py: ") and told in line for line in lines[1:-1])


def test_a_reference_that_raises(root: Path, submissions: Path) -> None:
    """The line of the reference is named; nobody is graded against it."""
    append(hidden(root, TALLY), 'raise RuntimeError("no quay")\n')

    assert (
        3,
        "",
        [
            "error: the course has 1 problem",
            (
                "  solutions/01-quay/tally/tally.py: line 33: the reference cannot be imported: RuntimeError: no quay "
                "(mend the reference)"
            ),
            COURSE_FIX,
        ],
    ) == refused(grader("grade", submissions, cwd=root))


def test_checks_that_do_not_import_and_no_result_is_lost(first: Path, known: Path) -> None:
    """The error of the import; once it is mended the results from before are taken as they were."""
    checks, arguments = hidden(known / "course", TALLY, "checks.py"), ("grade", first / "class", "--output", "../out")
    original = checks.read_text()
    change(checks, "from hypothesis import", "from hypothesisx import")

    assert (
        3,
        "",
        [
            "error: the course has 1 problem",
            (
                "  solutions/01-quay/tally/checks.py: cannot be imported: ModuleNotFoundError: No module named "
                "'hypothesisx' (mend the checks)"
            ),
            COURSE_FIX,
        ],
    ) == refused(grader(*arguments, cwd=known / "course"))
    checks.write_text(original)
    again = grader(*arguments, cwd=known / "course")
    assert (0, "report: ../out/report.html; 11 unchanged and not run again\n") == (again.returncode, again.stderr)


def test_folders_that_hold_everything_but_homework(first: Path) -> None:
    """Links, FIFOs, binaries, 10,000 files, names with newlines: everybody is in the report, each with a reason."""
    code, errors, document = (first / "shown").read_text().split("\n", 2)
    found = {
        one["student"]: [(each["verdict"], each["message"]) for each in one["exercises"]][1]
        for one in json.loads(document)["submissions"]
    }

    graded = ("graded", "")
    assert {
        "ana": graded,
        "binary": ("rejected", "tally.py: holds NUL bytes and is no text; hand in the source file"),
        "fifo": ("rejected", "tally.py: is not a regular file; hand in a file"),
        "filed": (
            "missing",
            "weeks/01-quay/tally is a file where a folder should be; hand in the folders as they were given out",
        ),
        "link": ("rejected", "tally.py: is a link; hand in the file itself"),
        "linked-folder": ("rejected", "tally.py: a folder on the way to it is a link; hand in real folders"),
        "loop": ("rejected", "the student's folder is a link; put the folder itself here"),
        "many": ("missing", "tally.py was not handed in"),
        "new\nline": graded,
        "nothing": ("missing", "tally.py was not handed in"),
        "red\x1b[31m": graded,
    } == found
    assert ("0", "") == (code, errors)


def test_the_table_of_such_a_class_is_a_table(first: Path, known: Path) -> None:
    """Names of folders cannot break its lines, colour it, or move what is beside them."""
    shown = grader("grade", first / "class", "--output", known / "out", cwd=known / "course").stdout
    lines = [line.split() for line in shown.splitlines()]

    assert [["ana"], ["new\\nline"], ["red\\x1b[31m"]] == [line[:1] for line in lines if line[3:4] == ["ok"]]


# --- folders that cannot be written -----------------------------------------------------------------------------------


def in_a_namespace(script: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script where it may mount what it likes and nobody else sees it."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return subprocess.run(
        ["unshare", *as_root, "--mount", "sh", "-euc", script],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )


def words(*arguments: str | Path) -> str:
    """The command line of the grader for a shell; what is graded here is the course's own, so L1 is enough."""
    return " ".join(f"'{word}'" for word in command(*arguments, "--isolation", "L1"))


def test_a_read_only_output_folder(root: Path, submissions: Path, tmp_path: Path) -> None:
    """Even for root: it is seen before anything is graded."""
    (tmp_path / "out").mkdir()
    line = words("grade", submissions, "--course", root, "--output", "out")
    script = f"mount --bind out out; mount -o remount,bind,ro out; exec {line}"

    assert (
        2,
        "",
        ["error: 'out' cannot be written: Read-only file system", "fix: name another folder with --output"],
    ) == refused(in_a_namespace(script, tmp_path))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("demo", "--output", "course/out"), "'course/out/class' cannot be written: Read-only file system"),
        (("new", "01", "gate-log"), "weeks/01-quay/gate-log' cannot be written: Read-only file system"),
    ],
)
def test_other_commands_say_so_too(root: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """`demo` and `new` write as well, and fail in the same way."""
    line = " ".join(f"'{word}'" for word in command(*arguments, "--course", root))
    ended = in_a_namespace(f"mount --bind course course; mount -o remount,bind,ro course; exec {line}", tmp_path)

    assert (2, "", True) == (ended.returncode, ended.stdout, message in ended.stderr)
    assert 2 == sum(line.startswith(("error: ", "fix: ")) for line in ended.stderr.splitlines())


def test_a_full_disk(root: Path, tmp_path: Path) -> None:
    """All results are shown, one error says that not all are kept; with room again only the rest is judged."""
    for number in range(6):
        hand_in(tmp_path / "class", f"s{number}")
    (tmp_path / "small").mkdir()
    grade = words("grade", "class", "--course", root, "--output", "small/out", "--exercise", TALLY)
    script = (
        "mount -t tmpfs -o size=16k tmpfs small\n"
        f"code=0; {grade} || code=$?; ls small/out/results | wc -l; test ! -e small/out/report.html; echo code $code\n"
        f"mount -o remount,size=1m small; exec {grade}"
    )

    ended = in_a_namespace(script, tmp_path)
    assert 2 == ended.stdout.count("6 students, 1 exercise, median 100%, 6 with all points")
    assert "\n4\ncode 2\n" in ended.stdout
    first, fix, last = ended.stderr.splitlines()
    assert first.startswith("error: the results above are complete, but not all were kept: 'small/out/results/s")
    assert first.endswith(".json' cannot be written: No space left on device")
    assert ("fix: make room, or name another folder with --output", 0) == (fix, ended.returncode)
    assert "report: small/out/report.html; 4 unchanged and not run again" == last


def test_no_room_for_temporary_files(root: Path, submissions: Path, tmp_path: Path) -> None:
    """The folder that is full is named, and how to name another one."""
    (tmp_path / "small").mkdir()
    line = words("grade", submissions, "--course", root, "--output", "out")
    ended = in_a_namespace(
        f"mount -t tmpfs -o size=4k tmpfs small; exec {line}", tmp_path, TMPDIR=str(tmp_path / "small")
    )

    assert (
        2,
        "",
        [
            "error: temporary files cannot be written: No space left on device",
            f"fix: make room in {tmp_path}/small, or name another folder with TMPDIR",
        ],
    ) == refused(ended)


def test_a_reader_who_goes_away_costs_no_report(first: Path, known: Path) -> None:
    """As with `| head -1`: the report's files are there, nothing is said, and the code is the shell's for it."""
    for name in ("report.html", "report.json"):
        (known / "out" / name).unlink()
    with subprocess.Popen(
        command("grade", first / "class", "--format", "json", "--output", known / "out"),
        cwd=known / "course",
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        shown = process.stderr.read()

    assert (141, b"") == (process.returncode, shown)
    assert {"report.html", "report.json", "results"} == {path.name for path in (known / "out").iterdir()}


def test_the_folder_where_a_command_is_given_stays_as_it_is(root: Path, submissions: Path, tmp_path: Path) -> None:
    """Nothing is left there, nor in the course, nor among the temporary files."""
    for name in ("here", "tmp"):
        (tmp_path / name).mkdir()
    before = sorted(path for path in root.rglob("*"))
    ended = grader(
        *("grade", submissions, "--course", root, "--output", tmp_path / "out"),
        cwd=tmp_path / "here",
        TMPDIR=str(tmp_path / "tmp"),
    )

    assert (0, [], []) == (
        ended.returncode,
        list((tmp_path / "here").iterdir()),
        list((tmp_path / "tmp").iterdir()),
    )
    assert before == sorted(path for path in root.rglob("*"))
