"""Reference pages made from the code: commands, manifests, result formats, messages.

Nothing here is written by hand, so it cannot say anything else than the code does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from grader import catalogue, reports
from grader.catalogue.findings import Document
from grader.site.rendering import fenced, render

COMMANDS = "reference/commands.md"
MANIFESTS = "reference/manifests.md"
RESULTS = "reference/results.md"
SCHEMAS = "reference/schemas"
MANIFEST_ORDER = ("week", "exercise", "hints", "quiz", "quiz_key", "mutants", "course")
RESULT_ORDER = ("result", "verify")


@dataclass(frozen=True)
class Row:
    """A key of a document: its path, its kind, whether it must be there or its default, what it means, how to mend."""

    key: str
    kind: str
    presence: str
    meaning: str
    fix: str


@dataclass(frozen=True)
class Program:
    """A command as its page shows it: its words, its usage, its help, its options with their help."""

    words: str
    usage: str
    help: str
    options: tuple[tuple[str, str], ...]


def render_commands(programs: Mapping[str, click.Command]) -> str:
    """The page of all commands of all programs, from what click knows of them."""
    listed = {name: list(_walk(name, command, None)) for name, command in programs.items()}
    return render("commands.md.j2", programs=listed)


def schema_files() -> dict[str, Path]:
    """Name of each schema to its file: those of manifests, then those of results."""
    folders = (Path(catalogue.__file__).parent, Path(reports.__file__).parent)
    return {path.name.removesuffix(".schema.json"): path for folder in folders for path in folder.glob("*.schema.json")}


def render_manifests() -> str:
    """The page of all files that authors write, from their schemas."""
    return render("manifests.md.j2", schemas=_described(MANIFEST_ORDER, RESULT_ORDER))


def render_results() -> str:
    """The page of what `--format json` prints, from its schemas."""
    return render("results.md.j2", schemas=_described(RESULT_ORDER, ()))


def _described(order: tuple[str, ...], others: tuple[str, ...]) -> list[dict[str, Any]]:
    """The schemas in this order; one that is not named in any order comes last, if others are asked for."""
    files = schema_files()
    more = tuple(sorted(set(files) - set(order) - set(others))) if others else ()
    described = []
    for name in (*order, *more):
        text = files[name].read_text(encoding="utf-8")
        schema = json.loads(text)
        rows = list(rows_of(schema))
        described.append({"name": name, "schema": schema, "rows": rows, "text": fenced(text, "json")})
    return described


def rows_of(schema: Document) -> Iterator[Row]:
    """All keys of a schema in order, inner ones with their path: `task[].number`."""
    yield from _rows(schema, schema, "", ())


def _rows(schema: Document, root: Document, path: str, seen: tuple[str, ...]) -> Iterator[Row]:
    required = schema.get("required", [])
    for key, written in schema.get("properties", {}).items():
        value = _followed(written, root)
        name = f"{path}.{key}" if path else key
        presence = "required" if key in required else _default(value)
        yield Row(name, kind_of(value), presence, _meaning(value, written), value.get("fix", ""))
        for suffix, inner in (("", written), ("[]", value.get("items"))):
            for one in _variants(inner):
                reference = one.get("$ref", "")
                if reference not in seen:  # a schema may hold itself
                    inside = (*seen, reference) if reference else seen
                    yield from _rows(_followed(one, root), root, name + suffix, inside)


def _variants(schema: object) -> list[Document]:
    """A schema and those that it gives a choice of; nothing where there is no schema."""
    if not isinstance(schema, dict):
        return []
    return [schema, *schema.get("anyOf", []), *schema.get("oneOf", [])]


def _followed(schema: Document, root: Document) -> Document:
    """The schema itself, or the one that it refers to."""
    reference = schema.get("$ref", "")
    found: Any = root
    for part in reference.removeprefix("#/").split("/") if reference else []:
        found = found[part]
    return {**found, **{key: value for key, value in schema.items() if key != "$ref"}} if reference else schema


def _meaning(value: Document, written: Document) -> str:
    return str(written.get("description") or value.get("description", ""))


def _default(value: Document) -> str:
    return f"default {json.dumps(value['default'])}" if "default" in value else "optional"


def kind_of(value: Document) -> str:
    """What a value has to be, in a few words."""
    if "const" in value:
        return json.dumps(value["const"])
    if "enum" in value:
        return " or ".join(json.dumps(item) for item in value["enum"])
    if "anyOf" in value or "oneOf" in value:
        return " or ".join(dict.fromkeys(kind_of(item) for item in value.get("anyOf") or value["oneOf"]))
    kinds = value.get("type", "anything")
    word = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if word == "array":
        inner = kind_of(value["items"]) if isinstance(value.get("items"), dict) and "$ref" not in value["items"] else ""
        return f"array of {inner}" if inner and inner != "anything" else "array"
    return _ranged(word, value)


def _ranged(word: str, value: Document) -> str:
    low = value.get("minimum", value.get("minLength"))
    high = value.get("maximum", value.get("maxLength"))
    if low is None and high is None:
        return word
    if high is None:
        return f"{word}, at least {low}"
    return f"{word}, at most {high}" if low is None else f"{word}, {low} to {high}"


def _walk(words: str, command: click.Command, parent: click.Context | None) -> Iterator[Program]:
    """A command and all below it, in the order of the overview."""
    context = click.Context(command, info_name=words.rpartition(" ")[2], parent=parent)
    options = tuple(
        record
        for param in command.get_params(context)
        if (record := param.get_help_record(context)) is not None and record[1] and not getattr(param, "hidden", False)
    )
    pieces = " ".join(command.collect_usage_pieces(context))
    yield Program(words, f"{words} {pieces}".strip(), _help(command), options)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from _walk(f"{words} {name}", inner, context)


def _help(command: click.Command) -> str:
    """The help as Markdown: paragraphs, and examples as code."""
    paragraphs = (command.help or "").replace("\b\n", "").strip().split("\n\n")
    return "\n\n".join(_paragraph(" ".join(part.split())) for part in paragraphs)


def _paragraph(text: str) -> str:
    before, example, command = text.partition("Example: ")
    return f"{before.strip()}\n\n{fenced(command, 'text')}" if example else text


def render_api(modules: tuple[str, ...]) -> str:
    """The page of what Python code may import; the site generator fills it in from docstrings."""
    return render("api.md.j2", modules=modules)
