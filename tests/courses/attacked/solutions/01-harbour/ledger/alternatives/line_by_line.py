"""Reads and writes line by line, in text mode."""

import os


def write(path: str, entries: list[tuple[str, int]]) -> None:
    """Write a ledger."""
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        for name, kilograms in entries:
            print(name, kilograms, sep=";", file=stream)


def read(path: str) -> list[tuple[str, int]]:
    """Return the entries of a ledger."""
    with open(path, encoding="utf-8") as stream:
        return [(name, int(kilograms)) for name, kilograms in (line.split(";") for line in stream)]


def merge(folder: str, target: str) -> int:
    """Write the entries of all ledgers of a folder to one file; return how many they are."""
    entries = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".led"):
            entries += read(os.path.join(folder, name))
    write(target, entries)
    return len(entries)
