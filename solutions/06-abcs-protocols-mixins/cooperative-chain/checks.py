"""Hidden checks of cooperative-chain."""

from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, given, points

PARTS = ["Powered", "Located", "Telemetry"]
KEYWORDS: dict[str, dict[str, Any]] = {
    "Equipment": {},
    "Powered": {"kilowatts": 270},
    "Located": {"block": "H4"},
    "Telemetry": {"interval": 15},
    "ReachStacker": {"kilowatts": 260, "block": "J1", "interval": 20, "max_tiers": 5},
    "RailCrane": {"kilowatts": 900},
    "Beaconed": {"beacon_serial": "VB-0071"},
    "Crewed": {"operator": "Oyelaran"},
    "Numbered": {"number": 7},
}


def needs(*names: str) -> dict[str, Any]:
    """Keywords for a machine with these bases."""
    keywords = {} if "Numbered" in names else {"asset_id": "M-12"}
    for name in names:
        keywords |= KEYWORDS[name]
    return keywords


@st.composite
def machines(draw: Any, more: tuple[str, ...] = ()) -> tuple[list[str], dict[str, Any]]:
    """Some parts in some order, and keywords for them in another; the interval may be left out."""
    known = [*PARTS, *more]
    names = draw(st.permutations(known))[: draw(st.integers(1, len(known)))]
    values = {
        "kilowatts": st.integers(1, 2000),
        "block": st.text(max_size=5),
        "interval": st.integers(1, 600),
        "beacon_serial": st.text(max_size=8),
        "operator": st.text(max_size=8),
    }
    keywords = {key: draw(values[key]) for key in needs(*names) if key in values}
    keywords["asset_id"] = draw(st.text(max_size=8))
    if draw(st.booleans()):
        keywords.pop("interval", None)
    return names, {key: keywords[key] for key in draw(st.permutations(sorted(keywords)))}


# --- Task 1 ---


@points(2, task=1, covers="R1")
def check_root_keeps_its_id_and_a_journal_of_its_own(student, reference):
    """Each root keeps its id and begins with an empty journal that no other machine shares."""
    agree(student, reference, "set_up_directly", "Equipment", {"asset_id": "Grúa 3"})
    agree(student, reference, "set_up_directly", "Equipment", {"asset_id": ""})
    agree(student, reference, "journal_before_work", "Equipment", {"asset_id": "E-1"})


@points(2, task=1, covers="R2", after="check_root_keeps_its_id_and_a_journal_of_its_own")
def check_root_ends_each_chain(student, reference):
    """The root notes its start and its shutting down, and passes the calls on to nobody."""
    agree(student, reference, "journal_of_root")


@points(1, task=1, covers="R3")
def check_root_reports_its_id(student, reference):
    """The root reports its id, in a new dict each time."""
    agree(student, reference, "report_of", ["Equipment"], {"asset_id": "E-1"})
    agree(student, reference, "report_again", "Equipment", {"asset_id": "E-1"})


@points(2, task=1, covers="R4")
def check_root_refuses_other_arguments(student, reference):
    """The root refuses unknown, missing and unnamed arguments with TypeError."""
    good = needs("Equipment")
    agree(student, reference, "refused", "Equipment", good, [], {**good, "colour": "red"})
    agree(student, reference, "refused", "Equipment", good, [], {**good, "journal": []})
    agree(student, reference, "refused", "Equipment", good, [], {})
    agree(student, reference, "refused", "Equipment", good, ["E-1"], {})


# --- Task 2 ---


@points(2, task=2, covers="R5 R7")
def check_each_part_keeps_its_keyword(student, reference):
    """Each part keeps its own keyword; the interval is 60 seconds if none is given."""
    for name in PARTS:
        agree(student, reference, "set_up_directly", name, needs(name))
    agree(student, reference, "set_up_directly", "Telemetry", {"asset_id": "T-5"})


@points(2, task=2, covers="R4 R8")
def check_parts_refuse_other_arguments(student, reference):
    """A part refuses unknown, missing and unnamed arguments with TypeError."""
    for name, value in [("Powered", 270), ("Located", "H4"), ("Telemetry", 15)]:
        good = needs(name)
        agree(student, reference, "refused", name, good, [], {**good, "colour": "red"})
        agree(student, reference, "refused", name, good, [], KEYWORDS[name])
        agree(student, reference, "refused", name, good, [value], {"asset_id": "M-1"})
    for name in ["Powered", "Located"]:
        agree(student, reference, "refused", name, needs(name), [], {"asset_id": "M-1"})


@points(3, task=2, covers="R6", after="check_each_part_keeps_its_keyword")
def check_a_part_from_elsewhere_is_set_up_once(student, reference):
    """A part that your code has never seen is set up once, wherever it stands in the chain."""
    for names in [
        ["Crewed", "Powered", "Located", "Telemetry"],
        ["Powered", "Crewed", "Telemetry", "Located"],
        ["Telemetry", "Located", "Crewed", "Powered"],
        ["Located", "Telemetry", "Powered", "Crewed"],
    ]:
        agree(student, reference, "set_up", names, needs(*names))


@points(1, task=2, covers="R7", after="check_each_part_keeps_its_keyword")
def check_topic_follows_the_id_of_the_root(student, reference):
    """The topic is made of the id that the root has kept, also if another class has supplied it."""
    agree(student, reference, "set_up", ["Telemetry", "Numbered"], needs("Telemetry", "Numbered"))
    agree(student, reference, "set_up", ["Numbered", "Telemetry"], needs("Telemetry", "Numbered"))


@points(2, task=2, covers="R5 R6 R7", after="check_a_part_from_elsewhere_is_set_up_once")
@given(drawn=machines(more=("Crewed",)))
def check_parts_are_set_up_in_any_order(student, reference, drawn):
    """Any parts in any order set up one machine."""
    names, keywords = drawn
    agree(student, reference, "set_up", names, keywords)


@points(
    1,
    task=2,
    covers="R8",
    after="check_parts_refuse_other_arguments check_a_part_from_elsewhere_is_set_up_once",
)
@given(
    drawn=machines(),
    unknown=st.sampled_from(["colour", "kilowatt", "blocks", "Interval", "asset", "journal"]),
)
def check_any_machine_refuses_unknown_keywords(student, reference, drawn, unknown):
    """Any machine refuses a keyword that none of its parts takes with TypeError."""
    names, keywords = drawn
    agree(student, reference, "machine_refused", names, keywords, {**keywords, unknown: 1})


# --- Task 3 ---


@points(3, task=3, covers="R9 R10", after="check_root_ends_each_chain")
def check_parts_start_last_and_shut_down_first(student, reference):
    """A part starts after all that follow it, and shuts down before them."""
    for names in [
        ["Powered"],
        ["Telemetry"],
        ["Located"],
        ["Powered", "Located", "Telemetry"],
        ["Telemetry", "Powered"],
        ["Crewed", "Telemetry", "Located", "Powered"],
        ["Powered", "Crewed", "Telemetry"],
    ]:
        agree(student, reference, "journal_of", names, needs(*names))


@points(2, task=3, covers="R6 R9 R10", after="check_root_ends_each_chain")
def check_a_part_from_elsewhere_works_once(student, reference):
    """A part that your code has never seen starts, reports and shuts down once."""
    for names in [
        ["Powered", "Located", "Telemetry", "Crewed"],
        ["Telemetry", "Crewed", "Located", "Powered"],
    ]:
        agree(student, reference, "runs_of", names, needs(*names))


@points(2, task=3, covers="R11", after="check_root_reports_its_id")
def check_parts_add_to_the_report(student, reference):
    """Each part adds its own keyword to the report of all the others."""
    for names in [
        ["Powered"],
        ["Located"],
        ["Telemetry"],
        PARTS,
        ["Telemetry", "Crewed", "Powered"],
    ]:
        agree(student, reference, "report_of", names, needs(*names))
    agree(student, reference, "report_of", ["Telemetry"], {"asset_id": "T-5"})


@points(
    2,
    task=3,
    covers="R9 R10",
    after="check_parts_start_last_and_shut_down_first check_a_part_from_elsewhere_is_set_up_once",
)
@given(drawn=machines(more=("Crewed",)))
def check_any_machine_works_through_a_day(student, reference, drawn):
    """Any parts in any order start and shut down in the order of their chain."""
    names, keywords = drawn
    agree(student, reference, "journal_of", names, keywords)


# --- Task 4 ---


@points(2, task=4, covers="R4 R8 R12", after="check_a_part_from_elsewhere_is_set_up_once")
def check_reach_stacker_joins_three_parts(student, reference):
    """A reach stacker has three parts in their order and its own keyword, also in its report."""
    keywords = needs("ReachStacker")
    agree(student, reference, "set_up_directly", "ReachStacker", keywords)
    agree(student, reference, "report_of", ["ReachStacker"], keywords)
    agree(student, reference, "own_order", "ReachStacker", keywords)
    missing = {key: value for key, value in keywords.items() if key != "max_tiers"}
    agree(student, reference, "refused", "ReachStacker", keywords, [], missing)
    agree(student, reference, "refused", "ReachStacker", keywords, [5], missing)
    agree(student, reference, "refused", "ReachStacker", keywords, [], {**keywords, "tiers": 4})


@points(2, task=4, covers="R4 R8 R13", after="check_a_part_from_elsewhere_is_set_up_once")
def check_rail_crane_supplies_its_block(student, reference):
    """A rail crane works in block RAIL, unless its caller names another."""
    keywords = needs("RailCrane")
    agree(student, reference, "set_up_directly", "RailCrane", keywords)
    agree(student, reference, "own_order", "RailCrane", keywords)
    agree(student, reference, "set_up_directly", "RailCrane", {**keywords, "block": "H4"})
    agree(student, reference, "report_of", ["RailCrane"], {**keywords, "block": ""})
    agree(student, reference, "refused", "RailCrane", keywords, [], {**keywords, "colour": "red"})
    agree(student, reference, "refused", "RailCrane", keywords, ["H4"], keywords)


@points(
    3,
    task=4,
    covers="R6 R12 R13",
    after="check_parts_start_last_and_shut_down_first check_a_part_from_elsewhere_is_set_up_once",
)
def check_machines_extend_further(student, reference):
    """A machine that is made of your machines and another part still runs each part once."""
    for names in [
        ["ReachStacker", "Crewed"],
        ["Crewed", "ReachStacker"],
        ["RailCrane", "Crewed"],
        ["Crewed", "RailCrane"],
    ]:
        agree(student, reference, "set_up", names, needs(*names))
        agree(student, reference, "journal_of", names, needs(*names))


# --- Task 5 ---


@points(2, task=5, covers="R4 R14")
def check_beacon_is_lit_while_the_machine_works(student, reference):
    """A beaconed machine holds a vendor's beacon of its own, lit from start to shutting down."""
    keywords = needs("Beaconed")
    agree(student, reference, "beacon_through_a_day", ["Beaconed"], keywords)
    agree(student, reference, "beacons_apart", keywords)
    agree(student, reference, "families", "Beaconed", keywords)
    agree(student, reference, "refused", "Beaconed", keywords, [], needs("Equipment"))
    agree(student, reference, "refused", "Beaconed", keywords, ["VB-2"], needs("Equipment"))


@points(
    3,
    task=5,
    covers="R14 R15",
    after="check_beacon_is_lit_while_the_machine_works check_parts_add_to_the_report"
    " check_parts_start_last_and_shut_down_first check_a_part_from_elsewhere_is_set_up_once",
)
@given(drawn=machines(more=("Beaconed", "Crewed")))
def check_beacon_takes_part_in_any_chain(student, reference, drawn):
    """The beacon takes part in any chain, like any other part."""
    names, keywords = drawn
    agree(student, reference, "set_up", names, keywords)
    agree(student, reference, "journal_of", names, keywords)
    agree(student, reference, "report_of", names, keywords)
