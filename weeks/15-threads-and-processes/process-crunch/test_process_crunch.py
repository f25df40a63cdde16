"""Visible tests of process-crunch."""

import multiprocessing
import os
import pickle
import sys
import threading
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import run
from typing import TypeVar

import process_crunch
import pytest
from process_crunch import (
    SpanError,
    checksums,
    count_primes,
    exit_code,
    main,
    portable,
    spans,
    spreading,
    total_primes,
)

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


class ByPost:
    """A spread without processes that sends jobs and chunks as bytes, as a pool does."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def __call__(self, job: Callable[[Chunk], Result], chunks: Iterable[Chunk], /) -> list[Result]:
        results: list[Result] = []
        for chunk in chunks:
            self.seen.append(chunk)
            arrived_job, arrived_chunk = pickle.loads(pickle.dumps((job, chunk)))
            results.append(arrived_job(arrived_chunk))
        return results


@pytest.mark.parametrize(
    ("span", "count"),
    [
        pytest.param((0, 10), 4, id="count_primes((0, 10))"),
        pytest.param((7, 8), 1, id="count_primes((7, 8))"),
        pytest.param((120, 122), 0, id="count_primes((120, 122))"),
        pytest.param((-5, 2), 0, id="count_primes((-5, 2))"),
    ],
)
def test_t1_primes_of_a_span_are_counted(span: tuple[int, int], count: int) -> None:
    """The primes from start on are counted, the stop is excluded."""
    assert count_primes(span) == count


def test_t1_an_error_survives_the_way_between_processes() -> None:
    """A SpanError that was pickled and unpickled has its class, attributes and text."""
    arrived = pickle.loads(pickle.dumps(SpanError(8, 6)))

    assert (type(arrived), arrived.start, arrived.stop) == (SpanError, 8, 6)
    assert str(arrived) == "the span from 8 to 6 runs backwards"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param((0, 6, 2), [(0, 2), (2, 4), (4, 6)], id="spans(0, 6, 2)"),
        pytest.param((1, 6, 4), [(1, 5), (5, 6)], id="spans(1, 6, 4)"),
        pytest.param((3, 3, 4), [], id="spans(3, 3, 4)"),
    ],
)
def test_t2_a_span_is_cut(arguments: tuple[int, int, int], expected: list[object]) -> None:
    """The pieces follow each other, and only the last may be shorter."""
    assert spans(*arguments) == expected


def test_t2_a_chunk_has_at_least_one_number() -> None:
    """A size of 0 raises ValueError."""
    with pytest.raises(ValueError):
        spans(0, 6, 0)


def test_t2_primes_are_counted_by_post() -> None:
    """Whole spans are handed to the spread, with a job that can be pickled."""
    post = ByPost()

    assert total_primes(0, 50, 20, post) == 15
    assert post.seen == [(0, 20), (20, 40), (40, 50)]


def test_t2_blocks_are_checked_by_post() -> None:
    """Each block travels by itself, and its checksum stands at its place."""
    post = ByPost()

    assert checksums(b"yardmap", 5, post) == [zlib.crc32(b"yardm"), zlib.crc32(b"ap")]
    assert post.seen == [b"yardm", b"ap"]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        pytest.param(count_primes, True, id="portable(count_primes)"),
        pytest.param(lambda span: 0, False, id="portable(lambda span: 0)"),
        pytest.param(threading.Lock(), False, id="portable(Lock())"),
    ],
)
def test_t3_a_job_can_travel_or_not(job: object, expected: bool) -> None:
    """What has a name in a module can travel; a lambda and a lock cannot."""
    assert portable(job) is expected


@pytest.mark.parametrize(
    ("argument", "code"), [pytest.param(0, 0, id="exit(0)"), pytest.param(7, 7, id="exit(7)")]
)
def test_t3_a_process_tells_how_it_ended(argument: int, code: int) -> None:
    """The exit code of the process is returned."""
    assert exit_code(sys.exit, argument) == code


@pytest.mark.parametrize("kind", ["executor", "pool"])
def test_t4_processes_give_what_one_process_gives(kind: str) -> None:
    """The results are equal, and no process is left after the block."""
    with spreading(kind, 2) as spread:
        counted = total_primes(0, 3000, 700, spread)

    assert counted == total_primes(0, 3000, 700)
    assert multiprocessing.active_children() == []


def test_t4_without_workers_the_work_is_done_here() -> None:
    """With 0 workers a job sees the number of this process."""
    with spreading("pool", 0) as spread:
        assert list(spread(eval, ["__import__('os').getpid()"])) == [os.getpid()]


def test_t5_the_number_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The program prints the number of primes and returns 0."""
    assert main(["0", "200", "--size", "60"]) == 0
    assert capsys.readouterr().out == "46\n"


def test_t5_a_span_that_runs_backwards_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A ValueError becomes a line on standard error and the status 2."""
    assert main(["9", "2"]) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.startswith("error: ")) == ("", True)


def test_t5_the_file_is_a_program_with_processes() -> None:
    """Run as a program with two processes, the file prints one line."""
    path = Path(process_crunch.__file__)
    told = run(
        [sys.executable, str(path), "0", "100", "--workers", "2"], capture_output=True, text=True
    )

    assert (told.stdout, told.returncode) == ("25\n", 0)
