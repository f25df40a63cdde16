"""Gathers the problems of a course while its files are read, so that none of them hides the others.

Knows what can be wrong with any file (absent, a folder, not UTF-8, broken TOML, broken Python), not what belongs in it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

from grader.catalogue.layout import Layout
from grader.errors import Problem

Document = dict[str, Any]
"""What a TOML file holds before anything is known about it."""

SYNTAX_VERSION = (3, 11)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class Findings:
    """The problems found so far, and the readers that add to them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.problems: list[Problem] = []

    def add(self, path: Path, message: str, fix: str, *, key: str = "") -> None:
        """Note a problem of a file, at a key or a line of it."""
        self.problems.append(Problem(self.layout.relative(path), key, message, fix))

    def exists(self, path: Path, what: str) -> bool:
        """Whether a file that has to be there is there and is a file."""
        if path.is_file():
            return True
        if path.is_dir():
            self.add(path, "is a folder where a file should be", f"put {what} into a file of this name")
        else:
            self.add(path, "is missing", f"write {what}")
        return False

    def text(self, path: Path) -> str | None:
        """The text of a file that is there; None with a problem if it cannot be read as UTF-8."""
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            self.add(path, f"is not UTF-8: byte {error.start + 1} cannot be read", "save the file in UTF-8")
        except OSError as error:
            self.add(path, f"cannot be read: {error.strerror}", "make it a plain file that you may read")
        return None

    def table(self, path: Path, what: str) -> Document | None:
        """What a TOML file holds; None with a problem if it is absent or broken."""
        text = self.text(path) if self.exists(path, what) else None
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _PLACE.search(str(error))
            line = found[1] if found and found[1] else str(text.count("\n") + 1)
            self.add(
                path,
                f"is not TOML: {_PLACE.sub('', str(error))}",
                "look at this line and the one before it",
                key=f"line {line}",
            )
            return None

    def module(self, path: Path) -> ast.Module | None:
        """The syntax tree of a Python file that is there; None with a problem if it does not parse."""
        text = self.text(path)
        if text is None:
            return None
        try:
            return ast.parse(text, feature_version=SYNTAX_VERSION)
        except (SyntaxError, ValueError) as error:  # which of the two a null byte raises differs by version
            line = error.lineno if isinstance(error, SyntaxError) else None
            reason = error.msg if isinstance(error, SyntaxError) else str(error)
            fix = "make it a module that can be imported"
            self.add(path, f"is not Python 3.11: {reason}", fix, key=f"line {line}" if line else "")
        return None
