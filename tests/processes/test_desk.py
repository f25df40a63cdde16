"""The worker's front desk, in a plain process with trusted code: what it loads, what it answers, and with what words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.harness import desk as desks
from grader.harness.answers import Answer, AnswerKind
from grader.harness.worker import Implementation
from grader.model import Limits
from grader.sandbox.staging import Staging
from grader.wire import EnumMember, Opaque, Record
from tests.builders import MODULE, ROOT, PlainWorker, ask, call, text

SOURCE = text(
    '''
    """A module as a student hands it in."""
    import enum
    import logging
    import sys
    from dataclasses import dataclass

    import second

    class Kind(enum.Enum):
        BULK = 1

    @dataclass
    class Berth:
        hours: int

        def book(self, hours, *, force=False):
            return self.hours - hours

    class FullError(ValueError):
        def __str__(self):
            raise RuntimeError

    class Sly:
        def __getattr__(self, name):
            raise RuntimeError(name)

    _private = 1

    def double(number, times=2, **more):
        return number * times

    def todo():
        raise NotImplementedError("Task 1: write it")

    def abstract():
        raise NotImplementedError

    def fails():
        raise FullError

    def inner():
        return double.missing

    def misses():
        return sys.modules[__name__].dubble

    def kinds():
        return Kind.BULK, Berth(3), Kind

    def speaks(items):
        print("out", len(items))
        print("err", file=sys.stderr)
        logging.getLogger("yard").warning("%s hours", len(items))
        logging.getLogger("yard").debug("plain")
        items.append(4)
        return items[0]

    def prints(count):
        print("x" * count)
        print("y")

    def counts(most):
        yield from range(most)

    def endless():
        return iter(int, 1)

    def large():
        return ["x" * 1000] * 2000

    def many():
        return [[]] * 200_000

    class Odd(dict):
        pass

    class Trap:
        __dataclass_fields__ = {"a": None}

        @property
        def a(self):
            raise RuntimeError("no")

    def trap():
        return Trap()

    def reads():
        return input()

    def leaves():
        exit(3)

    def uses_second():
        return second.NAME

    if __name__ == "__main__":
        print("program", sys.argv[1:], sys.stdin.read())
        print("problem", file=sys.stderr)
        logging.warning("from the program")
        if len(sys.argv) > 1:
            sys.exit({"none": None, "two": 2, "text": "no such berth", "true": True}[sys.argv[1]])
    '''
)
PROBES = text(
    """
    import berth_board

    def probed():
        return "probe", berth_board.double(4)

    def speaks(items):
        return "hidden by a probe"

    def late():
        raise ImportError("x", name="berth_board")

    def later():
        error = ImportError("cannot import name", name="berth_board")
        error.name_from = "duble"
        raise error
    """
)


class Hall:
    """A folder of files and the plain workers over it."""

    def __init__(self, folder: Path) -> None:
        self.box, self.scratch = folder / "box", folder / "scratch"
        self.box.mkdir()
        self.scratch.mkdir()
        self.workers: list[PlainWorker] = []

    def open(self, files: dict[str, str], *modules: str, probes: str = "", **options: Any) -> PlainWorker:
        """A worker that has loaded the files; `loaded` is what it said of that."""
        for name, source in files.items():
            (self.box / name).write_text(source, encoding="utf-8")
        worker = PlainWorker(self.scratch, **options)
        self.workers.append(worker)
        worker.spawn("questions", box=str(self.box), modules=list(modules), probes=probes)
        worker.loaded = wire.decode(worker.receive())[1:]
        return worker

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A place for workers of one test."""
    place = Hall(tmp_path)
    yield place
    place.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainWorker]:
    """A worker over the module above, without probes."""
    place = Hall(tmp_path_factory.mktemp("desk"))
    yield place.open({f"{MODULE}.py": SOURCE, "second.py": "NAME = 'second'\n"}, MODULE, "second", "third")
    place.close()


def loaded(worker: PlainWorker) -> dict[str, Any]:
    """What a worker said of its import."""
    report = worker.loaded[0]
    assert isinstance(report, dict)
    return report
