"""Your own tests of the frozen configs: which promises would you miss if they were broken?"""

from frozen_configs import AlertConfig, DatabaseConfig


def alert(name: str, database: DatabaseConfig) -> AlertConfig:
    """An alert with two recipients."""
    return AlertConfig(name, database, recipients=["amara", "jun"])


def test_own_first_claim() -> None:
    """TODO: say in one sentence what must hold, and show it with `assert`."""
    raise NotImplementedError("Task 6: write at least three tests")
