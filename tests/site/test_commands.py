"""The command `grader site`: what it prints, its exit codes, and that a live site follows what is saved."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.cli.main import run
from grader.cli.site import programs
from grader.errors import GraderError, UsageError
from grader.site.serve import serve
from grader.site.tree import Changes
from tests.site.courses import copy_course

WEEK = "06-copied-week"
PATIENCE = 120.0
"""Seconds after which a server that still does not show something counts as broken; it takes three to ten."""


@pytest.fixture
def unused_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def taken(port: int) -> Iterator[None]:
    """Listen on a port for a while."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", port))
        one.listen()
        yield


def shown(page: str) -> str:
    """What a server gives for a page; nothing if it does not answer."""
    try:
        with urllib.request.urlopen(page, timeout=10) as answer:  # noqa: S310 (our own server)
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again until something holds; fails when patience ends."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)  # between two looks


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one week, without its hidden half."""
    return copy_course(tmp_path / "course", (6,), solutions=False)


@pytest.mark.usefixtures("without_node")
def test_generate_says_what_it_did(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 0, says how much was written, and a second run writes nothing."""
    assert 0 == run(["site", "generate", "--course", str(course)])
    first = capsys.readouterr().out
    assert 0 == run(["site", "generate", "--course", str(course)])

    assert " written, 0 removed, 0 unchanged" in first
    assert "pages: 0 written" in capsys.readouterr().out
    assert (course / "build" / "site" / "pages" / "index.md").is_file()


def test_a_broken_link_ends_the_command_with_3(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A course whose texts link to nowhere is a broken course; file and line are named, nothing is written."""
    lesson = course / "weeks" / WEEK / "README.md"
    title, text = lesson.read_text(encoding="utf-8").split("\n", 1)
    lesson.write_text(f"{title}\n[x](nowhere.md)\n{text}", encoding="utf-8")

    assert 3 == run(["site", "generate", "--course", str(course)])
    assert f"weeks/{WEEK}/README.md: line 2: the link nowhere.md leads to no page" in capsys.readouterr().err
    assert not (course / "build").exists()


def test_checking_a_site_that_is_not_built_is_a_mistake(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` before `build` ends with 2 and says what to run."""
    assert 2 == run(["site", "check", "--course", str(course)])
    assert "run `grader site build`" in capsys.readouterr().err


def test_check_finds_what_was_broken_after_the_build(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` looks at the site as it is, whoever built it."""
    html = course / "build" / "site" / "html"
    html.mkdir(parents=True)
    (html / "index.html").write_text("<a href='gone/'>x</a>", encoding="utf-8")

    assert 3 == run(["site", "check", "--course", str(course)])
    assert "index.html: line 1: the link gone/ leads nowhere" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("without_node")
def test_a_live_site_follows_what_is_saved(course: Path, unused_port: int) -> None:
    """A page shows a saved lesson; a mistake is told and mended without starting again; stopping ends the server."""
    address = f"127.0.0.1:{unused_port}"
    lesson = course / "weeks" / WEEK / "README.md"
    text = lesson.read_text(encoding="utf-8")
    heard: list[Changes | GraderError] = []
    stop = threading.Event()
    server = threading.Thread(
        target=serve, args=(course, course / "build" / "site", programs(), address, heard.append, stop)
    )
    server.start()
    try:
        page = f"http://{address}/weeks/{WEEK}/"
        wait_until(lambda: "Template methods" in shown(page))
        lesson.write_text(f"{text}\n[x](nowhere.md)\n", encoding="utf-8")
        wait_until(lambda: any(isinstance(news, GraderError) for news in heard))
        lesson.write_text(f"{text}\nThe crane has been mended.\n", encoding="utf-8")
        wait_until(lambda: "The crane has been mended." in shown(page))
    finally:
        stop.set()
        server.join(PATIENCE)

    assert not server.is_alive()
    assert "" == shown(page)


@pytest.mark.slow
@pytest.mark.usefixtures("without_node")
def test_an_address_that_is_taken_is_said(course: Path, unused_port: int) -> None:
    """Where the server cannot start, the command ends and names the option that helps."""
    with taken(unused_port), pytest.raises(UsageError, match="the server ended"):
        serve(course, course / "build" / "site", programs(), f"127.0.0.1:{unused_port}", print)
