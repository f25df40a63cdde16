"""Visible tests of frozen-configs."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest
from frozen_configs import (
    AlertConfig,
    Connections,
    DatabaseConfig,
    Options,
    failover,
    unhashable_fields,
)


@pytest.mark.parametrize("name", ["host", "port", "options"])
def test_t1_no_field_of_a_database_can_be_assigned(name: str) -> None:
    """Assigning to a field of a database config raises FrozenInstanceError."""
    config = DatabaseConfig("db-7")
    with pytest.raises(FrozenInstanceError):
        setattr(config, name, "db-8")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"user": "gate", "ssl": "on"}, id="a mapping"),
        pytest.param([("user", "gate"), ("ssl", "on")], id="a list of pairs"),
        pytest.param([("ssl", "off"), ("user", "gate"), ("ssl", "on")], id="a repeated name"),
    ],
)
def test_t1_options_become_sorted_pairs(options: Options) -> None:
    """Options are stored as a tuple of pairs, sorted by name."""
    assert DatabaseConfig("db-7", 5432, options).options == (("ssl", "on"), ("user", "gate"))


def test_t1_a_copy_keeps_its_options() -> None:
    """replace() makes a new config with the same options."""
    config = DatabaseConfig("db-7", options={"ssl": "on"})

    assert replace(config, port=1).options == (("ssl", "on"),)


def test_t1_equal_configs_are_one_key() -> None:
    """A value stored under one config is found with an equal one."""
    owners = {DatabaseConfig("db-7"): "gatehouse"}

    assert owners[DatabaseConfig("db-7", 5432, {})] == "gatehouse"


@pytest.mark.parametrize("limit", [-5, 0, 101])
def test_t2_a_limit_is_a_percentage(limit: int) -> None:
    """A limit that is no percentage from 1 to 100 raises ValueError."""
    with pytest.raises(ValueError):
        AlertConfig("slow", DatabaseConfig("db-7"), limit)


def test_t2_one_text_is_not_a_list_of_recipients() -> None:
    """A single text as recipients raises TypeError."""
    with pytest.raises(TypeError):
        AlertConfig("slow", DatabaseConfig("db-7"), recipients="leila")


def test_t2_recipients_are_a_frozen_set() -> None:
    """Recipients of any iterable are stored as a frozenset."""
    alert = AlertConfig("slow", DatabaseConfig("db-7"), recipients=iter(["leila", "tomasz"]))

    assert alert.recipients == frozenset({"leila", "tomasz"})


def test_t3_failover_copies_the_alerts_of_one_database() -> None:
    """Only alerts of the old database are replaced, by copies that watch the new one."""
    old, new = DatabaseConfig("db-7"), DatabaseConfig("db-8")
    slow, full = AlertConfig("slow", old, 75), AlertConfig("full", new)
    alerts = failover([slow, full], DatabaseConfig("db-7"), new)

    assert alerts == [AlertConfig("slow", new, 75), full]
    assert alerts[1] is full


def test_t4_equal_configs_share_one_connection() -> None:
    """The opener is called once for each different config."""
    hosts: list[str] = []
    connections = Connections(lambda config: hosts.append(config.host))
    for host in ["db-7", "db-8", "db-7"]:
        connections.get(DatabaseConfig(host))

    assert hosts == ["db-7", "db-8"]


def test_t5_values_without_a_hash_are_named() -> None:
    """unhashable_fields() names fields that hold lists, also inside a tuple."""

    @dataclass(frozen=True)
    class Crane:
        jobs: list[str]
        name: str
        shifts: tuple[list[int], ...]

    assert unhashable_fields(Crane([], "west", ([1],))) == ["jobs", "shifts"]


def test_t5_a_class_is_not_an_instance() -> None:
    """A class, even a dataclass, raises TypeError."""
    with pytest.raises(TypeError):
        unhashable_fields(DatabaseConfig)
