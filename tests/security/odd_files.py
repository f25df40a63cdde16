"""Builds what cannot be kept in a repository: links, pipes, devices, odd names, bombs; each function is one attack.

A function gets the place of a submission, whose other exercises are laid out already, and changes the folder. It gives
the folder's new path where it moved it, or None.
"""

from __future__ import annotations

import io
import os
import socket
import stat
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "submissions" / "templates"


@dataclass(frozen=True)
class Place:
    """A student's folder, the attacked exercise in it, and a hidden file for links to lead to."""

    student: Path
    inside: str
    exercise: str
    target: Path

    @property
    def folder(self) -> Path:
        """The folder of the attacked exercise; made if need be."""
        folder = self.student / self.inside
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def file(self) -> Path:
        """Where the module belongs."""
        return self.folder / f"{self.exercise}.py"

    @property
    def right(self) -> str:
        """A right solution."""
        return (SOURCE / f"{self.exercise}_right.py").read_text(encoding="utf-8")


# --- links and files that are none ------------------------------------------------------------------------------


def link_to_reference(place: Place) -> None:
    """E06: the module is a link to the reference."""
    place.file.symlink_to(place.target)


def link_as_folder(place: Place) -> None:
    """E06: the folder of the exercise is a link to the folder of the reference."""
    place.folder.rmdir()
    (place.student / place.inside).symlink_to(place.target.parent)


def link_elsewhere(place: Place) -> None:
    """E06: a link to the reference lies where files are looked for that are not in their place."""
    (place.student / "elsewhere").mkdir()
    (place.student / "elsewhere" / place.file.name).symlink_to(place.target)


def link_to_passwd(place: Place) -> None:
    """E07: the module is a link to a file of the system."""
    place.file.symlink_to("/etc/passwd")


def link_to_zero(place: Place) -> None:
    """E07: the module is a link to a device that never ends."""
    place.file.symlink_to("/dev/zero")


def link_to_itself(place: Place) -> None:
    """E07: the module is a link to itself."""
    place.file.symlink_to(place.file.name)


def hard_link(place: Place) -> None:
    """E09: the module is another name of a file that is not the student's."""
    other = place.student.parent / f".secret-of-{place.student.name}"
    other.write_text(place.right, encoding="utf-8")
    os.link(other, place.file)


def fifo(place: Place) -> None:
    """E10: the module is a pipe: who opens it waits."""
    os.mkfifo(place.file)


def unix_socket(place: Place) -> None:
    """E10: the module is a socket."""
    here = os.open(place.folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"/proc/self/fd/{here}/{place.file.name}")  # a path of at most 108 bytes
    os.close(here)


def device(place: Place) -> None:
    """E10: the module is a device; without the right to make one it is a pipe."""
    try:
        os.mknod(place.file, stat.S_IFCHR | 0o644, os.makedev(1, 5))
    except PermissionError:
        os.mkfifo(place.file)


# --- archives and numbers of files ------------------------------------------------------------------------------


def zip_bomb(place: Place) -> None:
    """D24: an archive of a few KiB that unpacks to 200 MB."""
    path = place.folder / f"{place.exercise}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(place.file.name, "w") as member:
        for _ in range(200):
            member.write(bytes(1 << 20))


def climbing_tar(place: Place) -> None:
    """E11: an archive whose member lies above the folder it is unpacked in."""
    with tarfile.open(place.folder / f"{place.exercise}.tar", "w") as archive:
        for name in (f"../../../../{place.file.name}", f"/tmp/quayside-{place.file.name}", place.file.name):
            member = tarfile.TarInfo(name)
            member.size = len(place.right)
            archive.addfile(member, io.BytesIO(place.right.encode()))


def many_files(place: Place) -> None:
    """D19: thirty thousand files, and folders so deep that the module in them is not looked for."""
    for number in range(300):
        folder = place.student / "junk" / f"{number:03d}"
        folder.mkdir(parents=True)
        for file in range(100):
            (folder / f"{file}.txt").touch()
    deep = place.student.joinpath("zz", *["d"] * 40)
    deep.mkdir(parents=True)
    place.file.rename(deep / place.file.name)


# --- names ------------------------------------------------------------------------------------------------------


def odd_names(place: Place) -> None:
    """E12: names with line breaks, escapes, markup, of the longest length, and such as look like options."""
    stem = place.exercise
    for name in (
        f"{stem}.py\n",
        f"{stem}\u202eyp.exe",
        "-rf",
        f"$(touch quayside-name-ran).{stem}",
        "`id`.py",
        f"{stem}.py ",
        f"{stem}.py.",
        "CON",
        "x" * 255,
        "\x1b[2J.py",
        "<script>alert(1)<!--",
        "::error::x",
    ):
        (place.folder / name).write_text(place.right, encoding="utf-8")
    with open(os.fsencode(place.folder) + b"/\xff\xfe.py", "wb") as stream:  # noqa: PTH123 (pathlib takes no bytes)
        stream.write(place.right.encode())


def undecodable_name(place: Place) -> Path:
    """E12: the student's folder has a name that is not UTF-8."""
    moved = os.fsencode(place.student) + b"-\xff\xfe\x80"
    os.rename(os.fsencode(place.student), moved)  # noqa: PTH104 (pathlib takes no bytes)
    return Path(os.fsdecode(moved))


# --- what tools leave or obey -----------------------------------------------------------------------------------


def tool_caches(place: Place) -> None:
    """E04: caches of tools that hold what is not so."""
    for name in (".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", "__pycache__"):
        for parent in (place.folder, place.student):
            (parent / name).mkdir()
            (parent / name / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    (place.folder / "__pycache__" / f"{place.exercise}.cpython-311.pyc").write_bytes(b"not bytecode")


def git_hooks(place: Place) -> None:
    """E14: a repository whose configuration runs a command at the first `git status`."""
    git = place.student / ".git"
    (git / "hooks").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = touch /tmp/quayside-fsmonitor-ran\n"
        '[http "https://git.example/"]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n'
    )
    for name in ("objects", "refs"):
        (git / name).mkdir()
    (git / "hooks" / "post-checkout").write_text("#!/bin/sh\ntouch /tmp/quayside-hook-ran\n")
    (git / "hooks" / "post-checkout").chmod(0o755)


def git_filters(place: Place) -> None:
    """E15: attributes with a filter, large files by reference, a submodule that is a command."""
    (place.student / ".gitattributes").write_text("*.py filter=evil\n*.bin filter=lfs\n")
    (place.student / ".gitmodules").write_text(
        '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% /tmp/quayside-submodule-ran\n'
    )
    (place.student / ".lfsconfig").write_text("[lfs]\n\turl = http://169.254.169.254/\n")


def compiled_only(place: Place) -> None:
    """E16: compiled files where the source belongs."""
    (place.folder / f"{place.exercise}.pyc").write_bytes(b"\xa7\r\r\n" + bytes(12))
    (place.folder / f"{place.exercise}.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF" + bytes(60))


def compiled_beside(place: Place) -> None:
    """E16: compiled files beside the source."""
    compiled_only(place)


# --- text -------------------------------------------------------------------------------------------------------


def minus_signs(place: Place) -> None:
    """B24: a hundred thousand signs before a number."""
    place.file.write_text("value = " + "-" * 100_000 + "1\n", encoding="utf-8")


def elif_ladder(place: Place) -> None:
    """B24: as many branches as a file may hold."""
    branches = "".join(f"elif x == {number}:\n    y = 1\n" for number in range(8_000))
    place.file.write_text(f"x = 0\nif x:\n    y = 0\n{branches}", encoding="utf-8")


def nested_lambdas(place: Place) -> None:
    """B24: five thousand functions in each other."""
    place.file.write_text("value = " + "lambda: " * 5_000 + "1\n", encoding="utf-8")


def latin_1(place: Place) -> None:
    """F10: a letter of Latin-1 in a comment."""
    place.file.write_bytes(b"# gr\xfc\xdfe\n" + place.right.encode())


def utf_16(place: Place) -> None:
    """F11: all of it in UTF-16."""
    place.file.write_bytes(place.right.encode("utf-16"))


def nul_bytes(place: Place) -> None:
    """F11: a few NUL bytes at the end."""
    place.file.write_bytes(place.right.encode() + b"\0\0\0")


def capital_letter(place: Place) -> None:
    """F12: the file is called Weigh.py."""
    (place.folder / place.file.name.capitalize()).write_text(place.right, encoding="utf-8")


def numbered_copy(place: Place) -> None:
    """F12: the file is called weigh (1).py."""
    (place.folder / f"{place.exercise} (1).py").write_text(place.right, encoding="utf-8")


def notebook_instead(place: Place) -> None:
    """F12: the file is called weigh.ipynb."""
    (place.folder / f"{place.exercise}.ipynb").write_text('{"cells": []}', encoding="utf-8")


def nothing(place: Place) -> None:
    """F12: there is nothing but the folder."""
    place.folder.mkdir(exist_ok=True)


def in_a_subfolder(place: Place) -> None:
    """F13: unpacked twice, on a Mac."""
    inner = place.student / "weigh-final" / "weigh-final"
    inner.mkdir(parents=True)
    (inner / place.file.name).write_text(place.right, encoding="utf-8")
    mac = place.student / "__MACOSX"
    mac.mkdir()
    (mac / f"._{place.file.name}").write_bytes(b"\0\5\x16\7")
    (mac / place.file.name).write_bytes(b"\0\5\x16\7")
    (place.student / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")


def in_two_places(place: Place) -> None:
    """F13: two files of that name, neither where it belongs."""
    for name in ("old", "new"):
        (place.student / name).mkdir()
        (place.student / name / place.file.name).write_text(place.right, encoding="utf-8")
