"""A short name for everything that affects the grade of one exercise, to know when old results may stand.

Knows which files those are, not what is in them. Two machines with the same course give the same fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from grader.catalogue.layout import Layout, entries
from grader.model import Exercise

VERSION = b"quayside/fingerprint/v1"


def fingerprint(exercise: Exercise, layout: Layout) -> str:
    """The sha256 over names and contents of all files that a grade of this exercise depends on, in hexadecimal.

    README, hints, notes and visible tests do not count: no point depends on them. Alternatives count where students
    write tests, which have to pass on each of them.
    """
    digest = hashlib.sha256(VERSION)
    for path in sorted(set(_files(exercise, layout)), key=layout.relative):
        # A checkout on Windows may end lines in another way; what a file says is the same.
        content = path.read_bytes().replace(b"\r\n", b"\n")
        for part in (layout.relative(path).encode(), content):
            # Lengths keep the parts apart: no two sets of files run together into the same bytes.
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _files(exercise: Exercise, layout: Layout) -> Iterator[Path]:
    yield layout.manifest(exercise)
    candidates = [
        *layout.stub_files(exercise),
        *layout.optional_stub_files(exercise),
        *layout.reference_files(exercise),
        *layout.optional_reference_files(exercise),
        layout.own_test_implementation(exercise),
        layout.checks(exercise),
        layout.probes(exercise),
    ]
    if exercise.style_points:
        candidates.append(layout.style_rules)
    yield from (path for path in candidates if path is not None and path.is_file())
    yield from _files_below(layout.wrong_folder(exercise))
    yield from _files_below(layout.mutants_folder(exercise))
    if exercise.own_tests:
        yield from _files_below(layout.alternatives_folder(exercise))


def _files_below(folder: Path) -> Iterator[Path]:
    for path in entries(folder):
        if path.is_dir():
            yield from _files_below(path)
        else:
            yield path
