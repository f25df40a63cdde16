"""Lets `python -m venv` create, and the environment's own interpreter freeze and list its files as JSON.

pip only installs. The old environment waits under another name beside its place.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PIP = (sys.executable, "-m", "pip")
LIST = """
import json
from importlib.metadata import distributions
found = {}
for one in distributions():
    paths = [str(path) for path in one.files or () if str(path).endswith(".py")]
    found[one.metadata["Name"] + "==" + one.version] = {
        path: str(one.locate_file(path)) for path in paths
    }
print(json.dumps(found))
"""


class BuildError(Exception):
    """pip could not do what it was asked to do; the text is what it said."""


def digest(path: Path) -> str:
    """A short text that is the same only for files with the same content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def create(folder: Path) -> None:
    """Make an environment without pip in `folder`, where nothing may be yet."""
    folder.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    for name in ("bin/python", "Scripts/python.exe"):
        if (folder / "pyvenv.cfg").exists() and (folder / name).exists():
            return folder / name
    raise ValueError(str(folder))


def ask(folder: Path, program: str) -> str:
    """What `program` prints when the interpreter of an environment runs it."""
    command = [str(interpreter(folder)), "-I", "-"]
    return subprocess.run(command, input=program, stdout=-1, check=True, text=True).stdout


def _listed(folder: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(ask(folder, LIST))
    return found


def build(folder: Path, wheelhouse: Path, requirements: Path, pip: Sequence[str] = PIP) -> None:
    """Make an environment with all that a requirements file names, or none at all."""
    create(folder)
    around = {name: text for name, text in os.environ.items() if name[:4] not in ("PYTH", "PIP_")}
    command = [*pip, "--python", str(folder), "install", "--requirement", str(requirements)]
    done = subprocess.run(
        [*command, f"--find-links={wheelhouse}", "--no-index", "--no-compile", "--quiet"],
        env={**around, "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        shutil.rmtree(folder)
        raise BuildError(done.stderr)


def freeze(folder: Path, pip: Sequence[str] = PIP) -> list[str]:
    """The lines of a requirements file with exactly what an environment holds."""
    return sorted(_listed(folder), key=str.lower)


def inventory(folder: Path) -> dict[str, dict[str, str]]:
    """Digests of the modules of each distribution that an environment holds, by its pin."""
    return {
        pin: {name: digest(Path(path)) for name, path in files.items() if os.path.exists(path)}
        for pin, files in _listed(folder).items()
    }


def remove(folder: Path) -> None:
    """Delete an environment, and nothing that is none."""
    if interpreter(folder):
        shutil.rmtree(folder)


def rebuild(folder: Path, wheelhouse: Path, pip: Sequence[str] = PIP) -> list[str]:
    """Build an environment again from its own pins; gives the pins that are not the same now."""
    before = inventory(folder)
    aside = folder.with_name(folder.name + ".aside")
    os.rename(folder, aside)
    requirements = folder.with_name(folder.name + ".txt")
    requirements.write_text("".join(pin + "\n" for pin in before), encoding="utf-8")
    try:
        build(folder, wheelhouse, requirements, pip)
    except Exception:
        os.rename(aside, folder)
        raise
    finally:
        requirements.unlink()
    shutil.rmtree(aside)
    after = inventory(folder)
    both = set(before) & set(after)
    return sorted((set(before) ^ set(after)) | {pin for pin in both if before[pin] != after[pin]})


def main(arguments: Sequence[str] | None = None, pip: Sequence[str] = PIP) -> int:
    """Build or rebuild one environment and print its pins; gives the status with which to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("wheelhouse")
    parser.add_argument("--requirements")
    given = parser.parse_args(arguments)
    folder, wheelhouse = Path(given.folder), Path(given.wheelhouse)
    status = 0
    try:
        if given.requirements is not None:
            build(folder, wheelhouse, Path(given.requirements), pip)
        else:
            for pin in rebuild(folder, wheelhouse, pip):
                status = 1
                print("differs:", pin, file=sys.stderr)
        sys.stdout.writelines(pin + "\n" for pin in freeze(folder, pip))
    except (BuildError, OSError, ValueError) as error:
        print("error:", error, file=sys.stderr)
        status = 2
    return status


if __name__ == "__main__":
    sys.exit(main())
