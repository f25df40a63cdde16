"""Tell stories about tickets and gatehouses, each in a thread that may hang, as plain data.

A handler of these stories holds its clerk until the story lets it go. So every moment that a story
looks at stands still, and nothing depends on a clock. A bound is waited for where something hangs.
"""

import threading
from contextlib import suppress
from dataclasses import asdict

import gatehouse as service

BOUND = 4
"""Seconds after which a call counts as one that never returns."""


def _in_time(call, bound=BOUND):
    """What `call` gave or raised, or that it never ended."""
    ended = []

    def run():
        try:
            ended.append(("gave", call()))
        except BaseException as error:
            ended.append(("raised", error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(bound)
    if not ended:
        return "never returns"
    how, what = ended[0]
    if how == "raised":
        raise what
    return what


class _Aside:
    """A call in a thread of its own."""

    def __init__(self, call):
        self.told = "never returns"
        self.call = call
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        try:
            self.told = self.call()
        except Exception as error:
            self.told = type(error).__name__

    def end(self):
        """What came of it."""
        self.thread.join(BOUND)
        return self.told

    def parked(self):
        """Return once the thread has ended or waits at a condition; do not insist."""
        pause = threading.Event()
        for _ in range(500):
            if self.thread.ident in _WAITING or not self.thread.is_alive():
                return
            pause.wait(0.001)


_WAITING = set()


def _watched(probe):
    """While the probe runs, threads that wait at a condition or an event are noted."""

    def run(*arguments):
        wait = threading.Condition.wait

        def noted(self, timeout=None):
            me = threading.get_ident()
            _WAITING.add(me)
            try:
                return wait(self, timeout)
            finally:
                _WAITING.discard(me)

        threading.Condition.wait = noted
        try:
            return probe(*arguments)
        finally:
            threading.Condition.wait = wait

    return run


class _Held:
    """A handler that holds every clerk until it is let go."""

    def __init__(self):
        self.begun = []
        self.change = threading.Condition()
        self.permits = threading.Semaphore(0)

    def __call__(self, plate):
        with self.change:
            self.begun.append(plate)
            self.change.notify_all()
        self.permits.acquire(timeout=3 * BOUND)
        if plate.startswith("bad"):
            raise LookupError(plate)
        return plate.lower()

    def until(self, count):
        """Wait until this many handlers have begun."""
        with self.change:
            if not self.change.wait_for(lambda: len(self.begun) >= count, BOUND):
                raise TimeoutError("nobody comes to handle an arrival")


def _story(tell, handler=None, **options):
    """What `tell(house, held)` gives; afterwards all threads of the house are asked to end."""
    held = _Held()
    houses = []

    def run():
        house = service.Gatehouse(handler or held, **options)
        houses.append(house)
        return tell(house, held)

    try:
        return _in_time(run, BOUND + 1)
    finally:
        held.permits.release(1000)
        for house in houses:
            with suppress(BaseException):
                _in_time(lambda: house.stop(drain=False), 0.5)


def _counts(house):
    return asdict(house.counts())


def _answer(ticket, timeout=BOUND):
    """The answer of a ticket, or the name of what it raises."""
    try:
        return ticket.result(timeout)
    except BaseException as error:
        return type(error).__name__, str(error) if isinstance(error, LookupError) else ""


def _refused(call):
    """What a call gives, or which refusal it ends with."""
    try:
        call()
    except (service.GateFull, service.GateClosed) as error:
        return type(error).__name__
    return "accepted"


# --- Tickets


def ticket_before(plate):
    ticket = service.Ticket(plate)
    return ticket.plate, ticket.done(), _in_time(lambda: _answer(ticket, 0))


def ticket_without_answer(timeout):
    return _in_time(lambda: service.Ticket("AA 1").result(timeout))


@_watched
def ticket_settled(answer, readers):
    """Several threads wait for the answer at once, and ask twice."""

    def tell():
        ticket = service.Ticket("AA 1")
        asides = [_Aside(lambda: [ticket.result(), ticket.result(0)]) for _ in range(readers)]
        for aside in asides:
            aside.parked()
        ticket.settle(answer)
        return [aside.end() for aside in asides], ticket.done()

    return _in_time(tell)


@_watched
def ticket_failed(readers):
    """Several threads get the very exception, as often as they ask."""

    def tell():
        ticket, error = service.Ticket("AA 1"), ConnectionError("line down")

        def ask():
            try:
                return ticket.result()
            except ConnectionError as caught:
                return caught is error

        asides = [_Aside(lambda: [ask(), ask()]) for _ in range(readers)]
        for aside in asides:
            aside.parked()
        ticket.fail(error)
        return [aside.end() for aside in asides], ticket.done()

    return _in_time(tell)


# --- Clerks


def house_made(numbers):
    """Whether a house with these numbers is refused, and the threads that it began then."""

    def tell():
        before = set(threading.enumerate())
        try:
            house = service.Gatehouse(str.lower, **numbers)
        except ValueError:
            return "ValueError", len(set(threading.enumerate()) - before)
        with suppress(BaseException):
            house.stop()
        return "made"

    return _in_time(tell)


def clerks_at_once(clerks, options):
    """As many arrivals as clerks meet at a barrier inside their handlers."""
    meeting = threading.Barrier(clerks)

    def handler(plate):
        meeting.wait(BOUND)
        me = threading.current_thread()
        return f"{me.name} {me.daemon}"

    def tell(house, _):
        tickets = [house.submit(f"AA {number}") for number in range(clerks)]
        return sorted(_answer(ticket) for ticket in tickets)

    return _story(tell, handler, **options)


def handled_in_order(plates):
    def tell(house, held):
        held.permits.release(len(plates))
        tickets = [house.submit(plate) for plate in plates]
        answers = [_answer(ticket) for ticket in tickets]
        return [ticket.plate for ticket in tickets], answers, held.begun

    return _story(tell, clerks=1)


def first_come_first_served(plates):
    """All wait while the only clerk is held, so that the queue has something to order."""

    def tell(house, held):
        house.submit("first")
        held.until(1)
        tickets = [house.submit(plate) for plate in plates]
        held.permits.release(len(plates) + 1)
        return [_answer(ticket) for ticket in tickets], held.begun

    return _story(tell, clerks=1)


def clerk_survives(kinds):
    """One clerk; handlers raise one kind after the other, and the last arrival is handled."""
    errors = {
        "ValueError": ValueError("no such plate"),
        "SystemExit": SystemExit(3),
        "KeyboardInterrupt": KeyboardInterrupt(),
        "GateClosed": service.GateClosed("another gate"),
    }

    def handler(plate):
        if plate in errors:
            raise errors[plate]
        return plate.lower()

    def tell(house, _):
        told = []
        for plate in [*kinds, "LAST"]:
            ticket = house.submit(plate)
            try:
                told.append(ticket.result(BOUND))
            except BaseException as error:
                told.append((type(error).__name__, error is errors.get(plate)))
        return told

    return _story(tell, handler, clerks=1)


def handler_uses_the_house():
    """While one handler runs, another arrival is taken in by it, handled, and counted."""
    houses = []

    def handler(plate):
        if plate == "OUTER":
            return _answer(houses[0].submit("INNER"), BOUND)
        return plate.lower()

    def tell(house, _):
        houses.append(house)
        return _answer(house.submit("OUTER"), 2 * BOUND)

    return _story(tell, handler, clerks=2)


# --- Counts


def counted_day():
    """All counts at moments when nothing moves."""

    def tell(house, held):
        told = [_counts(house)]
        tickets = [house.submit("AA 1")]
        held.until(1)
        told.append(_counts(house))
        for plate in ["BB 2", "bad 3", "DD 4"]:
            tickets.append(house.submit(plate))
            told.append(_counts(house))
        for at, ticket in enumerate(tickets):
            held.permits.release()
            told.append(_answer(ticket))
            if at < 3:
                held.until(at + 2)
            told.append(_counts(house))
        tickets.append(house.submit("EE 5"))
        held.until(5)
        told.append(_counts(house))
        return told

    return _story(tell, clerks=1, capacity=3)


def counted_by_a_handler():
    """What a handler sees of itself and of the others; the story is held up by nobody else."""
    houses, ready, seen = [], threading.Event(), []

    def handler(plate):
        ready.wait(BOUND)
        seen.append(_counts(houses[0]))
        return plate.lower()

    def tell(house, _):
        houses.append(house)
        tickets = [house.submit(f"AA {number}") for number in range(4)]
        ready.set()
        answers = [_answer(ticket) for ticket in tickets]
        for one in seen:
            del one["most_waiting"]
        return answers, seen

    return _story(tell, handler, clerks=1)


def snapshot_stays():
    """Counts that were taken do not change."""

    def tell(house, held):
        old = house.counts()
        house.submit("AA 1")
        held.until(1)
        try:
            old.waiting = 7
        except AttributeError:
            return asdict(old), asdict(house.counts())
        return "changed by hand"

    return _story(tell, clerks=1)


def waited_for(wanted, timeout):
    """One clerk is held, two arrivals wait; nothing moves."""

    def tell(house, held):
        house.submit("AA 1")
        held.until(1)
        house.submit("BB 2")
        house.submit("CC 3")
        return house.wait_for(timeout, **wanted)

    return _story(tell, clerks=1)


@_watched
def all_are_woken(observers):
    """Threads that wait for other things must not keep a change from the one who waits for it."""

    def tell(house, held):
        held.permits.release(6)
        others = [_Aside(lambda: house.wait_for(2 * BOUND, failed=1)) for _ in range(observers)]
        for aside in others:
            aside.parked()
        told = [_answer(house.submit(f"AA {number}")) for number in range(4)]
        last = _Aside(lambda: house.wait_for(BOUND, handled=5))
        last.parked()
        told.append(_answer(house.submit("ZZ 9")))
        told.append(last.end())
        told.append(_answer(house.submit("bad 1")))
        return told, [aside.end() for aside in others]

    return _story(tell, clerks=2)


# --- The limit


def filled(clerks, capacity, timeout):
    """The clerks are held, then the queue is filled, and one more arrives."""

    def tell(house, held):
        for number in range(clerks):
            house.submit(f"AA {number}")
            held.until(number + 1)
        told = [_refused(lambda: house.submit("BB 1", timeout=0)) for _ in range(capacity)]
        told.append(_refused(lambda: house.submit("CC 1", timeout=timeout)))
        told.append(_counts(house))
        held.permits.release()
        held.until(clerks + 1)
        told.append(_refused(lambda: house.submit("DD 1", timeout)))
        return told

    return _story(tell, clerks=clerks, capacity=capacity)


def filled_by_default():
    """A house of two clerks whose other number was not said."""

    def tell(house, held):
        for number in range(2):
            house.submit(f"AA {number}")
            held.until(number + 1)
        return [_refused(lambda: house.submit("BB 1", timeout=0)) for _ in range(12)]

    return _story(tell)


def room_without_waiting():
    """With a place left, a timeout does not matter."""

    def tell(house, held):
        held.permits.release(3)
        return [_answer(house.submit(f"AA {timeout}", timeout)) for timeout in (0, 0.01, None)]

    return _story(tell, clerks=1)


def outside_until_there_is_room(timeout):
    """Somebody waits for a place until a clerk takes the next arrival."""

    def tell(house, held):
        house.submit("AA 1")
        held.until(1)
        house.submit("BB 2")
        aside = _Aside(lambda: house.submit("CC 3", timeout).result(BOUND))
        stood = house.wait_for(BOUND, outside=1)
        told = [stood, _counts(house)]
        held.permits.release()
        told.append(house.wait_for(BOUND, handled=1, outside=0, waiting=1, busy=1))
        told.append(_counts(house))
        held.permits.release(2)
        return [*told, aside.end()]

    return _story(tell, clerks=1, capacity=1)


def several_outside(count):
    """Several wait outside, and each gets in."""

    def tell(house, held):
        house.submit("AA 1")
        held.until(1)
        house.submit("BB 2")
        asides = [_Aside(lambda: house.submit("CC 3").result(BOUND)) for _ in range(count)]
        stood = house.wait_for(BOUND, outside=count)
        held.permits.release(count + 2)
        return stood, [aside.end() for aside in asides], house.counts().refused

    return _story(tell, clerks=1, capacity=1)


# --- Stopping


def stopped_idle(clerks, drain):
    """Nobody is inside; a second stop is told the same."""

    def tell(house, held):
        mine = [thread for thread in threading.enumerate() if thread not in before]
        told = [house.stop(drain=drain), house.stop(), house.stop(drain=False, timeout=0)]
        for thread in mine:
            if thread.name.startswith("clerk-"):
                thread.join(BOUND)
        alive = [one.name for one in mine if one.is_alive() and one.name.startswith("clerk-")]
        return told, alive, _refused(lambda: house.submit("AA 1")), _counts(house)

    before = threading.enumerate()
    return _story(tell, clerks=clerks)


def stopped_with_work(clerks, waiting, drain, again):
    """Every clerk is held and some arrivals wait; stopping takes until they are let go."""

    def tell(house, held):
        tickets = []
        for number in range(clerks):
            tickets.append(house.submit(f"AA {number}"))
            held.until(number + 1)
        tickets += [house.submit(f"BB {number}") for number in range(waiting)]
        told = [house.stop(drain=drain, timeout=0)]
        told.append([ticket.done() for ticket in tickets])
        told.append(_refused(lambda: house.submit("CC 1", timeout=0)))
        told.append(_counts(house))
        if again is not None:
            told.append(house.stop(drain=again, timeout=0))
            told.append(_counts(house))
        held.permits.release(clerks + waiting)
        told.append(house.stop())
        told.append([_answer(ticket) for ticket in tickets])
        told.append(_counts(house))
        return told

    return _story(tell, clerks=clerks)


def stop_runs_out_of_time():
    """A short time is not enough for a clerk that is held."""

    def tell(house, held):
        house.submit("AA 1")
        held.until(1)
        return house.stop(timeout=0.01)

    return _story(tell, clerks=2)


def stopped_over_a_full_queue(drain, count):
    """Some wait outside for a place that they will never get."""

    def tell(house, held):
        house.submit("AA 1")
        held.until(1)
        house.submit("BB 2")
        asides = [
            _Aside(lambda: _refused(lambda: house.submit("CC 3", BOUND * 2))) for _ in range(count)
        ]
        stood = house.wait_for(BOUND, outside=count)
        told = [stood, house.stop(drain=drain, timeout=0)]
        told.append([aside.end() for aside in asides])
        told.append(_counts(house))
        held.permits.release(2)
        return [*told, house.stop(), _counts(house)]

    return _story(tell, clerks=1, capacity=1)


def stopped_by_a_clerk(options):
    """A handler calls stop; afterwards the house is as open as before."""
    houses = []

    def handler(plate):
        if plate == "STOP":
            houses[0].stop(**options)
        return plate.lower()

    def tell(house, _):
        houses.append(house)
        told = [_answer(house.submit("STOP")), _answer(house.submit("AA 1"))]
        return [*told, _counts(house), house.stop()]

    return _story(tell, handler, clerks=2)


@_watched
def left(by):
    """A with block is left in one way or the other, while a clerk is held and two arrivals wait."""
    tickets = []

    def tell(house, held):
        told = []

        def inside():
            with house as opened:
                told.append(opened is house)
                tickets.append(opened.submit("AA 1"))
                held.until(1)
                tickets.extend([opened.submit("BB 2"), opened.submit("CC 3")])
                if by == "error":
                    raise ConnectionError("no line")
                if by == "exit":
                    raise SystemExit(2)

        def call():
            try:
                inside()
            except BaseException as error:
                return type(error).__name__
            return "left"

        aside = _Aside(call)
        aside.parked()
        early = aside.told
        held.permits.release(3)
        told += [early, aside.end()]
        return [*told, [_answer(ticket) for ticket in tickets], _counts(house)]

    return _story(tell, clerks=1)


# --- Any day


def any_day(clerks, capacity, steps, drain):
    """Arrivals come and clerks are let go in any order, then the house stops; nobody waits outside."""

    def tell(house, held):
        tickets, told, released = [], [], 0

        def settled():
            """Wait until every clerk that can be is busy."""
            inside = len(tickets) - released
            busy = min(clerks, inside)
            held.until(released + busy)
            return house.wait_for(BOUND, busy=busy, waiting=inside - busy)

        for step in steps:
            if step == "go":
                if len(tickets) > released:
                    held.permits.release()
                    released += 1
            else:
                with suppress(service.GateFull):
                    tickets.append(house.submit(step, 0))
            told.append((settled(), _counts(house) if clerks == 1 else house.counts().waiting))
        told.append(house.stop(drain=drain, timeout=0) if len(tickets) > released else "idle")
        held.permits.release(len(tickets))
        told.append(house.stop())
        return told, [_answer(ticket) for ticket in tickets], _counts(house)

    return _story(tell, clerks=clerks, capacity=capacity)


# --- The rehearsal


def rehearsed(plates, failing):
    """The finished handler at work."""

    def tell(house, _):
        told = []
        tickets = [house.submit(plate) for plate in plates]
        for number, ticket in enumerate(tickets):
            house.wait_for(BOUND, busy=1, waiting=len(plates) - number - 1)
            told.append(ticket.done())
            rehearsal.let_go()
            told.append(_answer(ticket))
        tickets = [house.submit(plate) for plate in plates]
        rehearsal.let_go(len(plates))
        return [*told, *[_answer(ticket) for ticket in tickets], rehearsal.seen]

    rehearsal = service.Rehearsal(*failing)
    return _story(tell, rehearsal, clerks=1)
