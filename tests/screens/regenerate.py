"""Writes what a student sees into docs/screens: the real commands, run in a real terminal, on a sample exercise.

    python -m tests.screens.regenerate [--check] [FOLDER]

Each screen is a text file and a picture (SVG); `--check` writes nothing and ends with 1 if a text differs from what is
there. The sample exercise and the attempts at it are made for this: nothing of a real solution is shown.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI, TerminalTheme
from rich.text import Text

from tests.builders import ROOT
from tests.student.ground import TALLY, own_file, student_repository
from tests.student.sittings import Sitting

FOLDER = ROOT / "docs" / "screens"
LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 36, 36),
    [
        (36, 36, 36),
        (180, 30, 30),
        (20, 110, 40),
        (130, 90, 0),
        (20, 80, 160),
        (120, 40, 130),
        (0, 110, 120),
        (90, 90, 90),
    ],
)
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
FOOT = "waiting for you to save"

BEGUN = """
def tally(values):
    counts = {}
    for value in values:
        counts[value] = 1
    return counts


def busiest(values):
    raise NotImplementedError("Task 2: find the busiest")


def report(values):
    raise NotImplementedError("Task 3: write the report")
"""
RENAMED = BEGUN.replace("def busiest", "def bussiest")
SYNTAX = BEGUN.replace("for value in values:", "for value in values")
RAISES = BEGUN.replace("counts[value] = 1", "counts[value] += 1")
ENDLESS = BEGUN.replace(
    "for value in values:\n        counts[value] = 1", "while values:\n        counts[values[0]] = 1"
)
DONE = """
from collections import Counter


def tally(values):
    return dict(Counter(values))


def busiest(values):
    if not values:
        raise ValueError("no gates")
    return Counter(values).most_common(1)[0][0]


def report(values):
    return [f"{gate}: {count} ({100 * count / len(values):.0f} %)" for gate, count in tally(values).items()]
"""


@dataclass(frozen=True)
class Scene:
    """One thing a student meets: what the file holds (None: as given out) and the command."""

    name: str
    content: str | None
    command: tuple[str, ...]
    module: str = "grader.cli.student"
    variants: tuple[str, ...] = ("80", "40")


@dataclass(frozen=True)
class Variant:
    """A kind of terminal."""

    columns: int = 80
    environment: Mapping[str, str] = field(default_factory=dict)
    theme: TerminalTheme = MONOKAI


VARIANTS = {
    "80": Variant(),
    "40": Variant(40),
    "light": Variant(theme=LIGHT),
    "no-colour": Variant(environment={"NO_COLOR": "1"}),
    "ascii": Variant(environment={"COURSE_ASCII": "1"}),
}
ALL = tuple(VARIANTS)

SCENES = (
    Scene("not-started", None, ("test", "tally")),
    Scene("first-failure", BEGUN, ("test", "tally"), variants=ALL),
    Scene("exception", RAISES, ("test", "tally")),
    Scene("missing-name", RENAMED, ("test", "tally", "--task", "2")),
    Scene("syntax", SYNTAX, ("test", "tally")),
    Scene("endless", ENDLESS, ("test", "tally", "--seconds", "1")),
    Scene("hint", BEGUN, ("hint", "tally")),
    Scene("list", BEGUN, ("list",)),
    Scene("passing", DONE, ("test", "tally")),
    Scene("watch", BEGUN, ("watch", "tally"), variants=ALL),
    Scene("watch-done", DONE, ("watch", "tally")),
)


def screens() -> Iterator[tuple[str, str, TerminalTheme, int]]:
    """Each screen: its name, what the terminal was sent, its colours and its width."""
    for scene in SCENES:
        for name in scene.variants:
            variant = VARIANTS[name]
            yield f"{scene.name}-{name}", _shown(scene, variant), variant.theme, variant.columns


def _shown(scene: Scene, variant: Variant) -> str:
    with tempfile.TemporaryDirectory() as name:
        root = student_repository(Path(name))
        if scene.content is not None:
            own_file(root, TALLY).write_text(scene.content.lstrip("\n"), encoding="utf-8")
        sitting = Sitting(
            root, *scene.command, columns=variant.columns, environment=variant.environment, module=scene.module
        )
        try:
            if scene.command[0] == "watch":
                text = sitting.until(FOOT)
                sitting.press("q")
                sitting.end()
            else:
                sitting.end()
                text = sitting.written
        finally:
            sitting.close()
    return last_screen(text)


def last_screen(text: str) -> str:
    """What stood on the screen at the end: after the last time that it was cleared, without line ends of terminals."""
    return re.split(r"\x1b\[H\x1b\[2J", text)[-1].replace("\r\n", "\n").rstrip() + "\n"


def picture(name: str, text: str, theme: TerminalTheme, columns: int) -> str:
    """An SVG of a screen; the same screen gives the same file."""
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text), end="")
    drawn = console.export_svg(title="course", theme=theme, unique_id=f"screen-{name}")
    # A picture of ours asks no other server for fonts; a reader's own monospaced font serves as well.
    return _FONT.sub("", drawn)


def main() -> int:
    """Write all screens, or say which are not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    stale = []
    for name, shown, theme, columns in screens():
        text = Text.from_ansi(shown).plain.rstrip() + "\n"
        path = chosen.folder / f"{name}.txt"
        if chosen.check:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
            continue
        chosen.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        svg = picture(name, shown, theme, columns)
        (chosen.folder / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
        print(path.name)
    for name in stale:
        print(f"{name} is not current: python -m tests.screens.regenerate", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
