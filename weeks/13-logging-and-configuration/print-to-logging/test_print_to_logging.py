"""Visible tests of print-to-logging."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import print_to_logging as script
import pytest


@contextmanager
def nothing_configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As when a program starts: the root logger has no handlers, not even those of pytest."""
    root = logging.getLogger()
    level = root.level
    with monkeypatch.context() as patch:
        patch.setattr(root, "handlers", [])
        try:
            yield
        finally:
            root.setLevel(level)
            for handler in root.handlers:
                handler.close()


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Level and message of each record so far."""
    return [(record.levelname, record.getMessage()) for record in caplog.records]


def test_t1_the_logger_has_the_name_of_the_module() -> None:
    """The module's logger is called after the module."""
    assert script.log is logging.getLogger("print_to_logging")


def test_t1_a_good_line_is_a_debug_message(caplog: pytest.LogCaptureFixture) -> None:
    """What was read is told at DEBUG, what is finished at INFO."""
    caplog.set_level(logging.DEBUG)

    assert script.read_readings(["CAIU55;2;9"]) == {"CAIU55": 7}
    assert told(caplog) == [("DEBUG", "line 1 is 'CAIU55;2;9'"), ("INFO", "1 containers read")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("CAIU55;2", "line 1 left out: not a reading", id='["CAIU55;2"]'),
        pytest.param("CAIU55;2;x", "line 1 left out: not a reading", id='["CAIU55;2;x"]'),
        pytest.param("caiu55;2;9", "line 1: 'caiu55' taken as CAIU55", id='["caiu55;2;9"]'),
    ],
)
def test_t1_what_is_wrong_with_a_line_is_told_in_one_message(
    line: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A line that is left out, and a name that is corrected, get one message above INFO."""
    caplog.set_level(logging.DEBUG)
    script.read_readings([line])

    assert [text for level, text in told(caplog) if level not in ("DEBUG", "INFO")] == [message]


def test_t1_nothing_is_printed_while_reading(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """read_readings() reports to the logger, and prints nothing."""
    caplog.set_level(logging.DEBUG)
    script.read_readings(["CAIU55;2;9", "?"])

    assert len(caplog.records) == 4
    assert capsys.readouterr() == ("", "")


def test_t2_the_values_are_arguments(caplog: pytest.LogCaptureFixture) -> None:
    """A record keeps the values beside its template."""
    caplog.set_level(logging.INFO)
    script.find_warm({"CAIU55": 7, "CAIU56": 0, "CAIU57": 4}, 3)
    (record,) = caplog.records

    assert (record.getMessage(), record.args) == ("2 of 3 too warm", (2, 3))


def test_t2_the_chart_is_drawn_for_debug(caplog: pytest.LogCaptureFixture) -> None:
    """While DEBUG is on, the chart is in the log."""
    caplog.set_level(logging.DEBUG)

    assert script.find_warm({"CAIU57": 4, "CAIU55": 2}, 3) == ["CAIU57"]
    assert told(caplog)[0] == ("DEBUG", "chart:\nCAIU55 ##\nCAIU57 ####")


def test_t2_the_chart_is_drawn_for_nobody_else(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While DEBUG is off, chart() is not called."""
    calls: list[object] = []
    monkeypatch.setattr(script, "chart", calls.append)
    caplog.set_level(logging.INFO)
    script.find_warm({"CAIU55": 7}, 3)

    assert (told(caplog), calls) == ([("INFO", "1 of 1 too warm")], [])


def test_t3_only_the_result_is_on_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The containers that are too warm are printed, one a line, and nothing else is."""
    readings = tmp_path / "readings.txt"
    readings.write_text("SUDU31;-2;9\n?\nHLXU08;-2;9\nTRIU12;-2;-2\n", encoding="utf-8")
    with nothing_configured(monkeypatch):
        status = script.main([str(readings), str(tmp_path / "round.log")])

    assert (status, capsys.readouterr().out) == (0, "HLXU08\nSUDU31\n")


def test_t3_the_file_gets_more_than_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An ERROR reaches file and standard error, DEBUG and INFO the file alone."""
    log_file = tmp_path / "round.log"
    with nothing_configured(monkeypatch):
        script.configure(log_file)
        for level in (logging.DEBUG, logging.INFO, logging.ERROR):
            script.log.log(level, "compressor %d", 4)

    lines = log_file.read_text(encoding="utf-8").splitlines()
    levels = [line.split()[2] for line in lines]
    assert levels == ["DEBUG", "INFO", "ERROR"]
    assert capsys.readouterr().err == lines[-1] + "\n"


def test_t3_without_readings_the_program_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If the readings are missing, standard error has the traceback and the status is 1."""
    with nothing_configured(monkeypatch):
        status = script.main([str(tmp_path / "none.txt"), str(tmp_path / "round.log")])
    printed, reported = capsys.readouterr()

    assert (status, printed) == (1, "")
    assert "cannot read" in reported
    assert "Traceback" in reported
