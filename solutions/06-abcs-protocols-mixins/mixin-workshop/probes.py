"""What the checks of mixin-workshop ask beside the student's code; plain data comes back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import mixin_workshop as workshop

START = datetime(2031, 3, 4, 6, 0, tzinfo=UTC)


class Clock:
    """Gives the moments it was made with, one a call, then goes on in steps of an hour."""

    def __init__(self, moments: list[datetime] | None = None) -> None:
        self.moments = list(moments or [START])
        self.calls = 0

    def __call__(self) -> datetime:
        if self.calls == len(self.moments):
            self.moments.append(self.moments[-1] + timedelta(hours=1))
        self.calls += 1
        return self.moments[self.calls - 1]


def stamps(moments: list[datetime], touches: int) -> list[Any]:
    """The two stamps and the calls of the clock, after construction and after each touch."""
    clock = Clock(moments)
    note = workshop.TimestampMixin(clock=clock)
    seen: list[Any] = [(note.created_at, note.updated_at, clock.calls)]
    for _ in range(touches):
        returned = note.touch()
        seen.append((returned, note.created_at, note.updated_at, clock.calls))
    return seen


def two_clocks(moments: list[datetime]) -> list[Any]:
    """Two objects with a clock each, the first touched after the second was made."""
    early = workshop.TimestampMixin(clock=Clock(moments))
    late = workshop.TimestampMixin(clock=Clock([START + timedelta(days=40)]))
    early.touch()
    return [early.created_at, early.updated_at, late.created_at, late.updated_at]


def default_stamps() -> list[Any]:
    """Distance of the default clock's moments from UTC, before and after a touch."""
    note = workshop.TimestampMixin()
    seen = [note.created_at.utcoffset(), note.updated_at.utcoffset()]
    note.touch()
    return [*seen, note.updated_at.utcoffset()]


def stamped_tug(stamps_first: bool, name: str) -> list[Any]:
    """A class of two parents, each with an initialiser, in either order."""
    journal: list[str] = []

    class Tug:
        def __init__(self, *, name: str, crew: int = 3, **rest: Any) -> None:
            journal.append("tug")
            super().__init__(**rest)
            self.name = name
            self.crew = crew

    parents = (workshop.TimestampMixin, Tug) if stamps_first else (Tug, workshop.TimestampMixin)
    clock = Clock()
    tug = type("StampedTug", parents, {})(name=name, crew=5, clock=clock)
    return [tug.name, tug.crew, tug.created_at, tug.updated_at, clock.calls, journal]


def stamped_with_unknown_keyword() -> object:
    """Construction with a keyword that nobody takes."""
    return workshop.TimestampMixin(clock=Clock(), colour="red")


def form(required: list[str], values: dict[str, Any]) -> Any:
    """An object with `values` as attributes, of which `required` must be filled in."""
    filled = type("Form", (workshop.ValidationMixin,), {"required_fields": tuple(required)})()
    for name, value in values.items():
        setattr(filled, name, value)
    return filled


def missing(required: list[str], values: dict[str, Any]) -> Any:
    """What `missing_fields` names."""
    return form(required, values).missing_fields()


def missing_by_default() -> Any:
    """What a class that requires nothing misses and answers."""
    plain = type("Plain", (workshop.ValidationMixin,), {})()
    return [plain.required_fields, plain.missing_fields(), plain.validate()]


def validated(required: list[str], values: dict[str, Any]) -> list[Any]:
    """What `validate` returns, or what its error says."""
    filled = form(required, values)
    try:
        return ["returned", filled.validate()]
    except workshop.MissingFieldsError as error:
        return ["raised", error.fields, str(error), isinstance(error, ValueError)]


def missing_of_lookups() -> list[Any]:
    """Fields that are a class attribute, a property and an inherited attribute."""

    class Zoned:
        zone = "north"
        depot = ""

    class Permit(workshop.ValidationMixin, Zoned):
        required_fields = ("gate", "zone", "depot", "holder", "note")
        gate = "G2"

        @property
        def holder(self) -> str:
            return "Ifeoma"

        @property
        def note(self) -> str:
            return " "

    return [Permit().missing_fields()]


def corrected() -> list[Any]:
    """One form validated, corrected, validated again and emptied again, with another beside it."""
    first = form(["gate", "seal"], {"gate": "G1"})
    other = form(["gate", "seal"], {"seal": "S-9"})
    seen = [first.missing_fields(), other.missing_fields()]
    first.seal = "S-1"
    seen += [first.missing_fields(), first.validate(), other.missing_fields()]
    first.gate = None
    seen.append(first.missing_fields())
    return seen


def kept_construction(number: int, quay: str) -> list[Any]:
    """A base that is constructed with positional arguments, below the two mixins without state."""

    class Place:
        def __init__(self, number: int, quay: str = "east") -> None:
            self.number = number
            self.quay = quay

    class Berth(workshop.ValidationMixin, workshop.ComparisonMixin, Place):
        required_fields = ("quay",)
        compare_by = "number"

    berth = Berth(number, quay)
    return [berth.number, berth.quay, berth.missing_fields(), berth == Berth(number)]


def kinds() -> list[Any]:
    """Three classes to compare: a berth, a special berth and a crane, all by `code`."""

    class Coded:
        def __init__(self, code: Any) -> None:
            self.code = code

    class Berth(workshop.ComparisonMixin, Coded):
        compare_by = "code"

    class DeepBerth(Berth):
        pass

    class Crane(workshop.ComparisonMixin, Coded):
        compare_by = "code"

    return [Berth, DeepBerth, Crane]


def operators(left: Any, right: Any) -> list[Any]:
    """All six comparisons of two berths with these keys."""
    berth = kinds()[0]
    one, two = berth(left), berth(right)
    return [one == two, one != two, one < two, one <= two, one > two, one >= two]


def compared_by_another_attribute() -> list[Any]:
    """A subclass with a key of its own, which is a property."""

    class Crane(workshop.ComparisonMixin):
        compare_by = "code"

        def __init__(self, code: str, reach: int) -> None:
            self.code = code
            self.reach = reach

        @property
        def span(self) -> int:
            return -self.reach

    class LongCrane(Crane):
        compare_by = "span"

    plain = Crane("C1", 40), Crane("C2", 30), Crane("C1", 10)
    long = LongCrane("C1", 40), LongCrane("C2", 30), LongCrane("C3", 40)
    return [
        [plain[0] == plain[2], plain[0] < plain[1], plain[1] < plain[0]],
        [long[0] == long[2], long[0] < long[1], long[1] < long[0]],
        [hash(plain[0]) == hash(plain[2]), hash(long[0]) == hash(long[2])],
    ]


def distinct(codes: list[Any]) -> list[Any]:
    """How many berths a set keeps, whether each is found by an equal one, and equal hashes."""
    berth = kinds()[0]
    berths = {berth(code) for code in codes}
    found = [berth(code) in berths for code in codes]
    return [len(berths), found, all(hash(berth(code)) == hash(berth(code)) for code in codes)]


def same_key_other_kind(code: Any) -> list[Any]:
    """Berth, special berth and crane with one key: equality of each pair, and who a set keeps."""
    things = [kind(code) for kind in kinds()]
    pairs = [[one == two for two in things] for one in things]
    differ = [[one != two for two in things] for one in things]
    return [pairs, differ, len({*things})]


def equality_matrix(items: list[tuple[int, Any]]) -> list[list[bool]]:
    """Which of these things, each a kind and a key, equal which."""
    classes = kinds()
    things = [classes[kind](code) for kind, code in items]
    return [[one == two for two in things] for one in things]


class Agreeable:
    """Answers every comparison that it is asked with yes."""

    def _yes(self, _: object) -> bool:
        return True

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _yes  # type: ignore[assignment]


def asked_the_other_side() -> list[Any]:
    """Comparisons with something that would say yes, if it were asked."""
    berth, other = kinds()[0]("B1"), Agreeable()
    return [
        [berth == other, berth != other],
        [berth < other, berth <= other, berth > other, berth >= other],
    ]


def foreign(kind: str) -> Any:
    """Something that is no berth."""
    berth, deep, crane = kinds()
    return {
        "text": "B1",
        "number": 7,
        "none": None,
        "plain object": object(),
        "another class with the mixin": crane("B1"),
        "subclass": deep("B1"),
    }[kind]


def not_implemented(kind: str) -> list[bool]:
    """Which of the six methods decline to compare a berth with something foreign."""
    berth = kinds()[0]("B1")
    names = ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]
    other = foreign(kind)
    return [getattr(berth, name)(other) is NotImplemented for name in names]


def foreign_equality(kind: str) -> list[bool]:
    """Equality of a berth with something foreign, from both sides."""
    berth, other = kinds()[0]("B1"), foreign(kind)
    return [berth == other, berth != other, other == berth, other != berth]


def foreign_order(kind: str, operator: str) -> object:
    """One ordering of a berth and something foreign."""
    berth, other = kinds()[0]("B1"), foreign(kind)
    if operator == "<":
        return berth < other
    if operator == "<=":
        return berth <= other
    if operator == ">":
        return berth > other
    return berth >= other


def fresh_server(*args: Any, **kwargs: Any) -> list[Any]:
    """What a new server holds, and how often its clock was asked."""
    clock = Clock()
    server = workshop.YardServer(*args, clock=clock, **kwargs)
    stamps = [server.created_at, server.updated_at, clock.calls]
    return [server.name, server.zone, server.slots, server.live, *stamps]


def server_parents() -> list[bool]:
    """Which of the three mixins a server has, and what it requires and compares by."""
    server = workshop.YardServer("ys-31", clock=Clock())
    parents = (workshop.TimestampMixin, workshop.ValidationMixin, workshop.ComparisonMixin)
    return [*(isinstance(server, parent) for parent in parents), server.missing_fields()]


def commissioned(name: str, zone: Any, slots: Any, times: int = 1) -> list[Any]:
    """State of a server after each attempt to commission it."""
    clock = Clock()
    server = workshop.YardServer(name, zone=zone, slots=slots, clock=clock)
    seen: list[Any] = []
    for _ in range(times):
        try:
            outcome: Any = ["returned", server.commission()]
        except workshop.MissingFieldsError as error:
            outcome = ["raised", error.fields]
        seen.append((outcome, server.live, server.created_at, server.updated_at, clock.calls))
    return seen


def moved(zone: Any, zones: list[str]) -> list[Any]:
    """State of a server after each move."""
    clock = Clock()
    server = workshop.YardServer("ys-32", zone=zone, clock=clock)
    seen: list[Any] = []
    for target in zones:
        returned = server.move_to(target)
        seen.append((returned, server.zone, server.created_at, server.updated_at, clock.calls))
    return [seen, server.live, server.slots]


def server_order(names: list[str]) -> list[Any]:
    """Servers sorted and in a set; zone, slots and clock differ from one to the next."""
    servers = [
        workshop.YardServer(name, zone=f"zone {at % 3}", slots=at, clock=Clock([START]))
        for at, name in enumerate(names)
    ]
    for server in servers[::2]:
        server.touch()
    return [[(server.name, server.slots) for server in sorted(servers)], len(set(servers))]


def labelled_server() -> list[Any]:
    """A server combined with a class that takes a keyword of its own."""

    class Labelled:
        def __init__(self, *, label: str, **rest: Any) -> None:
            super().__init__(**rest)
            self.label = label

    class LabelledServer(workshop.YardServer, Labelled):
        pass

    server = LabelledServer("ys-33", zone="west", slots=4, label="spare", clock=Clock())
    return [server.name, server.zone, server.slots, server.label, server.created_at]


def audited_server() -> list[Any]:
    """A server combined with a class that shares its timestamp mixin."""
    journal: list[str] = []

    class Audited(workshop.TimestampMixin):
        def __init__(self, *, auditor: str, **rest: Any) -> None:
            journal.append("audited")
            super().__init__(**rest)
            self.auditor = auditor

    class AuditedServer(workshop.YardServer, Audited):
        pass

    clock = Clock()
    server = AuditedServer("ys-34", auditor="Noor", clock=clock)
    return [server.name, server.auditor, journal, clock.calls, server.created_at]


def server_with_unknown_keyword() -> object:
    """Construction of a server with a keyword that nobody takes."""
    return workshop.YardServer("ys-35", colour="red", clock=Clock())


def stricter_server(rack: str | None) -> list[Any]:
    """A subclass that requires one field more."""

    class RackServer(workshop.YardServer):
        required_fields = (*workshop.YardServer.required_fields, "rack")

    server = RackServer("ys-36", zone="east", slots=2, clock=Clock())
    server.rack = rack
    try:
        server.commission()
    except workshop.MissingFieldsError as error:
        return ["raised", error.fields, server.live]
    return ["live", server.live]
