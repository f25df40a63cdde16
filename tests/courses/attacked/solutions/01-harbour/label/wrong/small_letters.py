"""Leaves the code in small letters.

Reply: How does the code on the label in R1 look?

Fails: check_a_label_is_written check_any_label_is_written
"""


def write(code: str, kilograms: int) -> str:
    """Return the label."""
    return f"{code}:{kilograms}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    code, colon, kilograms = label.partition(":")
    if not colon:
        raise ValueError("there is no colon")
    return code, int(kilograms)


# kx9q34d44fdcd0
