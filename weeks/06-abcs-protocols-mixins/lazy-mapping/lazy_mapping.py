"""A mapping over the slow server directory: it asks late, asks once, and keeps changes local."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping


class LazyDirectory(MutableMapping[str, str]):
    """Names of servers and their addresses, fetched when they are needed and changed only here."""

    def __init__(
        self, fetch: Callable[[str], str | None], list_names: Callable[[], Iterable[str]]
    ) -> None:
        """Keep the two ways to ask the directory; ask nothing yet."""
        # TODO: which answers have to be remembered, and which changes?
        raise NotImplementedError("Task 1: keep the two callables, ask nothing")

    def __getitem__(self, name: str) -> str:
        """The address of `name`; KeyError where there is none."""
        raise NotImplementedError("Task 1: fetch the name at most once")

    def __setitem__(self, name: str, address: str) -> None:
        """Give `name` an address of its own here."""
        raise NotImplementedError("Task 2: set the name here only")

    def __delitem__(self, name: str) -> None:
        """Take `name` away here; the directory keeps it."""
        raise NotImplementedError("Task 3: take the name away here only")

    def __iter__(self) -> Iterator[str]:
        """The directory's names without those deleted here, then the names that were added here."""
        raise NotImplementedError("Task 4: give the names in order, fetch nothing")

    def __len__(self) -> int:
        """How many names there are."""
        raise NotImplementedError("Task 4: count the names")

    def refresh(self) -> None:
        """Forget what the directory said; keep what was set and deleted here."""
        raise NotImplementedError("Task 5: forget what the directory said")
