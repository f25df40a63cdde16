"""Visible tests of slots-and-patterns."""

from collections.abc import Callable

import pytest
from slots_and_patterns import (
    Lift,
    Order,
    Place,
    Position,
    Signal,
    Weighing,
    carry_out,
    reassign,
    relabel,
)


def small_yard() -> dict[Position, str]:
    """Two containers, one on the other."""
    return {Position("K", 1, 1): "SUDU31", Position("K", 1, 2): "CAIU55"}


def lift(container: str, tier: int) -> Lift:
    """An order to lift a container out of the small yard."""
    return Lift(crane="rtg-4", container=container, source=Position("K", 1, tier))


def place(row: int, tier: int) -> Place:
    """An order to place a container into the small yard."""
    return Place(crane="rtg-4", container="HLXU08", target=Position("K", row, tier))


def test_t1_a_position_can_be_a_key() -> None:
    """Two positions with equal values find the same entry of a dict."""
    assert small_yard()[Position(tier=2, row=1, block="K")] == "CAIU55"


def test_t1_a_position_cannot_be_changed() -> None:
    """Assigning to an attribute of a position raises AttributeError."""
    position = Position("K", 1, 1)

    with pytest.raises(AttributeError):
        position.row = 2  # type: ignore[misc]  # refused on purpose


def test_t1_orders_take_names_only() -> None:
    """An order without names raises TypeError."""
    assert Order(crane="rtg-4").priority == 3
    with pytest.raises(TypeError):
        Order("rtg-4")  # type: ignore[call-arg]  # refused on purpose


def test_t1_a_misspelt_attribute_is_refused() -> None:
    """An order has no room for an attribute that it was not written with."""
    order = lift("SUDU31", 1)

    with pytest.raises(AttributeError):
        order.prioritiy = 1  # type: ignore[attr-defined]  # refused on purpose


def test_t2_the_net_weight_is_derived() -> None:
    """The net weight is what the scale shows, less the empty container."""
    assert Weighing(container="SUDU31", gross_kg=10_200).net_kg == 8_000


def test_t2_a_weighing_forgets_the_gross_weight() -> None:
    """The gross weight is no attribute of a weighing."""
    weighing = Weighing(container="SUDU31", gross_kg=10_200)

    with pytest.raises(AttributeError):
        _ = weighing.gross_kg  # type: ignore[attr-defined]  # refused on purpose


def test_t2_relabelling_keeps_the_net_weight() -> None:
    """A relabelled weighing has another container and the same net weight."""
    relabelled = relabel(Weighing(container="SUDU31", gross_kg=3_000, tare_kg=2_900), "SUDU32")

    assert (relabelled.container, relabelled.net_kg) == ("SUDU32", 100)


def test_t3_a_signal_is_read_by_place() -> None:
    """A class pattern finds the code in the first place and the block in the second."""
    match Signal("slow", "K"):
        case Signal("SLOW", block):
            found = block
        case _:
            found = "nothing"

    assert found == "K"


def test_t4_an_order_keeps_its_class_and_the_rest() -> None:
    """The stand-in gets an order of the same class with the same container."""
    orders = [lift("CAIU55", 2), Order(crane="rtg-6")]
    moved = reassign(orders, "rtg-4", "rtg-6")

    assert moved[0] == Lift(crane="rtg-6", container="CAIU55", source=Position("K", 1, 2))
    assert moved[1] is orders[1]


def test_t5_a_container_on_top_can_be_lifted() -> None:
    """A lift removes what it names and leaves the yard it was given."""
    yard = small_yard()

    assert carry_out(yard, lift("CAIU55", 2)) == {Position("K", 1, 1): "SUDU31"}
    assert yard == small_yard()


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(lambda: lift("SUDU31", 1), id="lift from under another"),
        pytest.param(lambda: lift("SUDU31", 2), id="lift another container"),
        pytest.param(lambda: place(1, 2), id="place on a taken position"),
        pytest.param(lambda: place(2, 2), id="place in the air"),
    ],
)
def test_t5_impossible_orders_raise(order: Callable[[], object]) -> None:
    """An order that cannot be carried out raises ValueError."""
    message = order()

    with pytest.raises(ValueError):
        carry_out(small_yard(), message)


def test_t5_only_clear_empties_a_block() -> None:
    """The signal CLEAR empties its block, another signal changes nothing."""
    assert carry_out(small_yard(), Signal("clear", "K")) == {}
    assert carry_out(small_yard(), Signal("slow", "K")) == small_yard()


def test_t5_other_messages_raise() -> None:
    """A message that is no record of the yard raises TypeError."""
    weighing = Weighing(container="SUDU31", gross_kg=10_200)

    assert carry_out({}, weighing) == {}
    with pytest.raises(TypeError):
        carry_out({}, "CLEAR")
