"""Builds yards, orders and messages from plain data and tells what became of them."""

from dataclasses import dataclass

import slots_and_patterns as yards


def _position(values):
    return yards.Position(*values)


def _yard(places):
    return {_position(place[:3]): place[3] for place in places}


def _places(yard):
    return sorted([spot.block, spot.row, spot.tier, container] for spot, container in yard.items())


def _message(words):
    match words:
        case ["lift", crane, container, *place]:
            return yards.Lift(crane=crane, container=container, source=_position(place))
        case ["place", crane, container, *place]:
            return yards.Place(crane=crane, container=container, target=_position(place))
        case ["weighing", container, gross]:
            return yards.Weighing(container=container, gross_kg=gross)
        case ["signal", code, block]:
            return yards.Signal(code, block)
        case ["order", crane]:
            return yards.Order(crane=crane)
    return words


def _order(values):
    """An order as [class, its attributes]."""
    told = [type(values).__name__, values.crane, values.priority]
    for name in ("container", "source", "target"):
        if hasattr(values, name):
            value = getattr(values, name)
            if isinstance(value, yards.Position):
                value = [value.block, value.row, value.tier]
            told.append([name, value])
    return told


# --- Task 1


def position_facts(block, row, tier):
    one = yards.Position(block, row, tier)
    same = yards.Position(tier=tier, block=block, row=row)
    matched = []
    for spot in (one, yards.Position(block, row, tier + 1)):
        match spot:
            case yards.Position(first, second, third) if third == tier:
                matched.append([first, second])
            case _:
                matched.append("no")
    return [
        [one.block, one.row, one.tier],
        one == same,
        one == yards.Position(block, row, tier + 1),
        {one: "found"}[same],
        matched,
    ]


def change_position(name):
    setattr(yards.Position("A", 1, 1), name, 9)


def orders_told():
    spot = yards.Position("A", 1, 2)
    orders = [
        yards.Order(crane="rtg-1"),
        yards.Order(priority=1, crane="rtg-2"),
        yards.Lift(crane="rtg-1", container="X1", source=spot),
        yards.Place(target=spot, priority=5, container="X2", crane="é"),
    ]
    told = [_order(order) for order in orders]
    for order in orders:
        order.crane, order.priority = "rtg-9", order.priority + 1
    kinds = [isinstance(order, yards.Order) for order in orders]
    return [told, [_order(order) for order in orders], kinds]


def order_by_place():
    return yards.Order("rtg-1").crane


def lift_by_place():
    return yards.Lift("rtg-1", container="X1", source=yards.Position("A", 1, 1)).crane


def lift_by_places():
    return yards.Lift("rtg-1", 2, "X1", yards.Position("A", 1, 1)).crane


def lift_by_its_own_places():
    return yards.Lift("X1", yards.Position("A", 1, 1), crane="rtg-1").crane


def place_by_place():
    return yards.Place("X1", crane="rtg-1", target=yards.Position("A", 1, 1)).crane


def lift_without_source():
    return yards.Lift(crane="rtg-1", container="X1").crane


KINDS = {
    "order": ["order", "rtg-1"],
    "lift": ["lift", "rtg-1", "X1", "A", 1, 1],
    "place": ["place", "rtg-1", "X1", "A", 1, 1],
    "weighing": ["weighing", "X1", 9000],
}


def misspell(kind, name):
    setattr(_message(KINDS[kind]), name, 1)


def have_dicts():
    position = yards.Position("A", 1, 1)
    return [hasattr(each, "__dict__") for each in [position, *map(_message, KINDS.values())]]


def weighing_has_a_dict():
    return hasattr(_message(KINDS["weighing"]), "__dict__")


# --- Task 2


def net(container, gross, *tare):
    named = {"tare_kg": tare[0]} if tare else {}
    weighing = yards.Weighing(container=container, gross_kg=gross, **named)
    return [weighing.container, weighing.net_kg]


def net_as_a_parameter():
    return yards.Weighing(container="X1", gross_kg=9000, net_kg=1).net_kg


def weighing_by_place():
    return yards.Weighing("X1", 9000).net_kg


def gross_of_a_weighing():
    return yards.Weighing(container="X1", gross_kg=9000).gross_kg


def relabelled(gross, tare, container):
    old = yards.Weighing(container="X1", gross_kg=gross, tare_kg=tare)
    new = yards.relabel(old, container)
    return [
        isinstance(new, yards.Weighing),
        [new.container, new.net_kg],
        [old.container, old.net_kg],
    ]


# --- Task 3


def signal_read(code, block):
    match yards.Signal(code, block):
        case yards.Signal("STOP", where):
            return ["stop", where]
        case yards.Signal(what, "Z"):
            return ["at the end", what]
        case yards.Signal(what, where):
            return [what, where]


def signal_by_one(code, block):
    match yards.Signal(code, block):
        case yards.Signal(what):
            return what


# --- Task 4


def _reassigned(messages, broken, stand_in):
    @dataclass(kw_only=True)
    class Hold(yards.Order):
        minutes: int

    orders = [_message(words) for words in messages]
    orders += [Hold(crane=crane, minutes=7, priority=1) for crane in (broken, "other")]
    before = [_order(order) for order in orders]
    moved = yards.reassign((order for order in orders), broken, stand_in)
    return orders, before, moved


def reassigned(messages, broken, stand_in):
    orders, before, moved = _reassigned(messages, broken, stand_in)
    return [
        type(moved).__name__,
        [_order(order) for order in moved],
        [order.minutes for order in moved[-2:]],
        [new is old for new, old in zip(moved, orders, strict=True)],
    ]


def orders_after_reassigning(messages, broken, stand_in):
    orders, before, moved = _reassigned(messages, broken, stand_in)
    return [[_order(order) for order in orders] == before, len(moved)]


# --- Task 5


def carried_out(places, words):
    return _places(yards.carry_out(_yard(places), _message(words)))


def yard_afterwards(places, words):
    yard = _yard(places)
    after = yards.carry_out(yard, _message(words))
    return [_places(yard), after is yard, type(after).__name__]


def refused(places, words):
    """The name of the exception that a message raises, and the yard after it."""
    yard = _yard(places)
    try:
        after = yards.carry_out(yard, _message(words))
    except (ValueError, TypeError) as error:
        return [type(error).__name__, _places(yard)]
    return ["carried out", _places(after)]


def story(places, messages):
    yard, told = _yard(places), []
    for words in messages:
        try:
            yard = yards.carry_out(yard, _message(words))
        except ValueError:
            told.append("refused")
        else:
            told.append(_places(yard))
    return told


def subclass_carried_out(places, container, place):
    @dataclass(kw_only=True, slots=True)
    class CarefulLift(yards.Lift):
        metres_per_minute: int = 5

    lift = CarefulLift(crane="rtg-1", container=container, source=_position(place))
    return _places(yards.carry_out(_yard(places), lift))


def foreign_messages(places):
    told = []
    for message in (None, "CLEAR", 7, ("CLEAR", "A"), {"code": "CLEAR"}, _position(["A", 1, 1])):
        try:
            told.append(_places(yards.carry_out(_yard(places), message)))
        except TypeError:
            told.append("TypeError")
    return told
