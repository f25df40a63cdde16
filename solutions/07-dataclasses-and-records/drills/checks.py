"""Hidden checks of the drills of week 07."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

words = st.text(alphabet="abcÄß -_7'\"", max_size=8)
counts = st.integers(-20, 20)
moves = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from(["", "A", "b", "C", "Ä"])),
    max_size=7,
)


@points(1, task=1, covers="R1")
def check_berth_is_a_record_of_three_fields(student, reference):
    """A Berth shows its three fields and compares by them; none of the three has a default."""
    agree(student, reference, "berth", 4, "north quay", 310.5)
    agree(student, reference, "berth_alone")


@points(1, task=1, covers="R1", after="check_berth_is_a_record_of_three_fields")
@given(examples=20, number=counts, quay=words, metres=st.floats(0, 500))
def check_any_berth(student, reference, number, quay, metres):
    """Any three values make a berth."""
    agree(student, reference, "berth", number, quay, metres)


@points(1, task=2, covers="R2")
def check_visitor_pass_has_defaults(student, reference):
    """Zone and days may be left out, the holder may not."""
    agree(student, reference, "visitor_pass", ["Ines Duarte"], {})
    agree(student, reference, "visitor_pass", ["Ines Duarte", "quay"], {})
    agree(student, reference, "visitor_pass", ["Ines Duarte"], {"days": 3})
    agree(student, reference, "visitor_pass", ["Ines Duarte", "quay", 0], {})


@points(1, task=3, covers="R3")
def check_each_stack_has_a_list_of_its_own(student, reference):
    """A container that is put on one stack is on no other."""
    agree(student, reference, "stacks_apart")


@points(1, task=3, covers="R3")
def check_a_given_list_is_kept(student, reference):
    """A list that is handed over is the list of the stack."""
    agree(student, reference, "stack_given", "A", ["QYU 1", "QYU 2"])
    agree(student, reference, "stack_given", "", [])


@points(1, task=4, covers="R4")
def check_reading_tidies_its_container(student, reference):
    """The container is kept in capitals, without blanks around it."""
    agree(student, reference, "reading", "  qyu 20b\n", -18.5)
    agree(student, reference, "reading", "QYU 7", 4.0)


@points(1, task=4, covers="R4", after="check_reading_tidies_its_container")
def check_reading_needs_a_container(student, reference):
    """A container of nothing, or of nothing but blanks, raises ValueError."""
    agree(student, reference, "reading", "", 4.0)
    agree(student, reference, "reading", " \t ", 4.0)


@points(1, task=4, covers="R4", after="check_reading_tidies_its_container")
@given(examples=20, celsius=st.floats(-100, 100))
def check_reading_refuses_impossible_temperatures(student, reference, celsius):
    """A temperature below -60 or above 60 raises ValueError."""
    for edge in (-60.0, 60.0, -60.1, 60.1, -61.0, 61.0, 0.0):
        agree(student, reference, "reading", "QYU 7", edge)
    agree(student, reference, "reading", "QYU 7", celsius)


@points(1, task=5, covers="R5")
def check_frozen_records_refuse(student, reference):
    """A frozen record refuses and keeps its value; another record is changed."""
    for kind in ("Seal", "Lamp"):
        agree(student, reference, "refused", kind, "number", "S-2")
        agree(student, reference, "refused", kind, "line", None)


@points(1, task=5, covers="R5", after="check_frozen_records_refuse")
def check_other_errors_pass_through(student, reference):
    """Whatever else is raised reaches the caller, such as the plain AttributeError of a tuple."""
    agree(student, reference, "refused_otherwise", "Row")
    agree(student, reference, "refused_otherwise", "Locked")


@points(1, task=6, covers="R6")
def check_moves_are_equal_by_all_fields(student, reference):
    """A move has three fields, and equals a move if all three are the same."""
    agree(student, reference, "move_shown")
    for other in [(1, 30, "A"), (2, 30, "A"), (1, 20, "A"), (1, 30, "B")]:
        agree(student, reference, "moves_equal", (1, 30, "A"), other)


@points(1, task=6, covers="R6")
def check_moves_compare_field_by_field(student, reference):
    """Priority decides, then the minute, then the container."""
    agree(student, reference, "compared", (1, 30, "B"), (2, 10, "A"))
    agree(student, reference, "compared", (1, 30, "A"), (1, 20, "B"))
    agree(student, reference, "compared", (1, 30, "A"), (1, 30, "B"))
    agree(student, reference, "compared", (1, 30, "A"), (1, 30, "A"))


@points(1, task=6, covers="R6", after="check_moves_compare_field_by_field")
def check_in_turn_gives_a_new_list(student, reference):
    """The moves come in turn, and what was handed over keeps its order."""
    rows = [(2, 5, "A"), (1, 9, "B"), (1, 3, "C"), (1, 3, "A")]
    agree(student, reference, "moves_in_turn", rows)
    agree(student, reference, "moves_in_turn", [])


@points(1, task=6, covers="R6", after="check_in_turn_gives_a_new_list")
@given(examples=25, rows=moves)
def check_any_moves_in_turn(student, reference, rows):
    """Any moves come in turn."""
    agree(student, reference, "moves_in_turn", rows)


@points(1, task=7, covers="R7")
def check_tank_takes_what_there_is_room_for(student, reference):
    """A tank takes what fits, says how much that was, and knows what is free."""
    agree(student, reference, "filled", 100, 0, [30, 40])
    agree(student, reference, "filled", 100, 60, [40, 1])
    agree(student, reference, "filled", 100, 60, [41, 0])


@points(1, task=7, covers="R7", after="check_tank_takes_what_there_is_room_for")
@given(
    examples=25,
    capacity=st.integers(10, 60),
    start=st.integers(0, 10),
    offers=st.lists(st.integers(0, 30), max_size=4),
)
def check_any_offers_to_a_tank(student, reference, capacity, start, offers):
    """A tank never holds more than its capacity, whatever is offered."""
    agree(student, reference, "filled", capacity, start, offers)


@points(1, task=8, covers="R8")
def check_slot_is_a_named_tuple(student, reference):
    """A Slot is a tuple of block, row and tier, with names; the tier is 1 unless it is said."""
    agree(student, reference, "slot", "B", 12, 3)


@points(1, task=8, covers="R8", after="check_slot_is_a_named_tuple")
@given(examples=20, block=words, row=counts, tier=counts)
def check_slot_label_unpacks_a_slot(student, reference, block, row, tier):
    """The label is made of the three parts."""
    agree(student, reference, "label_of_slot", "B", 12, 3)
    agree(student, reference, "label_of_slot", block, row, tier)


@points(1, task=8, covers="R8", after="check_slot_label_unpacks_a_slot")
def check_slot_label_unpacks_a_tuple(student, reference):
    """A plain tuple of three values has a label as well."""
    agree(student, reference, "label_of_tuple", "C", 1, 4)


@points(1, task=9, covers="R9")
def check_voyage_data_is_nested(student, reference):
    """The voyage is a dict, and so is each of its calls."""
    agree(student, reference, "voyage_as_data", "Aud", [("Oslo", 2), ("Riga", 1)])
    agree(student, reference, "voyage_as_data", "", [])


@points(1, task=9, covers="R9", after="check_voyage_data_is_nested")
def check_voyage_data_is_new(student, reference):
    """Changing the dict, its list or a call in it leaves the voyage as it was."""
    agree(student, reference, "voyage_after_changes")


@points(1, task=10, covers="R10")
def check_cases_a_to_c(student, reference):
    """The record type: the first three cases."""
    agree(student, reference, "choices", "abc")


@points(1, task=10, covers="R10")
def check_cases_d_to_f(student, reference):
    """The record type: the last three cases."""
    agree(student, reference, "choices", "def")


@points(1, task=11, covers="R11")
def check_extended_makes_a_new_booking(student, reference):
    """The new booking is longer and otherwise the same; the old one stays; a negative number shortens."""
    agree(student, reference, "extended_booking", "Aud", 4, 12, 6)
    agree(student, reference, "extended_booking", "Aud", 4, 12, -11)
    agree(student, reference, "extended_booking", "Aud", 4, 12, 0)


@points(1, task=11, covers="R11", after="check_extended_makes_a_new_booking")
def check_extended_booking_is_checked(student, reference):
    """A booking that would last no hour raises ValueError."""
    agree(student, reference, "extended_booking", "Aud", 4, 12, -12)
    agree(student, reference, "extended_booking", "Aud", 4, 12, -20)


@points(1, task=11, covers="R11", after="check_extended_makes_a_new_booking")
def check_extended_keeps_class_and_fields(student, reference):
    """A booking of a subclass gives one of the same subclass, with all its fields."""
    agree(student, reference, "extended_tour")


@points(1, task=12, covers="R12")
def check_buoy_fields_can_change(student, reference):
    """A Buoy is a record of two fields that can be assigned to; it is not lit unless it is said."""
    agree(student, reference, "buoy", "F 3", True)
    agree(student, reference, "buoy", "F 4", False)


@points(1, task=12, covers="R12", after="check_buoy_fields_can_change")
def check_buoy_refuses_other_attributes(student, reference):
    """Any other attribute raises AttributeError, and there is no dict of attributes."""
    for name in ("colour", "Lit", "nmae"):
        agree(student, reference, "buoy_refuses", name)


@points(1, task=13, covers="R13")
def check_transfer_takes_names(student, reference):
    """Container, source and target are wanted; the container may come without its name."""
    ends = {"source": "A", "target": "B"}
    agree(student, reference, "transfer", ["QYU 1"], ends)
    agree(student, reference, "transfer", ["QYU 1"], {"urgent": True, **ends})
    agree(student, reference, "transfer", [], {"container": "QYU 1", **ends})
    agree(student, reference, "transfer", ["QYU 1"], {"source": "A"})
    agree(student, reference, "transfer", ["QYU 1"], {"target": "A"})
    agree(student, reference, "transfer", [], ends)


@points(1, task=13, covers="R13", after="check_transfer_takes_names")
def check_transfer_refuses_values_without_names(student, reference):
    """Source, target and urgent without their names raise TypeError."""
    agree(student, reference, "transfer", ["QYU 1", "A", "B"], {})
    agree(student, reference, "transfer", ["QYU 1", "A"], {"target": "B"})
    agree(student, reference, "transfer", ["QYU 1", "A", "B", True], {})
