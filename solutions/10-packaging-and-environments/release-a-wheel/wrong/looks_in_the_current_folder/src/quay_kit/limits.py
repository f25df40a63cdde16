"""Opens the limits at a path of the checkout, where the tests run.

Reply: Your program finds its limits only in the folder where it was written. Where do they lie once it is installed?

Fails: check_limits_are_printed check_limits_are_read_from_an_archive check_readings_are_judged check_unusable_readings_are_refused check_module_runs_like_the_command
"""

import json
from pathlib import Path

Limits = dict[str, tuple[float, float]]
"""For each measure the lowest and the highest value that is allowed."""


def load_limits() -> Limits:
    """Read the limits that are shipped with this package."""
    text = Path("src/quay_kit/limits.json").read_text(encoding="utf-8")
    return {measure: (low, high) for measure, (low, high) in json.loads(text).items()}
