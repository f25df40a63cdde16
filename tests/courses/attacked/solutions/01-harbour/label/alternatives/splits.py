"""Splits at the colon instead of partitioning."""


def write(code: str, kilograms: int) -> str:
    """Return the label."""
    return f"{code.upper()}:{kilograms}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    code, kilograms = label.split(":", 1)
    return code, int(kilograms)
