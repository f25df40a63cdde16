"""The map of the course: which week needs which, as a drawing with links and as a list that says the same.

The drawing is SVG made here, so that it needs no script, follows the colours of the page and prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.model import Week
from grader.site.links import relative
from grader.site.rendering import render
from grader.site.week_pages import week_page

MAP = "map/index.md"
BOX_WIDTH, BOX_HEIGHT = 190, 70
PASSAGE = 10
"""Room for a line that passes between boxes."""
GAP_X, GAP_Y = 20, 46
MARGIN = 8
TITLE_WIDTH, TITLE_LINES = 17, 3

Needs = Mapping[int, frozenset[int]]
Slot = int | tuple[int, int, int]
"""What has a place in a row: the number of a week, or a line from a week to another with the row that it passes."""


@dataclass(frozen=True)
class Node:
    """A week in the drawing: its place in pixels, its title in lines, its link; no link where it is not here yet."""

    number: int
    title: tuple[str, ...]
    link: str
    left: int
    top: int


@dataclass(frozen=True)
class Edge:
    """A line from a week to one that needs it, as the data of an SVG path."""

    before: int
    after: int
    path: str


@dataclass(frozen=True)
class Drawing:
    """All that is drawn, and its size."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def render_map(course: Course) -> str:
    """The page of the map."""
    titles = {week.number: week.title for week in course.weeks}
    rows = [
        {
            "week": week,
            "link": relative(MAP, week_page(week), urls=True),
            "needs": [(number, titles.get(number, "not here yet")) for number in week.needs],
        }
        for week in course.weeks
    ]
    return render("map.md.j2", drawing=draw(course), rows=rows, box=(BOX_WIDTH, BOX_HEIGHT))


def draw(course: Course) -> Drawing:
    """The weeks in rows, each below all that it needs; lines over several rows pass between the boxes."""
    needs = needs_of(course)
    ways = {(before, after) for after, befores in reduced(needs).items() for before in befores}
    rows = _rows(needs, ways)
    width = max(map(_row_width, rows), default=BOX_WIDTH) + 2 * MARGIN
    weeks = {week.number: week for week in course.weeks}
    nodes: dict[int, Node] = {}
    points: dict[Slot, tuple[int, int]] = {}
    for depth, row in enumerate(rows):
        left, top = (width - _row_width(row)) // 2, MARGIN + depth * (BOX_HEIGHT + GAP_Y)
        for slot in row:
            if isinstance(slot, int):
                nodes[slot] = _node(slot, weeks.get(slot), left, top)
            points[slot] = (left + _slot_width(slot) // 2, top)
            left += _slot_width(slot) + GAP_X
    edges = [Edge(before, after, _path((before, after), points)) for before, after in sorted(ways)]
    height = 2 * MARGIN + len(rows) * (BOX_HEIGHT + GAP_Y) - GAP_Y
    return Drawing(tuple(nodes[number] for number in sorted(nodes)), tuple(edges), width, height)


def _node(number: int, week: Week | None, left: int, top: int) -> Node:
    words = textwrap.wrap(week.title if week else "not here yet", TITLE_WIDTH) or [""]
    title = (*words[: TITLE_LINES - 1], " ".join(words[TITLE_LINES - 1 :])) if words[TITLE_LINES:] else tuple(words)
    return Node(number, title, relative(MAP, week_page(week), urls=True) if week else "", left, top)


def _slot_width(slot: Slot) -> int:
    return BOX_WIDTH if isinstance(slot, int) else PASSAGE


def _row_width(row: Sequence[Slot]) -> int:
    return sum(map(_slot_width, row)) + GAP_X * (len(row) - 1)


def needs_of(course: Course) -> Needs:
    """Number of each week to the numbers it needs; a week that is needed but not here needs nothing."""
    found = {week.number: frozenset(week.needs) - {week.number} for week in course.weeks}
    missing = frozenset().union(*found.values()) - set(found)
    return {**dict.fromkeys(sorted(missing), frozenset()), **found}


def reduced(needs: Needs) -> dict[int, list[int]]:
    """Needs without those that follow from others: 08 needs 07, 07 needs 05, so 08 need not be tied to 05."""
    return {
        number: sorted(one for one in direct if not any(one in _all_before(other, needs) for other in direct))
        for number, direct in needs.items()
    }


def _all_before(number: int, needs: Needs) -> frozenset[int]:
    """Everything that a week needs, through others too; a circle ends where it began."""
    found: set[int] = set()
    waiting = list(needs[number])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(needs[one])
    return frozenset(found)


def _rows(needs: Needs, ways: Collection[tuple[int, int]]) -> list[list[Slot]]:
    """Weeks by the length of the longest way to them, with room for lines that pass; in a row, each near its needs."""
    depth: dict[int, int] = {}
    for number in sorted(needs, key=lambda one: (len(_all_before(one, needs)), one)):
        # Whatever a week needs has fewer weeks before it, so it has its depth already; a circle has not.
        depth[number] = 1 + max((depth.get(before, -1) for before in needs[number]), default=-1)
    rows: list[list[Slot]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    above: dict[Slot, list[Slot]] = {number: [] for number in depth}
    for number in sorted(depth):
        rows[depth[number]].append(number)
    for before, after in sorted(ways):
        last: Slot = before
        for row in range(depth[before] + 1, depth[after]):
            passage = (before, after, row)
            rows[row].append(passage)
            above[passage] = [last]
            last = passage
        above[after].append(last)
    place: dict[Slot, float] = {}
    for listed in rows:
        listed.sort(key=lambda slot: _mean(place[one] for one in above[slot] if one in place))
        place |= _middles(listed)
    return rows


def _middles(row: Sequence[Slot]) -> dict[Slot, float]:
    """The middle of each slot, counted from the middle of the row."""
    left, found = -_row_width(row) / 2, {}
    for slot in row:
        found[slot] = left + _slot_width(slot) / 2
        left += _slot_width(slot) + GAP_X
    return found


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _path(way: tuple[int, int], points: Mapping[Slot, tuple[int, int]]) -> str:
    """The line from a week down to another, through the passages that were kept free for it."""
    before, after = way
    passages = sorted(slot for slot in points if isinstance(slot, tuple) and slot[:2] == way)
    x, top = points[before]
    y = top + BOX_HEIGHT
    path = f"M{x} {y}"
    stops: tuple[Slot, ...] = (*passages, after)
    for slot in stops:
        next_x, next_y = points[slot]
        bend = (next_y - y) // 2
        path += f" C{x} {y + bend} {next_x} {next_y - bend} {next_x} {next_y}"
        x, y = next_x, next_y
        if slot != after:
            y += BOX_HEIGHT
            path += f" V{y}"
    return path
