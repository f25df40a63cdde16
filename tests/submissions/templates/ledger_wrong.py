"""Ledgers of the quay; wrong in every function."""


def write(path, entries):
    """Write something else."""
    with open(path, "wb") as stream:
        stream.write(b"nothing\n")


def read(path):
    """Return something else."""
    return [("nothing", -1)]


def merge(folder, target):
    """Write something else."""
    write(target, [])
    return -1
