"""The formats that come with the tool: each takes the events and returns a text."""

from typing import Any


def count(events: list[dict[str, Any]]) -> str:
    """How many events there are."""
    return f"{len(events)}\n"


def plates(events: list[dict[str, Any]]) -> str:
    """A line with the plate of each event."""
    return "".join(f"{event['plate']}\n" for event in events)
