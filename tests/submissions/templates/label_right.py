"""Labels of containers."""


def write(code: str, kilograms: int) -> str:
    """Return the label."""
    return f"{code.upper()}:{kilograms}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    code, colon, kilograms = label.partition(":")
    if not colon:
        raise ValueError("there is no colon")
    return code, int(kilograms)
