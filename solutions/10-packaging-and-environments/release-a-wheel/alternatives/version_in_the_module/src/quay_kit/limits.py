"""The limits that travel with the package."""

import json
import pkgutil

Limits = dict[str, tuple[float, float]]
"""For each measure the lowest and the highest value that is allowed."""


def load_limits() -> Limits:
    """Read the limits that are shipped with this package."""
    data = pkgutil.get_data("quay_kit", "limits.json")
    assert data is not None
    return {measure: (pair[0], pair[1]) for measure, pair in json.loads(data).items()}
