"""Own tests of the health checks: probes go in, results come out."""

import pytest

from health_check_framework import DiskCheck, HealthRunner


def disk(path: str, used: int, *, limit: int = 90, severity: str = "critical") -> DiskCheck:
    """A check of a disk of 1000 bytes, `used` of them in use."""
    return DiskCheck(path, lambda _: (1000, used, 1000 - used), limit=limit, severity=severity)


def unreadable(path: str) -> tuple[int, int, int]:
    """A probe that breaks."""
    raise PermissionError(path)


@pytest.mark.parametrize(
    ("used", "limit", "status"),
    [(599, 60, "ok"), (600, 60, "failing"), (100, 60, "ok"), (940, 95, "ok")],
)
def test_own_a_disk_fails_from_its_limit_on(used: int, limit: int, status: str) -> None:
    """A disk is ok below its limit and fails from there on."""
    assert disk("/srv", used, limit=limit).run().status == status


def test_own_the_detail_tells_the_percentage_in_use() -> None:
    """The detail of a disk tells how much is in use, not how much is free."""
    assert disk("/srv", 238).run().detail == "23 % used"


def test_own_a_broken_probe_is_an_error() -> None:
    """A probe that raises makes the result an error that names the exception."""
    result = DiskCheck("/root", unreadable).run()

    assert (result.status, result.detail) == ("error", "PermissionError: /root")


def test_own_the_round_goes_on_after_trouble() -> None:
    """Checks after a failing one and after a broken one run all the same."""
    runner = HealthRunner([disk("/a", 990), DiskCheck("/b", unreadable), disk("/c", 10)])

    assert [result.status for result in runner.run()] == ["failing", "error", "ok"]


@pytest.mark.parametrize("severities", [("info", "warning"), ("warning", "info")])
def test_own_the_report_ends_with_the_worst_severity(severities: tuple[str, str]) -> None:
    """The last line counts what is ok and names the worst severity of what is not."""
    first, second = severities
    checks = [disk("/a", 990, severity=first), disk("/b", 990, severity=second), disk("/c", 10)]

    assert HealthRunner(checks).report().splitlines()[-1] == "1 of 3 ok, worst: warning"
