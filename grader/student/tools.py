"""Runs the type checker and the linter over one exercise's files, where they are installed, as the grader does.

Settings come from the course, never from the exercise's folder. Knows how to call the tools and how to read what they
say; what they say quotes the student's files and is treated as such by whoever shows it.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.model import Exercise

TYPES, STYLE = "types", "style"
SECONDS = 120.0
_MYPY = (
    "--strict",
    "--output=json",
    f"--config-file={os.devnull}",
    "--explicit-package-bases",
    "--namespace-packages",
    "--no-error-summary",
    "--soft-error-limit=-1",
    "--no-incremental",
    f"--cache-dir={os.devnull}",
)
_LOOK_AWAY = re.compile(r"#\s*type:\s*ignore(?![A-Za-z0-9_])|#\s*mypy:")
_UNCHECKED = frozenset({"no_type_check", "no_type_check_decorator"})
_RUFF = ("check", "--ignore-noqa", "--no-cache", "--exit-zero", "--quiet", "--output-format", "json")


@dataclass(frozen=True)
class Finding:
    """What a tool objects to: `tool` is TYPES or STYLE, `file` is relative to the exercise's folder."""

    tool: str
    file: str
    line: int
    message: str
    code: str = ""


@dataclass(frozen=True)
class Checked:
    """What the tools said of one exercise: those that looked at it, and what they found."""

    tools: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    """Sentences for tools that did not come to an end."""

    def of(self, tool: str) -> tuple[Finding, ...]:
        """The findings of one tool."""
        return tuple(item for item in self.findings if item.tool == tool)


def installed() -> tuple[str, ...]:
    """Which of the two tools are here."""
    return tuple(tool for tool, module in ((TYPES, "mypy"), (STYLE, "ruff")) if importlib.util.find_spec(module))


def examine(exercise: Exercise, layout: Layout, tools: Sequence[str]) -> Checked:
    """Hold the student's files against types and style, as far as the exercise gives points for them."""
    folder = layout.exercise_folder(exercise)
    asked: list[tuple[str, list[str]]] = []
    if TYPES in tools and exercise.typed_points > 0:
        asked.append((TYPES, _there(folder, exercise.typed_files)))
    if STYLE in tools and exercise.style_points > 0:
        names = dict.fromkeys([*exercise.student_files, *exercise.optional_files, *exercise.typed_files])
        asked.append((STYLE, _there(folder, names)))
    found: list[Finding] = []
    looked: list[str] = []
    problems: list[str] = []
    for tool, files in asked:
        if not files:
            continue
        try:
            found += _types(folder, files) if tool == TYPES else _style(folder, files, layout.style_rules)
            looked.append(tool)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            problems.append(f"{tool} could not be checked ({type(error).__name__})")
    return Checked(tuple(looked), tuple(found), tuple(problems))


def _there(folder: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.endswith(".py") and (folder / name).is_file()]


def _types(folder: Path, files: list[str]) -> list[Finding]:
    found = [finding for name in files for finding in _silencing(name, (folder / name).read_bytes())]
    for line in _said(["-m", "mypy", *_MYPY, "--", *files], folder).splitlines():
        item = json.loads(line)
        if item["severity"] == "error" and item["file"] in files and item["code"] != "unused-ignore":
            found.append(Finding(TYPES, item["file"], int(item["line"]), str(item["message"]), str(item["code"] or "")))
    return found


def _silencing(name: str, source: bytes) -> list[Finding]:
    """Comments that tell the type checker to look away; the grader takes each for an error."""
    found = []
    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.COMMENT and _LOOK_AWAY.search(token.string):
                text = "a comment silences the type checker; mend the types instead"
                found.append(Finding(TYPES, name, token.start[0], text, "type-ignore"))
            elif token.type == tokenize.NAME and token.string in _UNCHECKED:
                text = f"{token.string} silences the type checker; mend the types instead"
                found.append(Finding(TYPES, name, token.start[0], text, "no-type-check"))
    except (tokenize.TokenError, SyntaxError):  # mypy says what is wrong with it
        return found
    return found


def _style(folder: Path, files: list[str], rules: Path) -> list[Finding]:
    settings = ["--config", str(rules)] if rules.is_file() else ["--isolated"]
    found = []
    for item in json.loads(_said(["-m", "ruff", *_RUFF, *settings, "--", *files], folder)):
        name = Path(item["filename"]).name
        row = int(item["location"]["row"])
        found.append(Finding(STYLE, name, row, str(item["message"]), str(item["code"] or "syntax")))
    return found


def _said(arguments: list[str], folder: Path) -> str:
    """What a tool prints; -I keeps the modules in the folder, which are the student's, off the tool's own path."""
    with tempfile.TemporaryFile() as answer:
        subprocess.run(
            [sys.executable, "-I", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        answer.seek(0)
        return answer.read().decode("utf-8", "replace")
