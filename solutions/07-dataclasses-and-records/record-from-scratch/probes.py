"""Build classes from plain descriptions, have them decorated, and tell what they do."""

import inspect
from decimal import Decimal
from typing import Any, ClassVar

import record_from_scratch as scratch


class Maker:
    """Makes lists and counts them."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return [self.made]


def _default(kind):
    return scratch.Fresh(list) if kind == "fresh" else kind[0]


def _body(fields):
    """A class body: pairs of a name and None, "fresh", or a list that holds the default."""
    body = {"__annotations__": {name: Any for name, _ in fields}}
    body |= {name: _default(kind) for name, kind in fields if kind is not None}
    return body


def _classes(bodies):
    """One class for each body, each the subclass of the one before."""
    made = object
    for number, fields in enumerate(bodies):
        made = type(f"Level{number}", (made,), _body(fields))
    return made


def _told(value):
    if value is scratch.MISSING:
        return "missing"
    return "fresh" if isinstance(value, scratch.Fresh) else [value]


def _fields(cls):
    found = scratch.fields_of(cls)
    kinds = type(found).__name__, all(isinstance(field, scratch.Field) for field in found)
    return [(field.name, _told(field.default)) for field in found], kinds


# --- Task 1


def fields(*bodies):
    return _fields(_classes(bodies))


def fields_of_decorated(*bodies):
    cls = _classes(bodies)
    return _fields(scratch.record(cls)) == _fields(cls), _fields(cls)


def fields_beside_class_variables():
    class Plain:
        count: ClassVar[int] = 0
        name: str
        limit = 7
        every: ClassVar = ()
        table: ClassVar[dict[str, int]]
        height: int = 3

        def method(self): ...

    class Empty(Plain):
        pass

    class Unannotated:
        limit = 7

    return _fields(Plain), _fields(Empty), _fields(Unannotated), _fields(object)


def fields_of_a_diamond():
    class Top:
        a: int = 1
        b: int = 2

    class Left(Top):
        c: int = 3
        a: int = 10

    class Right(Top):
        d: int = 4
        b: int = 20

    class Bottom(Left, Right):
        e: int = 5

    return _fields(Bottom)


# --- Task 2


def _state(made, names):
    return [getattr(made, name) for name in names]


def _names(bodies):
    return sorted({name for fields in bodies for name, _ in fields})


def made(bodies, *arguments, **named):
    cls = _classes(bodies)
    decorated = scratch.record(cls)
    one = decorated(*arguments, **named)
    return decorated is cls, _state(one, _names(bodies)), type(one).__name__


def signature(*bodies):
    cls = scratch.record(_classes(bodies))
    return [
        (one.name, one.kind.name, "fresh" if one.name.startswith("fresh") else _shown(one.default))
        for one in inspect.signature(cls).parameters.values()
    ]


def _shown(default):
    return "none" if default is inspect.Parameter.empty else [default]


def fresh_defaults_are_optional(*bodies):
    cls = scratch.record(_classes(bodies))
    shown = inspect.signature(cls).parameters.values()
    return [one.name for one in shown if one.default is not inspect.Parameter.empty]


class Strange:
    """An object whose repr is no Python code."""

    def __repr__(self):
        return "<strange object at 0x1>"


def very_defaults():
    objects = [Strange(), Strange, len, (), Decimal("1.50"), float("nan"), float("inf"), "it's"]
    cls = scratch.record(
        type("Kept", (), _body([(f"f{n}", [one]) for n, one in enumerate(objects)]))
    )
    one = cls()
    return [getattr(one, f"f{n}") is default for n, default in enumerate(objects)]


def makers(calls):
    """What a record is given for a field with a maker, and how often the maker is called."""
    maker, other = Maker(), Maker()

    class Box:
        name: str
        tags: list = scratch.Fresh(maker)
        more: list = scratch.Fresh(other)

    cls = scratch.record(Box)
    story = [maker.made]
    for named in calls:
        box = cls("x", **named)
        story.append((box.tags, box.more, maker.made, other.made))
    return story


def given_objects_are_kept():
    class Box:
        tags: list = scratch.Fresh(lambda: ["made"])
        limit: Any = 5

    cls = scratch.record(Box)
    objects = [[], {}, None, 0, "", Strange()]
    return [(cls(one).tags is one, cls(limit=one).limit is one) for one in objects]


def after_init():
    class Berth:
        start: int
        end: int = 50

        def __post_init__(self, *surplus):
            self.length = self.end - self.start
            self.calls = getattr(self, "calls", 0) + 1
            self.surplus = surplus

    class Long(Berth):
        depth: int = 9

    berth, long = scratch.record(Berth)(10), scratch.record(Long)(20, depth=8)
    return [(one.length, one.calls, one.surplus) for one in (berth, long)]


def after_init_fails():
    class Berth:
        start: int

        def __post_init__(self):
            raise LookupError(self.start)

    scratch.record(Berth)(3)


# --- Task 3


def shown(bodies, *arguments):
    return repr(scratch.record(_classes(bodies))(*arguments))


def shown_of_subclass():
    class Outer:
        class Inner:
            number: int = 1

    inner = scratch.record(Outer.Inner)
    special = type("Special", (inner,), {})
    nested = inner(inner("two"))
    return repr(inner()), repr(special(3)), repr(nested)


def compared(bodies, left, right):
    cls = scratch.record(_classes(bodies))
    one, other = cls(*left), cls(*right)
    return one == other, one != other, other == one


def compared_with_others():
    class Berth:
        number: int

    class Quay:
        number: int

    berth, quay = scratch.record(Berth), scratch.record(Quay)
    special = type("Special", (berth,), {})
    one = berth(4)
    others = [quay(4), special(4), 4, (4,), None, berth, "Berth(number=4)"]
    there = [one == other for other in others]
    back = [other == one for other in others]
    return there, back, special(4) == special(4), one == berth(4)


def compared_with_nan():
    class Reading:
        value: float

    cls, nan = scratch.record(Reading), float("nan")
    return cls(nan) == cls(nan), cls(nan) == cls(float("nan"))


class Agreeable:
    """Is equal to everything."""

    def __eq__(self, other):
        return True


def other_side_is_asked():
    class Berth:
        number: int

    cls = scratch.record(Berth)
    one = cls(4)
    answers = [cls.__eq__(one, other) is NotImplemented for other in (4, Agreeable(), object())]
    return one == Agreeable(), one != Agreeable(), answers


def _hashable(one):
    try:
        hash(one)
    except TypeError:
        return False
    return True


def hashed(own):
    class Berth:
        number: int

    if own:
        Berth.__hash__ = lambda self: self.number * 2
    one = scratch.record(Berth)(21)
    return one == one, hash(one)


# --- Task 4


def forms():
    def fresh():
        class Berth:
            number: int

        return Berth

    bare, called = scratch.record(fresh()), scratch.record()(fresh())
    with_eq, without = scratch.record(eq=True)(fresh()), scratch.record(eq=False)(fresh())
    return [
        (cls(1) == cls(1), repr(cls(number=2)), "__eq__" in vars(cls))
        for cls in (bare, called, with_eq, without)
    ]


def returned_class_is_the_same():
    class Berth:
        number: int

    return scratch.record(eq=False)(Berth) is Berth, scratch.record()(Berth) is Berth


def hash_without_eq():
    class Berth:
        number: int

    cls = scratch.record(eq=False)(Berth)
    one = cls(1)
    return hash(one) == hash(one), len({one, one, cls(1)}), cls.__hash__ is object.__hash__


def matched(*bodies):
    cls = scratch.record(_classes(bodies))
    return cls.__match_args__


def own_members():
    class Own:
        number: int = 1
        name: str = "x"
        __match_args__ = ("name",)

        def __init__(self):
            self.number, self.name = 10, "own"

        def __repr__(self):
            return "own repr"

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 99

    one = scratch.record(Own)()
    return one.number, repr(one), one == 5, hash(one), type(one).__match_args__


def own_eq_without_hash():
    class Own:
        number: int = 1

        def __eq__(self, other):
            return "mine"

    cls = scratch.record(Own)
    return cls() == 5, _hashable(cls()), cls(3).number


def inherited_members():
    class Base:
        number: int = 1

        def __init__(self):
            self.number = "base"

        def __repr__(self):
            return "base repr"

        def __eq__(self, other):
            return True

        __hash__ = object.__hash__
        __match_args__ = ()

    class Derived(Base):
        name: str = "x"

    cls = scratch.record(Derived)
    one = cls(5, "y")
    return one.number, repr(one), one == cls(), _hashable(one), cls.__match_args__


def names_of_methods():
    class Outer:
        class Inner:
            number: int = 1

    made = [scratch.record(Outer.Inner), scratch.record(eq=True)(type("Level", (), {}))]
    return [
        (vars(cls)[name].__name__, vars(cls)[name].__qualname__.rpartition("<locals>.")[2])
        for cls in made
        for name in ("__init__", "__repr__", "__eq__")
    ]


def story(bodies, left, right):
    """All that a record does, for two calls."""
    cls = scratch.record(_classes(bodies))
    names, told = _names(bodies), []
    for arguments in (left, right):
        try:
            told.append(cls(*arguments))
        except TypeError:
            told.append("TypeError")
    states = [one if one == "TypeError" else (_state(one, names), repr(one)) for one in told]
    return states, told[0] == told[1], cls.__match_args__
