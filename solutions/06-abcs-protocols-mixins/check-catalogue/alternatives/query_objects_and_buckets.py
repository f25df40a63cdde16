"""Queries are objects with `__call__`, entries lie in one bucket per severity, sums are made once.

Nothing is sorted: the buckets are read from the highest severity down.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

SEVERITIES = ("info", "warning", "critical")
STATUSES = ("passed", "failed", "broken")


@runtime_checkable
class Check(Protocol):
    """Anything that can say what is wrong."""

    def problems(self) -> Iterable[str]: ...


@runtime_checkable
class Advises(Protocol):
    """Anything that can say what to do about its problems."""

    def advice(self) -> str: ...


class FunctionCheck:
    """Adapter: makes a function without parameters fit Check."""

    def __init__(self, function: Callable[[], Iterable[str]]) -> None:
        self.problems = function


def is_check(candidate: object) -> bool:
    """Whether `candidate` is an object, not a class, whose `problems` can be called."""
    if isinstance(candidate, type):
        return False
    try:
        method = candidate.problems  # type: ignore[attr-defined]
    except AttributeError:
        return False
    return callable(method)


class Entry:
    """A check with what the catalogue knows of it."""

    def __init__(self, name: str, check: Check, severity: str, tags: frozenset[str]) -> None:
        self.name = name
        self.check = check
        self.severity = severity
        self.tags = tags


Query = Callable[[Entry], bool]


class _AtLeast:
    def __init__(self, severity: str) -> None:
        self._accepted = SEVERITIES[SEVERITIES.index(severity) :]

    def __call__(self, entry: Entry) -> bool:
        return entry.severity in self._accepted


class _Tagged:
    def __init__(self, tags: Iterable[str]) -> None:
        self._tags = set(tags)

    def __call__(self, entry: Entry) -> bool:
        return self._tags <= entry.tags


class _Fits:
    def __init__(self, protocol: type) -> None:
        self._protocol = protocol

    def __call__(self, entry: Entry) -> bool:
        return isinstance(entry.check, self._protocol)


class _AnyOf:
    def __init__(self, queries: Iterable[Query]) -> None:
        self._queries = list(queries)

    def __call__(self, entry: Entry) -> bool:
        return True in [query(entry) for query in self._queries]


def at_least(severity: str) -> Query:
    """Entries of this severity or a higher one."""
    return _AtLeast(severity)


def tagged(*tags: str) -> Query:
    """Entries that carry all of these tags."""
    return _Tagged(tags)


def fits(protocol: type) -> Query:
    """Entries whose check is an instance of this protocol or class."""
    return _Fits(protocol)


def any_of(*queries: Query) -> Query:
    """Entries that at least one of these queries accepts."""
    return _AnyOf(queries)


def none_of(*queries: Query) -> Query:
    """Entries that none of these queries accepts."""
    accepts = _AnyOf(queries)
    return lambda entry: not accepts(entry)


class Catalogue(Mapping[str, Entry]):
    """Entries by name, in the order in which they were registered."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._buckets: dict[str, list[Entry]] = {severity: [] for severity in SEVERITIES}

    def __getitem__(self, name: str) -> Entry:
        for bucket in self._buckets.values():
            for entry in bucket:
                if entry.name == name:
                    return entry
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        yield from self._names

    def __len__(self) -> int:
        return len(self._names)

    def register(
        self, name: str, check: Check, *, severity: str = "warning", tags: Iterable[str] = ()
    ) -> Entry:
        """Add a check under a new name and return its entry."""
        if name in self._names or severity not in self._buckets:
            raise ValueError(f"cannot register {name!r} as {severity!r}")
        if isinstance(tags, str) or not is_check(check):
            raise TypeError("a check has a method `problems`, and tags are no single text")
        entry = Entry(name, check, severity, frozenset(tags))
        self._names.append(name)
        self._buckets[severity].append(entry)
        return entry

    def select(self, *queries: Query) -> list[Entry]:
        """Entries that all queries accept: highest severity first, equals as registered."""
        chosen: list[Entry] = []
        for severity in reversed(SEVERITIES):
            for entry in self._buckets[severity]:
                if False not in [query(entry) for query in queries]:
                    chosen.append(entry)
        return chosen


class Outcome:
    """What became of one check."""

    def __init__(
        self, entry: Entry, status: str, problems: tuple[str, ...] = (), advice: str = ""
    ) -> None:
        self.entry = entry
        self.status = status
        self.problems = problems
        self.advice = advice


def run(entries: Iterable[Entry]) -> list[Outcome]:
    """Run the checks of all entries in the order given."""
    outcomes: list[Outcome] = []
    for entry in entries:
        outcome = Outcome(entry, "passed")
        try:
            outcome.problems = tuple(entry.check.problems())
            if outcome.problems:
                outcome.status = "failed"
                if isinstance(entry.check, Advises):
                    outcome.advice = entry.check.advice()
        except Exception as error:
            outcome.status = "broken"
            outcome.problems = (f"{type(error).__name__}: {error}",)
        outcomes.append(outcome)
    return outcomes


class Summary:
    """Outcomes counted, ranked and put into words."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        counter: Counter[str] = Counter()
        lines: list[str] = []
        self.exit_status = 0
        for outcome in outcomes:
            counter[outcome.status] += 1
            if outcome.status == "passed":
                continue
            rank = SEVERITIES.index(outcome.entry.severity)
            self.exit_status = max(self.exit_status, rank)
            lines.append(" ".join([outcome.status, outcome.entry.severity, outcome.entry.name]))
            lines.extend("  - " + problem for problem in outcome.problems)
            if outcome.advice != "":
                lines.append("  advice: " + outcome.advice)
        self.counts = {status: counter[status] for status in STATUSES}
        passed, failed, broken = self.counts.values()
        total = passed + failed + broken
        lines.append(f"{total} run: {passed} passed, {failed} failed, {broken} broken")
        self._text = "\n".join(lines)

    def __str__(self) -> str:
        return self._text
