"""Holds the course's TOML documents against JSON Schemas and says all that is wrong, in the words of the schema.

The only module that needs jsonschema, and only once something is validated: a student's machine may do without it.
It knows documents and schemas, not files that belong together.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import importlib
import importlib.resources
import json
import sys
from typing import Any, cast

from grader.errors import Problem, UsageError

SCHEMAS = ("course", "week", "exercise", "hints", "quiz", "quiz_key", "mutants")

_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "a text"),
    (list, "an array"),
    (dict, "a table"),
    (dt.date, "a date"),
    (dt.time, "a time"),
)
_TYPE_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "an array",
    "object": "a table",
}


@functools.cache
def read_schema(name: str) -> dict[str, Any]:
    """The schema of that name, one of SCHEMAS; also the source of the reference page of the manifests."""
    text = importlib.resources.files("grader.catalogue").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def validate(document: dict[str, Any], name: str, file: str) -> list[Problem]:
    """All violations of a schema in a document, in the order of their keys."""
    errors = _validator(name).iter_errors(document)
    problems = [problem for error in errors for problem in _problems(error, name, file)]
    return sorted(problems, key=lambda problem: (problem.key, problem.message))


@functools.cache
def _validator(name: str) -> Any:
    try:
        # Not an import statement: jsonschema has no types, and only those who check a course need it. Where somebody
        # has installed rfc3987-syntax, it builds the grammars of formats that no schema of ours names, for a second.
        unwanted: Any = cast("dict[str, Any]", sys.modules).setdefault("rfc3987_syntax", None)
        jsonschema = importlib.import_module("jsonschema")
        if unwanted is None:
            del sys.modules["rfc3987_syntax"]
    except ImportError as error:
        raise UsageError(
            "the course cannot be checked: jsonschema is not installed",
            fix="install the extra for instructors: pip install 'quayside[instructor]'",
        ) from error
    return jsonschema.Draft202012Validator(read_schema(name))


def key_path(parts: list[str | int]) -> str:
    """A place in a document as people write it: `task[2].title` is the title of the second [[task]]."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        else:
            path += f".{part}" if path else part
    return path


def _problems(error: Any, name: str, file: str) -> list[Problem]:
    where: list[str | int] = list(error.absolute_path)
    if error.validator == "required":
        # jsonschema reports each missing key by itself and names it in the message only.
        missing = next(key for key in error.validator_value if error.message.startswith(repr(key)))
        return [Problem(file, key_path([*where, missing]), "is missing", _fix(error, name, missing))]
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = error.schema.get("properties", {})
        unknown = [key for key in error.instance if key not in known]
        message = "is not a key of this table"
        return [Problem(file, key_path([*where, key]), message, _instead(key, known)) for key in unknown]
    return [Problem(file, key_path(where), _message(error), _fix(error, name))]


def _fix(error: Any, name: str, missing: str = "") -> str:
    """The `fix` of the missing key or, without one, of the innermost part of the schema on the way that has one."""
    node: Any = read_schema(name)
    nodes = [node]
    for step in error.absolute_schema_path:
        node = node[step]
        nodes.append(node)
    tables = [node for node in reversed(nodes) if isinstance(node, dict)]
    keys = [node["properties"][missing] for node in tables if missing in node.get("properties", {})]
    return next(str(node["fix"]) for node in (*keys, *tables) if "fix" in node)


def _instead(key: str, known: dict[str, Any]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"take it out; the keys are {', '.join(known)}" if known else "take it out"


def _message(error: Any) -> str:
    rule = error.validator_value
    match error.validator:
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            return f"must be {' or '.join(_TYPE_WORDS[kind] for kind in kinds)}, not {_kind(error.instance)}"
        case "const":
            return f"must be {json.dumps(rule)}, not {_shown(error.instance)}"
        case "enum":
            return f"must be one of {', '.join(map(str, rule))}, not {_shown(error.instance)}"
        case "minimum":
            return f"must be {rule} or more, not {error.instance}"
        case "maximum":
            return f"must be {rule} or less, not {error.instance}"
        case "minItems" | "minProperties":
            return f"must have {rule} or more entries, not {len(error.instance)}"
        case "maxItems" | "maxProperties":
            return f"must have {rule} or fewer entries, not {len(error.instance)}"
        case "minLength":
            return f"must have {rule} or more characters, not {len(error.instance)}"
        case "maxLength":
            return f"must have {rule} or fewer characters, not {len(error.instance)}"
        case "not" if not rule:
            return "has no place here"
        case "uniqueItems":
            return "names something twice"
        case _:
            return f"does not have the form it needs: {_shown(error.instance)}"


def _kind(value: object) -> str:
    return next((word for kind, word in _TYPES if isinstance(value, kind)), type(value).__name__)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
