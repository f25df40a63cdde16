"""Visible tests of health-check-framework."""

import pytest

from health_check_framework import (
    CheckResult,
    DiskCheck,
    HealthCheck,
    HealthRunner,
    MemoryCheck,
    PortCheck,
    ProcessCheck,
)

MEMINFO = """\
MemTotal:       16000000 kB
MemFree:          400000 kB
MemAvailable:   12000000 kB
HugePages_Total:       0
"""


class Lantern(HealthCheck):
    """A check whose outcome the test decides."""

    def __init__(self, name: str, outcome: bool | Exception, severity: str = "critical") -> None:
        super().__init__(name, severity)
        self.outcome = outcome

    def check(self) -> tuple[bool, str]:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome, "seen"


class FakeConnection:
    """A connection that gives `data` or raises it, and remembers whether it was closed."""

    def __init__(self, data: bytes | OSError) -> None:
        self.data = data
        self.closed = False

    def recv(self, size: int) -> bytes:
        if isinstance(self.data, OSError):
            raise self.data
        return self.data[:size]

    def close(self) -> None:
        self.closed = True


def told(result: CheckResult) -> tuple[str, str, str, str]:
    """The four attributes of a result, to compare them all at once."""
    return result.name, result.severity, result.status, result.detail


def test_t1_a_check_without_check_cannot_be_made() -> None:
    """A subclass that forgot `check` is a class, but has no instances."""

    class Forgetful(HealthCheck):
        pass

    with pytest.raises(TypeError):
        Forgetful("forgetful")  # type: ignore[abstract, unused-ignore]


def test_t1_unknown_severity_raises() -> None:
    """A severity that is not in SEVERITIES raises ValueError."""
    with pytest.raises(ValueError):
        Lantern("pier 2", True, "urgent")


@pytest.mark.parametrize(("outcome", "status"), [(True, "ok"), (False, "failing")])
def test_t1_run_makes_a_result(outcome: bool, status: str) -> None:
    """Running a check gives a result with its name, severity, status and detail."""
    assert told(Lantern("pier 2", outcome, "info").run()) == ("pier 2", "info", status, "seen")


def test_t1_an_exception_becomes_an_error() -> None:
    """An exception raised by `check` becomes a result that names it."""
    result = Lantern("pier 2", ValueError("no lamp")).run()

    assert told(result) == ("pier 2", "critical", "error", "ValueError: no lamp")


@pytest.mark.parametrize(
    ("used", "expected"),
    [(449, (True, "74 % used")), (450, (False, "75 % used")), (600, (False, "100 % used"))],
    ids=["449 of 600", "450 of 600", "600 of 600"],
)
def test_t2_a_disk_fails_from_its_limit_on(used: int, expected: tuple[bool, str]) -> None:
    """A disk is well while its percentage in use is below the limit."""
    assert DiskCheck("/srv", lambda path: (600, used, 600 - used), limit=75).check() == expected


def test_t2_the_disk_probe_is_asked_at_each_check() -> None:
    """The probe is called with the path once a check, and not when the object is made."""
    asked: list[str] = []

    def usage(path: str) -> tuple[int, int, int]:
        asked.append(path)
        return 100, len(asked), 0

    check = DiskCheck("/data", usage)

    assert [check.check()[1], check.check()[1], asked] == [
        "1 % used",
        "2 % used",
        ["/data", "/data"],
    ]


def test_t2_memory_is_what_is_not_available() -> None:
    """Memory in use is the total minus what is available."""
    assert MemoryCheck(lambda: MEMINFO).check() == (True, "25 % used")


def test_t2_missing_memory_line_raises() -> None:
    """A text without one of the two lines raises ValueError."""
    check = MemoryCheck(lambda: "MemTotal: 16000000 kB\nMemFree: 400000 kB\n")

    with pytest.raises(ValueError):
        check.check()


@pytest.mark.parametrize(("minimum", "healthy"), [(1, True), (2, True), (3, False)])
def test_t3_processes_are_counted_by_exact_name(minimum: int, healthy: bool) -> None:
    """Only processes of exactly the wanted name count."""
    table = [(11, "reeferwatch"), (12, "reeferwatch-old"), (13, "reeferwatch")]
    check = ProcessCheck("reeferwatch", lambda: table, minimum=minimum)

    assert check.check() == (healthy, "2 running")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"hello", (True, "answered")),
        (b"", (False, "hung up")),
        (ConnectionResetError(), (False, "ConnectionResetError")),
    ],
    ids=["a greeting", "nothing", "a reset"],
)
def test_t3_a_port_is_judged_and_closed(data: bytes | OSError, expected: tuple[bool, str]) -> None:
    """A port is judged by its first byte, and its connection is closed in every case."""
    connection = FakeConnection(data)
    check = PortCheck("yard-3", 5050, lambda address: connection)

    assert (check.check(), connection.closed) == (expected, True)


def test_t4_a_round_goes_on_after_trouble() -> None:
    """All checks run in order, whatever became of the ones before."""
    checks = [Lantern("a", False), Lantern("b", OSError("dark")), Lantern("c", True)]

    results = HealthRunner(checks).run()

    assert [(result.name, result.status) for result in results] == [
        ("a", "failing"),
        ("b", "error"),
        ("c", "ok"),
    ]


def test_t4_a_runner_made_from_a_generator_runs_again() -> None:
    """A generator of checks is read once and kept."""
    runner = HealthRunner(Lantern(name, True) for name in ["a", "b"])

    assert [len(runner.run()), len(runner.run())] == [2, 2]


def test_t4_the_report_ends_with_the_worst_severity() -> None:
    """The report has a line for each result and a last line for all of them."""
    checks = [
        Lantern("pier 1", False, "info"),
        Lantern("pier 2", OSError("dark"), "warning"),
        Lantern("pier 3", True, "critical"),
    ]

    assert HealthRunner(checks).report().splitlines() == [
        "failing info     pier 1: seen",
        "error   warning  pier 2: OSError: dark",
        "ok      critical pier 3: seen",
        "1 of 3 ok, worst: warning",
    ]


def test_t4_a_round_without_checks_has_a_report() -> None:
    """No checks give a report of one line."""
    assert HealthRunner([]).report() == "0 of 0 ok"
