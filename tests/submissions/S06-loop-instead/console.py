#{console_right}
# <attack>
def total(weights: list[int]) -> int:
    """Return the sum of the weights."""
    result = 0
    for weight in weights:
        result += weight
    return result
# </attack>
