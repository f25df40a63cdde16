"""Visible tests of settings-model."""

import json
import os
import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from settings_model import (
    ConfigurationError,
    Database,
    Settings,
    alerts,
    connection,
    read_settings,
    summary,
)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees variables of the planner that it did not set itself."""
    for name in os.environ:
        if name.upper().startswith("PLANNER_"):
            monkeypatch.delenv(name)


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two variables that have to be set."""
    monkeypatch.setenv("PLANNER_DATABASE__HOST", "pier-db")
    monkeypatch.setenv("PLANNER_DATABASE__PASSWORD", "anchor-chain")


def settings(**values: Any) -> Settings:
    """Settings for a test, made without any environment."""
    return Settings(**{"database": {"host": "test-db", "password": "test-password"}, **values})


def test_t1_settings_have_defaults() -> None:
    """Only the database's host and password have to be given."""
    made = settings()

    assert (made.environment, made.debug, made.workers) == ("development", False, 4)
    assert (made.receivers, made.database.port, made.database.name) == ((), 5432, "planner")


@pytest.mark.parametrize(
    "wrong", [{"workers": 0}, {"environment": "prod"}, {"wrokers": 2}], ids=str
)
def test_t1_wrong_settings_are_refused(wrong: dict[str, Any]) -> None:
    """A wrong value and an unknown name raise ValidationError; right ones do not."""
    assert settings(workers=32).workers == 32
    with pytest.raises(ValidationError):
        settings(**wrong)


def test_t1_receivers_may_be_one_text() -> None:
    """A text with commas becomes a tuple."""
    assert settings(receivers=" mei@port,,ivo@port ").receivers == ("mei@port", "ivo@port")


def test_t1_a_password_is_not_shown() -> None:
    """The password is there, and in no text of the models."""
    database = Database(host="test-db", password="capstan-5")  # type: ignore[arg-type, unused-ignore]  # text

    assert database.password.get_secret_value() == "capstan-5"
    assert "capstan-5" not in f"{database} {database!r}"


@pytest.mark.parametrize("wrong", [{"debug": True, "receivers": ("ivo@port",)}, {}], ids=str)
def test_t2_production_has_a_rule(wrong: dict[str, Any]) -> None:
    """In production debug is off and somebody gets the alerts."""
    assert settings(environment="production", receivers=("ivo@port",)).debug is False
    with pytest.raises(ValidationError):
        settings(environment="production", **wrong)


@pytest.mark.usefixtures("login")
def test_t3_variables_make_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables are read with the prefix, groups with two underscores, an empty one not at all."""
    monkeypatch.setenv("PLANNER_WORKERS", "16")
    monkeypatch.setenv("PLANNER_RECEIVERS", "mei@port, ivo@port")
    monkeypatch.setenv("PLANNER_DATABASE__PORT", "")
    made = read_settings()

    assert (made.workers, made.receivers) == (16, ("mei@port", "ivo@port"))
    assert (made.database.host, made.database.port) == ("pier-db", 5432)


@pytest.mark.usefixtures("login")
def test_t3_a_file_lies_below_the_environment(tmp_path: Path) -> None:
    """What the environment does not say comes from the file."""
    file = tmp_path / ".env"
    file.write_text("PLANNER_WORKERS=3\nPLANNER_DATABASE__HOST=file-db\nPLANNER_PAGER=less\n")
    made = read_settings(file)

    assert (made.workers, made.database.host) == (3, "pier-db")


def test_t3_all_wrong_variables_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """ConfigurationError has the names of all wrong variables."""
    monkeypatch.setenv("PLANNER_DATABASE__HOST", "pier-db")
    monkeypatch.setenv("PLANNER_WORKERS", "64")
    with pytest.raises(ConfigurationError) as caught:
        read_settings()

    assert sorted(caught.value.problems) == ["PLANNER_DATABASE__PASSWORD", "PLANNER_WORKERS"]


def test_t3_no_value_gets_into_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback in a log does not give a password away."""
    monkeypatch.setenv("PLANNER_DATABASE__PASSWORD", "knot-5")
    with pytest.raises(ConfigurationError) as caught:
        read_settings()

    assert "knot-5" not in "".join(traceback.format_exception(caught.value))


def test_t4_the_driver_gets_the_password() -> None:
    """The driver needs the password as a text."""
    database = settings().database

    assert connection(database)["password"] == "test-password"
    assert sorted(connection(database)) == ["host", "name", "password", "port"]


def test_t4_the_summary_is_fit_for_a_log() -> None:
    """The summary can be written as JSON, and masks the password."""
    shown = summary(settings(receivers=("mei@port",)))

    assert json.loads(json.dumps(shown))["PLANNER_RECEIVERS"] == ["mei@port"]
    assert shown["PLANNER_DATABASE__PASSWORD"] == "**********"


def test_t4_only_read_settings_looks_at_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that are made by hand, and what uses them, ignore variables."""
    monkeypatch.setenv("PLANNER_ENVIRONMENT", "staging")
    made = settings(receivers=("ivo@port",))

    assert alerts(made, "low tide") == [("ivo@port", "[development] low tide")]
