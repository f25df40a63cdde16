"""Runs beside the student's code: environments made, replaced and looked at, as plain data."""

import os
import shutil
import tempfile
import venv
from pathlib import Path

import drills


def _folder():
    """An empty folder of its own."""
    return Path(tempfile.mkdtemp(dir=Path.cwd()))


def _outcome(action):
    """The class name of the exception that a call raises; empty if it raises none."""
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return ""


def _config(folder):
    """What the configuration of an environment says, without what differs between machines."""
    lines = (folder / "pyvenv.cfg").read_text("utf-8").splitlines()
    pairs = [[part.strip() for part in line.partition("=")[::2]] for line in lines]
    return [value for key, value in pairs if key == "include-system-site-packages"]


def _packages(folder):
    """Names of what lies in the folder for packages."""
    return sorted(path.name for path in folder.glob("lib/python3.*/site-packages/*"))


# --- Task 1 -------------------------------------------------------------------------------------


def created(name):
    """What is returned and what is there once an environment has been made."""
    place = _folder()
    try:
        python = drills.create(place / name)
        return [
            Path(python).relative_to(place).as_posix(),
            isinstance(python, Path),
            python.exists(),
            _config(place / name),
            _packages(place / name),
        ]
    finally:
        shutil.rmtree(place)


def environ_kept(name, environ, *rest):
    """Whether a function leaves the variables that it is given as they were."""
    before = dict(environ)
    getattr(drills, name)(environ, *rest)
    return environ == before


def there_and_back(environ, folder):
    """The variables after an environment has been activated and deactivated."""
    return drills.deactivated(drills.activated(environ, folder))


# --- Task 6 -------------------------------------------------------------------------------------


def recreated():
    """What is left of an environment that somebody has installed into, and edited."""
    place = _folder()
    env = place / "env"
    try:
        venv.create(env, with_pip=False, symlinks=True)
        (site,) = env.glob("lib/python3.*/site-packages")
        (site / "tides").mkdir()
        (site / "tides" / "__init__.py").write_text("HIGH = 4\n", encoding="utf-8")
        (env / "bin" / "tides").write_text("echo high\n", encoding="utf-8")
        (env / "pyvenv.cfg").write_text("include-system-site-packages = true\n", encoding="utf-8")
        drills.recreate(env)
        there = [(env / "bin" / name).exists() for name in ("tides", "python")]
        return [_packages(env), there, _config(env), (place / "env").is_dir()]
    finally:
        shutil.rmtree(place)


def recreate_refused(*files):
    """The exception for a folder with these files, and what lies in it afterwards."""
    place = _folder()
    folder = place / "work"
    folder.mkdir()
    try:
        for name in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("kept\n", encoding="utf-8")
        raised = _outcome(lambda: drills.recreate(folder))
        left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
        return [raised, left]
    finally:
        shutil.rmtree(place)


def recreate_nothing():
    """The exception for a folder that is not there, and whether it is there afterwards."""
    place = _folder()
    try:
        raised = _outcome(lambda: drills.recreate(place / "env"))
        return [raised, os.listdir(place)]
    finally:
        shutil.rmtree(place)


# --- Task 7 -------------------------------------------------------------------------------------


def inside(*names):
    """What is found in a site-packages folder that holds these folders, and one module."""
    place = _folder()
    try:
        for name in names:
            (place / name).mkdir()
        (place / "six.py").write_text("", encoding="utf-8")
        return drills.packages_inside(place)
    finally:
        shutil.rmtree(place)
