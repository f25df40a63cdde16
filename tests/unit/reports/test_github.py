"""On GitHub a student's text is data of our commands and code in our Markdown, never a command and never markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.model import Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import github

from . import sample
from .gold import assert_gold

COMMAND = re.compile(r"::(error|warning|notice) ((?:file=[^:,]+,)?(?:line=\d+,)?title=[^:,]*)::([^\r\n]*)")


def obeyed(line: str) -> bool:
    """Whether GitHub's runner would take a line for a command: the new form at its start, the old one anywhere."""
    return line.strip().startswith("::") or "##[" in line


def lines_of(text: str) -> list[str]:
    """The lines a runner sees; it ends them at a carriage return too."""
    return re.split(r"[\r\n]", text)


def test_what_is_printed_is_as_expected() -> None:
    """The whole text of a class and of a student equals the expected one."""
    assert_gold("github/class.txt", github.render(sample.small_class()))
    assert_gold("github/student.txt", github.render(sample.one_student()))


def test_every_command_is_ours() -> None:
    """Each line is a command of ours with one level, our properties and one line of data."""
    for report in (sample.small_class(), sample.one_student(), sample.hostile(), sample.big_class(40, 3, 8)):
        assert all(COMMAND.fullmatch(line) for line in github.commands(report).splitlines())


@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from(":#[\r\n%,"), max_size=40))
def test_no_text_becomes_a_command(text: str) -> None:
    """Whatever a name, a message or a file says: the same commands, and no line of the summary is one."""
    check = replace(sample.result(sample.BERTHS).checks[0], outcome=Outcome.WRONG, message=text, file=text, title=text)
    result = replace(sample.result(sample.BERTHS), checks=(check,), message=text, reply=text)
    report = Report(Level.L2, (SubmissionResult(text, (result,)),))
    found = lines_of(github.commands(report))
    assert [bool(COMMAND.fullmatch(line)) for line in found] == [True, True, False]
    assert not [line for line in lines_of(github.summary(report)) if obeyed(line)]


@pytest.mark.parametrize(
    ("text", "data"), [("50% of\n10", "50%25 of%0A10"), ("a, b: c", "a, b: c"), ("%0A::error::x", "%250A:\\:error::x")]
)
def test_data_is_escaped(text: str, data: str) -> None:
    """Per cent signs and line breaks are written as GitHub reads them."""
    result = replace(sample.result(sample.RESTART, verdict=Verdict.REJECTED), message=text)
    printed = github.commands(Report(Level.L2, (SubmissionResult("a", (result,)),)))
    assert f"::the files were refused%0A{data}\n" in printed


def test_properties_are_escaped() -> None:
    """Colons and commas of a name do not end a property."""
    printed = github.commands(Report(Level.L2, (SubmissionResult("a,b:c=d"),)))
    assert printed == "::notice title=Points - a%2Cb%3Ac=d::0 of 0 points\n"


def test_a_check_points_to_the_line_in_the_repository() -> None:
    """For one student, who has the files checked out, the annotation sits at the line; for a class it cannot."""
    place = f"file=weeks/{sample.BERTHS}/berth_board.py,line=31,"
    assert place in github.commands(sample.one_student())
    assert "file=" not in github.commands(sample.small_class())


def test_ten_of_a_level_at_most_and_faults_among_them() -> None:
    """GitHub drops the eleventh in silence, so the tenth says how many there are; faults come before all else."""
    report = sample.big_class(40, 3, 8)
    fault = sample.result(sample.HEALTH, verdict=Verdict.GRADER_ERROR)
    report = replace(report, submissions=(*report.submissions, SubmissionResult("last", (fault,))))
    printed = github.commands(report).splitlines()
    for level in github.LEVELS:
        assert sum(line.startswith(f"::{level} ") for line in printed) <= github.PER_LEVEL
    assert sum("Needs a human" in line for line in printed) == len(report.faults)
    assert re.search(r"^::error title=More::\d+ more are not annotated$", "\n".join(printed), re.MULTILINE)


def test_the_summary_holds_no_markup_of_students() -> None:
    """A Markdown parser finds no link, no image, no HTML but our `<pre>`, and one row for each student."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(github.summary(sample.hostile()))
    flat = [token for outer in tokens for token in (outer, *(outer.children or ()))]
    assert not {"link_open", "image", "html_inline"} & {token.type for token in flat}
    blocks = [token.content.strip() for token in flat if token.type == "html_block"]
    assert all(re.fullmatch(r"<pre>[^<>]*</pre>", block) for block in blocks)
    assert sum(token.type == "tr_open" for token in flat) == 1 + len(sample.NASTY)


def test_names_are_code() -> None:
    """A name with backticks, bars and mentions stays one piece of code."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(github.summary(sample.hostile()))
    code = [child.content for token in tokens for child in token.children or () if child.type == "code_inline"]
    assert "[click](http://e.example) ![x](http://e.example/p.png) | ` `` @octocat <b>" in code


def test_decorators_in_titles_greet_nobody() -> None:
    """`@property` in a title is code: GitHub has a user of that name."""
    report = replace(sample.one_student(), titles={sample.BERTHS: "Use @property & <b>"})
    assert "### Use `@property` &amp; &lt;b&gt; 4/20" in github.summary(report)


def test_a_summary_that_is_too_long_is_cut_at_a_paragraph() -> None:
    """GitHub shows nothing of a summary above a megabyte, so ours ends before, and says so."""
    fault = sample.result(sample.HEALTH, verdict=Verdict.GRADER_ERROR, message="é" * 4_000)
    report = Report(Level.L2, tuple(SubmissionResult(f"s{number}", (fault,)) for number in range(300)))
    summary = github.summary(report)
    assert len(summary.encode("utf-8")) < 1_000_000
    assert summary.endswith("The rest is cut: GitHub shows no longer summaries.\n")
