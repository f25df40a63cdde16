"""The doctor's attacks where no layer stands in their way: each gets through, so a layer that stops it is real.

They run in a process namespace without network and capabilities, with bounded memory and a small scratch folder.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.harness import attacks
from tests.builders import PlainWorker, call, level2

pytestmark = pytest.mark.l2


def admitted(scratch: Path) -> PlainWorker:
    """A worker over the attacks, first process of a namespace of its own, with nothing taken away inside."""
    scratch.mkdir()
    spaces = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--as-pid-1"]
    spaces += [] if os.geteuid() == 0 else ["--unshare-user"]
    mounts = ["--cap-drop", "ALL", "--dev-bind", "/", "/", "--size", str(4 << 20), "--tmpfs", str(scratch)]
    program = (sys.executable, "-m", "grader.harness.program")
    worker = PlainWorker(scratch, level2().bwrap, *spaces, *mounts, "--", *program)
    box = str(Path(attacks.__file__).parent)
    limits = {"RLIMIT_AS": (512 << 20, 512 << 20), "RLIMIT_CORE": (0, 0)}
    worker.spawn("questions", box=box, modules=["attacks"], probes="", limits=limits)
    worker.receive()
    return worker


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainWorker]:
    """The worker that most attacks are made from."""
    worker = admitted(tmp_path_factory.mktemp("attacks") / "scratch")
    yield worker
    worker.end()


def test_files_are_read_and_written(patient: PlainWorker, tmp_path: Path) -> None:
    """What can be read is shown, what can be written is written and removed again; what cannot is named."""
    (tmp_path / "canary").write_text("sings", encoding="utf-8")

    assert call(patient, "read_file", str(tmp_path / "canary")).value == "sings"
    assert call(patient, "read_file", str(tmp_path / "none")).value == "ENOENT"
    assert call(patient, "write_file", str(tmp_path / "new")).value == "written"
    assert call(patient, "write_file", str(tmp_path / "none" / "new")).value == "ENOENT"
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]


def test_scratch_is_filled_as_far_as_it_goes(patient: PlainWorker) -> None:
    """Folders and files are filled up to what is there, and emptied afterwards."""
    filled, large = (call(patient, name, str(patient.scratch)).value for name in ("fill", "big_file"))

    assert (3 << 20 <= filled <= 4 << 20, 3 << 20 <= large <= 4 << 20) == (True, True)
    assert list(patient.scratch.iterdir()) == []


def test_a_large_place_is_filled_up_to_a_bound(patient: PlainWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is room for more the attack ends by itself."""
    monkeypatch.setattr(attacks, "SCRATCH_TRIED", 2 << 20)
    folder = patient.scratch

    assert (attacks.fill(str(folder)), attacks.big_file(str(folder))) == (2 << 20, 2 << 20)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "args", "seen"),
    [
        ("user", [], os.getuid()),
        ("proc", [], True),
        ("signal_process", [1], "reached"),
        ("signal_process", [999_999], "ESRCH"),
        ("fork", [], "forked"),
        ("execute", [], "ENOENT"),
        ("connect", ["192.0.2.1", 80], "ENETUNREACH"),
        ("system_call", ["memfd_create", b"x", 0], "allowed"),
        ("system_call", ["setns", 0, 0], "EINVAL"),
        ("memory", [], False),
        ("core", [], 0),
    ],
)
def test_each_attack_says_how_far_it_got(patient: PlainWorker, name: str, args: list[Any], seen: Any) -> None:
    """Without a layer in its way an attack gets through, or says what the kernel answered."""
    assert call(patient, name, *args).value == seen


def test_surroundings_are_described(patient: PlainWorker) -> None:
    """Environment, root folder, descriptors and privileges are told as they are."""
    assert "PATH" in call(patient, "environment").value
    assert "usr" in call(patient, "root").value
    assert len(call(patient, "descriptors").value) >= 2
    assert call(patient, "privileges").value[1] == 0


def test_a_server_that_can_be_reached_is_reached() -> None:
    """Where the network is the host's own a connection comes about; loopback inside is told by a byte."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert attacks.connect("127.0.0.1", listener.getsockname()[1]) == "connected"
    assert attacks.own_loopback() == "x"


def test_what_never_ends_is_ended_with_everything_it_left(tmp_path: Path) -> None:
    """Children that left their session and a call that never comes back end when the worker is reaped."""
    patient = admitted(tmp_path / "scratch")
    assert call(patient, "leave_child").value > 1
    patient.send(["call", "loop", [], {}])
    patient.alive = False
    patient.tell("reap", [str(patient.scratch)])

    assert (patient.listen(), patient.end()) == (["reaped", signal.SIGKILL, False], 0)
