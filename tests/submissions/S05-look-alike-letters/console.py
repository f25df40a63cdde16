#{console_right}
# <attack>
def total(weights: list[int]) -> int:
    """Return the sum of the weights."""
    return int(ｅval("+".join(str(weight) for weight in weights) or "0"))
# </attack>
