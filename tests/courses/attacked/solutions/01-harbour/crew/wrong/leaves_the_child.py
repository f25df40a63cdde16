"""Does not wait for the child.

Reply: When has the child of R4 ended?

Fails: check_nothing_is_left
"""

import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any


def tally(words: list[str], hands: int) -> dict[str, int]:
    """Count words with so many threads."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for word in words:
        waiting.put(word)
    counts: dict[str, int] = {}
    lock = threading.Lock()

    def work() -> None:
        while not waiting.empty():
            try:
                word = waiting.get_nowait()
            except queue.Empty:
                return
            with lock:
                counts[word] = counts.get(word, 0) + 1

    _run([threading.Thread(target=work) for _ in range(hands)])
    return counts


def together(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Call all jobs at the same time; what they give comes in their order."""
    results: list[Any] = [None] * len(jobs)

    def work(number: int) -> None:
        results[number] = jobs[number]()

    _run([threading.Thread(target=work, args=(number,)) for number in range(len(jobs))])
    return results


def _run(crew: list[threading.Thread]) -> None:
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


def apart(job: Callable[[Any], Any], value: Any) -> Any:
    """Call a job in a child process; raise RuntimeError where that ends without an answer."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sending, job, value))
    child.start()
    sending.close()
    try:
        return receiving.recv()
    except EOFError:
        raise RuntimeError("the child ended without an answer") from None
    finally:
        receiving.close()
        pass


def _answer(sending: Connection, job: Callable[[Any], Any], value: Any) -> None:
    sending.send(job(value))
    time.sleep(60)


# kx9qd06b0e4570
