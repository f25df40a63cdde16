"""Makes records, feeds lines to the readers and tells what came out as plain data."""

from datetime import datetime

import log_entry_records as records

NOON = datetime(2026, 1, 2, 12, 0)


def _plain(entry):
    return [entry.at, entry.level, entry.source, entry.message]


def _entry(values):
    return records.LogEntry(*values)


# --- Task 1


def entry_as_tuple(values):
    entry = _entry(values)
    first, *others = entry
    same_by_name = records.LogEntry(
        message=values[3], source=values[2], level=values[1], at=values[0]
    )
    return [
        isinstance(entry, tuple),
        list(entry._fields),
        _plain(entry),
        entry[1],
        entry[-1],
        first,
        others,
        len(entry),
        entry == tuple(values),
        entry == same_by_name,
        len({entry, same_by_name, tuple(values)}),
    ]


def entry_without_message():
    return _plain(records.LogEntry(NOON, "INFO", "lane-1"))


def change_entry(name):
    entry = records.LogEntry(NOON, "INFO", "lane-1", "open")
    setattr(entry, name, "ERROR")


def trouble(levels):
    return [records.LogEntry(NOON, level, "lane-1", "x").is_trouble for level in levels]


def text_of(values):
    return _entry(values).text()


# --- Task 2


def parse(line):
    entry = records.parse_line(line)
    return [isinstance(entry, records.LogEntry), *_plain(entry)]


# --- Task 3


def read(lines):
    log = records.read_log(lines)
    return [[_plain(entry) for entry in log.entries], list(log.refused)]


def read_types(lines):
    log = records.read_log(line for line in lines)
    again = records.read_log(lines)
    return [
        type(log).__name__,
        isinstance(log, tuple),
        list(log._fields),
        type(log.entries).__name__,
        type(log.refused).__name__,
        len({log, again}),
        [isinstance(entry, records.LogEntry) for entry in log.entries],
    ]


def written_and_read(entries):
    written = [_entry(values) for values in entries]
    lines = [line for entry in written for line in entry.text().split("\n")]
    log = records.read_log(lines)
    return [lines, list(log.entries) == written, list(log.refused)]


# --- Task 4


def grouped(entries):
    groups = records.by_level(_entry(values) for values in entries)
    return [type(groups).__name__] + [
        [level, type(group).__name__, [_plain(entry) for entry in group]]
        for level, group in groups.items()
    ]


# --- Task 5


def _told(movement):
    return [type(movement).__name__, movement.container, movement.lane]


def movement_records(container, lane):
    one, same = records.Arrival(container, lane), records.Arrival(container, lane)
    gone, also = records.Departure(container, lane), records.Departure(container, lane)
    return [
        _told(one),
        _told(gone),
        [one == same, gone == also],
        [one == gone, gone == one, one == (container, lane), gone == (container, lane)],
        [one != records.Arrival(container, lane + 1), one != records.Arrival("other", lane)],
        [one != same, one != gone],
    ]


def hashed_movements(container, lane):
    arrivals = {records.Arrival(container, lane), records.Arrival(container, lane)}
    departures = {records.Departure(lane=lane, container=container)}
    return [len(arrivals), len(departures), len(arrivals | departures)]


def change_movement(kind, name):
    setattr(getattr(records, kind)("MSKU2083", 3), name, 4)


def moved(messages):
    entries = (records.LogEntry(NOON, "INFO", "camera-1", message) for message in messages)
    found = records.movements(entries)
    return [type(found).__name__, [_told(movement) for movement in found]]
