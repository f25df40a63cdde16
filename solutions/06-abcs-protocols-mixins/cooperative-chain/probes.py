"""Beside the student's code: builds machines in new orders, with a part nobody has seen before."""

from collections.abc import Callable
from typing import Any

import cooperative_chain as chain

ATTRIBUTES = ["asset_id", "kilowatts", "block", "interval", "topic", "max_tiers", "operator"]


def crewed(runs: list[str]) -> type:
    """A part from elsewhere with the keyword `operator`; notes in `runs` each method that runs."""

    class Crewed(chain.Equipment):
        def __init__(self, *, operator: str, **rest: Any) -> None:
            runs.append("init")
            super().__init__(**rest)
            self.operator = operator

        def start(self) -> None:
            runs.append("start")
            super().start()
            self.journal.append("crew on")

        def shut_down(self) -> None:
            runs.append("shut_down")
            self.journal.append("crew off")
            super().shut_down()

        def report(self) -> dict[str, object]:
            runs.append("report")
            return {**super().report(), "operator": self.operator}

    return Crewed


def numbered() -> type:
    """A class from elsewhere that makes the machine's id out of the keyword `number`."""

    class Numbered(chain.Equipment):
        def __init__(self, *, number: int, **rest: Any) -> None:
            super().__init__(asset_id=f"Q-{number:03}", **rest)

    return Numbered


def build(names: list[str], runs: list[str] | None = None) -> type:
    """A machine with the named classes as its bases."""
    makers: dict[str, Callable[[], type]] = {
        "Crewed": lambda: crewed([] if runs is None else runs),
        "Numbered": numbered,
    }
    bases = [makers[name]() if name in makers else getattr(chain, name) for name in names]
    return type("Machine", tuple(bases), {})


def attributes(machine: Any) -> dict[str, Any]:
    """Those public attributes that the machine has."""
    return {name: getattr(machine, name) for name in ATTRIBUTES if hasattr(machine, name)}


def set_up(names: list[str], keywords: dict[str, Any]) -> Any:
    """The attributes of a machine that was set up, and how often the part from elsewhere was."""
    runs: list[str] = []
    machine = build(names, runs)(**keywords)
    return attributes(machine), runs


def set_up_directly(name: str, keywords: dict[str, Any]) -> Any:
    """The attributes of an object of the student's own class."""
    return attributes(getattr(chain, name)(**keywords))


def refused(name: str, good: dict[str, Any], values: list[Any], bad: dict[str, Any]) -> Any:
    """The attributes of an object made of the bad arguments, once the good ones have made one."""
    cls = getattr(chain, name)
    cls(**good)
    return attributes(cls(*values, **bad))


def machine_refused(names: list[str], good: dict[str, Any], bad: dict[str, Any]) -> Any:
    """The attributes of a machine made of the bad keywords, once the good ones have made one."""
    cls = build(names)
    cls(**good)
    return attributes(cls(**bad))


def journal_before_work(name: str, keywords: dict[str, Any]) -> Any:
    """The journals of two machines after only the first of them has started."""
    cls = getattr(chain, name)
    first, second = cls(**keywords), cls(**keywords)
    before = list(first.journal)
    first.start()
    return before, second.journal, second.journal is first.journal


def journal_of_root() -> Any:
    """The journal of a bare root through two days of work, and what the calls return."""
    root = chain.Equipment(asset_id="E-1")
    returned = [root.start(), root.shut_down(), root.start(), root.shut_down()]
    return root.journal, returned


def journal_of(names: list[str], keywords: dict[str, Any]) -> Any:
    """The journal of a machine after its start and at the end, and what the calls return."""
    machine = build(names)(**keywords)
    returned = [machine.start()]
    started = list(machine.journal)
    returned.append(machine.shut_down())
    return started, machine.journal, returned


def runs_of(names: list[str], keywords: dict[str, Any]) -> Any:
    """Which methods of the part from elsewhere ran in one day of work, in order."""
    runs: list[str] = []
    machine = build(names, runs)(**keywords)
    machine.start()
    machine.shut_down()
    machine.report()
    return runs


def report_of(names: list[str], keywords: dict[str, Any]) -> Any:
    """The report of a machine."""
    return build(names)(**keywords).report()


def report_again(name: str, keywords: dict[str, Any]) -> Any:
    """The second report of a machine, after the first was emptied and the machine has worked."""
    machine = getattr(chain, name)(**keywords)
    machine.report().clear()
    machine.start()
    return machine.report()


def families(name: str, keywords: dict[str, Any]) -> Any:
    """Of which of the student's classes an object is an instance."""
    thing = getattr(chain, name)(**keywords)
    names = ["Equipment", "Powered", "Located", "Telemetry", "VendorBeacon"]
    return [isinstance(thing, getattr(chain, other)) for other in names]


def own_order(name: str, keywords: dict[str, Any]) -> Any:
    """The names of a machine's own bases, for a machine that can be set up."""
    cls = getattr(chain, name)
    cls(**keywords)
    return [base.__name__ for base in cls.__bases__]


def beacon_through_a_day(names: list[str], keywords: dict[str, Any]) -> Any:
    """The serial number of the beacon, its type, and whether it is lit before, in, after work."""
    machine = build(names)(**keywords)
    lit = [machine.beacon.lit]
    machine.start()
    lit.append(machine.beacon.lit)
    machine.shut_down()
    lit.append(machine.beacon.lit)
    return machine.beacon.serial, type(machine.beacon).__name__, lit


def beacons_apart(keywords: dict[str, Any]) -> Any:
    """Whether a second machine's beacon is lit after the first machine has started."""
    first, second = chain.Beaconed(**keywords), chain.Beaconed(**keywords)
    first.start()
    return first.beacon.lit, second.beacon.lit
