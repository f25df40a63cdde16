"""Hand out counters, queues, connections and registers that watch their user; returns plain data."""

import contextlib
import copy
import io
import multiprocessing
import os
import queue
import subprocess
import sys

import process_plumbing as plumbing


class _Lock:
    """A lock for one thread that knows whether it is held."""

    def __init__(self):
        self.held = False

    def acquire(self, block=True, timeout=None):
        self.held = True
        return True

    def release(self):
        self.held = False

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()


class _Guarded:
    """What shared counters and arrays have in common: a lock, which they also take themselves."""

    def __init__(self, bare):
        self._lock, self._bare = _Lock(), bare

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self

    def acquire(self, block=True, timeout=None):
        return self._lock.acquire(block, timeout)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.acquire()

    def __exit__(self, *_):
        self._lock.release()


class _Value(_Guarded):
    """A counter that notes each use without its lock."""

    def __init__(self, bare):
        super().__init__(bare)
        self._value = 0

    @property
    def value(self):
        if not self._lock.held:
            self._bare.append("total read")
        return self._value

    @value.setter
    def value(self, value):
        if not self._lock.held:
            self._bare.append("total written")
        self._value = value


class _Array(_Guarded):
    """Lanes that note each use without their lock."""

    def __init__(self, size, bare):
        super().__init__(bare)
        self._items = [0] * size

    def __len__(self):
        return len(self._items)

    def __getitem__(self, place):
        if not self._lock.held:
            self._bare.append("lane read")
        return self._items[place]

    def __setitem__(self, place, value):
        if not self._lock.held:
            self._bare.append("lane written")
        self._items[place] = value


def weighed(passages, size):
    """Real shared memory, used by this process."""
    total, lanes = multiprocessing.Value("q", 7), multiprocessing.Array("q", size)
    plumbing.weigh(total, lanes, iter(passages))
    return total.value, lanes[:]


def bare_weighing(passages, size):
    """Which uses of counter and lanes came without their lock."""
    bare = []
    total, lanes = _Value(bare), _Array(size, bare)
    plumbing.weigh(total, lanes, passages)
    with total.get_lock(), lanes.get_lock():
        return sorted(set(bare)), total.value, lanes[:]


def weighed_by_processes(batches, size, *method):
    result = plumbing.weigh_all(batches, size, *method)
    return result, len(multiprocessing.active_children())


def counted(words):
    """What one worker puts, and what it leaves behind in its inbox."""
    words_in, words_out = queue.Queue(), queue.Queue()
    for word in words:
        words_in.put(word)
    plumbing.count_words(words_in, words_out)
    put = [words_out.get_nowait() for _ in range(words_out.qsize())]
    return put, [type(one).__name__ for one in put], words_in.qsize()


def tallied(words, workers, *method):
    result = plumbing.tally(iter(words), workers, *method)
    return result, type(result).__name__, len(multiprocessing.active_children())


def tallied_many(number):
    """Results that are larger than a pipe."""
    result = plumbing.tally((f"container-{at:07}" for at in range(number)), 1, "fork")
    return len(result), len(multiprocessing.active_children())


class _Connection:
    """A connection with requests that are there already; the other side ends after them."""

    def __init__(self, requests):
        self.requests = list(requests)
        self.sent = []

    def recv(self):
        if not self.requests:
            raise EOFError
        return self.requests.pop(0)

    def send(self, reply):
        self.sent.append(reply)

    def poll(self, timeout=0.0):
        return True

    def close(self):
        """A server may close its own end."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def served(requests):
    connection = _Connection(requests)
    plumbing.serve(connection, int)
    return connection.sent, connection.requests


def served_to_an_exit():
    """An answer that wants the process to end does end it."""
    connection = _Connection([3, 4])
    try:
        plumbing.serve(connection, sys.exit)
    except SystemExit as error:
        return error.code, connection.sent
    return "went on", connection.sent


def asked(requests, *method):
    def one_by_one():
        yield from requests

    replies = plumbing.ask_all(abs, one_by_one(), *method)
    return replies, len(multiprocessing.active_children())


def asked_where():
    """Whether the answers come from another process, and from a single one."""
    replies = plumbing.ask_all(eval, ["__import__('os').getpid()"] * 3, "fork")
    return [good for good, _ in replies], len(set(replies)), (True, os.getpid()) in replies


class _Register:
    """A dictionary that hands out copies, as a manager's does, and notes each use without the lock."""

    def __init__(self, lock):
        self._lock, self._content, self.bare = lock, {}, set()

    def _look(self, what):
        if not self._lock.held:
            self.bare.add(what)

    def get(self, key, default=None):
        self._look("read")
        return copy.deepcopy(self._content.get(key, default))

    def __getitem__(self, key):
        self._look("read")
        return copy.deepcopy(self._content[key])

    def __contains__(self, key):
        self._look("read")
        return key in self._content

    def setdefault(self, key, default=None):
        self._look("written")
        return copy.deepcopy(self._content.setdefault(key, default))

    def keys(self):
        self._look("read")
        return list(self._content)

    def __setitem__(self, key, value):
        self._look("written")
        self._content[key] = copy.deepcopy(value)

    def update(self, *others, **more):
        for key, value in dict(*others, **more).items():
            self[key] = value


def noted(entries):
    """What the register holds."""
    lock = _Lock()
    register = _Register(lock)
    plumbing.note(register, lock, iter(entries))
    return register._content


def bare_noting(entries):
    """Which uses of the register came without the lock, and whether it is still held."""
    lock = _Lock()
    register = _Register(lock)
    plumbing.note(register, lock, entries)
    return sorted(register.bare), lock.held


def noted_by_processes(batches, *method):
    result = plumbing.note_all(batches, *method)
    kinds = [type(result).__name__, sorted({type(texts).__name__ for texts in result.values()})]
    return result, kinds, len(multiprocessing.active_children())


def main_in_here(*arguments):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = plumbing.main(list(arguments))
    return status, out.getvalue()


def program(*arguments):
    told = subprocess.run(
        [sys.executable, plumbing.__file__, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=9,
    )
    return told.returncode, told.stdout
