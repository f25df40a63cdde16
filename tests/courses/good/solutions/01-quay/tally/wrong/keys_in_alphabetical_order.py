"""Sorts the values before counting them, so that the keys come in alphabetical order.

Reply: All numbers are right. In which order do your keys come, and in which order did the values
appear?

Fails: check_keys_come_in_order_of_first_appearance check_any_values_are_counted
check_each_value_has_a_line check_any_values_are_reported
"""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs."""
    return {value: values.count(value) for value in sorted(set(values))}


def busiest(values: list[str]) -> str:
    """Return the value that occurs most often."""
    if not values:
        raise ValueError("there is nothing to count")
    return max(values, key=lambda value: values.count(value))


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    lines: list[str] = []
    total = len(values)
    for value, count in tally(values).items():
        percent = round(100 * count / total)
        lines.append(f"{value}: {count} ({percent} %)")
    return lines
