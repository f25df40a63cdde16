"""Beside the student's code: what an error carries, and what Python makes of a graph."""

from collections.abc import Iterator, Mapping
from typing import Any

import mro_cartographer as cartographer

LOOKS_ALLOWED = 100_000


class TooManyLooksError(Exception):
    """The graph was looked into far more often than its size can explain."""


class CountedGraph(Mapping[str, list[str]]):
    """A graph that counts how often a class is looked up in it."""

    def __init__(self, parents: dict[str, list[str]]) -> None:
        self.parents = parents
        self.looks = 0

    def __getitem__(self, name: str) -> list[str]:
        self.looks += 1
        if self.looks > LOOKS_ALLOWED:
            raise TooManyLooksError
        return self.parents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parents)

    def __len__(self) -> int:
        return len(self.parents)


def unknown_in(graph: dict[str, list[str]]) -> Any:
    """The name and the child that an UnknownClassError carries."""
    try:
        return cartographer.check_graph(graph)
    except cartographer.UnknownClassError as error:
        return error.name, error.child


def first_fault(graph: dict[str, list[str]]) -> Any:
    """The name and the child that an UnknownClassError carries, or only that there is a cycle."""
    try:
        return cartographer.check_graph(graph)
    except cartographer.UnknownClassError as error:
        return error.name, error.child
    except cartographer.CycleError:
        return "cycle"


def cycle_in(graph: dict[str, list[str]]) -> Any:
    """The cycle that a CycleError carries, or what the check returned."""
    try:
        return cartographer.check_graph(graph)
    except cartographer.CycleError as error:
        return error.cycle


def unknown_asked(graph: dict[str, list[str]], name: str) -> Any:
    """The name and the child that an UnknownClassError of linearise carries."""
    try:
        return cartographer.linearise(graph, name)
    except cartographer.UnknownClassError as error:
        return error.name, error.child


def conflict_of(graph: dict[str, list[str]], name: str) -> Any:
    """The order of a class, or the class and the blocked names that a ConflictError carries."""
    try:
        return cartographer.linearise(graph, name)
    except cartographer.ConflictError as error:
        return error.name, error.blocked


def text_of_conflict(graph: dict[str, list[str]], name: str) -> Any:
    """The message of the ConflictError for a class."""
    try:
        return cartographer.linearise(graph, name)
    except cartographer.ConflictError as error:
        return str(error)


def is_hierarchy_error(graph: dict[str, list[str]], name: str) -> Any:
    """Whether linearise raises an error that the one common class of errors catches."""
    try:
        return cartographer.linearise(graph, name)
    except cartographer.HierarchyError:
        return True


def order_of_tuples(graph: dict[str, list[str]], name: str) -> Any:
    """The order of a class whose graph keeps the parents in tuples."""
    return cartographer.linearise({child: tuple(parents) for child, parents in graph.items()}, name)


def order_twice(graph: dict[str, list[str]], name: str) -> Any:
    """The order of a class, asked for again after the first answer was emptied."""
    cartographer.linearise(graph, name).clear()
    return cartographer.linearise(graph, name)


def order_under_count(graph: dict[str, list[str]], name: str) -> Any:
    """The order of a class in a graph that stops after too many looks."""
    return cartographer.linearise(CountedGraph(graph), name)


def pairs_or_conflict(graph: dict[str, list[str]], name: str, new_parents: list[str]) -> Any:
    """The swapped pairs, or the class and the blocked names of a conflict."""
    try:
        return cartographer.swapped_pairs(graph, name, new_parents)
    except cartographer.ConflictError as error:
        return error.name, error.blocked


def python_order(graph: dict[str, list[str]], name: str) -> Any:
    """The order of a real class that is built from the graph, without object."""
    built: dict[str, type] = {}

    def build(current: str) -> type:
        if current not in built:
            built[current] = type(current, tuple(build(parent) for parent in graph[current]), {})
        return built[current]

    return [cls.__name__ for cls in build(name).__mro__ if cls is not object]
