"""One record for each yard server; the decorator writes what is the same in every record."""

from dataclasses import dataclass, field


@dataclass
class Server:
    """A yard server, as the platform team writes it down."""

    name: str
    zone: str
    port: int = 8443
    patience: int = 30
    tags: list[str] = field(default_factory=list)
    address: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.name = self.name.strip().lower()
        self.zone = self.zone.strip().lower()
        if not self.name or not self.zone:
            raise ValueError("a server needs a name and a zone")
        if not 1 <= self.port <= 65535:
            raise ValueError(f"no such port: {self.port}")
        if self.patience < 1:
            raise ValueError(f"patience must be positive, not {self.patience}")
        tidy = (tag.strip().lower() for tag in self.tags)
        self.tags = list(dict.fromkeys(tag for tag in tidy if tag))
        self.address = f"{self.name}.{self.zone}:{self.port}"

    def check_health(self, silence: int) -> str:
        """Judge a server that was last heard `silence` seconds ago."""
        if silence < 0:
            raise ValueError(f"silence cannot be negative: {silence}")
        if "maintenance" in self.tags:
            return "excused"
        if silence <= self.patience:
            return "healthy"
        return "late" if silence <= 3 * self.patience else "lost"


def code_lines(source: str) -> int:
    """How many lines of `source` are neither blank nor a comment and nothing else."""
    lines = (line.strip() for line in source.splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


def lines_saved(before: str, after: str) -> int:
    """How many lines of code `after` has less than `before`; negative if it has more."""
    return code_lines(before) - code_lines(after)
