"""Puts an abstract class of usage between HealthCheck and the checks of disk and memory.

The two then only say how much of what is in use. PortCheck closes by try and finally.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
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
        SEVERITIES.index(severity)  # a ValueError if it is not one of them
        self.name = name
        self.severity = severity

    @abstractmethod
    def check(self) -> tuple[bool, str]:
        """Measure once: whether all is well, and the detail for the report."""
        raise NotImplementedError

    def run(self) -> CheckResult:
        """Run `check` and make a result of what it returns or raises."""
        status = "error"
        try:
            healthy, detail = self.check()
        except Exception as error:
            detail = ": ".join([type(error).__name__, str(error)])
        else:
            status = "ok" if healthy else "failing"
        return CheckResult(self.name, self.severity, status, detail)


class _UsageCheck(HealthCheck):
    """Something of which a part is in use; a subclass measures the part and the whole."""

    def __init__(self, name: str, limit: int, severity: str) -> None:
        super().__init__(name, severity)
        self._limit = limit

    @abstractmethod
    def _measure(self) -> tuple[int, int]:
        """What is in use, and of how much."""

    def check(self) -> tuple[bool, str]:
        used, total = self._measure()
        percent = 0 if total == 0 else 100 * used // total
        return not percent >= self._limit, f"{percent} % used"


class DiskCheck(_UsageCheck):
    """Whether the file system at a path has room."""

    def __init__(
        self, path: str, usage: DiskUsage, *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__("disk " + path, limit, severity)
        self.path = path
        self.usage = usage

    def _measure(self) -> tuple[int, int]:
        total, used, _ = self.usage(self.path)
        return used, total


class MemoryCheck(_UsageCheck):
    """Whether memory is available."""

    def __init__(
        self, meminfo: Callable[[], str], *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__("memory", limit, severity)
        self.meminfo = meminfo

    def _measure(self) -> tuple[int, int]:
        fields = dict(line.split(":", 1) for line in self.meminfo().splitlines())
        try:
            total, available = (
                int(fields[key].removesuffix("kB")) for key in ("MemTotal", "MemAvailable")
            )
        except KeyError as error:
            raise ValueError(f"meminfo lacks {error}") from None
        return total - available, total


class ProcessCheck(HealthCheck):
    """Whether enough processes of one name are running."""

    def __init__(
        self, process: str, table: ProcessTable, *, minimum: int = 1, severity: str = "critical"
    ) -> None:
        super().__init__("process " + process, severity)
        self.process = process
        self.table = table
        self.minimum = minimum

    def check(self) -> tuple[bool, str]:
        found = len([pid for pid, name in self.table() if name == self.process])
        return found >= self.minimum, f"{found} running"


class PortCheck(HealthCheck):
    """Whether a service answers on a port."""

    def __init__(
        self, host: str, port: int, connect: Connect, *, severity: str = "critical"
    ) -> None:
        super().__init__(f"port {host}:{port}", severity)
        self.address = host, port
        self.connect = connect

    def check(self) -> tuple[bool, str]:
        try:
            connection = self.connect(self.address)
            try:
                first = connection.recv(1)
            finally:
                connection.close()
        except OSError as error:
            return False, type(error).__name__
        return (True, "answered") if first else (False, "hung up")


class HealthRunner:
    """Runs checks in order and reports on them; knows nothing but HealthCheck."""

    def __init__(self, checks: Iterable[HealthCheck]) -> None:
        self.checks = tuple(checks)

    def run(self) -> list[CheckResult]:
        return [*(check.run() for check in self.checks)]

    def report(self) -> str:
        text, healthy, worst = "", 0, -1
        results = self.run()
        for result in results:
            text += f"{result.status.ljust(7)} {result.severity.ljust(8)} "
            text += f"{result.name}: {result.detail}\n"
            if result.status == "ok":
                healthy += 1
            else:
                worst = max(worst, SEVERITIES.index(result.severity))
        text += f"{healthy} of {len(results)} ok"
        return text if worst < 0 else f"{text}, worst: {SEVERITIES[worst]}"
