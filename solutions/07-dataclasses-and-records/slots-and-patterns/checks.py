"""Hidden checks of slots-and-patterns."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

STACK = [["A", 1, 1, "X1"], ["A", 1, 2, "X2"], ["A", 2, 1, "X3"], ["B", 1, 1, "X4"]]
ORDERS = [
    ["lift", "rtg-1", "X1", "A", 1, 1],
    ["place", "rtg-2", "X2", "B", 3, 1],
    ["order", "rtg-1"],
    ["place", "rtg-1", "X3", "B", 4, 2],
]

CRANES = st.sampled_from(["rtg-1", "rtg-2", "é"])
CONTAINERS = st.sampled_from(["X1", "X2", "X3"])
BLOCKS = st.sampled_from(["A", "B"])
WEIGHTS = st.integers(0, 40_000)
MOVES = st.tuples(
    st.sampled_from(["lift", "place", "place"]),
    CRANES,
    CONTAINERS,
    BLOCKS,
    st.integers(1, 2),
    st.integers(1, 3),
).map(list)
SIGNALS = st.tuples(st.just("signal"), st.sampled_from(["clear", "hold"]), BLOCKS).map(list)


@points(2, task=1, covers="R1", reply="a key of a dict needs a hash that fits its equality")
def check_positions_are_values(student, reference):
    """Positions are equal by value, can be keys, and are read by place in patterns."""
    agree(student, reference, "position_facts", "A", 4, 2)
    agree(student, reference, "position_facts", "é", 0, -1)


@points(1, task=1, covers="R1")
def check_positions_refuse_assignment(student, reference):
    """Assigning to an attribute of a position raises AttributeError."""
    for name in ("block", "row", "tier"):
        agree(student, reference, "change_position", name)


@points(2, task=1, covers="R2")
def check_orders_have_their_attributes(student, reference):
    """Orders, lifts and places keep what they are given, and their attributes may be changed."""
    agree(student, reference, "orders_told")


@points(1, task=1, covers="R2", reply="each class of the three has to say it for its own fields")
def check_orders_take_names_only(student, reference):
    """A value without a name, or a missing one, raises TypeError."""
    agree(student, reference, "order_by_place")
    agree(student, reference, "lift_by_place")
    agree(student, reference, "lift_by_places")
    agree(student, reference, "lift_by_its_own_places")
    agree(student, reference, "place_by_place")
    agree(student, reference, "lift_without_source")


@points(3, task=1, covers="R3", reply="every class of a hierarchy has to ask for slots itself")
def check_misspelt_attributes_are_refused(student, reference):
    """An attribute that an order does not have cannot be set, and no record has a __dict__."""
    agree(student, reference, "misspell", "order", "prioritiy")
    agree(student, reference, "misspell", "lift", "target")
    agree(student, reference, "misspell", "place", "source")
    agree(student, reference, "have_dicts")


@points(2, task=2, covers="R4")
def check_a_weighing_knows_its_net_weight(student, reference):
    """The net weight is gross minus tare, and the tare has a default."""
    agree(student, reference, "net", "X1", 9000)
    agree(student, reference, "net", "X1", 2200)
    agree(student, reference, "net", "é", 9000, 3850)
    agree(student, reference, "net", "", 0, 0)


@points(1, task=2, covers="R4", after="check_a_weighing_knows_its_net_weight")
@given(gross=WEIGHTS, tare=WEIGHTS)
def check_any_weighing(student, reference, gross, tare):
    """Any two weights give a net weight or ValueError."""
    agree(student, reference, "net", "X2", gross, tare)


@points(1, task=2, covers="R4")
def check_impossible_weighings_are_refused(student, reference):
    """Less than the empty container raises ValueError; wrong parameters raise TypeError."""
    agree(student, reference, "net", "X1", 2199)
    agree(student, reference, "net", "X1", 3000, 3001)
    agree(student, reference, "net_as_a_parameter")
    agree(student, reference, "weighing_by_place")


@points(
    2, task=2, covers="R3 R5", reply="which kind of annotation makes a parameter, but no field?"
)
def check_the_gross_weight_is_forgotten(student, reference):
    """A weighing has neither a gross weight nor a __dict__."""
    agree(student, reference, "gross_of_a_weighing")
    agree(student, reference, "weighing_has_a_dict")


@points(1, task=2, covers="R6", reply="which tare is taken off when the new weighing is made?")
def check_a_weighing_is_relabelled(student, reference):
    """relabel() keeps the net weight and leaves the old weighing as it was."""
    agree(student, reference, "relabelled", 9000, 2200, "X2")
    agree(student, reference, "relabelled", 2500, 2200, "X2")
    agree(student, reference, "relabelled", 2200, 2200, "é")


@points(1, task=2, covers="R6", after="check_a_weighing_is_relabelled")
@given(net=WEIGHTS, tare=WEIGHTS)
def check_any_weighing_is_relabelled(student, reference, net, tare):
    """relabel() keeps any net weight."""
    agree(student, reference, "relabelled", net + tare, tare, "X3")


@points(2, task=3, covers="R7")
def check_signals_are_read_by_place(student, reference):
    """Class patterns read the code of a signal first, then its block."""
    agree(student, reference, "signal_read", "stop", "A")
    agree(student, reference, "signal_read", "Hold", "Z")
    agree(student, reference, "signal_read", "go", "b")
    agree(student, reference, "signal_by_one", "go", "b")


@points(2, task=4, covers="R8", reply="each new order is of the class of the old one")
def check_a_crane_stands_in(student, reference):
    """reassign() makes new orders for the broken crane and keeps the others."""
    agree(student, reference, "reassigned", ORDERS, "rtg-1", "rtg-7")
    agree(student, reference, "reassigned", ORDERS, "rtg-5", "rtg-7")
    agree(student, reference, "reassigned", [], "rtg-2", "rtg-7")


@points(1, task=4, covers="R8", reply="the orders that were given belong to the caller")
def check_reassigning_changes_no_order(student, reference):
    """The orders given to reassign() are what they were."""
    agree(student, reference, "orders_after_reassigning", ORDERS, "rtg-1", "rtg-7")


@points(2, task=5, covers="R9 R11")
def check_lifts_are_carried_out(student, reference):
    """A lift takes the container it names, if that is there and nothing stands on it."""
    agree(student, reference, "carried_out", STACK, ["lift", "rtg-1", "X2", "A", 1, 2])
    agree(student, reference, "carried_out", STACK, ["lift", "rtg-1", "X4", "B", 1, 1])
    agree(student, reference, "refused", STACK, ["lift", "rtg-1", "X1", "A", 1, 1])
    agree(student, reference, "refused", STACK, ["lift", "rtg-1", "X1", "A", 1, 2])
    agree(student, reference, "refused", STACK, ["lift", "rtg-1", "X2", "A", 2, 2])
    agree(student, reference, "refused", [], ["lift", "rtg-1", "X2", "A", 2, 1])


@points(2, task=5, covers="R10 R11")
def check_places_are_carried_out(student, reference):
    """A place fills a free target on the ground or on another container."""
    agree(student, reference, "carried_out", STACK, ["place", "rtg-1", "X9", "A", 1, 3])
    agree(student, reference, "carried_out", STACK, ["place", "rtg-1", "X9", "B", 2, 1])
    agree(student, reference, "carried_out", [], ["place", "rtg-1", "X1", "B", 1, 1])
    agree(student, reference, "refused", STACK, ["place", "rtg-1", "X9", "A", 1, 1])
    agree(student, reference, "refused", STACK, ["place", "rtg-1", "X9", "A", 1, 2])
    agree(student, reference, "refused", STACK, ["place", "rtg-1", "X9", "A", 2, 3])
    agree(student, reference, "refused", STACK, ["place", "rtg-1", "X9", "C", 1, 2])


@points(2, task=5, covers="R12", reply="what does a name without quotes do in a pattern?")
def check_signals_and_the_rest_are_carried_out(student, reference):
    """CLEAR empties a block; other signals, other orders and weighings change nothing."""
    agree(student, reference, "carried_out", STACK, ["signal", "clear", "A"])
    agree(student, reference, "carried_out", STACK, ["signal", "CLEAR", "Z"])
    agree(student, reference, "carried_out", STACK, ["signal", "hold", "A"])
    agree(student, reference, "carried_out", STACK, ["order", "rtg-1"])
    agree(student, reference, "carried_out", STACK, ["weighing", "X1", 9000])


@points(2, task=5, covers="R13", after="check_signals_and_the_rest_are_carried_out")
def check_other_messages_raise_type_error(student, reference):
    """A message of any other class raises TypeError; subclasses of orders are carried out."""
    agree(student, reference, "foreign_messages", STACK)
    agree(student, reference, "subclass_carried_out", STACK, "X2", ["A", 1, 2])


@points(1, task=5, covers="R9 R10 R12", reply="whose dict do you change?")
def check_the_yard_is_not_changed(student, reference):
    """carry_out() returns a new dict and leaves the one it was given."""
    agree(student, reference, "yard_afterwards", STACK, ["lift", "rtg-1", "X2", "A", 1, 2])
    agree(student, reference, "yard_afterwards", STACK, ["place", "rtg-1", "X9", "C", 1, 1])
    agree(student, reference, "yard_afterwards", STACK, ["signal", "clear", "A"])
    agree(student, reference, "yard_afterwards", STACK, ["signal", "hold", "A"])
    agree(student, reference, "yard_afterwards", STACK, ["order", "rtg-1"])


@points(
    2,
    task=5,
    covers="R9 R10 R11 R12",
    after="check_lifts_are_carried_out check_places_are_carried_out"
    " check_signals_and_the_rest_are_carried_out",
)
@given(messages=st.lists(MOVES | MOVES | MOVES | SIGNALS, max_size=12))
def check_any_shift_is_carried_out(student, reference, messages):
    """Any sequence of messages is carried out or refused, one after the other."""
    agree(student, reference, "story", STACK, messages)
