"""Merges tables, and loads layers from files that are made for one question; returns plain data."""

import copy
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import layered_config as layered


@contextmanager
def _folder(files):
    """A new folder with files in it, gone afterwards."""
    made = tempfile.mkdtemp(dir=".")
    try:
        folder = Path(made)
        for name, content in files.items():
            data = content.encode("utf-8") if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        yield folder
    finally:
        shutil.rmtree(made)


@contextmanager
def _process(others):
    """os.environ with these variables and no others of the port; put back afterwards."""
    kept = dict(os.environ)
    for name in kept:
        if name.startswith("QUAY_"):
            del os.environ[name]
    os.environ.update(others)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def _told(function, words):
    """What a function returns; of a ConfigError, which of the words its text holds."""
    try:
        return function()
    except layered.ConfigError as error:
        return "ConfigError", [word for word in words if word in str(error)]


def merged(lower, upper):
    """The result, whether the arguments are as they were, and what is shared with them."""
    before = copy.deepcopy([lower, upper])
    result = layered.merge(lower, upper)
    unchanged = [lower, upper] == before
    told = copy.deepcopy(result)
    _spoil(result)
    return told, unchanged, [lower, upper] == before


def _spoil(value):
    """Change every table and every list below `value`."""
    if isinstance(value, dict):
        for below in list(value.values()):
            _spoil(below)
        value["spoilt"] = True
    elif isinstance(value, list):
        for below in value:
            _spoil(below)
        value.append("spoilt")


def merge_result(lower, upper):
    return layered.merge(lower, upper)


def conflict(lower, upper, paths):
    """Which of the paths the text of a ConfigError holds, or the result if there is none."""
    return _told(lambda: layered.merge(lower, upper), paths)


def merged_or_not(lower, upper):
    return _told(lambda: layered.merge(lower, upper), [])


def looked_up(config, path, *defaults):
    return layered.lookup(config, path, *defaults)


def looked_up_by_name(config, path, default):
    return layered.lookup(config, path, default=default)


def read(name, content):
    """The table in a file, or whether the name of the file is in the text of the ConfigError."""
    with _folder({name: content}) as folder:
        return _told(lambda: layered.read_layer(folder / name), [name])


def read_missing(name):
    with _folder({}) as folder:
        return layered.read_layer(folder / name), sorted(path.name for path in folder.iterdir())


def dotenv(text):
    return _told(lambda: layered.read_dotenv(text), [])


def layer_of(variables, known):
    """The layer of variables, or whether the text of the ConfigError holds the first name."""
    before = copy.deepcopy([variables, known])
    told = _told(lambda: layered.from_variables(variables, known), list(variables)[:1])
    return told, [variables, known] == before


def loaded(defaults, files, variables):
    """What is loaded, and whether the arguments are as they were."""
    before = copy.deepcopy([defaults, variables])
    with _folder(files) as folder, _process({}):
        told = _told(lambda: layered.load(defaults, folder, variables), [])
    return told, [defaults, variables] == before


def loaded_beside(defaults, files, variables, others):
    """What is loaded while other variables are set in os.environ, and what these are afterwards."""
    with _folder(files) as folder, _process(others):
        before = dict(os.environ)
        config = layered.load(defaults, folder, variables)
        return config, dict(os.environ) == before


def changed_afterwards(defaults, files, variables):
    """Load twice; the first result is changed before the second load."""
    with _folder(files) as folder, _process({}):
        _spoil(layered.load(defaults, folder, variables))
        return layered.load(defaults, folder, variables)
