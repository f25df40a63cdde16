"""Makes settings, and reads them from variables that are set for one question; returns plain data."""

import json
import os
import shutil
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

import pydantic

import settings_model as planner


@contextmanager
def _environment(variables):
    """os.environ with these variables of the planner and no others; put back afterwards."""
    kept = dict(os.environ)
    for name in kept:
        if name.upper().startswith("PLANNER"):
            del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


@contextmanager
def _file(content):
    """The path of a file with this content, or of none; gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir="."))
    try:
        if content is not None:
            (folder / "local.env").write_text(content, encoding="utf-8")
        yield folder / "local.env"
    finally:
        shutil.rmtree(folder)


def _plain(password):
    """The text of a password, hidden or not."""
    return password if isinstance(password, str) else password.get_secret_value()


def _database_told(database):
    told = [database.host, database.port, database.name, _plain(database.password)]
    return [*told, isinstance(database, planner.Database)]


def _told(settings):
    return {
        "environment": settings.environment,
        "debug": settings.debug,
        "workers": settings.workers,
        "receivers": settings.receivers,
        "database": _database_told(settings.database),
        "settings": isinstance(settings, planner.Settings),
    }


def database(values):
    with _environment({}):
        return _database_told(planner.Database(**values))


def settings(values):
    with _environment({}):
        return _told(planner.Settings(**values))


def settings_in(variables, values):
    """Settings made from values alone, while variables are set that say something else."""
    with _environment(variables):
        return _told(planner.Settings(**values))


def assigned(values, changes):
    """What becomes of assignments to settings and to their database."""
    with _environment({}):
        made = planner.Settings(**values)
    before = _told(made)
    story = []
    for owner, name, value in changes:
        try:
            setattr(made if owner == "settings" else made.database, name, value)
            story.append("assigned")
        except pydantic.ValidationError:
            story.append("ValidationError")
    return story, _told(made) == before


def shown(values):
    """Whether the password is in a text of the settings or of their database."""
    with _environment({}):
        made = planner.Settings(**values)
    password = _plain(made.database.password)
    texts = [str(made), repr(made), str(made.database), repr(made.database), f"{made}"]
    return [password in text for text in texts]


def _read(*arguments):
    """The settings that are read; of ConfigurationError, the names and what the reasons are."""
    try:
        return _told(planner.read_settings(*arguments))
    except planner.ConfigurationError as error:
        reasons = [type(reason).__name__ for reason in error.problems.values()]
        told = [name for name in error.problems if name in str(error)]
        return "ConfigurationError", sorted(error.problems), sorted(told), sorted(set(reasons))


def read(variables):
    with _environment(variables):
        return _read()


def read_with_file(variables, content):
    """The same with a file; whether it brought anything into the environment."""
    with _file(content) as path, _environment(variables):
        before = dict(os.environ)
        return _read(path), dict(os.environ) == before


def read_again(variables, changes):
    """Read, change the environment, and read again."""
    with _environment(variables):
        first = _read()
        os.environ.update(changes)
        return first, _read()


def leaked(variables, words):
    """Which of the words the error and its traceback show."""
    with _environment(variables):
        try:
            planner.read_settings()
        except planner.ConfigurationError as error:
            texts = [str(error), repr(error), "".join(traceback.format_exception(error))]
            return [word for word in words if any(word in text for text in texts)]
    return "no error"


class _Tripwire(dict):
    """An environment that nobody may look at."""

    def _tripped(self, *arguments, **options):
        raise RuntimeError("somebody looked at the environment")

    __getitem__ = __contains__ = __iter__ = get = items = keys = values = copy = _tripped


def _used(name, made, *arguments):
    """The answer of a function while the environment says something else, and may not be read."""
    others = {
        "PLANNER_ENVIRONMENT": "staging",
        "PLANNER_WORKERS": "31",
        "PLANNER_RECEIVERS": "eve@elsewhere",
        "PLANNER_DATABASE__HOST": "elsewhere",
        "PLANNER_DATABASE__PASSWORD": "other-secret",
    }
    with _environment(others):
        kept = os.environ
        os.environ = _Tripwire()
        try:
            return getattr(planner, name)(made, *arguments)
        finally:
            os.environ = kept


def _made(values):
    with _environment({}):
        return planner.Settings(**values)


def connected(values):
    return planner.connection(_made(values).database)


def summarised(values):
    told = planner.summary(_made(values))
    return told, json.loads(json.dumps(told)) == told


def summary_of_read(variables):
    with _environment(variables):
        return planner.summary(planner.read_settings())


def alerted(values, text):
    return planner.alerts(_made(values), text)


def used_in_the_dark(values, text):
    made = _made(values)
    connection = _used("connection", made.database)
    return connection, _used("summary", made), _used("alerts", made, text)
