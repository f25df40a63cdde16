"""Visible tests: they build nothing, and make what an installation leaves behind by hand."""

import importlib
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
EVENTS = [{"gate": "E5", "plate": "KR-20"}, {"gate": "E6", "plate": "KR-21"}]

# Announces formats of a distribution: its name, its version, and what each format stands for.
Announce = Callable[[str, str, dict[str, str]], None]


def project() -> dict[str, Any]:
    """The project table."""
    table: dict[str, Any] = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    return table


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is on the path, as site-packages of an environment is; the tool is, too."""
    monkeypatch.syspath_prepend(HERE / "src")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


@pytest.fixture
def announce(site: Path) -> Announce:
    """Writes the two files by which importlib.metadata knows a distribution and its formats."""

    def write(name: str, version: str, formats: dict[str, str]) -> None:
        folder = site / f"{name}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        lines = [f"{key} = {value}\n" for key, value in formats.items()]
        (folder / "entry_points.txt").write_text("[gate_export.formats]\n" + "".join(lines))
        importlib.invalidate_caches()

    return write


@pytest.fixture
def plugins(site: Path) -> ModuleType:
    """The module under test."""
    return importlib.import_module("gate_export.plugins")


@pytest.fixture
def run(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Calls main() with a command line, and events on standard input."""
    events = site / "events.json"
    events.write_text(json.dumps(EVENTS))

    def call(*argv: str) -> int:
        with events.open() as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            status: int = importlib.import_module("gate_export.cli").main(list(argv))
        return status

    return call


def test_t1_the_command_calls_main() -> None:
    """The entry point of the command names module and function."""
    assert project()["scripts"] == {"gate-export": "gate_export.cli:main"}


def test_t1_the_tool_announces_its_own_formats() -> None:
    """The tool's own formats take the same way as those of other teams."""
    group = project()["entry-points"]["gate_export.formats"]
    assert group == {"count": "gate_export.formats:count", "plates": "gate_export.formats:plates"}


def test_t2_formats_are_found_with_their_providers(plugins: ModuleType, announce: Announce) -> None:
    """Name, provider and version of each format are told, in order."""
    announce("Ferry.Formats", "4.1", {"sheet": "ferry_sheet:write", "Plain": "ferry_plain:write"})
    announce("berth-plain", "2", {"Plain": "berth_plain:write"})
    told = [(one.name, one.provider, one.version) for one in plugins.found()]
    assert [one for one in told if one[1] != "gate-export"] == [
        ("Plain", "berth-plain", "2"),
        ("Plain", "ferry-formats", "4.1"),
        ("sheet", "ferry-formats", "4.1"),
    ]


def test_t2_listing_imports_nothing(
    run: Callable[..., int], announce: Announce, capsys: pytest.CaptureFixture[str]
) -> None:
    """A format whose module does not exist is listed, too: nobody has asked for it yet."""
    announce("ghost-formats", "0.9", {"ghost": "no_module_of_that_name:write"})
    assert run("--list") == 0
    assert "ghost ghost-formats 0.9\n" in capsys.readouterr().out


def test_t3_a_name_chooses_its_format(plugins: ModuleType, announce: Announce) -> None:
    """A name that one distribution announces is enough."""
    announce("ferry-formats", "4.1", {"sheet": "ferry_sheet:write"})
    assert plugins.choose("sheet").provider == "ferry-formats"


@pytest.mark.parametrize("wanted", ["sheets", "sheet@berth-formats"], ids="choose('{}')".format)
def test_t3_unknown_formats_are_refused(
    plugins: ModuleType, announce: Announce, wanted: str
) -> None:
    """The text of the error repeats what was wanted."""
    announce("ferry-formats", "4.1", {"sheet": "ferry_sheet:write"})
    with pytest.raises(plugins.FormatError, match=f"^no format {wanted}$"):
        plugins.choose(wanted)


def test_t3_a_name_of_two_distributions_is_refused(plugins: ModuleType, announce: Announce) -> None:
    """Both providers are named, so that people know what to write instead."""
    announce("ferry-formats", "4.1", {"sheet": "ferry_sheet:write"})
    announce("berth-formats", "1.0", {"sheet": "berth_sheet:write"})
    with pytest.raises(
        plugins.FormatError, match="^format sheet is offered by berth-formats, ferry-formats$"
    ):
        plugins.choose("sheet")


def test_t3_a_provider_decides(plugins: ModuleType, announce: Announce) -> None:
    """With its provider, in any spelling, the format is clear."""
    announce("ferry-formats", "4.1", {"sheet": "ferry_sheet:write"})
    announce("berth-formats", "1.0", {"sheet": "berth_sheet:write"})
    assert plugins.choose("sheet@Ferry_Formats").version == "4.1"


def test_t4_a_format_is_loaded(plugins: ModuleType, announce: Announce) -> None:
    """What an entry point stands for comes out of its module."""
    announce("clean-json", "1.0", {"compact": "json:dumps"})
    assert plugins.load(plugins.choose("compact"))([]) == "[]"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("no_such_module:write", "ModuleNotFoundError"),
        ("json:no_such_function", "AttributeError"),
        ("json", "TypeError"),
    ],
    ids=["no module", "no function", "no callable"],
)
def test_t4_a_broken_format_is_refused(
    plugins: ModuleType, announce: Announce, target: str, reason: str
) -> None:
    """Whatever goes wrong becomes one kind of error, and the original is its cause."""
    announce("odd-formats", "1.0", {"odd": target})
    with pytest.raises(plugins.FormatError) as caught:
        plugins.load(plugins.choose("odd"))
    assert str(caught.value) == f"format odd of odd-formats cannot be loaded: {reason}"
    assert type(caught.value.__cause__).__name__ == reason


def test_t5_the_command_writes_what_the_format_returns(
    run: Callable[..., int], announce: Announce, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text reaches standard output as it is."""
    announce("clean-json", "1.0", {"compact": "json:dumps"})
    assert run("compact") == 0
    assert capsys.readouterr() == (json.dumps(EVENTS), "")


def test_t5_a_failing_format_is_told(
    run: Callable[..., int], announce: Announce, capsys: pytest.CaptureFixture[str]
) -> None:
    """A format that raises gives one line and status 1, and no traceback."""
    announce("sure-failure", "1.0", {"loads": "json:loads"})
    assert run("loads") == 1
    assert capsys.readouterr() == ("", "error: format loads of sure-failure failed: TypeError\n")
