"""Health checks of the yard servers: one template, four measurements, one runner."""

from collections.abc import Callable, Iterable
from typing import Protocol

SEVERITIES = ("info", "warning", "critical")

DiskUsage = Callable[[str], tuple[int, int, int]]
ProcessTable = Callable[[], Iterable[tuple[int, str]]]


class Connection(Protocol):
    """What the `connect` probe of a PortCheck returns; a socket fits (finished)."""

    def recv(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


Connect = Callable[[tuple[str, int]], Connection]


class CheckResult:
    """What one run of a check found (finished)."""

    def __init__(self, name: str, severity: str, status: str, detail: str) -> None:
        self.name = name
        self.severity = severity
        self.status = status
        self.detail = detail


class HealthCheck:  # TODO: make it an abstract base class
    """One thing to watch; a subclass says in `check` how it is measured."""

    def __init__(self, name: str, severity: str = "critical") -> None:
        raise NotImplementedError("Task 1: keep the name and a known severity")

    def check(self) -> tuple[bool, str]:
        """Measure once: whether all is well, and the detail for the report."""
        raise NotImplementedError("Task 1: make this method abstract")

    def run(self) -> CheckResult:
        """Run `check` and make a result of what it returns or raises."""
        raise NotImplementedError("Task 1: write the template")


class DiskCheck(HealthCheck):  # TODO: write its `check`; so for the next three classes
    """Whether the file system at a path has room."""

    def __init__(
        self, path: str, usage: DiskUsage, *, limit: int = 90, severity: str = "critical"
    ) -> None:
        raise NotImplementedError("Task 2: name the check and keep the probe")


class MemoryCheck(HealthCheck):
    """Whether memory is available."""

    def __init__(
        self, meminfo: Callable[[], str], *, limit: int = 90, severity: str = "critical"
    ) -> None:
        raise NotImplementedError("Task 2: name the check and keep the probe")


class ProcessCheck(HealthCheck):
    """Whether enough processes of one name are running."""

    def __init__(
        self, process: str, table: ProcessTable, *, minimum: int = 1, severity: str = "critical"
    ) -> None:
        raise NotImplementedError("Task 3: name the check and keep the probe")


class PortCheck(HealthCheck):
    """Whether a service answers on a port."""

    def __init__(
        self, host: str, port: int, connect: Connect, *, severity: str = "critical"
    ) -> None:
        raise NotImplementedError("Task 3: name the check and keep the probe")


class HealthRunner:
    """Runs checks in order and reports on them; knows nothing but HealthCheck."""

    def __init__(self, checks: Iterable[HealthCheck]) -> None:
        raise NotImplementedError("Task 4: keep the checks")

    def run(self) -> list[CheckResult]:
        """Run every check once, in order."""
        raise NotImplementedError("Task 4: run the checks")

    def report(self) -> str:
        """Run every check once and describe the results, one a line, and all in one line."""
        raise NotImplementedError("Task 4: write the report")
