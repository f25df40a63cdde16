"""What keeps a wheel from being released."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path


def read_problems(wheel: str, changelog: str) -> list[str]:
    """What `problems` says of two files."""
    with open(changelog, encoding="utf-8") as stream:
        return problems(Path(wheel), stream.read())


def problems(wheel: Path, changelog: str) -> list[str]:
    """Say in sorted lines what keeps a wheel from being released; ValueError if it is none."""
    named = re.match(r"([^-]+)-([^-]+)-", wheel.name)
    if named is None or not zipfile.is_zipfile(wheel):
        raise ValueError("no wheel")
    info = zipfile.Path(wheel, f"{named[1]}-{named[2]}.dist-info/")
    if not info.joinpath("METADATA").exists():
        raise ValueError("no metadata")
    return sorted(_problems(wheel, info, named[1], named[2], changelog))


def _problems(
    wheel: Path, info: zipfile.Path, name: str, version: str, changelog: str
) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        for path in archive.namelist():
            if path.split("/")[0] not in (name, info.name) or "/" not in path:
                yield f"stray {path}"
            if path.endswith(".pyc"):
                yield f"compiled {path}"
    points = info.joinpath("entry_points.txt")
    announced = points.read_text("utf-8") if points.exists() else ""
    if not re.search(r"^\[console_scripts\]$", announced, re.MULTILINE):
        yield "no command"
    head = info.joinpath("METADATA").read_text("utf-8").partition("\n\n")[0]
    (other,) = re.findall(r"^Version: *(.*)$", head, re.MULTILINE)
    if other != version:
        yield f"version {other}"
    newest = re.search(r"^## (.*)$", changelog, re.MULTILINE)
    if newest is None or newest[1] != version:
        yield "changelog"
