"""Fixes the keyword of the crane, so that a caller who names it as well collides.

Reply: Your rail crane is right until it is lent: then its block is named twice.
How can a class supply a keyword, and still let its caller overrule it?

Fails: check_rail_crane_supplies_its_block
"""

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
        self.asset_id = asset_id
        self.journal: list[str] = []

    def start(self) -> None:
        """Get ready for work; parts do so after all that follow them in the chain."""
        self.journal.append("ready")

    def shut_down(self) -> None:
        """End work; parts do so before all that follow them in the chain."""
        self.journal.append("parked")

    def report(self) -> dict[str, object]:
        """Return what is known of the machine; each part adds its own."""
        return {"asset_id": self.asset_id}


class Powered(Equipment):
    """The part that supplies power."""

    def __init__(self, *, kilowatts: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.kilowatts = kilowatts

    def start(self) -> None:
        super().start()
        self.journal.append("power on")

    def shut_down(self) -> None:
        self.journal.append("power off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        return {**super().report(), "kilowatts": self.kilowatts}


class Located(Equipment):
    """The part that knows the machine's block; it has nothing to start or shut down."""

    def __init__(self, *, block: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.block = block

    def report(self) -> dict[str, object]:
        return {**super().report(), "block": self.block}


class Telemetry(Equipment):
    """The part that sends a reading every `interval` seconds."""

    def __init__(self, *, interval: int = 60, **rest: Any) -> None:
        super().__init__(**rest)
        self.interval = interval
        self.topic = f"equipment/{self.asset_id}"

    def start(self) -> None:
        super().start()
        self.journal.append("telemetry on")

    def shut_down(self) -> None:
        self.journal.append("telemetry off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        return {**super().report(), "interval": self.interval}


class ReachStacker(Powered, Located, Telemetry):
    """A machine that stacks containers up to `max_tiers` high."""

    def __init__(self, *, max_tiers: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.max_tiers = max_tiers

    def report(self) -> dict[str, object]:
        return {**super().report(), "max_tiers": self.max_tiers}


class RailCrane(Telemetry, Located, Powered):
    """A crane that works over the rails unless it is lent to another block."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(block="RAIL", **rest)


class Beaconed(Equipment):
    """The part that holds a vendor's beacon and takes it along in the chain."""

    def __init__(self, *, beacon_serial: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.beacon = VendorBeacon(beacon_serial)

    def start(self) -> None:
        super().start()
        self.beacon.switch(True)
        self.journal.append("beacon on")

    def shut_down(self) -> None:
        self.beacon.switch(False)
        self.journal.append("beacon off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        return {**super().report(), "beacon_serial": self.beacon.serial}
