"""Where every file of a course lies; no other module puts together a path in weeks/ or solutions/.

Knows names and folders only: it never reads a file, and does not know whether what it names is well formed.
The instructor half (`solutions/`) may be absent; whatever lies in it is then simply not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.model import Exercise


class Place(Protocol):
    """What a path needs to know of an exercise; `model.Exercise` has it, and so does `Address`."""

    @property
    def week(self) -> str:
        """Name of the week's folder."""

    @property
    def slug(self) -> str:
        """Name of the exercise's folder."""


@dataclass(frozen=True)
class Address:
    """An exercise that has not been read yet, or does not exist yet."""

    week: str
    slug: str


def is_ignored(name: str) -> bool:
    """Whether an entry is nobody's work: caches of Python and of tools, and what an operating system leaves."""
    return name.startswith(".") or name == "__pycache__"


def entries(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder, sorted by name, without what is ignored; nothing if it is not a folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted((path for path in folder.iterdir() if not is_ignored(path.name)), key=lambda path: path.name))


def holds_files(folder: Path) -> bool:
    """Whether there is any file below; git keeps no empty folders, and leaves them behind when a branch changes."""
    # A link counts as a file: it is reported as one, and following it could run in a circle.
    return any(path.is_symlink() or not path.is_dir() or holds_files(path) for path in entries(folder))


def module_name(slug: str) -> str:
    """The module of an exercise: the slug with underscores."""
    return slug.replace("-", "_")


def _folders(parent: Path) -> tuple[str, ...]:
    return tuple(path.name for path in entries(parent) if path.is_dir() and holds_files(path))


@dataclass(frozen=True)
class Layout:
    """Paths of the course below `root`, the folder that holds `weeks/`."""

    root: Path

    def relative(self, path: Path) -> str:
        """A path as it is shown to people: from the root, with forward slashes on every system."""
        return path.relative_to(self.root).as_posix() if path != self.root else "."

    # --- the course ---------------------------------------------------------------------------------------------

    @property
    def weeks_folder(self) -> Path:
        """The student half."""
        return self.root / "weeks"

    @property
    def solutions_folder(self) -> Path:
        """The instructor half; absent in what students get."""
        return self.root / "solutions"

    @property
    def has_solutions(self) -> bool:
        """Whether the instructor half is here."""
        return self.solutions_folder.is_dir()

    @property
    def course_file(self) -> Path:
        """What each week introduces; optional."""
        return self.weeks_folder / "course.toml"

    @property
    def style_rules(self) -> Path:
        """Settings of ruff for graded style, the same for all exercises; optional."""
        return self.weeks_folder / "ruff.toml"

    def course_files(self) -> tuple[Path, ...]:
        """The files that may lie beside the week folders."""
        return (self.course_file, self.style_rules, self.weeks_folder / "README.md")

    def solutions_files(self) -> tuple[Path, ...]:
        """The files that may lie beside the week folders of the instructor half."""
        return (self.solutions_folder / "README.md",)

    def weeks(self) -> tuple[str, ...]:
        """Names of the week folders, in order."""
        return _folders(self.weeks_folder)

    def twin_weeks(self) -> tuple[str, ...]:
        """Names of the week folders of the instructor half, in order."""
        return _folders(self.solutions_folder)

    # --- a week -------------------------------------------------------------------------------------------------

    def week_folder(self, week: str) -> Path:
        """The student half of a week."""
        return self.weeks_folder / week

    def week_twin(self, week: str) -> Path:
        """The instructor half of a week."""
        return self.solutions_folder / week

    def week_manifest(self, week: str) -> Path:
        """Title, needs, outcomes, seeds of a week."""
        return self.week_folder(week) / "week.toml"

    def lesson(self, week: str) -> Path:
        """The lesson of a week."""
        return self.week_folder(week) / "README.md"

    def images(self, week: str) -> Path:
        """Pictures of the lesson; an optional folder."""
        return self.week_folder(week) / "images"

    def lab(self, week: str) -> Path:
        """The lab that a notebook is made from; optional."""
        return self.week_folder(week) / "lab.md"

    def quiz(self, week: str) -> Path:
        """Questions of the quiz; optional."""
        return self.week_folder(week) / "quiz.toml"

    def quiz_key(self, week: str) -> Path:
        """Answers of the quiz, with an explanation for every wrong choice."""
        return self.week_twin(week) / "quiz.toml"

    def slugs(self, week: str) -> tuple[str, ...]:
        """Names of the exercise folders of a week, sorted by name; their order in the week is in the manifests."""
        return tuple(name for name in _folders(self.week_folder(week)) if name != self.images(week).name)

    def twin_slugs(self, week: str) -> tuple[str, ...]:
        """Names of the exercise folders of a week's instructor half."""
        return _folders(self.week_twin(week))

    # --- an exercise, what a student sees -----------------------------------------------------------------------

    def exercise_folder(self, exercise: Place) -> Path:
        """What a student sees of an exercise."""
        return self.week_folder(exercise.week) / exercise.slug

    def manifest(self, exercise: Place) -> Path:
        """The manifest."""
        return self.exercise_folder(exercise) / "exercise.toml"

    def readme(self, exercise: Place) -> Path:
        """Story, tasks, requirements."""
        return self.exercise_folder(exercise) / "README.md"

    def hints(self, exercise: Place) -> Path:
        """Three hints a task."""
        return self.exercise_folder(exercise) / "hints.toml"

    def visible_tests(self, exercise: Place) -> Path:
        """Tests that a student can read and run."""
        return self.exercise_folder(exercise) / f"test_{module_name(exercise.slug)}.py"

    def module_stub(self, exercise: Place) -> Path:
        """The stub of the module that is named after the exercise."""
        return self.exercise_folder(exercise) / f"{module_name(exercise.slug)}.py"

    def stub_files(self, exercise: Exercise) -> tuple[Path, ...]:
        """The stubs of the files that a student hands in, in the manifest's order; they must exist."""
        return tuple(self.exercise_folder(exercise) / name for name in exercise.student_files)

    def optional_stub_files(self, exercise: Exercise) -> tuple[Path, ...]:
        """Stubs of files that a student may hand in; they need not exist."""
        return tuple(self.exercise_folder(exercise) / name for name in exercise.optional_files)

    def own_test_stub(self, exercise: Exercise) -> Path | None:
        """The stub of the test file that the student writes, if the exercise has one."""
        return self.exercise_folder(exercise) / exercise.own_tests.file if exercise.own_tests else None

    def own_test_target(self, exercise: Exercise) -> Path | None:
        """The module under the student's tests as students may see it; it need not exist."""
        return self.exercise_folder(exercise) / f"{exercise.own_tests.target}.py" if exercise.own_tests else None

    # --- an exercise, what a student never sees -----------------------------------------------------------------

    def twin_folder(self, exercise: Place) -> Path:
        """What a student never sees of an exercise."""
        return self.week_twin(exercise.week) / exercise.slug

    def module_reference(self, exercise: Place) -> Path:
        """The reference of the module that is named after the exercise."""
        return self.twin_folder(exercise) / f"{module_name(exercise.slug)}.py"

    def reference_files(self, exercise: Exercise) -> tuple[Path, ...]:
        """The reference's version of each file that a student hands in, in the manifest's order."""
        return tuple(self.twin_folder(exercise) / name for name in exercise.student_files)

    def optional_reference_files(self, exercise: Exercise) -> tuple[Path, ...]:
        """The reference's version of files that a student may hand in; they need not exist."""
        return tuple(self.twin_folder(exercise) / name for name in exercise.optional_files)

    def own_test_implementation(self, exercise: Exercise) -> Path | None:
        """The right implementation that the student's tests must pass on."""
        return self.twin_folder(exercise) / f"{exercise.own_tests.target}.py" if exercise.own_tests else None

    def checks(self, exercise: Place) -> Path:
        """Hidden checks: judge side."""
        return self.twin_folder(exercise) / "checks.py"

    def probes(self, exercise: Place) -> Path:
        """Functions that run beside the student's code: worker side; optional."""
        return self.twin_folder(exercise) / "probes.py"

    def notes(self, exercise: Place) -> Path:
        """What is read after passing."""
        return self.twin_folder(exercise) / "notes.md"

    def mutants_toml(self, exercise: Place) -> Path:
        """Mutants of the reference that are equivalent to it; optional."""
        return self.twin_folder(exercise) / "mutants.toml"

    def wrong_folder(self, exercise: Place) -> Path:
        """Where the wrong solutions lie."""
        return self.twin_folder(exercise) / "wrong"

    def alternatives_folder(self, exercise: Place) -> Path:
        """Where the other right solutions lie."""
        return self.twin_folder(exercise) / "alternatives"

    def mutants_folder(self, exercise: Place) -> Path:
        """Where the wrong versions lie that a student's tests must catch."""
        return self.twin_folder(exercise) / "mutants"

    def wrong(self, exercise: Place) -> tuple[Path, ...]:
        """Wrong solutions by name: a module each, or a folder where an exercise has several files."""
        return _solutions(self.wrong_folder(exercise))

    def alternatives(self, exercise: Place) -> tuple[Path, ...]:
        """Other right solutions by name: a module each, or a folder where an exercise has several files."""
        return _solutions(self.alternatives_folder(exercise))

    def mutants(self, exercise: Place) -> tuple[Path, ...]:
        """Wrong versions of the module under the student's tests, by name."""
        return tuple(path for path in _solutions(self.mutants_folder(exercise)) if path.suffix == ".py")

    def solution_files(self, exercise: Exercise, solution: Path) -> dict[str, Path]:
        """Which file stands for each of the student's files in a wrong or alternative solution.

        A module stands for the first of them; a folder stands for those it holds. The reference gives the rest.
        """
        names = (*exercise.student_files, *exercise.optional_files)
        found = {name: self.twin_folder(exercise) / name for name in names}
        if solution.is_dir():
            found.update({name: solution / name for name in names if (solution / name).is_file()})
        else:
            found[names[0]] = solution
        return {name: path for name, path in found.items() if name in exercise.student_files or path.is_file()}


def _solutions(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in entries(folder) if path.suffix == ".py" or (path.is_dir() and holds_files(path)))
