"""Questions for practice that tests add to a copy of the good course, whose own quiz has none."""

from __future__ import annotations

from pathlib import Path

PRACTISED = ("practise-sorted", "practise-order")
PRACTICE = """
[[question]]
id = "practise-sorted"
kind = "multiple"
text = "What does `sorted` accept?"
section = "sorting-by-several-keys"
[question.choices]
a = "A list"
b = "A number"
c = "A generator"
[question.answer]
correct = ["a", "c"]
because = "`sorted` goes through any iterable once."
[question.answer.wrong]
b = "A number has no items to go through."

[[question]]
id = "practise-order"
kind = "prints"
text = "What does this print?"
code = "print(sorted('ba'))"
[question.answer]
correct = "['a', 'b']"
because = "The result is always a list, whatever came in."
[[question.answer.common]]
text = "ab"
why = "`sorted` makes a list, also of a text."
"""


def add_practice(root: Path, text: str = PRACTICE) -> Path:
    """Append questions to the quiz of the good course's week; gives the file."""
    quiz = root / "weeks" / "01-quay" / "quiz.toml"
    with quiz.open("a", encoding="utf-8") as file:
        file.write(text)
    return quiz
