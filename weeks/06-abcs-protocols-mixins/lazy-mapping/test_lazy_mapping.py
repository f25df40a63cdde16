"""Visible tests of lazy-mapping."""

from collections.abc import Iterator

import pytest
from lazy_mapping import LazyDirectory

CRANES = {"crane-a": "10.7.0.1", "crane-b": "10.7.0.2", "crane-c": ""}


class Service:
    """Stands in for the slow directory and notes every question."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.addresses = dict(addresses)
        self.fetched: list[str] = []
        self.listings = 0
        self.broken = False

    def fetch(self, name: str) -> str | None:
        """The address of `name`, or None; fails while `broken`."""
        self.fetched.append(name)
        if self.broken:
            raise ConnectionError("no answer")
        return self.addresses.get(name)

    def list_names(self) -> Iterator[str]:
        """All names, one by one."""
        self.listings += 1
        return iter(list(self.addresses))


def connect() -> tuple[Service, LazyDirectory]:
    """A service over CRANES and a mapping over the service."""
    service = Service(CRANES)
    return service, LazyDirectory(service.fetch, service.list_names)


def test_t1_creating_asks_nothing() -> None:
    """Creating the mapping calls neither callable."""
    service, _ = connect()
    assert (service.fetched, service.listings) == ([], 0)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        pytest.param("crane-a", "10.7.0.1", id="directory['crane-a']"),
        pytest.param("crane-c", "", id="directory['crane-c'], which has no address yet"),
    ],
)
def test_t1_name_reads_as_its_address(name: str, address: str) -> None:
    """A name that the directory has reads as its address."""
    _, directory = connect()
    assert directory[name] == address


def test_t1_unknown_name_raises_key_error() -> None:
    """A name that the directory lacks is a KeyError."""
    _, directory = connect()
    with pytest.raises(KeyError):
        directory["crane-z"]


@pytest.mark.parametrize("name", ["crane-a", "crane-z"])
def test_t1_each_name_is_fetched_once(name: str) -> None:
    """Found or not, a name is fetched once."""
    service, directory = connect()
    for _ in range(3):
        directory.get(name)
    assert service.fetched == [name]


def test_t1_failed_fetch_is_tried_again() -> None:
    """An exception of fetch reaches the caller and is not remembered."""
    service, directory = connect()
    service.broken = True
    with pytest.raises(ConnectionError):
        directory["crane-a"]
    service.broken = False
    assert directory["crane-a"] == "10.7.0.1"


@pytest.mark.parametrize("name", ["crane-a", "crane-z"])
def test_t2_set_name_reads_without_a_fetch(name: str) -> None:
    """A name that was set reads as it was set, and nothing is fetched."""
    service, directory = connect()
    directory[name] = "127.0.0.1"
    assert (directory[name], service.fetched) == ("127.0.0.1", [])


def test_t3_deleted_name_is_missing() -> None:
    """A deleted name is missing here and still in the directory."""
    service, directory = connect()
    del directory["crane-b"]
    assert "crane-b" not in directory
    assert "crane-b" in service.addresses


def test_t3_name_cannot_be_deleted_twice() -> None:
    """Deleting what is no longer there raises KeyError."""
    _, directory = connect()
    del directory["crane-b"]
    with pytest.raises(KeyError):
        del directory["crane-b"]


def test_t4_own_names_come_after_those_of_the_directory() -> None:
    """Overridden names keep their place, new names come last."""
    _, directory = connect()
    directory["crane-d"] = "10.7.0.4"
    directory["crane-b"] = "127.0.0.1"
    assert list(directory) == ["crane-a", "crane-b", "crane-c", "crane-d"]


def test_t4_len_counts_an_overridden_name_once() -> None:
    """Setting a name of the directory does not change the length."""
    _, directory = connect()
    directory["crane-b"] = "127.0.0.1"
    assert len(directory) == 3


def test_t4_listing_asks_once_and_fetches_nothing() -> None:
    """Names and length need one call of list_names in all."""
    service, directory = connect()
    assert len(directory) == len(list(directory))
    assert (service.fetched, service.listings) == ([], 1)


def test_t5_refresh_asks_again() -> None:
    """After refresh an address is fetched anew."""
    service, directory = connect()
    assert directory["crane-a"] == "10.7.0.1"
    service.addresses["crane-a"] = "10.7.0.9"
    directory.refresh()
    assert directory["crane-a"] == "10.7.0.9"


def test_t5_refresh_keeps_what_was_set_here() -> None:
    """After refresh a set name still reads as it was set."""
    _, directory = connect()
    directory["crane-a"] = "127.0.0.1"
    directory.refresh()
    assert directory["crane-a"] == "127.0.0.1"
