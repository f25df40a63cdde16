"""The limits that travel with the package."""

import json
from importlib import resources

Limits = dict[str, tuple[float, float]]
"""For each measure the lowest and the highest value that is allowed."""


def load_limits() -> Limits:
    """Read the limits that are shipped with this package."""
    text = resources.files("quay_kit").joinpath("limits.json").read_text(encoding="utf-8")
    return {measure: (low, high) for measure, (low, high) in json.loads(text).items()}
