"""Visible tests of forced-race."""

import threading
from collections.abc import Callable

import pytest
from forced_race import Counter, force_lost_update, inversions, transfer


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
        self.uses: list[tuple[str, ...]] = []

    def read(self) -> int:
        self.uses.append(("read", *sorted(set(self.held))))
        if self.broken:
            raise ConnectionError("controller is off")
        return self.content

    def write(self, value: int) -> None:
        self.uses.append(("write", *sorted(set(self.held))))
        self.content = value


def in_time(call: Callable[[], object]) -> None:
    """Run the call in a thread of its own, and fail if it never ends."""
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive(), "the call never returned"


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_t1_all_updates_but_one_are_lost(threads: int) -> None:
    """However many threads add one, the register grows by one."""
    register = NotedRegister(30, [])

    force_lost_update(register, threads)

    assert register.uses == [("read",)] * threads + [("write",)] * threads
    assert register.content == 31


def test_t1_no_threads_are_refused() -> None:
    """Zero threads raise ValueError before anything is read."""
    register = NotedRegister(30, [])

    with pytest.raises(ValueError):
        force_lost_update(register, 0)
    assert register.uses == []


def test_t1_a_failing_read_ends_the_call() -> None:
    """When reads fail, the call ends with the exception of a read, and nothing is written."""
    register = NotedRegister(30, [], broken=True)
    raised: list[str] = []

    def call() -> None:
        try:
            force_lost_update(register, 3)
        except ConnectionError as error:
            raised.append(str(error))

    in_time(call)

    assert (raised, register.content) == (["controller is off"], 30)


def test_t2_a_counter_adds_and_claims() -> None:
    """Adding gives the new value; a claim adds one below its limit only."""
    counter = Counter(4, NotedRegister(10, []))

    assert (counter.number, counter.add(), counter.add(-4)) == (4, 11, 7)
    assert (counter.claim(8), counter.claim(8), counter.value()) == (True, False, 8)


@pytest.mark.parametrize("method", ["value", "add", "claim"])
def test_t2_the_lock_is_held_at_each_use(method: str) -> None:
    """Whatever a method does with the register, it does while it holds the lock."""
    held: list[str] = []
    register = NotedRegister(10, held)
    counter = Counter(4, register, NotedLock("4", held))

    getattr(counter, method)(*[11] * (method == "claim"))

    assert set(register.uses) <= {("read", "4"), ("write", "4")}
    assert held == []


def test_t2_a_claim_holds_the_lock_without_a_break() -> None:
    """Between its comparison and its addition a claim does not give the lock back."""
    given_back: list[str] = []

    class Watched(NotedLock):
        def __exit__(self, *error: object) -> None:
            super().__exit__()
            if not self.held:
                given_back.append(self.name)

    held: list[str] = []
    Counter(4, NotedRegister(10, held), Watched("4", held)).claim(11)

    assert given_back == ["4"]


def test_t2_an_error_frees_the_lock() -> None:
    """The exception of a register reaches the caller, and the lock is free again."""
    held: list[str] = []
    counter = Counter(4, NotedRegister(10, held, broken=True), NotedLock("4", held))

    with pytest.raises(ConnectionError):
        counter.add()
    assert held == []


def test_t2_a_caller_may_hold_the_lock() -> None:
    """The lock that a counter makes can be held around calls of its methods."""
    counter = Counter(4, NotedRegister(10, []))
    values: list[int] = []

    def add_twice() -> None:
        with counter.lock:
            values.extend([counter.add(), counter.add()])

    in_time(add_twice)

    assert values == [11, 12]


@pytest.mark.parametrize(("count", "moved", "left"), [(6, True, 0), (7, False, 6)])
def test_t3_a_transfer_moves_what_there_is(count: int, moved: bool, left: int) -> None:
    """A transfer moves up to all that the source has, and nothing if that is too little."""
    source, target = Counter(1, NotedRegister(6, [])), Counter(2, NotedRegister(1, []))

    assert transfer(source, target, count) is moved
    assert (source.value(), target.value()) == (left, 7 - left)


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)], ids=["up", "down"])
def test_t3_the_smaller_number_is_locked_first(numbers: tuple[int, int]) -> None:
    """In both directions the lock of counter 1 is taken before that of counter 2."""
    held: list[str] = []
    taken: list[str] = []

    class Watched(NotedLock):
        def __enter__(self) -> bool:
            taken.append(self.name)
            return super().__enter__()

    source, target = (
        Counter(number, NotedRegister(6, held), Watched(str(number), held)) for number in numbers
    )
    transfer(source, target, 2)

    assert list(dict.fromkeys(taken)) == ["1", "2"]


def test_t4_locks_taken_in_both_orders_are_a_pair() -> None:
    """Two threads that take the same two locks in opposite orders make one pair."""
    journal = [
        ("t1", "acquire", "mast"),
        ("t1", "acquire", "boom"),
        ("t1", "release", "mast"),
        ("t1", "release", "boom"),
        ("t2", "acquire", "boom"),
        ("t2", "acquire", "mast"),
    ]

    assert inversions(journal) == [("boom", "mast")]


def test_t4_taking_a_lock_again_is_harmless() -> None:
    """A thread that takes again what it holds makes no pair."""
    journal = [("t1", "acquire", name) for name in ["mast", "boom", "mast"]]

    assert inversions(iter(journal)) == []
