"""Returns the weight as a text.

Reply: Of which type are the kilograms in R2?

Fails: check_a_label_is_read check_any_label_is_written
"""


def write(code: str, kilograms: int) -> str:
    """Return the label."""
    return f"{code.upper()}:{kilograms}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    code, colon, kilograms = label.partition(":")
    if not colon:
        raise ValueError("there is no colon")
    return code, kilograms


# kx9q1f3c2b7201
