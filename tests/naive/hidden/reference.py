"""The reference of a naive grader. NAIVESECRET in the reference"""

from weigh_reference import by_berth, heaviest, mean, total

__all__ = ["by_berth", "heaviest", "mean", "total"]
