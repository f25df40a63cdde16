"""Inherits from dict for the sake of the cache, so that `get`, `in`, `items` and `len` go past `__getitem__`.

Reply: A dict does not call your `__getitem__` for `get`, `in` or `items`. Which base class builds those methods upon the five that you write?

Fails: check_only_the_abstract_methods_are_written check_names_read_as_the_directory_has_them
check_a_failed_fetch_is_not_an_answer check_a_set_name_reads_as_it_was_set
check_deleted_names_are_gone check_names_come_in_order
check_a_name_set_after_its_deletion_comes_last check_len_counts_the_names
check_names_are_listed_once_and_nothing_is_fetched check_a_failed_listing_is_not_an_answer
check_any_operations_give_what_a_dict_gives check_any_operations_ask_no_more_than_needed
check_refresh_forgets_what_the_directory_said check_refresh_keeps_what_was_changed_here
"""

from collections.abc import Callable, Iterable, Iterator


class LazyDirectory(dict[str, str]):
    """Names of servers and their addresses, fetched when they are missing."""

    def __init__(
        self, fetch: Callable[[str], str | None], list_names: Callable[[], Iterable[str]]
    ) -> None:
        """Keep the two ways to ask the directory; ask nothing yet."""
        super().__init__()
        self._fetch = fetch
        self._list_names = list_names
        self._misses: set[str] = set()
        self._removed: set[str] = set()
        self._own: dict[str, None] = {}

    def __missing__(self, name: str) -> str:
        """Fetch `name`, once."""
        if name in self._removed or name in self._misses:
            raise KeyError(name)
        address = self._fetch(name)
        if address is None:
            self._misses.add(name)
            raise KeyError(name)
        super().__setitem__(name, address)
        return address

    def __setitem__(self, name: str, address: str) -> None:
        """Give `name` an address of its own here."""
        self._own[name] = None
        super().__setitem__(name, address)

    def __delitem__(self, name: str) -> None:
        """Take `name` away here."""
        self[name]
        self._own.pop(name, None)
        self._removed.add(name)
        super().__delitem__(name)

    def __iter__(self) -> Iterator[str]:
        """The directory's names, then those that were added here."""
        listed = dict.fromkeys(self._list_names())
        yield from (name for name in listed if name not in self._removed)
        for name in self._own:
            if name not in listed or name in self._removed:
                yield name

    def refresh(self) -> None:
        """Forget what the directory said."""
        for name in list(super().keys()):
            if name not in self._own:
                super().__delitem__(name)
        self._misses.clear()
