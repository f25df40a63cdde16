"""Configuration in layers: defaults, two files, a .env file and variables; the later wins."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

Table = dict[str, Any]
PREFIX = "QUAY_"
ENVIRONMENTS = ("development", "staging", "production")
SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
MISSING = object()


class ConfigError(Exception):
    """A layer that cannot be used (finished)."""


def merge(lower: Table, upper: Table) -> Table:
    """What `lower` says with `upper` on top of it, table by table, as a new table."""
    # TODO Task 1: this function, and the next one
    raise NotImplementedError("Task 1: merge table by table")


def lookup(config: Table, path: str, default: Any = MISSING) -> Any:
    """The value at a dotted path; where there is none, `default` or a KeyError."""
    raise NotImplementedError("Task 1: follow the path")


def read_layer(path: Path) -> Table:
    """The table in a TOML or YAML file; an empty one if the file is empty or missing."""
    # TODO Task 2: this function, and the next one
    raise NotImplementedError("Task 2: read the file by its suffix")


def read_dotenv(text: str) -> dict[str, str]:
    """The variables that lines NAME=value set."""
    raise NotImplementedError("Task 2: read the lines")


def from_variables(variables: Mapping[str, str], known: Table) -> Table:
    """The layer that variables such as QUAY_MAIL__PORT make, with the types found in `known`."""
    # TODO Task 3
    raise NotImplementedError("Task 3: make a layer of the variables")


def load(defaults: Table, folder: Path, variables: Mapping[str, str]) -> Table:
    """All layers of a service, merged."""
    # TODO Task 4
    raise NotImplementedError("Task 4: put the layers together")
