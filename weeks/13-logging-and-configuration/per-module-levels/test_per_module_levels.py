"""Visible tests of per-module-levels.

A queue serves as a gate here: a target waits in `gate.get()` until a test puts something in.
"""

import logging
from collections.abc import Iterator
from logging.config import dictConfig
from queue import Queue

import pytest
from per_module_levels import Forwarder, Records, build_config, log_pipeline, parse_levels

SECONDS = 5


@pytest.fixture(autouse=True)
def tree() -> Iterator[None]:
    """The root logger as it was, whatever a test configures."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers.clear()
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


class Kept(logging.Handler):
    """A target that keeps messages, and notes when it is closed."""

    def __init__(self, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        self.story: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.story.append(record.getMessage())

    def close(self) -> None:
        self.story.append("(closed)")
        super().close()


class Slow(Kept):
    """A target that waits at a gate before it keeps a message."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: Queue[str] = Queue()
        self.gate: Queue[str] = Queue()

    def emit(self, record: logging.LogRecord) -> None:
        self.begun.put(record.getMessage())
        self.gate.get(timeout=SECONDS)
        super().emit(record)


def forward(size: int = 0) -> tuple[logging.Logger, Forwarder, Records]:
    """A logger outside the tree with a forwarder, and the queue behind it."""
    records = Records(size)
    logger, forwarder = logging.Logger("mooring"), Forwarder(records)
    logger.addHandler(forwarder)
    return logger, forwarder, records


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param("", {}, id='parse_levels("")'),
        pytest.param("mooring=Error", {"mooring": "ERROR"}, id='parse_levels("mooring=Error")'),
        pytest.param(
            " root = info, a=debug,a=critical, ",
            {"root": "INFO", "a": "CRITICAL"},
            id='parse_levels(" root = info, a=debug,a=critical, ")',
        ),
    ],
)
def test_t1_levels_are_read(text: str, levels: dict[str, str]) -> None:
    """Parts of a text become names and levels; the last part of a name holds."""
    assert parse_levels(text) == levels


@pytest.mark.parametrize("text", ["mooring", "=INFO", "mooring=NOTSET", "a=INFO, b=30"])
def test_t1_wrong_parts_are_refused(text: str) -> None:
    """A part without a name, an equals sign or one of the five levels raises ValueError."""
    with pytest.raises(ValueError):
        parse_levels(text)


def test_t2_the_message_is_finished_when_it_is_logged() -> None:
    """A list that changes after the call does not change the message."""
    logger, _, records = forward()
    lines = ["bow"]
    logger.info("lines %s", lines)
    lines.append("stern")

    assert records.get_nowait().getMessage() == "lines ['bow']"


def test_t2_the_exception_stays_beside_the_message() -> None:
    """The record in the queue has the exception of the call, and a message of its own."""
    logger, _, records = forward()
    try:
        raise TimeoutError("no answer")
    except TimeoutError as caught:
        logger.exception("line lost")
        error = caught

    record = records.get_nowait()
    assert record.msg == "line lost"
    assert record.exc_info is not None
    assert record.exc_info[1] is error


def test_t2_a_full_queue_costs_the_newest_records() -> None:
    """Records without room are counted, and those in the queue stay."""
    logger, forwarder, records = forward(2)
    for number in range(5):
        logger.info("line %d", number)

    assert forwarder.dropped == 3
    assert [records.get_nowait().msg for _ in range(2)] == ["line 0", "line 1"]


def test_t3_the_nearest_named_logger_decides() -> None:
    """A logger below a named one has its level, others have that of the root."""
    dictConfig(build_config({"t3.pilot": "DEBUG", "root": "ERROR"}, Records()))
    names = ("t3.pilot", "t3.pilot.boats", "t3.tugs")

    assert [logging.getLogger(name).getEffectiveLevel() for name in names] == [10, 10, 40]


def test_t3_loggers_from_before_go_on() -> None:
    """A logger that was made before the configuration gets its records into the queue."""
    records, earlier = Records(), logging.getLogger("t3.earlier")
    dictConfig(build_config({}, records))
    earlier.warning("still here")

    assert [records.get_nowait().name for _ in range(records.qsize())] == ["t3.earlier"]


def test_t4_a_target_gets_records_from_its_level_on() -> None:
    """Each target gets what its level lets pass, and is closed when the block is over."""
    made = [Kept(), Kept(logging.ERROR)]
    targets = made[:]
    with log_pipeline({"t4": "INFO"}, [lambda: targets.pop(0), lambda: targets.pop(0)]):
        for each in made:
            each.story.clear()
        logging.getLogger("t4").info("tug fast")
        logging.getLogger("t4").error("line parted")

    assert [each.story for each in made] == [
        ["tug fast", "line parted", "(closed)"],
        ["line parted", "(closed)"],
    ]


def test_t4_the_call_returns_while_the_target_is_busy() -> None:
    """While the target waits at its gate, logging goes on; afterwards everything arrives."""
    made: list[Slow] = []

    def make() -> Slow:
        made.append(Slow())
        return made[-1]

    with log_pipeline({"t4": "INFO"}, [make]):
        logging.getLogger("t4").info("first")
        made[0].begun.get(timeout=SECONDS)
        logging.getLogger("t4").info("second")
        before = made[0].story[:]
        made[0].gate.put("open")
        made[0].gate.put("open")

    assert before == []
    assert made[0].story == ["first", "second", "(closed)"]


def test_t4_an_error_of_the_block_passes_on() -> None:
    """When the block raises, its records arrive all the same and the handler is gone."""
    made: list[Kept] = []

    def make() -> Kept:
        made.append(Kept())
        return made[-1]

    with pytest.raises(KeyError), log_pipeline({}, [make]):
        logging.getLogger("t4").error("gale")
        raise KeyError("anchor")

    assert made[0].story == ["gale", "(closed)"]
    assert logging.getLogger().handlers == []
