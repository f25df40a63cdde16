"""Runs beside the student's code: a directory service that keeps count, and operations given as data."""

from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from typing import Any

import lazy_mapping as lazy

INHERITED = "get __contains__ keys items values __eq__ pop popitem setdefault update clear".split()


class Service:
    """A directory that notes every question; names in `failing` cannot be fetched the first time."""

    def __init__(self, addresses: dict[str, str], failing: Iterable[str] = ()) -> None:
        self.addresses = dict(addresses)
        self.failing = set(failing)
        self.fetched: list[str] = []
        self.listings = 0
        self.repeats = 1
        self.listing_fails = False

    def fetch(self, name: str) -> str | None:
        """The address of `name`, or None."""
        self.fetched.append(name)
        if name in self.failing:
            self.failing.remove(name)
            raise ConnectionError("directory does not answer")
        return self.addresses.get(name)

    def list_names(self) -> Iterator[str]:
        """A generator of all names; it may repeat them, and it may break half way."""
        self.listings += 1
        return self._stream()

    def _stream(self) -> Iterator[str]:
        for _ in range(self.repeats):
            yield from self.addresses
        if self.listing_fails:
            self.listing_fails = False
            raise ConnectionError("directory broke off")


def iterated(items: Iterable[Any]) -> list[Any]:
    """All the items as a list, made without asking for a length first, as `list(items)` does."""
    found = []
    found.extend(item for item in items)
    return found


def perform(directory: Any, service: Service, operation: tuple[Any, ...]) -> Any:
    """What one operation gives."""
    match operation:
        case ("read", name):
            return directory[name]
        case ("get", name, default):
            return directory.get(name, default)
        case ("in", name):
            return name in directory
        case ("set", name, address):
            directory[name] = address
            return None
        case ("delete", name):
            del directory[name]
            return None
        case ("names",):
            return iterated(directory)
        case ("sorted",):
            return sorted(iterated(directory))
        case ("len",):
            return len(directory)
        case ("items",):
            return iterated(directory.items())
        case ("values", count):
            return list(islice(directory.values(), count))
        case ("pairs",):
            return [(one, two) for one in directory for two in directory]
        case ("equals", other):
            return directory == other
        case ("publish", changes):
            service.addresses.update(changes)
            return directory.refresh()
        case ("withdraw", name):
            service.addresses.pop(name, None)
            return directory.refresh()
        case ("break",):
            service.listing_fails = True
            return None
        case (method, *arguments):
            return getattr(directory, method)(*arguments)


def attempt(directory: Any, service: Service, operation: tuple[Any, ...]) -> Any:
    """What one operation gives, or the name of the expected kind of exception it raises."""
    try:
        return perform(directory, service, operation)
    except KeyError:
        return "raised KeyError"
    except ConnectionError:
        return "raised ConnectionError"


def results(addresses: dict[str, str], operations: list[tuple[Any, ...]]) -> list[Any]:
    """What each of the operations gives on a new mapping over `addresses`."""
    service = Service(addresses)
    directory = lazy.LazyDirectory(service.fetch, service.list_names)
    return [attempt(directory, service, operation) for operation in operations]


def calls(
    addresses: dict[str, str], operations: list[tuple[Any, ...]], failing: Iterable[str] = ()
) -> dict[str, Any]:
    """What the operations give, and which questions reached the service."""
    service = Service(addresses, failing)
    directory = lazy.LazyDirectory(fetch=service.fetch, list_names=service.list_names)
    given = [attempt(directory, service, operation) for operation in operations]
    return {"results": given, "fetched": service.fetched, "listings": service.listings}


def repeated_names(addresses: dict[str, str], repeats: int) -> list[Any]:
    """Names where the service gives each name several times."""
    service = Service(addresses)
    service.repeats = repeats
    directory = lazy.LazyDirectory(service.fetch, service.list_names)
    return iterated(directory)


def own_methods() -> list[Any]:
    """Whether it is a MutableMapping by inheritance, and which inherited methods were replaced."""
    kind = lazy.LazyDirectory
    kind({}.get, list)
    replaced = [
        name for name in INHERITED if getattr(kind, name) is not getattr(MutableMapping, name)
    ]
    return [MutableMapping in kind.__mro__, replaced]
