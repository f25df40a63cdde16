"""Visible tests of mro-cartographer."""

import pytest

from mro_cartographer import (
    ConflictError,
    CycleError,
    Graph,
    UnknownClassError,
    check_graph,
    linearise,
    swapped_pairs,
)

CRANES: Graph = {
    "Crane": [],
    "Wheeled": ["Crane"],
    "Electric": ["Crane"],
    "Remote": ["Electric"],
    "Harbour": ["Wheeled", "Remote"],
    "Mobile": ["Remote", "Wheeled"],
    "Twin": ["Harbour", "Mobile"],
}


def test_t1_sound_graph_passes() -> None:
    """A graph without unknown parents and cycles passes the check."""
    check_graph(CRANES)


def test_t1_unknown_parent_is_named_with_its_child() -> None:
    """An unknown parent is reported with the class that lists it."""
    with pytest.raises(UnknownClassError) as caught:
        check_graph({"Gate": [], "Lane": ["Gate", "Barrier"]})

    assert (caught.value.name, caught.value.child) == ("Barrier", "Lane")


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        pytest.param({"Lane": ["Lane"]}, ("Lane",), id="Lane(Lane)"),
        pytest.param(
            {"Booth": ["Lane"], "Lane": ["Gate"], "Gate": ["Lane"]},
            ("Lane", "Gate"),
            id="Booth(Lane), Lane(Gate), Gate(Lane)",
        ),
    ],
)
def test_t1_cycle_is_told_without_what_leads_into_it(graph: Graph, cycle: tuple[str, ...]) -> None:
    """A cycle holds the classes that go round, and no other."""
    with pytest.raises(CycleError) as caught:
        check_graph(graph)

    assert caught.value.cycle == cycle


@pytest.mark.parametrize(
    ("name", "order"),
    [
        pytest.param("Crane", ["Crane"], id="linearise(CRANES, 'Crane')"),
        pytest.param("Remote", ["Remote", "Electric", "Crane"], id="linearise(CRANES, 'Remote')"),
        pytest.param(
            "Harbour",
            ["Harbour", "Wheeled", "Remote", "Electric", "Crane"],
            id="linearise(CRANES, 'Harbour')",
        ),
    ],
)
def test_t2_children_come_before_their_parents(name: str, order: list[str]) -> None:
    """Every class comes before its parents, and the parents keep their order."""
    assert linearise(CRANES, name) == order


def test_t2_real_classes_have_the_same_order() -> None:
    """The order of a class is the one Python gives to a real class of that shape."""

    class Crane: ...

    class Wheeled(Crane): ...

    class Electric(Crane): ...

    class Remote(Electric): ...

    class Mobile(Remote, Wheeled): ...

    assert [*linearise(CRANES, "Mobile"), "object"] == [cls.__name__ for cls in Mobile.__mro__]


def test_t2_unknown_class_cannot_be_ordered() -> None:
    """Asking for a class that is not in the graph names it, and no child."""
    with pytest.raises(UnknownClassError) as caught:
        linearise(CRANES, "Barge")

    assert (caught.value.name, caught.value.child) == ("Barge", None)


def test_t2_graph_stays_as_it_was() -> None:
    """Working out an order leaves the graph unchanged."""
    graph = {"Gate": [], "Lane": ["Gate"], "Booth": ["Lane", "Gate"]}

    linearise(graph, "Booth")

    assert graph == {"Gate": [], "Lane": ["Gate"], "Booth": ["Lane", "Gate"]}


def test_t3_contradicting_parents_are_named() -> None:
    """Parents that disagree about an order cannot be joined; the error names what blocks."""
    with pytest.raises(ConflictError) as caught:
        linearise(CRANES, "Twin")

    assert (caught.value.name, caught.value.blocked) == ("Twin", ("Wheeled", "Remote"))


def test_t3_message_lists_the_blocked_names() -> None:
    """The message of a conflict names the class and what blocks."""
    with pytest.raises(ConflictError) as caught:
        linearise({"Gate": [], "Lane": ["Gate", "Gate"]}, "Lane")

    assert str(caught.value) == "Lane: no order for Gate"


def test_t4_new_order_turns_pairs_round() -> None:
    """Pairs that change places are listed in today's order."""
    assert swapped_pairs(CRANES, "Harbour", ["Remote", "Wheeled"]) == [
        ("Wheeled", "Remote"),
        ("Wheeled", "Electric"),
    ]


def test_t4_same_order_turns_nothing_round() -> None:
    """Parents in today's order change nothing."""
    assert swapped_pairs(CRANES, "Harbour", ["Wheeled", "Remote"]) == []


def test_t4_other_parents_are_refused() -> None:
    """A new order with another set of parents is not a new order."""
    with pytest.raises(ValueError):
        swapped_pairs(CRANES, "Harbour", ["Wheeled", "Electric"])
