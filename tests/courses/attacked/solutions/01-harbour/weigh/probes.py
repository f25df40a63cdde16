"""Probes of weigh: they drive the scale and feed the generator."""

import itertools

import weigh


def drive(loads: list[int]) -> list[float]:
    """Readings of one scale while it is loaded, tared and loaded again."""
    scale = weigh.Scale()
    return [*[scale.add(float(load)) for load in loads], scale.tare(), scale.add(0.5)]


def named(arrivals: list[tuple[str, float]]) -> list[str]:
    """The names of the berths as a list, in any order."""
    return list(weigh.berths(arrivals))


def endless():  # type: ignore[no-untyped-def]
    """Readings of weights that never end."""
    return weigh.readings(0.25 * number for number in itertools.count(1))
