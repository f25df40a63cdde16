"""Makes the folder unless it is there, and writes into it in any case.

Reply: Somebody may have a project there already. What becomes of their files, and what is left of yours if the disk is full?

Fails: check_nothing_is_overwritten check_all_or_nothing check_program_tells_errors
"""

import argparse
import json
import keyword
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

IGNORED = [".venv/", "__pycache__/", "/build/", "/dist/", "*.egg-info/"]

STEPS = [
    "python -m venv .venv",
    "python -m pip --python .venv install -r requirements-dev.txt",
    "python -m pip --python .venv install --editable .",
]


@dataclass(frozen=True)
class Project:
    """What somebody says about a new project."""

    title: str
    summary: str
    requires: tuple[str, ...] = ()
    dev: tuple[str, ...] = ()


def names(title: str) -> tuple[str, str]:
    """The names of the distribution and of its package."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*([-_. ]+[A-Za-z0-9]+)*", title.strip()):
        raise ValueError(f"{title!r} is no name of a project")
    package = re.sub(r"[-_. ]+", "_", title.strip()).lower()
    if keyword.iskeyword(package) or package in sys.stdlib_module_names:
        raise ValueError(f"{package!r} has a meaning already")
    return package.replace("_", "-"), package


def texts(project: Project) -> dict[str, str]:
    """The text of each file of the project, by its path."""
    name, package = names(project.title)
    if not (project.summary.strip() and project.summary.isprintable()):
        raise ValueError("the summary is one line of text")
    readme = [f"# {project.title.strip()}", "", project.summary, "", "```console", *STEPS, "```"]
    test = [f"from {package}.cli import main", "", "", "def test_main():", "    assert main() == 0"]
    return {
        ".gitignore": _lines(IGNORED),
        "README.md": _lines(readme),
        "pyproject.toml": _metadata(project, name, package),
        "requirements.txt": _lines(project.requires),
        "requirements-dev.txt": _lines(["-r requirements.txt", *project.dev]),
        f"src/{package}/__init__.py": "",
        f"src/{package}/cli.py": f"def main():\n    print({project.summary!r})\n    return 0\n",
        "tests/test_cli.py": _lines(test),
    }


def create(project: Project, parent: Path) -> Path:
    """Write the project to a new folder in `parent` and return it: all of it, or nothing."""
    files = texts(project)
    target = parent / names(project.title)[0]
    target.mkdir(exist_ok=True)
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return target


def main(argv: Sequence[str] | None = None) -> int:
    """Make the project that the command line describes."""
    parser = argparse.ArgumentParser(description="Make the folder of a new project.")
    parser.add_argument("title")
    parser.add_argument("--summary", required=True)
    parser.add_argument("--requires", action="append", default=[])
    parser.add_argument("--dev", action="append", default=[])
    parser.add_argument("--into", type=Path, default=Path())
    asked = parser.parse_args(argv)
    project = Project(asked.title, asked.summary, tuple(asked.requires), tuple(asked.dev))
    try:
        print(create(project, asked.into))
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _metadata(project: Project, name: str, package: str) -> str:
    """The text of pyproject.toml; JSON writes printable texts and lists of them as TOML does."""
    return f"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "0.1.0"
description = {json.dumps(project.summary, ensure_ascii=False)}
readme = "README.md"
requires-python = ">=3.11"
dependencies = {json.dumps(project.requires, ensure_ascii=False)}
scripts = {{ {name} = "{package}.cli:main" }}
"""


if __name__ == "__main__":
    sys.exit(main())
