"""Drive set-points and say what became of them, as plain data."""

import attrs

import attrs_and_validators as setpoints


def _told(point):
    """All fields by name: temperatures as text, so that their places show."""
    return {
        name: (type(value).__name__, str(value))
        for name in ("container", "target", "low", "high", "humidity", "note")
        for value in [getattr(point, name)]
    }


def celsius(value):
    degrees = setpoints.to_celsius(value)
    return type(degrees).__name__, str(degrees)


def made(*arguments, **named):
    return _told(setpoints.SetPoint(*arguments, **named))


def kind_of_class():
    point = setpoints.SetPoint("HLXU6001234", "5")
    return attrs.has(setpoints.SetPoint), [one.name for one in attrs.fields(type(point))]


def compared(first, second):
    left, right = setpoints.SetPoint(**first), setpoints.SetPoint(**second)
    return left == right, left != right


def hashed(row):
    return hash(setpoints.SetPoint(**row))


def assigned(row, changes):
    """The set-point after each assignment, and the error of those that were refused."""
    point = setpoints.SetPoint(**row)
    story = []
    for name, value in changes:
        refusal = None
        try:
            setattr(point, name, value)
        except AttributeError:
            refusal = "AttributeError"
        except TypeError:
            refusal = "TypeError"
        except ValueError:
            refusal = "ValueError"
        story.append((refusal, _told(point)))
    return story


def shift(row, by):
    point = setpoints.SetPoint(**row)
    before = _told(point)
    new = setpoints.shifted(point, by)
    return _told(new), _told(point) == before, new is point


def row_of(row):
    written = setpoints.to_row(setpoints.SetPoint(**row))
    return list(written.items())


def there_and_back(row):
    point = setpoints.SetPoint(**row)
    written = setpoints.to_row(point)
    return _told(setpoints.SetPoint(**written)), setpoints.SetPoint(**written) == point


def rows_read(rows, *, once=False):
    points, refused = setpoints.read_rows(iter(rows) if once else rows)
    return [_told(point) for point in points], refused, rows
