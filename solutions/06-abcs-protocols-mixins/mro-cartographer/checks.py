"""Hidden checks of mro-cartographer."""

from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

NAMES = ["Straddle", "Grúa", "Tug", "Reefer", "Rail", "Tyred", "Hoist", "Belt", "Scale"]

DIAMOND = {
    "Hoist": ["Geared", "Braked"],
    "Braked": ["Machine"],
    "Geared": ["Machine"],
    "Machine": [],
}

TALL_DIAMOND = {
    "Root": [],
    "LeftLow": ["Root"],
    "LeftHigh": ["LeftLow"],
    "Right": ["Root"],
    "Top": ["LeftHigh", "Right"],
}

ROUND = {
    "Arm": [],
    "Brake": [],
    "Cabin": [],
    "Lift": ["Arm", "Brake"],
    "Loader": ["Brake", "Cabin"],
    "Lorry": ["Cabin", "Arm"],
    "Everything": ["Lift", "Loader", "Lorry"],
}

CROSSED = {
    "Part": [],
    "Hook": ["Part"],
    "Cable": ["Part"],
    "Winch": ["Hook", "Cable"],
    "Davit": ["Cable", "Hook"],
    "Gantry": ["Winch", "Davit"],
    "Goliath": ["Gantry"],
}


@st.composite
def sound_graphs(draw: Any, size: int = 7) -> dict[str, list[str]]:
    """A graph without cycles and unknown parents, in any order of its entries; conflicts happen."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(1, size))]
    graph: dict[str, list[str]] = {names[0]: []}
    for number, name in enumerate(names[1:], start=1):
        parents = draw(st.lists(st.sampled_from(names[:number]), unique=True, max_size=3))
        if draw(st.integers(0, 3)):  # most often the younger parents first: fewer conflicts
            parents.sort(key=names.index, reverse=True)
        graph[name] = parents
    return {name: graph[name] for name in draw(st.permutations(names))}


@st.composite
def graphs_and_names(draw: Any, size: int = 7) -> tuple[dict[str, list[str]], str]:
    """A sound graph and one of its classes, most often a late one."""
    graph = draw(sound_graphs(size))
    return graph, draw(st.sampled_from(sorted(graph, key=lambda name: len(graph[name]))[-3:]))


def python_orders(graph: dict[str, list[str]], name: str) -> bool:
    """Whether Python can order the class `name`."""
    built: dict[str, type] = {}

    def build(current: str) -> type:
        if current not in built:
            built[current] = type(current, tuple(map(build, graph[current])), {})
        return built[current]

    try:
        build(name)
    except TypeError:
        return False
    return True


@st.composite
def ordered_graphs(draw: Any) -> tuple[dict[str, list[str]], str]:
    """A sound graph and one of its classes that has an order, most often a large one."""
    graph = draw(sound_graphs())
    names = [name for name in sorted(graph) if python_orders(graph, name)]
    return graph, draw(st.sampled_from(sorted(names, key=lambda name: len(graph[name]))[-3:]))


@st.composite
def graphs_with_unknown(draw: Any) -> dict[str, list[str]]:
    """A graph in which parents are unknown, most often; cycles may happen."""
    names = draw(st.permutations(NAMES))[:6]
    described = names[: draw(st.integers(1, 5))]
    return {
        name: draw(st.lists(st.sampled_from(names), unique=True, max_size=3)) for name in described
    }


@st.composite
def tangled_graphs(draw: Any) -> dict[str, list[str]]:
    """A graph without unknown parents; cycles are likely, also several."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(1, 6))]
    return {name: draw(st.lists(st.sampled_from(names), unique=True, max_size=2)) for name in names}


@st.composite
def graphs_with_one_cycle(draw: Any) -> dict[str, list[str]]:
    """One cycle, classes that lead into it and classes above it; entries in any order."""
    names = draw(st.permutations(NAMES))
    length = draw(st.integers(1, 5))
    cycle, rest = names[:length], names[length:]
    graph = {name: [cycle[(place + 1) % length]] for place, name in enumerate(cycle)}
    above, below = rest[:2], rest[2:]
    graph[above[0]] = []
    graph[above[1]] = [above[0]]
    for name in below:
        graph[name] = draw(st.lists(st.sampled_from(cycle + above), unique=True, max_size=2))
    for name in draw(st.lists(st.sampled_from(cycle), unique=True, max_size=2)):
        graph[name].insert(0, above[1])
    return {name: graph[name] for name in draw(st.permutations(names))}


@st.composite
def reorderings(draw: Any) -> tuple[dict[str, list[str]], str, list[str]]:
    """A sound graph, one of its classes and the parents of that class in another order."""
    graph, name = draw(graphs_and_names())
    return graph, name, list(draw(st.permutations(graph[name])))


def stacked_diamonds(count: int) -> dict[str, list[str]]:
    """`count` diamonds, each on top of the one before."""
    graph: dict[str, list[str]] = {"Base0": []}
    for level in range(count):
        graph[f"Left{level}"] = [f"Base{level}"]
        graph[f"Right{level}"] = [f"Base{level}"]
        graph[f"Base{level + 1}"] = [f"Left{level}", f"Right{level}"]
    return graph


# --- Task 1 ---


@points(1, task=1, covers="R2")
def check_sound_graphs_pass(student, reference):
    """A graph with known parents and no cycle passes, also an empty one."""
    agree(student, reference, "check_graph", {})
    agree(student, reference, "check_graph", DIAMOND)
    agree(student, reference, "check_graph", CROSSED)


@points(1, task=1, covers="R1 R3 R4")
def check_unknown_parent_is_named(student, reference):
    """A parent that the graph does not describe is reported with the class that names it."""
    agree(student, reference, "unknown_in", {"Tug": ["Vessel"]})
    agree(student, reference, "unknown_in", {"Boat": [], "Tug": ["Boat", "Engine"]})
    agree(student, reference, "unknown_in", {"Tug": ["Tug"], "Boat": ["Ark"]})
    agree(student, reference, "check_graph", {"Tug": ["Vessel"]})


@points(2, task=1, covers="R3", after="check_unknown_parent_is_named")
@given(graph=graphs_with_unknown())
def check_first_unknown_parent_is_reported(student, reference, graph):
    """The first unknown parent is reported, in the order of the graph and before any cycle."""
    agree(student, reference, "first_fault", graph)


@points(2, task=1, covers="R1 R4")
def check_cycle_starts_with_its_first_class(student, reference):
    """A cycle goes from class to parent, starts with its first entry and has no lead-in."""
    agree(student, reference, "cycle_in", {"Tug": ["Tug"]})
    agree(student, reference, "cycle_in", {"A": ["B"], "B": ["C"], "C": ["B"]})
    agree(student, reference, "cycle_in", {"C": ["A"], "A": ["B"], "B": ["C"]})
    agree(
        student,
        reference,
        "cycle_in",
        {"T": ["K"], "R": [], "M": ["R", "S"], "S": ["K"], "K": ["M"]},
    )
    agree(student, reference, "check_graph", {"Tug": ["Tug"]})


@points(3, task=1, covers="R2 R4", after="check_cycle_starts_with_its_first_class")
@given(graph=sound_graphs() | tangled_graphs() | graphs_with_one_cycle(), examples=60)
def check_any_graph_is_sound_or_shows_a_real_cycle(student, reference, graph):
    """Any graph is found sound, or a real cycle is reported; of several cycles any will do."""
    cycle = student.cycle_in(graph)
    if reference.cycle_in(graph) is None:
        expect(cycle, None)
        return
    expect(type(cycle) is tuple and all(type(name) is str for name in cycle), True)
    expect(0 < len(cycle) == len(set(cycle)) and all(name in graph for name in cycle), True)
    turned = cycle[1:] + cycle[:1]
    expect(all(parent in graph[name] for name, parent in zip(cycle, turned, strict=True)), True)
    expect(cycle[0], next(name for name in graph if name in cycle))


# --- Task 2 ---


@points(2, task=2, covers="R5 R6")
def check_shared_parent_comes_after_both_children(student, reference):
    """In a diamond the shared parent comes after both of its children: C3 is not depth first."""
    agree(student, reference, "linearise", DIAMOND, "Machine")
    agree(student, reference, "linearise", DIAMOND, "Braked")
    agree(student, reference, "linearise", DIAMOND, "Hoist")
    agree(
        student,
        reference,
        "linearise",
        {"Q": [], "P": ["Q"], "O": ["Q"], "N": ["O", "P", "Q"]},
        "N",
    )


@points(2, task=2, covers="R5 R6")
def check_branches_are_not_taken_level_by_level(student, reference):
    """A long branch is followed before the next parent begins: C3 is not level by level."""
    agree(student, reference, "linearise", TALL_DIAMOND, "Top")
    agree(student, reference, "linearise", {"A": [], "B": ["A"], "C": [], "D": ["B", "C"]}, "D")


@points(2, task=2, covers="R5 R6")
def check_parents_keep_their_order(student, reference):
    """A class keeps its parents in the order it lists them, and so does each of its ancestors."""
    pulled = {"Brake": [], "Cabin": [], "Arm": ["Brake"], "Lift": ["Arm", "Cabin", "Brake"]}
    agree(student, reference, "linearise", pulled, "Lift")
    repeated = {"Arm": [], "Brake": [], "Cabin": ["Arm", "Brake"], "Lift": ["Cabin", "Arm"]}
    agree(student, reference, "linearise", repeated, "Lift")


@points(
    3,
    task=2,
    covers="R5 R6",
    after="check_shared_parent_comes_after_both_children"
    " check_branches_are_not_taken_level_by_level check_parents_keep_their_order",
)
@given(drawn=ordered_graphs(), examples=80)
def check_any_graph_as_python_orders_it(student, reference, drawn):
    """Any class that Python can order is ordered as Python orders it."""
    graph, name = drawn
    expect(student.linearise(graph, name), reference.python_order(graph, name))


@points(1, task=2, covers="R1 R7")
def check_unknown_class_is_refused(student, reference):
    """An unknown name raises UnknownClassError with no child; faults of the graph come first."""
    agree(student, reference, "unknown_asked", {}, "Tug")
    agree(student, reference, "unknown_asked", {"Tug": []}, "tug")
    agree(student, reference, "is_hierarchy_error", {"Tug": []}, "")
    agree(student, reference, "linearise", {"Tug": [], "Boat": ["Boat"]}, "Tug")
    agree(student, reference, "is_hierarchy_error", {"Tug": [], "Boat": ["Boat"]}, "Tug")
    agree(student, reference, "unknown_asked", {"Tug": [], "Boat": ["Ark"]}, "Tug")
    agree(student, reference, "linearise", {"Tug": [], "Boat": ["Boat"]}, "Raft")


@points(1, task=2, covers="R8")
def check_order_leaves_the_graph_alone(student, reference):
    """Ordering leaves the graph unchanged, takes tuples and gives a fresh list each time."""
    agree(student, reference, "linearise", DIAMOND, "Hoist", observing=["arguments", "value"])
    agree(student, reference, "linearise", CROSSED, "Winch", observing=["arguments", "value"])
    agree(student, reference, "order_of_tuples", DIAMOND, "Hoist")
    agree(student, reference, "order_twice", DIAMOND, "Hoist")


@points(1, task=2, covers="R9")
def check_stacked_diamonds_cost_no_more_than_a_line(student, reference):
    """Twenty stacked diamonds are ordered with fewer than 100,000 look-ups in the graph."""
    agree(student, reference, "order_under_count", stacked_diamonds(2), "Base2")
    agree(student, reference, "order_under_count", stacked_diamonds(20), "Base20")


# --- Task 3 ---


@points(2, task=3, covers="R1 R10")
def check_conflict_names_the_blocked_classes(student, reference):
    """Contradicting orders or a doubled parent are a conflict that names the blocked classes."""
    agree(student, reference, "conflict_of", CROSSED, "Gantry")
    agree(student, reference, "conflict_of", {"M": [], "N": ["M"], "O": ["M", "N"]}, "O")
    agree(
        student,
        reference,
        "conflict_of",
        {"X": [], "M": ["X"], "N": ["X"], "O": ["X", "N", "M"]},
        "O",
    )
    agree(student, reference, "conflict_of", {"R": [], "S": [], "T": ["R", "S", "R"]}, "T")
    agree(student, reference, "conflict_of", ROUND, "Everything")
    agree(student, reference, "is_hierarchy_error", CROSSED, "Gantry")


@points(1, task=3, covers="R11", after="check_conflict_names_the_blocked_classes")
def check_conflict_belongs_to_the_class_that_has_it(student, reference):
    """A conflict is reported for the class whose merge stops; unrelated ones are left alone."""
    agree(student, reference, "conflict_of", CROSSED, "Goliath")
    agree(student, reference, "conflict_of", CROSSED, "Winch")
    two = {
        "M": [],
        "N": ["M"],
        "Good": ["N"],
        "Bad": ["M", "N"],
        "Worse": ["M", "Good"],
        "Both": ["Worse", "Bad"],
    }
    agree(student, reference, "conflict_of", two, "Both")
    agree(student, reference, "conflict_of", two, "Good")


@points(3, task=3, covers="R10 R11", after="check_conflict_belongs_to_the_class_that_has_it")
@given(drawn=graphs_and_names(9), examples=80)
def check_any_conflict_is_explained(student, reference, drawn):
    """In any graph the conflict is reported for the right class with the right names."""
    graph, name = drawn
    agree(student, reference, "conflict_of", graph, name)


@points(1, task=3, covers="R12")
def check_conflict_says_so_in_words(student, reference):
    """The message of a conflict reads as the example shows."""
    agree(student, reference, "text_of_conflict", CROSSED, "Gantry")
    agree(student, reference, "text_of_conflict", ROUND, "Everything")


# --- Task 4 ---


@points(1, task=4, covers="R13", after="check_shared_parent_comes_after_both_children")
def check_swap_in_a_diamond(student, reference):
    """Swapping the parents of a diamond turns one pair round; keeping their order turns none."""
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Braked", "Geared"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Braked"])
    agree(student, reference, "swapped_pairs", {"Buoy": []}, "Buoy", [])
    agree(student, reference, "swapped_pairs", TALL_DIAMOND, "Top", ["Right", "LeftHigh"])


@points(
    3,
    task=4,
    covers="R8 R13 R15",
    after="check_swap_in_a_diamond check_conflict_belongs_to_the_class_that_has_it",
)
@given(drawn=reorderings(), examples=60)
def check_any_new_order(student, reference, drawn):
    """For any graph and new order the right pairs or the conflict are told; arguments stay."""
    graph, name, new_parents = drawn
    agree(
        student,
        reference,
        "pairs_or_conflict",
        graph,
        name,
        new_parents,
        observing=["arguments", "value"],
    )


@points(1, task=4, covers="R14", after="check_swap_in_a_diamond")
def check_other_parents_are_refused(student, reference):
    """A new order with a parent missing, added, exchanged or doubled raises ValueError."""
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", [])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Braked", "Machine"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Machine"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Pulley"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Braked", "Braked"])
    agree(student, reference, "swapped_pairs", DIAMOND, "Hoist", ["Geared", "Geared"])


@points(1, task=4, covers="R15", after="check_swap_in_a_diamond")
def check_swap_reports_errors_of_the_graph_first(student, reference):
    """Faults and conflicts of the graph as it stands come before those of the new order."""
    agree(student, reference, "pairs_or_conflict", CROSSED, "Gantry", ["Davit", "Winch"])
    agree(student, reference, "pairs_or_conflict", CROSSED, "Gantry", ["Davit"])
    agree(student, reference, "swapped_pairs", {"Tug": [], "Boat": ["Boat"]}, "Tug", ["Boat"])
    agree(student, reference, "swapped_pairs", {"Tug": []}, "Raft", ["Tug"])
    agree(
        student,
        reference,
        "pairs_or_conflict",
        {"M": [], "N": ["M"], "O": ["N", "M"]},
        "O",
        ["M", "N"],
    )
