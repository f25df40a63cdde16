"""Two steps: a settings class without types collects variables, then `Settings` judges them.

A union lets text that is no JSON through as text, so all problems are found by one validation.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PLANNER_"


class ConfigurationError(Exception):
    """Variables that cannot be used: `problems` has the reason for each name."""

    def __init__(self, problems: dict[str, str]) -> None:
        lines = [f"{name}: {reason}" for name, reason in sorted(problems.items())]
        super().__init__("\n".join(lines))
        self.problems = problems


STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def split_commas(value: object) -> object:
    """The parts of a text between commas; anything else as it is."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


class Database(BaseModel):
    """How the database is reached."""

    model_config = STRICT

    host: str = Field(min_length=1)
    port: int = Field(default=5432, ge=1, le=65_535)
    name: str = "planner"
    password: SecretStr = Field(min_length=8)


class Settings(BaseModel):
    """All that berth-planner can be told; making one reads no environment."""

    model_config = STRICT

    environment: Literal["development", "staging", "production"] = "development"
    debug: bool = False
    workers: int = Field(default=4, ge=1, le=32)
    receivers: Annotated[tuple[str, ...], BeforeValidator(split_commas)] = ()
    database: Database

    @model_validator(mode="after")
    def check_production(self) -> Self:
        """In production nobody debugs, and somebody hears of trouble."""
        if self.environment == "production" and (self.debug or not self.receivers):
            raise ValueError("production needs debug off and at least one receiver")
        return self


class Variables(BaseSettings):
    """The variables as they stand there; `Settings` judges them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        extra="ignore",
    )

    environment: Any = None
    debug: Any = None
    workers: Any = None
    receivers: Any = None
    database: dict[str, Any] | Any = None  # in a union, text that is no JSON stays text


def variable(*steps: int | str) -> str:
    """The name of the variable for a field."""
    return PREFIX + "__".join(str(step) for step in steps).upper()


def read_settings(env_file: Path | None = None) -> Settings:
    """The settings that the environment and `env_file` make. Raises ConfigurationError."""
    variables = Variables(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own
    try:
        return Settings.model_validate(variables.model_dump(exclude_unset=True))
    except ValidationError as error:
        problems = {
            variable(*(wrong["loc"] or ("environment",))): wrong["msg"] for wrong in error.errors()
        }
    raise ConfigurationError(problems)  # outside `except`: nothing of pydantic hangs on it


def connection(database: Database) -> dict[str, Any]:
    """The keyword arguments for the database driver, password and all."""
    return {**database.model_dump(), "password": database.password.get_secret_value()}


def summary(settings: Settings) -> dict[str, Any]:
    """Every setting under the name of its variable, with the password masked."""
    shown = settings.model_dump(mode="json")
    inner = shown.pop("database")
    return {variable(name): value for name, value in shown.items()} | {
        variable("database", name): value for name, value in inner.items()
    }


def alerts(settings: Settings, text: str) -> list[tuple[str, str]]:
    """A pair of receiver and subject for each receiver."""
    subject = f"[{settings.environment}] {text}"
    return [(receiver, subject) for receiver in settings.receivers]
