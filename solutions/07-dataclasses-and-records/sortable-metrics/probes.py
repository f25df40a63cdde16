"""Makes metrics of rows, compares and arranges them; returns rows again."""

import dataclasses
import operator

import sortable_metrics as metrics

OPERATORS = ("lt", "le", "gt", "ge", "eq", "ne")


def row(metric):
    return [metric.name, metric.value, metric.timestamp, metric.unit]


def rows(found):
    return [row(metric) for metric in found]


def _make(given):
    return [metrics.Metric(*each) for each in given]


def made(*args, **kwargs):
    return row(metrics.Metric(*args, **kwargs))


def shown(*args, **kwargs):
    return repr(metrics.Metric(*args, **kwargs))


def compared(one, other):
    first, second = metrics.Metric(*one), metrics.Metric(*other)
    return [getattr(operator, name)(first, second) for name in OPERATORS]


def equal_and_hashed(one, other):
    first, second = metrics.Metric(*one), metrics.Metric(*other)
    return [first == second, hash(first) == hash(second) or first != second, len({first, second})]


def sort_key_field():
    metric = metrics.Metric("scan", 3, 4)
    return [field.init for field in dataclasses.fields(metric) if field.name == "sort_key"]


def sorts_like_its_key(given):
    """Whether sorting without a key and sorting by sort_key give the same order."""
    made_of = _make(given)
    numbers = range(len(made_of))
    plain = sorted(numbers, key=made_of.__getitem__)
    return plain == sorted(numbers, key=lambda at: made_of[at].sort_key)


def compared_with(kind, name):
    metric = metrics.Metric("scan", 3, 4)
    others = {"tuple": ("scan", 3, 4, "ms"), "key": metric.sort_key, "number": 3, "none": None}
    return getattr(operator, name)(metric, others[kind])


def assign(name, value):
    metric = metrics.Metric("scan", 3, 4)
    setattr(metric, name, value)
    return row(metric)


def replaced(given, other, **changes):
    metric = metrics.Metric(*given)
    changed = dataclasses.replace(metric, **changes)
    rival = metrics.Metric(*other)
    return [row(changed), row(metric), changed > rival, changed == rival]


def top_of(given, *args, **kwargs):
    made_of = _make(given)
    found = metrics.top(made_of, *args, **kwargs)
    return [isinstance(found, list), rows(found), rows(made_of)]


def top_rows(given, count):
    return rows(metrics.top(_make(given), count=count))


def top_of_a_generator(given, *args):
    return rows(metrics.top((metric for metric in _make(given)), *args))


def named(given):
    made_of = _make(given)
    found = metrics.by_name(made_of)
    return [isinstance(found, list), rows(found), rows(made_of)]


def named_of_a_generator(given):
    return rows(metrics.by_name(metric for metric in _make(given)))


def peaks_of(given):
    """The peaks as they stand in the dictionary, and which object each of them is."""
    made_of = _make(given)
    found = metrics.peaks(made_of)
    objects = [[each is metric for metric in made_of].index(True) for each in found.values()]
    return [[(name, row(metric)) for name, metric in found.items()], objects, rows(made_of)]


def peaks_of_a_generator(given):
    found = metrics.peaks(metric for metric in _make(given))
    return [(name, row(metric)) for name, metric in found.items()]


def inserted(ranking, given):
    """Put the rows of `given` into a sorted list, one by one."""
    made_of = sorted(_make(ranking))
    positions = []
    for metric in _make(given):
        at = metrics.insert(made_of, metric)
        positions.append([at, made_of[at] is metric])
    return [positions, rows(made_of)]
