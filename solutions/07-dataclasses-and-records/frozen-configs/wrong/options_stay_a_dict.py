"""Stores the options as a dict, believing that freezing reaches into the fields.

Reply: Your config is frozen, and its options can still be changed. Which type has the same
content, no methods that change it, and a hash?

Fails: check_a_database_is_frozen check_options_become_pairs
check_options_are_sorted_by_name check_a_database_can_be_replaced
check_databases_are_equal_by_content check_any_database check_an_alert_is_frozen
check_limits_of_an_alert check_recipients_become_a_frozenset check_failover_moves_some_alerts
check_failover_changes_no_alert check_failover_of_any_alerts
check_equal_configs_share_a_connection check_different_configs_have_their_own
check_a_connection_may_be_nothing check_a_failed_connection_is_tried_again
check_values_without_a_hash
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

Options = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True)
class DatabaseConfig:
    """Where a database answers, and with which options."""

    host: str
    port: int = 5432
    options: Options = ()

    def __post_init__(self) -> None:
        if not self.host:
            raise ValueError("a database needs a host")
        object.__setattr__(self, "options", dict(sorted(dict(self.options).items())))


@dataclass(frozen=True)
class AlertConfig:
    """Who is told when a database has more than `limit` percent of its connections in use."""

    name: str
    database: DatabaseConfig
    limit: int = 90
    recipients: Iterable[str] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= 100:
            raise ValueError(f"a limit is 1 to 100 percent, not {self.limit}")
        if isinstance(self.recipients, str):
            raise TypeError("recipients are several texts, not one")
        object.__setattr__(self, "recipients", frozenset(self.recipients))


def failover(
    alerts: Iterable[AlertConfig], old: DatabaseConfig, new: DatabaseConfig
) -> list[AlertConfig]:
    """The alerts in their order, those of `old` replaced by copies that watch `new`."""
    return [replace(alert, database=new) if alert.database == old else alert for alert in alerts]


class Connections:
    """Opens one connection for each different config, when it is first asked for."""

    def __init__(self, opener: Callable[[DatabaseConfig], object]) -> None:
        self._opener = opener
        self._opened: dict[DatabaseConfig, object] = {}

    def get(self, config: DatabaseConfig) -> object:
        """The connection of `config`."""
        if config not in self._opened:
            self._opened[config] = self._opener(config)
        return self._opened[config]


def unhashable_fields(record: object) -> list[str]:
    """Names of the fields of a dataclass instance whose values have no hash, in their order."""
    if isinstance(record, type) or not is_dataclass(record):
        raise TypeError("only instances of dataclasses have values in fields")
    return [field.name for field in fields(record) if not _has_hash(getattr(record, field.name))]


def _has_hash(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
