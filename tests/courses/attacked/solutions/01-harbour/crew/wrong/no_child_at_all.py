"""Does the job itself.

Reply: Which process does the job of R3?

Fails: check_a_child_does_the_job check_a_child_that_ends_early_is_told check_nothing_is_left
"""

import multiprocessing
import queue
import threading
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
    return job(value)


def _answer(sending: Connection, job: Callable[[Any], Any], value: Any) -> None:
    sending.send(job(value))


# kx9q230353b150
