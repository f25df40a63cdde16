"""Build checks of many kinds, put them into catalogues and say what happened, as plain data."""

import builtins
from collections.abc import Mapping, Sized

import check_catalogue as catalogues


class Plain:
    """Fits Check without knowing it."""

    def __init__(self, texts):
        self.texts = texts

    def problems(self):
        return tuple(self.texts)


class Lazy(Plain):
    """Finds its problems one after the other."""

    def problems(self):
        yield from self.texts


class Breaking(Plain):
    """Raises before it finds anything."""

    def problems(self):
        raise ValueError("|".join(self.texts))


class BreakingLate(Plain):
    """Raises after its problems were found."""

    def problems(self):
        yield from self.texts
        raise OSError("|".join(self.texts))


class Wise(Plain):
    """Fits Advises, too."""

    def advice(self):
        return f"see to {len(self.texts)} of them"


class Silent(Plain):
    """Fits Advises, but has nothing to say."""

    def advice(self):
        return ""


class Tongueless(Plain):
    """Fits Advises, but cannot say it."""

    def advice(self):
        raise KeyError("advice")


class Countable(Plain):
    """Fits another protocol, one of the standard library."""

    def __len__(self):
        return 0


class Uncallable:
    problems = 3


class Nothing:
    problems = None


class Other:
    def trouble(self):
        return []


class Stop(Plain):
    """Raises what is no Exception."""

    def problems(self):
        raise KeyboardInterrupt


def _adapted(texts):
    return catalogues.FunctionCheck(lambda: list(texts))


KINDS = {
    "adapted": _adapted,
    "plain": Plain,
    "lazy": Lazy,
    "breaking": Breaking,
    "breaking late": BreakingLate,
    "wise": Wise,
    "silent": Silent,
    "tongueless": Tongueless,
    "countable": Countable,
    "uncallable": lambda _: Uncallable(),
    "nothing": lambda _: Nothing(),
    "other": lambda _: Other(),
    "text": lambda _: "problems",
    "none": lambda _: None,
    "function": lambda _: lambda: [],
    "class": lambda _: Plain,
    "adapter class": lambda _: catalogues.FunctionCheck,
    "stop": Stop,
}


def _started():
    """Ask something that a stub cannot answer yet."""
    catalogues.FunctionCheck(list).problems()


def _instance_attribute():
    found = Other()
    found.problems = list
    return found


# --- Task 1


def fits_protocols(kind):
    _started()
    found = KINDS[kind](["worn"])
    return isinstance(found, catalogues.Check), isinstance(found, catalogues.Advises)


def adapter(texts):
    asked = []

    def function():
        asked.append(len(asked))
        return texts

    check = catalogues.FunctionCheck(function)
    before = len(asked)
    return before, [check.problems(), check.problems()], asked, len(type(check).__mro__)


def adapter_passes_on(exception):
    def function():
        raise getattr(builtins, exception)("no")

    catalogues.FunctionCheck(function).problems()


def judged(kind):
    return catalogues.is_check(KINDS[kind](["worn"]))


def judged_by_attribute():
    return catalogues.is_check(_instance_attribute())


# --- Task 2


def _told(entry):
    return [entry.name, entry.severity, sorted(entry.tags), type(entry.tags).__name__]


def as_mapping(names, wanted):
    catalogue = catalogues.Catalogue()
    empty = len(catalogue)
    for name in names:
        catalogue.register(name, Plain([]))
    found = [wanted in catalogue, catalogue.get(wanted) is None, bool(catalogue)]
    pairs = [(name, entry.name) for name, entry in catalogue.items()]
    return empty, isinstance(catalogue, Mapping), list(catalogue), len(catalogue), found, pairs


def looked_up(names, wanted):
    catalogue = catalogues.Catalogue()
    for name in names:
        catalogue.register(name, Plain([]))
    return catalogue[wanted].name


def two_catalogues():
    first, second = catalogues.Catalogue(), catalogues.Catalogue()
    first.register("tide", Plain([]))
    return len(first), len(second)


def registered(name, options):
    check = Plain([])
    catalogue = catalogues.Catalogue()
    entry = catalogue.register(name, check, **options)
    same = [entry.check is check, catalogue[name] is entry, isinstance(entry, catalogues.Entry)]
    return _told(entry), same


def registered_with_changing_tags(tags):
    catalogue = catalogues.Catalogue()
    first = catalogue.register("first", Plain([]), tags=tags)
    second = catalogue.register("second", Plain([]), tags=iter(list(tags)))
    tags.append("later")
    return _told(first), _told(second)


def register_kind(kind):
    catalogues.Catalogue().register("tried", KINDS[kind]([]))


def register_with(name, options):
    catalogue = catalogues.Catalogue()
    catalogue.register("tide", Plain([]), severity="info", tags=["sea"])
    catalogue.register(name, Plain([]), **options)


def after_refusal(name, kind, options):
    catalogue = catalogues.Catalogue()
    catalogue.register("tide", Plain([]), severity="info", tags=["sea"])
    try:
        catalogue.register(name, KINDS[kind]([]), **options)
    except (TypeError, ValueError) as error:
        refused = isinstance(error, TypeError)
    else:
        refused = None
    return refused, [_told(entry) for entry in catalogue.values()]


# --- Task 3


def _filled(rows):
    """A catalogue of rows: name, severity, tags, kind."""
    catalogue = catalogues.Catalogue()
    for name, severity, tags, kind in rows:
        catalogue.register(name, KINDS[kind]([]), severity=severity, tags=tags)
    return catalogue


def _query(wish):
    """A query from plain data: its name and its parameters."""
    name, *parameters = wish
    if name == "named":
        return lambda entry: entry.name in parameters
    if name == "fits":
        (wanted,) = parameters
        known = {"Plain": Plain, "Sized": Sized}
        return catalogues.fits(known[wanted] if wanted in known else getattr(catalogues, wanted))
    if name in ("any_of", "none_of"):
        return getattr(catalogues, name)(*map(_query, parameters))
    return getattr(catalogues, name)(*parameters)


def accepted(rows, wish):
    """Names that one query accepts, asked entry by entry."""
    query = _query(wish)
    return [(name, query(entry)) for name, entry in _filled(rows).items()]


def make_at_least(severity):
    catalogues.at_least(severity)


def selected(rows, wishes):
    return [entry.name for entry in _filled(rows).select(*map(_query, wishes))]


def selected_again(rows):
    catalogue = _filled(rows)
    first = catalogue.select()
    kept = [entry is catalogue[entry.name] for entry in first]
    first.clear()
    return kept, [entry.name for entry in catalogue.select()], list(catalogue)


# --- Tasks 4 and 5


def _entries(rows):
    """Entries of rows: severity, kind, texts; numbered names."""
    catalogue = catalogues.Catalogue()
    return [
        catalogue.register(f"{kind} {number}", KINDS[kind](texts), severity=severity)
        for number, (severity, kind, texts) in enumerate(rows)
    ]


def ran(rows):
    outcomes = catalogues.run(iter(_entries(rows)))
    told = [[one.entry.name, one.status, one.problems, one.advice] for one in outcomes]
    return told, type(outcomes).__name__, [isinstance(one, catalogues.Outcome) for one in outcomes]


def ran_in_given_order(rows):
    entries = _entries(rows)
    outcomes = catalogues.run(entries[::-1])
    return [one.entry.name for one in outcomes], [one.entry is entries[-1] for one in outcomes]


def calls_while_running(texts):
    calls = []

    class Watched:
        def problems(self):
            calls.append("problems")
            return texts

        def advice(self):
            calls.append("advice")
            return "look"

    entry = catalogues.Catalogue().register("watched", Watched())
    (outcome,) = catalogues.run([entry])
    return calls, outcome.status, outcome.advice


def run_stopped():
    try:
        catalogues.run(_entries([("info", "stop", []), ("info", "plain", [])]))
    except KeyboardInterrupt:
        return "stopped"
    return "went on"


def _outcomes(rows):
    """Outcomes of rows: severity, status, problems, advice; no check is run."""
    catalogue = catalogues.Catalogue()
    for number, (severity, status, problems, advice) in enumerate(rows):
        entry = catalogue.register(f"check {number}", Plain([]), severity=severity)
        yield catalogues.Outcome(entry, status, tuple(problems), advice)


def summed(rows):
    summary = catalogues.Summary(_outcomes(rows))
    return [(summary.counts, list(summary.counts), summary.exit_status) for _ in range(2)]


def put_into_words(rows):
    return str(catalogues.Summary(_outcomes(rows)))
