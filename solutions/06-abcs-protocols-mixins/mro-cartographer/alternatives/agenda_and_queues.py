"""graphlib finds the cycles, an agenda replaces recursion, and queues lose their heads.

`graphlib.TopologicalSorter` reports a cycle from parent to child, so it is read backwards.
Ancestors wait on an explicit agenda until their parents are done, so that depth costs no recursion.
The merge counts how many queues hold a name in their tail instead of searching them again.
"""

import graphlib
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
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
    named = ((parent, child) for child, parents in graph.items() for parent in parents)
    for parent, child in named:
        if parent not in graph:
            raise UnknownClassError(parent, child)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        cycle = deque(reversed(error.args[1][1:]))
        first = next(name for name in graph if name in cycle)
        cycle.rotate(-cycle.index(first))
        raise CycleError(tuple(cycle)) from None


def linearise(graph: Graph, name: str) -> list[str]:
    """Return the method resolution order of the class `name`, without `object`."""
    check_graph(graph)
    if name not in graph:
        raise UnknownClassError(name)
    orders: dict[str, list[str]] = {}
    agenda = [name]
    while agenda:
        current = agenda[-1]
        parents = graph[current]
        missing = [parent for parent in parents if parent not in orders]
        if missing:
            agenda.append(missing[0])
        else:
            orders[current] = [current]
            orders[current] += _merge(current, [orders[parent] for parent in parents] + [parents])
            agenda.pop()
    return orders[name]


def swapped_pairs(graph: Graph, name: str, new_parents: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs in the order of the class `name` that `new_parents` would turn round."""
    before = linearise(graph, name)
    if sorted(new_parents) != sorted(graph[name]):
        raise ValueError(f"{name} must keep its parents, in any order")
    after = linearise({**graph, name: new_parents}, name)
    return [(x, y) for x, y in combinations(before, 2) if after.index(y) < after.index(x)]


def _merge(name: str, orders: Iterable[Sequence[str]]) -> list[str]:
    """Merge orders into one that contradicts none of them."""
    queues = [deque(order) for order in orders]
    tails = Counter(late for queue in queues for late in list(queue)[1:])
    merged: list[str] = []
    while queues := [queue for queue in queues if queue]:
        for queue in queues:
            if not tails[queue[0]]:
                break
        else:
            raise ConflictError(name, tuple(dict.fromkeys(queue[0] for queue in queues)))
        chosen = queue[0]
        merged.append(chosen)
        for queue in queues:
            if queue[0] == chosen:
                queue.popleft()
                tails.subtract(list(queue)[:1])
    return merged
