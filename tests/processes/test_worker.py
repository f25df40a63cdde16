"""A worker in its L2 sandbox: every way in which it may end, be late or lie has its own answer and leaves nothing."""

from __future__ import annotations

import dataclasses
import os
import select
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.errors import WorkerLost
from grader.harness import worker as harness
from grader.harness.answers import Answer, AnswerKind, Fault
from grader.harness.worker import Assignment, ExerciseWorker
from grader.model import Limits, Profile
from grader.sandbox import seccomp
from grader.sandbox.launch import Sandbox
from grader.sandbox.staging import WORKER_SOURCES
from grader.sandbox.uids import uids_of
from tests.builders import GENEROUS, MODULE, SLUG, Yard, ask, call, level2

pytestmark = pytest.mark.l2
SHORT = dataclasses.replace(GENEROUS, answer_seconds=0.4)
QUESTION = wire.encode(["call", "f", [], {}])


def kinds(worker: ExerciseWorker, *sources: str) -> list[AnswerKind]:
    """How the calls of some functions ended."""
    return [call(worker, name).kind for name in sources]


def rest(descriptor: int) -> bytes:
    """What can be read until every process at the other end of a pipe is gone; closes it."""
    os.set_blocking(descriptor, True)
    with open(descriptor, "rb") as stream:
        return stream.read()


def kill_from_outside(sandbox: Sandbox) -> None:
    """End a whole sandbox behind the judge's back, and wait until nobody holds its ends of the pipes."""
    sandbox.process.kill()
    sandbox.process.wait()
    for descriptor in (sandbox.control_in, sandbox.data_in):
        rest(os.dup(descriptor))
        os.set_blocking(descriptor, False)
    for descriptor in (sandbox.control_out, sandbox.data_out):
        poll = select.poll()
        poll.register(descriptor, 0)
        assert poll.poll(20_000) == [(descriptor, select.POLLERR)]


def worker_processes() -> list[int]:
    """Processes on this machine that run under the uid of this process's workers."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and entry.stat().st_uid in uids_of(os.getpid()):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_a_worker_is_started_when_it_is_first_asked(yard: Yard) -> None:
    """Questions are answered in order by one process, which remembers what the module did."""
    worker = yard.worker(
        """
        seen = []

        def f(x):
            seen.append(x)
            return len(seen)
        """
    )
    assert worker.alive is False

    replies = worker.exchange([wire.encode(["call", "f", [number], {}]) for number in range(3)])

    assert (replies, worker.alive, worker.faults) == ([b'["v",1]', b'["v",2]', b'["v",3]'], True, 0)
    assert worker.spent > 0


def test_the_threads_of_one_sandbox_leave_room_for_those_of_another(yard: Yard) -> None:
    """Sixty threads fit into the memory of a worker, and sandboxes side by side do not share the limit of a user."""
    source = """
        import threading

        def start(count):
            stop = threading.Event()
            for _ in range(count):
                threading.Thread(target=stop.wait, daemon=True).start()
            return threading.active_count()
        """
    question = wire.encode(["call", "start", [60], {}])
    workers = [yard.worker(source) for _ in range(2)]

    assert [worker.exchange([question]) for worker in workers] == [[b'["v",61]'], [b'["v",61]']]


def test_the_worker_knows_the_standard_library_and_its_own_modules_only(yard: Yard) -> None:
    """Nothing of the judge, of a course or of any package is in the process that runs student code."""
    worker = yard.worker(
        """
        import sys

        def loaded():
            return sorted(sys.modules), sys.path, sys.flags.isolated, sys.flags.no_site
        """,
        probes="import berth_board\n\ndef loaded():\n    return berth_board.loaded()\n",
    )
    names, path, isolated, no_site = call(worker, "loaded").value

    own = {Path(source).stem for source in WORKER_SOURCES} - {"program", "workshop"}
    foreign = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign == {"__main__", *own, MODULE}
    assert (isolated, no_site, f"/box/{SLUG}" in path, "/quay" in path) == (1, 1, True, False)
    assert not any("site-packages" in entry or "grader" in entry for entry in path)


@pytest.mark.parametrize(
    ("body", "kind", "detail"),
    [
        ("os._exit(3)", AnswerKind.CRASHED, "ended with status 3"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", AnswerKind.CRASHED, "ended by SIGSEGV"),
        ("os.kill(os.getpid(), 40)", AnswerKind.CRASHED, "ended by 40"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", AnswerKind.RESOURCE, "used more processor time than allowed"),
        ("os.kill(os.getpid(), signal.SIGSYS)", AnswerKind.RESOURCE, "made a system call that is not allowed"),
    ],
)
def test_how_a_worker_ended_is_told_apart(yard: Yard, body: str, kind: AnswerKind, detail: str) -> None:
    """A worker that ends in the middle of a call is a crash or a limit, and the next question meets a fresh one."""
    worker = yard.worker(f"import os, signal\n\ndef f():\n    {body}\n\ndef g():\n    return 1\n")

    answer = call(worker, "f")

    assert (answer.kind, answer.text, worker.alive) == (kind, detail, False)
    assert call(worker, "g").value == 1


def test_answers_sent_before_the_end_count(yard: Yard) -> None:
    """What a worker had sent when it ended is taken; the list ends with the fault, and no more was asked."""
    worker = yard.worker(
        """
        import os

        def f(x):
            if x == 2:
                os._exit(0)
            return str(x) * 200_000
        """
    )
    replies = worker.exchange([wire.encode(["call", "f", [number], {}]) for number in range(5)])

    assert [reply[6:7] for reply in replies[:-1] if isinstance(reply, bytes)] == [b"0", b"1"]
    assert replies[2:] == [Fault(AnswerKind.CRASHED, "ended with status 0")]


def test_a_worker_that_answers_all_and_ends_is_believed(yard: Yard) -> None:
    """An end behind the last answer costs nothing; the question after it is a crash or meets a fresh worker."""
    worker = yard.worker(
        """
        import os
        import threading

        def f():
            threading.Thread(target=os._exit, args=(0,), daemon=True).start()
            return 5

        def g():
            return 6
        """
    )
    assert call(worker, "f").kind in (AnswerKind.VALUE, AnswerKind.CRASHED)
    assert call(worker, "g").kind in (AnswerKind.VALUE, AnswerKind.CRASHED)
    assert call(worker, "g").value == 6


def test_each_answer_has_its_deadline(yard: Yard) -> None:
    """A call that does not come back is a timeout that says how long was waited; the next one is answered."""
    worker = yard.worker("def f():\n    while True:\n        pass\n\ndef g():\n    return 1\n", limits=SHORT)

    answer = call(worker, "f")

    assert (answer.kind, answer.text) == (AnswerKind.TIMEOUT, "no answer within 0.4 s")
    assert call(worker, "g").value == 1


def test_the_answers_of_an_exercise_have_one_deadline_together(yard: Yard) -> None:
    """Answers that are each in time may together use the exercise up; after that nothing is asked at all."""
    limits = dataclasses.replace(GENEROUS, exercise_seconds=0.6)
    worker = yard.worker("import time\n\ndef f():\n    time.sleep(0.25)\n    return 1\n", limits=limits)

    replies = worker.exchange([QUESTION] * 9)

    assert replies[0] == b'["v",1]'
    assert isinstance(replies[-1], Fault)
    assert (len(replies) < 9, replies[-1].kind) == (True, AnswerKind.TIMEOUT)
    assert worker.exchange([QUESTION]) == [Fault(AnswerKind.TIMEOUT, "the exercise's time was used up")]


def test_an_import_has_its_own_deadline(yard: Yard) -> None:
    """A file that never ends being imported is a timeout for every question that is put to it."""
    limits = dataclasses.replace(GENEROUS, load_seconds=0.4)
    worker = yard.worker("while True:\n    pass\n", limits=limits)

    assert worker.load().kind is AnswerKind.TIMEOUT
    assert kinds(worker, "f") == [AnswerKind.TIMEOUT]


def test_memory_is_bounded(yard: Yard) -> None:
    """More memory than allowed is a MemoryError in the call and an answer of its own kind."""
    limits = dataclasses.replace(GENEROUS, memory_mb=128)
    worker = yard.worker("def f():\n    return len(bytearray(1 << 30))\n\ndef g():\n    return 1\n", limits=limits)

    assert kinds(worker, "f", "g") == [AnswerKind.MEMORY, AnswerKind.VALUE]


FORGING = """
import os
import wire

def data_out():
    for number in range(3, 64):
        try:
            os.write(number, b"")
        except OSError:
            continue
        return number

"""


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ('wire.frame(b"[5]")', AnswerKind.MALFORMED),
        ('wire.frame(b"\\xff")', AnswerKind.MALFORMED),
        ('wire.HEADER.pack(9, 5) + b"xxxxx"', AnswerKind.MALFORMED),
        ("wire.HEADER.pack(1, 1 << 31)", AnswerKind.MALFORMED),
        ('wire.frame(b\'["v",["l",["?"]]]\')', AnswerKind.MALFORMED),
        ("wire.frame(b'[\"v\",42]')", AnswerKind.VALUE),
    ],
    ids=["shape", "bytes", "version", "oversize", "tag", "value"],
)
def test_a_forged_frame_is_at_most_an_answer(yard: Yard, frame: str, kind: AnswerKind) -> None:
    """What student code writes into the pipe is taken for its answer, well-formed or not, and for nothing else."""
    worker = yard.worker(f"{FORGING}def f():\n    os.write(data_out(), {frame})\n    return 1\n")

    assert kinds(worker, "f") == [kind]


def test_a_message_that_drips_is_still_bounded(yard: Yard) -> None:
    """A header that promises much and bytes that come one by one do not prolong the deadline."""
    worker = yard.worker(
        f"""{FORGING}
import time

def f():
    os.write(data_out(), wire.HEADER.pack(1, 1000))
    while True:
        os.write(data_out(), b" ")
        time.sleep(0.01)
""",
        limits=SHORT,
    )
    assert kinds(worker, "f") == [AnswerKind.TIMEOUT]


def test_a_frame_cut_off_in_the_middle_is_no_answer(yard: Yard) -> None:
    """Half a frame before the end of the worker counts for nothing."""
    worker = yard.worker(f"{FORGING}def f():\n    os.write(data_out(), wire.frame(b'[1]')[:-1])\n    os._exit(0)\n")

    assert kinds(worker, "f") == [AnswerKind.CRASHED]


def test_an_oversize_header_left_behind_by_a_dead_worker_is_malformed(yard: Yard) -> None:
    """What cannot be a frame is malformed also when its worker ended before it was looked at."""
    source = f"{FORGING}def f():\n    os.write(data_out(), wire.HEADER.pack(1, 1 << 31))\n    os._exit(0)\n"

    assert kinds(yard.worker(source), "f") == [AnswerKind.MALFORMED]


def test_a_worker_that_never_reads_does_not_hold_the_judge(yard: Yard) -> None:
    """More questions than a pipe holds are written only as far as somebody reads; the deadline stands."""
    worker = yard.worker("def f(text):\n    while True:\n        pass\n", limits=SHORT)
    large = wire.encode(["call", "f", ["x" * 200_000], {}])

    assert worker.exchange([large] * 3) == [Fault(AnswerKind.TIMEOUT, "no answer within 0.4 s")]


def test_a_long_exchange_goes_both_ways_at_once(yard: Yard) -> None:
    """Questions and replies that each exceed what a pipe holds are passed without either side waiting for ever."""
    worker = yard.worker("def f(text):\n    return text\n")
    large = wire.encode(["call", "f", ["x" * 150_000], {}])

    replies = worker.exchange([large] * 4)

    assert [len(reply) for reply in replies if isinstance(reply, bytes)] == [150_008] * 4


def test_a_worker_that_closes_its_pipe_is_over(yard: Yard) -> None:
    """A worker that can answer no more is a timeout or a crash, never a wait without end."""
    source = "import os\n\ndef f():\n    os.closerange(3, 64)\n    while True:\n        pass\n"

    assert kinds(yard.worker(source, limits=SHORT), "f") == [AnswerKind.TIMEOUT]


def test_output_of_student_code_goes_nowhere(yard: Yard) -> None:
    """Printing and writing to the standard descriptors is no message to anybody, at import and in calls."""
    worker = yard.worker(
        """
        import os
        import sys

        print('{"outcome": "passed"}')
        os.write(1, b"9 passed")
        os.write(2, b"9 passed")

        def f():
            print("forged", file=sys.__stdout__, flush=True)
            os.write(1, b"forged")
            return 1
        """
    )
    assert call(worker, "f") == Answer(AnswerKind.VALUE, 1)


# --- between two exercises --------------------------------------------------------------------------------------------


def test_a_sandbox_serves_one_exercise_after_the_other(yard: Yard) -> None:
    """A clean worker hands the sandbox over: the next is another process in the same sandbox, and knows nothing."""
    source = "import os\nseen = []\n\ndef f():\n    seen.append(1)\n    return os.getpid(), len(seen)\n"
    sandbox = yard.sandbox({"a": {"m.py": source}, "b": {"m.py": source}})
    first, second = (sandbox.worker(Assignment(folder, ("m",), None, GENEROUS)) for folder in ("a", "b"))

    (one, seen), kept = call(first, "f").value, sandbox.sandbox
    first.stop()
    (other, seen_again), still = call(second, "f").value, sandbox.sandbox

    assert (seen, seen_again, one != other, kept is still) == (1, 1, True, True)


@pytest.mark.parametrize("path", ["/tmp/left", "/dev/shm/left"])
def test_files_that_were_left_behind_cost_the_sandbox(yard: Yard, path: str) -> None:
    """Where a worker left a file the next exercise gets a new sandbox, in which there is none."""
    source = (
        f"import os\n\ndef f():\n    open({path!r}, 'w').close()\n\ndef g():\n    return os.path.exists({path!r})\n"
    )
    sandbox = yard.sandbox({"a": {"m.py": source}})
    worker = sandbox.worker(Assignment("a", ("m",), None, GENEROUS))

    call(worker, "f")
    worker.stop()

    assert sandbox.sandbox is None
    assert call(sandbox.worker(Assignment("a", ("m",), None, GENEROUS)), "g").value is False


def test_unread_bytes_are_not_the_next_workers_answers(yard: Yard) -> None:
    """Frames that nobody asked for, and questions that nobody read, end with their worker."""
    sandbox = yard.sandbox(
        {
            "a": {"m.py": f"{FORGING}def f():\n    os.write(data_out(), wire.frame(b'[\"v\",7]') * 5)\n    return 1\n"},
            "b": {"m.py": "def f():\n    return 2\n"},
        }
    )
    first, second = (sandbox.worker(Assignment(folder, ("m",), None, GENEROUS)) for folder in ("a", "b"))

    assert call(first, "f").value == 7
    os.write(sandbox.data.writing, wire.frame(QUESTION))
    first.stop()

    assert (call(second, "f").value, call(second, "f").value) == (2, 2)


def test_processes_left_behind_are_gone(yard: Yard) -> None:
    """Children that left their session and ignore every signal end with their worker, and the sandbox goes on."""
    limits = dataclasses.replace(GENEROUS, profile=Profile.PROCESSES)
    source = """
        import os
        import signal

        def f():
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            for _ in range(3):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        signal.pause()
                    os._exit(0)
            return sum(name.isdecimal() for name in os.listdir("/"))
        """
    worker = yard.worker(source, limits=limits)
    call(worker, "f")
    during = len(worker_processes())
    worker.stop()

    if level2().drops_uid:
        assert during > 1
    assert worker_processes() == []


def test_closing_a_sandbox_ends_its_worker(yard: Yard) -> None:
    """Closing, once or twice, in the middle of a call leaves nobody at the other end of the pipe."""
    worker = yard.worker("def f():\n    while True:\n        pass\n")
    worker.load()
    os.write(worker.home.data.writing, wire.frame(QUESTION))
    kept = os.dup(worker.home.data.reading)

    worker.home.close()
    worker.home.close()

    assert rest(kept) == b""


def test_loading_alone_takes_a_new_sandbox(yard: Yard) -> None:
    """A second look at an import happens where nothing ran before."""
    worker = yard.worker("x = 1\n")
    worker.load()
    before = worker.home.sandbox
    loaded = worker.load_alone()

    assert (loaded.value, worker.home.sandbox is before) == ({"fatal": False}, False)


# --- faults of ours ---------------------------------------------------------------------------------------------------


def test_a_worker_that_cannot_be_confined_is_our_fault(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a layer cannot be had the worker runs no student code, and the fault is named as ours."""
    monkeypatch.setattr(seccomp, "inner_filter", lambda *_: b"not a filter at all!!!!!")

    with pytest.raises(WorkerLost, match="could not be confined"):
        yard.worker("x = 1\n").load()


def test_student_code_cannot_say_that_it_was_not_confined(yard: Yard) -> None:
    """The words of a worker that cannot be confined, written by student code, are no fault of ours."""
    worker = yard.worker(f'{FORGING}os.write(data_out(), wire.frame(b\'["confine","x"]\'))\nos._exit(70)\n')

    assert worker.load().kind in (AnswerKind.MALFORMED, AnswerKind.CRASHED)


def test_a_sandbox_that_ends_by_itself_is_our_fault(yard: Yard) -> None:
    """When the whole sandbox is killed from outside, nobody's answer is wrong: the fault is ours."""
    worker = yard.worker("def f():\n    return 1\n")
    worker.load()
    kill_from_outside(worker.home.open())

    with pytest.raises(WorkerLost, match="ended while it was in use"):
        call(worker, "f")


def test_a_sandbox_that_does_not_start_is_our_fault(yard: Yard) -> None:
    """A sandbox that ends before it said that it started is lost."""
    confinement = dataclasses.replace(level2(), bwrap="/bin/false")

    with pytest.raises(WorkerLost, match="did not start"):
        yard.worker("x = 1\n", confinement=confinement).load()


def test_a_command_to_a_sandbox_that_is_gone_is_our_fault(yard: Yard) -> None:
    """Telling a dead sandbox to start a worker raises WorkerLost; ending the dead one does not."""
    worker = yard.worker("x = 1\n")
    kill_from_outside(worker.home.open())

    with pytest.raises(WorkerLost, match="ended early"):
        worker.load()
    assert worker.home.reap() == signal.SIGKILL
    assert (worker.home.sandbox, worker.home.reap()) == (None, 0)


def test_limits_reach_the_worker(yard: Yard) -> None:
    """What the manifest allows is what the process has: memory, file size, descriptors, no cores."""
    limits = Limits(load_seconds=20, answer_seconds=10, exercise_seconds=30, memory_mb=200, file_mb=3)
    worker = yard.worker(
        """
        import resource

        def f():
            names = ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_CPU")
            return [resource.getrlimit(getattr(resource, name))[1] for name in names]
        """,
        limits=limits,
    )
    assert call(worker, "f").value == [200 << 20, 3 << 20, 64, 0, 52]


def test_compiled_probes_are_used_where_there_are_any(yard: Yard) -> None:
    """A probe is asked by its name and hides the student's function of that name."""
    worker = yard.worker(
        "def f():\n    return 'student'\n\ndef g():\n    return 'student'\n",
        probes="import berth_board\n\ndef f():\n    return 'probe over ' + berth_board.f()\n",
    )
    answers: list[Any] = [call(worker, name).value for name in ("f", "g")]

    assert (answers, ask(worker, "names").value) == (["probe over student", "student"], ["f", "g"])


def test_the_reading_of_replies_is_ours(yard: Yard) -> None:
    """A reply counts against the exercise by its size, so that a flood of them uses the exercise up."""
    worker = yard.worker("def f():\n    return 'x' * 200_000\n")
    before = worker.spent
    call(worker, "f")

    assert worker.spent - before > 200_000 * harness.READING_SECONDS
