"""Tidies texts in a function of its own, keeps the steps apart, and finds the verdict in a table.

The class asks a private method for each kind of work, so `__post_init__` reads as a list of what
happens; the lines of a source are counted by a loop.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

PORTS = range(1, 65536)
VERDICTS = ("healthy", "late", "lost")


def _tidied(text: str) -> str:
    return text.strip().lower()


@dataclass
class Server:
    """A yard server, as the platform team writes it down."""

    name: str
    zone: str
    port: int = 8443
    patience: int = 30
    tags: list[str] = field(default_factory=list)
    address: str = field(default="", init=False, repr=False)

    def __post_init__(self) -> None:
        self._tidy()
        self._check()
        self.address = f"{self.name}.{self.zone}:{self.port}"

    def _tidy(self) -> None:
        self.name, self.zone = _tidied(self.name), _tidied(self.zone)
        tags: list[str] = []
        for tag in map(_tidied, self.tags):
            if tag and tag not in tags:
                tags.append(tag)
        self.tags = tags

    def _check(self) -> None:
        if "" in (self.name, self.zone):
            raise ValueError("a server needs a name and a zone")
        if self.port not in PORTS or self.patience <= 0:
            raise ValueError("port or patience is out of range")

    def check_health(self, silence: int) -> str:
        """Judge a server that was last heard `silence` seconds ago."""
        if silence < 0:
            raise ValueError("silence is a number of seconds")
        if "maintenance" in self.tags:
            return "excused"
        return VERDICTS[bisect_left([self.patience, 3 * self.patience], silence)]


def code_lines(source: str) -> int:
    """How many lines of `source` are neither blank nor a comment and nothing else."""
    count = 0
    for line in source.splitlines():
        if line.partition("#")[0].strip():
            count += 1
    return count


def lines_saved(before: str, after: str) -> int:
    """How many lines of code `after` has less than `before`; negative if it has more."""
    return code_lines(before) - code_lines(after)
