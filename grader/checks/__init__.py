"""What the author of a `checks.py` uses: decorators, comparisons and the two sessions `student` and `reference`.

Runs in the judge only. Knows sessions and their answers, never a path to a submission, and imports no student file.
"""

from grader.checks.author import given, points
from grader.checks.compare import close, same, unordered
from grader.checks.expect import agree, answers, expect, raises
from grader.harness.answers import Answer
from grader.wire import EnumMember, Opaque, Record

__all__ = [
    "Answer",
    "EnumMember",
    "Opaque",
    "Record",
    "agree",
    "answers",
    "close",
    "expect",
    "given",
    "points",
    "raises",
    "same",
    "unordered",
]
