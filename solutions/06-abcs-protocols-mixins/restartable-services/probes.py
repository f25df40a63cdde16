"""Drives the services, and objects of classes that no team has seen; returns plain data."""

from types import SimpleNamespace

import restartable_services as services


class Jammed(Exception):
    """What a crane says when it will not move; no code under test knows this class."""


class Crane:
    """Fits the protocol, keeps a journal and tells it as its status; one of its calls may fail."""

    def __init__(self, jams_at=""):
        self.journal = []
        self.jams_at = jams_at

    def _note(self, call):
        self.journal.append(call)
        if call == self.jams_at:
            raise Jammed(call)

    def stop(self):
        self._note("stop")

    def start(self):
        self._note("start")

    def status(self):
        if self.jams_at == "status":
            raise Jammed("status")
        return "crane: " + " ".join(self.journal)


class Lamp:
    """Can be stopped and started, but has no status."""

    def __init__(self):
        self.journal = []

    def stop(self):
        self.journal.append("stop")

    def start(self):
        self.journal.append("start")


class Window:
    """A maintenance window: two hours of the day under names that mean something else."""

    def __init__(self):
        self.journal = []
        self.stop = 4
        self.start = 2

    def status(self):
        self.journal.append("status")
        return "planned"


class Drill:
    """Has a method that can be called, and an hour where the other is due."""

    def __init__(self):
        self.journal = []
        self.start = 5

    def stop(self):
        self.journal.append("stop")

    def status(self):
        self.journal.append("status")
        return "drill"


class Sluice:
    """All names can be called, but stop wants to be told why."""

    def __init__(self):
        self.journal = []

    def stop(self, reason):
        self.journal.append(reason)

    def start(self):
        self.journal.append("start")

    def status(self):
        return "sluice"


MAKERS = {
    "crane": Crane,
    "lamp": Lamp,
    "window": Window,
    "drill": Drill,
    "word": lambda: "stop start status",
    "number": lambda: 7,
    "dial": lambda: SimpleNamespace(stop=0, start=1, status=2),
}


def instantiate_protocol():
    return type(services.Restartable()).__name__


def strangers_fit():
    class Bare:
        def stop(self): ...

        def start(self): ...

        def status(self): ...

    numbers = SimpleNamespace(crew=3, stop=0, start=0, status=0)
    hollow = SimpleNamespace(stop=1, start=None, status=3)
    things = [Bare(), Crane(), Lamp(), Window(), Sluice(), numbers, hollow, "word", 7, None]
    return [isinstance(thing, services.Restartable) for thing in things]


def fits(attributes):
    return isinstance(SimpleNamespace(**attributes), services.Restartable)


def the_three_fit():
    made = [services.YardServer("yard-5"), services.GateLane(5), services.ReeferFeed(["A"])]
    return [isinstance(thing, services.Restartable) for thing in made]


def family():
    for made in (services.YardServer("yard-5"), services.GateLane(5), services.ReeferFeed(["A"])):
        made.start()
        made.status()
    classes = services.RESTARTABLES
    return [(each.__name__, [base.__name__ for base in each.__bases__]) for each in classes]


def server_story(name, calls):
    server = services.YardServer(name)
    story = [(server.name, server.boots, server.status())]
    for call in calls:
        returned = getattr(server, call)()
        story.append((returned, server.boots, server.status()))
    return story


def lane_story(number, calls):
    lane = services.GateLane(number)
    story = [(lane.number, list(lane.queue), lane.status())]
    for call in calls:
        if call == "arrive":
            returned = lane.queue.append(f"plate {len(story)}")
        else:
            returned = getattr(lane, call)()
        story.append((returned, list(lane.queue), lane.status()))
    return story


def feed_story(containers, calls):
    feed = services.ReeferFeed(containers)
    story = [(list(feed.followed), feed.status())]
    for call in calls:
        returned = getattr(feed, call)()
        story.append((returned, list(feed.followed), feed.status()))
    return story


def feed_of_a_generator(containers):
    feed = services.ReeferFeed(container for container in containers)
    feed.start()
    feed.stop()
    feed.start()
    return [feed.followed, feed.status()]


def feed_after_tampering(containers, extra):
    feed = services.ReeferFeed(containers)
    feed.start()
    feed.followed.append(extra)
    feed.followed.reverse()
    feed.stop()
    feed.start()
    return [feed.followed, feed.status()]


def feed_after_its_source_changed(containers):
    feed = services.ReeferFeed(containers)
    containers.append("ZZZZ")
    feed.start()
    return [feed.followed, feed.status(), containers]


def neighbours():
    servers = [services.YardServer("yard-5"), services.YardServer("yard-6")]
    lanes = [services.GateLane(5), services.GateLane(6)]
    feeds = [services.ReeferFeed(["A"]), services.ReeferFeed(["B", "C"])]
    lanes[0].queue.append("plate")
    for pair in (servers, lanes, feeds):
        pair[0].start()
    return [
        [(server.boots, server.status()) for server in servers],
        [(lane.queue, lane.status()) for lane in lanes],
        [(feed.followed, feed.status()) for feed in feeds],
    ]


def restart_a_crane():
    crane = Crane()
    return [services.restart(crane), crane.journal]


def restart_a_reporter(line):
    reporter = SimpleNamespace(stop=lambda: None, start=lambda: None, status=lambda: line)
    return services.restart(reporter)


def restart_a_jammed_crane(jams_at):
    crane = Crane(jams_at)
    try:
        services.restart(crane)
    except Jammed as error:
        return [str(error), crane.journal]
    return ["no error", crane.journal]


def restart_a_window():
    return services.restart(Window())


def restart_a_server(calls):
    server = services.YardServer("yard-5")
    for call in calls:
        getattr(server, call)()
    return [services.restart(server), server.boots]


def uncallable_of(parts):
    kinds = {"method": lambda: None, "class": int, "number": 3, "text": "", "none": None}
    thing = SimpleNamespace(**{name: kinds[kind] for name, kind in parts.items()})
    return services.uncallable(thing)


def uncallable_of_made(kind):
    return services.uncallable(MAKERS[kind]())


def night(kinds):
    things = [MAKERS[kind]() for kind in kinds]
    statuses = services.restart_all(things)
    return [statuses, [getattr(thing, "journal", None) for thing in things]]


def night_of_a_generator(names):
    return services.restart_all(services.YardServer(name) for name in names)


def night_of_the_three():
    lane = services.GateLane(5)
    lane.queue.append("plate")
    things = (services.YardServer("yard-5"), lane, services.ReeferFeed(["B", "A"]))
    return [services.restart_all(things), lane.queue]


def night_with_a_sluice():
    return services.restart_all([Crane(), Sluice(), Crane()])


def night_with_a_jam(jams_at):
    cranes = [Crane(), Crane(jams_at), Crane()]
    try:
        services.restart_all(cranes)
    except Jammed as error:
        return [str(error), [crane.journal for crane in cranes]]
    return ["no error", [crane.journal for crane in cranes]]
