"""Settings is a BaseSettings whose only source are its arguments; a subclass adds the others.
Names of problems are made in one loop.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PLANNER_"


class ConfigurationError(Exception):
    """Variables that cannot be used: `problems` has the reason for each name."""

    def __init__(self, problems: dict[str, str]) -> None:
        lines = [f"{name}: {reason}" for name, reason in sorted(problems.items())]
        super().__init__("\n".join(lines))
        self.problems = problems


class Database(BaseModel):
    """How the database is reached."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1)
    port: int = Field(default=5432, ge=1, le=65_535)
    name: str = "planner"
    password: SecretStr = Field(min_length=8)


class Settings(BaseSettings):
    """All that berth-planner can be told; a plain model, which knows of no environment."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        enable_decoding=False,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    environment: Literal["development", "staging", "production"] = "development"
    debug: bool = False
    workers: int = Field(default=4, ge=1, le=32)
    receivers: tuple[str, ...] = ()
    database: Database

    @field_validator("receivers", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: Any, **named: Any
    ) -> tuple[Any, ...]:
        """What is given counts, and nothing else."""
        return sources[:1] or (named["init_settings"],)

    @model_validator(mode="after")
    def _fit_for_production(self) -> "Settings":
        if self.environment == "production" and (self.debug or not self.receivers):
            raise ValueError("production has receivers and no debug mode")
        return self


class _Outside(Settings):
    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: Any, **named: Any
    ) -> tuple[Any, ...]:
        """The environment lies above the file."""
        return (named["env_settings"], named["dotenv_settings"]) if named else sources[1:3]


def read_settings(env_file: Path | None = None) -> Settings:
    """The settings that the environment and `env_file` make. Raises ConfigurationError."""
    problems = {}
    try:
        return _Outside(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own
    except ValidationError as error:
        for one in error.errors(include_input=False):
            problems[_variable(one["loc"])] = one["type"]
        raise ConfigurationError(problems) from error


def connection(database: Database) -> dict[str, Any]:
    """The keyword arguments for the database driver, password and all."""
    return {**dict(database), "password": database.password.get_secret_value()}


def summary(settings: Settings) -> dict[str, Any]:
    """Every setting under the name of its variable, with the password masked."""
    shown = settings.model_dump(mode="json")
    database = shown.pop("database")
    return {
        **{_variable((name,)): value for name, value in shown.items()},
        **{_variable(("database", name)): value for name, value in database.items()},
    }


def alerts(settings: Settings, text: str) -> list[tuple[str, str]]:
    """A pair of receiver and subject for each receiver."""
    return [(receiver, f"[{settings.environment}] {text}") for receiver in settings.receivers]


def _variable(steps: tuple[int | str, ...]) -> str:
    return PREFIX + ("__".join(map(str, steps)) or "environment").upper()
