"""Faults of the grader and of the machine: told as such with a status of their own, never a pass and never a zero.

Each test breaks one thing at a known moment. The moment is made by a hidden check that meets a submission which asks
for it: hidden checks run in the judge and may do there whatever a fault would.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.errors import ExitCode
from tests.security.attacks import WEEK, honest, write
from tests.security.class_run import COURSE, ROOT
from tests.security.leftovers import private_environment

pytestmark = pytest.mark.l2

SECONDS = 120
LABEL = f"weeks/{WEEK}/label/label.py"

FAULTS = '''

def children(process):
    from pathlib import Path

    return [int(word) for word in Path(f"/proc/{{process}}/task/{{process}}/children").read_text().split()]


@points(1, task=1, covers="R1")
def check_nothing_breaks(student, reference):
    """Nothing breaks."""
    import os
    import signal
    from pathlib import Path

    here = Path({here!r})
    word, _, how = student.write("fault", 0).partition(":")
    if word in ("PAUSE", "BREAK", "FILL", "ORACLE"):
        with (here / "tries").open("a") as stream:
            stream.write(f"{{word}}:{{how}}\\n")
    tries = (here / "tries").read_text().split().count(f"{{word}}:{{how}}")
    if word == "PAUSE":
        (here / "pid").write_text(str(os.getpid()))
        with (here / "go").open("rb", buffering=0) as stream:
            stream.read(2)
    if word == "BREAK":
        (here / "broken").write_text(how.lower())
    if how == "GONE":
        (here / "tools" / "bwrap").unlink()
    if word == "FILL":
        with (here / "tmp" / "ballast").open("wb", buffering=0) as stream:
            while stream.write(bytes(1 << 16)):
                pass
    if word == "ORACLE" and (how == "TWICE" or tries == 1):
        reference.write("so that it runs " + how, tries)
        for sandbox in children(os.getpid()):
            # Its first process: the sandbox itself ends when all that is in it has ended.
            os.kill(children(sandbox)[0], signal.SIGKILL)
            os.waitid(os.P_PID, sandbox, os.WEXITED | os.WNOWAIT)
        reference.write("not asked before " + how, tries)
    assert word == "FAULT"
'''
"""A check that honest work passes; on the answer that asks for it, it breaks something from inside a judge.

PAUSE waits until the test has done what it wants to the judge; BREAK makes the stand-in for bubblewrap fail from then
on, or removes it; FILL leaves no room for temporary files; ORACLE ends the judge's sandboxes and asks the
reference then.
"""

STAND_IN = """#!{python} -IS
import os, sys
try:
    how = open({here!r} + "/broken").read()
except OSError:
    os.execv({bwrap!r}, [{bwrap!r}, *sys.argv[1:]])
started = b"\\x01\\x00\\x00\\x00\\x0f" + b'["l","started"]'
commands, control, _, data = map(int, sys.argv[sys.argv.index("--") + 6 :][:4])
if how == "garbage":
    os.write(control, bytes(range(256)) * 4)
if how == "forged":
    os.write(control, started + b"\\x01\\x00\\x00\\x00\\x05" + b"[[[[[")
if how == "corrupt":
    os.write(control, started)
    os.read(commands, 65536)
    os.write(data, b"\\x01\\x00\\x00\\x00\\x05" + b"[[[[[")
sys.exit(1)
"""
"""In place of bubblewrap: the real one until the file `broken` says how to fail."""


@dataclass(frozen=True)
class Ended:
    """How a run of the command ended: its status, the results by student, and what it complained of."""

    code: int
    results: dict[str, Any]
    stderr: str

    def label(self, student: str) -> dict[str, Any]:
        """The one exercise's result of a student."""
        (found,) = self.results[student]["exercises"]
        assert isinstance(found, dict)
        return found

    def verdicts(self) -> dict[str, tuple[str, bool]]:
        """Each student's verdict, and whether all marks were given."""
        found = {student: self.label(student) for student in self.results}
        return {
            student: (item["verdict"], item["points"] == item["max_points"] and item["points"] > 0)
            for student, item in found.items()
        }


GRADED, FAULT = ("graded", True), ("grader-error", False)


class Bench:
    """A course whose checks can pause and break things, a class, and the command over both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pipe = -1
        self.course = folder / "course"
        shutil.copytree(COURSE, self.course, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        checks = self.course / "solutions" / WEEK / "label" / "checks.py"
        text = checks.read_text(encoding="utf-8")
        checks.write_text(text + FAULTS.format(here=str(folder)), encoding="utf-8")
        for name in ("pid", "go"):
            os.mkfifo(folder / name)
        (folder / "tries").touch()
        tools = folder / "tools"
        tools.mkdir()
        stand_in = tools / "bwrap"
        real = shutil.which("bwrap")
        stand_in.write_text(STAND_IN.format(python=os.path.realpath(sys.executable), here=str(folder), bwrap=real))
        stand_in.chmod(0o755)
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = private_environment(folder / "tmp", PATH=f"{tools}:{os.environ['PATH']}")

    def student(self, name: str, answer: str = "") -> None:
        """A student who is honest but for the answer to the question that makes a fault."""
        files = honest()
        if answer:
            trigger = f'    if code == "fault":\n        return "{answer}"\n    return f"'
            files[LABEL] = files[LABEL].replace('    return f"', trigger, 1)
            assert answer in files[LABEL]
        write(self.folder / "class" / name, files)

    def command(self, *before: str, output: str = "output") -> list[str]:
        """The command over the class, one judge at a time, one exercise."""
        command = [*before, sys.executable, "-m", "grader", "grade", str(self.folder / "class"), "--jobs", "1"]
        command += ["--course", str(self.course), "--week", "01", "--exercise", "label", "--isolation", "L2"]
        return [*command, "--seed", "1", "--output", str(self.folder / output), "--format", "json"]

    def start(self, *before: str) -> subprocess.Popen[bytes]:
        """Start the command."""
        process = subprocess.Popen(
            self.command(*before), cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.started.append(process)
        return process

    def finish(self, process: subprocess.Popen[bytes]) -> Ended:
        """Wait for the command and read its report, if it gave one."""
        out, complaint = process.communicate(timeout=SECONDS)
        results = {item["student"]: item for item in json.loads(out)["submissions"]} if out.strip() else {}
        return Ended(process.returncode, results, complaint.decode("utf-8", "replace"))

    def paused_judge(self) -> int:
        """Wait until a judge says that it pauses; gives its process id."""
        with os.fdopen(os.open(self.folder / "pid", os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as stream:
            poll = select.poll()
            poll.register(stream, select.POLLIN)
            said = b""
            while not said:
                assert poll.poll(SECONDS * 1000), "no judge came to the check that pauses"
                said = stream.read() or b""
        judge = int(said)
        assert b"grader.judge.process" in Path(f"/proc/{judge}/cmdline").read_bytes()
        return judge

    def kill_paused_judge(self) -> None:
        """Wait until a judge pauses, and kill it then."""
        os.kill(self.paused_judge(), signal.SIGKILL)

    def let_judge_go(self) -> None:
        """Wait until a judge pauses, and let it go on; what it reads stays in the pipe until it comes to it."""
        self.paused_judge()
        self.pipe = os.open(self.folder / "go", os.O_RDWR)
        os.write(self.pipe, b"go")

    def close(self) -> None:
        """End what a failing test has left running."""
        if self.pipe >= 0:
            os.close(self.pipe)
        for process in self.started:
            if process.poll() is None:
                process.terminate()
            process.communicate()

    def kept(self) -> set[str]:
        """Students whose results are on disk for the next run."""
        kept = [json.loads(path.read_text(encoding="utf-8")) for path in (self.folder / "output" / "results").iterdir()]
        return {item["student"] for item in kept if item["results"]}

    def tries(self) -> int:
        """How often a submission that breaks something was judged."""
        return len((self.folder / "tries").read_text(encoding="utf-8").split())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bench of its own for each test, with an honest student at its beginning."""
    made = Bench(tmp_path)
    made.student("a")
    yield made
    made.close()


def on_small_disk(folder: Path, size: str) -> list[str]:
    """A command in front of another: a small disk lies at `folder` for it alone, in a mount namespace of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    namespace = ["unshare", "--mount", "--propagation", "private"]
    if os.geteuid() != 0:
        namespace.append("--map-root-user")
    return [*namespace, "sh", "-c", f'mount -t tmpfs -o size={size} none "$0" && exec "$@"', str(folder)]


# --- the judge and the reference --------------------------------------------------------------------------------------


def test_who_loses_a_judge_is_judged_again_alone_once(bench: Bench) -> None:
    """Whose judge is killed twice is left to a person, and once costs nothing; the others keep their results."""
    for name, answer in (("b", "PAUSE:TWICE"), ("c", "PAUSE:ONCE"), ("d", "")):
        bench.student(name, answer)
    process = bench.start()
    for _ in range(3):
        bench.kill_paused_judge()
    bench.let_judge_go()
    ended = bench.finish(process)

    assert (ExitCode.GRADER_FAULT, 4) == (ended.code, bench.tries()), ended.stderr
    assert {"a": GRADED, "b": FAULT, "c": ("graded", False), "d": GRADED} == ended.verdicts()
    assert "by hand" in ended.label("b")["message"]
    assert (True, ended.label("a")["points"] - 1) == (ended.label("c")["confirmed_alone"], ended.label("c")["points"])
    assert {"a", "c", "d"} == bench.kept()


def test_who_loses_the_reference_is_judged_again_alone_once(bench: Bench) -> None:
    """Without an expected value there is neither right nor wrong; the next submission has a reference again."""
    for name, answer in (("b", "ORACLE:TWICE"), ("c", "ORACLE:ONCE"), ("d", "")):
        bench.student(name, answer)
    ended = bench.finish(bench.start())

    assert (ExitCode.GRADER_FAULT, 4) == (ended.code, bench.tries()), ended.stderr
    assert {"a": GRADED, "b": FAULT, "c": ("graded", False), "d": GRADED} == ended.verdicts()
    assert (True, ended.label("a")["points"] - 1) == (ended.label("c")["confirmed_alone"], ended.label("c")["points"])
    assert {"a", "c", "d"} == bench.kept()


# --- the sandbox ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["FAIL", "GARBAGE", "FORGED", "GONE"])
def test_a_sandbox_that_fails_is_a_grader_error(bench: Bench, how: str) -> None:
    """Whose sandbox does not start, or says what makes no sense, is left to a person; earlier results stay."""
    for name, answer in (("b", f"BREAK:{how}"), ("c", ""), ("d", "")):
        bench.student(name, answer)
    ended = bench.finish(bench.start())

    assert (ExitCode.GRADER_FAULT, 1) == (ended.code, bench.tries())
    assert {"a": GRADED, "b": ("graded", False), "c": FAULT, "d": FAULT} == ended.verdicts()
    assert {"a", "b"} == bench.kept()


def test_a_corrupt_frame_of_a_worker_is_no_pass(bench: Bench) -> None:
    """What comes from a student's process is the student's word: it fails, and is no fault of anybody else."""
    for name, answer in (("b", "BREAK:CORRUPT"), ("c", "")):
        bench.student(name, answer)
    ended = bench.finish(bench.start())

    assert ExitCode.DONE == ended.code
    assert {"bad-return"} == {check["outcome"] for check in ended.label("c")["checks"]}
    assert (0, GRADED) == (ended.label("c")["points"], ended.verdicts()["a"])


def test_without_a_sandbox_nothing_is_graded(bench: Bench) -> None:
    """Where bubblewrap fails from the start, the command refuses to grade instead of doing with less."""
    (bench.folder / "broken").write_text("fail")
    ended = bench.finish(bench.start())

    assert (ExitCode.USAGE, {}) == (ended.code, ended.results)
    assert "isolation L2 is not available" in ended.stderr
    assert not (bench.folder / "output" / "results").exists()


# --- the disk ---------------------------------------------------------------------------------------------------------


def test_a_disk_that_fills_up_is_a_fault_and_no_zero(bench: Bench) -> None:
    """Who was judged then is left to a person; what still finds room is graded as if nothing were amiss."""
    for name, answer in (("b", "FILL"), ("c", ""), ("d", "")):
        bench.student(name, answer)
    ended = bench.finish(bench.start(*on_small_disk(bench.folder / "tmp", "8m")))

    assert (ExitCode.GRADER_FAULT, 2) == (ended.code, bench.tries())
    assert {"a": GRADED, "b": FAULT, "c": GRADED, "d": GRADED} == ended.verdicts()
    assert "No space left on device" in ended.label("b")["message"]


def test_without_room_for_the_next_one_the_results_so_far_are_kept(bench: Bench) -> None:
    """A submission that cannot be staged stops the run with one error; the next run goes on from there."""
    for name, answer in (("b", "FILL"), ("c", ""), ("d", "")):
        bench.student(name, answer)
    with (bench.folder / "class" / "d" / LABEL).open("a", encoding="utf-8") as stream:
        stream.write("# Notes on labels, at some length.\n" * 900)
    ended = bench.finish(bench.start(*on_small_disk(bench.folder / "tmp", "8m")))

    assert (ExitCode.USAGE, {}) == (ended.code, ended.results)
    assert "error: temporary files cannot be written: No space left on device" in ended.stderr
    assert {"a"} == bench.kept()
