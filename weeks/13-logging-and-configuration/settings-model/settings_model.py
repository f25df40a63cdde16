"""The settings of berth-planner: one validated object, read in one place and passed on."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

PREFIX = "PLANNER_"


class ConfigurationError(Exception):
    """Variables that cannot be used: `problems` has the reason for each name (finished)."""

    def __init__(self, problems: dict[str, str]) -> None:
        lines = [f"{name}: {reason}" for name, reason in sorted(problems.items())]
        super().__init__("\n".join(lines))
        self.problems = problems


class Database(BaseModel):
    """How the database is reached."""

    # TODO Task 1: configure the model, and give it its fields.


class Settings(BaseModel):
    """All that berth-planner can be told; making one reads no environment."""

    # TODO Task 1: configure the model, and give it its fields.
    # TODO Task 2: add the rule for production.


def read_settings(env_file: Path | None = None) -> Settings:
    """The settings that the environment and `env_file` make. Raises ConfigurationError."""
    raise NotImplementedError("Task 3: read variables, and name those that are bad")


def connection(database: Database) -> dict[str, Any]:
    """The keyword arguments for the database driver, password and all."""
    raise NotImplementedError("Task 4: give the driver what it needs")


def summary(settings: Settings) -> dict[str, Any]:
    """Every setting under the name of its variable, with the password masked."""
    raise NotImplementedError("Task 4: show all settings")


def alerts(settings: Settings, text: str) -> list[tuple[str, str]]:
    """A pair of receiver and subject for each receiver."""
    raise NotImplementedError("Task 4: address the alert")
