"""Takes the folder of its own file for granted, which an archive does not have.

Reply: Your program asks the disk for a file that lies in an archive. Which module of the standard library reads files of a package wherever it came from?

Fails: check_limits_are_read_from_an_archive
"""

import json
from pathlib import Path

Limits = dict[str, tuple[float, float]]
"""For each measure the lowest and the highest value that is allowed."""


def load_limits() -> Limits:
    """Read the limits that are shipped with this package."""
    text = Path(__file__).with_name("limits.json").read_text(encoding="utf-8")
    return {measure: (low, high) for measure, (low, high) in json.loads(text).items()}
