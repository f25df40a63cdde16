"""The libraries that an exercise is about, as its sandbox offers them: copies of installed distributions, no more.

A sandbox shows a folder with just these and what they require, so that what a submission can import depends on the
manifest and not on what happens to be installed beside the grader. It knows no exercise.
"""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.errors import UsageError


def versions(names: Iterable[str]) -> tuple[str, ...]:
    """Name and version of each distribution and of all that it requires, in order of name. Raises UsageError."""
    return tuple(f"{name}=={found.version}" for name, found in sorted(_closure(names).items()))


def copy_libraries(names: Iterable[str], folder: Path) -> Path:
    """Copy distributions with all that they require into `folder`, which is made; gives it. Raises UsageError."""
    folder.mkdir()
    for distribution in _closure(names).values():
        for file in distribution.files or ():
            source = Path(str(distribution.locate_file(file)))
            if file.is_absolute() or ".." in file.parts or not source.is_file():
                continue  # a console script lies outside of what can be imported
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _closure(names: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            raise UsageError(
                f"exercises need the library {name}, which is not installed", fix="pip install 'quayside[weeks]'"
            ) from None
        for text in found[name].requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    return found
