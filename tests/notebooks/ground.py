"""What tests of notebooks stand on: the course's own notebooks, solved ones made of them, and a run of the grader."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.course.grading import GradeOptions, choose, load_chosen
from grader.notebooks.book import Book, render
from grader.notebooks.build import Shelf, everything, gather
from grader.notebooks.extract import Extracted, extract
from grader.notebooks.grading import Graded, Marked, grade_notebooks
from grader.notebooks.lab import CellKind
from grader.notebooks.submitted import HandedIn, find_notebooks
from tests.builders import ROOT, level2

WEEK = "06-abcs-protocols-mixins"
LAB = "06-lab"
SMALL = """\
---
title: "Counting"
minutes: 45
points: 3
---

# Counting containers

## Part 1: count

Read [the lesson](README.md#x).

```python solution id=census
def census(berths):
    \"\"\"How many containers stand on all berths.\"\"\"
    ### BEGIN SOLUTION
    return sum(berths.values())
    ### END SOLUTION
```

> Predict: what is printed?

```python run
print(census({"A": 2, "B": 3}))
```

```python check id=two-berths points=1 visible
# Two berths are added.
assert census({"A": 2, "B": 3}) == 5
```

```python check id=no-berth points=2
# No berth holds nothing.
assert census({}) == 0, "the sum of nothing is 0"
```
"""


@functools.cache
def course() -> Course:
    """The course in this repository, week 06 of it."""
    return load_chosen(ROOT, lambda found: choose(found, "06", None))[0]


@functools.cache
def labs() -> Shelf:
    """The lab of week 06."""
    return gather(course(), everything(course(), "06", "lab"))


@functools.cache
def whole_week() -> Shelf:
    """All notebooks of week 06."""
    return gather(course(), everything(course(), "06", None))


def lab_book() -> Book:
    """The notebook of week 06's lab."""
    return labs().books[0]


def released(book: Book) -> dict[str, Any]:
    """What students get, to be changed."""
    notebook: dict[str, Any] = json.loads(render(book, release=True))
    return notebook


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """The cell of that id."""
    return next(item for item in notebook["cells"] if item["id"] == name)


def solved(book: Book) -> dict[str, Any]:
    """What students get with the author's solution in it."""
    return filled(book, {item.name: solution(item.source) for item in book.of(CellKind.SOLUTION)})


def solution(source: str) -> str:
    """An instructor's solution cell of a lab as a student would have it."""
    return "\n".join(line for line in source.split("\n") if "### " not in line)


def filled(book: Book, sources: Mapping[str, str]) -> dict[str, Any]:
    """What students get with these texts in cells."""
    notebook = released(book)
    for name, source in sources.items():
        cell(notebook, name)["source"] = source
    return notebook


def hand_in(folder: Path, student: str, book: Book, notebook: dict[str, Any] | bytes) -> Path:
    """Put a notebook where nbgrader collects it."""
    place = folder / student / book.assignment
    place.mkdir(parents=True, exist_ok=True)
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    path = place / f"{book.name}.ipynb"
    path.write_bytes(content)
    return path


def extracted(folder: Path, book: Book, notebook: dict[str, Any] | bytes) -> Extracted:
    """What is taken out of a notebook."""
    hand_in(folder, "ada", book, notebook)
    return extract(HandedIn("ada", book.assignment, folder / "ada", (book.assignment, f"{book.name}.ipynb")), book)


def grade(folder: Path, shelf: Shelf, output: Path | None = None) -> Graded:
    """Grade all notebooks below a folder at level L2."""
    handed = find_notebooks(folder, {book.assignment: book.name for book in shelf.books}, None)
    return grade_notebooks(course(), shelf, handed, output, GradeOptions(level2(), jobs=2, seed=5), lambda _: None)


def by_student(graded: Graded) -> dict[str, Marked]:
    """The one notebook of each student."""
    return {item.student: item for item in graded.marked}


def run(*arguments: str, cwd: Path | None = None, program: str = "grader") -> subprocess.CompletedProcess[str]:
    """Run a console script of this environment and wait for it."""
    path = Path(sysconfig.get_path("scripts")) / program
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, str(path), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)


def lines_of(text: str) -> Iterator[str]:
    """Lines that say something: no brackets alone, no empty ones."""
    yield from (line.strip() for line in text.split("\n") if len(line.strip()) > 3)
