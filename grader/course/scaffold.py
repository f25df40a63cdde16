"""Writes the files of a new exercise and of its twin from templates, ready to be filled in; overwrites nothing.

What it writes is a small exercise that works, so that `grader verify` complains only about what is left to write.
Where the files lie is the business of `catalogue.layout`.
"""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

from grader.catalogue.layout import Address, Layout, module_name
from grader.catalogue.load import survey_course
from grader.errors import OutputUnwritable, UsageError
from grader.model import Kind, Week

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SHORTEST, _LONGEST = 3, 60


def new_exercise(root: Path, week: str, slug: str) -> list[Path]:
    """Write all files of an exercise in a week that exists, and return their paths.

    Raises UsageError if the week is unknown, the name is not fit or taken, or any of the files is there already.
    """
    # Somebody else's unfinished exercise is no reason not to begin another one: its problems are left to `verify`.
    course, _ = survey_course(root, strict=False)
    found = course.week(week)
    _check_name(slug)
    # Drills have the same name in every week; any other name is used once in the course.
    others = [exercise for exercise in course.exercises if exercise.kind is not Kind.DRILLS]
    taken = [exercise.id for exercise in others if exercise.slug == slug]
    address = Address(found.name, slug)
    files = _files(course.layout, address)
    there = [course.layout.relative(path) for path in files if path.exists()]
    if taken or there:
        raise UsageError(f"{(taken or there)[0]} exists already", fix="choose another name; nothing was written")
    texts = _render(files, found, slug)
    _write(texts)
    return list(texts)


def _check_name(slug: str) -> None:
    if not _SLUG.match(slug) or not _SHORTEST <= len(slug) <= _LONGEST:
        raise UsageError(
            f"{slug!r} cannot be the name of an exercise",
            fix=f"use {_SHORTEST} to {_LONGEST} small letters, digits and hyphens, as in health-check-framework",
        )


def _files(layout: Layout, address: Address) -> dict[Path, str]:
    """Each file of an exercise, and the template that it is made from."""
    return {
        layout.manifest(address): "exercise.toml.j2",
        layout.readme(address): "README.md.j2",
        layout.hints(address): "hints.toml.j2",
        layout.module_stub(address): "stub.py.j2",
        layout.visible_tests(address): "visible_tests.py.j2",
        layout.module_reference(address): "reference.py.j2",
        layout.checks(address): "checks.py.j2",
        layout.probes(address): "probes.py.j2",
        layout.wrong_folder(address) / "sorts_the_callers_list.py": "wrong.py.j2",
        layout.alternatives_folder(address) / "sorts_a_copy.py": "alternative.py.j2",
        layout.notes(address): "notes.md.j2",
    }


def _render(files: dict[Path, str], week: Week, slug: str) -> dict[Path, str]:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.course", "templates/exercise"),
        autoescape=jinja2.select_autoescape(),  # these are no HTML, and their names say so
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    words = {
        "slug": slug,
        "module": module_name(slug),
        "title": slug.replace("-", " ").capitalize(),
        "number": max((exercise.number for exercise in week.exercises), default=0) + 1,
    }
    return {path: environment.get_template(template).render(words) for path, template in files.items()}


def _write(texts: dict[Path, str]) -> None:
    """Write all files, or none: what was written before something failed is taken away again."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise OutputUnwritable(
            f"{str(error.filename)!r} cannot be written: {error.strerror}",
            fix="make the folders weeks/ and solutions/ writable",
        ) from None
