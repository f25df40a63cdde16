"""Tests of grader.catalogue.schema: violations are found together and put in words."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.catalogue import schema
from grader.catalogue.schema import SCHEMAS, key_path, read_schema, validate
from grader.errors import UsageError

from .conftest import CopyOf


def _parts(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every described part of a schema: itself, its keys, its items, all the way down."""
    yield path, node
    for key, inner in node.get("properties", {}).items():
        yield from _parts(inner, f"{path}.{key}")
    for key in ("items", "propertyNames"):
        if key in node:
            yield from _parts(node[key], f"{path}.{key}")
    if isinstance(node.get("additionalProperties"), dict):
        yield from _parts(node["additionalProperties"], f"{path}.*")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name: str) -> None:
    """Each key of each schema has a title, a description and a fix; the reference page is made of them."""
    poor = [path for path, node in _parts(read_schema(name), name) if not {"title", "description", "fix"} <= set(node)]

    assert poor == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    """Each schema satisfies the meta-schema of its draft."""
    jsonschema = importlib.import_module("jsonschema")  # it has no types

    jsonschema.Draft202012Validator.check_schema(read_schema(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_unknown_keys_are_violations(name: str) -> None:
    """No schema lets an unknown key through."""
    found = [problem for problem in validate({"unheard_of": 1}, name, "x.toml") if problem.key == "unheard_of"]

    assert [problem.message for problem in found] == ["is not a key of this table"]


def test_defaults_are_valid() -> None:
    """What the exercise's schema gives as default of a simple key is itself allowed."""
    kinds: dict[str, type | tuple[type, ...]] = {
        "integer": int,
        "number": (int, float),
        "string": str,
        "array": list,
        "object": dict,
    }
    for path, node in _parts(read_schema("exercise"), "exercise"):
        if "default" in node and "type" in node:
            assert isinstance(node["default"], kinds[node["type"]]), path


def _manifest(courses: Path) -> dict[str, Any]:
    return tomllib.loads((courses / "own-tests/weeks/01-quay/bollards/exercise.toml").read_text())


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        ({"format": 2}, "format", "must be 1, not 2"),
        ({"kind": "game"}, "kind", "must be one of module"),
        ({"minutes": 0}, "minutes", "must be 1 or more, not 0"),
        ({"minutes": True}, "minutes", "must be a whole number, not true or false"),
        ({"minutes": 1.5}, "minutes", "not a number"),
        ({"minutes": dt.date(2024, 5, 1)}, "minutes", "not a date"),
        ({"minutes": None}, "minutes", "not NoneType"),
        ({"difficulty": 6}, "difficulty", "must be 5 or less, not 6"),
        ({"title": "x" * 61}, "title", "must have 60 or fewer characters"),
        ({"concepts": []}, "concepts", "must have 1 or more entries, not 0"),
        ({"concepts": ["a", "a"]}, "concepts", "names something twice"),
        ({"seeds": ["S1"]}, "seeds[1]", "does not have the form it needs: 'S1'"),
        ({"browser": False}, "browser", "does not have the form"),
        ({"summary": "Too short, " + "long " * 80}, "summary", "..."),
        ({"allow": {"logging": "because"}}, "allow.logging", "must have 12 or more characters"),
    ],
)
def test_violations_are_put_in_words(courses: Path, change: dict[str, Any], key: str, message: str) -> None:
    """One wrong value is one problem, at its key, in plain words."""
    (problem,) = validate(_manifest(courses) | change, "exercise", "exercise.toml")

    assert (problem.file, problem.key) == ("exercise.toml", key)
    assert message in problem.message


def test_browser_takes_a_reason(courses: Path) -> None:
    """A sentence that says why an exercise needs more than a browser is as good as true."""
    assert validate(_manifest(courses) | {"browser": "it starts processes"}, "exercise", "x") == []


def test_too_many_entries_are_counted() -> None:
    """A question with nine choices is told how many there may be."""
    choices = {letter: letter for letter in "abcdefghi"}
    question = {"id": "q", "kind": "single", "text": "Which one?", "choices": choices}

    problems = validate({"format": 1, "question": [question]}, "quiz", "quiz.toml")

    assert "must have 8 or fewer entries, not 9" in {problem.message for problem in problems}


@pytest.mark.parametrize(
    ("question", "key", "message"),
    [
        ({"kind": "prints", "code": "print(1)", "choices": {"a": "1", "b": "2"}}, "choices", "has no place here"),
        ({"kind": "prints"}, "code", "is missing"),
        ({"kind": "single"}, "choices", "is missing"),
    ],
)
def test_questions_differ_by_kind(question: dict[str, Any], key: str, message: str) -> None:
    """A question about output has code and no choices; the others have choices."""
    asked = {"id": "q", "text": "Which one?"} | question
    (problem,) = validate({"format": 1, "question": [asked]}, "quiz", "quiz.toml")

    assert (problem.key, problem.message) == (f"question[1].{key}", message)
    assert problem.fix


@pytest.mark.parametrize("word", ["just", "simply", "Simply"])
def test_hints_do_without_certain_words(word: str) -> None:
    """A hint that makes little of the reader's difficulty is refused."""
    text = f"Look at the {word} " + "word " * 15
    ladder = {"task": 1, "question": text, "tool": "word " * 15, "shape": "adjust " * 15}
    (problem,) = validate({"ladder": [ladder]}, "hints", "hints.toml")

    assert problem.key == "ladder[1].question"


def test_paths_count_tables_as_people_do() -> None:
    """The second [[task]] is task[2]."""
    assert key_path(["task", 1, "title"]) == "task[2].title"
    assert key_path([]) == ""


def test_without_jsonschema_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who check a course without the extra are told which one to install."""
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    schema._validator.cache_clear()

    with pytest.raises(UsageError) as caught:
        validate({}, "exercise", "exercise.toml")
    assert "quayside[instructor]" in caught.value.fix


def test_what_is_written_by_hand_is_valid(copy_of: CopyOf) -> None:
    """The manifests of the good course satisfy their schemas."""
    root = copy_of("good")
    for name, path in (("week", "weeks/01-quay/week.toml"), ("course", "weeks/course.toml")):
        assert validate(tomllib.loads((root / path).read_text()), name, path) == []
