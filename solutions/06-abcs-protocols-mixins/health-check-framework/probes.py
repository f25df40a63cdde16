"""Drive the health checks with made-up measurements and say what they told, as plain data."""

import builtins

import health_check_framework as framework


def _told(result):
    return [result.name, result.severity, result.status, result.detail]


def _fixed(name, severity, outcome, detail, ran=None):
    """A check whose outcome is a bool, or the name of an exception to raise with `detail`."""

    class Fixed(framework.HealthCheck):
        def check(self):
            if ran is not None:
                ran.append(name)
            if isinstance(outcome, str):
                raise getattr(builtins, outcome)(detail)
            return outcome, detail

    return Fixed(name, severity)


# --- Task 1


def make_bare_check():
    framework.HealthCheck("bare", "info")


def make_forgetful_check():
    class Forgetful(framework.HealthCheck):
        def measure(self):
            return True, "never asked"

    Forgetful("forgetful", "info")


def only_check_is_abstract():
    fixed = _fixed("quay lights", "info", True, "lit")
    return sorted(framework.HealthCheck.__abstractmethods__), fixed.run().status


def name_and_severity(name, *severity):
    class Fixed(framework.HealthCheck):
        def check(self):
            return True, ""

    made = Fixed(name, *severity)
    return made.name, made.severity


def run_fixed(name, severity, outcome, detail):
    ran = []
    result = _fixed(name, severity, outcome, detail, ran).run()
    return _told(result), isinstance(result, framework.CheckResult), ran


def run_own_error(message):
    class CraneJammedError(Exception):
        pass

    class Jammed(framework.HealthCheck):
        def check(self):
            raise CraneJammedError(message)

    return _told(Jammed("crane 4", "info").run())


def run_interrupted(exception):
    check = _fixed("gate", "warning", exception, "stop")
    try:
        result = check.run()
    except (KeyboardInterrupt, SystemExit) as error:
        return "escaped " + type(error).__name__
    return result.status


# --- Task 2


def disk(path, total, used, **options):
    asked = []

    def usage(which):
        asked.append(which)
        return total, used, total - used

    check = framework.DiskCheck(path, usage, **options)
    return _told(check.run()), check.check(), asked


def memory(lines, **options):
    check = framework.MemoryCheck(lambda: "".join(line + "\n" for line in lines), **options)
    return _told(check.run()), check.check()


def memory_check(lines):
    return framework.MemoryCheck(lambda: "".join(line + "\n" for line in lines)).check()


def memory_run_status(lines):
    result = framework.MemoryCheck(lambda: "".join(line + "\n" for line in lines)).run()
    return result.status, result.detail.partition(":")[0]


class _Line:
    """A connection that gives its data or raises, and counts how often it is closed."""

    def __init__(self, data, failure):
        self.data, self.failure, self.closed = data, failure, 0

    def recv(self, size):
        if self.closed:
            raise RuntimeError("read after close")
        if self.failure:
            raise getattr(builtins, self.failure)("recv")
        head, self.data = self.data[:size], self.data[size:]
        return head

    def close(self):
        self.closed += 1


def _changing(kind, readings):
    """A check of `kind` over one reading after the other, and the list of calls to its probe."""
    calls, left = [], list(readings)

    def probe(*arguments):
        calls.append(arguments)
        reading = left.pop(0)
        return _Line(reading, None) if kind == "PortCheck" else reading

    fixed = {"DiskCheck": ["/srv"], "ProcessCheck": ["gatehouse"], "PortCheck": ["yard-2", 9100]}
    return getattr(framework, kind)(*fixed.get(kind, []), probe), calls


def asked_at_each_run(kind, readings):
    check, calls = _changing(kind, readings)
    counts, told = [len(calls)], []
    for _ in readings:
        told.append(_told(check.run()))
        counts.append(len(calls))
    return told, counts


def has_own_run(kind, reading):
    check, _ = _changing(kind, [reading])
    return check.run().status, "run" in vars(type(check))


# --- Task 3


def process(name, table, **options):
    check = framework.ProcessCheck(name, lambda: iter([tuple(row) for row in table]), **options)
    return _told(check.run()), check.check()


def _port(host, port, data, connecting, receiving, options):
    asked, line = [], _Line(data, receiving)

    def connect(*arguments):
        asked.append(arguments)
        if connecting:
            raise getattr(builtins, connecting)("connect")
        return line

    return framework.PortCheck(host, port, connect, **options), asked, line


def port(host, number, data, connecting=None, receiving=None, **options):
    check, asked, _ = _port(host, number, data, connecting, receiving, options)
    return _told(check.run()), asked


def port_check(data, connecting=None, receiving=None):
    check, _, _ = _port("yard-2", 9100, data, connecting, receiving, {})
    return check.check()


def port_is_closed(data, receiving=None):
    check, _, line = _port("yard-2", 9100, data, None, receiving, {})
    try:
        check.check()
    except NotImplementedError:
        raise
    except Exception:
        pass
    return line.closed > 0


# --- Task 4


def run_round(checks):
    ran = []
    made = [_fixed(*parts, ran) for parts in checks]
    results = framework.HealthRunner(made).run()
    return [_told(result) for result in results], type(results).__name__, ran


def run_twice_from_generator(checks):
    runner = framework.HealthRunner(_fixed(*parts) for parts in checks)
    return [[_told(result) for result in runner.run()] for _ in range(2)]


def run_after_change_of_list(checks):
    made = [_fixed(*parts) for parts in checks]
    runner = framework.HealthRunner(made)
    made.clear()
    return [_told(result) for result in runner.run()]


def report(checks):
    return framework.HealthRunner(_fixed(*parts) for parts in checks).report()


def runs_for_report(checks):
    ran = []
    framework.HealthRunner([_fixed(*parts, ran) for parts in checks]).report()
    return ran
