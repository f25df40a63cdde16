"""Drive cranes with jobs that wait for signals, and say who waits, who ended and what was done."""

import contextlib
import queue
import threading

import crane_work_pool as cranes_at

BOUND = 5.0


class Equal:
    """A job that claims to equal everything."""

    def __eq__(self, other):
        return True

    __hash__ = None


class Watch:
    """Notes when a watched thread begins to wait for a condition or for a thread, or ends."""

    def __init__(self):
        self.news, self.watched = queue.SimpleQueue(), set()

    def __enter__(self):
        self.wait, self.join = threading.Condition.wait, threading.Thread.join
        watch = self

        def wait(condition, timeout=None):
            watch.note()
            return watch.wait(condition, timeout)

        def join(thread, timeout=None):
            watch.note()
            return watch.join(thread, timeout)

        threading.Condition.wait, threading.Thread.join = wait, join
        return self

    def __exit__(self, *_error):
        threading.Condition.wait, threading.Thread.join = self.wait, self.join

    def note(self):
        thread = threading.current_thread()
        if thread in self.watched:
            self.watched.discard(thread)
            self.news.put("waits")

    def aside(self, call, from_start=True):
        """Run `call` in a thread, until it waits or ends: which of the two, and the thread."""
        outcome = []

        def run():
            try:
                outcome.append(call())
            except BaseException as error:
                outcome.append(type(error).__name__)
            finally:
                if thread in self.watched:
                    self.watched.discard(thread)
                    self.news.put("ended")

        thread = threading.Thread(target=run, daemon=True)
        if from_start:
            self.watched.add(thread)
        thread.start()
        try:
            return self.news.get(timeout=BOUND), thread, outcome
        except queue.Empty:
            return "stuck", thread, outcome


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


def _fill(pool, jobs):
    """Submit `jobs` to the pool, but wait for a dead pool only so long."""

    def submit_all():
        for job in jobs:
            pool.submit(job)

    if _bounded(submit_all) == "never returns":
        raise TimeoutError("submit never returns")


class Yard:
    """Jobs that are held until the story lets them go, and the pools that work on them."""

    def __init__(self):
        self.begun, self.go_on, self.done = threading.Semaphore(0), threading.Event(), []
        self.before, self.pools = set(threading.enumerate()), []

    def pool(self, work, *options):
        self.pools.append(cranes_at.CranePool(work, *options))
        return self.pools[-1]

    def hold(self, job):
        self.begun.release()
        self.go_on.wait(BOUND)
        self.done.append(job)
        return job

    def started(self):
        """The threads that have come since the yard was opened, and are there now."""
        return [thread for thread in threading.enumerate() if thread not in self.before]

    def finish(self, pool):
        """The moves of a pool, once its threads have ended, whoever waited for them."""
        moves = _bounded(pool.finish)
        for crane in self.cranes():
            crane.join(BOUND / 5)
        return moves if isinstance(moves, str) else pool.finish()

    def dismiss(self, pool):
        """End the cranes by sentinels alone, for pools that cannot finish a shift yet: have they ended?"""
        cranes = self.cranes()
        for _ in cranes:
            with contextlib.suppress(queue.Full):
                pool.jobs.put(cranes_at.STOP, timeout=BOUND / 5)
        for crane in cranes:
            crane.join(BOUND / 5)
        return not self.cranes()

    def cranes(self):
        return [thread for thread in self.started() if thread.name.startswith("crane-")]

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        """Let everybody go, also when a wrong pool has forgotten its threads."""
        self.go_on.set()
        for _ in range(20):
            left = self.cranes()
            if not left:
                return
            for pool in self.pools:
                with contextlib.suppress(queue.Full, AttributeError):
                    pool.jobs.put_nowait(cranes_at.STOP)
            left[0].join(0.1)


def _told(moves):
    return [
        [
            "equal" if isinstance(move.job, Equal) else move.job,
            move.result,
            type(move.error).__name__,
            str(move.error),
        ]
        for move in moves
    ]


def _sorted(moves):
    return sorted(_told(moves), key=repr)


def _lift(job):
    """Doubles a number; other jobs fail or not by what they say."""
    if isinstance(job, str) and job.startswith("bad"):
        raise ValueError(job)
    if isinstance(job, str) and job.startswith("lost"):
        raise LookupError(job)
    return [job, "lifted"] if isinstance(job, int | str) else "lifted"


# --- Task 1


def serve(listed):
    """Serve jobs up to "STOP": moves, marks made after how many moves, jobs that are left."""
    moves, marks = [], []

    class Counted(queue.Queue):
        def task_done(self):
            marks.append(len(moves))
            super().task_done()

    jobs = Counted()
    special = {"STOP": cranes_at.STOP, "EQUAL": Equal()}
    for job in listed:
        jobs.put(special.get(job, job))
    told = _bounded(lambda: cranes_at.serve(jobs, _lift, moves))
    if told == "never returns":
        jobs.put(cranes_at.STOP)
    return told, _told(moves), marks, jobs.qsize()


def same_error():
    error, moves, jobs = OSError("rope"), [], queue.Queue()

    def work(job):
        raise error

    jobs.put("hatch")
    jobs.put(cranes_at.STOP)
    _bounded(lambda: cranes_at.serve(jobs, work, moves))
    return [move.error is error for move in moves], type(moves[0]) is cranes_at.Move


def works_once(listed):
    called, jobs = [], queue.Queue()

    def work(job):
        called.append(job)
        raise RuntimeError(job)

    for job in [*listed, cranes_at.STOP]:
        jobs.put(job)
    _bounded(lambda: cranes_at.serve(jobs, work, []))
    return called


# --- Task 2


def threads(jobs, *options):
    """Names of the pool's threads, before and after it had work, and whether it ends."""
    with Yard() as yard:
        pool = yard.pool(yard.hold, *options)
        first = sorted(thread.name for thread in yard.started())
        _fill(pool, range(jobs))
        yard.begun.acquire(timeout=BOUND)
        second = sorted(thread.name for thread in yard.started())
        yard.go_on.set()
        return first, second, yard.dismiss(pool)


def refused(cranes):
    with Yard() as yard:
        try:
            pool = yard.pool(str, cranes)
        except ValueError:
            return "ValueError", len(yard.started())
        return "made", yard.dismiss(pool)


def meet(cranes, room):
    """As many jobs as cranes meet: they must be worked on at the same time."""
    meeting, met = threading.Barrier(cranes), []

    def work(job):
        meeting.wait(BOUND)
        met.append(job)

    with Yard() as yard:
        pool = yard.pool(work, cranes, room)
        _fill(pool, range(cranes))
        return yard.dismiss(pool), sorted(met)


def submit_to_a_busy_pool(room, queued):
    """With one crane busy and `queued` jobs behind, does one more submit wait?"""
    with Yard() as yard, Watch() as watch:
        pool = yard.pool(yard.hold, 1, room)
        pool.submit("first")
        yard.begun.acquire(timeout=BOUND)
        _fill(pool, range(queued))
        told, thread, outcome = watch.aside(lambda: pool.submit("last"))
        yard.go_on.set()
        thread.join(BOUND)
        return told, list(outcome), pool.jobs.maxsize, yard.dismiss(pool), yard.done


def wait_for_work():
    """Who waits for jobs, and what was done when the wait was over; then more work."""
    with Yard() as yard, Watch() as watch:
        pool = yard.pool(yard.hold, 2)
        idle = watch.aside(pool.wait)[0]
        _fill(pool, ["a", "b", "c"])
        yard.begun.acquire(timeout=BOUND)
        told, thread, outcome = watch.aside(lambda: (pool.wait(), len(yard.done)))
        yard.go_on.set()
        thread.join(BOUND)
        cranes = len(yard.cranes())
        pool.submit("d")
        again = _bounded(lambda: (pool.wait(), len(yard.done)))
        yard.dismiss(pool)
        return idle, told, list(outcome), cranes, again


def wait_with_bad_jobs():
    begun = []

    def work(job):
        begun.append(job)
        return _lift(job)

    with Yard() as yard:
        pool = yard.pool(work, 2)
        _fill(pool, ["bad 1", 2, "bad 3", "lost 4", 5])
        waited = _bounded(pool.wait)
        yard.dismiss(pool)
        return waited, sorted(begun, key=repr)


# --- Task 3


def shift(jobs, cranes, room):
    """A whole shift: moves, moves of a second finish, and whether wait returns."""
    with Yard() as yard:
        pool = yard.pool(_lift, cranes, room)
        _fill(pool, jobs)
        first = _bounded(pool.finish)
        if isinstance(first, str):
            return first
        second = _bounded(pool.finish)
        return _sorted(first), second == first, _bounded(pool.wait)


def order_of_moves(jobs):
    with Yard() as yard:
        pool = yard.pool(_lift, 1)
        _fill(pool, jobs)
        moves = _bounded(pool.finish)
        return moves if isinstance(moves, str) else [_told(moves), type(moves).__name__]


def finish_waits():
    """A finish while moves are under way: has everything ended when it returns?"""
    with Yard() as yard, Watch() as watch:
        pool = yard.pool(yard.hold, 2)
        _fill(pool, ["a", "b", "c"])
        yard.begun.acquire(timeout=BOUND)
        told, thread, outcome = watch.aside(
            lambda: (len(pool.finish()), len(yard.done), len(yard.cranes()))
        )
        yard.go_on.set()
        thread.join(BOUND)
        return told, list(outcome)  # a copy: whoever still waits is freed at the end of the block


def submit_too_late(ending):
    with Yard() as yard:
        pool = yard.pool(_lift, 1)
        try:
            _bounded(getattr(pool, ending))
        except NotImplementedError:
            return "not written"  # and not the RuntimeError that is due
        _bounded(lambda: pool.submit(1))


def block(jobs):
    """A with block that ends well."""
    with Yard() as yard:
        pool = yard.pool(_lift, 2)

        def use():
            with pool as given:
                same = given is pool
                for job in jobs:
                    given.submit(job)
            return same, len(yard.cranes())

        told = _bounded(use)
        moves = _bounded(pool.finish)
        return told, moves if isinstance(moves, str) else _sorted(moves)


def block_that_fails(exception):
    """A with block that an exception leaves while one job is under way and two are not."""
    errors = {"KeyError": KeyError, "KeyboardInterrupt": KeyboardInterrupt}
    with Yard() as yard, Watch() as watch:
        pool = yard.pool(yard.hold, 1)

        def use():
            with pool:
                for job in ["a", "b", "c"]:
                    pool.submit(job)
                yard.begun.acquire(timeout=BOUND)
                watch.watched.add(threading.current_thread())
                raise errors[exception]("gate")

        told, thread, outcome = watch.aside(use, from_start=False)
        yard.go_on.set()
        thread.join(BOUND)
        moves = _bounded(pool.finish)
        done = moves if isinstance(moves, str) else [move.job for move in moves]
        return told, list(outcome), done


# --- Task 4


def abandon(cranes, room, queued):
    """Abandon with every crane busy and `queued` jobs behind, while another thread waits."""
    with Yard() as yard, Watch() as watch:
        pool = yard.pool(yard.hold, cranes, room)
        _fill(pool, range(cranes))
        for _ in range(cranes):
            yard.begun.acquire(timeout=BOUND)
        _fill(pool, range(100, 100 + queued))
        _, waiter, waited = watch.aside(pool.wait)
        told, thread, outcome = watch.aside(lambda: (pool.abandon(), len(yard.cranes())))
        yard.go_on.set()
        thread.join(BOUND)
        waiter.join(BOUND)
        moves = _bounded(pool.finish)
        done = moves if isinstance(moves, str) else _sorted(moves)
        return told, list(outcome), list(waited), done, sorted(yard.done)


def abandon_beside_a_quick_crane():
    """A crane takes the last job the very moment after abandon() has looked whether there is one."""
    with Yard() as yard, Watch() as watch:
        pool, looked = yard.pool(yard.hold, 1), []
        for job in ["a", "b"]:
            _fill(pool, [job])
            if job == "a":
                yard.begun.acquire(timeout=BOUND)

        def replaced(look):
            def wrapper():
                seen = look()
                if not looked:
                    looked.append(seen)
                    yard.go_on.set()
                    yard.begun.acquire(timeout=BOUND)  # now the crane has the last job
                return seen

            return wrapper

        pool.jobs.empty, pool.jobs.qsize = replaced(pool.jobs.empty), replaced(pool.jobs.qsize)
        _, thread, outcome = watch.aside(pool.abandon)
        yard.go_on.set()
        thread.join(BOUND)
        if not outcome or isinstance(outcome[0], str):
            return list(outcome) or "never returns"
        return sorted([*outcome[0], *yard.done]), len(yard.cranes())


def abandon_again(first):
    with Yard() as yard:
        pool = yard.pool(_lift, 2)
        _fill(pool, [1])
        _bounded(pool.wait)
        if _bounded(getattr(pool, first)) == "never returns":
            return f"{first}() never returns"
        for crane in yard.cranes():
            crane.join(BOUND / 5)  # whoever waited for them: what is left in the queue afterwards is the question
        again = _bounded(pool.abandon)
        moves = _bounded(pool.finish)
        return again, moves if isinstance(moves, str) else _told(moves)


# --- Task 5


def _planner(jobs):
    for job in jobs:
        if job == "ends badly":
            raise OSError("no line")
        if job == "is lost":
            raise LookupError("no plan")
        yield job


def planners(plans, *options):
    """All moves and errors, whether each planner's jobs kept their order, and what is left."""
    with Yard() as yard:
        told = _bounded(
            lambda: cranes_at.run_planners((_planner(plan) for plan in plans), _lift, *options)
        )
        if isinstance(told, str):
            return told
        moves, errors = told
        return (
            _sorted(moves),
            [f"{type(error).__name__}: {error}" for error in errors],
            type(moves).__name__,
            type(errors).__name__,
            len(yard.started()),
        )


def planners_keep_their_order(plans):
    with Yard():
        told = _bounded(lambda: cranes_at.run_planners(plans, _lift, 1, 1))
        if isinstance(told, str):
            return told
        done = [move.job for move in told[0]]
        return [[job for job in done if job in plan] == plan for plan in plans]


def planners_meet(count):
    """Planners that wait for one another before each gives its job."""
    meeting = threading.Barrier(count)

    def planner(number):
        meeting.wait(BOUND)
        yield number

    with Yard():
        told = _bounded(
            lambda: cranes_at.run_planners([planner(at) for at in range(count)], _lift, 1, 1)
        )
        return told if isinstance(told, str) else [_sorted(told[0]), len(told[1])]


def late_and_early():
    """The second planner fails first."""
    early = threading.Event()
    failed = []

    def first():
        early.wait(BOUND)
        for thread in failed:
            thread.join(BOUND / 10)
        raise OSError("late")
        yield

    def second():
        failed.append(threading.current_thread())
        early.set()
        raise LookupError("early")
        yield

    with Yard():
        told = _bounded(lambda: cranes_at.run_planners([first(), second()], _lift))
        return told if isinstance(told, str) else [type(error).__name__ for error in told[1]]


def pool_of_planners(room, *options):
    """How many cranes there are while planners' jobs are done, and is there a queue of `room`?"""
    sizes, counts, make = [], [], queue.Queue.__init__
    meeting, counted = threading.Barrier(2), threading.Barrier(4)

    def planner(job):
        yield job
        counted.wait(BOUND)

    def noted(self, maxsize=0):
        sizes.append(maxsize)
        make(self, maxsize)

    with Yard() as yard:

        def work(job):
            meeting.wait(BOUND)
            counts.append(len(yard.cranes()))
            counted.wait(BOUND)

        queue.Queue.__init__ = noted
        try:
            plans = [planner(1), planner(2)]
            told = _bounded(lambda: cranes_at.run_planners(plans, work, *options))
        finally:
            queue.Queue.__init__ = make
        return told if isinstance(told, str) else [counts, room in sizes]
