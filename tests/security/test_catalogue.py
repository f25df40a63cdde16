"""The attacks in tests/submissions as such: every row of the catalogue is there, and each is what it says it is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.security.attacks import FILES, SUBMISSIONS, all_attacks
from tests.security.class_run import CANARY, COURSE

ATTACKS = all_attacks()
FEWEST_ATTACKS = 250
ROW = "[A-FS][0-9]{2}"
ROWS = {
    "A": "01 02 04 05 06 07 09 10 11 12 14 15 16 17 19 20 21 22 24 25 26 27 29 30 31 32 34"
    " 35 36 37 39 40 41 42 44 45 46 47 49 50 51 52 54 55 56 57 59 60 61 62 64 65 66 67",
    "B": "01 02 03 04 06 07 08 09 11 12 13 14 16 17 18 19 21 22 23 24 26 27",
    "C": "01 02 04 05 06 07 09 10 11 12 14 15 16 17 19 20 21 22 24 25 26 27 29 30 31 32",
    "D": "02 03 04 05 07 08 09 10 12 13 14 15 17 18 19 20 22 23 24 25 27 28 29 30 32 33 34 35 37 38 39 40 42 43",
    "E": "01 02 04 05 06 07 09 10 11 12 14 15 16 17 19 20 21 22 24 25 26 27 29",
    "F": "01 02 03 05 06 07 08 10 11 12 13 15 16 17 18 20 21 22 23 25 26 27 28 30 31 32 33 35 36 37 38 40 41 42 43 45",
    "S": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27",
}
"""The catalogue of attacks: letters of its classes, and the numbers of their rows."""


def test_the_course_holds_secrets_where_they_could_be_told() -> None:
    """Every hidden kind of file of the attacked course holds a secret, and nothing that students get does."""
    hidden = [path for path in (COURSE / "solutions").rglob("*") if path.suffix in (".py", ".md")]
    without = [
        str(path.relative_to(COURSE))
        for path in hidden
        if path.name != "probes.py" and path.parent.name != "alternatives"
        if CANARY not in path.read_text(encoding="utf-8") and path.parent.name not in FILES
    ]
    public = [path for path in (COURSE / "weeks").rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]

    assert [] == without
    assert [] == public
    assert CANARY in (COURSE / "solutions" / "01-harbour" / "weigh" / "checks.py").read_text(encoding="utf-8")


def test_every_row_of_the_catalogue_is_an_attack_or_says_why_not() -> None:
    """Each row is either expressed by submissions, or excused with a reason and what covers it instead."""
    table = (SUBMISSIONS / "NOT_EXPRESSIBLE.md").read_text(encoding="utf-8")
    excused = {cells[0]: cells[1:] for cells in map(cells_of, table.splitlines()) if re.fullmatch(ROW, cells[0])}
    rows = {attack.row for attack in ATTACKS}
    catalogue = {letter + number for letter, numbers in ROWS.items() for number in numbers.split()}

    assert catalogue == rows | set(excused)
    assert set() == rows & set(excused)
    assert [] == [row for row, said in excused.items() if len(said) != 3 or not all(said)]
    assert len(ATTACKS) >= FEWEST_ATTACKS
    assert all(attack.name.startswith(f"{attack.row}-") for attack in ATTACKS)


def cells_of(line: str) -> list[str]:
    """What stands in the cells of a line of a table in Markdown; one empty cell for another line."""
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")] if line.startswith("|") else [""]


def test_what_covers_a_row_that_is_no_attack_exists() -> None:
    """The rows and tests that the table of excuses points to are there."""
    table = (SUBMISSIONS / "NOT_EXPRESSIBLE.md").read_text(encoding="utf-8")
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    covering = [cells[3] for cells in map(cells_of, table.splitlines()) if re.fullmatch(ROW, cells[0])]
    named = {row for text in covering for row in re.findall(rf"\b{ROW}\b", text)}
    tests = {name for text in covering for name in re.findall(r"`(test_\w+)`", text)}

    assert set() == named - {attack.row for attack in ATTACKS}
    assert [] == [name for name in tests if f"def {name}(" not in here]


def test_a_twin_is_its_attack_without_the_attack() -> None:
    """Leaving the attack out changes every submission, and leaves no mark of the template behind."""
    same = [attack.name for attack in ATTACKS if attack.submission() == attack.submission(twin=True)]
    marked = [
        attack.name for attack in ATTACKS if any("<attack>" in text for text in attack.submission(twin=True).values())
    ]
    by_builder_or_name = {attack.name for attack in ATTACKS if attack.builder or attack.student}

    assert set() == set(same) - by_builder_or_name - WITHOUT_AN_ATTACK_OF_CODE
    assert [] == marked


WITHOUT_AN_ATTACK_OF_CODE = {"B23-prompt-injection", "F21-helper-file"}
"""The twin is the same program: a text in it, or a file beside it, is all the attack there is."""


def test_no_fixture_is_named_twice_or_lost(tmp_path: Path) -> None:
    """Every folder of submissions but the templates is an attack that can be laid out."""
    folders = {path.name for path in SUBMISSIONS.iterdir() if path.is_dir()} - {"templates"}

    assert folders == {attack.name for attack in ATTACKS}
    for attack in ATTACKS[:3]:
        assert attack.lay_out(tmp_path, attack.name, target=tmp_path).is_dir()
