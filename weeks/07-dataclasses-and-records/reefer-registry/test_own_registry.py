"""Your own tests of the registry: reefers go in, readings and alarms come out."""

from reefer_registry import Reading, Reefer, Registry, Setting


def filled() -> Registry:
    """A registry with one reefer; add more in your tests."""
    readings = [Reading(10, 4.5), Reading(0, 7.0)]
    return Registry([Reefer("QYLU0000204", "figs", Setting(target=4.0), readings)])


def test_own_first_claim() -> None:
    """TODO: say in one sentence what must hold, then show it with `filled()` and `assert`."""
    raise NotImplementedError("Task 6: write at least four tests")
