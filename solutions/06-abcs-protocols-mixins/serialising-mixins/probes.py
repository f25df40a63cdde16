"""What the checks of serialising-mixins ask beside the student's code; plain data comes back."""

import itertools
import logging
from typing import Any

import serialising_mixins as mixins


class Labelled:
    """A class of another team: takes a keyword and passes the rest on."""

    def __init__(self, *, label: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.label = label


def crate_class() -> Any:
    """A class with the JSON mixin whose attributes are the keywords it is made with."""

    class Crate(mixins.JsonMixin):
        def __init__(self, **fields: Any) -> None:
            for name, value in fields.items():
                setattr(self, name, value)

    return Crate


def written(public: dict[str, Any], private: dict[str, Any]) -> list[Any]:
    """The JSON text of an object with these attributes, and what is left on the object."""
    crate = crate_class()(**public)
    for name, value in private.items():
        setattr(crate, name, value)
    return [crate.to_json(), vars(crate)]


def written_backwards(public: dict[str, Any]) -> bool:
    """Whether the order in which attributes were set leaves no trace in the text."""
    forwards = crate_class()(**public)
    backwards = crate_class()(**dict(reversed(public.items())))
    return forwards.to_json() == backwards.to_json()


def written_from_class_with_shared_names() -> str:
    """The text of an object whose class has attributes, a property and a method besides."""

    class Lamp(mixins.JsonMixin):
        colour = "amber"

        def __init__(self, height: int) -> None:
            self.height = height

        @property
        def double(self) -> int:
            return 2 * self.height

        def shine(self) -> None:
            pass

    return Lamp(7).to_json()


def write_number(kind: str) -> str:
    """The text of an object with a float that JSON has no word for, somewhere in it."""
    value = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}[kind]
    return crate_class()(site="north", draft=[1.5, {"depth": value}]).to_json()


def read(text: str) -> list[Any]:
    """Class and attributes of the object that a text gives."""
    crate_kind = crate_class()
    crate = crate_kind.from_json(text)
    return [type(crate) is crate_kind, vars(crate)]


def read_by_subclass() -> list[Any]:
    """A subclass with an initialiser of its own that prepares private state."""

    class Basket(mixins.JsonMixin):
        def __init__(self, *, size: int, colour: str = "grey") -> None:
            self.size = size
            self.colour = colour
            self._slots = [None] * size

    class LargeBasket(Basket):
        def __init__(self, *, size: int, **rest: Any) -> None:
            super().__init__(size=size, **rest)
            self._slots.append("lid")

    plain, large = Basket.from_json('{"size": 2}'), LargeBasket.from_json('{"size": 1}')
    again = LargeBasket.from_json(LargeBasket(size=3, colour="blue").to_json())
    return [[type(one).__name__, one.size, one.colour, one._slots] for one in (plain, large, again)]


def read_with_wrong_names(text: str) -> object:
    """What comes of a JSON object whose names the constructor does not take."""

    class Bollard(mixins.JsonMixin):
        def __init__(self, *, number: int) -> None:
            self.number = number

    return Bollard.from_json(text).number


def refused(text: str) -> list[Any]:
    """What is raised for a bad document: its text, its family and its cause."""
    try:
        crate_class().from_json(text)
    except mixins.DocumentError as error:
        return [str(error), isinstance(error, ValueError), type(error.__cause__).__name__]
    return ["accepted"]


def winch_class(name: str = "Winch") -> Any:
    """A class with the log mixin and nothing else."""
    return type(name, (mixins.LogMixin,), {})


def log(class_name: str, template: str, values: list[Any], **options: Any) -> Any:
    """Log once from an object of a class of this name."""
    return winch_class(class_name)().log(template, *values, **options)


def log_from_two_generations() -> None:
    """Log from an object and from an object of a subclass, in turns."""
    parent = winch_class("Buoy")
    child = type("LightBuoy", (parent,), {})
    first, second = parent(), child()
    for thing in (first, second, first):
        thing.log("tide at %s", 3)


class Noted:
    """A value that notes when it is turned into text."""

    def __init__(self) -> None:
        self.turned = 0

    def __str__(self) -> str:
        self.turned += 1
        return "noted"

    __repr__ = __str__

    def __format__(self, _: str) -> str:
        return str(self)


def turned_into_text(threshold: int, level: int) -> int:
    """How often a value is turned into text when its record is below or above the threshold."""
    logger = logging.getLogger("quayside.QuietWinch")
    value, before, propagates = Noted(), logger.level, logger.propagate
    listener = logging.StreamHandler(_Nowhere())
    logger.setLevel(threshold)
    logger.addHandler(listener)
    logger.propagate = False
    try:
        winch_class("QuietWinch")().log("state %s", value, level=level)
    finally:
        logger.setLevel(before)
        logger.removeHandler(listener)
        logger.propagate = propagates
    return value.turned


class _Nowhere:
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def traces_of_logging() -> list[Any]:
    """What logging leaves on the object, on its class, on its logger and on the root logger."""
    winch_kind = winch_class("TidyWinch")
    names = set(vars(winch_kind))
    winch = winch_kind()
    logger, before = logging.getLogger("quayside.TidyWinch"), _state_of_logging()
    handlers, level = logger.handlers[:], logger.level
    winch.log("rope at %s m", 12, level=logging.DEBUG)
    winch.log("rope at %s m", 14, level=5)
    after = _state_of_logging()
    logger.handlers[:] = handlers
    logger.setLevel(level)
    return [vars(winch), set(vars(winch_kind)) - names, before == after, after]


def _state_of_logging() -> list[Any]:
    loggers = [logging.getLogger(name) for name in ("quayside.TidyWinch", "quayside", "")]
    return [(len(one.handlers), one.level, one.propagate, one.disabled) for one in loggers]


def counted(events: list[tuple[str, int]]) -> dict[str, int]:
    """Counters after these events; those that count one leave `by` out."""
    meter = mixins.MetricMixin()
    for event, by in events:
        if by == 1:
            meter.count(event)
        else:
            meter.count(event, by)
    return meter.metrics()


def counted_by_keyword() -> list[Any]:
    """What counting returns, and the counters after it."""
    meter = mixins.MetricMixin()
    return [meter.metrics(), meter.count("gate", by=4), meter.metrics()]


def refused_count(by: int, known: bool) -> list[Any]:
    """Counters before and after a count that is refused."""
    meter = mixins.MetricMixin()
    if known:
        meter.count("gate", 2)
    before = meter.metrics()
    try:
        meter.count("gate", by)
    except ValueError:
        return ["refused", before, meter.metrics()]
    return ["counted", before, meter.metrics()]


def separate_counters() -> list[Any]:
    """Two objects of one class counted in turns; the answers of one are tampered with."""
    first, second = mixins.MetricMixin(), mixins.MetricMixin()
    first.count("gate", 3)
    second.count("rail")
    taken = first.metrics()
    taken["gate"] = 99
    taken["rail"] = 1
    first.metrics().clear()
    first.count("gate")
    return [taken, first.metrics(), second.metrics()]


def names_of_metric_state() -> list[str]:
    """Names of attributes that the metric mixin adds, apart from those it mangles."""
    meter = type("Meter", (mixins.MetricMixin,), {})()
    meter.count("gate")
    meter.metrics()
    return sorted(name for name in vars(meter) if not name.startswith("_MetricMixin__"))


def likely_neighbours() -> list[Any]:
    """A class whose own attributes have the names that come to mind for counters."""

    class Scale(mixins.MetricMixin):
        def __init__(self) -> None:
            super().__init__()
            self.counts = self._counts = self.__counts = "mine"
            self.counters = self._counters = self.__counters = "mine"
            self._metrics = self.__metrics = self._state = self.__state = "mine"
            self._counter = self.__counter = self._data = self.__data = "mine"

    scale = Scale()
    scale.count("weighed", 2)
    scale.count("weighed")
    own = {name: value for name, value in vars(scale).items() if "MetricMixin" not in name}
    return [scale.metrics(), set(own.values())]


def metrics_pass_the_rest_on(mixin_first: bool) -> list[Any]:
    """A class of two parents with initialisers, in either order."""
    parents = (mixins.MetricMixin, Labelled) if mixin_first else (Labelled, mixins.MetricMixin)
    thing = type("LabelledMeter", parents, {})(label="spare")
    thing.count("gate")
    return [thing.label, thing.metrics()]


def metrics_with_unknown_keyword() -> object:
    """Construction with a keyword that nobody takes."""
    return mixins.MetricMixin(colour="red")


def counted_during_construction() -> dict[str, int]:
    """A class further along the order counts while it is being constructed."""

    class Eager:
        def __init__(self, **rest: Any) -> None:
            super().__init__(**rest)
            self.count("made", 2)  # type: ignore[attr-defined]

    thing = type("EagerMeter", (mixins.MetricMixin, Eager), {})()
    thing.count("used")
    result: dict[str, int] = thing.metrics()
    return result


def new_agent(**fields: Any) -> dict[str, Any]:
    """The public attributes of a new agent, and its counters."""
    agent = mixins.CraneAgent(**fields)
    return {**_public(agent), "": agent.metrics()}


def positional_agent() -> object:
    """Construction of an agent without keywords."""
    return mixins.CraneAgent("C4", 30.0)


def operators_are_copied() -> list[Any]:
    """Two agents made with one list, one without, and one with a tuple."""
    operators = ["Kwame", "Lin"]
    first = mixins.CraneAgent(crane="C1", limit_tonnes=10, operators=operators)
    second = mixins.CraneAgent(crane="C2", limit_tonnes=10, operators=operators)
    third = mixins.CraneAgent(crane="C3", limit_tonnes=10)
    fourth = mixins.CraneAgent(crane="C4", limit_tonnes=10, operators=("Sven",))
    operators.append("Ana")
    first.operators.append("Yusuf")
    third.operators.append("Mei")
    fifth = mixins.CraneAgent(crane="C5", limit_tonnes=10)
    return [operators, *(a.operators for a in (first, second, third, fourth, fifth))]


def lift(crane: str, limit: float, loads: list[float]) -> list[Any]:
    """What an agent answers to each load, and its counters at the end."""
    agent = mixins.CraneAgent(crane=crane, limit_tonnes=limit)
    return [[agent.lift(tonnes) for tonnes in loads], agent.metrics()]


def lift_nothing(tonnes: float) -> list[Any]:
    """What an agent does about a load that weighs nothing or less."""
    agent = mixins.CraneAgent(crane="C9", limit_tonnes=40)
    try:
        answer: Any = agent.lift(tonnes)
    except ValueError:
        answer = "refused to answer"
    return [answer, agent.metrics()]


def agent_text(crane: str, limit: float, operators: list[str], loads: list[float]) -> str:
    """The JSON text of an agent that has worked."""
    agent = mixins.CraneAgent(crane=crane, limit_tonnes=limit, operators=operators)
    for tonnes in loads:
        agent.lift(tonnes)
    text: str = agent.to_json()
    return text


def agent_round_trip(
    crane: str, limit: float, operators: list[str], loads: list[float]
) -> list[Any]:
    """An agent that has worked, written and built again, then put to work again."""
    agent = mixins.CraneAgent(crane=crane, limit_tonnes=limit, operators=operators)
    for tonnes in loads:
        agent.lift(tonnes)
    text = agent.to_json()
    again = mixins.CraneAgent.from_json(text)
    seen = [type(again) is mixins.CraneAgent, _public(again) == _public(agent), _public(again)]
    seen += [agent.metrics(), again.metrics(), again.to_json() == text]
    again.lift(1.0)
    return [*seen, again.metrics(), agent.metrics(), again.operators is agent.operators]


def round_trip_in_every_order() -> list[Any]:
    """The three mixins before and after a class of one's own, in all orders."""
    seen: list[Any] = []
    parents = (mixins.JsonMixin, mixins.LogMixin, mixins.MetricMixin, Labelled)
    for order in itertools.permutations(parents):
        thing = type("Thing", order, {})(label="spare")
        thing.count("seen", 2)
        thing.log("seen")
        again = type(thing).from_json(thing.to_json())
        again.count("again")
        seen.append([thing.to_json(), again.label, thing.metrics(), again.metrics()])
    return seen


def metric_and_json_alone() -> list[Any]:
    """The JSON mixin beside the metric mixin, without the log mixin."""
    thing = type("Thing", (mixins.JsonMixin, mixins.MetricMixin, Labelled), {})(label="spare")
    thing.count("seen")
    again = type(thing).from_json(thing.to_json())
    return [thing.to_json(), again.label, again.metrics()]


def log_and_json_alone() -> list[Any]:
    """The JSON mixin beside the log mixin, without the metric mixin."""
    thing = type("Thing", (mixins.JsonMixin, mixins.LogMixin, Labelled), {})(label="spare")
    thing.log("seen")
    again = type(thing).from_json(thing.to_json())
    return [thing.to_json(), again.label]


def labelled_agent() -> list[Any]:
    """An agent with one more parent, written and built again, and logging under its own name."""

    class LabelledAgent(mixins.CraneAgent, Labelled):
        pass

    agent = LabelledAgent(crane="C7", limit_tonnes=12.5, label="loan")
    agent.lift(3)
    again = LabelledAgent.from_json(agent.to_json())
    again.lift(13)
    return [type(again).__name__, again.to_json(), agent.metrics(), again.metrics()]


def agent_with_unknown_keyword() -> object:
    """Construction of an agent with a keyword that nobody takes."""
    return mixins.CraneAgent(crane="C8", limit_tonnes=12.5, colour="red")


def parents_of_agent() -> list[bool]:
    """Which of the three mixins an agent has."""
    parents = (mixins.JsonMixin, mixins.LogMixin, mixins.MetricMixin)
    agent = mixins.CraneAgent(crane="C8", limit_tonnes=12.5)
    return [isinstance(agent, parent) for parent in parents]


def _public(thing: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(thing).items() if not name.startswith("_")}
