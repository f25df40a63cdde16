"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A time by the clock on the wall says how busy the machine is; where time matters a test measures it itself.
settings.register_profile("quayside", deadline=None)
settings.load_profile("quayside")
