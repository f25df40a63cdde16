"""Let threads wait for permits, notices and one another; a story says who waits and who goes on."""

import queue
import sys
import threading

import berth_permits as harbour

BOUND = 5.0


class Watch:
    """Knows which threads wait in a condition, and which of them have been notified.

    `news` gets an entry at each change, so that a story can wait for what it needs.
    """

    def __init__(self):
        self.news, self.waiting = queue.SimpleQueue(), []
        self.barriers = []

    def __enter__(self):
        self.kept = (
            threading.Condition.wait,
            threading.Condition.notify,
            threading.Barrier.__init__,
        )
        keep_wait, keep_notify, keep_init = self.kept
        watch = self

        def wait(condition, timeout=None):
            entry = (condition, threading.get_ident())
            watch.waiting.append(entry)
            watch.news.put("waits")
            try:
                return keep_wait(condition, timeout)
            finally:
                if entry in watch.waiting:
                    watch.waiting.remove(entry)

        def notify(condition, n=1):
            for entry in [entry for entry in watch.waiting if entry[0] is condition][:n]:
                watch.waiting.remove(entry)
            keep_notify(condition, n)

        def init(barrier, *args, **options):
            watch.barriers.append(barrier)
            keep_init(barrier, *args, **options)

        threading.Condition.wait, threading.Condition.notify = wait, notify
        threading.Barrier.__init__ = init
        return self

    def __exit__(self, *_error):
        """Put everything back, and free who waits at a barrier for ever."""
        threading.Condition.wait, threading.Condition.notify = self.kept[:2]
        threading.Barrier.__init__ = self.kept[2]
        for barrier in self.barriers:
            barrier.abort()

    def waits(self, ident):
        return any(who == ident for _, who in list(self.waiting))

    def until(self, condition):
        """Wait until `condition()` holds; False if it does not come to that."""
        while not condition():
            try:
                self.news.get(timeout=BOUND)
            except queue.Empty:
                return False
        return True


class Aside:
    """A call in a thread of its own, which waits or ends."""

    def __init__(self, watch, call):
        self.watch, self.call, self.outcome, self.ident = watch, call, None, None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        self.ident = threading.get_ident()
        try:
            self.outcome = ["returned", self.call()]
        except BaseException as error:
            self.outcome = ["raised", type(error).__name__]
        self.watch.news.put("ended")

    def state(self):
        """ "waits", or how it ended."""
        settled = self.watch.until(lambda: self.outcome or self.watch.waits(self.ident))
        return (self.outcome or "waits") if settled else "stuck"

    def end(self):
        return self.outcome if self.watch.until(lambda: self.outcome) else "never returns"


def _bounded(call):
    """What `call` returns or raises, or "never returns"."""
    result, errors = [], []

    def run():
        try:
            result.append(call())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(BOUND)
    if errors:
        raise errors[0]
    return result[0] if result else "never returns"


# --- Task 1


def made(berths):
    permits = harbour.BerthPermits(berths)
    return permits.moored, permits.peak, permits.try_enter()


def calls(berths, steps):
    """Steps of one thread: what each answers, and both numbers after it. None of them waits."""
    permits, told = harbour.BerthPermits(berths), []
    for step in steps:
        try:
            answer = _bounded(getattr(permits, step))
        except ValueError:
            answer = "ValueError"
        told.append([answer, permits.moored, permits.peak])
    return told


def queue_at_the_quay(berths, waiters):
    """Waiters behind a full quay: their state, then the numbers after each leave."""
    permits, told = harbour.BerthPermits(berths), []
    with Watch() as watch:
        for _ in range(berths):
            permits.enter()
        asides = [Aside(watch, permits.enter) for _ in range(waiters)]
        told.append([aside.state() for aside in asides])
        told.append([permits.moored, permits.peak, permits.try_enter()])
        for gone in range(1, waiters + 1):
            permits.leave()
            came = watch.until(lambda: sum(bool(aside.outcome) for aside in asides) >= gone)  # noqa: B023
            told.append([came, permits.moored, permits.peak, permits.try_enter()])
            if not came:
                break
        for _ in range(berths):
            permits.leave()
        return told, permits.moored, [aside.outcome for aside in asides]


def slip_in(berths):
    """Someone takes the permit that came back, before the vessel that was woken for it can."""
    permits = harbour.BerthPermits(berths)
    with Watch() as watch:
        for _ in range(berths):
            permits.enter()
        aside = Aside(watch, permits.enter)
        state, kept = aside.state(), sys.getswitchinterval()
        sys.setswitchinterval(1.0)
        try:
            permits.leave()
            slipped = permits.try_enter()
        finally:
            sys.setswitchinterval(kept)
        one_for_each = True
        if slipped:
            one_for_each = aside.state() == "waits"
            permits.leave()
        return state, one_for_each, aside.end(), permits.moored, permits.peak


def quick_successor(berths):
    """A thread enters the very moment a permit is back: the numbers afterwards."""
    permits = harbour.BerthPermits(berths)
    for _ in range(berths):
        permits.enter()
    me, entered = threading.get_ident(), []
    kept = {kind: kind.release for kind in (threading.Semaphore, threading.BoundedSemaphore)}

    def successor():
        if not entered:
            thread = threading.Thread(target=permits.enter, daemon=True)
            entered.append(thread)
            thread.start()
            thread.join(1.0)

    def replaced(release):
        def wrapper(semaphore, n=1):
            release(semaphore, n)
            if threading.get_ident() == me:
                successor()

        return wrapper

    for kind, release in kept.items():
        kind.release = replaced(release)
    try:
        permits.leave()
        successor()
        entered[0].join(BOUND)
    finally:
        for kind, release in kept.items():
            kind.release = release
    return permits.moored, permits.peak, permits.try_enter()


# --- Task 2


def block(berths, error):
    """A block that ends by itself or with an error: what passes on, and the numbers."""
    permits, inside = harbour.BerthPermits(berths), []
    kinds = {"KeyError": KeyError, "KeyboardInterrupt": KeyboardInterrupt}
    passed = None
    for _ in range(2):
        if permits.moored:
            return inside, passed, "a permit is lost", permits.moored
        try:
            with permits.berth():
                inside.append(permits.moored)
                if error:
                    raise kinds[error]("adrift")
        except (KeyError, KeyboardInterrupt) as caught:
            passed = type(caught).__name__
    return inside, passed, permits.moored, permits.peak


def blocks_in_a_row(berths):
    """A block begun behind a full quay waits, works, and gives back."""
    permits = harbour.BerthPermits(berths)
    with Watch() as watch:
        for _ in range(berths):
            permits.enter()

        def stay():
            with permits.berth():
                return permits.moored

        aside = Aside(watch, stay)
        state = aside.state()
        permits.leave()
        return state, aside.end(), permits.moored, permits.peak


def fleet(berths, vessels):
    """As many vessels as there are berths meet inside: what they saw, and the peak."""
    permits, meeting, seen = harbour.BerthPermits(berths), threading.Barrier(berths), []

    def stay():
        with permits.berth():
            meeting.wait(BOUND)
            seen.append(permits.moored <= berths)

    threads = [threading.Thread(target=stay, daemon=True) for _ in range(vessels * berths)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(BOUND)
    return seen, permits.moored, permits.peak


# --- Task 3


def notice(texts, reads):
    """Publish each text; then read."""
    tide, told = harbour.Notice(), []
    for text in texts:
        try:
            told.append(tide.publish(text))
        except RuntimeError as error:
            if isinstance(error, NotImplementedError):
                raise
            told.append("RuntimeError")
    return told, [_bounded(lambda: tide.read(0)) for _ in range(reads)]


def readers(count, timeout, text):
    """Readers that wait before the text is published, and one that comes later."""
    tide = harbour.Notice()
    with Watch() as watch:
        asides = [Aside(watch, lambda: tide.read(timeout)) for _ in range(count)]
        states = [aside.state() for aside in asides]
        tide.publish(text)
        ends = [aside.end() for aside in asides]
        return states, ends, _bounded(lambda: tide.read(0)), _bounded(tide.read)


def read_in_vain(timeout):
    tide = harbour.Notice()
    try:
        first = _bounded(lambda: tide.read(timeout))
    except TimeoutError:
        first = "TimeoutError"
    if first == "never returns":
        tide.publish("too late")
        return first
    tide.publish("later")
    return first, _bounded(lambda: tide.read(timeout))


def quick_reader(text):
    """A reader that is there the very moment the event is set."""
    tide, me, read = harbour.Notice(), threading.get_ident(), []
    keep = threading.Event.set

    def look():
        try:
            read.append(tide.read())
        except Exception as error:
            read.append([type(error).__name__])

    def reader():
        if not read:
            thread = threading.Thread(target=look, daemon=True)
            thread.start()
            thread.join(1.0)

    def noted(event):
        keep(event)
        if threading.get_ident() == me:
            reader()

    threading.Event.set = noted
    try:
        tide.publish(text)
        reader()
    finally:
        threading.Event.set = keep
    return read[:1]


# --- Task 4


class Row:
    """Crews that note what they do, and a run of theirs."""

    def __init__(self, watch, count):
        self.watch, self.count = watch, count
        self.begun, self.ended, self.told = [], [], []
        self.idents, self.closing, self.ahead = [set() for _ in range(count)], False, 0
        self.threads = [set() for _ in range(count)]  # an ident may come again with a new thread

    def begin(self, at, number):
        self.idents[at].add(threading.get_ident())
        self.threads[at].add(threading.current_thread())
        if self.closing or len([1 for _, which in self.ended if which < number]) < (
            number * self.count
        ):
            self.ahead += 1
        self.begun.append((at, number))
        self.watch.news.put("begun")

    def others_settled(self, at, number):
        """Wait until each other crew waits after its round, or has begun the next one."""
        return self.watch.until(
            lambda: all(
                (other, number + 1) in self.begun
                or (
                    (other, number) in self.ended and any(map(self.watch.waits, self.idents[other]))
                )
                for other in range(self.count)
                if other != at
            )
        )

    def all_begun(self, number):
        return self.watch.until(lambda: all((at, number) in self.begun for at in range(self.count)))

    def run(self, crews, rounds, *between):
        """What the run returns or raises, and whether its threads have ended."""
        try:
            told = _bounded(lambda: harbour.run_rounds(crews, rounds, *between))
        except NotImplementedError:
            raise
        except Exception as error:
            told = f"{type(error).__name__}: {error.args}"
        mine = set().union(*self.idents)
        return told, [t.is_alive() for t in threading.enumerate() if t.ident in mine]


def in_step(count, rounds, slow):
    """One crew is slow: it ends its round when all others wait, or have run on."""
    with Watch() as watch:
        row = Row(watch, count)

        def crew(at):
            def work(number):
                row.begin(at, number)
                if at == slow and number + 1 < rounds:
                    row.others_settled(at, number)
                row.ended.append((at, number))
                return at * 10 + number

            return work

        told = row.run([crew(at) for at in range(count)], rounds)
        once = all(len(threads) == min(rounds, 1) for threads in row.threads)
        return told, row.ahead, sorted(row.begun), once


def threads_of_crews(count, rounds):
    """How many threads each crew works in, when the last crew is the first to end each round."""
    ended = [[threading.Event() for _ in range(count)] for _ in range(rounds)]
    with Watch() as watch:
        row = Row(watch, count)

        def crew(at):
            def work(number):
                row.threads[at].add(threading.current_thread())
                if at + 1 < count:
                    ended[number][at + 1].wait(1.0)
                ended[number][at].set()

            return work

        told = row.run([crew(at) for at in range(count)], rounds)
        return told, [len(threads) for threads in row.threads]


def side_by_side(count, rounds):
    meeting = threading.Barrier(count)
    with Watch() as watch:
        row = Row(watch, count)
        return row.run([lambda number: meeting.wait(BOUND) < count] * count, rounds)


def closing(count, rounds):
    """What `between` finds: ended calls, begun calls; and whether anyone began before its end."""
    with Watch() as watch:
        row = Row(watch, count)

        def crew(at):
            def work(number):
                row.begin(at, number)
                row.ended.append((at, number))

            return work

        def between(number):
            row.closing = True
            me = threading.get_ident()
            at = next((n for n in range(count) if me in row.idents[n]), None)
            row.told.append([number, len(row.ended), len(row.begun)])
            if number + 1 < rounds:
                row.others_settled(at, number)
            row.closing = False

        told = row.run([crew(at) for at in range(count)], rounds, between)
        return told, row.told, row.ahead


def failing(count, rounds, bad, when, last):
    """Crew `bad` fails in a round; it is the last of its round if `last`, else the first."""
    with Watch() as watch:
        row, failed = Row(watch, count), threading.Event()

        def crew(at):
            def work(number):
                row.begin(at, number)
                if number == when:
                    if at == bad:
                        row.all_begun(number)
                        if last:
                            row.others_settled(at, number)
                        failer.append(threading.current_thread())
                        failed.set()
                        raise LookupError("line", at)
                    if not last:
                        failed.wait(BOUND)
                        failer[0].join(0.5)
                row.ended.append((at, number))
                return number

            return work

        failer = []
        told = row.run([crew(at) for at in range(count)], rounds, row.told.append)
        return told, sorted(row.begun), row.told


def failing_together(count):
    """All crews fail in the same round, the last of them first."""
    with Watch() as watch:
        row = Row(watch, count)
        turns = [threading.Event() for _ in range(count)]
        threads = [None] * count

        def crew(at):
            def work(number):
                row.begin(at, number)
                threads[at] = threading.current_thread()
                if at + 1 < count:
                    turns[at + 1].wait(BOUND)
                    threads[at + 1].join(0.5)
                else:
                    row.all_begun(number)
                turns[at].set()
                raise LookupError("line", at)

            return work

        return row.run([crew(at) for at in range(count)], 2)


def failing_between(count, rounds, when):
    with Watch() as watch:
        row = Row(watch, count)

        def between(number):
            row.told.append(number)
            if number == when:
                raise OSError("no master")

        def crew(at):
            return lambda number: row.begin(at, number) or row.ended.append((at, number))

        told = row.run([crew(at) for at in range(count)], rounds, between)
        return told, sorted(row.begun), row.told


def nobody(rounds):
    called = []
    return harbour.run_rounds([], rounds, called.append), called
