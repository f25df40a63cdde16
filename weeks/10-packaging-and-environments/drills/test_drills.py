"""Visible tests of the drills of week 10: one or two for each drill."""

import os
from pathlib import Path

import drills
import pytest


def test_t1_environment_has_a_python_and_no_pip(tmp_path: Path) -> None:
    """A new environment has a Python of its own, and no packages."""
    folder = tmp_path / "lamp-env"
    python = drills.create(folder)
    assert python.exists()
    assert (folder / "pyvenv.cfg").is_file()
    assert not list(folder.rglob("pip"))


def test_t1_commands_of_the_environment_come_first() -> None:
    """An active environment stands at the head of the path."""
    session = {"PATH": "/usr/bin:/bin", "PYTHONHOME": "/opt/old"}
    assert drills.activated(session, "/srv/lamps/env") == {
        "PATH": "/srv/lamps/env/bin:/usr/bin:/bin",
        "VIRTUAL_ENV": "/srv/lamps/env",
    }
    assert "VIRTUAL_ENV" not in session


def test_t2_packages_come_from_the_wheelhouse_only() -> None:
    """The command asks no index, and looks for wheels in one folder."""
    command = drills.install_command("env/bin/python", "wheels", ["hooks==4.0", "lamps"])
    assert command[:4] == ["env/bin/python", "-m", "pip", "install"]
    assert command[4:] == ["--no-index", "--find-links", "wheels", "hooks==4.0", "lamps"]


def test_t2_list_is_a_dict_of_versions() -> None:
    """What pip lists is read as JSON."""
    text = '[{"name": "hooks", "version": "4.0"}, {"name": "lamps", "version": "2.0"}]'
    assert drills.listed(text) == {"hooks": "4.0", "lamps": "2.0"}


@pytest.mark.parametrize(
    ("line", "portable"),
    [
        pytest.param("hooks==4.0", True, id="hooks==4.0"),
        pytest.param("-e /srv/hooks", False, id="-e /srv/hooks"),
        pytest.param("-e git+https://git.example/hooks@77aa#egg=hooks", True, id="-e git+https"),
        pytest.param("hooks @ file:///srv/hooks-4.0.tar.gz", False, id="hooks @ file"),
    ],
)
def test_t3_some_lines_hold_on_this_machine_only(line: str, portable: bool) -> None:
    """A line that names a place on this machine is of no use on another."""
    assert drills.sort_freeze(f"# frozen\n{line}\n") == (([line], []) if portable else ([], [line]))


def test_t4_requirements_of_each_package_are_listed() -> None:
    """Two packages are shown; one of them requires nothing."""
    text = "Name: hooks\nVersion: 4.0\nRequires: lamps, ropes\n---\nName: lamps\nRequires: \n"
    assert drills.read_show(text) == {"hooks": ["lamps", "ropes"], "lamps": []}


def test_t5_deactivation_leaves_the_rest() -> None:
    """Only what activation did is taken back."""
    session = {"VIRTUAL_ENV": "/srv/lamps", "PATH": "/opt/bin:/srv/lamps/bin:/bin", "LANG": "C"}
    assert drills.deactivated(session) == {"PATH": "/opt/bin:/bin", "LANG": "C"}


def test_t6_nothing_of_the_old_environment_is_left(tmp_path: Path) -> None:
    """What was put into an environment is gone after it was made again."""
    folder = tmp_path / "env"
    folder.mkdir()
    (folder / "pyvenv.cfg").write_text("home = /nowhere\n", encoding="utf-8")
    (folder / "hooks.py").write_text("", encoding="utf-8")
    drills.recreate(folder)
    assert not (folder / "hooks.py").exists()
    assert "nowhere" not in (folder / "pyvenv.cfg").read_text(encoding="utf-8")


def test_t6_source_folders_are_safe(tmp_path: Path) -> None:
    """A folder that is no environment is not deleted."""
    (tmp_path / "hooks.py").write_text("", encoding="utf-8")
    with pytest.raises(ValueError):
        drills.recreate(tmp_path)
    assert os.listdir(tmp_path) == ["hooks.py"]


@pytest.mark.parametrize(("value", "isolated"), [("false", True), ("true", False)])
def test_t7_configuration_says_what_is_seen(value: str, isolated: bool) -> None:
    """One line says whether packages from outside are seen."""
    config = f"home = /usr/bin\ninclude-system-site-packages = {value}\nversion = 3.12.4\n"
    assert drills.is_isolated(config) is isolated


def test_t7_metadata_folders_are_packages(tmp_path: Path) -> None:
    """A package is recognised by the folder of its metadata."""
    for name in ("hooks", "hooks-4.0.dist-info", "_lamps-2.0.dist-info"):
        (tmp_path / name).mkdir()
    assert drills.packages_inside(tmp_path) == ["_lamps==2.0", "hooks==4.0"]


def test_t8_environments_are_found_by_their_configuration() -> None:
    """The name of an environment does not matter."""
    paths = ["hooks.py", "py/pyvenv.cfg", "py/lib/python3.12/os.py", "python/docs.md"]
    assert drills.to_commit(paths) == ["hooks.py", "python/docs.md"]


@pytest.mark.parametrize(
    ("requirement", "chosen"),
    [
        pytest.param("hooks", "4.10", id="hooks"),
        pytest.param("hooks==4.0", "4.0", id="hooks==4.0"),
        pytest.param("hooks<4.10", "4.9", id="hooks<4.10"),
        pytest.param("hooks>5", None, id="hooks>5"),
    ],
)
def test_t9_requirement_decides_on_the_version(requirement: str, chosen: str | None) -> None:
    """A name brings the newest version, a pin one only."""
    assert drills.would_install(requirement, ["4.0", "4.10", "4.9"]) == chosen


def test_t9_each_case_has_one_of_three_answers() -> None:
    """Five cases, and three words to choose from."""
    chosen = drills.pin_or_not()
    assert set(chosen) == set("abcde")
    assert set(chosen.values()) <= {"pin", "range", "name"}


def test_t10_one_pin_moves() -> None:
    """The other lines, comments and spellings stay."""
    before = "Hooks==4.0 ; sys_platform == 'linux'\nhooks-extra==4.0\n# hooks==4.0\n"
    after = "Hooks==4.10 ; sys_platform == 'linux'\nhooks-extra==4.0\n# hooks==4.0\n"
    assert drills.upgraded(before, "hooks", "4.10") == after
