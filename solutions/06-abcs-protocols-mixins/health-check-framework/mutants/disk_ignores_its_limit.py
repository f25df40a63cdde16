"""A disk is judged by a limit of 90 whatever limit was given."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Protocol

SEVERITIES = ("info", "warning", "critical")

DiskUsage = Callable[[str], tuple[int, int, int]]
ProcessTable = Callable[[], Iterable[tuple[int, str]]]


class Connection(Protocol):
    """What the `connect` probe of a PortCheck returns; a socket fits."""

    def recv(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


Connect = Callable[[tuple[str, int]], Connection]


class CheckResult:
    """What one run of a check found."""

    def __init__(self, name: str, severity: str, status: str, detail: str) -> None:
        self.name = name
        self.severity = severity
        self.status = status
        self.detail = detail


class HealthCheck(ABC):
    """One thing to watch; a subclass says in `check` how it is measured."""

    def __init__(self, name: str, severity: str = "critical") -> None:
        if severity not in SEVERITIES:
            raise ValueError(f"unknown severity: {severity!r}")
        self.name, self.severity = name, severity

    @abstractmethod
    def check(self) -> tuple[bool, str]:
        """Measure once: whether all is well, and the detail for the report."""

    def run(self) -> CheckResult:
        """Run `check` and make a result of what it returns or raises."""
        try:
            healthy, detail = self.check()
            status = "ok" if healthy else "failing"
        except Exception as error:
            status, detail = "error", f"{type(error).__name__}: {error}"
        return CheckResult(self.name, self.severity, status, detail)


class DiskCheck(HealthCheck):
    """Whether the file system at a path has room."""

    def __init__(
        self, path: str, usage: DiskUsage, *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__(f"disk {path}", severity)
        self._path, self._usage, self._limit = path, usage, limit

    def check(self) -> tuple[bool, str]:
        """Compare the percentage in use with the limit."""
        total, used, _ = self._usage(self._path)
        return _judge_usage(used, total, 90)


class MemoryCheck(HealthCheck):
    """Whether memory is available."""

    def __init__(
        self, meminfo: Callable[[], str], *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__("memory", severity)
        self._meminfo, self._limit = meminfo, limit

    def check(self) -> tuple[bool, str]:
        """Compare the percentage that is not available with the limit."""
        text = self._meminfo()
        total = _kilobytes(text, "MemTotal")
        return _judge_usage(total - _kilobytes(text, "MemAvailable"), total, self._limit)


class ProcessCheck(HealthCheck):
    """Whether enough processes of one name are running."""

    def __init__(
        self, process: str, table: ProcessTable, *, minimum: int = 1, severity: str = "critical"
    ) -> None:
        super().__init__(f"process {process}", severity)
        self._process, self._table, self._minimum = process, table, minimum

    def check(self) -> tuple[bool, str]:
        """Count the processes of exactly this name."""
        running = sum(name == self._process for _, name in self._table())
        return running >= self._minimum, f"{running} running"


class PortCheck(HealthCheck):
    """Whether a service answers on a port."""

    def __init__(
        self, host: str, port: int, connect: Connect, *, severity: str = "critical"
    ) -> None:
        super().__init__(f"port {host}:{port}", severity)
        self._address, self._connect = (host, port), connect

    def check(self) -> tuple[bool, str]:
        """Wait for a first byte, and close the connection whatever happens."""
        try:
            with closing(self._connect(self._address)) as connection:
                answered = connection.recv(1) != b""
        except OSError as error:
            return False, type(error).__name__
        return answered, "answered" if answered else "hung up"


class HealthRunner:
    """Runs checks in order and reports on them; knows nothing but HealthCheck."""

    def __init__(self, checks: Iterable[HealthCheck]) -> None:
        self._checks = list(checks)

    def run(self) -> list[CheckResult]:
        """Run every check once, in order."""
        return [check.run() for check in self._checks]

    def report(self) -> str:
        """Run every check once and describe the results, one a line, and all in one line."""
        results = self.run()
        lines = [f"{one.status:<7} {one.severity:<8} {one.name}: {one.detail}" for one in results]
        unwell = [one.severity for one in results if one.status != "ok"]
        worst = f", worst: {max(unwell, key=SEVERITIES.index)}" if unwell else ""
        return "\n".join([*lines, f"{len(results) - len(unwell)} of {len(results)} ok{worst}"])


def _judge_usage(used: int, total: int, limit: int) -> tuple[bool, str]:
    """Whether `used` of `total` stays below `limit` percent, and the words for it."""
    percent = used * 100 // total if total else 0
    return percent < limit, f"{percent} % used"


def _kilobytes(meminfo: str, field: str) -> int:
    """The number on the line of `field`; raises ValueError if there is no such line."""
    for line in meminfo.splitlines():
        key, _, amount = line.partition(":")
        if key == field:
            return int(amount.split()[0])
    raise ValueError(f"no line for {field} in meminfo")
