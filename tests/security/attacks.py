"""Reads the attacking submissions in tests/submissions and lays them out as folders of students.

A folder `ROW-slug` holds attack.toml and files. Files lie in the folder of the attacked exercise, those below `root/`
in the student's folder. In a file a line `#{name}` stands for templates/name.py, and what is between the lines
`# <attack>` and `# </attack>` is left out of the twin: the same submission without the attack.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.security import odd_files

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
TEMPLATES = SUBMISSIONS / "templates"
WEEK = "01-harbour"
FILES = {
    "weigh": {"weigh.py": "weigh_right"},
    "ledger": {"ledger.py": "ledger_right"},
    "crew": {"crew.py": "crew_right"},
    "label": {"label.py": "label_right"},
    "console": {"console.py": "console_right"},
    "berths": {"berths.py": "berths_right", "test_own_berths.py": "own_right"},
}
"""What a student hands in for each exercise of the course, and the template of a right version."""
SLOWNESS = 2.0
"""How much longer than its budget an attack may take on a machine that is busy with other things."""

_INCLUDE = re.compile(r"^#\{(\w+)\}\n?", re.MULTILINE)
_ATTACK = re.compile(r"^# <attack>\n.*?^# </attack>\n?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Attack:
    """One attacking submission and what must become of it."""

    name: str
    row: str
    title: str
    exercise: str
    verdict: frozenset[str]
    outcomes: frozenset[str]
    must: str
    same_points: bool
    most_points: int | None
    says: str
    attack_files: frozenset[str]
    builder: str
    student: str
    spoils: frozenset[str]
    naive: bool
    effect: str
    runs: int
    budget: float

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return SUBMISSIONS / self.name

    def files(self, *, twin: bool = False) -> dict[str, str]:
        """The texts of its files by path; those of the twin lack the attack."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name != "attack.toml" and not (twin and name in self.attack_files):
                found[name] = render(path.read_text(encoding="utf-8"), twin=twin)
        return found

    def submission(self, *, twin: bool = False) -> dict[str, str]:
        """All files of the submission by their path in the student's folder; the other exercises are right."""
        mine = self.files(twin=twin)
        laid: dict[str, str] = {}
        for exercise, names in FILES.items():
            if exercise == self.exercise and not twin and not set(names) & set(mine):
                continue  # a builder makes what is handed in, or nothing is
            for name, template in names.items():
                laid[f"weeks/{WEEK}/{exercise}/{name}"] = read_template(template)
        for name, text in mine.items():
            inside = name.removeprefix("root/") if name.startswith("root/") else f"weeks/{WEEK}/{self.exercise}/{name}"
            laid[inside] = text
        return laid

    def lay_out(self, parent: Path, student: str, *, target: Path) -> Path:
        """Write the attacking submission below `parent`; `target` is the hidden file that links lead to."""
        folder = parent / (student + self.student)
        write(folder, self.submission())
        if self.builder:
            place = odd_files.Place(folder, f"weeks/{WEEK}/{self.exercise}", self.exercise, target)
            folder = getattr(odd_files, self.builder)(place) or folder
        return folder


def read_attack(name: str) -> Attack:
    """The attack in the folder of that name."""
    table = tomllib.loads((SUBMISSIONS / name / "attack.toml").read_text(encoding="utf-8"))
    return Attack(
        name=name,
        row=table.pop("row"),
        title=table.pop("title"),
        exercise=table.pop("exercise"),
        verdict=frozenset(table.pop("verdict")),
        outcomes=frozenset(table.pop("outcomes")),
        must=table.pop("must", ""),
        same_points=table.pop("same_points", False),
        most_points=table.pop("most_points", None),
        says=table.pop("says", ""),
        attack_files=frozenset(table.pop("attack_files", ())),
        builder=table.pop("builder", ""),
        student=table.pop("student", ""),
        spoils=frozenset(table.pop("spoils", ())),
        naive=table.pop("naive"),
        effect=table.pop("effect", ""),
        runs=table.pop("runs", 1),
        budget=float(table.pop("budget")),
    )


def all_attacks() -> list[Attack]:
    """Every attack, in order of name."""
    return [read_attack(path.parent.name) for path in sorted(SUBMISSIONS.glob("*/attack.toml"))]


def read_template(name: str) -> str:
    """The text of a template."""
    return (TEMPLATES / f"{name}.py").read_text(encoding="utf-8")


def render(text: str, *, twin: bool = False) -> str:
    """A fixture's text with its templates in place, and without the attack if it is for the twin."""
    if twin:
        text = _ATTACK.sub("", text)
    return _INCLUDE.sub(lambda found: read_template(found[1]), text)


def honest(*, neighbour: str = "") -> dict[str, str]:
    """A right submission; `neighbour` is a secret of its own that no other student may see."""
    laid = {
        f"weeks/{WEEK}/{exercise}/{name}": read_template(template)
        for exercise, names in FILES.items()
        for name, template in names.items()
    }
    if neighbour:
        place = f"weeks/{WEEK}/console/console.py"
        secret = f'import sys\nfrom typing import Final\n\nNEIGHBOUR: Final = "{neighbour}"\n'
        laid[place] = laid[place].replace("import sys\n", secret, 1)
    return laid


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files into a student's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
