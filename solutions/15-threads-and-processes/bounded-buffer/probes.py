"""Let threads use a buffer one at a time, on a condition and a clock that the story controls."""

import queue
import threading

import bounded_buffer as buffers

BOUND = 5.0
MANY = 2000


class Over(BaseException):
    """Ends a thread that still waits when the story is over, or that never stops asking."""


class WouldWait(Exception):
    """Ends a story of one thread that begins to wait."""


class Actor:
    """One call of a method in a thread of its own, which runs only when it is its turn."""

    def __init__(self, stage, name, call):
        self.name, self.call, self.stage = name, call, stage
        self.state, self.outcome, self.ready, self.notified = "new", None, False, False
        self.deadline, self.turn = None, threading.Semaphore(0)
        self.thread = threading.Thread(target=self.play, daemon=True)

    def play(self):
        self.turn.acquire()
        try:
            self.outcome = ["returned", self.call()]
        except NotImplementedError:
            self.outcome = ["not written"]
        except queue.Full:
            self.outcome = ["Full"]
        except queue.Empty:
            self.outcome = ["Empty"]
        except buffers.Closed:
            self.outcome = ["Closed"]
        except Over:
            self.outcome = ["never stopped asking"]
        except BaseException as error:
            self.outcome = ["raised", type(error).__name__]
        self.state = "done"
        self.stage.back.release()


class Stage:
    """A condition and a clock: only one actor runs at a time, and others wait for their turn."""

    def __init__(self):
        self.now, self.actors, self.waiters = 1000.0, [], []
        self.back, self.over, self.stuck = threading.Semaphore(0), False, False
        self.owner, self.depth, self.asked, self.current = None, 0, 0, None

    # What the buffer sees: a clock ...

    def clock(self):
        self._count()
        return self.now

    def _count(self):
        self.asked += 1
        if self.over or self.asked > MANY:
            raise Over

    # ... and a condition.

    def acquire(self, *_args, **_options):
        self._count()
        if self.owner is not None and self.owner is not self.current:
            raise Over
        self.owner, self.depth = self.current, self.depth + 1
        return True

    def release(self):
        if self.depth == 0:
            raise RuntimeError("release of a condition that is not held")
        self.depth -= 1
        if self.depth == 0:
            self.owner = None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_error):
        if not self.over:
            self.release()

    def _held(self):
        if self.owner is not self.current or self.depth == 0:
            raise RuntimeError("the condition is not held")

    def wait(self, timeout=None):
        self._held()
        self._count()
        if timeout is not None and timeout <= 0:
            return False
        if not self.actors:
            raise WouldWait
        actor, depth = self.current, self.depth
        self.owner, self.depth = None, 0
        actor.deadline = None if timeout is None else self.now + timeout
        actor.state, actor.ready, actor.notified = "waiting", False, False
        self.waiters.append(actor)
        self.back.release()
        actor.turn.acquire()
        if actor in self.waiters:
            self.waiters.remove(actor)
        if self.over:
            raise Over
        self.owner, self.depth = actor, depth
        return actor.notified

    def wait_for(self, predicate, timeout=None):
        deadline = None if timeout is None else self.now + timeout
        result = predicate()
        while not result:
            if deadline is not None and deadline <= self.now:
                break
            self.wait(None if deadline is None else deadline - self.now)
            result = predicate()
        return result

    def notify(self, n=1):
        self._held()
        for actor in self.waiters[:n]:
            actor.ready = actor.notified = True
        del self.waiters[:n]

    def notify_all(self):
        self.notify(len(self.waiters))

    # What the story does.

    def start(self, name, call):
        actor = Actor(self, name, call)
        self.actors.append(actor)
        actor.thread.start()
        self.resume(actor)

    def resume(self, actor):
        self.current, actor.state, self.asked = actor, "running", 0
        actor.turn.release()
        if not self.back.acquire(timeout=BOUND):
            actor.state, self.stuck = "stuck", True
        self.current = None

    def settle(self):
        for _ in range(300):
            ready = [actor for actor in self.actors if actor.state == "waiting" and actor.ready]
            if not ready or self.stuck:
                return
            self.resume(ready[0])
        self.stuck = True

    def advance(self, seconds):
        self.now += seconds
        for actor in self.actors:
            late = actor.deadline is not None and actor.deadline <= self.now
            if actor.state == "waiting" and late and not actor.ready:
                actor.ready = True
                self.waiters.remove(actor)

    def wake(self, name):
        for actor in self.actors:
            if actor.name == name and actor.state == "waiting" and not actor.ready:
                actor.ready = actor.notified = True
                self.waiters.remove(actor)

    def told(self):
        return {
            actor.name: actor.outcome if actor.state == "done" else [actor.state]
            for actor in self.actors
        }

    def end(self):
        self.over = True
        for actor in self.actors:
            if actor.state == "waiting":
                actor.turn.release()
        for actor in self.actors:
            # Those that are done end by themselves, but later on a busy machine, and threads are counted.
            if actor.state != "stuck":
                actor.thread.join(BOUND)


def _perform(stage, buffer, step):
    what, *rest = step
    if what == "advance":
        stage.advance(*rest)
    elif what == "wake":
        stage.wake(*rest)
    elif what == "settle":
        stage.settle()
    else:
        method, *arguments = rest
        stage.start(what, lambda: getattr(buffer, method)(*arguments))


def story(capacity, steps):
    """What has become of each call after each step; all who can go on do so, oldest first.

    A step is [name, method, arguments ...], ["advance", seconds], or ["wake", name]: someone notifies.
    """
    stage = Stage()
    buffer = buffers.BoundedBuffer(capacity, condition=stage, clock=stage.clock)
    pages = []
    try:
        for step in steps:
            _perform(stage, buffer, step)
            stage.settle()
            pages.append(stage.told())
            if stage.stuck:
                return pages
        stage.current, stage.asked = "the reader", 0
        return [pages, len(buffer)]
    finally:
        stage.end()


def held_story(capacity, steps):
    """As `story`, but who wakes goes on at a step ["settle"] only; tells the end."""
    stage = Stage()
    buffer = buffers.BoundedBuffer(capacity, condition=stage, clock=stage.clock)
    try:
        for step in steps:
            if not stage.stuck:
                _perform(stage, buffer, step)
        return stage.told()
    finally:
        stage.end()


def balance(capacity, steps):
    """How many of the calls ended how, after each step, and whether an item was lost or doubled."""
    told = story(capacity, steps)
    if len(told) != 2 or not isinstance(told[1], int):
        return "stuck"
    pages, left = told
    put = {step[0]: step[2] for step in steps if len(step) > 2 and step[1] == "put"}
    counts, last = [], {}
    for page in pages:
        puts = sorted(outcome[0] for name, outcome in page.items() if name in put)
        gets = sorted(outcome[0] for name, outcome in page.items() if name not in put)
        counts.append([puts, gets])
        last = page
    came = [put[name] for name, outcome in last.items() if name in put and outcome[0] == "returned"]
    went = [
        outcome[1]
        for name, outcome in last.items()
        if name not in put and outcome[0] == "returned" and outcome[1] is not None
    ]
    sound = len(set(went)) == len(went) and set(went) <= set(came)
    return counts, left, sound and len(came) - len(went) == left


def one_at_a_time(capacity, calls):
    """What each call of one thread answers, or that it would wait."""
    stage = Stage()
    buffer = buffers.BoundedBuffer(capacity, condition=stage, clock=stage.clock)
    answers = [buffer.capacity]
    for method, *arguments in calls:
        try:
            answers.append([getattr(buffer, method)(*arguments), len(buffer)])
        except NotImplementedError:
            raise
        except queue.Full:
            answers.append(["Full", len(buffer)])
        except queue.Empty:
            answers.append(["Empty", len(buffer)])
        except buffers.Closed:
            answers.append(["Closed", len(buffer)])
        except ValueError:
            answers.append(["ValueError", len(buffer)])
        except WouldWait:
            return [*answers, "waits"]
    return answers


def made(capacity):
    return buffers.BoundedBuffer(capacity).capacity


def same_object():
    item = object()
    buffer = buffers.BoundedBuffer(1)
    buffer.put(item)
    return buffer.get() is item, len(buffer)


def _alone(capacity):
    """A buffer for one thread: a wait ends the question."""
    stage = Stage()
    return buffers.BoundedBuffer(capacity, condition=stage, clock=stage.clock)


def put_generator(capacity, items):
    buffer = _alone(capacity)
    left = buffer.put_all((item for item in items), 0)
    return left, type(left).__name__, len(buffer)


def put_list(capacity, items):
    buffer = _alone(capacity)
    return buffer.put_all(items, 0), items


def put_what_it_feeds(capacity, count):
    """Items that look at the buffer while they are read: all are read before the first is put."""
    buffer = _alone(capacity)
    seen = []

    def items():
        for number in range(count):
            seen.append(len(buffer))
            yield number

    return buffer.put_all(items(), 0), seen


def crowd(capacity, pairs, each):
    """Real threads on a real condition: everything that is put arrives once, in order of each."""
    buffer = buffers.BoundedBuffer(capacity)
    received = [[] for _ in range(pairs)]

    def write(number):
        for at in range(each):
            buffer.put((number, at))

    def read(number):
        for _ in range(each):
            received[number].append(buffer.get())

    threads = [
        threading.Thread(target=work, args=(at,), daemon=True)
        for at in range(pairs)
        for work in (write, read)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(BOUND)
        if thread.is_alive():
            return "stuck"
    in_order = all(
        [at for who, at in got if who == writer] == sorted(at for who, at in got if who == writer)
        for got in received
        for writer in range(pairs)
    )
    return sorted(item for got in received for item in got), in_order
