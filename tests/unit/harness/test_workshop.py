"""The workshop in this process, on trees that can be trusted; hostile ones are for sandboxes (tests/processes)."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from grader.harness import workshop

LIBRARIES = sysconfig.get_path("purelib")
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "yard-tool"
version = "1.2.0"
description = "Counts boxes."
requires-python = ">=3.11"
scripts = { yard = "yard_tool:main" }
"""
CODE = "import sys\n\ndef main():\n    print(sys.stdin.read().upper(), *sys.argv[1:])\n    return len(sys.argv) - 1\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of a tool, at which the workshop is settled; it works in a folder of its own."""
    box = tmp_path / "box"
    (box / "src" / "yard_tool").mkdir(parents=True)
    (box / "pyproject.toml").write_text(PROJECT)
    (box / "src" / "yard_tool" / "__init__.py").write_text(CODE)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    workshop.settle(str(box), LIBRARIES)
    return box


def test_a_wheel_tells_what_it_is(tree: Path) -> None:
    """Names, files, metadata and entry points are read from the wheel that the backend built, and built once."""
    assert workshop.wheel_name() == "yard_tool-1.2.0-py3-none-any.whl"
    assert "yard_tool/__init__.py" in workshop.wheel_files()
    assert workshop.wheel_file("yard_tool/__init__.py") == CODE
    assert (workshop.metadata()["name"], workshop.metadata()["version"]) == (["yard-tool"], ["1.2.0"])
    assert workshop.entry_points() == {"console_scripts": {"yard": "yard_tool:main"}}
    assert workshop.information("NOTICE") == ""
    assert workshop.build("wheel") == workshop.build("wheel")


def test_a_wheel_from_the_sdist_has_the_same_files(tree: Path) -> None:
    """The source archive holds the sources, and what is built from it is what is built from the tree."""
    assert workshop.sdist_name() == "yard_tool-1.2.0.tar.gz"
    assert {"pyproject.toml", "src/yard_tool/__init__.py"} <= set(workshop.sdist_files())
    assert workshop.wheel_from_sdist() == workshop.wheel_files()


def test_a_command_runs_where_it_is_installed(tree: Path) -> None:
    """What it reads, prints and ends with is told; a command that is not there has no exit."""
    assert workshop.run_installed("yard", "a", "b", stdin="box") == {"stdout": "BOX a b\n", "stderr": "", "exit": 2}
    assert workshop.run_installed("crane")["exit"] is None


def test_a_tree_that_cannot_be_built_says_why(tree: Path) -> None:
    """The tree itself stays as it was: changes are made in copies, and each copy fails for its own reason."""
    changes: list[dict[str, str | None]] = [
        {"pyproject.toml": None},
        {"pyproject.toml": "[project"},
        {"pyproject.toml": PROJECT.replace("hatchling", "poetry")},
        {"pyproject.toml": PROJECT.replace('"1.2.0"', '"one"'), "docs/more.md": "More.\n"},
    ]
    said = []
    for change in changes:
        with pytest.raises(workshop.BuildFailed) as failed:
            workshop.build("wheel", workshop.copy_of_tree(change))
        said.append(str(failed.value))

    assert said[0] == "there is no pyproject.toml"
    assert said[1].startswith("pyproject.toml is not TOML")
    assert "poetry" in said[2]
    assert "one" in said[3]
    assert workshop.file_of_tree("pyproject.toml") == PROJECT


def test_small_wheels_are_made_by_hand_and_installed(tree: Path) -> None:
    """With its requirements and entry points, by the installer; pip sees it there, and no index."""
    points = {"console_scripts": {"lamp": "lamps:main"}}
    wheel = workshop.make_wheel(
        "port-lamps", "2.0", {"lamps.py": "def main(): print('on')\n"}, requires=["tides"], entry_points=points
    )
    home = workshop.environment(wheel)

    assert workshop.metadata(wheel)["requires-dist"] == ["tides"]
    assert workshop.run(home, "lamp")["stdout"] == "on\n"
    assert "port-lamps" in workshop.pip(home, "list")["stdout"]
    assert workshop.pip(home, "install", "tides")["exit"] != 0


def test_a_damaged_wheel_is_not_installed(tree: Path) -> None:
    """The installer's last word is passed on."""
    Path("port_lamps-2.0-py3-none-any.whl").write_bytes(b"no archive")

    with pytest.raises(workshop.InstallFailed, match="zip"):
        workshop.environment("port_lamps-2.0-py3-none-any.whl")
