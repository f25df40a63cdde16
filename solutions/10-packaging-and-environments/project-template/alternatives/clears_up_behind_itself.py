"""Writes straight into the new folder and removes it on failure; fills templates with marks."""

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path
from typing import NamedTuple

IGNORED = [".venv/", "__pycache__/", "/build/", "/dist/", "*.egg-info/"]

STEPS = [
    "python -m venv .venv",
    "python -m pip --python .venv install -r requirements-dev.txt",
    "python -m pip --python .venv install --editable .",
]

README = """# TITLE

SUMMARY

## Begin

```console
STEPS
```
"""

PYPROJECT = """[project]
name = "NAME"
version = "0.1.0"
requires-python = ">=3.11"
readme = "README.md"
description = QUOTED
dependencies = [
NEEDED]
scripts = { NAME = "PACKAGE.cli:main" }

[build-system]
build-backend = "hatchling.build"
requires = ["hatchling"]
"""

PROGRAM = """from . import SUMMARY


def main() -> int:
    print(SUMMARY)
    return 0
"""

TEST = """from PACKAGE import SUMMARY
from PACKAGE.cli import main


def test_main() -> None:
    assert main() == 0


def test_summary() -> None:
    assert SUMMARY
"""


class Project(NamedTuple):
    """What somebody says about a new project."""

    title: str
    summary: str
    requires: tuple[str, ...] = ()
    dev: tuple[str, ...] = ()


def names(title: str) -> tuple[str, str]:
    words = re.split("[-_. ]+", title.strip().lower())
    if not all(word.isascii() and word.isalnum() for word in words) or not words[0][0].isalpha():
        raise ValueError("no name")
    package = "_".join(words)
    if iskeyword(package) or package in sys.stdlib_module_names:
        raise ValueError("taken")
    return "-".join(words), package


def texts(project: Project) -> dict[str, str]:
    name, package = names(project.title)
    summary = project.summary
    if summary.isspace() or not summary or not summary.isprintable():
        raise ValueError("summary")

    def fill(template: str) -> str:
        values = {
            "TITLE": project.title.strip(),
            "SUMMARY": summary,
            "STEPS": "\n".join(STEPS),
            "QUOTED": toml(summary),
            "NEEDED": "".join(f"    {toml(one)},\n" for one in project.requires),
            "NAME": name,
            "PACKAGE": package,
        }
        return re.sub("|".join(values), lambda found: values[found[0]], template)

    return {
        "pyproject.toml": fill(PYPROJECT),
        "README.md": fill(README),
        "tests/test_cli.py": re.sub("PACKAGE", package, TEST),
        f"src/{package}/cli.py": PROGRAM,
        f"src/{package}/__init__.py": f"SUMMARY = {summary!a}\n",
        "requirements.txt": "".join(one + "\n" for one in project.requires),
        "requirements-dev.txt": "\n".join(("-r requirements.txt", *project.dev)) + "\n",
        ".gitignore": "# What can be made again.\n\n" + "\n".join(reversed(IGNORED)) + "\n",
    }


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def create(project: Project, parent: Path) -> Path:
    written = texts(project)
    folder = parent / names(project.title)[0]
    folder.mkdir()
    try:
        for name, text in sorted(written.items()):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
    except BaseException:
        shutil.rmtree(folder)
        raise
    return folder


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("title")
    parser.add_argument("--summary", required=True)
    parser.add_argument("--requires", action="append")
    parser.add_argument("--dev", action="append")
    parser.add_argument("--into", default=".")
    given = parser.parse_args(argv)
    project = Project(
        given.title, given.summary, tuple(given.requires or ()), tuple(given.dev or ())
    )
    try:
        print(create(project, Path(given.into)))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
