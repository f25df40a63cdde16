"""Make environments with other versions of a library in each, and ask about them; returns plain data.

An environment is described by the wheels that lie in it, each a name, a version and files by path.
"""

import contextlib
import io
import os
import subprocess
import tempfile
import venv
import zipfile
from pathlib import Path

import workshop

import conflict_lab as lab

PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"


def _scene():
    return Path(tempfile.mkdtemp(dir=os.getcwd()))


def _said(folder, program):
    ended = subprocess.run([str(folder / PYTHON), "-I", "-c", program], capture_output=True, check=True)
    return ended.stdout.decode().strip()


def _site(folder):
    lib = folder / "lib"
    return next(lib.iterdir()) / "site-packages"


def _environment(folder, wheels, system=False):
    """An environment made without the student's functions."""
    venv.EnvBuilder(symlinks=True, system_site_packages=system).create(folder)
    for name, version, files in wheels:
        wheel = workshop.make_wheel(name, version, files, folder=str(folder.parent / "wheels"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(_site(folder))
    return folder


def _raised(function, *arguments):
    try:
        return [None, function(*arguments)]
    except (ValueError, FileNotFoundError, zipfile.BadZipFile) as error:
        kinds = [ValueError, FileNotFoundError, zipfile.BadZipFile]
        return [kind.__name__ for kind in kinds if isinstance(error, kind)]


# --- task 1 ---


def prepared(*wheels):
    """What the interpreters of environments with one wheel each say of what lies in them."""
    scene = _scene()
    folders = []
    for number, (name, version, files) in enumerate(wheels):
        wheel = workshop.make_wheel(name, version, files, folder=str(scene / "wheels"))
        folders.append(scene / "deep" / f"env-{number}")
        if lab.prepare(folders[-1], Path(wheel)) is not None:
            return "prepare returned something"
    program = (
        "import sys, importlib.metadata as m, importlib.util as u\n"
        "print(sorted(d.metadata['Name'] + d.version for d in m.distributions()))\n"
        "import tides; print(tides.high(), u.find_spec('pip'), sys.prefix != sys.base_prefix)"
    )
    return [_said(folder, program) for folder in folders]


def prepared_in_vain(name, content):
    """What a wheel that cannot be unpacked leads to, and what is left."""
    scene = _scene()
    if content is not None:
        (scene / name).write_bytes(content)
    ended = _raised(lab.prepare, scene / "env", scene / name)
    return [ended, (scene / "env").exists()]


# --- task 2 ---


def _told(folder, sight):
    if sight is None:
        return None
    origin = sight.origin
    place = origin.relative_to(_site(folder)) if origin.is_relative_to(_site(folder)) else origin
    return [isinstance(sight, lab.Sight), sight.version, isinstance(origin, Path), place.as_posix()]


def looked(wheels, *libraries):
    """What is seen of libraries in one environment."""
    folder = _environment(_scene() / "env", wheels)
    return [_told(folder, lab.look(folder, library)) for library in libraries]


def looked_amid(wheels, library, where):
    """Look while a library of the same name lies in the current folder, or on PYTHONPATH."""
    folder, here, kept = _environment(_scene() / "env", wheels), os.getcwd(), dict(os.environ)
    (folder.parent / f"{library}.py").write_text("")
    try:
        if where == "folder":
            os.chdir(folder.parent)
        else:
            os.environ["PYTHONPATH"] = str(folder.parent)
        return _told(folder, lab.look(folder, library))
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(kept)


def looked_nowhere():
    return _raised(lab.look, _scene() / "env", "tides")


# --- task 3 ---


def judged(folder, origin):
    """The verdict on a file, by paths that need not be there."""
    scene = _scene()
    sight = None if origin is None else lab.Sight("2.1", scene / origin)
    return lab.verdict(scene / folder, sight)


def judged_through_a_link(inside):
    """The verdict where the folder of an environment is a link, or a file in it is one."""
    scene = _scene()
    folder = _environment(scene / "env", [])
    (scene / "tides.py").write_text("")
    if inside:
        (_site(folder) / "tides.py").symlink_to(scene / "tides.py")
        return lab.verdict(folder, lab.Sight(None, _site(folder) / "tides.py"))
    (scene / "link").symlink_to(folder)
    return lab.verdict(scene / "link", lab.Sight(None, _site(folder) / "tides.py"))


# --- task 4 ---


def divided(wheels, program):
    """Which environments, one a wheel, agree about a program."""
    scene = _scene()
    folders = [
        _environment(scene / f"env-{number}", [wheel] if wheel else [])
        for number, wheel in enumerate(wheels)
    ]
    found = lab.parties(iter(folders), program)
    return [
        [list(ended), type(members).__name__, [member.name for member in members]]
        for ended, members in found.items()
    ]


def asked_once(wheel):
    """How many lines a program has written that is run in two environments."""
    scene = _scene()
    folders = [_environment(scene / name, [wheel]) for name in ("one", "two")]
    path = str(scene / "journal")
    lab.parties(folders, f"print('asked', file=open({path!r}, 'a'))")
    return (scene / "journal").read_text().splitlines()


# --- task 5 ---


def _main(*arguments):
    out, trouble = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(trouble):
        status = lab.main([str(argument) for argument in arguments])
    return [status, out.getvalue().splitlines(), trouble.getvalue()[:7]]


def reported(described, *options):
    """The report on environments, by name, each with the wheels in it."""
    scene = _scene()
    folders = [_environment(scene / name, wheels) for name, wheels in described]
    return _main("tides", *folders, *options)


def reported_with_a_borrower(wheel):
    """The report on an environment that imports the library of another one."""
    scene = _scene()
    lender, borrower = _environment(scene / "lender", [wheel]), _environment(scene / "borrower", [])
    (_site(borrower) / "lender.pth").write_text(f"{_site(lender)}\n")
    return _main("tides", lender, borrower)


def reported_on_none():
    scene = _scene()
    (scene / "empty").mkdir()
    return _main("tides", _environment(scene / "env", []), scene / "empty")
