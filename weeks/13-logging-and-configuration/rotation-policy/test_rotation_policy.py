"""Visible tests of rotation-policy."""

import io
import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rotation_policy import BySize, ByDay, Policy, file_handler, line_formatter, purge, recording

SetClock = Callable[[str], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Puts time.time, the clock of the handlers, at a moment in UTC."""

    def put(moment: str) -> None:
        stamp = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
        monkeypatch.setattr(time, "time", lambda: stamp)

    return put


def record(message: str, level: int = logging.INFO, at: float = 0.0) -> logging.LogRecord:
    """A record of the logger "pump", made without a logger."""
    values = {"name": "pump", "levelno": level, "msg": message, "created": at}
    return logging.makeLogRecord({**values, "levelname": logging.getLevelName(level)})


def messages(path: Path) -> list[str]:
    """The messages of a log file, without what the formatter puts before them."""
    return [line.rpartition(": ")[2] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: BySize(0, 3), id="BySize(0, 3)"),
        pytest.param(lambda: BySize(4096, 0), id="BySize(4096, 0)"),
        pytest.param(lambda: ByDay(0), id="ByDay(0)"),
    ],
)
def test_t1_a_rule_of_zero_is_refused(make: Callable[[], object]) -> None:
    """A rule that would never rotate or never delete raises ValueError."""
    with pytest.raises(ValueError):
        make()


def test_t1_a_line_has_its_time_in_utc() -> None:
    """A line has time, level, logger and message; the time is in UTC."""
    line = line_formatter().format(record("leak", logging.ERROR, at=1_000_000_000.75))

    assert line == "2001-09-09T01:46:40Z ERROR pump: leak"


def test_t1_a_full_file_is_rotated(tmp_path: Path) -> None:
    """Old files get numbers, and only as many as the rule says are kept."""
    handler = file_handler(tmp_path / "pump.log", BySize(100, 1))
    for number in range(5):
        handler.emit(record(f"stroke {number}"))
    handler.close()

    assert messages(tmp_path / "pump.log") == ["stroke 4"]
    assert messages(tmp_path / "pump.log.1") == ["stroke 2", "stroke 3"]
    assert len(list(tmp_path.iterdir())) == 2


def test_t1_the_file_comes_with_the_first_record(tmp_path: Path) -> None:
    """Making a handler makes the folder, and no file yet."""
    handler = file_handler(tmp_path / "logs" / "pump.log", BySize(4096, 1))
    handler.close()

    assert [path.name for path in tmp_path.rglob("*")] == ["logs"]


def test_t2_the_first_record_of_a_day_archives_the_day_before(
    tmp_path: Path, set_clock: SetClock
) -> None:
    """At midnight in UTC a new file begins; the old one gets its date."""
    set_clock("2027-06-30 20:15:00")
    handler = file_handler(tmp_path / "pump.log", ByDay(5))
    handler.emit(record("evening"))
    set_clock("2027-06-30 23:59:59")
    handler.emit(record("last"))
    set_clock("2027-07-01 00:00:00")
    handler.emit(record("first"))
    handler.close()

    assert messages(tmp_path / "pump.log.2027-06-30") == ["evening", "last"]
    assert messages(tmp_path / "pump.log") == ["first"]


def test_t2_only_the_newest_archives_stay(tmp_path: Path, set_clock: SetClock) -> None:
    """After each rotation there are as many archives as the rule has days."""
    set_clock("2027-06-01 12:00:00")
    handler = file_handler(tmp_path / "pump.log", ByDay(2))
    for day in range(1, 6):
        set_clock(f"2027-06-0{day} 12:00:00")
        handler.emit(record(f"day {day}"))
    handler.close()

    archives = ["pump.log.2027-06-03", "pump.log.2027-06-04"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pump.log", *archives]


def test_t3_archives_go_by_the_date_in_their_name(tmp_path: Path) -> None:
    """An archive of so many days ago stays, one a day older is deleted."""
    for day in ["2027-05-31", "2027-05-30", "2027-06-09"]:
        (tmp_path / f"pump.log.{day}").touch()

    assert purge(Policy(tmp_path, "pump", ByDay(10)), date(2027, 6, 10)) == ["pump.log.2027-05-30"]
    assert not (tmp_path / "pump.log.2027-05-30").exists()


def test_t3_what_is_no_archive_stays(tmp_path: Path) -> None:
    """Files that only look like archives are not deleted."""
    names = ["pump.log", "pump.log.1", "pump.log.2027-04-31", "pump.error.log.2027-01-01"]
    for name in names:
        (tmp_path / name).touch()

    assert purge(Policy(tmp_path, "pump", ByDay(10)), date(2027, 6, 10)) == []
    assert len(list(tmp_path.iterdir())) == len(names)


def test_t4_errors_are_in_both_files(tmp_path: Path) -> None:
    """The main file has everything from INFO on, the error file has the errors."""
    logger = logging.getLogger("quayside.pump")
    policy = Policy(tmp_path, "pump", BySize(4096, 1))
    with recording(logger, policy):
        logger.debug("unseen")
        logger.info("seen")
        logger.error("seen twice")

    assert messages(tmp_path / "pump.log") == ["seen", "seen twice"]
    assert messages(tmp_path / "pump.error.log") == ["seen twice"]


@pytest.mark.parametrize(
    ("environment", "heard"), [("production", []), ("development", ["fine", "bad"])]
)
def test_t4_the_console_is_for_development(
    tmp_path: Path, environment: str, heard: list[str]
) -> None:
    """The console gets all records in development, and none elsewhere."""
    logger, console = logging.getLogger("quayside.pump"), io.StringIO()
    policy = Policy(tmp_path, "pump", BySize(4096, 1), environment=environment)
    with recording(logger, policy, console):
        logger.debug("fine")
        logger.error("bad")

    assert [line.rpartition(": ")[2] for line in console.getvalue().splitlines()] == heard


def test_t4_an_error_leaves_the_logger_as_it_was(tmp_path: Path) -> None:
    """After a block that ends with an exception nothing of it is left on the logger."""
    logger = logging.getLogger("quayside.pump")
    with pytest.raises(KeyError), recording(logger, Policy(tmp_path, "pump", ByDay(3))):
        raise KeyError("valve")

    assert (logger.handlers, logger.level, logger.propagate) == ([], logging.NOTSET, True)
