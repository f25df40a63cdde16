"""The naive grader itself: copies a submission beside hidden tests and reference, runs pytest, believes what it says.

Runs in the sandbox that `tests/naive/pytest_grader.py` makes for it, and never outside. Standard library only.

    python inside.py RUNS SECONDS --token=...

Prints one JSON document: for each run the exit code, what pytest printed, and the counts of its junit report. Where
there are versions of what is to be tested, there is a run of the submission's own tests beside each of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

WORK = Path("/tmp/work")
HIDDEN = Path("/hidden")
VERSIONS = HIDDEN / "versions"


def prepare() -> dict[str, str]:
    """The folder that everything is thrown into, and the environment of pytest."""
    WORK.mkdir()
    subprocess.run(["cp", "-a", "/in/.", str(WORK)], check=True)
    for name in ("test_hidden.py", "reference.py", "weigh_reference.py"):
        (WORK / name).write_text((HIDDEN / name).read_text(encoding="utf-8"), encoding="utf-8")
    home = Path("/tmp/home")
    home.mkdir()
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": ".:/libraries", "LC_ALL": "C.UTF-8"} | {
        name: os.environ[name] for name in ("TOKEN", "LD_LIBRARY_PATH") if name in os.environ
    }


def run(
    environment: dict[str, str], seconds: float, descriptor: int, folder: Path = WORK, test: str = "test_hidden.py"
) -> dict[str, Any]:
    """One run of pytest, as a beginner's grader would start it."""
    # Without the plugin of hypothesis, which only makes failures slower to tell.
    command = [sys.executable, "-m", "pytest", "-p", "no:hypothesispytest", "--junitxml=report.xml", test]
    try:
        ended = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            pass_fds=(descriptor,),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"exit": None, "timed_out": True, "out": "", "xml": None}
    out = (ended.stdout + ended.stderr).decode("utf-8", "replace")
    return {"exit": ended.returncode, "timed_out": False, "out": out[-200_000:], "xml": counts(folder)}


def run_beside(version: Path, environment: dict[str, str], seconds: float, descriptor: int) -> dict[str, Any]:
    """One run of the student's own tests beside one version of what they test."""
    folder = WORK.parent / version.name
    subprocess.run(["cp", "-a", "/in/.", str(folder)], check=True)
    for path in version.iterdir():
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (test,) = (path.name for path in folder.glob("test_*.py"))
    return run(environment, seconds, descriptor, folder, test)


def counts(folder: Path) -> dict[str, int] | None:
    """Tests, failures, errors and skips of the junit report, if there is one."""
    try:
        suite = ElementTree.parse(folder / "report.xml").getroot()  # noqa: S314 (naive on purpose)
        suite = suite if suite.tag == "testsuite" else suite[0]
        return {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    except (OSError, ElementTree.ParseError, IndexError, ValueError):
        return None


def main(arguments: list[str]) -> None:
    """Run as often as asked and print what came of it."""
    environment = prepare()
    descriptor = os.open(HIDDEN / "open_file.txt", os.O_RDONLY)
    seconds = float(arguments[1])
    if VERSIONS.is_dir():
        runs = [run_beside(version, environment, seconds, descriptor) for version in sorted(VERSIONS.iterdir())]
    else:
        runs = [run(environment, seconds, descriptor) for _ in range(int(arguments[0]))]
    print(json.dumps(runs))


if __name__ == "__main__":
    main(sys.argv[1:])
