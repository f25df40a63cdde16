"""Visible tests: they build the project, and run what was built, far from its sources."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BUILD = "import sys; from hatchling.build import build_{0} as build; build(sys.argv[1])"


def run(
    *argv: str, cwd: Path, path: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run Python, with another place to look for modules."""
    settings = {**os.environ, "PYTHONPATH": str(path or ""), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *argv],
        input=stdin,
        cwd=cwd,
        env=settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, and with the unpacked wheel below `site`."""
    work = tmp_path_factory.mktemp("work")
    tree, out = work / "tree", work / "dist"
    tree.mkdir()
    for name in ("pyproject.toml", "CHANGELOG.md", "deploy.env"):
        shutil.copy(HERE / name, tree)
    shutil.copytree(HERE / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for kind in ("wheel", "sdist"):
        done = run("-c", BUILD.format(kind), str(out), cwd=tree)
        assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(wheel_in(out)) as archive:
        archive.extractall(out / "site")
    return out


def wheel_in(dist: Path) -> Path:
    """The one wheel of a folder."""
    (wheel,) = dist.glob("*.whl")
    return wheel


def quay_kit(
    dist: Path, *argv: str, cwd: Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the package as it was built."""
    return run("-m", "quay_kit", *argv, cwd=cwd, path=dist / "site", stdin=stdin)


def test_t1_wheel_has_name_and_version(dist: Path) -> None:
    """People install quay-kit 1.4.0."""
    assert wheel_in(dist).name == "quay_kit-1.4.0-py3-none-any.whl"


def test_t1_version_stands_in_one_file() -> None:
    """What stands in two files is right in one of them."""
    files = [HERE / "pyproject.toml", *(HERE / "src").rglob("*.py")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert sum(text.count("1.4.0") for text in texts) == 1


def test_t1_package_runs_as_a_module(dist: Path, tmp_path: Path) -> None:
    """Run with -m, the package knows its version."""
    done = quay_kit(dist, "--version", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("quay-kit 1.4.0\n", 0)


def test_t2_limits_travel_with_the_package(dist: Path, tmp_path: Path) -> None:
    """The limits are there, although the current folder is empty."""
    done = quay_kit(dist, "limits", cwd=tmp_path)
    assert done.stdout.splitlines()[1:] == ["crane-wind 0 to 20", "reefer-celsius -30 to 15"]


def test_t2_limits_are_found_in_an_archive(dist: Path, tmp_path: Path) -> None:
    """The limits are there, although they are no file on the disk."""
    code = "from quay_kit.limits import load_limits; print(load_limits()['berth-depth'])"
    assert run("-c", code, cwd=tmp_path, path=wheel_in(dist)).stdout == "(11.5, 18)\n"


@pytest.mark.parametrize(
    ("readings", "printed", "status"),
    [
        pytest.param("crane-wind 3\n", "", 0, id="crane-wind 3"),
        pytest.param(
            "\ncrane-wind 21.5\n", "line 2: crane-wind 21.5 is above 20\n", 1, id="crane-wind 21.5"
        ),
        pytest.param("crane-wind 99\ncrane-wind ?\n", "", 2, id="crane-wind ?"),
    ],
)
def test_t3_status_says_what_was_found(
    dist: Path, tmp_path: Path, readings: str, printed: str, status: int
) -> None:
    """0 is fine, 1 is a finding, 2 is something that cannot be used."""
    done = quay_kit(dist, "check", cwd=tmp_path, stdin=readings)
    assert (done.stdout, done.returncode) == (printed, status)
    assert "Traceback" not in done.stderr


def test_t3_files_are_read(dist: Path, tmp_path: Path) -> None:
    """A file may be named instead of standard input; a lost one has the status 2."""
    (tmp_path / "night.txt").write_text("berth-depth 9\n", encoding="utf-8")
    found = quay_kit(dist, "check", "night.txt", cwd=tmp_path)
    assert (found.stdout, found.returncode) == ("line 1: berth-depth 9 is below 11.5\n", 1)
    assert quay_kit(dist, "check", "day.txt", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("member", "content", "found"),
    [
        pytest.param("lamps/on.py", "", [], id="lamps/on.py"),
        pytest.param("test_on.py", "", ["stray test_on.py"], id="test_on.py"),
        pytest.param("lamps/on.pyc", "", ["compiled lamps/on.pyc"], id="lamps/on.pyc"),
    ],
)
def test_t4_wheel_is_checked(
    dist: Path, tmp_path: Path, member: str, content: str, found: list[str]
) -> None:
    """Each file of a wheel has to lie at its place."""
    with zipfile.ZipFile(tmp_path / "lamps-3-py3-none-any.whl", "w") as archive:
        archive.writestr("lamps-3.dist-info/METADATA", "Name: lamps\nVersion: 3\n")
        archive.writestr(
            "lamps-3.dist-info/entry_points.txt", "[console_scripts]\nlamp = lamps.on:main\n"
        )
        archive.writestr(member, content)
    (tmp_path / "CHANGES.md").write_text("## 3\n", encoding="utf-8")
    done = quay_kit(dist, "verify", "lamps-3-py3-none-any.whl", "CHANGES.md", cwd=tmp_path)
    assert (done.stdout.splitlines(), done.returncode) == (found, 1 if found else 0)


def test_t5_changelog_begins_with_the_release() -> None:
    """The newest section is the first, and none is lost."""
    lines = (HERE / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## 1.4.0",
        "## 1.3.0",
        "## 1.2.0",
    ]


def test_t5_secrets_stay_at_home(dist: Path) -> None:
    """The source archive holds the changelog, but no settings of a server."""
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert "CHANGELOG.md" in names
    assert "deploy.env" not in names


def test_t5_release_is_fit(dist: Path, tmp_path: Path) -> None:
    """The command finds nothing wrong with its own wheel."""
    done = quay_kit(dist, "verify", str(wheel_in(dist)), str(HERE / "CHANGELOG.md"), cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("", 0)
