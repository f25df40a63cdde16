"""Lists the pairs in the new order instead of today's.

Reply: You list the right pairs of classes, but each is turned round or in another place.
Which of the two orders does R13 call today's?

Fails: check_swap_in_a_diamond check_any_new_order check_other_parents_are_refused
check_swap_reports_errors_of_the_graph_first
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

Graph = Mapping[str, Sequence[str]]
"""Name of a class to the names of its parents, in the order of the class statement."""


class HierarchyError(Exception):
    """A hierarchy that cannot be mapped."""


class UnknownClassError(HierarchyError):
    """A class is named that the graph does not describe; `child` is the class that names it."""

    def __init__(self, name: str, child: str | None = None) -> None:
        super().__init__(name, child)
        self.name = name
        self.child = child


class CycleError(HierarchyError):
    """Classes derive from themselves; `cycle` leads from each class to one of its parents."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__(cycle)
        self.cycle = cycle


class ConflictError(HierarchyError):
    """The class `name` has no method resolution order, because none of `blocked` may come next."""

    def __init__(self, name: str, blocked: tuple[str, ...]) -> None:
        super().__init__(f"{name}: no order for {', '.join(blocked)}")
        self.name = name
        self.blocked = blocked


def check_graph(graph: Graph) -> None:
    """Raise UnknownClassError or CycleError unless every class can be traced to its roots."""
    for name, parents in graph.items():
        for parent in parents:
            if parent not in graph:
                raise UnknownClassError(parent, name)
    waiting = list(graph)
    for _ in graph:  # each round settles the classes whose parents are all settled
        waiting = [name for name in waiting if any(parent in waiting for parent in graph[name])]
    if waiting:
        raise CycleError(_cycle_among(waiting, graph))


def linearise(graph: Graph, name: str) -> list[str]:
    """Return the method resolution order of the class `name`, without `object`."""
    check_graph(graph)
    if name not in graph:
        raise UnknownClassError(name)

    @cache
    def order_of(current: str) -> list[str]:
        parents = list(graph[current])
        return [current, *_merge(current, [*map(order_of, parents), parents])]

    return order_of(name)


def swapped_pairs(graph: Graph, name: str, new_parents: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs in the order of the class `name` that `new_parents` would turn round."""
    before = linearise(graph, name)
    if sorted(new_parents) != sorted(graph[name]):
        raise ValueError(f"{name} must keep its parents, in any order")
    after = linearise({**graph, name: new_parents}, name)
    return [(x, y) for x, y in combinations(after, 2) if before.index(y) < before.index(x)]


def _cycle_among(waiting: list[str], graph: Graph) -> tuple[str, ...]:
    """Return one cycle of classes that each have a parent among `waiting`."""
    path = [waiting[0]]
    while path[-1] not in path[:-1]:
        path.append(next(parent for parent in graph[path[-1]] if parent in waiting))
    cycle = path[path.index(path[-1]) : -1]
    start = cycle.index(min(cycle, key=waiting.index))
    return tuple(cycle[start:] + cycle[:start])


def _merge(name: str, lists: list[list[str]]) -> list[str]:
    """Merge orders into one that contradicts none of them."""
    merged: list[str] = []
    while any(lists):
        heads = [names[0] for names in lists if names]
        tails = {late for names in lists for late in names[1:]}
        free = [head for head in heads if head not in tails]
        if not free:
            raise ConflictError(name, tuple(dict.fromkeys(heads)))
        merged.append(free[0])
        lists = [[late for late in names if late != free[0]] for names in lists]
    return merged
