"""A deliberately naive grader: pytest imports the submission, the exit code and the junit report are the verdict.

It shows that an attack is one. What it runs is hostile, so it runs in bubblewrap: namespaces of its own for processes,
network and mounts, a user of its own, everything read-only but a small tmpfs, limits on all, and an end by SIGKILL.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.model import Level
from grader.sandbox.launch import Confinement, namespace_options, python_inside, start_bubblewrap
from grader.sandbox.probe import find_confinement
from grader.sandbox.uids import TOOL_UID, TOOLS
from tests.security import odd_files
from tests.security.attacks import WEEK, Attack, read_template, render, write
from tests.security.class_run import COURSE

HERE = Path(__file__).parent
UID = TOOL_UID + TOOLS
"""Beyond the users of workers and tools, so that nothing is counted with theirs."""
RUN_SECONDS = 120.0
"""A run takes about one second; so long because the machine may be busy with other things."""
HANG_SECONDS = 9.0
"""What is said to hang is given up earlier."""
MEMORY = 1 << 30
TESTS = 13
"""How many hidden tests there are; fewer in a report are lost ones."""
CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")


@dataclass(frozen=True)
class Believed:
    """What the naive grader has to go by; no runs at all where it was killed, `hung` where it had to be."""

    runs: tuple[dict[str, Any], ...] = ()
    hung: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Counts of the last junit report; zeros where there is none."""
        nothing = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        return (self.runs[-1]["xml"] if self.runs else None) or nothing

    @property
    def passed(self) -> int:
        """How many tests the last report says have passed."""
        counts = self.counts
        return counts["tests"] - counts["failures"] - counts["errors"] - counts["skipped"]

    @property
    def caught(self) -> int:
        """How many wrong versions the submission's own tests fail beside; none where they fail beside the right one."""
        if not self.runs or self.runs[0]["exit"] != 0:
            return 0
        return sum(run["exit"] != 0 for run in self.runs[1:])

    @property
    def failed(self) -> int:
        """How many tests the last report says have not."""
        return self.counts["failures"] + self.counts["errors"]


def grade(attack: Attack, *, twin: bool, number: int, confinement: Confinement) -> Believed:
    """What the naive grader believes of an attack, or of its twin; `number` tells runs at the same time apart."""
    with tempfile.TemporaryDirectory(prefix="quayside-naive-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        hidden = folder / "hidden"
        write(
            hidden,
            {path.name: path.read_text(encoding="utf-8") for path in (HERE / "hidden").iterdir() if path.is_file()},
        )
        write(hidden, {"weigh_reference.py": read_template("weigh_right")})
        versions = own_test_versions() if attack.exercise == "berths" else {}
        if versions:
            write(hidden / "versions", versions)
        submission = folder / "in"
        write(submission, {key: text for key, text in attack.files(twin=twin).items() if not key.startswith("root/")})
        if attack.builder and not twin:
            place = odd_files.Place(folder, "in", attack.exercise, Path("/hidden/weigh_reference.py"))
            getattr(odd_files, attack.builder)(place)
        elif attack.builder:
            write(submission, {"weigh.py": render("#{weigh_wrong}\n")})
        seconds = HANG_SECONDS if attack.effect == "hang" and not twin else RUN_SECONDS
        runs = max(attack.runs, len(versions))
        return _run(confinement, _options(confinement, submission, hidden), runs, seconds, UID + number)


def own_test_versions() -> dict[str, str]:
    """Sources by path of the right version, which comes first, and of the wrong ones, in folders that say which."""
    mutants = COURSE / "solutions" / WEEK / "berths" / "mutants"
    wrong = {f"mutant_{path.stem}/berths.py": path.read_text(encoding="utf-8") for path in mutants.glob("*.py")}
    return {"correct/berths.py": read_template("berths_right"), **wrong}


def _run(confinement: Confinement, options: list[str], runs: int, seconds: float, uid: int) -> Believed:
    limits = {"as": MEMORY, "cpu": 30, "core": 0, "fsize": 32 << 20, "nofile": 256}
    drop: list[str] = []
    if confinement.drops_uid:
        limits["nproc"] = 96
        drop = ["/usr/bin/setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--no-new-privs"]
        drop += ["--bounding-set=-all", "--inh-caps=-all"]
    command = [*drop, "/usr/bin/prlimit", *[f"--{name}={value}:{value}" for name, value in limits.items()]]
    command += ["/usr/bin/env", "TOKEN=NAIVESECRET in the environment", python_inside(confinement.python), "-S"]
    command += ["/program/inside.py", str(runs), str(seconds), "--token=NAIVESECRET in the arguments"]
    process = start_bubblewrap(confinement, options, command, output=subprocess.PIPE)
    try:
        out, _ = process.communicate(timeout=runs * seconds + 3)
    except subprocess.TimeoutExpired:
        return Believed(hung=True)
    finally:
        # The end of bubblewrap is the end of its process namespace, whatever is in it.
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()
    try:
        found = json.loads(out)
    except ValueError:
        return Believed()
    return Believed(tuple(found), hung=any(run["timed_out"] for run in found))


def _options(confinement: Confinement, submission: Path, hidden: Path) -> list[str]:
    libraries = Path(sysconfig.get_path("purelib"))
    folders = {"/in": submission, "/hidden": hidden, "/libraries": libraries, "/program": HERE}
    options = namespace_options(confinement, folders, capabilities=CAPABILITIES, scratch_bytes=64 << 20)
    at = options.index("--remount-ro")
    # A naive grader has a /proc; it is that of the new process namespace.
    return [*options[:at], "--proc", "/proc", *options[at:], "--chdir", "/tmp"]


def confinement() -> Confinement:
    """The sandbox that this machine has; there is no lesser one that would do."""
    if os.name != "posix":
        raise OSError("the naive grader runs hostile code and needs bubblewrap")
    return find_confinement(Level.L2)
