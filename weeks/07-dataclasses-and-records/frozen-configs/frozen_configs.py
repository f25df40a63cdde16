"""Settings of databases and alerts that cannot change: safe to share and to look up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Options = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass  # TODO Task 1: freeze it
class DatabaseConfig:
    """Where a database answers, and with which options."""

    host: str
    port: int = 5432
    options: Options = ()

    def __post_init__(self) -> None:
        raise NotImplementedError("Task 1: refuse an empty host, store the options as sorted pairs")


@dataclass  # TODO Task 2: freeze it
class AlertConfig:
    """Who is told when a database has more than `limit` percent of its connections in use."""

    name: str
    database: DatabaseConfig
    limit: int = 90
    recipients: Iterable[str] = ()

    def __post_init__(self) -> None:
        raise NotImplementedError("Task 2: check the limit, store the recipients as a frozenset")


def failover(
    alerts: Iterable[AlertConfig], old: DatabaseConfig, new: DatabaseConfig
) -> list[AlertConfig]:
    """The alerts in their order, those of `old` replaced by copies that watch `new`."""
    raise NotImplementedError("Task 3: copy the alerts of the old database")


class Connections:
    """Opens one connection for each different config, when it is first asked for."""

    def __init__(self, opener: Callable[[DatabaseConfig], object]) -> None:
        raise NotImplementedError("Task 4: keep the opener and begin with no connection")

    def get(self, config: DatabaseConfig) -> object:
        """The connection of `config`."""
        raise NotImplementedError("Task 4: open a connection once for each different config")


def unhashable_fields(record: object) -> list[str]:
    """Names of the fields of a dataclass instance whose values have no hash, in their order."""
    raise NotImplementedError("Task 5: ask each value for its hash")
