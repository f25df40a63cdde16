"""Ledgers of the quay."""

from pathlib import Path


def write(path: str, entries: list[tuple[str, int]]) -> None:
    """Write a ledger."""
    text = "".join(f"{name};{kilograms}\n" for name, kilograms in entries)
    Path(path).write_bytes(text.encode())


def read(path: str) -> list[tuple[str, int]]:
    """Return the entries of a ledger."""
    pairs = [line.split(";") for line in Path(path).read_bytes().decode().splitlines()]
    return [(name, int(kilograms)) for name, kilograms in pairs]


def merge(folder: str, target: str) -> int:
    """Write the entries of all ledgers of a folder to one file; return how many they are."""
    entries = [entry for path in sorted(Path(folder).glob("*.led")) for entry in read(str(path))]
    write(target, entries)
    return len(entries)
