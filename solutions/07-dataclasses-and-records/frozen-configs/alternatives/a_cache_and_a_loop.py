"""Lets functools.cache remember the connections, and tries each hash in a loop.

A cache needs arguments with a hash, which is what freezing was for; exceptions are not remembered.
The configs share a base class that stores a field once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache

Options = Mapping[str, str] | Iterable[tuple[str, str]]


class Settling:
    """Lets the `__post_init__` of a frozen subclass put a field into its final form."""

    def settle(self, name: str, value: object) -> None:
        """Store `value`, which a frozen class cannot do by assignment."""
        object.__setattr__(self, name, value)


@dataclass(frozen=True)
class DatabaseConfig(Settling):
    """Where a database answers, and with which options."""

    host: str
    port: int = 5432
    options: Options = ()

    def __post_init__(self) -> None:
        if self.host == "":
            raise ValueError("a database needs a host")
        by_name = dict(self.options)
        self.settle("options", tuple((name, by_name[name]) for name in sorted(by_name)))


@dataclass(frozen=True)
class AlertConfig(Settling):
    """Who is told when a database has more than `limit` percent of its connections in use."""

    name: str
    database: DatabaseConfig
    limit: int = 90
    recipients: Iterable[str] = ()

    def __post_init__(self) -> None:
        if self.limit < 1 or self.limit > 100:
            raise ValueError("a limit is a percentage")
        if isinstance(self.recipients, str):
            raise TypeError("recipients are several texts, not one")
        self.settle("recipients", frozenset(self.recipients))


def failover(
    alerts: Iterable[AlertConfig], old: DatabaseConfig, new: DatabaseConfig
) -> list[AlertConfig]:
    """The alerts in their order, those of `old` replaced by copies that watch `new`."""
    result = []
    for alert in alerts:
        if alert.database == old:
            alert = replace(alert, database=new)
        result.append(alert)
    return result


class Connections:
    """Opens one connection for each different config, when it is first asked for."""

    def __init__(self, opener: Callable[[DatabaseConfig], object]) -> None:
        self._remembering = cache(opener)

    def get(self, config: DatabaseConfig) -> object:
        """The connection of `config`."""
        return self._remembering(config)


def unhashable_fields(record: object) -> list[str]:
    """Names of the fields of a dataclass instance whose values have no hash, in their order."""
    if not hasattr(type(record), "__dataclass_fields__"):
        raise TypeError("this is no instance of a dataclass")
    found = []
    for field in fields(record):  # type: ignore[arg-type]  # any dataclass
        try:
            hash(getattr(record, field.name))
        except TypeError:
            found.append(field.name)
    return found
