"""Uses the list of names, once it is there, to know what the directory lacks, and so fetches less than the reference.

What is different: misses and deletions are looked up in sets before anything is asked, the names are put together as a
list, and a membership test inside the class decides between KeyError and fetching.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping


class LazyDirectory(MutableMapping[str, str]):
    """Names of servers and their addresses, fetched when they are needed and changed only here."""

    def __init__(
        self, fetch: Callable[[str], str | None], list_names: Callable[[], Iterable[str]]
    ) -> None:
        """Keep the two ways to ask the directory; ask nothing yet."""
        self._fetch = fetch
        self._list_names = list_names
        self._found: dict[str, str] = {}
        self._missing: set[str] = set()
        self._names: list[str] | None = None
        self._own: dict[str, str] = {}
        self._deleted: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """The first that knows `name`: what was set here, what was fetched, the directory."""
        if name in self._own:
            return self._own[name]
        if name in self._deleted or name in self._missing:
            raise KeyError(name)
        if name not in self._found:
            self._load(name)
        return self._found[name]

    def _load(self, name: str) -> None:
        address = None
        if self._names is None or name in self._names:
            address = self._fetch(name)
        if address is None:
            self._missing.add(name)
            raise KeyError(name)
        self._found[name] = address

    def __setitem__(self, name: str, address: str) -> None:
        """Give `name` an address of its own here."""
        self._own[name] = address

    def __delitem__(self, name: str) -> None:
        """Take `name` away here; a name that was set here needs no question."""
        if name in self._own:
            del self._own[name]
        else:
            self[name]
        self._deleted.add(name)

    def __iter__(self) -> Iterator[str]:
        """The names as one list, put together at the start."""
        if self._names is None:
            self._names = list(dict.fromkeys(self._list_names()))
        kept = [name for name in self._names if name not in self._deleted]
        return iter(kept + [name for name in self._own if name not in kept])

    def __len__(self) -> int:
        """How many names there are."""
        names = list(iter(self))
        return len(names)

    def refresh(self) -> None:
        """Forget what the directory said."""
        self._found = {}
        self._missing = set()
        self._names = None
