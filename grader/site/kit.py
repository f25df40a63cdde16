"""What pages with an exercise load: the editor, the worker, Python for the browser, and pytest compiled for it.

    files = browser_files(cache).files      # {"assets/browser/loader.js": bytes, ...}, to be written below the site

Needs Node and npm; where they are missing, or packages cannot be had, the pages work without the editor, `reason` says
why in one sentence, and only the scripts that need no bundling are given. The same sources give the same bytes.
Knows nothing of the course.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import GraderFault
from grader.student.lock import locked

FOLDER = "assets/browser"
"""Where the files lie below the site."""

KIT = "kit.zip"
MANIFEST = "manifest.json"
MANIFEST_FORMAT = "quayside/browser-assets/v1"

_SOURCE = Path(__file__).parent / "browser"
_PACKAGE_ROOT = Path(__file__).parents[2]
_PLAIN = ("loader.js", "quiz.js", "exercise.css")
"""Scripts and styles that are used as they are."""

_DISTRIBUTIONS = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
_PYGMENTS = frozenset({"lexers/__init__", "lexers/_mapping", "lexers/python", "lexers/diff", "lexers/special"})
"""Lexers that pytest may ask for; the five hundred others would make half of the kit."""

_RUNNER = "grader/site/browser/runner.py"
"""What the worker calls; the kit has it and all modules of ours that it needs."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SECONDS = 300.0


class BrowserBuildFailed(GraderFault):
    """Node is here, but what it was to build did not come out."""

    slug = "browser-build-failed"


@dataclass(frozen=True)
class BrowserFiles:
    """Files by their path below the site; `reason` is empty where exercises can be done in the browser."""

    files: Mapping[str, bytes]
    reason: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the editor and Python are there."""
        return not self.reason


def browser_files(cache: Path) -> BrowserFiles:
    """Build, or take from `cache`, all that a page with an exercise loads; raises BrowserBuildFailed."""
    plain = {f"{FOLDER}/{name}": (_SOURCE / "src" / name).read_bytes() for name in _PLAIN}
    out, reason = _made(cache)
    if out is None:
        return BrowserFiles(plain, reason)
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    files |= {name.rpartition("/")[2]: content for name, content in plain.items()}
    files[MANIFEST] = _manifest(files)
    return BrowserFiles({f"{FOLDER}/{name}": content for name, content in sorted(files.items())})


def kit_path(cache: Path) -> Path | None:
    """The kit's zip on disk, for those who run it under Node; None where Node or its packages are missing."""
    out, _ = _made(cache)
    return None if out is None else out / KIT


def default_cache(root: Path) -> Path:
    """Where packages and builds are kept: what is built depends on this package, not on the course at `root`."""
    home = _PACKAGE_ROOT if (_PACKAGE_ROOT / "pyproject.toml").is_file() else root
    return home / "build" / "browser"


def node(cache: Path, script: str, *arguments: str) -> None:
    """Run one of the scripts beside the installed packages; raises BrowserBuildFailed with its last words."""
    _run([_program("node") or "node", str(cache / script), *arguments], cache)


def _made(cache: Path) -> tuple[Path | None, str]:
    """The folder of what was built, or the reason why there is none; one process at a time looks after the cache."""
    if _program("node") is None or _program("npm") is None:
        return None, "Node and npm are not installed, so exercises on the pages have no editor"
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / ".lock", wait=2 * _SECONDS):
        reason = _install(cache)
        return (None, reason) if reason else (_built(cache), "")


# --- packages -------------------------------------------------------------------------------------------------------


def _program(name: str) -> str | None:
    return shutil.which(name)


def _install(cache: Path) -> str:
    """Put scripts and packages into the cache; why that cannot be done, or nothing."""
    _copy_sources(cache)
    lock = (_SOURCE / "package-lock.json").read_bytes()
    stamp = cache / "node_modules" / ".quayside"
    key = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return ""
    command = [_program("npm") or "npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        _run(command, cache)
    except BrowserBuildFailed as failure:
        return f"npm could not install the packages ({failure.message}), so exercises on the pages have no editor"
    stamp.write_text(key, encoding="ascii")
    return ""


def _copy_sources(cache: Path) -> None:
    for path in sorted([*_SOURCE.glob("*.mjs"), *_SOURCE.glob("package*.json"), *_SOURCE.glob("src/*")]):
        target = cache / path.relative_to(_SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, check=False, capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(command, str(error)) from error
    if done.returncode != 0:
        raise _failed(command, done.stderr.strip() or done.stdout.strip())


def _failed(command: Sequence[str], words: str) -> BrowserBuildFailed:
    name = " ".join(Path(part).name for part in command[:2])
    last = words.splitlines()[-1][-300:] if words else "it said nothing"
    return BrowserBuildFailed(f"{name} failed: {last}", fix="run it again; if it stays, take build/ away first")


# --- building -------------------------------------------------------------------------------------------------------


def _built(cache: Path) -> Path:
    """The folder of what was built, made anew when anything that goes into it has changed."""
    sources = _kit_sources()
    digest = hashlib.sha256()
    scripts = sorted([*cache.glob("*.mjs"), *cache.glob("package-lock.json"), *cache.glob("src/*.js")])
    for name, content in [*((path.name, path.read_bytes()) for path in scripts), *sorted(sources.items())]:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    out = cache / "out" / digest.hexdigest()[:16]
    if not out.is_dir():
        _build(cache, sources, out)
    return out


def _build(cache: Path, sources: Mapping[str, bytes], out: Path) -> None:
    """Build into a folder beside and put it into its place whole; other builds are taken away."""
    shutil.rmtree(out.parent, ignore_errors=True)
    out.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        made = Path(folder) / "made"
        node(cache, "build.mjs", str(made))
        source_folder, compiled = Path(folder) / "sources", Path(folder) / "compiled"
        for name, content in sources.items():
            path = source_folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        node(cache, "compile.mjs", str(source_folder), str(compiled))
        (made / KIT).write_bytes(_zip(compiled))
        os.replace(made, out)  # noqa: PTH105 (Path.replace says the same, less plainly)


def _kit_sources() -> dict[str, bytes]:
    """The modules of the kit by their path: pytest and what it needs, as installed here, and ours."""
    found = {}
    for distribution in _DISTRIBUTIONS:
        for file in importlib.metadata.files(distribution) or ():
            name = file.as_posix()
            if name.endswith(".py") and not name.startswith("..") and _is_wanted(name):
                found[name] = Path(str(file.locate())).read_bytes()
    return found | _with_imports(_RUNNER)


def _with_imports(first: str) -> dict[str, bytes]:
    """A module of ours, the packages it lies in, and every module of ours that any of these imports."""
    found: dict[str, bytes] = {}
    queue = [first]
    while queue:
        name = queue.pop()
        if name in found:
            continue
        found[name] = (_PACKAGE_ROOT / name).read_bytes()
        queue += [(parent / "__init__.py").as_posix() for parent in list(PurePosixPath(name).parents)[:-1]]
        for node in ast.walk(ast.parse(found[name])):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names if alias.name.startswith("grader")]
            else:
                continue
            files = [f"{module.replace('.', '/')}{end}" for module in names for end in (".py", "/__init__.py")]
            queue += [file for file in files if (_PACKAGE_ROOT / file).is_file()]
    return found


def _is_wanted(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return folder != "pygments" or not rest.startswith("lexers/") or rest.removesuffix(".py") in _PYGMENTS


def _zip(folder: Path) -> bytes:
    """A zip whose bytes depend on the content of the files alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*.pyc")):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """Sizes in bytes and SHA-256 of all files, for those who check what a server gives out."""
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    }
    versions = {name: importlib.metadata.version(name) for name in _DISTRIBUTIONS}
    packages = json.loads((_SOURCE / "package.json").read_bytes())["dependencies"]
    text = json.dumps({"format": MANIFEST_FORMAT, "python": versions, "npm": packages, "files": listed}, indent=1)
    return f"{text}\n".encode()
