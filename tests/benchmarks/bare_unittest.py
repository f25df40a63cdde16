"""`python -m unittest tests.benchmarks.bare_unittest`: one submission, one process, nothing protected."""

from __future__ import annotations

import unittest

from tests.benchmarks.unprotected import Check, all_checks


class Week(unittest.TestCase):
    """One test for each check; they are added below."""


def _test(check: Check) -> object:
    def test(self: unittest.TestCase) -> None:
        if check.waits:
            self.skipTest("waits")
        check.run()

    return test


for _number, _check in enumerate(all_checks()):
    setattr(Week, f"test_{_number:04d}", _test(_check))
