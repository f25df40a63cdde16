"""The screens in the documentation are what students see."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rich.terminal_theme import MONOKAI

from tests.builders import ROOT
from tests.screens.regenerate import FOLDER, SCENES, last_screen, picture


def test_every_screen_is_there_as_text_and_as_a_picture() -> None:
    """For each scene in each of its kinds of terminal, and no other file."""
    wanted = {f"{scene.name}-{variant}" for scene in SCENES for variant in scene.variants}

    assert {name + end for name in wanted for end in (".txt", ".svg")} == {path.name for path in FOLDER.iterdir()}


def test_screens_keep_to_their_terminal() -> None:
    """Columns and characters; no colour codes in a text."""
    for path in FOLDER.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert (40 if "-40" in path.name else 80) >= max(map(len, text.splitlines()))
        assert "\x1b" not in text
        assert text.isascii() or "-ascii" not in path.name


def test_a_picture_of_the_same_screen_is_the_same_file() -> None:
    """So that a new picture in a commit means a new screen."""
    assert picture("x", "a\x1b[31mb\x1b[0m\n", MONOKAI, 40) == picture("x", "a\x1b[31mb\x1b[0m\n", MONOKAI, 40)
    assert "new\n" == last_screen("old\r\n\x1b[H\x1b[2Jnew\r\n")


@pytest.mark.slow
def test_the_screens_are_current() -> None:
    """The commands still say what the documentation shows."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.regenerate", "--check"], cwd=ROOT, capture_output=True, check=False
    )

    assert (0, b"") == (done.returncode, done.stderr)
