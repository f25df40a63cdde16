"""Text from outside is harmless in every sink, and still readable."""

from __future__ import annotations

import json
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.reports import safe_text

from .sample import NASTY

any_text = st.text(alphabet=st.characters(codec=None), max_size=60) | st.sampled_from(NASTY)


PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize(
    "text", ["Zoë Brontë", "李小龍", "מרים לוי", "O'Brien", "a b_c-d.e", "क्षि", "👩\u200d🚀", PERSIAN]
)
def test_names_of_people_stay_as_they_are(text: str) -> None:
    """A name in any script, joiners included, is shown as it was written."""
    assert text == safe_text.name(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\tc\r", r"a\nb\tc\x0d"),
        ("\u202etxt", r"\u202etxt"),
        ("\ud800", r"\ud800"),
        ("a\u200db", r"a\u200db"),
        ("a\u00a0b", "a b"),
        ("\U000e0041", r"\U000e0041"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * safe_text.MARKS_IN_A_ROW),
    ],
)
def test_what_is_invisible_is_written_out(text: str, shown: str) -> None:
    """Controls, bidi overrides, surrogates and invisible characters appear as escapes; odd spaces become spaces."""
    assert shown == safe_text.line(text)


@given(any_text)
def test_a_line_is_one_line_of_printable_characters(text: str) -> None:
    """Whatever comes in, one bounded line that UTF-8 can encode goes out."""
    shown = safe_text.line(text, 100)
    assert [shown] == shown.splitlines() or shown == ""
    assert all(char.isprintable() or char in safe_text.JOINERS for char in shown)
    assert shown.encode("utf-8")[:0] == b""
    assert len(shown) <= 100 * len(r"\U00000000") + len("[30000 more characters] ")


@given(any_text)
@example("\ufffe\x00]]>")
def test_a_block_is_text_that_xml_can_hold(text: str) -> None:
    """A block keeps line breaks only; an XML parser gives it back unchanged."""
    shown = safe_text.block(text)
    element = ET.Element("text")
    element.text = shown
    assert shown == (ET.fromstring(ET.tostring(element)).text or "")  # noqa: S314 - our own text
    assert {unicodedata.category(char) for char in shown} & {"Cc", "Cs"} <= ({"Cc"} if "\n" in shown else set())


def test_a_block_is_cut_to_its_lines() -> None:
    """A flood of lines becomes the first lines and a number."""
    assert safe_text.block("a\n" * 10, lines=2) == "a\na\n[8 more lines]"


def test_a_line_is_cut_to_its_characters() -> None:
    """A flood of characters becomes the first characters and a number."""
    assert safe_text.line("x" * 10, 3) == "xxx [7 more characters]"


def test_an_empty_name_is_said_to_be_empty() -> None:
    """Nobody looks for a student whose name is nothing."""
    assert safe_text.name("") == "(no name)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ":\\:error::x"),
        ("  ::anything", "  :\\:anything"),
        ("see ::set-output name=a::b", "see :\\:set-output name=a::b"),
        (":::warning::x", ":\\:\\:warning::x"),
        ("##[group]", "#\\#[group]"),
        ("###vso[x]", "##\\#vso[x]"),
        ("test_a.py::test_b failed", "test_a.py::test_b failed"),
        ("## heading", "## heading"),
    ],
)
def test_commands_of_build_logs_are_broken(text: str, shown: str) -> None:
    """What a build log would obey, at the start of a line or where one may be wrapped, is no command any more."""
    assert shown == safe_text.line(text)


@given(st.recursive(any_text, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3)))
def test_json_is_ascii_and_holds_the_same_data(document: object) -> None:
    """Escaping changes how JSON is spelt, never what it says."""
    text = safe_text.dump_json(document)
    assert text.isascii()
    assert "##" not in text
    assert document == json.loads(text)


def test_stored_text_is_valid_unicode_and_otherwise_the_same() -> None:
    """A data format keeps a student's text, except what no strict reader would accept."""
    assert safe_text.stored("\x1b\u202e\n\ud800") == "\x1b\u202e\n\\ud800"


def test_names_that_became_equal_stay_apart() -> None:
    """No student is lost as a key of an object because cleaning made two names one."""
    assert safe_text.unique(["a", "a", "a (2)", "a"]) == ["a", "a (2)", "a (2) (2)", "a (3)"]
