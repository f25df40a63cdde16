"""Drives adapters, wrapper and functions, also with classes made up here; returns plain data."""

import inspect

import port_to_protocols as port


class Spring:
    """A scale with a list of readings; a reading of None is a fault, a text is some other error."""

    def __init__(self, name, readings):
        self.name = name
        self.readings = list(readings)
        self.asked = 0

    def weigh(self):
        reading = self.readings[self.asked % len(self.readings)]
        self.asked += 1
        if reading is None:
            raise port.ScaleFault(self.name)
        if reading == "odd":
            raise Odd(self.name)
        return reading


class Odd(Exception):
    """An error that no code under test knows."""


class OddCell:
    """Stands in for a cell whose wire is cut."""

    crane = "Z9"

    def read(self):
        raise Odd("wire")

    def tare(self):
        raise Odd("wire")


class Counter:
    """Can be set to zero, and writes into a common journal when it is."""

    def __init__(self, label, journal):
        self.label = label
        self.journal = journal

    def zero(self):
        self.journal.append(self.label)


class JammedCounter(Counter):
    def zero(self):
        raise Odd(self.label)


def crane_with(display, crane="K1"):
    cell = port.CraneCell(crane)
    cell.display = display
    return port.CraneScale(cell)


def lane_with(axles, lane=1):
    pads = port.AxlePads(lane)
    pads.axles = axles
    return port.AxleScale(pads)


def bridge_with(load, number=1):
    bridge = port.Weighbridge(number)
    bridge.load = load
    return bridge


def public(thing):
    return sorted(name for name in dir(thing) if not name.startswith("_"))


def instantiate_scale():
    return type(port.Scale()).__name__


def instantiate_zeroable():
    return type(port.Zeroable()).__name__


def members_of_scale():
    """What the protocol asks for: all public names, and those of them that are methods."""
    names = set()
    for each in port.Scale.__mro__:
        names.update(vars(each), inspect.get_annotations(each))
    asked = sorted(name for name in names if not name.startswith("_"))
    return [asked, [name for name in asked if inspect.isfunction(getattr(port.Scale, name, None))]]


def zeroables():
    things = [
        Counter("a", []),
        port.Weighbridge(3),
        Spring("spring", [1]),
        port.CraneCell("K1"),
        port.AxlePads(2),
        "zero",
        0,
    ]
    return [isinstance(thing, port.Zeroable) for thing in things]


def own_zeroables():
    things = [crane_with("1.00 t"), lane_with([1.0]), port.Steady(crane_with("1.00 t"))]
    return [isinstance(thing, port.Zeroable) for thing in things]


def bases():
    things = [crane_with("1.00 t"), lane_with([1.0]), port.Steady(crane_with("1.00 t"))]
    for thing in things:
        thing.weigh()
    return [[base.__name__ for base in type(thing).__bases__] for thing in things]


def makers_classes():
    crane_with("1.00 t").weigh()
    classes = [port.CraneCell, port.AxlePads, port.Weighbridge, port.CellFault]
    made = [port.CraneCell("K1"), port.AxlePads(2), port.Weighbridge(3)]
    return [
        [public(thing) for thing in made],
        [[base.__name__ for base in each.__bases__] for each in classes],
    ]


def terminal_names():
    scales, zeroable = port.terminal()
    return [[scale.name for scale in scales], [type(thing).__name__ for thing in zeroable]]


def terminal_zeroed():
    scales, zeroable = port.terminal()
    return [port.weigh_all(scales[:3]), port.zero_all(zeroable), port.zero_all(scales)]


def crane_weighs(displays, crane):
    cell = port.CraneCell(crane)
    scale = port.CraneScale(cell)
    story = [(scale.name, scale.weigh())]
    for display in displays:
        cell.display = display
        story.append((scale.name, scale.weigh()))
    return story


def crane_zeroes(display):
    cell = port.CraneCell("K1")
    cell.display = display
    scale = port.CraneScale(cell)
    returned = scale.zero()
    return [returned, scale.weigh(), cell.display]


def crane_fault():
    try:
        crane_with("").weigh()
    except port.ScaleFault as error:
        return ["ScaleFault", type(error.__cause__).__name__]
    return ["no fault", ""]


def crane_recovers():
    cell = port.CraneCell("K1")
    scale = port.CraneScale(cell)
    cell.display = ""
    try:
        scale.weigh()
    except port.ScaleFault:
        cell.display = "3.00 t"
        return ["fault", scale.weigh()]
    return ["no fault", 0]


def crane_with_a_cut_wire(call):
    return getattr(port.CraneScale(OddCell()), call)()


def lane_weighs(stories, lane):
    pads = port.AxlePads(lane)
    scale = port.AxleScale(pads)
    story = []
    for axles in stories:
        pads.axles = axles
        story.append((scale.name, scale.weigh()))
    return story


def empty_lane():
    return lane_with([]).weigh()


def lane_members():
    scale = lane_with([2.0, 3.0])
    return [scale.weigh(), hasattr(scale, "zero")]


def steady(readings):
    spring = Spring("spring", readings)
    scale = port.Steady(spring, len(readings))
    return [scale.name, scale.weigh(), spring.asked]


def steady_by_default(readings):
    spring = Spring("spring", readings)
    return [port.Steady(spring).weigh(), spring.asked]


def steady_by_keyword(readings):
    spring = Spring("spring", readings)
    return [port.Steady(scale=spring, readings=2).weigh(), spring.asked]


def steady_twice(readings):
    scale = port.Steady(Spring("spring", readings), 3)
    return [scale.weigh(), scale.weigh()]


def steady_of_steady(readings):
    spring = Spring("inner", readings)
    scale = port.Steady(port.Steady(spring, 2), 3)
    return [scale.name, scale.weigh(), spring.asked]


def steady_of_all():
    scales = [crane_with("4.20 t"), lane_with([700.0, 650.0]), bridge_with(90)]
    wrapped = [port.Steady(scale, 2) for scale in scales]
    return [[(scale.name, scale.weigh()) for scale in wrapped], hasattr(wrapped[0], "zero")]


def steady_fault(readings):
    return port.Steady(Spring("spring", readings), len(readings)).weigh()


def steady_count(readings):
    return port.Steady(Spring("spring", [5]), readings).weigh()


def weigh_round(readings):
    scales = [Spring(f"spring {at}", [reading]) for at, reading in enumerate(readings)]
    weights = port.weigh_all(scales)
    return [weights, [scale.asked for scale in scales]]


def weigh_generator(readings):
    springs = (Spring(f"spring {at}", [reading]) for at, reading in enumerate(readings))
    return port.weigh_all(springs)


def weigh_mixed(display, axles, load):
    scales = (crane_with(display), lane_with(axles), bridge_with(load))
    return port.weigh_all(scales)


def zero_round(kinds):
    journal = []
    makers = {
        "counter": lambda at: Counter(f"counter {at}", journal),
        "spring": lambda at: Spring(f"spring {at}", [at]),
        "lane": lambda at: lane_with([5.0]),
        "word": lambda at: "zero",
        "number": lambda at: 0,
    }
    things = [makers[kind](at) for at, kind in enumerate(kinds)]
    return [port.zero_all(things), journal]


def zero_generator():
    bridges = [bridge_with(8, number) for number in (1, 2, 3)]
    return [port.zero_all(bridge for bridge in bridges), [bridge.weigh() for bridge in bridges]]


def zero_with_a_jam():
    journal = []
    return port.zero_all([Counter("first", journal), JammedCounter("second", journal)])
