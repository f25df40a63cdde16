"""Text that a student may have chosen, made harmless; every renderer passes names, titles and messages through here.

Knows characters and what sinks do with them; knows no report and no format beyond JSON's own escapes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

NAME_LIMIT = 80
LINE_LIMIT = 300
MESSAGE_LIMIT = 4_000
MESSAGE_LINES = 40
STORED_LIMIT = 20_000
CUT_NOTE = 40
RECORD_WIDTH = 600
MARKS_IN_A_ROW = 4
"""Combining marks that may sit on one letter; more are a tower over the neighbouring lines, not a language."""

JOINERS = "\u200c\u200d"
"""Invisible, but letters of Persian, letters of Hindi and emoji need them; kept only behind what is not ASCII."""

# GitHub's runner obeys `::word` at the start of a line; where a narrow terminal breaks lines, any place may be one.
_COMMAND = re.compile(
    r":(?=:(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-|notice|remove-matcher"
    r"|save-state|set-env|set-output|stop-commands|warning)\b)",
    re.IGNORECASE,
)
_COLONS_AT_START = re.compile(r"^([ ]*):(?=:)", re.MULTILINE)
# GitHub's old form, Azure's and TeamCity's: `##[`, `##vso[`, `##teamcity[`; obeyed anywhere in a line.
_HASHES = re.compile(r"#(?=#[A-Za-z]*\[)")


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """`text` as one line: what is invisible or misleading is written out, line breaks included."""
    return _visible(text, limit, breaks=False)


def name(text: str) -> str:
    """A student's name as one short line; an empty name is said to be empty."""
    return line(text, NAME_LIMIT) or "(no name)"


def block(text: str, limit: int = MESSAGE_LIMIT, lines: int = MESSAGE_LINES) -> str:
    """`text` with its line breaks kept, cut to `limit` characters and `lines` lines."""
    kept = _visible(text.replace("\r\n", "\n").strip("\n"), limit, breaks=True).split("\n")
    if len(kept) > lines:
        kept = [*kept[:lines], f"[{len(kept) - lines} more lines]"]
    return "\n".join(part.rstrip() for part in kept)


def ascii_only(text: str) -> str:
    """`text` for an output that can encode nothing but ASCII."""
    return text.encode("ascii", "backslashreplace").decode("ascii")


def stored(text: str, limit: int = STORED_LIMIT) -> str:
    """`text` for a data format: nothing is changed but lone surrogates, which no strict reader accepts, and length."""
    return _cut(text.encode("utf-8", "backslashreplace").decode("utf-8"), limit)


def dump_json(document: Any) -> str:
    """JSON in ASCII; two hashes in a row are spelt so that no build log takes them for a command."""
    return _spelt(document, "\n").replace("##", "#\\u0023") + "\n"


def _spelt(value: Any, line: str) -> str:
    """JSON with a short record, such as a check, on one line: quicker to read, and many times quicker to write."""
    if isinstance(value, dict | list | tuple) and value:
        inner = line + "  "
        parts = list(value.values()) if isinstance(value, dict) else value
        nested = any(isinstance(part, dict | list | tuple) and part for part in parts)
        whole = "" if nested else json.dumps(value, allow_nan=False)
        if nested or len(whole) > RECORD_WIDTH:
            spelt = [_spelt(part, inner) for part in parts]
            if isinstance(value, dict):
                pairs = (f"{json.dumps(key)}: {text}" for key, text in zip(value, spelt, strict=True))
                return "{" + inner + f",{inner}".join(pairs) + line + "}"
            return "[" + inner + f",{inner}".join(spelt) + line + "]"
        return whole
    return json.dumps(value, allow_nan=False)


def unique(names: Iterable[str]) -> list[str]:
    """The names, with a number behind those that cleaning made equal, so that none is lost when they become keys."""
    result: list[str] = []
    taken: set[str] = set()
    for wanted in names:
        candidate, number = wanted, 1
        while candidate in taken:
            number += 1
            candidate = f"{wanted} ({number})"
        taken.add(candidate)
        result.append(candidate)
    return result


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept = limit - CUT_NOTE if limit > 2 * CUT_NOTE else limit  # a long text stays in its limit, cut again or not
    return f"{text[:kept]} [{len(text) - kept} more characters]"


def _visible(text: str, limit: int, *, breaks: bool) -> str:
    text = _cut(text, limit)
    if not (text.isascii() and text.isprintable()):
        text = _written_out(text, breaks=breaks)
    if "::" in text:
        text = _COLONS_AT_START.sub(r"\1:\\", _COMMAND.sub(r":\\", text))
    if "##" in text:
        text = _HASHES.sub(r"#\\", text)
    return text


def _written_out(text: str, *, breaks: bool) -> str:
    shown: list[str] = []
    marks = 0
    before = ""
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MARKS_IN_A_ROW:
            joins = char in JOINERS and before != "" and not before.isascii()
            shown.append(char if joins else _shown(char, breaks=breaks))
        before = char
    return "".join(shown)


def _shown(char: str, *, breaks: bool) -> str:
    if char.isprintable():
        return char
    if char == "\n":
        return "\n" if breaks else r"\n"
    if char == "\t":
        return "    " if breaks else r"\t"
    if unicodedata.category(char) == "Zs":
        return " "
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
