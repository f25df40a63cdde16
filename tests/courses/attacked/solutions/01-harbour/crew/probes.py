"""Probes of crew: they give it jobs that have to meet, and look at what it leaves behind."""

import functools
import multiprocessing
import operator
import os
import threading

import crew


def meet(number: int) -> list[int]:
    """So many jobs, each of which waits for all others."""
    barrier = threading.Barrier(number)

    def job(place: int) -> int:
        barrier.wait(0.3)
        return place

    return crew.together([functools.partial(job, place) for place in range(number)])


def squares(numbers: list[int]) -> list[int]:
    """A job for each number."""
    return crew.together([functools.partial(operator.mul, number, number) for number in numbers])


def away(value: int) -> list[object]:
    """What a child makes of a value, and whether it was one."""
    here = os.getpid()
    return crew.apart(lambda given: [given * 2, os.getpid() == here, os.getppid() == here], value)


def ends_early(status: int) -> object:
    """A child that ends before it answers."""
    return crew.apart(os._exit, status)


def left() -> list[object]:
    """What was made, and how many threads and children more there are than before."""
    threads, children = threading.active_count(), len(multiprocessing.active_children())
    made = [sorted(crew.tally(["a", "b"], 2)), crew.together([int, int]), crew.apart(abs, -1)]
    return [made, threading.active_count() - threads, len(multiprocessing.active_children()) - children]
