"""Give the workers jobs whose end the question decides, and say what they did, as plain data."""

import builtins
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import threading

import thread_census as gates

BOUND = 4
"""Seconds after which something counts as never happening; only wrong solutions wait so long."""


@contextlib.contextmanager
def _told_of_joins(reached):
    """Calls `reached` whenever somebody waits for a thread; what a job may wait for."""
    join = threading.Thread.join

    def noted_join(self, timeout=None):
        reached(self)
        return join(self, timeout)

    threading.Thread.join = noted_join
    try:
        yield
    finally:
        threading.Thread.join = join


def _in_time(call):
    """What `call` returned or raised in a new thread, or that it never ended."""
    ended = []

    def run():
        try:
            ended.append(("returned", call()))
        except BaseException as error:
            ended.append(("raised", error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(BOUND)
    if not ended:
        return "never returns"
    how, what = ended[0]
    if how == "raised":
        raise what
    return what


# --- Task 1


def life():
    """The state of a thread before, during and after its run, and that of the main thread."""
    go = threading.Event()
    thread = threading.Thread(target=go.wait, daemon=True)
    try:
        seen = [gates.state(thread)]
        thread.start()
        seen.append(gates.state(thread))
        go.set()
        thread.join()
        seen.append(gates.state(thread))
    finally:
        go.set()
    return [*seen, gates.state(threading.current_thread())]


def lines(kinds):
    """The census of threads that are given as name, state and whether they are daemons."""
    go = threading.Event()
    threads = []
    try:
        for name, state, daemon in kinds:
            target = go.wait if state == "running" else int
            thread = threading.Thread(target=target, name=name, daemon=daemon)
            threads.append(thread)
            if state != "new":
                thread.start()
            if state == "ended":
                thread.join()
        return gates.census(iter(threads))
    finally:
        go.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join()


# --- Task 2


def _job(value, where=None):
    """A job that gives a count, or raises the exception of that name."""

    def job():
        if where is not None:
            where.append(threading.get_ident() != here)
        if isinstance(value, str):
            raise getattr(builtins, value)("no plates")
        return value

    here = threading.get_ident()
    return job


def _result(worker):
    try:
        return worker.result()
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__, str(error)


def worker_story(name, value):
    elsewhere = []
    worker = gates.Worker(name, _job(value, elsewhere))
    seen = [worker.name, isinstance(worker, threading.Thread), worker.is_alive(), list(elsewhere)]
    worker.start()
    return seen, _result(worker), _result(worker), worker.is_alive(), elsewhere


def result_waits(value):
    """The job ends when somebody waits for its thread, or when the result was given without."""
    go = threading.Event()

    def job():
        go.wait(BOUND)
        return value

    worker = gates.Worker("slow", job)
    with _told_of_joins(lambda thread: go.set()):
        worker.start()
        try:
            return worker.result()
        finally:
            go.set()


def result_without_start():
    worker = gates.Worker("idle", _job(3))
    try:
        return _in_time(worker.result)
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            raise
        return "RuntimeError"


# --- Task 3


def meeting(names):
    """Jobs that wait for each other: all of them have to be running before one can end."""
    barrier = threading.Barrier(len(names)) if names else None
    seen = []

    def job(at):
        def meet():
            seen.append((at, threading.current_thread().name))
            barrier.wait(BOUND)
            return at

        return meet

    found = _in_time(lambda: gates.run_all({name: job(at) for at, name in enumerate(names)}))
    return list(found.items()), sorted(seen)


def names_of_threads(names):
    seen = []

    def job():
        seen.append(threading.current_thread().name)
        return len(seen)

    gates.run_all(dict.fromkeys(names, job))
    return sorted(seen)


def counts(values):
    try:
        return list(gates.run_all({name: _job(value) for name, value in values}).items())
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__, str(error)


def all_end_before_an_exception():
    """The last job ends when its thread is waited for; has it ended when the exception comes?"""
    go = threading.Event()
    ended = []

    def last():
        go.wait(BOUND)
        ended.append("last")
        return 1

    def reached(thread):
        if thread.name == "last":
            go.set()

    jobs = {"first": _job(4), "second": _job("ValueError"), "third": _job("KeyError"), "last": last}
    with _told_of_joins(reached):
        try:
            gates.run_all(jobs)
        except ValueError as error:
            return str(error), list(ended)
        finally:
            go.set()
    return "no error", list(ended)


# --- Task 4


def watching():
    go, begun = threading.Event(), threading.Event()

    def job():
        begun.set()
        go.wait()

    try:
        watch = _in_time(lambda: gates.keep_watch(job))
        if watch == "never returns":
            return watch
        told = [watch.name, watch.daemon, watch.is_alive(), begun.wait(BOUND)]
    finally:
        go.set()
    watch.join(BOUND)
    return told, watch.is_alive()


def watch_in_a_program():
    """A program that keeps a watch for ever: does it end?"""
    folder = os.path.dirname(os.path.abspath(gates.__file__))
    script = (
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "import threading, thread_census\n"
        "thread_census.keep_watch(threading.Event().wait)\n"
        "print('end of the program')\n"
    )
    return _run(["-c", script])


# --- Task 5


def _run(arguments, folder=None):
    try:
        told = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=BOUND * 2,
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "never ends"
    return told.returncode, told.stdout, told.stderr.count("Traceback")


@contextlib.contextmanager
def _files(contents):
    """A folder with these files, which is the current one meanwhile."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(content)
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


def program(contents, *arguments):
    """Run the file as a program over these files."""
    path = os.path.abspath(gates.__file__)
    with _files(contents) as folder:
        return _run([path, *arguments], folder)


def main_in_here(contents, *arguments):
    """What main() prints and returns."""
    out, err = io.StringIO(), io.StringIO()
    with _files(contents), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = gates.main(list(arguments))
        except SystemExit as error:
            return "exit", error.code
    return status, out.getvalue(), err.getvalue()


def main_at_the_same_time(names):
    """The counting of each file waits for that of all others."""
    barrier = threading.Barrier(len(names))
    lorries = gates.lorries

    def meet(path):
        barrier.wait(BOUND)
        return len(path.name)

    out, err = io.StringIO(), io.StringIO()
    gates.lorries = meet
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = gates.main(names)
    finally:
        gates.lorries = lorries
    return status, out.getvalue(), err.getvalue()
