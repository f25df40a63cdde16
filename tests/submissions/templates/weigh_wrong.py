"""Weigh what crosses the quay; wrong in every function."""


def total(weights):
    """Return something else."""
    return -1.0


def mean(weights):
    """Return something else."""
    return -1.0


def heaviest(weights):
    """Return something else."""
    return [-1.0]


def by_berth(arrivals):
    """Return something else."""
    return {"nowhere": [-1.0]}


def berths(arrivals):
    """Return something else."""
    return {"nowhere"}


def toll(tonnes):
    """Return something else."""
    return -1


class Scale:
    """A scale that shows one number."""

    def add(self, weight):
        """Return something else."""
        return -1.0

    def tare(self):
        """Return something else."""
        return -1.0


def readings(weights):
    """Yield something else."""
    while True:
        yield -1.0
