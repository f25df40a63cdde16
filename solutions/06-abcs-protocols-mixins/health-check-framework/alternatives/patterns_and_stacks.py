"""Reads meminfo by a regular expression, closes by an ExitStack, ranks severities by a dict."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import Protocol

SEVERITIES = ("info", "warning", "critical")
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}

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
        if RANK.get(severity) is None:
            raise ValueError(severity)
        self._name = name
        self._severity = severity

    @property
    def name(self) -> str:
        """Read-only here."""
        return self._name

    @property
    def severity(self) -> str:
        """Read-only here."""
        return self._severity

    @abstractmethod
    def check(self) -> tuple[bool, str]:
        """Measure once: whether all is well, and the detail for the report."""

    def run(self) -> CheckResult:
        """Run `check` and make a result of what it returns or raises."""
        try:
            healthy, detail = self.check()
            status = "ok" if healthy else "failing"
        except Exception as error:
            status, detail = "error", f"{error.__class__.__name__}: {error}"
        return CheckResult(self._name, self._severity, status, detail)


class DiskCheck(HealthCheck):
    """Whether the file system at a path has room."""

    def __init__(
        self, path: str, usage: DiskUsage, *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__(f"disk {path}", severity)
        self._usage = partial(usage, path)
        self._limit = limit

    def check(self) -> tuple[bool, str]:
        total, used, _ = self._usage()
        percent = used * 100 // max(total, 1)
        return percent < self._limit, f"{percent} % used"


class MemoryCheck(HealthCheck):
    """Whether memory is available."""

    _LINE = re.compile(r"^(MemTotal|MemAvailable):\s*(\d+)", re.MULTILINE)

    def __init__(
        self, meminfo: Callable[[], str], *, limit: int = 90, severity: str = "critical"
    ) -> None:
        super().__init__("memory", severity)
        self._meminfo, self._limit = meminfo, limit

    def check(self) -> tuple[bool, str]:
        amounts = {key: int(digits) for key, digits in self._LINE.findall(self._meminfo())}
        if len(amounts) < 2:
            raise ValueError("meminfo is incomplete")
        total, available = amounts["MemTotal"], amounts["MemAvailable"]
        percent = (total - available) * 100 // max(total, 1)
        return percent < self._limit, f"{percent} % used"


class ProcessCheck(HealthCheck):
    """Whether enough processes of one name are running."""

    def __init__(
        self, process: str, table: ProcessTable, *, minimum: int = 1, severity: str = "critical"
    ) -> None:
        super().__init__(f"process {process}", severity)
        self._process, self._table, self._minimum = process, table, minimum

    def check(self) -> tuple[bool, str]:
        running = Counter(name for _, name in self._table())[self._process]
        return running >= self._minimum, f"{running} running"


class PortCheck(HealthCheck):
    """Whether a service answers on a port."""

    def __init__(
        self, host: str, port: int, connect: Connect, *, severity: str = "critical"
    ) -> None:
        super().__init__(f"port {host}:{port}", severity)
        self._address, self._connect = (host, port), connect

    def check(self) -> tuple[bool, str]:
        with ExitStack() as stack:
            try:
                connection = self._connect(self._address)
                stack.callback(connection.close)
                answered = len(connection.recv(1)) == 1
            except OSError as error:
                return False, type(error).__name__
        return answered, "answered" if answered else "hung up"


class HealthRunner:
    """Runs checks in order and reports on them; knows nothing but HealthCheck."""

    def __init__(self, checks: Iterable[HealthCheck]) -> None:
        self._checks = [*checks]

    def run(self) -> list[CheckResult]:
        results: list[CheckResult] = []
        for check in self._checks:
            results.append(check.run())
        return results

    def report(self) -> str:
        results = self.run()
        troubles = [result for result in results if result.status != "ok"]
        troubles.sort(key=lambda result: RANK[result.severity], reverse=True)
        last = f"{len(results) - len(troubles)} of {len(results)} ok"
        if troubles:
            last += f", worst: {troubles[0].severity}"
        lines = [
            " ".join([f"{one.status:7}", f"{one.severity:8}", f"{one.name}:", one.detail])
            for one in results
        ]
        return "\n".join(lines + [last])
