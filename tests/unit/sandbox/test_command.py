"""What `run_confined` promises of a tool at each level, tried with real processes that attack it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GraderFault, IsolationUnavailable, WorkerLost
from grader.model import Level
from grader.sandbox import launch
from grader.sandbox.command import STDOUT_BYTES, Ended, run_confined
from grader.sandbox.launch import Confinement, base_python
from grader.sandbox.probe import find_confinement, starts
from grader.sandbox.uids import TOOL_UID


@pytest.fixture(scope="module")
def inside() -> Confinement:
    """L2 as this machine has it; without it the tests that need it fail."""
    return find_confinement(Level.L2)


@pytest.fixture(scope="module", params=["root", "user"])
def variant(request: pytest.FixtureRequest, inside: Confinement) -> Confinement:
    """Each variant of L2 that this machine has."""
    wanted = replace(inside, variant=request.param)
    if wanted.variant != inside.variant and (wanted.drops_uid or not starts(wanted)):
        pytest.skip(f"no variant {request.param} here")
    return wanted


@pytest.fixture(scope="module")
def bare() -> Confinement:
    """L1; only for harmless programs, for the tests may run as root."""
    return Confinement(Level.L1, "process", base_python())


def run(confinement: Confinement, program: str, *more: str, files: Path | None = None, stdin: bytes = b"") -> Ended:
    """Run a Python program as the tool."""
    command = [confinement.python, "-I", "-S", "-B", "-c", program, *more]
    return run_confined(
        confinement, command, folders={"/files": files} if files else {}, stdin=stdin, seconds=20, memory_mb=512
    )


def told(ended: Ended) -> Any:
    """What the program printed as JSON."""
    assert ended.status == 0, ended
    return json.loads(ended.stdout)


@pytest.mark.l2
def test_the_tool_sees_nothing_of_the_host(
    variant: Confinement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Environment, /proc, host folders and other processes do not exist for a tool at L2."""
    monkeypatch.setenv("QUAYSIDE_SECRET", "tide")
    program = (
        "import json, os\nprint(json.dumps([dict(os.environ), sorted(os.listdir('/')), os.getpid(), os.getcwd()]))\n"
    )
    environment, root, pid, folder = told(run(variant, program, files=tmp_path))
    assert "tide" not in environment.values()
    assert set(environment) <= {*launch.ENVIRONMENT, "LD_LIBRARY_PATH", "PWD"}
    assert not {"proc", "home", "root", "work", "etc"} & set(root)
    assert pid < 10
    assert folder == "/tmp"


@pytest.mark.l2
def test_the_tool_can_write_its_scratch_folder_only(variant: Confinement, tmp_path: Path) -> None:
    """Everything but /tmp and /dev/shm refuses to be written, the folders of the files above all."""
    (tmp_path / "given.py").write_text("x = 1\n")
    program = (
        "import json, sys\n"
        "refused = []\n"
        "for path in sys.argv[1:]:\n"
        "    try: open(path, 'w').write('x')\n"
        "    except OSError: refused.append(path)\n"
        "print(json.dumps(refused))\n"
    )
    closed = ["/files/new", "/files/given.py", "/new", "/usr/new", "/usr/bin/new", "/dev/new", "/lib/new"]
    assert told(run(variant, program, "/tmp/mine", *closed, files=tmp_path)) == closed
    assert (tmp_path / "given.py").read_text() == "x = 1\n"


@pytest.mark.l2
def test_scratch_space_is_capped(inside: Confinement) -> None:
    """A tool cannot fill the machine's memory through its scratch folder, neither by one file nor by many."""
    program = (
        "import json\n"
        "sizes = []\n"
        "for number in range(8):\n"
        "    try:\n"
        "        with open(f'/tmp/{number}', 'wb', buffering=0) as stream:\n"
        "            for _ in range(100): stream.write(bytes(1 << 20))\n"
        "    except OSError as error: sizes.append(error.errno)\n"
        "import os; print(json.dumps([sizes, sum(os.path.getsize(f'/tmp/{n}') for n in range(8))]))\n"
    )
    errors, total = told(run(inside, program))
    assert len(errors) == 8
    assert 200 << 20 < total <= 256 << 20


@pytest.mark.l2
def test_the_tool_has_no_network(inside: Confinement, bare: Confinement) -> None:
    """A server on this machine's loopback is out of reach at L2; the same program reaches it at L1."""
    program = (
        "import json, socket, sys\n"
        "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5); print('true')\n"
        "except OSError: print('false')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert told(run(inside, program, port)) is False
        assert told(run(bare, program, port)) is True


@pytest.mark.l2
def test_the_tool_has_no_power(variant: Confinement) -> None:
    """No capability, no way to gain one, no group, and, where the judge is root, a uid that no worker has."""
    program = (
        "import ctypes, json, os\n"
        "libc = ctypes.CDLL(None)\n"
        "header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()\n"
        "libc.capget(header, data)\n"
        "powers = [sum(data), libc.prctl(39, 0, 0, 0, 0), libc.unshare(0x10000000)]\n"
        "print(json.dumps([powers, os.getresuid(), os.getgroups()]))\n"
    )
    (capabilities, no_new_privileges, unshared), uids, groups = told(run(variant, program))
    assert (capabilities, no_new_privileges, unshared) == (0, 1, -1)
    if variant.drops_uid:
        assert groups == []
        assert min(uids) >= TOOL_UID
        assert len(set(uids)) == 1


@pytest.mark.l2
def test_options_do_not_show_in_the_command_line(
    inside: Confinement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paths of the host reach bubblewrap through a pipe: its argv and environment tell nothing."""
    seen: list[tuple[list[str], Any]] = []
    start = subprocess.Popen

    def spy(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        seen.append((command, options["env"]))
        return start(command, **options)

    monkeypatch.setattr("grader.sandbox.launch.subprocess.Popen", spy)
    assert run(inside, "", files=tmp_path).status == 0
    [(command, environment)] = seen
    assert environment == {}
    assert command[1::2][:2] == ["--args", "--seccomp"]
    assert str(tmp_path) not in " ".join(command)


@pytest.mark.parametrize("level", [pytest.param("L2", marks=pytest.mark.l2), "L1"])
def test_a_tool_past_its_deadline_is_killed_with_its_children(
    level: str, inside: Confinement, bare: Confinement
) -> None:
    """After the deadline no process of the tool is left, although the tool and its child ignore what they can."""
    marker = f"marker-{os.getpid()}-{time.monotonic_ns()}"
    program = (
        "import os, signal, time\n"
        "for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(number, signal.SIG_IGN)\n"
        "print('begun', flush=True)\n"
        "os.fork()\n"
        "time.sleep(60)\n"
    )
    confinement = inside if level == "L2" else bare
    command = [confinement.python, "-I", "-S", "-c", program, marker]
    began = time.monotonic()
    ended = run_confined(confinement, command, folders={}, seconds=1.0, memory_mb=512)
    assert (ended.timed_out, ended.status, ended.stdout) == (True, 137, b"begun\n")
    assert time.monotonic() - began < 5
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if marker in _read(path)]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended meanwhile
        return ""


@pytest.mark.parametrize("level", [pytest.param("L2", marks=pytest.mark.l2), "L1"])
def test_neither_side_waits_for_the_other(level: str, inside: Confinement, bare: Confinement) -> None:
    """Output without end is cut and dropped, input that nobody reads is given up; the tool still ends by itself."""
    confinement = inside if level == "L2" else bare
    flood = "import sys\nfor _ in range(64): sys.stdout.write('x' * (1 << 20)); sys.stderr.write('y' * (1 << 16))\n"
    ended = run(confinement, flood, stdin=b"unread" * 500_000)
    assert (ended.status, ended.timed_out, len(ended.stdout), ended.cut) == (0, False, STDOUT_BYTES, True)
    assert len(ended.stderr) <= 16 << 10
    counted = run(confinement, "import sys; print(len(sys.stdin.buffer.read()))", stdin=b"x" * 3_000_000)
    assert counted.stdout == b"3000000\n"


@pytest.mark.parametrize("level", [pytest.param("L2", marks=pytest.mark.l2), "L1"])
def test_limits_and_signals_show_in_the_status(level: str, inside: Confinement, bare: Confinement) -> None:
    """Memory is limited, and a tool that dies of a signal has the same status at every level."""
    confinement = inside if level == "L2" else bare
    assert run(confinement, "import os; os.kill(os.getpid(), 11)").status == 139
    assert run(confinement, "raise SystemExit(3)").status == 3
    if sys.platform == "linux":
        ended = run(confinement, "bytearray(900 << 20)")
        assert ended.status == 1
        assert b"MemoryError" in ended.stderr


def test_a_bare_tool_has_paths_of_the_host_and_a_scratch_folder_that_goes(bare: Confinement, tmp_path: Path) -> None:
    """At L1 the paths inside are translated, the environment is clean, and the scratch folder is removed."""
    (tmp_path / "given.py").write_text("x = 1\n")
    program = (
        "import json, os, sys\n"
        "open('left', 'w').write('x')\n"
        "print(json.dumps([open(sys.argv[1]).read(), sys.argv[2], sorted(os.environ), os.getcwd()]))\n"
    )
    text, kept, environment, folder = told(run(bare, program, "/files/given.py", "/filesystem", files=tmp_path))
    assert (text, kept) == ("x = 1\n", "/filesystem")
    assert set(environment) == set(launch.ENVIRONMENT)
    assert not Path(folder).exists()


def test_faults_of_ours_are_named(bare: Confinement, inside: Confinement, tmp_path: Path) -> None:
    """A folder that is missing or would lie where it cannot be read, and a program that is missing, are no result."""
    for path, shown in ((tmp_path / "missing", "/files"), (tmp_path, "/usr/local"), (tmp_path, "files")):
        with pytest.raises(GraderFault, match="cannot be shown"):
            run_confined(inside, ["/bin/true"], folders={shown: path}, seconds=5, memory_mb=64)
    gone = replace(bare, python=str(tmp_path / "python"))
    with pytest.raises(WorkerLost):
        run_confined(gone, ["/bin/true"], folders={}, seconds=5, memory_mb=64)


def test_a_program_of_the_system_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without setpriv a tool would keep root's rights: the run stops, and says what to install."""
    monkeypatch.setattr("grader.sandbox.command.shutil.which", lambda *_, **__: None)
    confinement = Confinement(Level.L2, "root", base_python(), "bwrap")

    with pytest.raises(IsolationUnavailable, match="is not installed in /usr") as caught:
        run_confined(confinement, ["true"], folders={}, seconds=1.0, memory_mb=64)
    assert caught.value.fix.startswith("apt-get install util-linux")
