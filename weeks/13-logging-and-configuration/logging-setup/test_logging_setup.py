"""Visible tests of logging-setup."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from logging_setup import (
    admit,
    close_gate,
    lanes_log,
    plates_log,
    read_plate,
    set_up,
    tear_down,
)


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger; what a test has changed of it is as before afterwards."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield logger
    for handler in logger.handlers[:]:
        if handler not in handlers:
            logger.removeHandler(handler)
            handler.close()
    logger.setLevel(level)


def test_t1_both_modules_have_a_logger_of_their_own() -> None:
    """The two loggers are named after their modules."""
    assert [plates_log.name, lanes_log.name] == ["gatehouse.plates", "gatehouse.lanes"]


def test_t1_the_import_adds_a_null_handler_only() -> None:
    """The logger gatehouse has one handler, which does nothing, and no level."""
    logger = logging.getLogger("gatehouse")

    assert [type(handler) for handler in logger.handlers] == [logging.NullHandler]
    assert logger.level == logging.NOTSET


def test_t2_a_plate_is_tidied_up_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    """read_plate() returns the tidy plate and reports it at DEBUG."""
    caplog.set_level(logging.DEBUG)

    assert read_plate(" hh   cx 12") == "HH CX 12"
    assert caplog.record_tuples == [
        ("gatehouse.plates", logging.DEBUG, "read ' hh   cx 12' as HH CX 12")
    ]


def test_t2_values_are_arguments_of_the_call(caplog: pytest.LogCaptureFixture) -> None:
    """The logger gets the reason beside the template, and puts them together itself."""
    close_gate("flooded lane")
    (record,) = caplog.records

    assert (record.levelname, record.args) == ("CRITICAL", ("flooded lane",))


@pytest.mark.parametrize(
    ("booked", "level", "message"),
    [
        pytest.param(["TR 4"], "INFO", "lane 7: TR 4 admitted", id='admit(7, "tr 4", ["TR 4"])'),
        pytest.param([], "WARNING", "lane 7: TR 4 is not booked", id='admit(7, "tr 4", [])'),
    ],
)
def test_t2_the_level_says_whether_a_lorry_was_admitted(
    booked: list[str], level: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A lorry that may pass is worth INFO, one that is not booked WARNING."""
    caplog.set_level(logging.INFO)

    assert admit(7, "tr 4", booked) is (level == "INFO")
    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [(level, message)]


def test_t2_a_missing_plate_is_an_error_with_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """If nothing can be read, the record is an ERROR that carries the ValueError."""
    assert admit(7, "  ", ["TR 4"]) is False
    (record,) = caplog.records

    assert (record.levelname, record.getMessage()) == ("ERROR", "lane 7: no plate")
    assert record.exc_info is not None
    assert record.exc_info[0] is ValueError


@pytest.mark.parametrize(
    ("verbose", "shown"),
    [
        pytest.param(False, ["opened"], id="set_up(folder, console)"),
        pytest.param(True, ["camera ready", "opened"], id="set_up(folder, console, verbose=True)"),
    ],
)
def test_t3_the_console_shows_debug_only_if_verbose(
    verbose: bool, shown: list[str], tmp_path: Path, root: logging.Logger
) -> None:
    """DEBUG reaches the console with verbose=True, INFO always."""
    console = io.StringIO()
    set_up(tmp_path, console, verbose=verbose)
    lanes_log.debug("camera ready")
    lanes_log.info("opened")

    lines = console.getvalue().splitlines()
    assert [line.partition(": ")[2] for line in lines] == shown


def test_t3_the_file_gets_debug_records_all_the_same(tmp_path: Path, root: logging.Logger) -> None:
    """The file in the new folder holds DEBUG records, with time, level and name."""
    set_up(tmp_path / "new" / "logs", io.StringIO())
    logging.getLogger("crane.hoist").debug("rope at %d m", 31)

    text = (tmp_path / "new" / "logs" / "gatehouse.log").read_text(encoding="utf-8")
    assert text.endswith(" DEBUG crane.hoist rope at 31 m\n")


def test_t4_a_second_set_up_writes_no_line_twice(tmp_path: Path, root: logging.Logger) -> None:
    """After two calls a record appears once, at the console of the second."""
    first, second = io.StringIO(), io.StringIO()
    set_up(tmp_path, first)
    set_up(tmp_path, second)
    lanes_log.warning("barrier stuck")

    assert first.getvalue() == ""
    assert second.getvalue() == "WARNING  gatehouse.lanes: barrier stuck\n"
    text = (tmp_path / "gatehouse.log").read_text(encoding="utf-8")
    assert text.count("barrier stuck") == 1


def test_t4_handlers_of_others_are_left_alone(tmp_path: Path, root: logging.Logger) -> None:
    """A handler that was there before set_up() is there after tear_down()."""
    root.addHandler(logging.StreamHandler(io.StringIO()))
    before = root.handlers[:]
    set_up(tmp_path, io.StringIO())
    during = root.handlers[:]
    tear_down()

    assert len(during) == len(before) + 2
    assert root.handlers == before


def test_t4_a_set_up_that_fails_leaves_the_last_one_in_force(
    tmp_path: Path, root: logging.Logger
) -> None:
    """If a file stands where the folder should be, OSError passes on and the old set-up works."""
    console = io.StringIO()
    set_up(tmp_path / "logs", console)
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        set_up(tmp_path / "file", io.StringIO())
    lanes_log.info("open")

    assert console.getvalue() == "INFO     gatehouse.lanes: open\n"
