"""Visible tests of the drills of week 13: one or two for each drill."""

import importlib
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import drills
import pytest


@pytest.fixture(autouse=True)
def quiet_tree() -> Iterator[None]:
    """Put the root logger, and the loggers that the tests name, back as they were."""
    loggers = [logging.getLogger(name) for name in ("", "ferry", "ferry.deck", "drills")]
    before = [(item, item.level, item.handlers[:]) for item in loggers]
    yield
    for item, level, handlers in before:
        item.setLevel(level)
        item.handlers[:] = handlers


def test_t1_text_is_logged_at_info(caplog: pytest.LogCaptureFixture) -> None:
    """The logger of that name logs the text, although the root stands at WARNING."""
    drills.announce("ferry.deck", "ramp down")
    assert caplog.record_tuples == [("ferry.deck", logging.INFO, "ramp down")]


def test_t2_last_stream_gets_the_records() -> None:
    """After two calls the second stream gets the record, once."""
    first, second = io.StringIO(), io.StringIO()
    logging.getLogger().handlers[:] = []
    drills.configure(first)
    drills.configure(second)
    logging.getLogger("ferry").warning("fog")
    assert (first.getvalue(), second.getvalue()) == ("", "WARNING ferry: fog\n")


def test_t3_unreadable_weight_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The record has the text as argument, and the exception."""
    assert drills.read_weight("12 t", logging.getLogger("ferry")) is None
    (record,) = caplog.records
    assert (record.levelname, record.getMessage()) == ("WARNING", "unreadable weight '12 t'")
    assert record.exc_info is not None


def test_t4_handler_rotates_and_keeps_three(tmp_path: Path) -> None:
    """Size and number of old files are as asked, and no file is there yet."""
    handler = drills.rotating(tmp_path / "ferry.log")
    handler.close()
    assert (handler.maxBytes, handler.backupCount) == (5_000_000, 3)
    assert list(tmp_path.iterdir()) == []


def test_t5_record_carries_the_name_of_the_module(caplog: pytest.LogCaptureFixture) -> None:
    """The logger is called like the module, and the number is an argument."""
    with caplog.at_level(logging.INFO):
        drills.open_gate(7)
    (record,) = caplog.records
    assert (record.name, record.msg, record.args) == ("drills", "gate %d open", (7,))


def test_t6_children_may_differ_from_their_parents() -> None:
    """Each logger that is named has its own level."""
    drills.set_levels({"ferry": "error", "ferry.deck": "DEBUG"})
    assert logging.getLogger("ferry").level == logging.ERROR
    assert logging.getLogger("ferry.deck").level == logging.DEBUG


def test_t7_each_case_has_one_of_the_three_answers() -> None:
    """Six cases, and three words to choose from."""
    chosen = drills.error_or_exception()
    assert set(chosen) == set("abcdef")
    assert set(chosen.values()) <= {"error", "exception", "neither"}


@pytest.mark.parametrize(
    ("container", "celsius", "minute"),
    [
        pytest.param("  ", 4.0, 0, id="Reading('  ', 4.0, 0)"),
        pytest.param("TCLU 8", -300.0, 0, id="Reading('TCLU 8', -300.0, 0)"),
        pytest.param("TCLU 8", 4.0, 2000, id="Reading('TCLU 8', 4.0, 2000)"),
    ],
)
def test_t8_impossible_readings_are_refused(container: str, celsius: float, minute: int) -> None:
    """A reading that cannot be is a ValueError."""
    with pytest.raises(ValueError):
        drills.Reading(container, celsius, minute)


def test_t9_package_offers_what_its_modules_define(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name can be imported from the package itself."""
    folder = tmp_path / "deckkit"
    folder.mkdir()
    (folder / "lanes.py").write_text("def free() -> int:\n    return 3\n", encoding="utf-8")
    (folder / "__init__.py").write_text(drills.init_source({"lanes": ["free"]}), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("deckkit")
    for name in ("deckkit", "deckkit.lanes"):
        monkeypatch.delitem(sys.modules, name)
    assert (package.__all__, package.free()) == (["free"], 3)


def test_t10_packages_go_into_the_environment() -> None:
    """The Python of the environment installs, not the one of the machine."""
    made, installed, frozen = drills.environment_commands("deck-env")
    assert made == ["python3", "-m", "venv", "deck-env"]
    assert installed[0] == frozen[0] == "deck-env/bin/python"


@pytest.mark.parametrize(
    ("level", "path", "kept"),
    [
        pytest.param(logging.INFO, "/healthz", False, id="INFO /healthz"),
        pytest.param(logging.ERROR, "/healthz", True, id="ERROR /healthz"),
        pytest.param(logging.INFO, "/lanes", True, id="INFO /lanes"),
    ],
)
def test_t11_health_checks_are_noise_unless_they_fail(level: int, path: str, kept: bool) -> None:
    """Only harmless records about the health check are dropped."""
    record = logging.makeLogRecord({"levelno": level, "msg": "GET %s", "args": (path,)})
    assert bool(drills.DropHealthChecks().filter(record)) is kept


def test_t12_record_has_the_values_of_adapter_and_call(caplog: pytest.LogCaptureFixture) -> None:
    """Both extras become attributes of the record."""
    adapter = drills.VesselAdapter(logging.getLogger("ferry"), {"vessel": "Borealis"})
    adapter.warning("late", extra={"minutes": 12})
    values = vars(caplog.records[0])
    assert (values["vessel"], values["minutes"]) == ("Borealis", 12)
