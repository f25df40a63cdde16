"""The zygote: one fresh, confined worker after the other, and nothing of the last one for the next."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.harness.answers import AnswerKind, read_answer
from grader.model import Profile
from grader.sandbox import seccomp, zygote
from tests.builders import PlainWorker, Yard, call, level2

SOURCE = """
import os
import resource

def who():
    return os.getpid()

def where():
    return os.getcwd(), oct(os.umask(0o022))

def fork():
    try:
        pid = os.fork()
    except PermissionError:
        return "refused"
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "forked"

def limit(name):
    return resource.getrlimit(getattr(resource, name))

def leave():
    open("left", "w").close()

def wait():
    import signal
    signal.pause()
"""


class Post:
    """A zygote in a plain process, and a box of trusted code for its workers."""

    def __init__(self, folder: Path) -> None:
        self.box, self.scratch = folder / "box", folder / "scratch"
        self.box.mkdir()
        self.scratch.mkdir()
        (self.box / "m.py").write_text(SOURCE, encoding="utf-8")
        self.plain = PlainWorker(self.scratch)

    def spawn(self, **setup: Any) -> None:
        """Start a worker over the box."""
        self.plain.spawn("questions", **{"box": str(self.box), "modules": ["m"], "probes": "", **setup})

    def reap(self) -> Any:
        """End the worker; how it ended, and whether it left files."""
        self.plain.alive = False
        self.plain.tell("reap", [str(self.scratch)])
        return self.plain.listen()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A zygote that has said that it started."""
    place = Post(tmp_path)
    yield place
    place.plain.end()


def test_a_zygote_says_that_it_started_and_ends_with_its_judge(post: Post) -> None:
    """The first message is that it serves; when the judge closes the pipe it ends by itself."""
    assert (post.plain.greeting, post.plain.end()) == (["started"], 0)


def test_workers_come_one_after_the_other(post: Post) -> None:
    """Each worker is a fresh process, and the end of one is told with its status."""
    numbers = []
    for _ in range(3):
        post.spawn()
        post.plain.receive()
        numbers.append(call(post.plain, "who").value)
        assert post.reap() == ["reaped", signal.SIGKILL, False]

    assert len(set(numbers)) == 3


def test_the_end_of_a_worker_is_told_when_it_happens(post: Post) -> None:
    """A worker whose questions end goes by itself, and the judge hears of it without asking."""
    post.spawn()
    post.plain.receive()
    post.plain.close_data()

    assert post.plain.ended() == 0
    assert post.reap() == ["reaped", 0, False]


def test_a_worker_whose_own_program_fails_says_so(post: Post) -> None:
    """A setup that the worker's program cannot serve is a status of its own, not a silent success."""
    post.spawn(modules=5)

    assert os.waitstatus_to_exitcode(post.plain.ended()) == zygote.WORK_FAILED


def test_files_left_in_the_scratch_folder_are_told(post: Post) -> None:
    """A worker that wrote files is told as dirty, and what it wrote is not the zygote's to remove."""
    post.spawn()
    post.plain.receive()
    call(post.plain, "leave")

    assert post.reap() == ["reaped", signal.SIGKILL, True]
    assert [path.name for path in post.scratch.iterdir()] == ["left"]


def test_unread_questions_do_not_reach_the_next_worker(post: Post) -> None:
    """What was written for a worker that never read it is drained before the next one starts."""
    post.spawn()
    post.plain.receive()
    post.plain.send(["call", "wait", [], {}])
    for _ in range(3):
        post.plain.send(["call", "who", [], {}])
    post.reap()
    post.spawn()

    assert read_answer(post.plain.receive()).value == {"fatal": False}
    assert call(post.plain, "where").value[0] == str(post.scratch)


def test_commands_in_pieces_and_several_at_once_are_obeyed(post: Post) -> None:
    """The zygote reads whole commands, however they arrive; one that it does not know is passed over."""
    frames = b"".join(wire.frame(wire.encode(command)) for command in (["dance"], ["reap", []], ["reap", []]))
    os.write(post.plain.control_out, frames[:9])
    os.write(post.plain.control_out, frames[9:])

    assert [post.plain.listen(), post.plain.listen()] == [["reaped", 0, False]] * 2


def test_a_worker_starts_in_its_scratch_folder(post: Post) -> None:
    """Student code finds itself in the scratch folder and makes files that others cannot write."""
    post.spawn()
    post.plain.receive()

    assert call(post.plain, "where").value == (str(post.scratch), "0o22")


def test_the_filter_is_on_before_student_code(post: Post) -> None:
    """With the filter that it is given a worker cannot fork, and without one it can."""
    seen = []
    for program in (b"", seccomp.inner_filter(seccomp.machine(), Profile.DEFAULT)):
        post.spawn(filter=program.hex())
        post.plain.receive()
        seen.append(call(post.plain, "fork").value)
        post.reap()

    assert seen == ["forked", "refused"]


def test_limits_are_set_by_name_and_unknown_ones_are_passed_over(post: Post) -> None:
    """Limits that this system has are set; a name that it does not know is none of its limits."""
    post.spawn(limits={"RLIMIT_NOFILE": (50, 50), "RLIMIT_MOONSHINE": (1, 1)}, strict=True)
    post.plain.receive()

    assert call(post.plain, "limit", "RLIMIT_NOFILE").value == (50, 50)


@pytest.mark.parametrize(
    "setup",
    [{"limits": {"RLIMIT_NOFILE": (60, 50)}, "strict": True}, {"filter": "00" * 8}, {"scratch": "/nonexistent"}],
    ids=["limit", "filter", "folder"],
)
def test_a_worker_that_cannot_be_confined_says_so_and_ends(post: Post, setup: dict[str, Any]) -> None:
    """Where a layer cannot be had no student code runs; the reason goes where student code could not write it."""
    post.spawn(**setup)

    event, reason = post.plain.listen()
    assert (event, bool(reason)) == ("confine", True)
    assert os.waitstatus_to_exitcode(post.plain.ended()) == zygote.NOT_CONFINED


def test_a_limit_may_be_missing_where_nothing_is_promised(post: Post) -> None:
    """At L1 a limit that cannot be set is left out; the worker runs all the same."""
    post.spawn(limits={"RLIMIT_NOFILE": (60, 50)}, strict=False)
    post.plain.receive()

    assert call(post.plain, "where").kind is AnswerKind.VALUE


def test_privileges_are_given_up_in_the_order_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Capabilities go first, then groups, then the uid; limits and the filter come when nothing can undo them."""
    done: list[str] = []

    class Libc:
        """Notes what would be asked of the kernel."""

        @staticmethod
        def prctl(option: int, *_: Any) -> int:
            """Always agrees."""
            done.append(f"prctl {option}")
            return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Libc)
    for module, name in (
        (os, "umask"),
        (os, "setgroups"),
        (os, "setresgid"),
        (os, "setresuid"),
        (resource, "setrlimit"),
        (os, "chdir"),
    ):
        monkeypatch.setattr(module, name, lambda *_, name=name: done.append(name))
    zygote.confine({"uid": 200_001, "limits": {"RLIMIT_CORE": (0, 0)}, "scratch": "/", "filter": "00" * 8})

    assert list(dict.fromkeys(done)) == [
        "umask",
        "prctl 24",
        "setgroups",
        "setresgid",
        "setresuid",
        "setrlimit",
        "chdir",
        "prctl 38",
        "prctl 22",
    ]


@pytest.mark.l2
def test_inside_the_sandbox_the_zygote_is_the_first_process(yard: Yard) -> None:
    """There the worker is a child of pid 1, has no other uid than its own, no groups and no capabilities."""
    worker = yard.worker(
        """
        import ctypes
        import os

        LIBC = ctypes.CDLL(None)

        def f():
            bounding = sum(LIBC.prctl(23, number, 0, 0, 0) == 1 for number in range(41))
            return os.getppid(), set(os.getresuid()) | set(os.getresgid()), os.getgroups(), bounding

        def kill_the_first():
            os.kill(1, 9)
        """
    )
    parent, ids, groups, bounding = call(worker, "f").value

    assert (parent, len(ids), bounding) == (1, 1, 0)
    if level2().drops_uid:
        assert (0 in ids, groups) == (False, [])
        assert call(worker, "kill_the_first").type_name == "PermissionError"
