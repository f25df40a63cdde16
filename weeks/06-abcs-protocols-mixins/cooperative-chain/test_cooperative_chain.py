"""Visible tests of cooperative-chain."""

import pytest

from cooperative_chain import (
    Beaconed,
    Equipment,
    Located,
    Powered,
    RailCrane,
    ReachStacker,
    Telemetry,
    VendorBeacon,
)


def test_t1_root_ends_start_and_shut_down() -> None:
    """The root notes its start and its shutting down, and nothing else is called."""
    root = Equipment(asset_id="EQ-1")

    root.start()
    root.shut_down()

    assert root.journal == ["ready", "parked"]


def test_t1_machines_share_no_journal() -> None:
    """What one machine notes does not appear in the journal of another."""
    first = Equipment(asset_id="EQ-1")
    second = Equipment(asset_id="EQ-2")

    first.start()

    assert second.journal == []


def test_t1_unknown_keyword_is_refused() -> None:
    """A misspelt keyword is a TypeError, and is not dropped in silence."""
    assert Equipment(asset_id="EQ-1").asset_id == "EQ-1"
    misspelt = {"asset_id": "EQ-1", "assetid": "EQ-2"}
    with pytest.raises(TypeError):
        Equipment(**misspelt)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((Powered, Located, Telemetry), id="Machine(Powered, Located, Telemetry)"),
        pytest.param((Located, Telemetry, Powered), id="Machine(Located, Telemetry, Powered)"),
        pytest.param((Telemetry, Powered, Located), id="Machine(Telemetry, Powered, Located)"),
    ],
)
def test_t2_parts_are_set_up_in_any_order(parts: tuple[type, ...]) -> None:
    """Each part finds its own keyword, whichever part comes first."""
    machine = type("Machine", parts, {})(asset_id="MX-3", kilowatts=75, block="D2", interval=30)

    assert (machine.asset_id, machine.kilowatts, machine.block) == ("MX-3", 75, "D2")
    assert (machine.interval, machine.topic) == (30, "equipment/MX-3")


def test_t2_new_part_between_two_parts_is_set_up_once() -> None:
    """A part that comes later from another team is set up, and only once."""
    calls: list[str] = []

    class Weighed(Equipment):
        def __init__(self, *, limit: float, **rest: str) -> None:
            calls.append(f"limit {limit}")
            super().__init__(**rest)

    class Lift(Powered, Weighed, Located):
        pass

    Lift(asset_id="LI-1", kilowatts=30, limit=2.5, block="A1")

    assert calls == ["limit 2.5"]


def test_t2_keyword_that_no_part_takes_is_refused() -> None:
    """Every part hands an unknown keyword on, and at the end of the chain it is a TypeError."""

    class Trolley(Powered, Telemetry):
        pass

    assert Trolley(asset_id="TR-1", kilowatts=5).interval == 60
    with pytest.raises(TypeError):
        Trolley(asset_id="TR-1", kilowatts=5, block="B3")


def test_t3_root_starts_first_and_parks_last() -> None:
    """The journal of a day runs up the chain and down again."""

    class Sensor(Telemetry, Located, Powered):
        pass

    sensor = Sensor(asset_id="SE-8", kilowatts=1, block="F6")
    sensor.start()
    assert sensor.journal == ["ready", "power on", "telemetry on"]

    sensor.shut_down()
    assert sensor.journal[3:] == ["telemetry off", "power off", "parked"]


def test_t3_report_holds_what_every_part_knows() -> None:
    """Each part adds one entry to the report of the parts after it."""

    class Scanner(Located, Powered):
        pass

    scanner = Scanner(asset_id="SC-2", kilowatts=3, block="G1")

    assert scanner.report() == {"asset_id": "SC-2", "kilowatts": 3, "block": "G1"}


def test_t4_reach_stacker_reports_all_its_parts() -> None:
    """A reach stacker knows its parts' keywords and its own."""
    stacker = ReachStacker(asset_id="RS-7", kilowatts=250, block="K3", interval=10, max_tiers=4)

    assert stacker.report() == {
        "asset_id": "RS-7",
        "kilowatts": 250,
        "block": "K3",
        "interval": 10,
        "max_tiers": 4,
    }


def test_t4_rail_crane_can_be_lent_to_another_block() -> None:
    """The block of a rail crane is a default, which a caller may overrule."""
    assert RailCrane(asset_id="RC-1", kilowatts=800, block="E5").block == "E5"


def test_t5_beacon_is_lit_from_start_to_shut_down() -> None:
    """The vendor's beacon burns while its machine works."""
    machine = Beaconed(asset_id="BE-4", beacon_serial="VB-900")
    machine.start()
    assert machine.beacon.lit

    machine.shut_down()
    assert not machine.beacon.lit


def test_t5_beaconed_machine_is_no_beacon() -> None:
    """A beaconed machine holds a beacon, and is none itself."""
    machine = Beaconed(asset_id="BE-4", beacon_serial="VB-900")

    assert not isinstance(machine, VendorBeacon)
    assert machine.beacon.serial == "VB-900"
