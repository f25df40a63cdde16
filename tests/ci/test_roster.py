"""Tests of grader.course.roster: every way a spreadsheet writes a class is read, and every mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course.roster import Enrolment, read_roster
from grader.errors import UsageError


@pytest.mark.parametrize(
    "text",
    [
        b"student,repository,branch\nana,https://example.org/a.git,main\n",
        b"\xef\xbb\xbfStudent;Repository;Branch\r\nana;https://example.org/a.git;main\r\n;;\r\n",
        b"name\tbranch\trepository\tstudent\nAna Ruiz\tmain\thttps://example.org/a.git\tana\n",
        b'"student","repository","branch"\n\n" ana ","https://example.org/a.git","main"\n',
    ],
    ids=["plain", "excel", "tabs-and-other-columns", "quoted"],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, text: bytes) -> None:
    """Commas, semicolons and tabs, a byte order mark, empty lines, other columns and any order of them are fine."""
    path = tmp_path / "roster.csv"
    path.write_bytes(text)

    assert (Enrolment("ana", "https://example.org/a.git", "main"),) == read_roster(path)


def test_owner_and_name_are_a_repository_on_the_server(tmp_path: Path) -> None:
    """`our-class/ana` becomes an address on the server; the branch may be missing."""
    path = tmp_path / "roster.csv"
    path.write_text("student,repository\nana,our-class/ana\nben,git@example.org:our-class/ben.git\n")
    ana, ben = read_roster(path, "https://git.example.org/")

    assert ("https://git.example.org/our-class/ana.git", "", "https") == (ana.repository, ana.branch, ana.protocol)
    assert "ssh" == ben.protocol


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("../ana,our-class/ana", "line 2: the student '../ana' has to be a short name"),
        ("con.x,our-class/ana", "line 2: the student 'con.x' has to be"),
        (".hidden,our-class/ana", "line 2: the student '.hidden' has to be"),
        ("=1+1,our-class/ana", "line 2: the student '=1+1' has to be"),
        ("ana,", "line 2: the repository is missing"),
        ("ana,--upload-pack=evil", "line 2: the repository is no address"),
        ("ana,ext::sh -c evil", "neither owner/name nor an address"),
        ("ana,folder/../../ana", "neither owner/name nor an address"),
        ("ana,https://me:secret@example.org/ana.git", "holds a user or a password"),
        ("ana,our-class/ana,-b", "'-b' is no name of a branch"),
        ("ana,our-class/ana,a..b", "'a..b' is no name of a branch"),
        ("ana,our-class/a\nANA,our-class/b", "the student 'ana' is there twice"),
        ("ana,our-class/a\nben,our-class/a", "the repository 'https://github.com/our-class/a.git' is there twice"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    """No name that is no folder, no address that git would take for an option or a program, nobody twice."""
    path = tmp_path / "roster.csv"
    path.write_text(f"student,repository,branch\n{line}\n")

    with pytest.raises(UsageError, match="(?s)") as caught:
        read_roster(path)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"", "has no column called student and none called repository"),
        (b"student,repo\nana,x/y\n", "has no column called repository"),
        (b"student,repository\n", "names no student"),
        (b"student,repository\n\xff,x/y\n", "is not UTF-8"),
        (b'student,repository\n"ana,x/y\n', "is no CSV"),
    ],
    ids=["absent", "empty", "no-column", "nobody", "latin-1", "open-quote"],
)
def test_a_file_that_is_no_roster_is_one_clear_error(tmp_path: Path, content: bytes | None, said: str) -> None:
    """What is wrong with the file as a whole is said in a sentence, with the way out."""
    path = tmp_path / "roster.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UsageError) as caught:
        read_roster(path)
    assert said in caught.value.message
    assert caught.value.fix


def test_many_mistakes_are_counted(tmp_path: Path) -> None:
    """The first three are named, the rest are counted."""
    path = tmp_path / "roster.csv"
    path.write_text("student,repository\n" + ",x/y\n" * 5)

    with pytest.raises(UsageError, match="line 2: .*line 4: .*and 2 more"):
        read_roster(path)
