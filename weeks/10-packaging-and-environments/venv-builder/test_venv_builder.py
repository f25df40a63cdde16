"""Visible tests of venv-builder: wheels are written by hand, and pip works from outside."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from venv_builder import (
    BuildError,
    ask,
    build,
    create,
    digest,
    freeze,
    interpreter,
    inventory,
    main,
    rebuild,
    remove,
)

BROKEN_PIP = [sys.executable, "-c", "raise SystemExit('no such wheel')"]


def write_wheel(house: Path, name: str, version: str, text: str, needs: str = "") -> None:
    """A wheel with one module; `needs` is the name of another distribution."""
    stem = f"{name}-{version}"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files = {
        f"{name}.py": text,
        f"{stem}.dist-info/METADATA": about + (f"Requires-Dist: {needs}\n" if needs else ""),
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{stem}.dist-info/RECORD"] = "".join(f"{file},,\n" for file in files)
    house.mkdir(exist_ok=True)
    with zipfile.ZipFile(house / f"{stem}-py3-none-any.whl", "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)


@pytest.fixture
def pip() -> list[str]:
    """The command of the pip that lies beside pytest; where there is none, the test is skipped."""
    return [sys.executable, pytest.importorskip("pip").__path__[0], "--retries", "0"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A wheelhouse: cranes need hooks, buoys need nothing."""
    write_wheel(tmp_path / "house", "cranes", "5.0", "REACH = 60\n", needs="hooks")
    write_wheel(tmp_path / "house", "hooks", "1.1", "LOAD = 40\n")
    write_wheel(tmp_path / "house", "buoys", "7", "")
    return tmp_path / "house"


def requirements(folder: Path, text: str) -> Path:
    """A requirements file."""
    path = folder / "requirements.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_t1_an_environment_is_made_without_pip(tmp_path: Path) -> None:
    """A new environment has a pyvenv.cfg and no pip."""
    create(tmp_path / "pier" / "env")

    assert (tmp_path / "pier" / "env" / "pyvenv.cfg").is_file()
    assert not list((tmp_path / "pier" / "env").rglob("site-packages/pip"))


def test_t1_nothing_is_made_where_something_is(tmp_path: Path) -> None:
    """A folder that exists raises FileExistsError."""
    with pytest.raises(FileExistsError):
        create(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_t1_the_interpreter_lies_in_the_environment(tmp_path: Path) -> None:
    """The path of the interpreter begins with the folder of the environment."""
    create(tmp_path / "env")

    assert interpreter(tmp_path / "env").is_relative_to(tmp_path / "env")


def test_t1_the_environment_answers(tmp_path: Path) -> None:
    """The interpreter that answers has the environment as its prefix."""
    create(tmp_path / "env")

    prefix = ask(tmp_path / "env", "import sys; print(sys.prefix)").strip()

    assert Path(prefix).resolve() == (tmp_path / "env").resolve()


def test_t1_a_program_that_fails_raises(tmp_path: Path) -> None:
    """A program that ends with an error raises CalledProcessError."""
    create(tmp_path / "env")

    with pytest.raises(subprocess.CalledProcessError):
        ask(tmp_path / "env", "import no_such_crane")


def test_t2_what_is_needed_is_installed_and_frozen(
    tmp_path: Path, house: Path, pip: list[str]
) -> None:
    """A build installs a distribution with what it needs, and freeze gives both pins."""
    build(tmp_path / "env", house, requirements(tmp_path, "cranes\n"), pip)

    assert freeze(tmp_path / "env", pip) == ["cranes==5.0", "hooks==1.1"]


def test_t2_a_failed_build_leaves_nothing(tmp_path: Path, house: Path) -> None:
    """If pip fails, BuildError is raised, and there is no environment."""
    with pytest.raises(BuildError):
        build(tmp_path / "env", house, requirements(tmp_path, "winches\n"), BROKEN_PIP)

    assert not (tmp_path / "env").exists()


def test_t3_the_inventory_has_digests_of_modules(
    tmp_path: Path, house: Path, pip: list[str]
) -> None:
    """Each pin of an inventory has the digests of its modules."""
    build(tmp_path / "env", house, requirements(tmp_path, "buoys\nhooks\n"), pip)
    for name, text in [("expected-hooks", "LOAD = 40\n"), ("expected-buoys", "")]:
        (tmp_path / name).write_bytes(text.encode())

    assert inventory(tmp_path / "env") == {
        "buoys==7": {"buoys.py": digest(tmp_path / "expected-buoys")},
        "hooks==1.1": {"hooks.py": digest(tmp_path / "expected-hooks")},
    }


def test_t4_only_an_environment_is_removed(tmp_path: Path) -> None:
    """A folder without pyvenv.cfg raises ValueError and stays."""
    (tmp_path / "reports").mkdir()

    with pytest.raises(ValueError):
        remove(tmp_path / "reports")

    assert (tmp_path / "reports").is_dir()


def test_t4_a_wheel_that_was_replaced_is_named(tmp_path: Path, house: Path, pip: list[str]) -> None:
    """A pin whose wheel holds other code by now is told after a rebuild."""
    build(tmp_path / "env", house, requirements(tmp_path, "hooks\n"), pip)
    write_wheel(house, "hooks", "1.1", "LOAD = 50\n")

    assert rebuild(tmp_path / "env", house, pip) == ["hooks==1.1"]


def test_t4_a_failed_rebuild_keeps_the_old_environment(tmp_path: Path) -> None:
    """If pip fails, the environment is what it was, and nothing lies beside it."""
    create(tmp_path / "env")
    (tmp_path / "env" / "note").write_text("keep me", encoding="utf-8")

    with pytest.raises(BuildError):
        rebuild(tmp_path / "env", tmp_path, BROKEN_PIP)

    assert (tmp_path / "env" / "note").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["env"]


def test_t5_trouble_ends_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no environment is told on standard error."""
    assert main([str(tmp_path), str(tmp_path)], BROKEN_PIP) == 2
    assert capsys.readouterr().err.startswith("error: ")
