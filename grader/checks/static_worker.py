"""Inside the sandbox: reads hostile files, applies the rules to their syntax trees, and runs mypy over all of them.

Standard library only, and no file of the package but `ast_rules.py` beside this one; mypy is found in a folder that is
appended to the path. It runs nothing of what it reads, and knows neither points nor submissions.

    python -I -S -B static_worker.py FILES LIBRARIES SECONDS

SECONDS are what mypy may take for one file. stdin is a JSON list of {"path": "s0001_e3/module.py", "types": true,
"rules": ["no-eval"]}, below FILES; the first folder of a path is what belongs together, a package of its own for mypy.
stdout is one JSON document, {path: {"broken": ..., "unfinished": [[line, task]], "rules": [[line, rule, text]],
"types": [[line, code, text]]}}; `broken` is null, or [line, code, text] of why the file cannot be read; `types` is null
where mypy does not get through the file. The working directory must be an empty folder that can be written.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import math
import os
import re
import resource
import select
import signal
import sys
import time
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

if __package__:
    from grader.checks import ast_rules
else:  # inside the sandbox the two files lie side by side, without the package
    sys.path.insert(0, str(Path(__file__).parent))
    ast_rules = importlib.import_module("ast_rules")

Finding = tuple[int, str, str]
"""Line, code and text."""

MOST_FINDINGS = 20
MOST_TEXT = 300
PATIENCE = 4
"""Seconds on the wall for each of the processor's."""
_BOM = b"\xef\xbb\xbf"
_IGNORE = re.compile(r"#\s*type:\s*ignore(?![A-Za-z0-9_])")
_SETTING = re.compile(r"^# mypy: |#\s*mypy:", re.MULTILINE)
_UNCHECKED = frozenset({"no_type_check", "no_type_check_decorator"})
_STUB_LINE = re.compile(r"Task (\d{1,3})\b")
_MYPY = (
    "--strict",
    "--output=json",
    "--config-file=/dev/null",
    "--explicit-package-bases",
    "--namespace-packages",
    "--no-error-summary",
    "--soft-error-limit=-1",
)


class NotPythonError(Exception):
    """A file that is no Python; carries what to say of it."""

    def __init__(self, line: int, code: str, text: str) -> None:
        super().__init__(text)
        self.finding: Finding = (line, code, text)


class Module:
    """One file that could be parsed, with line ends and byte order mark made uniform."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.package = PurePosixPath(path).parts[0]
        self.data, self.tree = parse(data)


def parse(data: bytes) -> tuple[bytes, ast.Module]:
    """The source and its tree; raises NotPythonError, whatever it is that makes the parser give up."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if encoding not in ("utf-8", "utf-8-sig"):
            # Other encodings can hide code from people and from tools that read UTF-8.
            raise NotPythonError(1, "encoding", "the file asks for an encoding other than UTF-8")
        source = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return source, ast.parse(source)
    except SyntaxError as error:
        raise NotPythonError(error.lineno or 1, "syntax", error.msg or "this is not Python") from None
    except (RecursionError, MemoryError):
        raise NotPythonError(1, "syntax", "the code is nested too deeply to be read") from None
    except ValueError as error:
        raise NotPythonError(1, "syntax", str(error)) from None


def unfinished(tree: ast.Module) -> list[tuple[int, int]]:
    """Lines that still raise the stub's NotImplementedError("Task 2: ..."), each with its task."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Raise(
                exc=ast.Call(func=ast.Name(id="NotImplementedError"), args=[ast.Constant(value=str(text)), *_])
            ) if task := _STUB_LINE.match(text):
                found.append((node.lineno, int(task[1])))
    return sorted(found)


def suppressions(module: Module) -> list[Finding]:
    """Comments and decorators that tell the type checker to look away; each is an error of its own."""
    found: set[Finding] = set()
    for line, comment in _comments(module.data):
        if _IGNORE.search(comment):
            found.add((line, "type-ignore", "a comment silences the type checker; mend the types instead"))
    # Settings count wherever a line begins with them, in some versions of mypy even inside a text.
    text = module.data.decode("utf-8", "replace")
    for match in _SETTING.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found.add((line, "mypy-comment", "a comment changes the type checker's settings; take it out"))
    for node in ast.walk(module.tree):
        names: Iterable[str] = ()
        if isinstance(node, ast.ImportFrom):
            names = (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            names = (node.attr,)
        elif isinstance(node, ast.Name):
            names = (node.id,)
        if not _UNCHECKED.isdisjoint(names):
            line = getattr(node, "lineno", 1)
            found.add((line, "no-type-check", "no_type_check silences the type checker; mend the types instead"))
    return sorted(found)


def _comments(data: bytes) -> Iterator[tuple[int, str]]:
    """All comments with their lines; where the tokeniser gives up, what may be one."""
    try:
        tokens = list(tokenize.tokenize(io.BytesIO(data).readline))
    except (tokenize.TokenError, SyntaxError, RecursionError, MemoryError):
        yield from enumerate(data.decode("utf-8", "replace").split("\n"), 1)
    else:
        for token in tokens:
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def siblings(modules: Iterable[Module]) -> dict[str, dict[str, str]]:
    """For each package the modules that its files import by their bare names, and where these lie for mypy."""
    known: dict[str, dict[str, str]] = {}
    for module in modules:
        package, *inner = PurePosixPath(module.path).with_suffix("").parts
        base = f"{package}.src" if inner[0] == "src" and len(inner) > 1 else package
        top = inner[1] if base != package else inner[0]
        known.setdefault(package, {})[top] = f"{base}.{top}"
    return known


def with_own_imports(module: Module, known: dict[str, str]) -> bytes:
    """The source with `import sibling` made `import s0001_e3.sibling as sibling`; no line moves."""
    lines = module.data.split(b"\n")
    edits: list[tuple[int, int, int, str]] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                if top in known and alias.end_lineno == alias.lineno:
                    end = alias.end_col_offset or alias.col_offset
                    edits.append((alias.lineno, alias.col_offset, end, _renamed(alias, known[top])))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            top = node.module.partition(".")[0]
            begin = re.match(rb"from[ \t]+", lines[node.lineno - 1][node.col_offset :])
            if top in known and begin:
                start = node.col_offset + begin.end()
                name = top.encode()
                if lines[node.lineno - 1][start : start + len(name)] == name:
                    edits.append((node.lineno, start, start + len(name), known[top]))
    for line, start, end, text in sorted(edits, reverse=True):
        lines[line - 1] = lines[line - 1][:start] + text.encode() + lines[line - 1][end:]
    return b"\n".join(lines)


def _renamed(alias: ast.alias, target: str) -> str:
    top, _, rest = alias.name.partition(".")
    if alias.asname or not rest:
        return f"{target}.{rest} as {alias.asname}" if rest else f"{target} as {alias.asname or top}"
    return f"{target} as {top}, {target}.{rest}"


def check_types(modules: list[Module], wanted: list[str], seconds: float) -> dict[str, list[Finding] | None]:
    """What mypy finds in the wanted files, None for a file that it does not get through.

    All in one run; where some file stops, crashes or holds up that run, one by one, so that it costs only itself. A
    few lines suffice to hold mypy up for hours: nested calls of lambdas, or a tuple of two tuples of two tuples.
    """
    known = siblings(modules)
    base = Path("checked").absolute()
    for module in modules:
        copy = base / module.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(with_own_imports(module, known[module.package]))
    with contextlib.chdir(base):
        together = _run_mypy(wanted, seconds / 2 + 0.1 * len(wanted), "--no-incremental", "--cache-dir=/dev/null")
        if together is not None:
            return dict(together)
        alone = {path: _run_mypy([path], seconds, "--cache-dir=../cache") for path in wanted}
    return {path: None if found is None else found[path] for path, found in alone.items()}


def _run_mypy(paths: list[str], seconds: float, *options: str) -> dict[str, list[Finding]] | None:
    """Findings by file, from a process of its own; None where mypy did not look at everything in time.

    What counts is the time of the processor: on a busy machine a right file takes long, too. The clock on the wall is
    looked at for what waits and computes nothing.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            processor = math.ceil(seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
            _offer_libraries()
            said, _, status = importlib.import_module("mypy.api").run([*_MYPY, *options, *paths])
            with os.fdopen(writing, "wb") as stream:
                stream.write(json.dumps([status, _errors(said, paths)]).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    answer = _read_all(reading, PATIENCE * seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if not answer:
        return None
    status, listed = json.loads(answer)
    found = {path: [(line, code, text) for line, code, text in errors] for path, errors in listed.items()}
    # Alone, a file that stops the run is told why, as far as mypy says so.
    told = len(paths) == 1 and found[paths[0]]
    return found if status in (0, 1) or told else None


def _offer_libraries() -> None:
    """Let mypy find what is installed where it lies itself: this interpreter runs without a folder of packages."""
    library = str(Path(str(importlib.import_module("mypy").__file__)).parents[1])
    for name in ("mypy.modulefinder", "mypy.build"):
        module = importlib.import_module(name)
        if hasattr(module, "get_search_dirs"):
            module.get_search_dirs = lambda _: ([], [library])  # type: ignore[attr-defined] # see above


def _read_all(descriptor: int, seconds: float) -> bytes:
    """All that is written until the other end closes; nothing where that takes longer than `seconds`."""
    deadline = time.monotonic() + seconds
    data = bytearray()
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        while select.select([stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
            chunk = stream.read(1 << 16)
            if not chunk:
                return bytes(data)
            data += chunk
    return b""


def _errors(said: str, paths: list[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {path: [] for path in paths}
    for line in said.splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if not isinstance(message, dict) or message.get("severity") != "error" or message.get("file") not in found:
            continue
        path, code = message["file"], str(message.get("code") or "mypy")
        if code == "unused-ignore":
            continue  # the comment is an error already
        package = PurePosixPath(path).parts[0]
        text = str(message.get("message", "")).replace(f"{package}.", "")
        found[path].append((max(1, int(message.get("line") or 1)), code, text))
    return {path: _capped(errors) for path, errors in found.items()}


def examine(asked: list[dict[str, Any]], files: Path, seconds: float) -> dict[str, Any]:
    """All that there is to say of the files, by path."""
    results: dict[str, dict[str, Any]] = {}
    modules: dict[str, Module] = {}
    for item in asked:
        path = str(item["path"])
        results[path] = {"broken": None, "unfinished": [], "rules": [], "types": []}
        try:
            module = Module(path, (files / path).read_bytes())
        except NotPythonError as error:
            results[path]["broken"] = _capped([error.finding])[0]
            continue
        modules[path] = module
        results[path]["unfinished"] = unfinished(module.tree)[:MOST_FINDINGS]
        found = [(line, rule, text) for rule in item["rules"] for line, text in ast_rules.apply(rule, module.tree)]
        results[path]["rules"] = _capped(found)
    wanted = [str(item["path"]) for item in asked if item["types"] and item["path"] in modules]
    types = check_types(list(modules.values()), wanted, seconds) if wanted else {}
    for path, errors in types.items():
        results[path]["types"] = None if errors is None else _capped([*suppressions(modules[path]), *errors])
    return results


def _capped(found: list[Finding]) -> list[Finding]:
    """The first findings, their texts cut: no file may make the answer so long that the others are lost."""
    return [(line, code[:40], text[:MOST_TEXT]) for line, code, text in sorted(found)[:MOST_FINDINGS]]


def main(arguments: list[str]) -> None:
    """Answer what is asked on stdin."""
    files, libraries, seconds = arguments
    asked = json.loads(sys.stdin.buffer.read())
    sys.path.append(libraries)
    # mypy takes psutil where it happens to be installed, only to count processors, and psutil fails without a /proc.
    sys.modules["psutil"] = None  # type: ignore[assignment]
    warnings.simplefilter("ignore")  # of invalid escapes in the files, which are not this program's
    importlib.import_module("mypy.main")  # once, before processes are forked that need it
    json.dump(examine(asked, Path(files), float(seconds)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
