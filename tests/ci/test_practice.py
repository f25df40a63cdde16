"""Tests of `course ci`: what a student's own build shows, and that nothing a student's code does becomes a command."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.reports import json_report
from grader.student.shield import deaf, kept_names, stripped
from tests.builders import text
from tests.e2e.ground import GOOD, SORT, TALLY, WEEK, right, wrong

WORD = re.compile(r"::stop-commands::([0-9a-f]{40})")
HOSTILE_TEXT = "\\n::error::owned\\r\\n::set-output name=a::b\\n::add-mask::e%0A::warning::x\\x1b[31m##[command]evil\\n"


@dataclass(frozen=True)
class Built:
    """What one build came to."""

    code: int
    log: str
    summary: str
    folder: Path

    @property
    def commands(self) -> list[str]:
        """The lines that the service obeys: none between the word that makes it deaf and that word again."""
        obeyed: list[str] = []
        word = ""
        for line in re.split(r"[\r\n]+", self.log):
            stopping = WORD.match(line.strip())
            if word:
                word = "" if line.strip() == f"::{word}::" else word
            elif stopping:
                word = stopping[1]
            elif line.lstrip().startswith("::") or "##[" in line:
                obeyed.append(line)
        assert word == ""
        return obeyed


class Build:
    """A student repository, and a job of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = folder / "repository"
        shutil.copytree(GOOD / "weeks", self.repository / "weeks", ignore=shutil.ignore_patterns(".*", "__pycache__"))
        self.files = {
            f"GITHUB_{name}": folder / f"file-of-{name.lower()}"
            for name in ("ENV", "PATH", "OUTPUT", "STATE", "STEP_SUMMARY")
        }
        for path in self.files.values():
            path.touch()

    def write(self, slug: str, source: str | bytes) -> None:
        """Put a solution in place."""
        content = source.encode() if isinstance(source, str) else source
        (self.repository / "weeks" / WEEK / slug / f"{slug.replace('-', '_')}.py").write_bytes(content)

    def run(self, *options: str) -> Built:
        """Run the job's command as a real process."""
        environment = {
            **os.environ,
            **{name: str(path) for name, path in self.files.items()},
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.repository),
            "GITHUB_REPOSITORY_OWNER": "ana",
            "ACTIONS_RUNTIME_TOKEN": "secret-of-the-job",
        }
        command = [sys.executable, "-m", "grader.cli.student", "ci", "--output", str(self.folder / "out"), *options]
        done = subprocess.run(
            command, cwd=self.repository, env=environment, capture_output=True, timeout=120, check=False
        )
        assert b"" == done.stderr
        summary = self.files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Built(done.returncode, done.stdout.decode(), summary, self.folder / "out")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A student repository as it was given out."""
    return Build(tmp_path)


def test_what_is_not_started_is_not_wrong(build: Build) -> None:
    """On the day a repository is made its build is green, and says that it is practice."""
    built = build.run()

    assert 0 == built.code
    assert built.summary.startswith("# Practice result - not your grade\n")
    assert "2 exercises not started yet; that is not wrong." in built.summary
    assert [] == built.commands


def test_a_failure_is_annotated_on_the_students_line(build: Build) -> None:
    """A wrong answer is an error on a line of the student's file, with call, value and next command."""
    build.write(TALLY, right(TALLY))
    build.write(SORT, wrong(SORT, "weights_as_text"))
    built = build.run()
    errors = [line for line in built.commands if line.startswith("::error ")]

    assert 1 == built.code
    assert errors
    assert all(line.startswith(f"::error file=weeks/{WEEK}/{SORT}/") for line in errors)
    assert all("%0Ayou called" in line and f"next: course test {SORT}" in line for line in errors)
    assert "| Tally the gates | 10 of 10 |" in built.summary


def test_a_syntax_error_names_its_line(build: Build) -> None:
    """A file that cannot be read costs one annotation, on the line."""
    build.write(TALLY, "def tally(:\n    pass\n")
    built = build.run(TALLY)

    assert [f"::error file=weeks/{WEEK}/{TALLY}/tally.py,line=1"] == [
        line.partition(",title=")[0] for line in built.commands
    ]
    assert "cannot be read" in built.summary


def test_a_stub_that_nobody_touched_is_not_started(build: Build) -> None:
    """Where the repository holds what was given out, a stub whose tests do fail is still not wrong."""
    build.write(TALLY, "def tally(values):\n    return {}\n")
    given = build.repository / ".quayside" / "course" / "stubs" / "weeks"
    before = build.run().code
    shutil.copytree(build.repository / "weeks", given)
    after = build.run()

    assert (1, 0) == (before, after.code)
    assert "2 exercises not started yet" in after.summary


def test_results_are_exported(build: Build) -> None:
    """The artefact holds our result, marked as practice at level L0, and Classroom 50's document."""
    build.write(TALLY, right(TALLY))
    built = build.run("--legacy-classroom")
    report = json_report.read((built.folder / "result.json").read_text())
    document = json.loads((built.folder / "classroom50.json").read_text())
    points = (report.submissions[0].points, report.submissions[0].max_points)

    assert ("L0", ("practice result - not your grade",)) == (report.isolation.value, report.submissions[0].notes)
    assert ("classroom50/result/v1", *points) == (document["schema"], document["score"], document["max-score"])
    assert [
        f"::notice title=Autograding complete::Points {points[0]}/{points[1]}",
        f'::notice title=Autograding report::{{"totalPoints":{points[0]},"maxPoints":{points[1]}}}',
    ] == built.commands


PRANK = text(f'''
    """Prints what build services obey, returns it, raises it, and writes into every file it finds named."""
    import os, sys

    NOISE = "{HOSTILE_TEXT}"

    class Loud:
        def __repr__(self): return NOISE
        def __eq__(self, other): print(NOISE); return False
        __hash__ = None

    def loud(*args):
        print(NOISE)
        for stream in (sys.__stdout__, sys.__stderr__):
            stream.write(NOISE); stream.flush()
        for descriptor in range(1, 10):
            try: os.write(descriptor, NOISE.encode())
            except OSError: pass
        for name, value in os.environ.items():
            if name.startswith(("GITHUB_", "ACTIONS_", "RUNNER_")):
                open("/" + value.lstrip("/"), "a").write("LD_PRELOAD=evil")
        if len(args) % 2: raise ValueError(NOISE)
        return Loud()

    def __getattr__(name): return loud
    loud()
''')  # fmt: skip


def test_nothing_a_student_prints_becomes_a_command(build: Build) -> None:
    """Printed, returned, raised, written to any descriptor: the service obeys our own annotations only."""
    build.write(TALLY, PRANK)
    build.write(SORT, PRANK)
    (build.repository / "weeks" / WEEK / TALLY / "a\n::error::name.py").write_text("x = 1\n")
    built = build.run("--legacy-classroom")
    ours = re.compile(r"::(error|warning|notice) (file=weeks/[^:]+,)?(line=\d+,)?title=[^:]+::")

    assert 1 == built.code
    assert [] == [line for line in built.commands if not ours.match(line)]
    assert [] == [line for line in built.commands if "##[" in line or "\x1b" in line]
    assert [] == [line for line in built.summary.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert "\x1b" not in built.summary
    assert 2 == sum("title=Autograding" in line for line in built.commands)


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos._exit(0)\n",
        "import os\ndef tally(values): os._exit(0)\n",
        "import sys\ndef tally(values): sys.exit(0)\n",
        "import pytest\ndef tally(values): pytest.exit('all passed', returncode=0)\n",
        "import pytest\ndef tally(values): pytest.skip('not today')\n",
        "import pytest\npytest.skip('not today', allow_module_level=True)\n",
    ],
    ids=["hard exit at import", "hard exit", "exit", "exit of pytest", "skip", "skip of the module"],
)
def test_an_early_end_is_no_pass(build: Build, source: str) -> None:
    """Whoever ends the run before its tests did is told so: the job is red, and no point comes of it."""
    build.write(TALLY, source)
    built = build.run(TALLY)
    report = json_report.read((built.folder / "result.json").read_text())

    assert (1, 0) == (built.code, report.submissions[0].points)


def test_a_flood_fills_neither_the_log_nor_the_artefact(build: Build) -> None:
    """Ten megabytes printed, raised and returned are kilobytes in everything that the build keeps."""
    flood = "print(WORD)\n    if len(values) % 2: raise ValueError(WORD)\n    return WORD\n"
    build.write(TALLY, f"WORD = '::error::x\\n' * 10**6\ndef tally(values):\n    {flood}")
    built = build.run(TALLY)

    assert 1 == built.code
    assert 100_000 > len(built.log)
    assert 1_000_000 > sum(path.stat().st_size for path in built.folder.iterdir())


def test_the_files_of_the_job_are_out_of_reach(build: Build) -> None:
    """The student's code finds no name of a file that later steps obey, and no token."""
    build.write(TALLY, PRANK)
    spy = 'import os\nraise ValueError(sorted(n for n in os.environ if n.startswith(("GITHUB_", "ACTIONS_"))))\n'
    build.write(SORT, spy)
    built = build.run()

    assert {""} == {path.read_text() for name, path in build.files.items() if name != "GITHUB_STEP_SUMMARY"}
    assert "LD_PRELOAD" not in built.summary
    assert "ValueError: []" in built.summary.replace("&#x27;", "'")


def test_the_word_is_new_each_time_and_nobody_is_told(build: Build) -> None:
    """Two builds have two words, drawn from 160 bits; no child can have it in its environment."""
    words = [WORD.findall(build.run(TALLY).log) for _ in range(2)]

    assert [1, 1] == [len(found) for found in words]
    assert words[0] != words[1]


def test_the_service_listens_again_even_after_a_crash() -> None:
    """However the block ends, the word is said again; without a service nothing is said at all."""
    said: list[str] = []
    with pytest.raises(RuntimeError), deaf(said.append, service=True):
        raise RuntimeError
    with deaf(said.append, service=False):
        pass

    assert 2 == len(said)
    assert said[0] == f"::stop-commands::{said[1].strip(':')}"


def test_an_environment_is_stripped_and_comes_back() -> None:
    """Only what programs need is left meanwhile, whatever the others are called."""
    before = {"PATH": "/bin", "Path": "x", "LC_ALL": "C", "GITHUB_ENV": "/e", "MY_TOKEN": "t", "PYTHONPATH": "/evil"}
    environment = dict(before)
    with stripped(environment) as known:
        inside = dict(environment)

    assert {"PATH", "Path", "LC_ALL"} == set(inside) == set(kept_names(before))
    assert before == known == environment
