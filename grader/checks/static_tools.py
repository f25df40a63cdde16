"""Runs mypy, the syntax rules and ruff over many submissions at once, and finds the one that a tool dies of.

Every tool runs in a sandbox and may crash or hang on a hostile file. A run that does is split in halves, down to the
submission that is to blame. Knows units of files and what tools say of them; knows no points and no outcomes.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import logging
import re
import secrets
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from grader.errors import CourseError, GraderFault, Problem, UsageError
from grader.sandbox.command import Ended, run_confined
from grader.sandbox.launch import Confinement
from grader.sandbox.staging import Staging

Answer = TypeVar("Answer")
PROGRAM_FILES = ("static_worker.py", "ast_rules.py")
MOST_FINDINGS = 20
_LINTED = re.compile(r"/files/([rs]\d+_e\d+)/(.+)$")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_DEFAULT_RULES: Mapping[str, Any] = {
    "target-version": "py311",
    "line-length": 100,
    "lint": {"select": ["E", "F", "W", "B", "N", "UP"]},
}
_log = logging.getLogger(__name__)


class Finding(NamedTuple):
    """What a tool says of one line; the text is the student's as much as the tool's."""

    line: int
    code: str
    text: str


@dataclass(frozen=True)
class FileFacts:
    """What is known of one file.

    `broken` is why it cannot be read, `unfinished` are lines of the stub with their tasks; `types` is None where mypy
    does not get through the file.
    """

    broken: Finding | None = None
    unfinished: tuple[tuple[int, int], ...] = ()
    rules: tuple[Finding, ...] = ()
    types: tuple[Finding, ...] | None = ()


Facts = dict[str, FileFacts]
Lint = dict[str, list[Finding]]


@dataclass(frozen=True)
class Unit:
    """Files that belong together, in a folder of their own; `reference` is a unit on which the tools must work."""

    folder: str
    files: Mapping[str, bytes]
    typed: tuple[str, ...] = ()
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reference: Unit | None = None


SAMPLE = Unit("r0_e0", {"sample.py": b"def twice(number: int) -> int:\n    return 2 * number\n"}, typed=("sample.py",))
"""Stands in for a reference that was not given: every tool must get through it."""


@dataclass(frozen=True)
class Toolbox:
    """Where the tools lie on this machine and how long they may take: mypy for a file, a tool for a run of units.

    A run may take so long that some files in it can use up theirs.
    """

    libraries: Path
    ruff: Path
    program: Path = Path(__file__).parent
    file_seconds: float = 10.0
    start_seconds: float = 60.0
    unit_seconds: float = 2.0
    memory_mb: int = 2048


def find_toolbox() -> Toolbox:
    """The tools that are installed beside the grader. Raises UsageError where one is missing."""
    mypy = importlib.util.find_spec("mypy")
    try:
        # Not an import statement: ruff has no types, and a student's half is installed without it.
        ruff = Path(importlib.import_module("ruff").find_ruff_bin())
        if mypy is not None and mypy.origin is not None:
            return Toolbox(Path(mypy.origin).parent.parent, ruff)
    except (ImportError, FileNotFoundError) as error:
        _log.info("ruff was not found: %s", error)
    raise UsageError(
        "types and style cannot be graded: mypy or ruff is not installed",
        fix="install the extra for instructors: pip install 'quayside[instructor]'",
    )


def ruff_options(rules: Path | None) -> list[str]:
    """The settings in a ruff.toml as options: with --isolated no file is read, neither ours nor a student's."""
    settings: Mapping[str, Any] = _DEFAULT_RULES
    if rules is not None and rules.is_file():
        try:
            settings = tomllib.loads(rules.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseError([Problem(rules.name, "", f"is not TOML: {error}", "mend the file")]) from error
    return [part for setting in _flat(settings, ()) for part in ("--config", setting)]


def _flat(table: Mapping[str, Any], above: tuple[str, ...]) -> Iterable[str]:
    for key, value in table.items():
        path = (*above, key if _BARE_KEY.fullmatch(key) else json.dumps(key))
        if isinstance(value, dict):
            yield from _flat(value, path)
        else:
            # What JSON writes for texts, numbers, truth values and arrays of them is TOML as well.
            yield f"{'.'.join(path)} = {json.dumps(value, ensure_ascii=False)}"


class Bench:
    """The units of one run on disk, and the tools to put them to; removes its files at the end."""

    def __init__(self, confinement: Confinement, staging: Staging, toolbox: Toolbox, rules: Path | None) -> None:
        self.confinement, self.staging, self.toolbox = confinement, staging, toolbox
        self.ruff_options = ruff_options(rules)
        program = {name: (toolbox.program / name).read_bytes() for name in PROGRAM_FILES}
        self.box = staging.box(f"static-{secrets.token_hex(6)}", {"program": program, "files": {}})
        for folder in (self.box, self.box / "program", self.box / "files"):
            folder.chmod(0o755)  # whatever the mask of this process: another uid reads them
        self.laid_out: set[str] = set()
        self.sound: dict[tuple[str, str], bool] = {}
        self.complaint = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.staging.drop(self.box)

    def examine(self, units: Sequence[Unit]) -> dict[str, Facts | None]:
        """Syntax, unfinished lines, rules and types, by folder; None for a unit that the worker dies of."""
        found = self._in_halves("static_worker", units, self._examine)
        for unit in units:
            facts = found[unit.folder]
            if facts is not None and _without_types(facts):
                self._demand("mypy", unit.reference or SAMPLE, self._examine_types)
        return found

    def lint(self, units: Sequence[Unit]) -> dict[str, Lint | None]:
        """What ruff says, by folder and file; None for a unit that ruff dies of."""
        return self._in_halves("ruff", units, self._lint)

    def _in_halves(
        self, tool: str, units: Sequence[Unit], attempt: Callable[[Sequence[Unit]], Mapping[str, Answer] | None]
    ) -> dict[str, Answer | None]:
        """Answers for all units. Raises GraderFault where the tool does not even get through a reference."""
        if not units:
            return {}
        for unit in units:
            self._lay_out(unit)
        answers = attempt(units)
        if answers is None and len(units) == 1:
            answers = attempt(units)  # what failed under load may pass alone
        if answers is not None:
            return dict(answers)
        self._demand(tool, units[0].reference or SAMPLE, attempt)
        if len(units) == 1:
            return {units[0].folder: None}
        middle = len(units) // 2
        return {
            **self._in_halves(tool, units[:middle], attempt),
            **self._in_halves(tool, units[middle:], attempt),
        }

    def _demand(
        self, tool: str, reference: Unit, attempt: Callable[[Sequence[Unit]], Mapping[str, Answer] | None]
    ) -> None:
        """Raise GraderFault unless the tool gets through the reference."""
        known = (tool, reference.folder)
        if known not in self.sound:
            self._lay_out(reference)
            self.sound[known] = attempt([reference]) is not None
        if not self.sound[known]:
            raise GraderFault(
                f"{tool} does not work here, not even on a right solution: {self.complaint}",
                fix="run `grader doctor`; is the machine short of memory or very busy?",
            )

    def _lay_out(self, unit: Unit) -> None:
        """Write the files of a unit once, readable by any uid."""
        if unit.folder in self.laid_out:
            return
        self.laid_out.add(unit.folder)
        files = self.box / "files"
        for name, content in unit.files.items():
            path = files / unit.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o644)
            for folder in path.relative_to(files).parents:
                (files / folder).chmod(0o755)

    def _run(self, command: list[str], units: Sequence[Unit], stdin: bytes = b"") -> Ended | None:
        """Run one tool; None where it did not end well, and the reason is kept."""
        ended = run_confined(
            self.confinement,
            command,
            folders={
                "/files": self.box / "files",
                "/program": self.box / "program",
                "/libraries": self.toolbox.libraries,
                "/ruff": self.toolbox.ruff,
            },
            seconds=self.toolbox.start_seconds + self.toolbox.unit_seconds * len(units),
            memory_mb=self.toolbox.memory_mb,
            stdin=stdin,
        )
        if ended.status == 0 and not ended.timed_out:
            return ended
        last = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        self.complaint = "it took too long" if ended.timed_out else f"status {ended.status} {last!a}"
        _log.info("a tool ended early over %d submissions: %s", len(units), self.complaint)
        return None

    def _examine(self, units: Sequence[Unit]) -> dict[str, Facts] | None:
        asked = [
            {"path": f"{unit.folder}/{name}", "types": name in unit.typed, "rules": unit.rules.get(name, ())}
            for unit in units
            for name in unit.files
        ]
        command = [self.confinement.python, "-I", "-S", "-B", "/program/static_worker.py", "/files", "/libraries"]
        ended = self._run([*command, str(self.toolbox.file_seconds)], units, json.dumps(asked).encode())
        if ended is None:
            return None
        try:
            said = json.loads(ended.stdout)
            return {unit.folder: {name: _facts(said[f"{unit.folder}/{name}"]) for name in unit.files} for unit in units}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self.complaint = f"it did not answer as it should: {type(error).__name__}"
            return None

    def _examine_types(self, units: Sequence[Unit]) -> dict[str, Facts] | None:
        """As `_examine`, and None also where mypy did not get through everything."""
        found = self._examine(units)
        if found is None or not any(_without_types(facts) for facts in found.values()):
            return found
        self.complaint = "it crashed or took too long"
        return None

    def _lint(self, units: Sequence[Unit]) -> dict[str, Lint] | None:
        paths = [f"/files/{unit.folder}/{name}" for unit in units for name in unit.files]
        found: dict[str, Lint] = {unit.folder: {name: [] for name in unit.files} for unit in units}
        if not paths:
            return found
        command = ["/ruff", "check", "--isolated", *self.ruff_options, "--ignore-noqa", "--no-cache", "--exit-zero"]
        ended = self._run([*command, "--quiet", "--output-format", "json-lines", "--", *paths], units)
        if ended is None:
            return None
        if ended.cut and len(units) > 1:
            self.complaint = "it said too much"
            return None
        for line in ended.stdout.splitlines():
            try:
                folder, name, finding = _linted(json.loads(line))
                if len(found[folder][name]) < MOST_FINDINGS:
                    found[folder][name].append(finding)
            except (ValueError, KeyError, TypeError, RecursionError):
                if not ended.cut:
                    self.complaint = "it did not answer as it should"
                    return None
        return found


def _without_types(facts: Facts) -> bool:
    return any(known.types is None for known in facts.values())


def _facts(said: Any) -> FileFacts:
    """The facts of one file from the worker's JSON; raises KeyError, TypeError or ValueError for anything else."""
    return FileFacts(
        broken=None if said["broken"] is None else _finding(said["broken"]),
        unfinished=tuple((int(line), int(task)) for line, task in said["unfinished"]),
        rules=tuple(_finding(item) for item in said["rules"]),
        types=None if said["types"] is None else tuple(_finding(item) for item in said["types"]),
    )


def _finding(said: Any) -> Finding:
    line, code, text = said
    return Finding(int(line), str(code), str(text))


def _linted(said: Any) -> tuple[str, str, Finding]:
    """Folder, file and finding of one line of ruff's."""
    path = _LINTED.search(str(PurePosixPath(said["filename"])))
    if path is None:
        raise ValueError("a finding for no file of ours")
    finding = Finding(int(said["location"]["row"]), str(said["code"] or "syntax"), str(said["message"]))
    return path[1], path[2], finding
