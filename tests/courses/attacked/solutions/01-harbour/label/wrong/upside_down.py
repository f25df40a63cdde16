"""Writes the weight before the code.

Reply: Which part comes first in R1?

Fails: check_a_label_is_written check_a_label_is_read check_any_label_is_written
"""


def write(code: str, kilograms: int) -> str:
    """Return the label."""
    return f"{kilograms}:{code.upper()}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    kilograms, colon, code = label.partition(":")
    if not colon:
        raise ValueError("there is no colon")
    return code, int(kilograms)


# kx9q1f994c0539
