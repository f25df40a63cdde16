"""Looks for the version anywhere in the changelog.

Reply: A release that is not the newest section passes. Which line of the changelog has to name it?

Fails: check_versions_are_compared
"""

import zipfile
from email.parser import Parser
from pathlib import Path


def problems(wheel: Path, changelog: str) -> list[str]:
    """Say in sorted lines what keeps a wheel from being released; ValueError if it is none."""
    name, version = (wheel.name.split("-") + [""])[:2]
    info = f"{name}-{version}.dist-info/"
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            metadata = Parser().parsestr(_text(archive, f"{info}METADATA"))
            commands = f"{info}entry_points.txt"
            announced = _text(archive, commands) if commands in names else ""
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{wheel.name} is no wheel") from error
    found = [f"stray {one}" for one in names if not one.startswith((f"{name}/", info))]
    found += [f"compiled {one}" for one in names if one.endswith(".pyc")]
    if "[console_scripts]" not in announced.splitlines():
        found.append("no command")
    if metadata["Version"] != version:
        found.append(f"version {metadata['Version']}")
    if f"## {version}" not in changelog:
        found.append("changelog")
    return sorted(found)


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8")
