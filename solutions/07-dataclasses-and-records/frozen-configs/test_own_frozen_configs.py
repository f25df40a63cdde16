"""Own tests of the frozen configs: they are equal by content, cannot change, and can be keys."""

import pytest
from frozen_configs import AlertConfig, Connections, DatabaseConfig, failover

WEST = DatabaseConfig("db-west", 6432, {"app": "gatehouse"})


def test_own_a_database_cannot_be_moved() -> None:
    """Assigning to a field of a database config fails and changes nothing."""
    config = DatabaseConfig("db-west")
    with pytest.raises(AttributeError):
        config.port = 1  # type: ignore[misc]  # refused on purpose

    assert config.port == 5432


def test_own_an_alert_cannot_be_silenced() -> None:
    """Assigning to a field of an alert fails."""
    alert = AlertConfig("slow", WEST, 80, ["noor"])
    with pytest.raises(AttributeError):
        alert.limit = 100  # type: ignore[misc]  # refused on purpose


@pytest.mark.parametrize(
    "options",
    [{"b": "2", "a": "1"}, [("a", "1"), ("b", "2")], [("b", "0"), ("a", "1"), ("b", "2")]],
)
def test_own_the_order_of_options_is_no_difference(options: dict[str, str]) -> None:
    """Configs with the same options are equal and have the same hash."""
    config, other = DatabaseConfig("db", options=options), DatabaseConfig("db", 5432, options)

    assert config.options == (("a", "1"), ("b", "2"))
    assert config == other
    assert hash(config) == hash(other)


def test_own_alerts_are_equal_by_content() -> None:
    """The order of recipients is no difference, and equal alerts have the same hash."""
    alert = AlertConfig("slow", WEST, 80, ["noor", "ivo"])
    other = AlertConfig("slow", WEST, 80, ["ivo", "noor", "ivo"])

    assert alert == other
    assert hash(alert) == hash(other)


@pytest.mark.parametrize("limit", [0, 101])
def test_own_impossible_limits_are_refused(limit: int) -> None:
    """A limit is 1 to 100 percent."""
    with pytest.raises(ValueError):
        AlertConfig("slow", WEST, limit)


def test_own_only_the_alerts_of_the_old_database_move() -> None:
    """Failover moves copies of some alerts and leaves the others."""
    east, spare = DatabaseConfig("db-east"), DatabaseConfig("db-spare")
    first, second = AlertConfig("slow", WEST, 70), AlertConfig("slow", east, 70)
    moved, kept = failover([first, second], WEST, spare)

    assert (moved.database, moved.limit, moved.name) == (spare, 70, "slow")
    assert kept is second
    assert first.database == WEST


def test_own_equal_configs_share_a_connection() -> None:
    """The opener is called once for each different config."""
    opened: list[int] = []
    connections = Connections(lambda config: opened.append(config.port))
    for port in (1, 2, 1, 2):
        connections.get(DatabaseConfig("db", port))

    assert opened == [1, 2]
