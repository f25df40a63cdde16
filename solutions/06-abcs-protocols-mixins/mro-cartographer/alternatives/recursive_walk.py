"""Recursion all the way: a walk finds the cycles, and the merge calls itself for the rest.

The walk keeps the path from the first class to the one it looks at; a class that is met again
while it is on the path closes a cycle. The merge takes one name and leaves the rest to a merge of
shorter lists.
"""

from collections.abc import Mapping, Sequence

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
    for child, parents in graph.items():
        unknown = [parent for parent in parents if parent not in graph]
        if unknown:
            raise UnknownClassError(unknown[0], child)
    done: set[str] = set()
    for name in graph:
        _walk(graph, name, (), done)


def _walk(graph: Graph, name: str, path: tuple[str, ...], done: set[str]) -> None:
    """Follow every parent of the class `name` that is not done, `path` being the way to it."""
    if name in path:
        cycle = path[path.index(name) :]
        place = cycle.index(next(first for first in graph if first in cycle))
        raise CycleError(cycle[place:] + cycle[:place])
    if name not in done:
        for parent in graph[name]:
            _walk(graph, parent, (*path, name), done)
        done.add(name)


def linearise(graph: Graph, name: str) -> list[str]:
    """Return the method resolution order of the class `name`, without `object`."""
    check_graph(graph)
    if name not in graph:
        raise UnknownClassError(name)
    return _order(graph, name, {})


def _order(graph: Graph, name: str, known: dict[str, list[str]]) -> list[str]:
    """Return the order of the class `name`, from `known` if it has been worked out before."""
    if name not in known:
        parents = list(graph[name])
        orders = [_order(graph, parent, known) for parent in parents]
        known[name] = [name, *_merge(name, [*orders, parents])]
    return known[name]


def _merge(name: str, orders: list[list[str]]) -> list[str]:
    """Merge orders into one that contradicts none of them."""
    left = [order for order in orders if order]
    if not left:
        return []
    for head, *_ in left:
        if not any(head in order[1:] for order in left):
            rest = [order[1:] if order[0] == head else order for order in left]
            return [head, *_merge(name, rest)]
    blocked: list[str] = []
    for head, *_ in left:
        if head not in blocked:
            blocked.append(head)
    raise ConflictError(name, tuple(blocked))


def swapped_pairs(graph: Graph, name: str, new_parents: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs in the order of the class `name` that `new_parents` would turn round."""
    today = linearise(graph, name)
    if len(new_parents) != len(graph[name]) or set(new_parents) != set(graph[name]):
        raise ValueError(f"{name} must keep its parents")
    changed = dict(graph)
    changed[name] = new_parents
    place = {cls: number for number, cls in enumerate(linearise(changed, name))}
    pairs = []
    for number, former in enumerate(today):
        for latter in today[number:]:
            if place[latter] < place[former]:
                pairs.append((former, latter))
    return pairs
