"""The project files of a student repository: what it asks for, at which versions, and the pages and settings around.

Light on purpose: the libraries of the student's commands, those that released exercises import, and an extra with the
tools of graded types and style. Renders texts; writes nothing.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

import grader
from grader.errors import GraderFault, Problem
from grader.release.half import imported
from grader.release.lock import Requirement, constraints, cut_lock, normalised, parse_requirement
from grader.student.merge import plain

OURS = "quayside"
PROJECT = "quayside-student"
PYTHONS = ("3.11", "3.12", "3.13")
STYLE = ("mypy", "ruff")
"""Tools of graded types and style; students may do without, their CI does not."""

_EXTRA = re.compile(r"(.*?)\s*;.*extra\s*==\s*['\"]([^'\"]+)['\"]")
_OTHER_NAMES = {
    "_pytest": "pytest",
    "attr": "attrs",
    "dateutil": "python-dateutil",
    "pkg_resources": "setuptools",
    "yaml": "pyyaml",
}
"""Modules that are called otherwise than the library they come with."""

_PLACES = {
    "README.md": "README.md.j2",
    "pyproject.toml": "pyproject.toml.j2",
    "requirements.txt": "requirements.txt.j2",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".devcontainer/devcontainer.json": "devcontainer.json.j2",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}
STUDENTS_OWN = frozenset({".gitignore", ".vscode/settings.json", ".vscode/extensions.json"})
"""Files around the exercises that a student may change: an update merges them."""

_GITHUB = "github"
_COMPILED = "__pycache__"
EXERCISE_DEPTH = 3
"""An exercise's folder is `weeks/WEEK/EXERCISE`; names of whatever lies in it are its own modules and packages."""


@dataclass(frozen=True)
class Sources:
    """Where the grader's own project files lie, if it runs from a checkout; from a wheel there are none."""

    package: Path

    @property
    def is_checkout(self) -> bool:
        """Whether the files beside the package are those of this project."""
        if not self.project.is_file():
            return False
        name = tomllib.loads(self.project.read_text(encoding="utf-8")).get("project", {}).get("name")
        return bool(name == OURS)

    @property
    def project(self) -> Path:
        """What the grader asks for."""
        return self.package.parent / "pyproject.toml"

    @property
    def licence(self) -> Path:
        """On what terms it is given."""
        return self.package.parent / "LICENSE"

    @property
    def lock(self) -> Path:
        """At which versions."""
        return self.package.parent / "uv.lock"


def requirements(sources: Sources) -> tuple[Requirement, ...]:
    """All that the grader and its extras ask for."""
    if sources.is_checkout:
        project = tomllib.loads(sources.project.read_text(encoding="utf-8"))["project"]
        groups: Mapping[str, list[str]] = project.get("optional-dependencies", {})
        found = [parse_requirement(text) for text in project["dependencies"]]
        return (*found, *(parse_requirement(text, name) for name, texts in groups.items() for text in texts))
    return tuple(_from_metadata(text) for text in importlib.metadata.requires(OURS) or ())


def _from_metadata(text: str) -> Requirement:
    found = _EXTRA.match(text)
    return parse_requirement(found[1], found[2]) if found else parse_requirement(text)


def chosen(
    known: tuple[Requirement, ...],
    libraries: Collection[str],
    modules: Mapping[str, Path],
    declared: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[Requirement, ...], list[Problem]]:
    """What students need: the light libraries, the tools of style, and whatever released exercises are about.

    `libraries` are imported by the student's commands, `declared` are named by manifests. Problems name what no library
    of ours satisfies. Raises GraderFault if the student's commands need more than the light libraries.
    """
    light = {item.name: Requirement(item.name, item.extras, item.versions) for item in known if not item.group}
    lacking = sorted(name for name in libraries if _library(name) not in light)
    if lacking:
        fix = "let the student half do without, or add it to the dependencies in pyproject.toml"
        raise GraderFault(f"the student half imports {', '.join(lacking)}, which students do not have", fix=fix)
    wanted = [(path, name) for path, names in declared.items() for name in names]
    for path, file in modules.items():
        folder = "/".join(path.split("/")[:EXERCISE_DEPTH])
        siblings = {
            part.removesuffix(".py") for other in modules if other.startswith(folder) for part in other.split("/")
        }
        wanted += [(path, name) for name in _third_party(file, siblings)]
    problems: list[Problem] = []
    for path, name in wanted:
        item = next((item for item in known if item.name == _library(name)), None)
        if item is None:
            message, fix = f"needs {name}, which is no library of the course", "add it to the extra `weeks`"
            problems.append(Problem(path, "", message, fix))
        else:
            light.setdefault(item.name, Requirement(item.name, item.extras, item.versions))
    style = [Requirement(item.name, item.extras, item.versions, "style") for item in known if item.name in STYLE]
    return (*light.values(), *{item.name: item for item in style}.values()), problems


def _third_party(file: Path, siblings: Collection[str]) -> list[str]:
    tops = {name.partition(".")[0] for name in imported(file)}
    return sorted(tops - set(sys.stdlib_module_names) - set(siblings) - {"", "grader"})


def _library(module: str) -> str:
    return normalised(_OTHER_NAMES.get(module, module))


@dataclass(frozen=True)
class Around:
    """Files of the repository that are made, not copied; `notes` are sentences for the instructor."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...]


def project_files(sources: Sources, wanted: tuple[Requirement, ...], *, weeks: int, exercises: int) -> Around:
    """Everything around the exercises and the package, by path; rendered from templates, always the same way."""
    locked = sources.is_checkout and sources.lock.is_file()
    words = {
        "version": grader.__version__,
        "project": PROJECT,
        "pythons": PYTHONS,
        "dependencies": [_written(item) for item in sorted(wanted, key=lambda item: item.name) if not item.group],
        "style": [_written(item) for item in sorted(wanted, key=lambda item: item.name) if item.group],
        "plugin": (sources.package / "student" / "plugin.py").is_file(),
        "weeks": weeks,
        "exercises": exercises,
        "locked": locked,
    }
    render = _renderer()
    files = {path: render(template, words) for path, template in _PLACES.items()}
    if sources.is_checkout and sources.licence.is_file():
        files["LICENSE"] = plain(sources.licence.read_bytes())
    folder = Path(__file__).with_name("templates") / _GITHUB
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and _COMPILED not in path.parts):
        name = path.relative_to(folder).as_posix()
        files[f".github/{name.removesuffix('.j2')}"] = render(f"{_GITHUB}/{name}", words)
    if not locked:
        note = "no lock file: the grader runs from a wheel, which has none; students get the newest versions that fit"
        return Around(files, (note,))
    lock = cut_lock(sources.lock.read_text(encoding="utf-8"), PROJECT, grader.__version__, wanted)
    files["uv.lock"] = lock.encode()
    files["constraints.txt"] = constraints(lock).encode()
    return Around(files, ())


def _written(item: Requirement) -> str:
    return item.name + (f"[{','.join(item.extras)}]" if item.extras else "") + item.versions


@dataclass(frozen=True)
class Render:
    """Gives a template's text: rendered if its name says so, as it stands otherwise."""

    environment: jinja2.Environment

    def __call__(self, template: str, words: Mapping[str, object]) -> bytes:
        """The bytes of the file that is made from a template."""
        if template.endswith(".j2"):
            return self.environment.get_template(template).render(words).encode()
        content = Path(__file__).with_name("templates").joinpath(*template.split("/")).read_bytes()
        return plain(content)


def _renderer() -> Render:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.release", "templates"),
        autoescape=jinja2.select_autoescape(),  # none of these is HTML, and their names say so
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return Render(environment)
