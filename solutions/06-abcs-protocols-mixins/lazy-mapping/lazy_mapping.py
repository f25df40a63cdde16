"""A mapping over the slow server directory: it asks late, asks once, and keeps changes local."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping


class LazyDirectory(MutableMapping[str, str]):
    """Names of servers and their addresses, fetched when they are needed and changed only here."""

    def __init__(
        self, fetch: Callable[[str], str | None], list_names: Callable[[], Iterable[str]]
    ) -> None:
        """Keep the two ways to ask the directory; ask nothing yet."""
        self._fetch = fetch
        self._list_names = list_names
        self._answers: dict[str, str | None] = {}
        self._listed: dict[str, None] | None = None
        self._changed: dict[str, str] = {}
        self._removed: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """The address of `name`: as set here or, unless it was deleted here, as fetched."""
        if name in self._changed:
            return self._changed[name]
        address = None if name in self._removed else self._ask(name)
        if address is None:
            raise KeyError(name)
        return address

    def __setitem__(self, name: str, address: str) -> None:
        """Give `name` an address of its own here."""
        self._changed[name] = address

    def __delitem__(self, name: str) -> None:
        """Take `name` away here; the directory keeps it."""
        self[name]  # KeyError where there is nothing to delete
        self._changed.pop(name, None)
        self._removed.add(name)

    def __iter__(self) -> Iterator[str]:
        """The directory's names without those deleted here, then the names that were added here."""
        listed = self._all_names()
        yield from (name for name in listed if name not in self._removed)
        for name in self._changed:
            if name not in listed or name in self._removed:
                yield name

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)

    def refresh(self) -> None:
        """Forget what the directory said; keep what was set and deleted here."""
        self._answers.clear()
        self._listed = None

    def _ask(self, name: str) -> str | None:
        if name not in self._answers:
            self._answers[name] = self._fetch(name)
        return self._answers[name]

    def _all_names(self) -> dict[str, None]:
        if self._listed is None:
            self._listed = dict.fromkeys(self._list_names())
        return self._listed
