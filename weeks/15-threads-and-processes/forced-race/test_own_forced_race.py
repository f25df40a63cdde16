"""Your own tests of counters and transfers: doubles go in, and tell what was held when."""

from forced_race import Counter


class NotedLock:
    """Works like a reentrant lock for one thread; its name is in `held` while it is held."""

    def __init__(self, name: str, held: list[str]) -> None:
        self.name = name
        self.held = held

    def __enter__(self) -> bool:
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


def test_own_first_claim() -> None:
    """TODO: say in one sentence what must hold; use a counter made as here, and `assert`."""
    held: list[str] = []
    Counter(1, NotedRegister(5, held), NotedLock("1", held))
    raise NotImplementedError("Task 5: write at least three tests")
