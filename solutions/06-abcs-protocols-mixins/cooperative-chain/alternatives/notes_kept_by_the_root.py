"""The journal and the report are kept in one place; parts tell the root what to note.

The root offers `_note`, and makes the journal when it is first asked for. A part gives its report
entry by changing the dict that the rest of the chain has made.
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
        self._asset_id = asset_id
        self._entries: list[str] | None = None

    @property
    def asset_id(self) -> str:
        """The id, which no part may change."""
        return self._asset_id

    @property
    def journal(self) -> list[str]:
        """What has been noted so far."""
        if self._entries is None:
            self._entries = []
        return self._entries

    def _note(self, entry: str) -> None:
        self.journal.append(entry)

    def start(self) -> None:
        """Get ready for work; parts do so after all that follow them in the chain."""
        self._note("ready")

    def shut_down(self) -> None:
        """End work; parts do so before all that follow them in the chain."""
        self._note("parked")

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
        self._note("power on")

    def shut_down(self) -> None:
        self._note("power off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        known = super().report()
        known["kilowatts"] = self.kilowatts
        return known


class Located(Equipment):
    """The part that knows the machine's block; it has nothing to start or shut down."""

    def __init__(self, *, block: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.block = block

    def report(self) -> dict[str, object]:
        known = super().report()
        known["block"] = self.block
        return known


class Telemetry(Equipment):
    """The part that sends a reading every `interval` seconds."""

    def __init__(self, *, interval: int = 60, **rest: Any) -> None:
        super().__init__(**rest)
        self.interval = interval
        self.topic = f"equipment/{self.asset_id}"

    def start(self) -> None:
        super().start()
        self._note("telemetry on")

    def shut_down(self) -> None:
        self._note("telemetry off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        known = super().report()
        known["interval"] = self.interval
        return known


class ReachStacker(Powered, Located, Telemetry):
    """A machine that stacks containers up to `max_tiers` high."""

    def __init__(self, *, max_tiers: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.max_tiers = max_tiers

    def report(self) -> dict[str, object]:
        known = super().report()
        known["max_tiers"] = self.max_tiers
        return known


class RailCrane(Telemetry, Located, Powered):
    """A crane that works over the rails unless it is lent to another block."""

    def __init__(self, *, block: str = "RAIL", **rest: Any) -> None:
        super().__init__(block=block, **rest)


class Beaconed(Equipment):
    """The part that holds a vendor's beacon and takes it along in the chain."""

    def __init__(self, *, beacon_serial: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.beacon = VendorBeacon(beacon_serial)

    def start(self) -> None:
        super().start()
        self.beacon.switch(True)
        self._note("beacon on")

    def shut_down(self) -> None:
        self.beacon.switch(False)
        self._note("beacon off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        known = super().report()
        known["beacon_serial"] = self.beacon.serial
        return known
