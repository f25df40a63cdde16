"""Reads and stores without the lock, so that two processes overwrite each other.

Reply: Two processes may read the same list before either stores it. What keeps the second one out?

Fails: check_notes_are_made_under_the_lock check_processes_keep_one_register
check_spawned_processes_do_the_same
"""

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Passage = tuple[int, int]
Shared = Any  # what multiprocessing makes: its types say little about these


def weigh(total: Shared, lanes: Shared, passages: Iterable[Passage]) -> None:
    """Add the weight of each passage to the total and to its lane."""
    for lane, weight in passages:
        with total.get_lock():
            total.value += weight
        with lanes.get_lock():
            lanes[lane] += weight


def weigh_all(
    batches: Sequence[Sequence[Passage]], lane_count: int, method: str = "spawn"
) -> tuple[int, list[int]]:
    """Weigh each batch in a process of its own; the total, and the sum of each lane."""
    context: Any = multiprocessing.get_context(method)
    total, lanes = context.Value("q", 0), context.Array("q", lane_count)
    _run_each(context, weigh, [(total, lanes, batch) for batch in batches])
    return total.value, list(lanes)


def count_words(inbox: Shared, outbox: Shared) -> None:
    """Count words from the inbox until None comes; then put one dictionary into the outbox."""
    outbox.put(dict(Counter(iter(inbox.get, None))))


def tally(words: Iterable[str], workers: int, method: str = "spawn") -> dict[str, int]:
    """Count the words in several processes."""
    if workers < 1:
        raise ValueError("somebody has to count")
    context: Any = multiprocessing.get_context(method)
    inbox, outbox = context.Queue(), context.Queue()
    processes = [context.Process(target=count_words, args=(inbox, outbox)) for _ in range(workers)]
    for process in processes:
        process.start()
    for word in [*words, *[None] * workers]:
        inbox.put(word)
    counted: Counter[str] = Counter()
    for _ in processes:
        counted.update(outbox.get())
    for process in processes:
        process.join()
    return dict(counted)


def serve(connection: Shared, answer: Callable[[Any], object]) -> None:
    """Answer each request of a connection with a pair, until None comes or the other side ends."""
    try:
        while (request := connection.recv()) is not None:
            try:
                reply = True, answer(request)
            except Exception as error:
                reply = False, type(error).__name__
            connection.send(reply)
    except EOFError:
        pass


def ask_all(
    answer: Callable[[Any], object], requests: Iterable[object], method: str = "spawn"
) -> list[tuple[bool, object]]:
    """Ask a server in another process, one request after the other."""
    context: Any = multiprocessing.get_context(method)
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, answer))
    process.start()
    replies = []
    for request in requests:
        here.send(request)
        replies.append(here.recv())
    here.send(None)
    process.join()
    return replies


def note(register: Shared, lock: Shared, entries: Iterable[tuple[str, str]]) -> None:
    """Append each entry to the list that the register has under its key."""
    for key, text in entries:
        register[key] = [*register.get(key, []), text]


def note_all(
    batches: Sequence[Sequence[tuple[str, str]]], method: str = "spawn"
) -> dict[str, list[str]]:
    """Note each batch in a process of its own; a plain dictionary of sorted lists."""
    context: Any = multiprocessing.get_context(method)
    with context.Manager() as manager:
        register, lock = manager.dict(), manager.Lock()
        _run_each(context, note, [(register, lock, batch) for batch in batches])
        return {key: sorted(texts) for key, texts in register.items()}


def _run_each(context: Any, job: Callable[..., None], arguments: Sequence[tuple[Any, ...]]) -> None:
    """Run the job once for each tuple of arguments, each in a process, and wait for all."""
    processes = [context.Process(target=job, args=args) for args in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each word and how often it was given, in alphabetical order."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(arguments)
    for word, count in sorted(tally(options.words, options.workers).items()):
        print(word, count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
