"""Own tests of counters and transfers: doubles go in, and tell what was held when."""

import pytest

from forced_race import Counter, transfer


class NotedLock:
    """Works like a reentrant lock for one thread; notes when it is held, and when taken."""

    def __init__(self, name: str, held: list[str], taken: list[str]) -> None:
        self.name = name
        self.held = held
        self.taken = taken

    def __enter__(self) -> bool:
        if self.name not in self.held:
            self.taken.append(self.name)
        self.held.append(self.name)
        return True

    def __exit__(self, *error: object) -> None:
        self.held.remove(self.name)


class NotedRegister:
    """A register that notes for each use which locks are held."""

    def __init__(self, value: int, held: list[str], broken: bool = False) -> None:
        self.content = value
        self.held = held
        self.broken = broken
        self.uses: list[tuple[str, list[str]]] = []

    def read(self) -> int:
        self.uses.append(("read", sorted(set(self.held))))
        if self.broken:
            raise ConnectionError("controller is off")
        return self.content

    def write(self, value: int) -> None:
        self.uses.append(("write", sorted(set(self.held))))
        self.content = value


class Yard:
    """Two counters, 1 and 2, with noted locks and registers."""

    def __init__(self, first: int, second: int = 0, broken: bool = False) -> None:
        self.held: list[str] = []
        self.taken: list[str] = []
        self.registers = [
            NotedRegister(first, self.held, broken),
            NotedRegister(second, self.held, broken),
        ]
        self.one, self.two = (
            Counter(number, register, NotedLock(str(number), self.held, self.taken))
            for number, register in enumerate(self.registers, start=1)
        )

    def uses(self) -> list[tuple[str, list[str]]]:
        """All uses of both registers."""
        return [use for register in self.registers for use in register.uses]


def test_own_value_reads_under_the_lock() -> None:
    """The count is read while the lock is held."""
    yard = Yard(4)

    assert yard.one.value() == 4
    assert yard.uses() == [("read", ["1"])]


def test_own_add_reads_and_writes_under_one_lock() -> None:
    """Adding takes the lock once and uses the register inside it only."""
    yard = Yard(4)

    assert yard.one.add(3) == 7
    assert {tuple(locks) for _, locks in yard.uses()} == {("1",)}
    assert yard.taken == ["1"]


def test_own_claim_compares_and_adds_under_one_lock() -> None:
    """The lock is not given back between the comparison and the addition."""
    yard = Yard(4)

    assert yard.one.claim(5)
    assert yard.taken == ["1"]
    assert {tuple(locks) for _, locks in yard.uses()} == {("1",)}


@pytest.mark.parametrize(("limit", "count"), [(5, 5), (4, 4), (3, 4)])
def test_own_claim_stops_at_the_limit(limit: int, count: int) -> None:
    """A claim adds below the limit only."""
    yard = Yard(4)

    assert yard.one.claim(limit) == (count == 5)
    assert yard.one.value() == count


def test_own_a_broken_register_leaves_no_lock_behind() -> None:
    """An error reaches the caller, and the lock is free afterwards."""
    yard = Yard(4, broken=True)

    with pytest.raises(ConnectionError):
        yard.one.add()
    assert yard.held == []


def test_own_transfer_takes_the_smaller_number_first() -> None:
    """Both directions take the locks in the same order."""
    yard = Yard(4, 4)

    assert transfer(yard.one, yard.two, 1)
    assert transfer(yard.two, yard.one, 1)
    assert yard.taken == ["1", "2", "1", "2"]


def test_own_transfer_holds_both_locks() -> None:
    """Each register is used only while both locks are held."""
    yard = Yard(4)

    assert transfer(yard.one, yard.two, 4)
    assert {tuple(locks) for _, locks in yard.uses()} == {("1", "2")}
    assert [register.content for register in yard.registers] == [0, 4]


def test_own_transfer_refuses_what_is_not_there() -> None:
    """Without enough in the source nothing moves."""
    yard = Yard(4)

    assert not transfer(yard.one, yard.two, 5)
    assert [register.content for register in yard.registers] == [4, 0]
