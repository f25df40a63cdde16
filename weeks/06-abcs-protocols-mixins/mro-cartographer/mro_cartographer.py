"""Maps class hierarchies that are given as plain data: checks them, orders them, compares them."""

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
        # TODO Task 3: keep both, and give the message of R12
        raise NotImplementedError("Task 3: keep the class and the blocked names, with a message")


def check_graph(graph: Graph) -> None:
    """Raise UnknownClassError or CycleError unless every class can be traced to its roots."""
    # TODO Task 1: first the unknown parents, then the cycles
    raise NotImplementedError("Task 1: report unknown parents and cycles")


def linearise(graph: Graph, name: str) -> list[str]:
    """Return the method resolution order of the class `name`, without `object`."""
    # TODO Task 2: check the graph, then merge; Task 3: raise ConflictError where the merge stops
    raise NotImplementedError("Task 2: merge the orders of the parents")


def swapped_pairs(graph: Graph, name: str, new_parents: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs in the order of the class `name` that `new_parents` would turn round."""
    # TODO Task 4: order the class twice and compare
    raise NotImplementedError("Task 4: list the pairs that turn round")
