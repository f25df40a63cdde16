"""Visible tests of conflict-lab: two wheels of one library, written by hand."""

import zipfile
from pathlib import Path

import pytest

from conflict_lab import Sight, interpreter, look, main, parties, prepare, verdict


def write_wheel(folder: Path, version: str, text: str) -> Path:
    """A wheel of the library `gates`, with one module."""
    path = folder / f"gates-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("gates.py", text)
        about = f"Metadata-Version: 2.1\nName: gates\nVersion: {version}\n"
        archive.writestr(f"gates-{version}.dist-info/METADATA", about)
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An environment with gates 1.0, where lanes are a number."""
    prepare(tmp_path / "older", write_wheel(tmp_path, "1.0", "LANES = 6\n"))
    return tmp_path / "older"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """An environment with gates 2.0, where lanes are a list."""
    prepare(tmp_path / "newer", write_wheel(tmp_path, "2.0", "LANES = ['A', 'B']\n"))
    return tmp_path / "newer"


def test_t1_an_environment_is_made(older: Path) -> None:
    """A prepared environment has an interpreter and holds the module of the wheel."""
    assert interpreter(older).exists()
    assert len(list(older.rglob("site-packages/gates.py"))) == 1


@pytest.mark.parametrize("name", ["gates-1.0.tar.gz", "gates-1.0-cp312-cp312-win_amd64.whl"])
def test_t1_other_files_are_refused(tmp_path: Path, name: str) -> None:
    """What is no wheel of pure Python raises ValueError, and nothing is made."""
    (tmp_path / name).write_bytes(b"")

    with pytest.raises(ValueError):
        prepare(tmp_path / "env", tmp_path / name)

    assert not (tmp_path / "env").exists()


def test_t2_each_environment_sees_its_version(older: Path, newer: Path) -> None:
    """A look into two environments gives two versions."""
    sights = [look(folder, "gates") for folder in (older, newer)]

    assert [sight and sight.version for sight in sights] == ["1.0", "2.0"]


def test_t2_a_module_without_a_distribution_has_no_version(tmp_path: Path) -> None:
    """A module whose distribution has another name is seen without a version."""
    wheel = write_wheel(tmp_path, "1.0", "")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("barriers.py", "")
    prepare(tmp_path / "env", wheel)

    sight = look(tmp_path / "env", "barriers")

    assert sight is not None
    assert sight.version is None
    assert sight.origin.name == "barriers.py"


def test_t2_what_is_missing_is_not_seen(older: Path) -> None:
    """A library that cannot be imported gives None."""
    assert look(older, "moorings") is None


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("env/lib/gates.py", "own"),
        ("env-2/lib/gates.py", "borrowed"),
        ("lib/env/gates.py", "borrowed"),
    ],
    ids=["below", "similar name", "same name elsewhere"],
)
def test_t3_the_folder_of_the_file_decides(tmp_path: Path, origin: str, expected: str) -> None:
    """A file below the folder is the environment's own, any other is borrowed."""
    assert verdict(tmp_path / "env", Sight("1.0", tmp_path / origin)) == expected


def test_t3_nothing_seen_is_missing(tmp_path: Path) -> None:
    """Without a sight the library is missing."""
    assert verdict(tmp_path, None) == "missing"


def test_t4_environments_that_agree_come_together(older: Path, newer: Path) -> None:
    """Endings are told apart by status and output."""
    program = "import gates; print(gates.LANES)"

    assert parties([older, newer, older], program) == {
        (0, "6\n"): [older, older],
        (0, "['A', 'B']\n"): [newer],
    }


def test_t4_failures_have_their_status(older: Path, newer: Path) -> None:
    """A program that ends with an error is an ending like any other."""
    program = "import gates, sys; sys.exit(int(gates.LANES))"

    assert list(parties([older, newer], program)) == [(6, ""), (1, "")]


def test_t5_the_report_has_a_line_for_each(
    older: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Name, version and verdict of each environment are printed."""
    assert main(["gates", str(newer), str(older)]) == 0
    assert capsys.readouterr().out == "newer: 2.0 own\nolder: 1.0 own\n"


def test_t5_a_missing_library_is_told_by_the_status(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is 1 if a verdict is not `own`."""
    assert main(["moorings", str(older)]) == 1
    assert capsys.readouterr().out == "older: None missing\n"
