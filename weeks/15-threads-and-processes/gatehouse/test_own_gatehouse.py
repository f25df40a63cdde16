"""Your own tests of the gatehouse: plates go in, and a rehearsal says when clerks go on."""

from gatehouse import Gatehouse, Rehearsal


def held_up(rehearsal: Rehearsal) -> Gatehouse:
    """A gatehouse whose only clerk is held with one arrival; submit more in your tests."""
    house = Gatehouse(rehearsal, clerks=1, capacity=3)
    house.submit("AB 1")
    assert house.wait_for(3, busy=1)
    return house


def test_own_first_claim() -> None:
    """TODO: say in one sentence what must hold, then show it with `held_up` and `assert`."""
    raise NotImplementedError("Task 6: write at least four tests")
