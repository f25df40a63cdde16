"""Makes configs, tries to change them, looks them up; returns plain data."""

import dataclasses

import frozen_configs as configs


def database_values(config):
    return [config.host, config.port, config.options]


def alert_values(alert):
    return [alert.name, database_values(alert.database), alert.limit, alert.recipients]


def database(*args, **kwargs):
    return database_values(configs.DatabaseConfig(*args, **kwargs))


def host_and_port(*args, **kwargs):
    config = configs.DatabaseConfig(*args, **kwargs)
    return [config.host, config.port]


def database_fields():
    configs.DatabaseConfig("db-1")
    return [field.name for field in dataclasses.fields(configs.DatabaseConfig)]


def database_of_a_generator(pairs):
    return database_values(configs.DatabaseConfig("db-1", 1, (pair for pair in pairs)))


def database_after_change(options):
    config = configs.DatabaseConfig("db-1", options=options)
    options.clear()
    return database_values(config)


def assign(kind, name):
    thing = _made(kind)
    setattr(thing, name, "db-9")
    return "assigned"


def delete(kind, name):
    thing = _made(kind)
    delattr(thing, name)
    return "deleted"


def unchanged_after_assigning(kind, name):
    thing = _made(kind)
    try:
        setattr(thing, name, "db-9")
    except AttributeError:
        pass
    return database_values(thing) if kind == "database" else alert_values(thing)


def _made(kind):
    config = configs.DatabaseConfig("db-1", 99, {"ssl": "on"})
    return config if kind == "database" else configs.AlertConfig("slow", config, 50, ["ada"])


def databases_compared(one, other):
    first, second = configs.DatabaseConfig(*one), configs.DatabaseConfig(*other)
    return [first == second, hash(first) == hash(second) or first != second, len({first, second})]


def database_is_no_tuple():
    config = configs.DatabaseConfig("db-1")
    return config == ("db-1", 5432, ())


def database_replaced(options, **changes):
    config = configs.DatabaseConfig("db-1", options=options)
    changed = dataclasses.replace(config, **changes)
    return [database_values(changed), database_values(config)]


def alert(name, host, *args, **kwargs):
    return alert_values(configs.AlertConfig(name, configs.DatabaseConfig(host), *args, **kwargs))


def alert_fields():
    configs.AlertConfig("slow", configs.DatabaseConfig("db-1"))
    return [field.name for field in dataclasses.fields(configs.AlertConfig)]


def alert_of_a_generator(names):
    config = configs.DatabaseConfig("db-1")
    return alert_values(configs.AlertConfig("slow", config, 5, (name for name in names)))


def alert_after_change(names):
    made = configs.AlertConfig("slow", configs.DatabaseConfig("db-1"), 5, names)
    names.append("later")
    return alert_values(made)


def alerts_compared(one, other):
    first, second = (
        configs.AlertConfig(name, configs.DatabaseConfig(host), limit, recipients)
        for name, host, limit, recipients in (one, other)
    )
    return [first == second, hash(first) == hash(second) or first != second, len({first, second})]


def alert_replaced(**changes):
    made = _made("alert")
    return [alert_values(dataclasses.replace(made, **changes)), alert_values(made)]


def _failover(hosts, old, new, as_generator=False):
    alerts = [
        configs.AlertConfig(f"alert {at}", configs.DatabaseConfig(host), at + 1, [f"name {at}"])
        for at, host in enumerate(hosts)
    ]
    source = (each for each in alerts) if as_generator else alerts
    result = configs.failover(source, configs.DatabaseConfig(old), configs.DatabaseConfig(new))
    return alerts, result


def moved(hosts, old, new, as_generator=False):
    _, result = _failover(hosts, old, new, as_generator)
    return [isinstance(result, list), [alert_values(each) for each in result]]


def same_objects(hosts, old, new):
    alerts, result = _failover(hosts, old, new)
    return [after is before for before, after in zip(alerts, result, strict=True)]


def given_to_failover(hosts, old, new):
    alerts, _ = _failover(hosts, old, new)
    return [alert_values(each) for each in alerts]


def moved_databases():
    """Databases that differ in port or options only are different ones."""
    base = configs.DatabaseConfig("db-1", 5, {"ssl": "on"})
    others = [
        base,
        configs.DatabaseConfig("db-1", 6, {"ssl": "on"}),
        configs.DatabaseConfig("db-1", 5, {"ssl": "off"}),
        configs.DatabaseConfig("db-1", 5, [("ssl", "on")]),
    ]
    alerts = [configs.AlertConfig("slow", each) for each in others]
    new = configs.DatabaseConfig("db-2")
    result = configs.failover(alerts, base, new)
    return [alert_values(each) for each in result]


def lookups(wanted):
    """The configs opened, and what each lookup returned."""
    opened = []

    def open_one(config):
        opened.append(database_values(config))
        return f"connection {len(opened)}"

    connections = configs.Connections(open_one)
    before = list(opened)
    made = [configs.DatabaseConfig(*each) for each in wanted]
    found = [connections.get(config) for config in made]
    return [before, found, opened]


def lookups_of_nothing(nothing):
    opened = []

    def open_one(config):
        opened.append(config.host)
        return nothing

    connections = configs.Connections(open_one)
    config = configs.DatabaseConfig("db-1")
    return [connections.get(config), connections.get(config), opened]


def lookups_that_fail_at_first():
    tries = []

    def open_one(config):
        tries.append(config.host)
        if len(tries) < 3:
            raise ConnectionError("not yet")
        return "at last"

    connections = configs.Connections(open_one)
    story = []
    for _ in range(5):
        try:
            story.append(connections.get(configs.DatabaseConfig("db-1")))
        except ConnectionError as error:
            story.append(type(error).__name__)
    return [story, tries]


def two_lookups():
    first = configs.Connections(lambda config: "first")
    second = configs.Connections(lambda config: "second")
    config = configs.DatabaseConfig("db-1")
    return [first.get(config), second.get(config), first.get(config)]


@dataclasses.dataclass
class Loose:
    zone: object
    name: object
    berth: object


@dataclasses.dataclass(frozen=True)
class Tight:
    zone: object
    name: object
    berth: object


@dataclasses.dataclass
class Bare:
    pass


class Odd:
    __hash__ = None


def spoilt(values):
    return [configs.unhashable_fields(Loose(*values)), configs.unhashable_fields(Tight(*values))]


def spoilt_by_records():
    config = configs.DatabaseConfig("db-1")
    records = [
        Tight(config, Loose(1, 2, 3), Odd()),
        Tight(Tight(1, 2, 3), Tight(1, [], 3), (config, {})),
        Tight(len, Odd, object()),
        Bare(),
        config,
    ]
    return [configs.unhashable_fields(record) for record in records]


def spoilt_thing(kind):
    things = {"class": Tight, "text": "Tight", "none": None, "type": int, "object": Odd()}
    return configs.unhashable_fields(things[kind])
