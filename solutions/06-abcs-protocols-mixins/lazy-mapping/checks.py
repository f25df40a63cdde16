"""Hidden checks of lazy-mapping."""

from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points, same

YARD = {"ys-01": "10.1.0.1", "ys-02": "10.1.0.2", "ys-03": "", "Büro": "fe80::7"}
ADDRESSED = {"ys-01": "10.1.0.1", "ys-02": "10.1.0.2", "ys-03": "10.1.0.3", "Büro": "fe80::7"}
SWEEP = [("read", name) for name in ("ys-01", "ys-02", "ys-03", "ys-04", "Büro", "")]
DAY = [
    ("in", "ys-09"),
    ("get", "ys-09", "none"),
    ("len",),
    ("names",),
    ("set", "ys-04", "10.1.0.4"),
    ("set", "ys-02", "10.9.9.9"),
    ("len",),
    ("delete", "ys-01"),
    ("in", "ys-01"),
    ("set", "ys-01", "10.9.9.8"),
    ("read", "ys-03"),
    ("names",),
    ("len",),
]
DELETIONS = [
    [("in", "ys-01"), ("delete", "ys-01"), ("in", "ys-01"), ("delete", "ys-01")],
    [("set", "ys-01", ""), ("delete", "ys-01"), ("delete", "ys-01")],
    [("set", "ys-04", ""), ("delete", "ys-04"), ("delete", "ys-04")],
    [("delete", "ys-09"), ("delete", "ys-03")],
    [("delete", "ys-01"), ("set", "ys-01", "10.9.9.9"), ("set", "ys-01", "10.9.9.8")],
]
RENEWALS = [
    [
        ("set", "ys-04", "x"),
        ("set", "ys-01", "y"),
        ("delete", "ys-02"),
        ("delete", "ys-03"),
        renewal,
        ("sorted",),
        *SWEEP,
    ]
    for renewal in (("refresh",), ("publish", {"ys-02": "z", "ys-00": ""}), ("withdraw", "ys-01"))
]

names = st.sampled_from(["ys-01", "ys-02", "ys-03", "ys-04", "Büro", ""])
addresses = st.sampled_from(["10.1.0.1", "10.1.0.2", "fe80::7", ""])
yards = st.dictionaries(names, addresses, max_size=6)
reading = st.one_of(
    st.tuples(st.just("read"), names),
    st.tuples(st.just("get"), names, st.sampled_from([None, "none"])),
    st.tuples(st.just("in"), names),
)
changing = st.one_of(
    st.tuples(st.just("set"), names, addresses),
    st.tuples(st.just("set"), names, addresses),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("pop"), names),
    st.tuples(st.just("pop"), names, st.just("none")),
    st.tuples(st.just("setdefault"), names, addresses),
    st.tuples(st.just("update"), st.dictionaries(names, addresses, max_size=3)),
)
looking = st.one_of(
    st.tuples(st.just("popitem")),
    st.tuples(st.just("names")),
    st.tuples(st.just("len")),
    st.tuples(st.just("items")),
    st.tuples(st.just("values"), st.integers(0, 3)),
    st.tuples(st.just("equals"), yards),
)
renewing = st.one_of(
    st.tuples(st.just("publish"), st.dictionaries(names, addresses, min_size=1, max_size=2)),
    st.tuples(st.just("withdraw"), names),
    st.tuples(st.just("refresh")),
)
sequences = st.lists(st.one_of(reading, changing, changing, looking), min_size=6, max_size=20)
setting = st.tuples(st.just("set"), names, addresses)
deleting = st.tuples(st.just("delete"), names)
changes = st.lists(st.one_of(setting, deleting, reading), min_size=1, max_size=14)
renewals = st.lists(
    st.one_of(reading, changing, renewing, st.just(("sorted",))), min_size=2, max_size=20
)
# Drawn beside random ones: sequences on which a mistake shows in every run.
any_yard = st.one_of(yards, st.just(YARD))
days = st.one_of(sequences, st.just(DAY))
deletions = st.one_of(changes, st.sampled_from(DELETIONS))
refreshed_days = st.one_of(renewals, st.sampled_from(RENEWALS))


def frugal(actual: Any, expected: Any) -> bool:
    """The same results, and no question asked more often than the reference asks it."""
    if not (isinstance(actual, dict) and isinstance(actual.get("fetched"), list)):
        return False
    return (
        same(actual.get("results"), expected["results"])
        and all(
            actual["fetched"].count(name) <= expected["fetched"].count(name)
            for name in actual["fetched"]
        )
        and type(actual.get("listings")) is int
        and actual["listings"] <= expected["listings"]
    )


def as_dict(yard: dict[str, str], operations: list[tuple[Any, ...]]) -> list[Any]:
    """What the operations give on a plain dict, with the one exception that `popitem` takes the first."""
    model = dict(yard)
    return [_on_dict(model, operation) for operation in operations]


def _on_dict(model: dict[str, str], operation: tuple[Any, ...]) -> Any:
    try:
        match operation:
            case ("read", name):
                return model[name]
            case ("in", name):
                return name in model
            case ("set", name, address):
                model[name] = address
                return None
            case ("delete", name):
                del model[name]
                return None
            case ("names",):
                return list(model)
            case ("len",):
                return len(model)
            case ("items",):
                return list(model.items())
            case ("values", count):
                return list(model.values())[:count]
            case ("equals", other):
                return model == other
            case ("popitem",):
                if not model:
                    raise KeyError
                first = next(iter(model))
                return first, model.pop(first)
            case (method, *arguments):
                return getattr(model, method)(*arguments)
    except KeyError:
        return "raised KeyError"


@points(1, task=1, covers="R1")
def check_creating_asks_nothing(student, reference):
    """Creating a LazyDirectory calls neither `fetch` nor `list_names`."""
    agree(student, reference, "calls", YARD, [], compare=frugal)


@points(2, task=1, covers="R2")
def check_only_the_abstract_methods_are_written(student, reference):
    """LazyDirectory derives from MutableMapping and leaves the methods that come with it alone."""
    agree(student, reference, "own_methods")


@points(2, task=1, covers="R3")
@given(yard=yards, asked=st.lists(reading, min_size=3, max_size=8))
def check_names_read_as_the_directory_has_them(student, reference, yard, asked):
    """A name reads as its address, be it empty; a name that the directory lacks is a KeyError."""
    agree(student, reference, "results", yard, asked)


@points(2, task=1, covers="R3 R4")
def check_an_address_is_fetched_once(student, reference):
    """A name that the directory has is fetched once, however often it is read."""
    asked = [
        ("read", "ys-01"),
        ("get", "ys-01", None),
        ("in", "ys-01"),
        ("read", "ys-02"),
        ("read", "ys-01"),
    ]
    agree(student, reference, "calls", YARD, asked, compare=frugal)
    agree(student, reference, "calls", YARD, [("read", "ys-03"), ("read", "ys-03")], compare=frugal)


@points(2, task=1, covers="R4")
def check_a_miss_is_fetched_once(student, reference):
    """A name that the directory lacks is fetched once, too."""
    asked = [("in", "ys-09"), ("read", "ys-09"), ("get", "ys-09", "none"), ("in", ""), ("in", "")]
    agree(student, reference, "calls", YARD, asked, compare=frugal)


@points(2, task=1, covers="R5")
def check_a_failed_fetch_is_not_an_answer(student, reference):
    """An exception of `fetch` reaches the caller, and the next read asks again."""
    for asked in ("read", "in"):
        agree(
            student,
            reference,
            "calls",
            YARD,
            [(asked, "ys-01"), ("read", "ys-01"), ("read", "ys-01"), ("read", "ys-02")],
            ["ys-01"],
            compare=frugal,
        )
    agree(
        student,
        reference,
        "calls",
        YARD,
        [("delete", "ys-01"), ("read", "ys-01"), ("read", "ys-09"), ("in", "ys-09")],
        ["ys-01", "ys-09"],
        compare=frugal,
    )


@points(2, task=2, covers="R6 R7")
@given(operations=st.lists(st.one_of(setting, setting, reading), min_size=1, max_size=8))
def check_a_set_name_reads_as_it_was_set(student, reference, operations):
    """A name that was set reads as it was set last, whether the directory has it or not."""
    again = [("read", operation[1]) for operation in operations]
    agree(student, reference, "results", ADDRESSED, [*operations, *again])


@points(2, task=2, covers="R7")
def check_a_set_name_is_never_fetched(student, reference):
    """Setting a name fetches nothing, and neither does reading what was set."""
    agree(
        student,
        reference,
        "calls",
        YARD,
        [
            ("set", "ys-01", "10.9.9.9"),
            ("set", "ys-04", ""),
            ("update", {"ys-02": "10.9.9.8"}),
            ("read", "ys-01"),
            ("in", "ys-04"),
            ("get", "ys-02", None),
            ("setdefault", "ys-04", "10.9.9.7"),
            ("set", "ys-01", "10.9.9.6"),
            ("read", "ys-01"),
        ],
        compare=frugal,
    )


@points(2, task=3, covers="R8 R9 R10")
@given(yard=any_yard, operations=deletions)
def check_deleted_names_are_gone(student, reference, yard, operations):
    """A deleted name is gone until it is set again; what is not there cannot be deleted."""
    agree(student, reference, "results", yard, [*operations, *SWEEP])


@points(2, task=3, covers="R8 R9")
def check_a_deleted_name_is_not_fetched_again(student, reference):
    """Deleting asks at most whether the name is there; afterwards nothing is fetched for it."""
    for before in ([], [("read", "ys-01")], [("set", "ys-01", "10.9.9.9")]):
        agree(
            student,
            reference,
            "calls",
            YARD,
            [*before, ("delete", "ys-01"), ("in", "ys-01"), ("read", "ys-01"), ("delete", "ys-01")],
            compare=frugal,
        )
    agree(
        student,
        reference,
        "calls",
        YARD,
        [("set", "ys-04", "10.9.9.9"), ("delete", "ys-04"), ("in", "ys-04"), ("delete", "ys-04")],
        compare=frugal,
    )


@points(2, task=4, covers="R11")
def check_names_come_in_order(student, reference):
    """Names come in the directory's order, overridden or not, then those added here as they were added."""
    added = [("set", "ys-04", "x"), ("set", "ys-02", "y"), ("set", "", "z"), ("set", "ys-04", "w")]
    for changes in ([], added, [*added, ("delete", "ys-02"), ("delete", "ys-04")]):
        agree(student, reference, "results", YARD, [*changes, ("names",), ("items",)])
        agree(student, reference, "results", YARD, [("names",), *changes, ("names",)])
    pairs = [("pairs",), ("set", "c", "3"), ("pairs",)]
    agree(student, reference, "results", {"b": "1", "a": "2"}, pairs)


@points(2, task=4, covers="R10 R11")
def check_a_name_set_after_its_deletion_comes_last(student, reference):
    """A name that is set again after it was deleted stands where a new name stands."""
    for changes in (
        [("set", "ys-04", "x"), ("delete", "ys-01"), ("set", "ys-01", "y"), ("delete", "ys-03")],
        [("set", "ys-04", "x"), ("set", "", "y"), ("delete", "ys-04"), ("set", "ys-04", "z")],
        [("set", "ys-01", "x"), ("delete", "ys-01"), ("set", "ys-04", "y"), ("set", "ys-01", "z")],
    ):
        agree(student, reference, "results", YARD, [*changes, ("names",), ("items",)])
        agree(student, reference, "results", YARD, [("names",), *changes, ("names",)])


@points(2, task=4, covers="R12")
def check_len_counts_the_names(student, reference):
    """The length is the number of names: overridden names count once, deleted ones do not count."""
    agree(student, reference, "results", {}, [("len",), ("set", "ys-01", ""), ("len",)])
    agree(student, reference, "results", YARD, [("len",), ("set", "ys-01", "x"), ("len",)])
    agree(
        student, reference, "results", YARD, [("set", "ys-04", "x"), ("delete", "ys-02"), ("len",)]
    )
    agree(
        student, reference, "results", YARD, [("delete", "ys-01"), ("set", "ys-01", "x"), ("len",)]
    )


@points(2, task=4, covers="R13")
def check_names_are_listed_once_and_nothing_is_fetched(student, reference):
    """Names and length need one call of `list_names` in all, and no fetch; values are fetched one at a time."""
    agree(
        student,
        reference,
        "calls",
        YARD,
        [
            ("len",),
            ("names",),
            ("pairs",),
            ("set", "ys-04", "x"),
            ("delete", "ys-04"),
            ("names",),
            ("len",),
        ],
        compare=frugal,
    )
    agree(student, reference, "calls", YARD, [("values", 1), ("values", 2)], compare=frugal)
    agree(student, reference, "calls", {}, [("names",), ("len",)], compare=frugal)


@points(1, task=4, covers="R13")
def check_repeated_names_count_once(student, reference):
    """A name that `list_names` gives twice is one name."""
    agree(student, reference, "repeated_names", YARD, 2)


@points(1, task=4, covers="R14")
def check_a_failed_listing_is_not_an_answer(student, reference):
    """An exception of `list_names` reaches the caller, and the next need asks again for all the names."""
    for wanted in ("names", "len"):
        agree(
            student,
            reference,
            "calls",
            YARD,
            [("break",), (wanted,), ("names",), ("len",)],
            compare=frugal,
        )


@points(3, task=4, covers="R3 R6 R8 R11 R12 R15")
@given(examples=80, yard=any_yard, operations=days)
def check_any_operations_give_what_a_dict_gives(student, reference, yard, operations):
    """Any sequence of operations gives what it gives on a plain dict."""
    asked = [*operations, ("names",), ("len",), ("items",)]
    expect(student.results(yard, asked), as_dict(yard, asked))


@points(3, task=4, covers="R4 R7 R9 R13", after="check_any_operations_give_what_a_dict_gives")
@given(examples=80, yard=any_yard, operations=days)
def check_any_operations_ask_no_more_than_needed(student, reference, yard, operations):
    """Any sequence of operations asks the directory nothing twice and nothing needless."""
    agree(student, reference, "calls", yard, operations, compare=frugal)


@points(2, task=5, covers="R16")
def check_refresh_forgets_what_the_directory_said(student, reference):
    """After `refresh()` addresses, misses and names are asked for again; refreshing asks nothing itself."""
    asked = [("read", "ys-01"), ("in", "ys-09"), ("names",)]
    agree(
        student,
        reference,
        "results",
        YARD,
        [
            *asked,
            ("publish", {"ys-01": "10.9.9.9", "ys-09": "10.9.9.8"}),
            *asked,
            ("withdraw", "ys-02"),
            *asked,
        ],
    )
    agree(student, reference, "calls", YARD, [*asked, ("refresh",), ("refresh",)], compare=frugal)
    agree(
        student,
        reference,
        "results",
        YARD,
        [("len",), ("publish", {"ys-08": "x"}), ("len",), ("names",)],
    )


@points(2, task=5, covers="R17")
@given(yard=any_yard, operations=refreshed_days)
def check_refresh_keeps_what_was_changed_here(student, reference, yard, operations):
    """After `refresh()` set names are still set and deleted names still deleted."""
    agree(student, reference, "results", yard, [*operations, ("sorted",)])
