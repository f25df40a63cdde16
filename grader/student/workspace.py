"""Gives each exercise folder modules of its own: two exercises may both have a `drills.py` and a `test_drills.py`.

While an exercise is entered, its folder is the first place imports look in, and what was imported from another
exercise is out of the way. The student's files are always compiled from what is on disk: Python's cache tells versions
of a file apart by whole seconds, and two saves may be closer together. Knows nothing of tests.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType

SOURCE_FOLDERS = ("", "src")
"""Where in an exercise folder imports look: in it, and in `src` where a package is built from there."""


class FreshLoader(importlib.machinery.SourceFileLoader):
    """Compiles the source as it is now; neither reads nor writes a cache."""

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of a module, compiled anew."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FolderFinder:
    """Finds modules of one exercise folder; stands in `sys.meta_path` while the exercise is entered."""

    def __init__(self, folder: Path) -> None:
        self.roots = tuple(str(folder / name) if name else str(folder) for name in SOURCE_FOLDERS)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where a module of the exercise lies; None for everything else."""
        del target
        for place in self.roots if path is None else path:
            if not any(place == root or place.startswith(root + os.sep) for root in self.roots):
                continue
            finder = importlib.machinery.FileFinder(place, (FreshLoader, [".py"]))
            spec = finder.find_spec(fullname)
            if spec is not None and spec.loader is not None:
                return spec
        return None


@dataclass
class Workspace:
    """One exercise folder and the modules that were imported from it; `broken` names those that could not be."""

    folder: Path
    modules: dict[str, ModuleType] = field(default_factory=dict)
    broken: dict[str, BaseException] = field(default_factory=dict)

    @property
    def finder(self) -> FolderFinder:
        """A finder for its modules."""
        return FolderFinder(self.folder)

    def holds(self, module: str) -> bool:
        """Whether a module of that name lies in the folder."""
        top = module.partition(".")[0]
        roots = [self.folder / name if name else self.folder for name in SOURCE_FOLDERS]
        return any((root / f"{top}.py").is_file() or (root / top).is_dir() for root in roots)

    def load(self, name: str) -> ModuleType | None:
        """Import one of its modules; None if that fails, and then `broken` has the reason."""
        if name in self.broken:
            return None
        try:
            return importlib.import_module(name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (student code may raise anything, and sys.exit() too)
            self.broken[name] = error
            return None

    def stand_for(self, name: str) -> ModuleType:
        """An empty module in the place of one that is broken."""
        module = ModuleType(name)
        module.__file__ = str(self.folder / f"{name.replace('.', '/')}.py")
        sys.modules[name] = module
        return module


class Workspaces:
    """All exercises of one run; at most one of them is entered."""

    def __init__(self) -> None:
        self._known: dict[Path, Workspace] = {}
        self._entered: tuple[Workspace, FolderFinder] | None = None

    def enter(self, folder: Path) -> Workspace:
        """Make `folder` the exercise whose modules are imported; what belongs to the one before waits."""
        if self._entered and self._entered[0].folder == folder:
            return self._entered[0]
        self.leave()
        workspace = self._known.setdefault(folder, Workspace(folder))
        finder = workspace.finder
        sys.modules.update(workspace.modules)
        sys.path[:0] = finder.roots
        position = next((at for at, item in enumerate(sys.meta_path) if item is importlib.machinery.PathFinder), 0)
        sys.meta_path.insert(position, finder)
        self._entered = (workspace, finder)
        return workspace

    def leave(self) -> None:
        """Leave the exercise that is entered; its modules are kept for when it is entered again."""
        if self._entered is None:
            return
        workspace, finder = self._entered
        workspace.modules = {name: module for name, module in list(sys.modules.items()) if _lies_in(module, finder)}
        for name in workspace.modules:
            del sys.modules[name]
        for root in finder.roots:
            if root in sys.path:
                sys.path.remove(root)
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)
        self._entered = None


def _lies_in(module: ModuleType, finder: FolderFinder) -> bool:
    """Whether a module comes from the exercise; one of ours that stands in for a broken one says so itself."""
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and file.startswith(finder.roots[0] + os.sep)
