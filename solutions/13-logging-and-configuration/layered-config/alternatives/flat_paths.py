"""Flattens tables to paths, merges the paths, and looks variables up by the names that paths
have.
"""

import copy
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from yaml import YAMLError, safe_load

Table = dict[str, Any]
PREFIX = "QUAY_"
ENVIRONMENTS = ("development", "staging", "production")
SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
PARSERS: dict[str, Callable[[str], Any]] = {".toml": tomllib.loads, ".yaml": safe_load}
MISSING = object()
TABLE = object()


class ConfigError(Exception):
    """A layer that cannot be used."""


def merge(lower: Table, upper: Table) -> Table:
    """What `lower` says with `upper` on top of it, table by table, as a new table."""
    below, above = dict(_walk(lower, ())), dict(_walk(upper, ()))
    for path in below.keys() & above.keys():
        if (below[path] is TABLE) != (above[path] is TABLE):
            raise ConfigError(f"{'.'.join(path)}: table or value?")
    merged: Table = {}
    for path, value in {**below, **above}.items():
        table = merged
        for step in path[:-1]:
            table = table[step]
        table[path[-1]] = {} if value is TABLE else copy.deepcopy(value)
    return merged


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
    first, *rest = path.split(".", 1)
    if isinstance(config, dict) and first in config:
        return lookup(config[first], rest[0], default) if rest else config[first]
    if default is MISSING:
        raise KeyError(path)
    return default


def from_variables(variables: Mapping[str, str], known: Table) -> Table:
    """The layer that variables such as QUAY_MAIL__PORT make, with the types found in `known`."""
    paths = {PREFIX + "__".join(path).upper(): path for path, _ in _walk(known, ())}
    layer: Table = {}
    for name in sorted(variables):
        if name.startswith(PREFIX) and name != PREFIX + "ENV":
            if name not in paths:
                raise ConfigError(f"nothing is known of {name}")
            table = layer
            for step in paths[name][:-1]:
                table = table.setdefault(step, {})
            old = lookup(known, ".".join(paths[name]))
            try:
                table[paths[name][-1]] = _typed(variables[name], old)
            except (KeyError, ValueError):
                raise ConfigError(f"{name} should be a {type(old).__name__}") from None
    return layer


def load(defaults: Table, folder: Path, variables: Mapping[str, str]) -> Table:
    """All layers of a service, merged."""
    environment = variables.get(f"{PREFIX}ENV", "development")
    if environment not in ENVIRONMENTS:
        raise ConfigError(f"{PREFIX}ENV is none of {', '.join(ENVIRONMENTS)}")
    known = merge(defaults, read_layer(folder / "base.toml"))
    known = merge(known, read_layer(folder / f"{environment}.yaml"))
    config, local = known, folder / ".env"
    if environment == "development" and local.exists():
        found = read_dotenv(local.read_text(encoding="utf-8"))
        config = merge(config, from_variables(found, known))
    return merge(config, from_variables(variables, known))


def _walk(table: Table, start: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every path with its value, tables before what is in them."""
    for key, value in table.items():
        is_table = isinstance(value, dict)
        yield (*start, key), TABLE if is_table else value
        if is_table:
            yield from _walk(value, (*start, key))


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
