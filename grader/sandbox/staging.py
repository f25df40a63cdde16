"""The folder of one run: compiled worker modules, compiled probes and the copies of what students handed in.

Compiling once per run instead of once per sandbox saves more time than starting the sandbox costs. Nothing hidden
is ever written here but probes, which are public by design.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

WORKER_SOURCES = (
    "wire.py",
    "harness/capture.py",
    "harness/desk.py",
    "harness/peer.py",
    "harness/program.py",
    "harness/testbench.py",
    "harness/workshop.py",
    "sandbox/zygote.py",
)
"""The worker's program, below this package's parent; the sandbox imports none of it, it only carries it in."""


class Staging:
    """A temporary folder that other users can enter but not list; removed when the run ends."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="quayside-"))
        self.root.chmod(0o711)
        self.home = self.root / "home"
        _open_folder(self.home)
        self.boxes = self.root / "boxes"
        _open_folder(self.boxes, 0o711)
        package = Path(__file__).parents[1]
        for source in WORKER_SOURCES:
            path = package / source
            self._compile(path, self.home / f"{path.stem}.pyc", path.name)

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
        _open_folder(folder)
        for exercise, contents in files.items():
            inner = folder / exercise
            _open_folder(inner)
            for file, content in contents.items():
                path = inner / file
                for folder_between in reversed(path.relative_to(inner).parents[:-1]):
                    if not (inner / folder_between).is_dir():
                        _open_folder(inner / folder_between)
                path.write_bytes(content)
                path.chmod(0o644)
        return folder

    def drop(self, box: Path) -> None:
        """Remove one box."""
        shutil.rmtree(box, ignore_errors=True)

    @staticmethod
    def _compile(source: Path, target: Path, shown: str) -> None:
        code = compile(source.read_bytes(), shown, "exec", dont_inherit=True, optimize=0)
        # PEP 552: magic number, flags (1: by hash, and nobody checks it), the hash, then the code. Writing is safe;
        # reading such files is left to the interpreter inside the sandbox.
        data = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        target.chmod(0o644)


def _open_folder(path: Path, mode: int = 0o755) -> None:
    """Make a folder that workers of another uid can enter, whatever this process's umask is."""
    path.mkdir()
    path.chmod(mode)
