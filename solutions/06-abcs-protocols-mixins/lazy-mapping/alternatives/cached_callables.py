"""Leaves the remembering to functools.cache, wrapped around both callables, and keeps only the local changes itself.

What is different: a cache remembers what was returned, None included, and forgets nothing that was raised, because it
never stored it. Refreshing is clearing two caches. Local changes and deletions live in one dict, None for a deletion.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache
from itertools import chain


class LazyDirectory(MutableMapping[str, str]):
    """Names of servers and their addresses, fetched when they are needed and changed only here."""

    def __init__(
        self, fetch: Callable[[str], str | None], list_names: Callable[[], Iterable[str]]
    ) -> None:
        """Wrap the two callables; ask nothing yet."""
        self._ask = cache(fetch)
        self._listed = cache(lambda: dict.fromkeys(list_names()))
        self._local: dict[str, str | None] = {}
        self._moved: dict[str, None] = {}

    def __getitem__(self, name: str) -> str:
        """The address of `name`, as it is here."""
        address = self._local[name] if name in self._local else self._ask(name)
        if address is None:
            raise KeyError(name)
        return address

    def __setitem__(self, name: str, address: str) -> None:
        """Give `name` an address of its own here; a deletion mark goes, so that the name moves to the end."""
        if name in self._local and self._local[name] is None:
            del self._local[name]
        self._local[name] = address

    def __delitem__(self, name: str) -> None:
        """Mark `name` as deleted."""
        if name not in self:
            raise KeyError(name)
        self._local[name] = None
        self._moved[name] = None

    def __iter__(self) -> Iterator[str]:
        """The directory's names that never left, then the others."""
        staying = {name: None for name in self._listed() if name not in self._moved}
        added = (name for name, address in self._local.items() if address is not None)
        return chain(staying, (name for name in added if name not in staying))

    def __len__(self) -> int:
        """How many names there are."""
        return len(set(self))

    def refresh(self) -> None:
        """Clear the caches, not the changes."""
        self._ask.cache_clear()
        self._listed.cache_clear()
