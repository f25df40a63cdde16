"""Builds environments from a wheelhouse, and proves that they can be built again."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

PIP = (sys.executable, "-m", "pip")


class BuildError(Exception):
    """pip could not do what it was asked to do; the text is what it said."""


def digest(path: Path) -> str:
    """A short text that is the same only for files with the same content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def create(folder: Path) -> None:
    """Make an environment without pip in `folder`, where nothing may be yet."""
    if folder.exists():
        raise FileExistsError(f"{folder} is there already")
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    if not (folder / "pyvenv.cfg").is_file():
        raise ValueError(f"{folder} is no environment")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _output(command: Sequence[str | Path]) -> str:
    """What a command prints, whatever the variables for Python and pip say."""
    silent = {"PIP_CONFIG_FILE": os.devnull}
    env = silent | {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    return subprocess.run(command, capture_output=True, check=True, text=True, env=env).stdout



def ask(folder: Path, program: str) -> str:
    """What `program` prints when the interpreter of an environment runs it."""
    return _output([interpreter(folder), "-I", "-c", program])


def _pip(folder: Path, pip: Sequence[str], *arguments: str | Path) -> str:
    """What pip prints, working from outside on the environment in `folder`."""
    try:
        return _output([*pip, "--python", interpreter(folder), *arguments])
    except subprocess.CalledProcessError as error:
        raise BuildError(error.stderr.strip()) from error


def build(folder: Path, wheelhouse: Path, requirements: Path, pip: Sequence[str] = PIP) -> None:
    """Make an environment with all that a requirements file names, or none at all."""
    create(folder)
    try:
        _pip(folder, pip, "install", "--no-index", "-f", wheelhouse, "-r", requirements)
    except BaseException:
        shutil.rmtree(folder)
        raise


def freeze(folder: Path, pip: Sequence[str] = PIP) -> list[str]:
    """The lines of a requirements file with exactly what an environment holds."""
    return _pip(folder, pip, "freeze", "--all").splitlines()


def inventory(folder: Path) -> dict[str, dict[str, str]]:
    """Digests of the modules of each distribution that an environment holds, by its pin."""
    site = ask(folder, "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    found: dict[str, dict[str, str]] = {}
    for distribution in distributions(path=[site]):
        files = found[f"{distribution.name}=={distribution.version}"] = {}
        for file in distribution.files or ():
            if file.suffix == ".py" and Path(site, file).is_file():
                files[str(file)] = digest(Path(site, file))
    return found


def remove(folder: Path) -> None:
    """Delete an environment, and nothing that is none."""
    interpreter(folder)
    shutil.rmtree(folder)


def rebuild(folder: Path, wheelhouse: Path, pip: Sequence[str] = PIP) -> list[str]:
    """Build an environment again from its own pins; gives the pins that are not the same now."""
    before = inventory(folder)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        old, requirements = Path(beside, "old"), Path(beside, "requirements.txt")
        requirements.write_text("\n".join(before), encoding="utf-8")
        folder.rename(old)
        try:
            build(folder, wheelhouse, requirements, pip)
        except BaseException:
            old.rename(folder)
            raise
    after = inventory(folder)
    return sorted(pin for pin in before | after if before.get(pin) != after.get(pin))


def main(arguments: Sequence[str] | None = None, pip: Sequence[str] = PIP) -> int:
    """Build or rebuild one environment and print its pins; gives the status with which to end."""
    parser = argparse.ArgumentParser(description="Build an environment, or build it again.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("wheelhouse", type=Path)
    parser.add_argument("--requirements", type=Path, help="file to build a new environment from")
    given = parser.parse_args(arguments)
    differing: list[str] = []
    try:
        if given.requirements:
            build(given.folder, given.wheelhouse, given.requirements, pip)
        else:
            differing = rebuild(given.folder, given.wheelhouse, pip)
        for pin in freeze(given.folder, pip):
            print(pin)
    except (BuildError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for pin in differing:
        print(f"differs: {pin}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
