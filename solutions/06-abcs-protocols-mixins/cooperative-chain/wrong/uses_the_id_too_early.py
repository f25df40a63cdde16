"""Uses an attribute of the root before the root has been set up.

Reply: Your telemetry asks for the id before the machine has one.
During which line is the root set up?

Fails: check_each_part_keeps_its_keyword check_parts_refuse_other_arguments
check_a_part_from_elsewhere_is_set_up_once check_topic_follows_the_id_of_the_root
check_parts_are_set_up_in_any_order check_any_machine_refuses_unknown_keywords
check_parts_start_last_and_shut_down_first check_a_part_from_elsewhere_works_once
check_parts_add_to_the_report check_any_machine_works_through_a_day
check_reach_stacker_joins_three_parts check_rail_crane_supplies_its_block
check_machines_extend_further check_beacon_takes_part_in_any_chain
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
        self.topic = f"equipment/{self.asset_id}"
        super().__init__(**rest)
        self.interval = interval

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
        self.journal.append("beacon on")

    def shut_down(self) -> None:
        self.beacon.switch(False)
        self.journal.append("beacon off")
        super().shut_down()

    def report(self) -> dict[str, object]:
        return {**super().report(), "beacon_serial": self.beacon.serial}
