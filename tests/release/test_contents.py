"""What students get is an allow-list: the exact list of the present course, and nothing that was not named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.errors import CourseError, GraderFault, UsageError
from grader.release.contents import Contents, gather
from grader.release.half import student_half
from grader.release.hidden import HiddenLines
from grader.release.writing import hidden_lines, refuse_leaks
from grader.student.given import Owner, digest, dump_given, load_given, original_of
from tests.quizzes import PRACTICE, add_practice
from tests.release.accept import LIST, ROOT, around
from tests.release.small import STUB, WEEK, copy_course


@pytest.fixture(scope="module")
def real() -> Contents:
    """A release of the present course."""
    return gather(ROOT)


@pytest.fixture(scope="module")
def hidden() -> HiddenLines:
    """What students of the present course must never see."""
    return hidden_lines(ROOT)


def test_the_files_around_the_exercises_are_exactly_these(real: Contents) -> None:
    """A file more or less is a decision: `python -m tests.release.accept` writes the list that this compares with."""
    assert LIST.read_text(encoding="utf-8").split() == around([item.path for item in real.items])


def test_the_files_of_weeks_are_exactly_those_but_the_labs(real: Contents) -> None:
    """Everything in weeks/ that is nobody's cache goes out, but the labs; and the originals are the student's files."""
    places = [path.relative_to(ROOT) for path in (ROOT / "weeks").rglob("*") if path.is_file()]
    there = {
        place.as_posix()
        for place in places
        if not any(part.startswith(".") or part == "__pycache__" for part in place.parts)
    }
    items = {item.path: item for item in real.items}
    students = {original_of(path) for path, item in items.items() if item.owner is Owner.STUDENT}

    assert {path for path in items if path.startswith("weeks/")} == {
        path for path in there if not path.endswith("/lab.md")
    }
    assert students == {path for path in items if path.startswith(".quayside/course/stubs/")}


def test_no_name_of_a_hidden_file_is_among_them(real: Contents) -> None:
    """No solution, hidden check, probe, wrong solution, alternative, mutant, note, lab or key."""
    hidden_names = {"checks.py", "probes.py", "notes.md", "mutants.toml", "lab.md", "wrong", "alternatives", "mutants"}

    assert [] == [item.path for item in real.items if hidden_names & set(item.path.split("/"))]
    assert [] == [item.path for item in real.items if "solutions" in item.path]


def test_no_line_of_a_hidden_file_is_in_them(real: Contents, hidden: HiddenLines) -> None:
    """Thousands of hidden lines are looked for in every file; and the search finds what it looks for."""
    refuse_leaks(real, hidden)

    assert len(hidden) > 3000
    for path in (*(ROOT / "solutions").rglob("checks.py"), *(ROOT / "solutions").rglob("notes.md")):
        assert list(hidden.look(path.read_bytes())), path


def test_the_manifest_names_every_file_with_its_hash(real: Contents) -> None:
    """What is given out is what the manifest says, sorted; the manifest reads as it was written."""
    assert [(file.path, file.sha256) for file in real.given.files] == [
        (item.path, digest(item.content)) for item in real.items
    ]
    assert load_given(dump_given(real.given).encode()) == real.given


def test_the_stub_is_the_students_and_the_tests_are_the_courses(real: Contents) -> None:
    """Owners are those of the manifests."""
    owners = {item.path.rpartition("/")[2]: item.owner for item in real.items if item.path.startswith("weeks/")}

    assert owners["lazy_mapping.py"] is Owner.STUDENT
    assert owners["test_own_health_checks.py"] is Owner.STUDENT
    assert owners["test_lazy_mapping.py"] is Owner.COURSE


def test_a_stray_file_stays_behind_and_is_named(tmp_path: Path) -> None:
    """A folder that tools ignore is not looked at; a link, or a file that nobody named, is never given out."""
    course = copy_course(tmp_path)
    (course / "weeks" / WEEK / ".notes.md").write_text("mine")

    contents = gather(course)

    assert "weeks/01-quay/.notes.md" not in {item.path for item in contents.items}
    assert any(refused.path.endswith("checks.py") for refused in contents.refused)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (f"weeks/{WEEK}/scratch.txt", "x", "does not belong here"),
        (STUB, "import pandas\n\ndef f(): ...\n", "needs pandas"),
    ],
    ids=["stray file", "unknown library"],
)
def test_a_broken_course_is_not_given_out(tmp_path: Path, path: str, text: str, message: str) -> None:
    """Problems of the course are named, all at once, instead of being given to students."""
    course = copy_course(tmp_path)
    (course / path).write_text(text)

    with pytest.raises(CourseError) as caught:
        gather(course)

    assert any(message in str(problem) for problem in caught.value.problems)


def test_a_leak_in_a_visible_file_stops_the_release(tmp_path: Path) -> None:
    """A line of a note, pasted into a lesson, is found before anything is written."""
    course = copy_course(tmp_path)
    line = max((course / f"solutions/{WEEK}/tally/notes.md").read_text().splitlines(), key=len)
    lesson = course / f"weeks/{WEEK}/README.md"
    lesson.write_text(lesson.read_text() + f"\n> {line}\n")

    with pytest.raises(CourseError) as caught:
        refuse_leaks(gather(course), hidden_lines(course))

    assert {problem.file for problem in caught.value.problems} == {f"weeks/{WEEK}/README.md"}
    assert "notes.md" in caught.value.problems[0].message


def test_answers_in_the_questions_stop_the_release(tmp_path: Path) -> None:
    """A quiz that holds its key is not given out, whatever else reads it."""
    course = copy_course(tmp_path)
    quiz = course / f"weeks/{WEEK}/quiz.toml"
    quiz.write_text(quiz.read_text() + '\n[[answer]]\nid = "x"\ncorrect = "a"\n')

    with pytest.raises(CourseError):
        gather(course)


def test_public_answers_are_given_out(tmp_path: Path) -> None:
    """Questions for practice go with their answers, and the hidden lines of the course are not among them."""
    course = copy_course(tmp_path)
    quiz = add_practice(course)
    contents = gather(course)
    refuse_leaks(contents, hidden_lines(course))

    given = next(item for item in contents.items if item.path == f"weeks/{WEEK}/quiz.toml")
    assert given.content == quiz.read_bytes()


@pytest.mark.parametrize(
    "line",
    ['answer = "a"', 'correct = "a"', 'because = "None is what it returns."', '[question.wrong]\na = "No, it is not."'],
)
def test_graded_answers_beside_public_ones_stop_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """A key that stands in a question itself is refused here too, not by the schema alone."""
    course = copy_course(tmp_path)
    add_practice(course, PRACTICE + f'\n[[question]]\nid = "x"\nkind = "prints"\ntext = "What?"\n{line}\n')
    unchecked = load_course(course, strict=False)
    monkeypatch.setattr("grader.release.contents.survey_course", lambda root: (unchecked, ()))

    with pytest.raises(CourseError) as caught:
        gather(course)
    assert [("holds answers", f"weeks/{WEEK}/quiz.toml")] == [
        (item.message, item.file) for item in caught.value.problems
    ]


def test_a_public_answer_to_a_graded_question_stops_the_release(tmp_path: Path) -> None:
    """An answer that the key holds may not stand in the public file, in whatever form."""
    course = copy_course(tmp_path)
    quiz = course / f"weeks/{WEEK}/quiz.toml"
    public = 'c = "The same list, in order"\n[question.answer]\ncorrect = "b"\nbecause = "It returns None."\n'
    quiz.write_text(quiz.read_text().replace('c = "The same list, in order"\n', public).replace("points = 1\n", "", 1))

    with pytest.raises(CourseError) as caught:
        gather(course)
    assert "is for practice and has a public answer" in str(caught.value.problems)


def test_an_unknown_week_is_named(tmp_path: Path) -> None:
    """Weeks are named as everywhere."""
    with pytest.raises(UsageError, match="no week called '07'"):
        gather(copy_course(tmp_path), ("07",))


def test_the_student_half_imports_nothing_of_the_other() -> None:
    """Import analysis of the whole package finds the half, and no package that stays behind is in it."""
    half = student_half(ROOT / "grader")
    packages = {path.split("/")[1] for path in half.files}

    assert {"student", "cli", "catalogue", "model.py", "errors.py"} <= packages
    assert {"judge", "checks", "harness", "sandbox", "course", "release", "site", "notebooks"}.isdisjoint(packages)
    assert "grader/cli/main.py" in half.kept_back
    assert "grader/cli/student/group.py" in half.files


def test_a_student_module_that_reaches_the_other_half_is_a_fault(tmp_path: Path) -> None:
    """An import of a hidden package is named with the module that has it, however deep it lies."""
    for name, text in {
        "grader/__init__.py": "",
        "grader/student/__init__.py": "",
        "grader/student/a.py": "def f():\n    from grader import tools\n",
        "grader/tools.py": "import grader.judge.exercise\n",
        "grader/judge/__init__.py": "",
        "grader/judge/exercise.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    with pytest.raises(GraderFault, match=r"grader\.tools imports grader\.judge"):
        student_half(tmp_path / "grader")


def test_the_student_half_runs_alone(tmp_path: Path, real: Contents) -> None:
    """Every module of the half is imported where nothing else of the package exists."""
    for item in real.items:
        if item.path.startswith("grader/"):
            (tmp_path / item.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / item.path).write_bytes(item.content)
    names = sorted(path.removesuffix(".py").replace("/", ".") for path in around([item.path for item in real.items]))
    modules = [name for name in names if name.startswith("grader.") and not name.endswith(("__", ".json", ".toml"))]
    code = f"import importlib, sys\nsys.path.insert(0, {str(tmp_path)!r})\n" + "\n".join(
        ["import grader", f"assert grader.__file__.startswith({str(tmp_path)!r})"]
        + [f"importlib.import_module({name!r})" for name in modules]
    )

    done = subprocess.run([sys.executable, "-I", "-c", code], check=False, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert len(modules) > 20


def test_pictures_go_along_and_links_do_not(tmp_path: Path) -> None:
    """Pictures of a lesson are given out byte for byte; a link among them is a problem of the course."""
    course = copy_course(tmp_path)
    images = course / f"weeks/{WEEK}/images"
    images.mkdir()
    (images / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (images / "notes.psd").write_bytes(b"x")

    contents = gather(course)

    assert b"\x89PNG\r\n\x1a\n\0" in {item.content for item in contents.items if item.path.endswith("images/quay.png")}
    assert f"weeks/{WEEK}/images/notes.psd" in {refused.path for refused in contents.refused}
    (images / "link.png").symlink_to(course / f"solutions/{WEEK}/tally/notes.md")
    with pytest.raises(CourseError) as caught:
        gather(course)
    assert "link" in str(caught.value.problems[0])


def test_a_week_that_is_not_given_out_may_be_unfinished(tmp_path: Path) -> None:
    """Problems of a week that is left out stop nothing; releasing all weeks names them."""
    course = copy_course(tmp_path)
    (course / "weeks/02-yard").mkdir()
    (course / "weeks/02-yard/draft.md").write_text("soon")

    contents = gather(course, ("1",))

    assert contents.given.weeks == (WEEK,)
    assert "weeks/02-yard/draft.md" in {refused.path for refused in contents.refused}
    with pytest.raises(CourseError):
        gather(course)
