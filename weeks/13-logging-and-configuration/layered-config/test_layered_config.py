"""Visible tests of layered-config."""

from pathlib import Path
from typing import Any

import pytest
from layered_config import (
    ConfigError,
    from_variables,
    load,
    lookup,
    merge,
    read_dotenv,
    read_layer,
)

GATE: dict[str, Any] = {
    "open": True,
    "lanes": {"count": 8, "max_height": 4.5, "closed": ["7"]},
    "camera": {"model": None},
}


def test_t1_a_table_keeps_what_the_upper_one_does_not_name() -> None:
    """Merging changes one key of a table and leaves its neighbours."""
    merged = merge(GATE, {"lanes": {"count": 9}})

    assert merged["lanes"] == {"count": 9, "max_height": 4.5, "closed": ["7"]}


@pytest.mark.parametrize("value", [None, False, 0, "", []], ids=repr)
def test_t1_an_empty_value_counts_too(value: object) -> None:
    """The upper value counts, also where it is empty."""
    assert merge({"wait": 30}, {"wait": value}) == {"wait": value}


def test_t1_a_change_of_the_result_stays_in_the_result() -> None:
    """The result shares no table and no list with the arguments."""
    upper = {"lanes": {"closed": ["1"]}}
    merge(GATE, upper)["lanes"]["closed"].append("2")

    assert upper == {"lanes": {"closed": ["1"]}}


def test_t1_a_value_cannot_replace_a_table() -> None:
    """A table against a value is a ConfigError that names the path."""
    with pytest.raises(ConfigError, match=r"site\.lanes"):
        merge({"site": {"lanes": {"count": 8}}}, {"site": {"lanes": 9}})


def test_t1_none_is_found_and_a_missing_key_is_not() -> None:
    """lookup() returns None where it stands, and the default only where there is nothing."""
    assert lookup(GATE, "camera.model", "none") is None
    assert lookup(GATE, "camera.lens", "none") == "none"
    with pytest.raises(KeyError):
        lookup(GATE, "camera.lens")


@pytest.mark.parametrize(
    ("name", "content"),
    [("gate.toml", "[lanes]\ncount = 8\n"), ("gate.yaml", "lanes:\n  count: 8\n")],
    ids=["gate.toml", "gate.yaml"],
)
def test_t2_a_file_is_read_by_its_suffix(tmp_path: Path, name: str, content: str) -> None:
    """TOML and YAML say the same in their own ways."""
    (tmp_path / name).write_text(content, encoding="utf-8")

    assert read_layer(tmp_path / name) == {"lanes": {"count": 8}}


@pytest.mark.parametrize("content", ["- 1\n- 2\n", "lanes: {", "x: !!python/tuple [1]\n"])
def test_t2_a_bad_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    """A list, a broken file and an unsafe tag are a ConfigError with the name of the file."""
    (tmp_path / "gate.yaml").write_text(content, encoding="utf-8")

    with pytest.raises(ConfigError, match=r"gate\.yaml"):
        read_layer(tmp_path / "gate.yaml")


def test_t2_a_file_of_comments_says_nothing(tmp_path: Path) -> None:
    """A YAML file in which everything is commented out is an empty table."""
    (tmp_path / "gate.yaml").write_text("# lanes:\n#   count: 8\n", encoding="utf-8")

    assert read_layer(tmp_path / "gate.yaml") == {}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("SIGN=red", "red"),
        ("export SIGN = red", "red"),
        ("SIGN='red light'", "red light"),
        ("SIGN=#f00 = red", "#f00 = red"),
    ],
)
def test_t2_a_line_of_dotenv_sets_a_variable(line: str, value: str) -> None:
    """Spaces and quotes around a value are taken off; what is inside stays."""
    assert read_dotenv(f"# colours\n\n{line}\n") == {"SIGN": value}


@pytest.mark.parametrize(
    ("name", "text", "layer"),
    [
        ("QUAY_LANES__MAX_HEIGHT", "4", {"lanes": {"max_height": 4.0}}),
        ("QUAY_OPEN", "False", {"open": False}),
        ("QUAY_LANES__CLOSED", "3, 4", {"lanes": {"closed": ["3", "4"]}}),
        ("QUAY_CAMERA__MODEL", "12", {"camera": {"model": "12"}}),
    ],
)
def test_t3_a_variable_has_the_type_of_what_is_known(
    name: str, text: str, layer: dict[str, Any]
) -> None:
    """A text becomes what the value below is."""
    assert from_variables({name: text, "QUAY_ENV": "staging", "SHELL": "sh"}, GATE) == layer


@pytest.mark.parametrize("name", ["QUAY_LANES_COUNT", "QUAY_LANES", "QUAY_LANES__COUNT"])
def test_t3_a_variable_that_does_not_fit_is_named(name: str) -> None:
    """An unknown path, a table and a wrong text are a ConfigError with the variable's name."""
    with pytest.raises(ConfigError, match=name):
        from_variables({name: "many"}, GATE)


def test_t4_each_layer_wins_over_the_one_before(tmp_path: Path) -> None:
    """A variable wins over .env, .env over the environment's file, and so on down."""
    defaults = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}
    (tmp_path / "base.toml").write_text("b = 2\nc = 2\nd = 2\ne = 2\n", encoding="utf-8")
    (tmp_path / "development.yaml").write_text("c: 3\nd: 3\ne: 3\n", encoding="utf-8")
    (tmp_path / ".env").write_text("QUAY_D=4\nQUAY_E=4\n", encoding="utf-8")

    assert load(defaults, tmp_path, {"QUAY_E": "5"}) == {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


def test_t4_dotenv_is_not_for_production(tmp_path: Path) -> None:
    """Outside development the file .env is left alone."""
    (tmp_path / ".env").write_text("QUAY_OPEN=no\n", encoding="utf-8")

    assert load(GATE, tmp_path, {"QUAY_ENV": "production"}) == GATE
    assert load(GATE, tmp_path, {})["open"] is False


def test_t4_a_misspelt_environment_is_refused(tmp_path: Path) -> None:
    """An environment that is not in the list is a ConfigError."""
    with pytest.raises(ConfigError):
        load(GATE, tmp_path, {"QUAY_ENV": "prod"})
