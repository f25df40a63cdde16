"""A crew that works side by side; wrong in every function."""


def tally(words, hands):
    """Return something else."""
    return {"nothing": -1}


def together(jobs):
    """Return something else."""
    return [-1, -1]


def apart(job, value):
    """Return something else."""
    return -1
