"""Takes the name of the environment as it comes, and finds no file for a misspelt one.

Reply: With QUAY_ENV=prod your service starts with the defaults, and nobody notices. Which names
are there?

Fails: check_environments_are_known
"""

import copy
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yaml import YAMLError, safe_load

Table = dict[str, Any]
PREFIX = "QUAY_"
ENVIRONMENTS = ("development", "staging", "production")
SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
PARSERS: dict[str, Callable[[str], Any]] = {".toml": tomllib.loads, ".yaml": safe_load}
MISSING = object()


class ConfigError(Exception):
    """A layer that cannot be used."""


def merge(lower: Table, upper: Table) -> Table:
    """What `lower` says with `upper` on top of it, table by table, as a new table."""
    return _merge(lower, upper, "")


def read_layer(path: Path) -> Table:
    """The table in a TOML or YAML file; an empty one if the file is empty or missing."""
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
        found = PARSERS[path.suffix](text) if text.strip() else None
    except (ValueError, YAMLError) as error:
        raise ConfigError(f"{path} cannot be read") from error
    if not isinstance(found, dict | None):
        raise ConfigError(f"{path} holds no table")
    return found or {}


def read_dotenv(text: str) -> dict[str, str]:
    """The variables that lines NAME=value set."""
    variables = {}
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#"):
            name, equals, value = map(str.strip, line.removeprefix("export ").partition("="))
            if not equals:
                raise ConfigError(f"{name} has no value")
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            variables[name] = value[1:-1] if quoted else value
    return variables


def lookup(config: Table, path: str, default: Any = MISSING) -> Any:
    """The value at a dotted path; where there is none, `default` or a KeyError."""
    found: Any = config
    for step in path.split("."):
        if not isinstance(found, dict) or step not in found:
            if default is MISSING:
                raise KeyError(path)
            return default
        found = found[step]
    return found


def from_variables(variables: Mapping[str, str], known: Table) -> Table:
    """The layer that variables such as QUAY_MAIL__PORT make, with the types found in `known`."""
    layer: Table = {}
    for name, text in variables.items():
        if not name.startswith(PREFIX) or name == f"{PREFIX}ENV":
            continue
        steps = name.removeprefix(PREFIX).lower().split("__")
        try:
            found = _typed(text, lookup(known, ".".join(steps)))
        except (KeyError, ValueError) as error:
            raise ConfigError(f"{name} does not fit") from error
        for step in reversed(steps):
            found = {step: found}
        layer = merge(layer, found)
    return layer


def load(defaults: Table, folder: Path, variables: Mapping[str, str]) -> Table:
    """All layers of a service, merged."""
    environment = variables.get(f"{PREFIX}ENV", "development")
    known = merge(defaults, read_layer(folder / "base.toml"))
    known = merge(known, read_layer(folder / f"{environment}.yaml"))
    config, local = known, folder / ".env"
    if environment == "development" and local.exists():
        found = read_dotenv(local.read_text(encoding="utf-8"))
        config = merge(config, from_variables(found, known))
    return merge(config, from_variables(variables, known))


def _merge(lower: Table, upper: Table, start: str) -> Table:
    merged = copy.deepcopy(lower)
    for key, value in upper.items():
        is_table = isinstance(value, dict)
        below: Any = merged.get(key, {} if is_table else None)
        if isinstance(below, dict) != is_table:
            raise ConfigError(f"{start}{key} is a table in one layer and a value in another")
        merged[key] = _merge(below, value, f"{start}{key}.") if is_table else copy.deepcopy(value)
    return merged


def _typed(text: str, like: Any) -> Any:
    match like:
        case bool():
            return SWITCH[text.lower()]
        case int() | float():
            return type(like)(text)
        case list():
            return [part.strip() for part in text.split(",")] if text.strip() else []
        case dict():
            raise ValueError("a table")
    return text
