"""Measurements as tables and as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.contestants import Took


@dataclass
class Line:
    """What one contestant took for each submission, round by round."""

    name: str
    rounds: list[Took] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Median seconds on the clock."""
        return statistics.median(took.wall for took in self.rounds)

    @property
    def cpu(self) -> float:
        """Median seconds of the processor."""
        return statistics.median(took.cpu for took in self.rounds)

    def to_json(self) -> dict[str, Any]:
        """Medians and all rounds, in milliseconds."""
        return {
            "name": self.name,
            "wall_ms": round(self.wall * 1e3, 1),
            "cpu_ms": round(self.cpu * 1e3, 1),
            "rounds": [[round(took.wall * 1e3, 1), round(took.cpu * 1e3, 1)] for took in self.rounds],
        }


def milliseconds(seconds: float) -> str:
    """As in a table."""
    return f"{seconds * 1e3:,.0f}" if seconds >= 0.01 else f"{seconds * 1e3:,.1f}"


def side_by_side(console: Console, ours: Line, lines: Sequence[tuple[Line, str]], title: str) -> None:
    """All contestants with their ratios to ours; the text beside each says what is asked of the ratio."""
    table = Table(title=title, title_justify="left", caption_justify="left")
    table.add_column("per submission")
    for heading in ("wall ms", "cpu ms", "wall ratio", "cpu ratio"):
        table.add_column(heading, justify="right")
    table.add_column("asked for")
    for line, asked in lines:
        # For what is to be slower the ratio says how often ours fits into it, for a bound how often it fits into ours.
        wall, cpu = (line.wall / ours.wall, line.cpu / ours.cpu)
        if asked.startswith("at most"):
            wall, cpu = 1 / wall, 1 / cpu
        ratios = ("", "") if line is ours else (f"{wall:.2f}", f"{cpu:.2f}")
        table.add_row(line.name, milliseconds(line.wall), milliseconds(line.cpu), *ratios, asked)
    console.print(table)


def parts(console: Console, spent: dict[str, tuple[float, float]], title: str) -> None:
    """Where time goes: for each part seconds on the clock and of the processor."""
    table = Table(title=title, title_justify="left")
    table.add_column("part")
    for heading in ("wall ms", "wall %", "cpu ms"):
        table.add_column(heading, justify="right")
    total = sum(wall for wall, _ in spent.values())
    for name, (wall, cpu) in sorted(spent.items(), key=lambda item: -item[1][0]):
        table.add_row(name, milliseconds(wall), f"{100 * wall / total:.0f}", milliseconds(cpu) if cpu >= 0 else "")
    table.add_row("together", milliseconds(total), "100", "")
    console.print(table)


def rows(console: Console, title: str, headings: Sequence[str], content: Sequence[Sequence[str]]) -> None:
    """Any other table: names on the left, numbers on the right."""
    table = Table(title=title, title_justify="left")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    for row in content:
        table.add_row(*row)
    console.print(table)
