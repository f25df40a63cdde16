"""Yard machines made of parts that set one another up, start and shut down in one chain."""

from typing import Any


class VendorBeacon:
    """A vendor's warning light: it takes its serial number by position and calls no super()."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self.lit = False

    def switch(self, lit: bool) -> None:
        """Turn the light on or off."""
        self.lit = lit


class Equipment:
    """The root of every machine: each chain of calls ends here, so nothing is passed on."""

    def __init__(self, *, asset_id: str) -> None:
        raise NotImplementedError("Task 1: keep the id and begin a journal")

    def start(self) -> None:
        """Get ready for work; parts do so after all that follow them in the chain."""
        raise NotImplementedError("Task 1: note that the machine is ready")

    def shut_down(self) -> None:
        """End work; parts do so before all that follow them in the chain."""
        raise NotImplementedError("Task 1: note that the machine is parked")

    def report(self) -> dict[str, object]:
        """Return what is known of the machine; each part adds its own."""
        raise NotImplementedError("Task 1: report the id")


class Powered(Equipment):
    """The part that supplies power."""

    def __init__(self, *, kilowatts: int, **rest: Any) -> None:
        raise NotImplementedError("Task 2: keep your keyword, pass on the rest")

    def start(self) -> None:
        raise NotImplementedError("Task 3: start the rest of the chain, then this part")

    def shut_down(self) -> None:
        raise NotImplementedError("Task 3: shut this part down, then the rest of the chain")

    def report(self) -> dict[str, object]:
        raise NotImplementedError("Task 3: add to the report of the rest of the chain")


class Located(Equipment):
    """The part that knows the machine's block; it has nothing to start or shut down."""

    def __init__(self, *, block: str, **rest: Any) -> None:
        raise NotImplementedError("Task 2: keep your keyword, pass on the rest")

    def report(self) -> dict[str, object]:
        raise NotImplementedError("Task 3: add to the report of the rest of the chain")


class Telemetry(Equipment):
    """The part that sends a reading every `interval` seconds."""

    def __init__(self, *, interval: int = 60, **rest: Any) -> None:
        raise NotImplementedError("Task 2: keep your keyword, pass on the rest")

    def start(self) -> None:
        raise NotImplementedError("Task 3: start the rest of the chain, then this part")

    def shut_down(self) -> None:
        raise NotImplementedError("Task 3: shut this part down, then the rest of the chain")

    def report(self) -> dict[str, object]:
        raise NotImplementedError("Task 3: add to the report of the rest of the chain")


class ReachStacker(Equipment):  # TODO Task 4: derive it from its parts
    """A machine that stacks containers up to `max_tiers` high."""

    def __init__(self, *, max_tiers: int, **rest: Any) -> None:
        raise NotImplementedError("Task 4: set up the parts and keep your keyword")

    def report(self) -> dict[str, object]:
        raise NotImplementedError("Task 4: add to the report of the rest of the chain")


class RailCrane(Equipment):  # TODO Task 4: derive it from its parts
    """A crane that works over the rails unless it is lent to another block."""

    def __init__(self, *, block: str = "RAIL", **rest: Any) -> None:
        raise NotImplementedError("Task 4: supply the block")


class Beaconed(Equipment):
    """The part that holds a vendor's beacon and takes it along in the chain."""

    def __init__(self, *, beacon_serial: str, **rest: Any) -> None:
        raise NotImplementedError("Task 5: make the beacon, pass on the rest")

    def start(self) -> None:
        raise NotImplementedError("Task 5: start the rest of the chain, then this part")

    def shut_down(self) -> None:
        raise NotImplementedError("Task 5: shut this part down, then the rest of the chain")

    def report(self) -> dict[str, object]:
        raise NotImplementedError("Task 5: add to the report of the rest of the chain")
