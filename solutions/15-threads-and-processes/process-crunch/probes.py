"""Run jobs by post, in processes and as a program, and say what came of them, as plain data."""

import contextlib
import functools
import io
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading

import process_crunch as crunch

WHERE = "[__import__('os').getpid(), hasattr(__import__('sys'), 'quayside_parent')]"


def _left(before):
    """How many processes there are that were not there before."""
    return len(_children() - before)


def _children():
    return {child.pid for child in multiprocessing.active_children()}


class _Post:
    """A spread without processes that sends everything as bytes and keeps what it was handed."""

    def __init__(self):
        self.calls = 0
        self.chunks = []

    def __call__(self, job, chunks, /):
        self.calls += 1
        results = []
        for chunk in chunks:
            self.chunks.append(chunk)
            job_there, chunk_there = pickle.loads(pickle.dumps((job, chunk)))
            results.append(job_there(chunk_there))
        return iter(results)


# --- Task 1


def span_error(start, stop):
    """Attributes and text of an error, as made and as it arrives elsewhere."""
    return _told_error(crunch.SpanError(start, stop))


def span_error_travels(start, stop):
    made = crunch.SpanError(start, stop)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        made = pickle.loads(pickle.dumps(made, protocol))
    return _told_error(made)


def span_error_of(span):
    try:
        return crunch.count_primes(span)
    except crunch.SpanError as error:
        return _told_error(error)


def _told_error(error):
    known = isinstance(error, crunch.SpanError) and isinstance(error, ValueError)
    return [known, error.start, error.stop, str(error)]


# --- Task 2


def cut(start, stop, size):
    return [list(one) for one in crunch.spans(start, stop, size)]


def primes_by_post(start, stop, size):
    post = _Post()
    total = crunch.total_primes(start, stop, size, post)
    return total, post.calls, [list(chunk) for chunk in post.chunks]


def checksums_by_post(data, size):
    post = _Post()
    return crunch.checksums(data, size, post), post.calls, [bytes(one) for one in post.chunks]


# --- Task 3


def portable_things():
    def inner(chunk):
        return chunk

    things = [
        len,
        crunch.count_primes,
        crunch.SpanError,
        functools.partial(max, 3),
        "gate key",
        inner,
        lambda chunk: chunk,
        functools.partial(max, 3, key=inner),
        threading.Lock(),
        (one for one in "ab"),
    ]
    return [crunch.portable(thing) for thing in things]


def exit_codes(method):
    """Codes of processes that end well, by themselves and by an error; their traceback is hidden."""
    with _quiet():
        return [
            crunch.exit_code(abs, -4, method),
            crunch.exit_code(sys.exit, 7, method),
            crunch.exit_code(int, "no number", method),
        ]


def exit_code_of_a_signal():
    return crunch.exit_code(eval, "__import__('signal').raise_signal(9)", "fork")


def exit_code_of_a_lambda():
    return crunch.exit_code(lambda code: sys.exit(code + 1), 4, "fork")


def exit_code_leaves_nothing():
    """The default method, in which nothing set in this process is seen, and what is left."""
    before = _children()
    with _marked():
        code = crunch.exit_code(
            eval, "__import__('sys').exit(hasattr(__import__('sys'), 'quayside_parent'))"
        )
    return code, _left(before)


@contextlib.contextmanager
def _marked():
    """Sets something that a forked process sees and a spawned one does not."""
    sys.quayside_parent = True
    try:
        yield
    finally:
        del sys.quayside_parent


@contextlib.contextmanager
def _quiet():
    """Nothing that this process or its children write to file 2 is seen."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


# --- Task 4


def work_spread(kind, workers, *method):
    """Where jobs run, what comes back, in which order, and what is left after the block."""
    before = _children()
    with _marked(), crunch.spreading(kind, workers, *method) as spread:
        places = list(spread(eval, [WHERE] * 5))
        numbers = list(spread(abs, range(-9, 0)))
        primes = crunch.total_primes(0, 300, 70, spread)
        sums = crunch.checksums(b"crane log, berth log, gate log", 8, spread)
    left = _left(before)
    here = [pid == os.getpid() for pid, _ in places]
    return {
        "here": sorted(set(here)),
        "processes": 1 <= len({pid for pid, _ in places}) <= max(workers, 1),
        "marked": sorted({seen for _, seen in places}),
        "numbers": numbers,
        "primes": primes,
        "sums": sums,
        "left": left,
    }


def pool_type(kind):
    """Which module's processes do the work: their names differ between the two kinds."""
    with crunch.spreading(kind, 1, "fork") as spread:
        names = list(spread(eval, ["__import__('multiprocessing').current_process().name"]))
    return [name.startswith("ForkPoolWorker") for name in names]


def error_of_a_job(kind, method):
    """The error that a job raises in a process, and what is left."""
    before = _children()
    try:
        with crunch.spreading(kind, 1, method) as spread:
            list(spread(crunch.count_primes, [(1, 5), (9, 3)]))
    except crunch.SpanError as error:
        told = _told_error(error)
    else:
        told = []
    return told, _left(before)


def block_that_fails(kind):
    """Leave the block by an exception after some work."""
    before = _children()
    seen = []
    try:
        with crunch.spreading(kind, 1, "fork") as spread:
            seen = list(spread(abs, [-1, 2]))
            raise ZeroDivisionError
    except ZeroDivisionError:
        seen.append("passed on")
    return seen, _left(before)


def spreading_only(kind, workers, *method):
    with crunch.spreading(kind, workers, *method) as spread:
        return list(spread(abs, [-3]))


# --- Task 5


def program(*arguments):
    """Run the file as a program in a process of its own."""
    told = subprocess.run(
        [sys.executable, crunch.__file__, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=18,
    )
    return told.returncode, told.stdout, told.stderr[:6] if told.returncode == 2 else ""


def main_in_here(*arguments):
    """What main() prints and returns."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = crunch.main(list(arguments))
    lines = err.getvalue().splitlines()
    return status, out.getvalue(), [line.startswith("error: ") for line in lines]


def imported_elsewhere():
    """Import the module in a fresh process; what that prints, starts, and can do then."""
    folder = os.path.dirname(os.path.abspath(crunch.__file__))
    script = (
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "import json, multiprocessing, process_crunch, threading\n"
        "left = len(multiprocessing.active_children()), threading.active_count()\n"
        "print(json.dumps([left, process_crunch.count_primes((2, 12))]))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=18,
        check=False,
    )
    lines = told.stdout.splitlines()
    if told.returncode != 0:
        crunch.count_primes((2, 12))
        return told.returncode
    return len(lines), json.loads(lines[-1])
