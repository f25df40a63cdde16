"""Maps class hierarchies that are given as plain data: checks them, orders them, compares them."""

from collections.abc import Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


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
        super().__init__(name, blocked)  # TODO Task 3: give it the message of R12
        self.name = name
        self.blocked = blocked


def check_graph(graph: Graph) -> None:
    """Raise UnknownClassError or CycleError unless every class can be traced to its roots."""
    raise NotImplementedError("Task 1: report unknown parents, then cycles")


def linearise(graph: Graph, name: str) -> list[str]:
    """Return the method resolution order of the class `name`, without `object`."""
    # TODO Task 3: raise ConflictError where the merge stops
    raise NotImplementedError("Task 2: check the graph, then merge")


def swapped_pairs(graph: Graph, name: str, new_parents: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs in the order of the class `name` that `new_parents` would turn round."""
    raise NotImplementedError("Task 4: list the pairs that turn round")
