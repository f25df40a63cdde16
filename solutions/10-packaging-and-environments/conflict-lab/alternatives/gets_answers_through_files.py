"""Gets its answers through files, finds `purelib` by its name, and groups environments in a second pass."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile


class Sight(NamedTuple):
    """What an environment knows of a library: its version, and the file it is imported from."""

    version: str | None
    origin: Path


def interpreter(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(folder: Path, wheel: Path) -> None:
    """Make an environment and unpack a wheel of pure Python where its packages lie."""
    if wheel.name[-13:] != "-none-any.whl":
        raise ValueError(wheel)
    archive = ZipFile(wheel)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    with archive:
        archive.extractall(next(folder.glob("[Ll]ib/**/site-packages")))


def look(folder: Path, library: str) -> Sight | None:
    """What an environment knows of a library, or None if it cannot import it."""
    with tempfile.TemporaryDirectory() as exchange:
        answer = Path(exchange, "answer.json")
        program = "\n".join(
            [
                "import importlib, json, sys",
                "from importlib.metadata import distributions",
                f"module = importlib.import_module({library!r})",
                "versions = {d.metadata['Name']: d.version for d in distributions()}",
                f"answer = [versions.get({library!r}), module.__file__]",
                f"with open({str(answer)!r}, 'w') as stream:",
                "    json.dump(answer, stream)",
            ]
        )
        subprocess.run([interpreter(folder), "-I", "-c", program], capture_output=True)
        if not answer.exists():
            return None
        version, origin = json.loads(answer.read_text())
        return Sight(version, Path(origin))


def verdict(folder: Path, sight: Sight | None) -> str:
    """Whether what was seen in an environment is its own."""
    if not sight:
        return "missing"
    return "own" if folder.resolve() in sight.origin.resolve().parents else "borrowed"


def parties(folders: Iterable[Path], program: str) -> dict[tuple[int, str], list[Path]]:
    """Environments in which a program ends alike: by status and output, in order."""
    endings: list[tuple[Path, tuple[int, str]]] = []
    for folder in folders:
        command = [str(interpreter(folder)), "-I", "-c", program]
        done = subprocess.run(command, input="", capture_output=True, text=True)
        endings.append((folder, (done.returncode, done.stdout)))
    return {ending: [one for one, other in endings if other == ending] for _, ending in endings}


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on a library in any number of environments; gives the status with which to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--program")
    given = parser.parse_args(arguments)
    folders = [Path(text) for text in given.folders]
    if not all(interpreter(folder).exists() for folder in folders):
        print("error: a folder has no interpreter", file=sys.stderr)
        return 2
    good = True
    for folder in folders:
        sight = look(folder, given.library)
        judged = verdict(folder, sight)
        print(f"{folder.name}:", None if sight is None else sight.version, judged)
        good = good and judged == "own"
    if given.program is not None:
        for (status, output), members in parties(folders, given.program).items():
            print(", ".join(one.name for one in members) + f": {status} {output.strip()}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
