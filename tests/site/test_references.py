"""References are made from the code, so they hold all of it, and hand-written pages name only what is there."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import grader
from grader.catalogue.load import load_course
from grader.cli.site import programs
from grader.errors import GraderError
from grader.site.glossary import load_meanings, without_meaning
from grader.site.messages import UNKNOWN, render_messages, sections
from grader.site.reference import render_commands, render_manifests, render_results, schema_files
from tests.site.courses import ROOT

DOCS = sorted((ROOT / "docs").glob("*.md"))

BLOCK = re.compile(r"^ *```(?:console|bash|sh|text)?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:\$ |\S*bin/|uv run )?((?:grader|course) .*)")


def commands(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, with the words that call them."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(f"{words} {name}", inner)


ALL_COMMANDS = {words: one for name, program in programs().items() for words, one in commands(name, program)}


def test_every_command_and_option_is_described() -> None:
    """The page of commands has a heading for each command, and each of its options."""
    page = render_commands(programs())
    headings = set(re.findall(r"^##+ (.*)$", page, re.MULTILINE))
    options = {name for one in ALL_COMMANDS.values() for param in one.params for name in param.opts if name[0] == "-"}

    assert set(ALL_COMMANDS) == headings
    assert set() == {option for option in options if option not in page}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_hand_written_pages_name_commands_that_exist(path: Path) -> None:
    """Each line of code that calls `grader` or `course` calls a command that is there, with options that it has."""
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    calls = [match[1].partition("#")[0] for line in lines if (match := CALL.match(line))]
    wrong = [call for call in calls if not is_known(call.split())]

    assert [] == wrong


def is_known(words: list[str]) -> bool:
    """Whether these words begin with a command that exists and hold only options of it."""
    count = max((n for n in range(1, len(words) + 1) if " ".join(words[:n]) in ALL_COMMANDS), default=0)
    command = ALL_COMMANDS.get(" ".join(words[:count]))
    if command is None or (
        isinstance(command, click.Group) and words[count:] and not words[count].startswith(("-", "."))
    ):
        return False
    known = {name for param in command.params for name in param.opts} | {"--help", "-h", "--debug"}
    return all(word.partition("=")[0] in known for word in words[count:] if word.startswith("--"))


def test_a_command_that_does_not_exist_is_noticed() -> None:
    """The test above tells known commands and options from others."""
    calls = ["grader grade submissions/ --week 06", "grader judge x", "grader grade x --fast", "course test 06/a"]

    assert [True, False, False, True] == [is_known(call.split()) for call in calls]


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_every_key_of_a_schema_is_described(name: str) -> None:
    """Each key of each schema, at any depth, stands in the reference with its meaning."""
    schema = json.loads(schema_files()[name].read_text(encoding="utf-8"))
    page = render_manifests() + render_results()
    section = page[page.index(f"schemas/{name}.schema.json") :]

    assert set() == {key for key in keys(schema) if not re.search(rf"`(?:[\w.\[\]]+\.)?{key}`", section)}


def keys(schema: object) -> set[str]:
    """Names of all properties in a schema."""
    if isinstance(schema, list):
        return {key for item in schema for key in keys(item)}
    if not isinstance(schema, dict):
        return set()
    inner = {key for name, value in schema.items() if name not in {"if", "properties"} for key in keys(value)}
    return inner | set(schema.get("properties", {})) | keys(list(schema.get("properties", {}).values()))


def test_every_error_has_its_section() -> None:
    """Each class of errors in the program, wherever it is written, has a section named after its slug."""
    for module in pkgutil.walk_packages(grader.__path__, "grader."):
        if not module.name.startswith(("grader.course.templates", "grader.harness.", "grader.__main__")):
            importlib.import_module(module.name)
    page = render_messages()
    slugs = {kind.slug for kind in subclasses(GraderError)}

    assert set() == {slug for slug in slugs if f"{{ #{slug} }}" not in page}
    assert len(slugs) >= 8


def subclasses(kind: type[GraderError]) -> set[type[GraderError]]:
    """A class and all below it."""
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))


def test_messages_are_read_from_the_source(tmp_path: Path) -> None:
    """Texts put together at run time show the names of their parts; alternatives and assigned texts are all listed."""
    (tmp_path / "errors.py").write_text("class UsageError(GraderError):\n    slug = 'usage'\n# fix\n", encoding="utf-8")
    source = """
    def choose(name, many):
        fix = "name one" if many else "name another"
        raise UsageError(f"{name!r} is not {'here'}", fix=fix)
    """
    (tmp_path / "choose.py").write_text(re.sub(r"^    ", "", source, flags=re.MULTILINE), encoding="utf-8")
    found = {section.slug: section.messages for section in sections(tmp_path)}

    assert [("{name} is not {...}", "name another"), ("{name} is not {...}", "name one")] == [
        (message.text, message.fix) for message in found["usage"]
    ]


def test_hardly_a_message_is_unknown() -> None:
    """Nearly all messages and fixes of the program can be read from its source."""
    messages = [message for section in sections(Path(grader.__file__).parent) for message in section.messages]

    assert len(messages) > 150
    assert sum(message.fix == UNKNOWN for message in messages) < len(messages) / 10


def test_concepts_that_are_taught_have_a_meaning() -> None:
    """The glossary explains every concept that an exercise of the course says it teaches."""
    meanings = load_meanings(ROOT / "docs" / "glossary.toml", "docs/glossary.toml")

    assert () == without_meaning(load_course(ROOT, strict=False), meanings)
