"""Makes servers and tells what they hold as plain data."""

import dataclasses

import server_record as records

BY_HAND = (
    "__init__",
    "__repr__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__hash__",
)


def held(server):
    names = ("name", "zone", "port", "patience", "tags", "address")
    return [getattr(server, name) for name in names]


def made(*args, **kwargs):
    return held(records.Server(*args, **kwargs))


def shape():
    return [(field.name, field.init, field.repr) for field in dataclasses.fields(records.Server)]


def shown(*args, **kwargs):
    return repr(records.Server(*args, **kwargs))


def equal(one, other):
    first, second = records.Server(*one), records.Server(*other)
    return [first == second, first != second]


def equal_after(name, value):
    first, second = records.Server("yard-1", "west"), records.Server("yard-1", "west")
    setattr(first, name, value)
    return first == second


def equal_to_others():
    @dataclasses.dataclass
    class Twin:
        name: str
        zone: str
        port: int
        patience: int
        tags: list
        address: str

    server = records.Server("yard-1", "west")
    values = held(server)
    others = (tuple(values[:5]), tuple(values), values, Twin(*values), None)
    return [server == other for other in others]


def smaller():
    return records.Server("yard-1", "west") < records.Server("yard-2", "west")


def hashed():
    return isinstance(hash(records.Server("yard-1", "west")), int)


def by_hand():
    """Special methods of the class whose code stands in the student's own file."""
    records.Server("yard-1", "west")
    own_file = records.Server.check_health.__code__.co_filename
    members = vars(records.Server)
    codes = {name: getattr(members.get(name), "__code__", None) for name in BY_HAND}
    return [name for name, code in codes.items() if code and code.co_filename == own_file]


def assigned_later():
    server = records.Server("yard-1", "west")
    server.name, server.port, server.patience = " YARD-2", 0, -4
    server.tags = ["A", "A"]
    return held(server)


def replaced(**changes):
    server = records.Server("yard-1", "west", tags=["spare"])
    return [held(dataclasses.replace(server, **changes)), held(server)]


def neighbours():
    first, second = records.Server("yard-1", "west"), records.Server("yard-2", "west")
    first.tags.append("spare")
    third = records.Server("yard-3", "west")
    return [first.tags, second.tags, third.tags]


def tags_of_one_list(tags, extra):
    first = records.Server("yard-1", "west", tags=tags)
    second = records.Server("yard-2", "west", tags=tags)
    untouched = list(tags)
    first.tags.append(extra)
    tags.append("later")
    return [first.tags, second.tags, untouched]


def health(silence, patience=30, tags=(), extra=()):
    server = records.Server("yard-1", "west", patience=patience, tags=list(tags))
    server.tags.extend(extra)
    return server.check_health(silence)


def health_of_default(silence):
    return records.Server("yard-1", "west").check_health(silence)


def health_after_new_patience(silence, patience):
    server = records.Server("yard-1", "west")
    server.patience = patience
    return server.check_health(silence)
