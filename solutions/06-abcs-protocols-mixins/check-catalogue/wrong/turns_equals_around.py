"""Sorts upwards and then turns the list around, which turns entries of equal severity around as
well.

Reply: Entries of equal severity come in the wrong order. Sorting kept them as they were; what did
turning the list around do to them?

Fails: check_selections_come_in_order
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

SEVERITIES = ("info", "warning", "critical")
STATUSES = ("passed", "failed", "broken")


@runtime_checkable
class Check(Protocol):
    """Anything that can say what is wrong."""

    def problems(self) -> Iterable[str]:
        """One text for each problem; none if all is well."""


@runtime_checkable
class Advises(Protocol):
    """Anything that can say what to do about its problems."""

    def advice(self) -> str:
        """One sentence for the person on duty."""


class FunctionCheck:
    """Adapter: makes a function without parameters fit Check."""

    def __init__(self, function: Callable[[], Iterable[str]]) -> None:
        self._function = function

    def problems(self) -> Iterable[str]:
        """What the function returns."""
        return self._function()


def is_check(candidate: object) -> bool:
    """Whether `candidate` is an object, not a class, whose `problems` can be called."""
    return not isinstance(candidate, type) and callable(getattr(candidate, "problems", None))


class Entry:
    """A check with what the catalogue knows of it."""

    def __init__(self, name: str, check: Check, severity: str, tags: frozenset[str]) -> None:
        self.name = name
        self.check = check
        self.severity = severity
        self.tags = tags


Query = Callable[[Entry], bool]


def at_least(severity: str) -> Query:
    """Entries of this severity or a higher one."""
    lowest = _rank(severity)
    return lambda entry: _rank(entry.severity) >= lowest


def tagged(*tags: str) -> Query:
    """Entries that carry all of these tags."""
    return lambda entry: entry.tags.issuperset(tags)


def fits(protocol: type) -> Query:
    """Entries whose check is an instance of this protocol or class."""
    return lambda entry: isinstance(entry.check, protocol)


def any_of(*queries: Query) -> Query:
    """Entries that at least one of these queries accepts."""
    return lambda entry: any(query(entry) for query in queries)


def none_of(*queries: Query) -> Query:
    """Entries that none of these queries accepts."""
    return lambda entry: not any(query(entry) for query in queries)


class Catalogue(Mapping[str, Entry]):
    """Entries by name, in the order in which they were registered."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def register(
        self, name: str, check: Check, *, severity: str = "warning", tags: Iterable[str] = ()
    ) -> Entry:
        """Add a check under a new name and return its entry."""
        if not is_check(check):
            raise TypeError("a check is an object with a method `problems`")
        if isinstance(tags, str):
            raise TypeError("tags are an iterable of texts, not one text")
        if name in self:
            raise ValueError(f"the name is taken: {name!r}")
        _rank(severity)
        entry = Entry(name, check, severity, frozenset(tags))
        self._entries[name] = entry
        return entry

    def select(self, *queries: Query) -> list[Entry]:
        """Entries that all queries accept: highest severity first, equals as registered."""
        chosen = [entry for entry in self.values() if all(query(entry) for query in queries)]
        return sorted(chosen, key=lambda entry: _rank(entry.severity))[::-1]


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
    return [_examine(entry) for entry in entries]


class Summary:
    """Outcomes counted, ranked and put into words."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._outcomes = list(outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many outcomes have each status."""
        statuses = [outcome.status for outcome in self._outcomes]
        return {status: statuses.count(status) for status in STATUSES}

    @property
    def exit_status(self) -> int:
        """The rank of the worst severity that did not pass; 0 if all passed."""
        return max((_rank(outcome.entry.severity) for outcome in self._troubles()), default=0)

    def __str__(self) -> str:
        lines = [line for outcome in self._troubles() for line in _describe(outcome)]
        counted = ", ".join(f"{count} {status}" for status, count in self.counts.items())
        return "\n".join([*lines, f"{len(self._outcomes)} run: {counted}"])

    def _troubles(self) -> list[Outcome]:
        return [outcome for outcome in self._outcomes if outcome.status != "passed"]


def _rank(severity: str) -> int:
    """Place of a severity from 0 on; raises ValueError if there is no such severity."""
    return SEVERITIES.index(severity)


def _examine(entry: Entry) -> Outcome:
    """Ask one check for its problems and, if there are any, for its advice."""
    try:
        problems = tuple(entry.check.problems())
        if not problems:
            return Outcome(entry, "passed")
        advice = entry.check.advice() if isinstance(entry.check, Advises) else ""
    except Exception as error:
        return Outcome(entry, "broken", (f"{type(error).__name__}: {error}",))
    return Outcome(entry, "failed", problems, advice)


def _describe(outcome: Outcome) -> Iterator[str]:
    """The lines about one outcome that did not pass."""
    yield f"{outcome.status} {outcome.entry.severity} {outcome.entry.name}"
    yield from (f"  - {problem}" for problem in outcome.problems)
    if outcome.advice:
        yield f"  advice: {outcome.advice}"
