"""`python -m pytest tests/benchmarks/bare_pytest.py`: one submission, one cold pytest, nothing protected."""

from __future__ import annotations

import pytest

from tests.benchmarks.unprotected import Check, all_checks

CHECKS = list(all_checks())


@pytest.mark.parametrize("check", CHECKS, ids=[check.id for check in CHECKS])
def test_check(check: Check) -> None:
    """One check of one exercise."""
    if check.waits:
        pytest.skip("waits")
    check.run()
