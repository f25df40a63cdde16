"""The folder of one run: compiled worker modules, compiled probes and the copies of what students handed in.

Compiling once per run instead of once per sandbox saves more time than starting the sandbox costs. Nothing hidden
is ever written here but probes, which are public by design.
"""

from __future__ import annotations

import importlib._bootstrap_external as bootstrap
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

import grader.harness.desk
import grader.sandbox.zygote
import grader.wire

WORKER_MODULES = {"wire": grader.wire, "desk": grader.harness.desk, "zygote": grader.sandbox.zygote}


class Staging:
    """A temporary folder that other users can enter but not list; removed when the run ends."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="quayside-"))
        self.root.chmod(0o711)
        self.home = self.root / "home"
        self.home.mkdir(mode=0o755)
        self.boxes = self.root / "boxes"
        self.boxes.mkdir(mode=0o711)
        for name, module in WORKER_MODULES.items():
            self._compile(Path(str(module.__file__)), self.home / f"{name}.pyc", f"{name}.py")

    @classmethod
    def attach(cls, root: Path) -> Staging:
        """The staging folder that another process of ours made; it stays that process's to remove."""
        attached = cls.__new__(cls)
        attached.root, attached.home, attached.boxes = root, root / "home", root / "boxes"
        return attached

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.root, ignore_errors=True)

    def probes(self, source: Path, name: str) -> Path:
        """Compile an exercise's probes into the staging folder; raises SyntaxError where they do not compile."""
        target = self.home / f"probes_{name}.pyc"
        if not target.exists():
            self._compile(source, target, "probes.py")
        return target

    def box(self, name: str, files: dict[str, dict[str, bytes]]) -> Path:
        """A folder with a sub-folder for each exercise, holding the given files; readable by every worker."""
        folder = self.boxes / name
        folder.mkdir(mode=0o755)
        for exercise, contents in files.items():
            inner = folder / exercise
            inner.mkdir(mode=0o755)
            for file, content in contents.items():
                path = inner / file
                path.write_bytes(content)
                path.chmod(0o644)
        return folder

    def drop(self, box: Path) -> None:
        """Remove one box."""
        shutil.rmtree(box, ignore_errors=True)

    @staticmethod
    def _compile(source: Path, target: Path, shown: str) -> None:
        code = compile(source.read_bytes(), shown, "exec", dont_inherit=True, optimize=0)
        data = bootstrap._code_to_hash_pyc(code, b"\0" * 8, checked=False)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
