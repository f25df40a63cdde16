"""A catalogue of health checks: whatever fits a protocol, chosen by queries, run worst first."""

from collections.abc import Callable, Iterable, Iterator, Mapping

SEVERITIES = ("info", "warning", "critical")
STATUSES = ("passed", "failed", "broken")


class Check:  # TODO: make it a protocol that works with isinstance
    """Anything that can say what is wrong."""

    def problems(self) -> Iterable[str]:
        """One text for each problem; none if all is well."""
        raise NotImplementedError("Task 1: a protocol has no bodies")


class Advises:  # TODO: the same
    """Anything that can say what to do about its problems."""

    def advice(self) -> str:
        """One sentence for the person on duty."""
        raise NotImplementedError("Task 1: a protocol has no bodies")


class FunctionCheck:
    """Adapter: makes a function without parameters fit Check."""

    def __init__(self, function: Callable[[], Iterable[str]]) -> None:
        raise NotImplementedError("Task 1: keep the function")

    def problems(self) -> Iterable[str]:
        """What the function returns."""
        raise NotImplementedError("Task 1: call the function")


def is_check(candidate: object) -> bool:
    """Whether `candidate` is an object, not a class, whose `problems` can be called."""
    raise NotImplementedError("Task 1: look at the candidate")


class Entry:
    """A check with what the catalogue knows of it (finished)."""

    def __init__(self, name: str, check: Check, severity: str, tags: frozenset[str]) -> None:
        self.name = name
        self.check = check
        self.severity = severity
        self.tags = tags


Query = Callable[[Entry], bool]


def at_least(severity: str) -> Query:
    """Entries of this severity or a higher one."""
    raise NotImplementedError("Task 3: return a query")


def tagged(*tags: str) -> Query:
    """Entries that carry all of these tags."""
    raise NotImplementedError("Task 3: return a query")


def fits(protocol: type) -> Query:
    """Entries whose check is an instance of this protocol or class."""
    raise NotImplementedError("Task 3: return a query")


def any_of(*queries: Query) -> Query:
    """Entries that at least one of these queries accepts."""
    raise NotImplementedError("Task 3: return a query")


def none_of(*queries: Query) -> Query:
    """Entries that none of these queries accepts."""
    raise NotImplementedError("Task 3: return a query")


class Catalogue(Mapping[str, Entry]):
    """Entries by name, in the order in which they were registered."""

    def __init__(self) -> None:
        raise NotImplementedError("Task 2: begin with no entries")

    def __getitem__(self, name: str) -> Entry:
        raise NotImplementedError("Task 2: look the name up")

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("Task 2: iterate over the names")

    def __len__(self) -> int:
        raise NotImplementedError("Task 2: count the entries")

    def register(
        self, name: str, check: Check, *, severity: str = "warning", tags: Iterable[str] = ()
    ) -> Entry:
        """Add a check under a new name and return its entry."""
        raise NotImplementedError("Task 2: refuse or register")

    def select(self, *queries: Query) -> list[Entry]:
        """Entries that all queries accept: highest severity first, equals as registered."""
        raise NotImplementedError("Task 3: filter, then sort")


class Outcome:
    """What became of one check (finished)."""

    def __init__(
        self, entry: Entry, status: str, problems: tuple[str, ...] = (), advice: str = ""
    ) -> None:
        self.entry = entry
        self.status = status
        self.problems = problems
        self.advice = advice


def run(entries: Iterable[Entry]) -> list[Outcome]:
    """Run the checks of all entries in the order given."""
    raise NotImplementedError("Task 4: make an outcome of each entry")


class Summary:
    """Outcomes counted, ranked and put into words."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        raise NotImplementedError("Task 5: keep the outcomes")

    @property
    def counts(self) -> dict[str, int]:
        """How many outcomes have each status."""
        raise NotImplementedError("Task 5: count")

    @property
    def exit_status(self) -> int:
        """The rank of the worst severity that did not pass; 0 if all passed."""
        raise NotImplementedError("Task 5: rank")

    def __str__(self) -> str:
        raise NotImplementedError("Task 5: describe")
