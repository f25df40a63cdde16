"""The HTML report is one quiet file: nothing from outside, no markup from students, readable without colour."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from grader.model import Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import html

from . import sample
from .gold import assert_gold

STYLE = (html.TEMPLATES / "report.css").read_text(encoding="utf-8")
TEXT_ON = [
    *((ink, paper) for ink in ("ink", "muted", "link") for paper in ("paper", "raised", "sheet")),
    *((f"{name}-ink", name) for name in ("good", "bad", "limit", "quiet", "fault")),
    ("fault-ink", "raised"),
    ("fault-ink", "paper"),
    ("bad-ink", "paper"),
]
"""Names of the colours of text and of what it stands on."""


@dataclass
class Page(HTMLParser):
    """What a browser would see: tags with attributes, text, and what is in the style element."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags, self.text = [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)

    def all(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@pytest.fixture(scope="module")
def small() -> str:
    """The page of the small class."""
    return html.render(sample.small_class())


@pytest.fixture(scope="module")
def hostile() -> Page:
    """The page of the hostile class."""
    return Page(html.render(sample.hostile()))


def test_the_page_is_as_expected(small: str) -> None:
    """All but the style sheet equals the expected page."""
    assert_gold("html/class.html", small[small.index("<body>") :])


def test_nothing_is_loaded_and_nothing_runs(small: str) -> None:
    """No address, no script, no form, no style attribute: the policy would forbid them, and they are not there."""
    page = Page(small)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form", "base", "audio"}
    assert all(href.startswith("#") for href in page.all("href"))
    assert not page.all("src") + page.all("style") + page.all("srcset") + page.all("action")
    assert not re.search(r"https?:|url\(|@import", small)
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]


def test_the_policy_allows_the_style_sheet_and_nothing_else(small: str) -> None:
    """The hash in the policy is that of the style element, so that no other style could come in."""
    style = re.search(r"<style>(.*?)</style>", small, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy in Page(small).all("content")


def test_links_lead_somewhere_and_ids_are_unique(small: str) -> None:
    """Every anchor exists once."""
    page = Page(small)
    assert not [id_ for id_, count in Counter(page.all("id")).items() if count > 1]
    assert {href[1:] for href in page.all("href")} <= set(page.all("id"))
    assert set(page.all("aria-labelledby")) <= set(page.all("id"))


def test_tables_and_landmarks_are_named(small: str) -> None:
    """Every header cell says what it heads; the page has its landmarks and a language."""
    page = Page(small)
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert all(attributes.get("aria-hidden") == "true" for tag, attributes in page.tags if tag == "svg")


@pytest.mark.parametrize("state", [*Outcome, *(verdict for verdict in Verdict if verdict is not Verdict.GRADED)])
def test_every_state_is_a_word_and_a_sign(small: str, state: Outcome | Verdict) -> None:
    """A cell holds a word for those who listen, and the sheet draws a sign of its own over it."""
    sign = html.SIGNS[state]
    assert re.search(rf"<td class={sign.css}>(<a [^>]*>)?{sign.word}", small)
    assert f'.map .{sign.css}::before {{content: "{sign.sign}"' in small
    assert [other.sign for other in html.SIGNS.values()].count(sign.sign) == 1


def test_hostile_text_makes_no_tag(hostile: Page) -> None:
    """A class of hostile students uses the tags and attributes that a friendly one uses, and their text is text."""
    friendly = Page(html.render(sample.small_class()))
    assert {tag for tag, _ in hostile.tags} <= {tag for tag, _ in friendly.tags} | {"small", "details", "summary"}
    names = {key for _, attributes in friendly.tags for key in attributes}
    assert {key for _, attributes in hostile.tags for key in attributes} <= names
    assert any("<script>alert(1)</script>" in text for text in hostile.text)


def test_hostile_text_is_printable_and_no_template(hostile: Page) -> None:
    """No control, no override of direction, no surrogate; what looks like a template stays text."""
    assert all(char.isprintable() or char == "\n" for text in hostile.text for char in text)
    assert any("{{ 7 * 7 }}" in text for text in hostile.text)


def test_faults_need_a_human_first(small: str) -> None:
    """The fault comes before all figures, with its message, and the total of that student carries a mark."""
    faults = small[small.index('id="faults"') : small.index('id="totals"')]
    assert "李小龍" in faults
    assert sample.FAULT in faults
    assert "The same again when run alone." in faults
    assert small.count('title="a part was not judged"') == 2


def test_without_faults_the_page_says_so() -> None:
    """Nobody has to wonder whether the section was forgotten."""
    report = sample.small_class()
    assert "Every exercise was judged." in html.render(replace(report, submissions=report.submissions[:2]))


def test_misconceptions_come_with_number_and_names(small: str) -> None:
    """The mistake met most, how often, where, and by whom."""
    found = small[small.index('id="misconceptions"') : small.index('id="points"')]
    assert sample.MISCONCEPTION in found
    assert '<span class="count">2</span>' in found
    assert [name in found for name in ("amina-yusuf", "jonas-vd-berg", "Zoë Brontë")] == [True, True, False]


def test_totals_leave_out_who_was_not_judged(small: str) -> None:
    """The bars count each student once, and those with a fault not at all."""
    bars = re.findall(r'<rect width="[\d.]+" height="10"/></svg><span>(\d+)</span>', small)
    assert len(bars) == len(html.BINS)
    assert sum(map(int, bars)) == 5


def test_hardest_checks_count_who_was_judged(small: str) -> None:
    """Those who handed in nothing make no check harder."""
    hardest = small[small.index('id="hardest"') : small.index('id="students"')]
    assert "1 of 4 pass; most often: wrong" in hardest


def test_a_failure_is_told_in_full(small: str) -> None:
    """Sentence, message, place and reply stand in the section of the student."""
    section = small[small.index('id="s2"') : small.index('id="s3"')]
    for told in ("berth.book(hours=30)", "look at <code>berth_board.py:31</code>", "2 more checks wait", sample.REPLY):
        assert told in section


def test_a_large_class_stays_small() -> None:
    """Two hundred students, ten exercises, fourteen checks: under six megabytes, with a cell for each."""
    page = html.render(sample.big_class(200, 10, 14))
    assert len(page.encode("utf-8")) < 6_000_000
    assert len(re.findall(r"<td class=\w", page)) == 200 * 10 * 14


def test_messages_share_a_budget() -> None:
    """If every check fails with a flood of text, each message is cut shorter, and the page stays small."""
    check = replace(sample.result(sample.BERTHS).checks[0], outcome=Outcome.WRONG, message="flood " * 5_000)
    checks = tuple(replace(check, id=f"check_{number}") for number in range(14))
    flooded = replace(sample.result(sample.BERTHS), checks=checks)
    submissions = tuple(SubmissionResult(f"s{n}", (flooded,) * 10) for n in range(200))
    assert len(html.render(Report(Level.L2, submissions)).encode("utf-8")) < 16_000_000


def colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme; dark ones replace light ones."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark)) if scheme == "dark" else found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_ON)
def test_text_has_the_contrast_of_wcag_aa(scheme: str, ink: str, paper: str) -> None:
    """Every text stands out from what it stands on by 4.5 to 1, in both schemes."""
    low, high = sorted(luminance(colours(scheme)[name]) for name in (ink, paper))
    assert (high + 0.05) / (low + 0.05) >= 4.5
