"""Runs programs with its own interpreter instead of the environment's.

Reply: All your environments give the same answer, because the interpreter that runs the lab gives it. Which program has to be started instead?

Fails: check_environments_are_prepared check_versions_and_files_are_seen check_what_cannot_be_imported_is_none check_a_loud_library_is_understood check_nothing_around_is_seen check_environments_are_divided check_the_status_counts check_the_report_names_all check_the_report_divides check_a_folder_that_is_none_is_told
"""

import argparse
import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

LOOK = """
import importlib, importlib.metadata, json, sys
name = sys.argv[1]
try:
    origin = importlib.import_module(name).__file__
except BaseException:
    origin = None
try:
    version = importlib.metadata.version(name)
except importlib.metadata.PackageNotFoundError:
    version = None
print()
print(json.dumps([version, origin]))
"""


class Sight(NamedTuple):
    """What an environment knows of a library: its version, and the file it is imported from."""

    version: str | None
    origin: Path


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Let the interpreter of an environment run a program, far from all that lies around."""
    command = [sys.executable, "-I", "-c", program, *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def prepare(folder: Path, wheel: Path) -> None:
    """Make an environment and unpack a wheel of pure Python where its packages lie."""
    if not wheel.name.endswith("-none-any.whl"):
        raise ValueError(f"{wheel.name} is no wheel of pure Python")
    with zipfile.ZipFile(wheel) as archive:
        venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
        place = _run(folder, "import sysconfig; print(sysconfig.get_path('purelib'))")
        archive.extractall(place.stdout.strip())


def look(folder: Path, library: str) -> Sight | None:
    """What an environment knows of a library, or None if it cannot import it."""
    said = _run(folder, LOOK, library).stdout.splitlines()
    version, origin = json.loads(said[-1])
    return Sight(version, Path(origin)) if origin else None


def verdict(folder: Path, sight: Sight | None) -> str:
    """Whether what was seen in an environment is its own."""
    if sight is None:
        return "missing"
    inside = sight.origin.resolve().is_relative_to(folder.resolve())
    return "own" if inside else "borrowed"


def parties(folders: Iterable[Path], program: str) -> dict[tuple[int, str], list[Path]]:
    """Environments in which a program ends alike: by status and output, in order."""
    found: dict[tuple[int, str], list[Path]] = {}
    for folder in folders:
        done = _run(folder, program)
        found.setdefault((done.returncode, done.stdout), []).append(folder)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on a library in any number of environments; gives the status with which to end."""
    parser = argparse.ArgumentParser(description="Tell whether environments are independent.")
    parser.add_argument("library")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--program", help="a program to run in each environment")
    given = parser.parse_args(arguments)
    try:
        sights = [look(folder, given.library) for folder in given.folders]
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    verdicts: set[str] = set()
    for folder, sight in zip(given.folders, sights, strict=True):
        text = verdict(folder, sight)
        verdicts.add(text)
        print(f"{folder.name}: {sight.version if sight else None} {text}")
    if given.program:
        for (status, output), members in parties(given.folders, given.program).items():
            print(f"{', '.join(member.name for member in members)}: {status} {output.strip()}")
    return 0 if verdicts == {"own"} else 1


if __name__ == "__main__":
    raise SystemExit(main())
