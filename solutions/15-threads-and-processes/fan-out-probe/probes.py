"""Probe made-up hosts whose answers come when the question lets them, and say what came of it."""

import builtins
import concurrent.futures
import sys
import threading

import fan_out_probe as fan

BOUND = 4
"""Seconds after which something counts as never happening; only wrong solutions wait so long."""


def _told(report):
    return None if report is None else [report.host, report.latency, report.problem]


def _in_time(call):
    """What `call` returned or raised in a new thread, or that it never ended."""
    ended = []

    def run():
        try:
            ended.append(("returned", call()))
        except BaseException as error:
            ended.append(("raised", error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(BOUND)
    if not ended:
        return "never returns"
    how, what = ended[0]
    if how == "raised":
        raise what
    return what


class _Network:
    """A transport over made-up hosts; some stay silent until `open` is called for them."""

    def __init__(self, silent=(), failing=()):
        self.change = threading.Condition()
        self.silent = set(silent)
        self.failing = dict(failing)
        self.begun, self.ended, self.known = [], [], []
        self.active = self.peak = 0
        self.before = set(threading.enumerate())

    def __call__(self, host):
        with self.change:
            self.begun.append(host)
            self.known.append(fan.current_host() == host)
            self.active += 1
            self.peak = max(self.peak, self.active)
            self.change.notify_all()
            self.meet()
            self.change.wait_for(lambda: host not in self.silent, BOUND * 2)
            self.active -= 1
            self.ended.append(host)
            self.change.notify_all()
        if host in self.failing:
            raise getattr(builtins, self.failing[host])(f"no way to {host}")
        return len(host)

    def meet(self):
        """What every call does before it answers, with the condition held."""

    def open(self, *hosts):
        with self.change:
            self.silent -= set(hosts) if hosts else self.silent
            self.change.notify_all()

    def wait_until(self, condition):
        with self.change:
            return self.change.wait_for(condition, BOUND)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Let everybody answer, and leave when all threads have ended."""
        self.open()
        for thread in set(threading.enumerate()) - self.before:
            thread.join(BOUND)


class _Turns:
    """Within, a thread runs until it waits or ends: nobody takes its turn away."""

    def __enter__(self):
        self.before = sys.getswitchinterval()
        sys.setswitchinterval(BOUND * 10)

    def __exit__(self, *_):
        sys.setswitchinterval(self.before)


# --- Task 1


def one_block(host):
    def story():
        seen = [fan.current_host()]
        with fan.probing(host):
            seen += [fan.current_host(), fan.current_host()]
        return [*seen, fan.current_host()]

    fan.current_host()
    return _in_time(story)


def nested(hosts):
    """The current host before, within and after blocks inside each other."""

    def story():
        seen = [fan.current_host()]
        blocks = [fan.probing(host) for host in hosts]
        for block in blocks:
            block.__enter__()
            seen.append(fan.current_host())
        for block in reversed(blocks):
            block.__exit__(None, None, None)
            seen.append(fan.current_host())
        return seen

    fan.current_host()
    return _in_time(story)


def after_an_exception(outer, inner):
    def story():
        seen = []
        try:
            with fan.probing(outer):
                try:
                    with fan.probing(inner):
                        raise OSError("cut")
                except OSError as error:
                    seen.append(str(error))
                seen.append(fan.current_host())
                raise KeyError("cut again")
        except KeyError:
            seen.append(fan.current_host())
        return seen

    fan.current_host()
    return _in_time(story)


def two_threads(mine, other):
    """While one thread is within its block, another begins and ends its own."""

    def elsewhere():
        seen.append(fan.current_host())
        with fan.probing(other):
            seen.append(fan.current_host())
            inside.set()
            go.wait()
        seen.append(fan.current_host())
        inside.set()

    def story():
        with fan.probing(mine):
            thread.start()
            inside.wait()
            seen.append(fan.current_host())
            go.set()
            thread.join()
            seen.append(fan.current_host())
        return seen

    fan.current_host()
    seen = []
    inside, go = threading.Event(), threading.Event()
    thread = threading.Thread(target=elsewhere, daemon=True)
    return _in_time(story)


# --- Task 2


def probe_one(host, latency=None, exception=None, text=""):
    asked = []

    def transport(name):
        asked.append((name, threading.get_ident() == here))
        if exception:
            raise getattr(builtins, exception)(text)
        return latency

    here = threading.get_ident()
    report = fan.probe(host, transport)
    return _told(report), isinstance(report, fan.Report), asked


def known_hosts(name, hosts, failing):
    """Whether every call of the transport finds its host current, and the caller none afterwards."""

    def story():
        with _Network(failing=failing) as network:
            if name == "probe":
                told = [_told(fan.probe(host, network)) for host in hosts]
            elif name == "probe_within":
                told = len(fan.probe_within(hosts, network, 2, concurrent.futures.wait))
            elif name == "first_answer":
                told = _told(fan.first_answer(hosts, network, 2))
            else:
                told = len(list(getattr(fan, name)(hosts, network, 2)))
            return told, network.known, fan.current_host()

    fan.probe("", lambda host: 0)
    return _in_time(story)


def in_any_order(name, hosts, width, failing):
    """Reports of hosts that answer at once, in an order that does not matter."""
    with _Network(failing=failing) as network:
        call = getattr(fan, name)
        found = _in_time(lambda: [_told(one) for one in call(iter(hosts), network, width)])
        return sorted(found, key=repr), sorted(network.begun)


def in_order(hosts, width, failing):
    with _Network(failing=failing) as network:
        found = _in_time(lambda: fan.probe_all(iter(hosts), network, width))
        return [_told(one) for one in found], sorted(network.begun)


def answering_backwards(hosts, failing=()):
    """Each host answers after the next one has."""
    left = list(hosts)

    class Backwards(_Network):
        def meet(self):
            host = self.begun[-1]
            self.change.wait_for(lambda: left[-1] == host, BOUND)
            left.pop()

    with Backwards(failing=failing) as network:
        found = fan.probe_all(hosts, network, len(hosts))
        return [_told(one) for one in found], network.ended


def widest(hosts, width):
    """How many are probed at a time, if none answers before as many as may have begun."""
    handed_over = threading.Event()
    expected = min(len(hosts), width)

    def handing_over():
        yield from hosts
        with network.change:
            handed_over.set()
            network.change.notify_all()

    class Crowd(_Network):
        def meet(self):
            self.change.wait_for(lambda: self.peak >= expected and handed_over.is_set(), BOUND)

    with Crowd() as network:
        found = fan.probe_all(handing_over(), network, width)
        return network.peak, len(found), network.begun == hosts or width > 1


def too_narrow(name, width):
    with _Network() as network:
        try:
            if name == "probe_within":
                fan.probe_within(["a"], network, width, concurrent.futures.wait)
            elif name == "reports":
                list(fan.reports(["a"], network, width))
            else:
                getattr(fan, name)(["a"], network, width)
        except ValueError:
            return "ValueError", network.begun
        return "no error", network.begun


# --- Task 3


def as_they_answer(hosts, order, failing=()):
    """The next host of `order` answers when the report of the one before has come."""
    seen = []

    def read():
        stream = fan.reports(hosts, network, len(hosts))
        for host in order:
            network.open(host)
            seen.append(_told(next(stream)))
        seen.append(next(stream, "end"))
        return "read to the end"

    with _Network(hosts, failing) as network:
        return _in_time(read), seen


def closed_early(hosts):
    """One report is read and the second host is being probed when the iterator is closed."""
    closed = []

    def close():
        stream = fan.reports(iter(hosts), network, 1)
        closed.append(next(stream).host)
        network.wait_until(lambda: len(network.begun) == 2)
        stream.close()
        network.open()
        return "closed"

    join, closing = threading.Thread.join, []

    def noted_join(self, timeout=None):
        if threading.current_thread() is not main:
            closing.append("waits")
            network.open()
        return join(self, timeout)

    main = threading.current_thread()
    threading.Thread.join = noted_join
    try:
        with _Network(hosts[1:2]) as network:
            answer = _in_time(close)
    finally:
        threading.Thread.join = join
    return answer, closed, network.begun


# --- Task 4


def one_by_one(hosts, failing):
    """First answer of hosts that are probed one at a time, and who was probed."""
    with _Turns(), _Network(failing=failing) as network:
        found = _in_time(lambda: _told(fan.first_answer(iter(hosts), network, 1)))
        network.__exit__()
        return found, network.begun


def first_of_many(hosts, answering, failing=()):
    """One host answers, all others stay silent until the call has returned."""
    silent = [host for host in hosts if host != answering and host not in dict(failing)]
    with _Network(silent, failing) as network:
        return _in_time(lambda: _told(fan.first_answer(hosts, network, len(hosts))))


def answer_one_by_one(hosts, failing):
    with _Network(failing=failing) as network:
        return _told(fan.first_answer(iter(hosts), network, 1))


# --- Task 5


def patience(hosts, silent, width, failing=()):
    """The wait ends when all have answered that can; the others answer after the call returned."""
    able = [at for at, host in enumerate(hosts) if host not in silent]
    if width == 1:
        able = able[: hosts.index(silent[0])] if silent else able
    asked = []

    def wait(futures):
        asked.append(len(futures))
        done, left = set(), set(futures)
        if silent:
            network.wait_until(lambda: set(silent) & set(network.begun))
        while len(done) < len(able) and left:
            now, left = concurrent.futures.wait(
                left, timeout=BOUND, return_when=concurrent.futures.FIRST_COMPLETED
            )
            if not now:
                break
            done |= now
        return done, left

    with _Network(silent, failing) as network:
        found = _in_time(lambda: fan.probe_within(iter(hosts), network, width, wait))
        network.__exit__()
        if isinstance(found, list):
            found = [_told(one) for one in found]
        return found, asked, sorted(network.begun)


def waits_as_in_the_library(hosts, failing):
    with _Network(failing=failing) as network:
        found = _in_time(lambda: fan.probe_within(iter(hosts), network, 3, concurrent.futures.wait))
        return [_told(one) for one in found], sorted(network.begun)


def late_although_done(hosts):
    """Whoever `wait` names as not done is late, even if the answer has come meanwhile."""

    def wait(futures):
        concurrent.futures.wait(futures)
        return set(), set(futures)

    with _Network() as network:
        return [_told(one) for one in fan.probe_within(hosts, network, 2, wait)]
