"""Whether a folder holds what it has to hold, and nothing else; and whether what it holds is text and Python.

Knows which files are obligatory for which kind of exercise. Where they lie is the business of `layout`, what is in
them that of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.findings import Findings
from grader.catalogue.layout import entries, holds_files
from grader.model import Exercise, Kind

_WITHOUT_CHECKS = frozenset({Kind.TESTS, Kind.QUIZ})
"""Kinds that are judged by mutants or by a key: hidden checks and visible tests are possible there, not obligatory."""


@dataclass(frozen=True)
class _Contents:
    """What may lie in a folder: obligatory files with what they are, others, those read elsewhere, module folders."""

    required: dict[Path, str]
    optional: tuple[Path, ...]
    read_elsewhere: tuple[Path, ...]
    module_folders: tuple[Path, ...] = ()

    @property
    def files(self) -> set[Path]:
        """All files that may lie here."""
        return {*self.required, *self.optional, *self.read_elsewhere}


def inspect_exercise(exercise: Exercise, findings: Findings) -> None:
    """The student half of an exercise: what is missing, what cannot be read, what does not belong there."""
    layout = findings.layout
    required = {layout.readme(exercise): "story, tasks and requirements"}
    required |= dict.fromkeys(layout.stub_files(exercise), "the stub")
    optional = list(layout.optional_stub_files(exercise))
    if exercise.kind in _WITHOUT_CHECKS:
        optional.append(layout.visible_tests(exercise))
    else:
        required[layout.visible_tests(exercise)] = "the visible tests"
    target = layout.own_test_target(exercise)
    if target is not None:
        optional.append(target)
    manifests = (layout.manifest(exercise), layout.hints(exercise))
    _inspect(layout.exercise_folder(exercise), _Contents(required, tuple(optional), manifests), findings)


def inspect_twin(exercise: Exercise, findings: Findings) -> None:
    """The instructor half of an exercise, which has to exist."""
    layout = findings.layout
    folder = layout.twin_folder(exercise)
    if folder.is_file():
        findings.add(folder, "is a file where a folder should be", "make it the twin of the exercise folder")
        return
    if not holds_files(folder):
        findings.add(folder, "is missing", f"write the twin of weeks/{exercise.id}")
        return
    required = dict.fromkeys(layout.reference_files(exercise), "the reference")
    implementation = layout.own_test_implementation(exercise)
    if implementation is not None:
        required.setdefault(implementation, "the implementation that the student's tests must pass on")
    optional = [layout.probes(exercise), *layout.optional_reference_files(exercise)]
    module_folders = [layout.wrong_folder(exercise), layout.alternatives_folder(exercise)]
    if exercise.kind in _WITHOUT_CHECKS:
        optional.append(layout.checks(exercise))
    else:
        required[layout.checks(exercise)] = "the hidden checks"
    if exercise.kind is Kind.QUIZ:
        optional.append(layout.notes(exercise))
    else:
        required[layout.notes(exercise)] = "what is read after passing"
    if exercise.own_tests:
        module_folders.append(layout.mutants_folder(exercise))
        if not layout.mutants(exercise):
            message = "is empty or missing: the student's tests have nothing to catch"
            findings.add(layout.mutants_folder(exercise), message, "write wrong versions of the target")
    contents = _Contents(required, tuple(optional), (layout.mutants_toml(exercise),), tuple(module_folders))
    _inspect(folder, contents, findings)


def inspect_week(week: str, findings: Findings) -> None:
    """The week folder itself: its lesson, its quiz, and what lies beside the exercises."""
    layout = findings.layout
    known = {layout.week_manifest(week), layout.lesson(week), layout.lab(week), layout.quiz(week)}
    _readable(layout.lesson(week), "the lesson", findings)
    if layout.lab(week).exists():
        _readable(layout.lab(week), "the lab", findings)
    _only_known(layout.week_folder(week), known, findings)


def inspect_twin_week(week: str, findings: Findings) -> None:
    """The week folder of the instructor half: exercises that exist in weeks/, and the key of a quiz that exists."""
    layout = findings.layout
    slugs = set(layout.slugs(week))
    for slug in layout.twin_slugs(week):
        if slug not in slugs:
            folder = layout.week_twin(week) / slug
            findings.add(folder, "has no exercise in weeks/", "write the exercise, or take the folder away")
    known = {layout.quiz_key(week)} if layout.quiz(week).is_file() else set()
    _only_known(layout.week_twin(week), known, findings)


def inspect_roots(findings: Findings) -> None:
    """What lies in weeks/ and solutions/ beside the folders of weeks."""
    layout = findings.layout
    if not _is_folder(layout.weeks_folder, findings):
        return
    _only_known(layout.weeks_folder, set(layout.course_files()), findings)
    if not _is_folder(layout.solutions_folder, findings):
        return
    _only_known(layout.solutions_folder, set(layout.solutions_files()), findings)
    weeks = set(layout.weeks())
    for week in layout.twin_weeks():
        if week not in weeks:
            findings.add(layout.week_twin(week), "has no week in weeks/", "write the week, or take the folder away")


def _is_folder(path: Path, findings: Findings) -> bool:
    if path.is_dir():
        return True
    if path.exists():
        findings.add(path, "is a file where a folder should be", "make it a folder")
    else:
        findings.add(path, "is missing", "run the command in the folder that holds weeks/ and solutions/")
    return False


def _only_known(folder: Path, known: set[Path], findings: Findings) -> None:
    """Note files that do not belong into a folder whose sub-folders somebody else looks at."""
    for path in entries(folder):
        if path.is_symlink():
            findings.add(path, "is a link", "put the file itself here")
        elif not path.is_dir() and path not in known:
            findings.add(path, "does not belong here", "take it away, or give it the name it should have")


def _inspect(folder: Path, contents: _Contents, findings: Findings) -> None:
    for path, what in contents.required.items():
        _readable(path, what, findings)
    for path in contents.optional:
        if path.exists() and path not in contents.required:
            _readable(path, "what belongs there", findings)
    _walk(folder, contents.files, set(contents.module_folders), findings)


def _readable(path: Path, what: str, findings: Findings) -> None:
    if not findings.exists(path, what):
        return
    if path.suffix == ".py":
        findings.module(path)
    else:
        findings.text(path)


def _walk(folder: Path, files: set[Path], module_folders: set[Path], findings: Findings) -> None:
    """Note what is neither one of the files, nor on the way to one, nor in a folder of modules."""
    parents = {parent for path in files for parent in path.parents}
    for path in entries(folder):
        if path.is_symlink():
            findings.add(path, "is a link", "put the file itself here")
        elif path.is_dir():
            if path in module_folders:
                _modules_only(path, findings)
            elif path in parents:
                _walk(path, files, module_folders, findings)
            elif path not in files and holds_files(path):
                findings.add(path, "does not belong here", "take the folder away")
        elif path in module_folders or path in parents:
            findings.add(path, "is a file where a folder should be", "make it a folder")
        elif path not in files:
            findings.add(path, "does not belong here", "take it away, or name it in the manifest")


def _modules_only(folder: Path, findings: Findings) -> None:
    """A folder of solutions holds modules, and folders for exercises with several files."""
    for path in entries(folder):
        if path.is_symlink():
            findings.add(path, "is a link", "put the file itself here")
        elif not path.is_dir() and path.suffix != ".py":
            findings.add(path, "does not belong here", "only Python modules lie in this folder")
