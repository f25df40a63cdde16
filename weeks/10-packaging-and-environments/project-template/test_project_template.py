"""Visible tests: they read what is written, and build nothing."""

import importlib
import os
import sys
import tomllib
from pathlib import Path

import pytest

from project_template import Project, create, main, names, texts

LAMPS = Project("Pier lamps", "Switches lamps.", ("astral>=3",), ("pytest", "ruff"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pier lamps", ("pier-lamps", "pier_lamps")),
        (" pier..lamps_II ", ("pier-lamps-ii", "pier_lamps_ii")),
        ("lamps", ("lamps", "lamps")),
    ],
    ids=["names('Pier lamps')", "names(' pier..lamps_II ')", "names('lamps')"],
)
def test_t1_a_title_gives_two_names(title: str, expected: tuple[str, str]) -> None:
    """Installers and imports spell a name differently."""
    assert names(title) == expected


@pytest.mark.parametrize("title", ["", "3 lamps", "lamps-", "pier/lamps"], ids="names('{}')".format)
def test_t1_what_is_no_name_is_refused(title: str) -> None:
    """A title that no installer would take is refused before anything is made."""
    with pytest.raises(ValueError):
        names(title)


@pytest.mark.parametrize("title", ["Import", "email"], ids="names('{}')".format)
def test_t1_names_of_python_are_refused(title: str) -> None:
    """A package that nobody can import, or that hides another, is refused."""
    with pytest.raises(ValueError):
        names(title)


def test_t2_a_project_has_its_files() -> None:
    """The package lies below src, the tests beside it."""
    assert sorted(texts(LAMPS)) == [
        ".gitignore",
        "README.md",
        "pyproject.toml",
        "requirements-dev.txt",
        "requirements.txt",
        "src/pier_lamps/__init__.py",
        "src/pier_lamps/cli.py",
        "tests/test_cli.py",
    ]


def test_t2_requirements_are_kept_apart() -> None:
    """Developers get what the program needs, and more."""
    written = texts(LAMPS)
    assert written["requirements.txt"] == "astral>=3\n"
    assert written["requirements-dev.txt"] == "-r requirements.txt\npytest\nruff\n"


def test_t2_the_ignore_file_names_the_environment() -> None:
    """An environment is made again, and never committed."""
    assert ".venv/" in texts(LAMPS)[".gitignore"].splitlines()


def test_t2_the_readme_says_how_to_begin() -> None:
    """Title first, then the steps in the order in which people need them."""
    lines = texts(LAMPS)["README.md"].splitlines()
    steps = [line for line in lines if line.startswith("python -m ")]
    assert lines[0] == "# Pier lamps"
    assert [step.split()[2] for step in steps] == ["venv", "pip", "pip"]


def test_t3_the_metadata_can_be_read() -> None:
    """What was said about the project is in its project table."""
    table = tomllib.loads(texts(LAMPS)["pyproject.toml"])["project"]
    assert (table["name"], table["version"]) == ("pier-lamps", "0.1.0")
    assert table["dependencies"] == ["astral>=3"]
    assert table["scripts"] == {"pier-lamps": "pier_lamps.cli:main"}


def test_t3_the_program_prints_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The package that was written can be imported, and its main() works."""
    project = Project("pier lamp test", 'Switches "both" lamps.')
    monkeypatch.syspath_prepend(create(project, tmp_path) / "src")
    assert importlib.import_module("pier_lamp_test.cli").main() == 0
    assert capsys.readouterr().out == 'Switches "both" lamps.\n'
    del sys.modules["pier_lamp_test.cli"], sys.modules["pier_lamp_test"]


def test_t4_a_folder_is_made(tmp_path: Path) -> None:
    """The files are on the disk as texts() gives them, and nothing lies beside the folder."""
    folder = create(LAMPS, tmp_path)
    assert list(tmp_path.iterdir()) == [folder] == [tmp_path / "pier-lamps"]
    assert all((folder / path).read_bytes().decode() == text for path, text in texts(LAMPS).items())


def test_t4_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that is there stays as it is, even an empty one."""
    (tmp_path / "pier-lamps").mkdir()
    with pytest.raises(FileExistsError):
        create(LAMPS, tmp_path)
    assert os.listdir(tmp_path / "pier-lamps") == []


def test_t4_nothing_is_left_after_an_error(tmp_path: Path) -> None:
    """A text that UTF-8 cannot write breaks off halfway, and leaves no half of a project."""
    with pytest.raises(ValueError):
        create(Project("Pier lamps", "Switches lamps.", ("lone surrogate \ud800",)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_t5_the_program_makes_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The path of the new folder is printed, and its requirements come from the command line."""
    argv = ["Pier lamps", "--summary", "Lamps.", "--requires", "astral", "--into", str(tmp_path)]
    assert main(argv) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'pier-lamps'}\n"
    assert (tmp_path / "pier-lamps" / "requirements.txt").read_text() == "astral\n"


def test_t5_errors_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is taken gives one line on standard error, and status 1."""
    assert main(["json", "--summary", "Data.", "--into", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: ")
