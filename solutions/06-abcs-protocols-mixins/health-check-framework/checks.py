"""Hidden checks of health-check-framework."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

SEVERITIES = ["info", "warning", "critical"]
WORDS = st.text(alphabet="abcxyzåß 0159_-", max_size=10)
OUTCOMES = st.sampled_from([True, False, "ValueError", "OSError", "KeyError", "ZeroDivisionError"])
EVERY = [
    ("berth 1", "warning", True, "free"),
    ("berth 2", "info", "ValueError", "no reading"),
    ("berth 3", "critical", False, "taken"),
    ("berth 4", "warning", "OSError", "no line"),
    ("berth 5", "critical", True, ""),
]
ROUNDS = st.lists(st.tuples(WORDS, st.sampled_from(SEVERITIES), OUTCOMES, WORDS), max_size=6)


def readings(kind):
    """Two readings for a check of `kind`: the first is healthy, the second is not."""
    return {
        "DiskCheck": [(1000, 100, 900), (1000, 950, 50)],
        "MemoryCheck": [
            "MemTotal: 1000 kB\nMemFree: 900 kB\nMemAvailable: 900 kB\n",
            "MemTotal: 1000 kB\nMemFree: 50 kB\nMemAvailable: 50 kB\n",
        ],
        "ProcessCheck": [[(7, "gatehouse")], []],
        "PortCheck": [b"hello", b""],
    }[kind]


@points(2, task=1, covers="R1")
def check_a_health_check_without_check_cannot_be_made(student, reference):
    """A subclass without `check` can be defined, but making an instance raises TypeError."""
    agree(student, reference, "make_bare_check")
    agree(student, reference, "make_forgetful_check")
    agree(student, reference, "only_check_is_abstract")


@points(1, task=1, covers="R2")
def check_name_and_severity_are_kept(student, reference):
    """A check keeps its name and its severity, which must be one of the three."""
    for severity in SEVERITIES:
        agree(student, reference, "name_and_severity", "berth 12", severity)
    agree(student, reference, "name_and_severity", "", "info")
    agree(student, reference, "name_and_severity", "gate 3")
    for severity in ["", "Critical", "fatal", "info "]:
        agree(student, reference, "name_and_severity", "gate 3", severity)


@points(2, task=1, covers="R3")
@given(name=WORDS, severity=st.sampled_from(SEVERITIES), healthy=st.booleans(), detail=WORDS)
def check_run_makes_a_result(student, reference, name, severity, healthy, detail):
    """Running a check calls `check` once and gives a CheckResult that is ok or failing."""
    agree(student, reference, "run_fixed", name, severity, healthy, detail)


@points(2, task=1, covers="R4")
def check_an_exception_becomes_an_error(student, reference):
    """An exception raised by `check` becomes a result with the status error."""
    for exception in ["OSError", "ValueError", "LookupError", "ZeroDivisionError", "Exception"]:
        agree(student, reference, "run_fixed", "crane 9", "warning", exception, "no signal")
    agree(student, reference, "run_fixed", "crane 9", "critical", "RuntimeError", "")
    agree(student, reference, "run_own_error", "hook: stuck")


@points(1, task=1, covers="R4")
def check_an_interrupt_is_not_a_result(student, reference):
    """KeyboardInterrupt and SystemExit pass through `run`."""
    agree(student, reference, "run_interrupted", "KeyboardInterrupt")
    agree(student, reference, "run_interrupted", "SystemExit")


@points(1, task=2, covers="R5")
def check_usage_probes_are_asked_at_each_run(student, reference):
    """Disk and memory checks call their probe once a run, and not when they are made."""
    for kind in ["DiskCheck", "MemoryCheck"]:
        agree(student, reference, "asked_at_each_run", kind, readings(kind))


@points(2, task=2, covers="R6")
@given(
    path=st.sampled_from(["/", "/srv", "/var/log/yard map"]),
    parts=st.tuples(st.integers(0, 3000), st.integers(1, 3000)),
    severity=st.sampled_from(SEVERITIES),
)
def check_disks_of_any_size(student, reference, path, parts, severity):
    """Any disk is judged by its whole percentage in use."""
    used, total = sorted(parts)
    percent = used * 100 // total
    for limit in [percent - 1, percent, percent + 1]:
        agree(student, reference, "disk", path, total, used, limit=limit, severity=severity)


@points(2, task=2, covers="R6")
def check_a_disk_at_its_limit_fails(student, reference):
    """A disk fails from its limit on; percentages are rounded down; a disk of size 0 is at 0."""
    for used in [0, 889, 899, 900, 909, 1000]:
        agree(student, reference, "disk", "/srv", 1000, used)
    for total, used in [(100, 29), (100, 55), (100, 57), (3, 2), (10**13, 9 * 10**12 - 1)]:
        agree(student, reference, "disk", "/srv", total, used, limit=used * 100 // total)
        agree(student, reference, "disk", "/srv", total, used, limit=used * 100 // total + 1)
    agree(student, reference, "disk", "/proc", 0, 0)
    agree(student, reference, "disk", "/proc", 0, 0, limit=0)
    agree(student, reference, "disk", "/srv", 1, 1, limit=2)


@points(2, task=2, covers="R7")
@given(
    numbers=st.tuples(st.integers(0, 5000), st.integers(1, 5000)),
    free=st.integers(0, 5000),
    order=st.permutations(range(5)),
    severity=st.sampled_from(SEVERITIES),
)
def check_memory_of_any_size(student, reference, numbers, free, order, severity):
    """Any meminfo text is judged by what is not available of the total."""
    available, total = sorted(numbers)
    percent = (total - available) * 100 // total
    lines = [
        f"MemTotal:       {total:>8} kB",
        f"MemFree:        {free:>8} kB",
        f"MemAvailable:   {available:>8} kB",
        "HugePages_Total:       0",
        f"SwapMemTotal:   {free:>8} kB",
    ]
    shuffled = [lines[at] for at in order]
    for limit in [percent - 1, percent, percent + 1]:
        agree(student, reference, "memory", shuffled, limit=limit, severity=severity)
    mostly_cached = ["MemTotal: 4000 kB", "MemFree: 90 kB", "MemAvailable: 3000 kB"]
    agree(student, reference, "memory", mostly_cached)


@points(1, task=2, covers="R7 R8")
def check_memory_default_and_missing_lines(student, reference):
    """Memory fails at 90 percent unless told otherwise; a missing line raises ValueError."""
    for available in [99, 100, 101]:
        lines = ["MemTotal: 1000 kB", "MemFree: 3 kB", f"MemAvailable: {available} kB"]
        agree(student, reference, "memory", lines)
    incomplete: list[list[str]] = [
        [],
        ["MemTotal: 1000 kB", "MemFree: 500 kB"],
        ["MemFree: 500 kB", "MemAvailable: 700 kB"],
        ["MemTotal: 1000 kB", "MemAvailableSoon: 700 kB"],
    ]
    for lines in incomplete:
        agree(student, reference, "memory_check", lines)
        agree(student, reference, "memory_run_status", lines)


@points(2, task=3, covers="R9")
@given(
    name=st.sampled_from(["gatehouse", "yardmap", "gate"]),
    names=st.lists(
        st.sampled_from(
            ["gatehouse", "gatehouse-backup", "gate", "Gatehouse", "yardmap", "old yardmap"]
        ),
        max_size=7,
    ),
    minimum=st.integers(0, 3),
    severity=st.sampled_from(SEVERITIES),
)
def check_any_process_table(student, reference, name, names, minimum, severity):
    """Processes are counted by their exact name and compared with the minimum."""
    table = list(enumerate(names, start=300))
    agree(student, reference, "process", name, table, minimum=minimum, severity=severity)
    agree(student, reference, "process", name, table)
    agree(student, reference, "process", name, [(7, f"{name}-backup"), (8, f"old {name}")])


@points(2, task=3, covers="R10")
@given(
    host=st.sampled_from(["yard-1", "berth-planner", "127.0.0.1"]),
    number=st.integers(1, 65535),
    data=st.sampled_from([b"", b"\x00", b"\n", b"220 gatehouse ready\r\n"]),
    severity=st.sampled_from(SEVERITIES),
)
def check_ports_answer_or_hang_up(student, reference, host, number, data, severity):
    """A port is healthy when a first byte arrives; no byte means that the service hung up."""
    agree(student, reference, "port", host, number, data, severity=severity)
    agree(student, reference, "port", host, number, data)


@points(2, task=3, covers="R11")
def check_only_oserror_is_a_closed_port(student, reference):
    """An OSError of the connection makes the check fail; any other exception leaves `check`."""
    for exception in ["ConnectionRefusedError", "TimeoutError", "OSError"]:
        agree(student, reference, "port", "yard-1", 8000, b"x", exception)
        agree(student, reference, "port", "yard-1", 8000, b"x", None, exception)
    for exception in ["OverflowError", "ValueError", "RuntimeError"]:
        agree(student, reference, "port_check", b"x", exception)
        agree(student, reference, "port_check", b"x", None, exception)


@points(2, task=3, covers="R12")
def check_an_opened_connection_is_closed(student, reference):
    """A connection that was opened is closed, also when reading from it fails."""
    agree(student, reference, "port_is_closed", b"hello")
    agree(student, reference, "port_is_closed", b"")
    for exception in ["ConnectionResetError", "TimeoutError", "ValueError"]:
        agree(student, reference, "port_is_closed", b"hello", exception)


@points(1, task=3, covers="R5")
def check_service_probes_are_asked_at_each_run(student, reference):
    """Process and port checks call their probe once a run, and not when they are made."""
    for kind in ["ProcessCheck", "PortCheck"]:
        agree(student, reference, "asked_at_each_run", kind, readings(kind))


@points(1, task=3, covers="R5")
def check_the_template_is_written_once(student, reference):
    """None of the four concrete classes defines `run` again."""
    for kind in ["DiskCheck", "MemoryCheck", "ProcessCheck", "PortCheck"]:
        agree(student, reference, "has_own_run", kind, readings(kind)[0])


@points(2, task=4, covers="R13 R14")
@given(checks=ROUNDS)
def check_a_round_runs_every_check_in_order(student, reference, checks):
    """Every check runs once, in order, whatever became of the ones before."""
    agree(student, reference, "run_round", checks)
    agree(student, reference, "run_round", EVERY)


@points(1, task=4, covers="R13")
def check_a_runner_can_run_again(student, reference):
    """A runner made from a generator runs more than once; changing the list changes nothing."""
    checks = [("gate 1", "info", True, "open"), ("gate 2", "critical", False, "shut")]
    agree(student, reference, "run_twice_from_generator", checks)
    agree(student, reference, "run_after_change_of_list", checks)


@points(2, task=4, covers="R15 R16")
@given(checks=ROUNDS)
def check_reports_of_any_round(student, reference, checks):
    """The report has a line for each result and a last line that names the worst severity."""
    agree(student, reference, "report", checks)
    agree(student, reference, "report", EVERY)


@points(1, task=4, covers="R15 R16")
def check_report_edges(student, reference):
    """An empty round has a report; writing one runs every check once."""
    agree(student, reference, "report", [])
    agree(student, reference, "report", [("gate", "critical", True, "open")])
    for first, second in [("info", "warning"), ("warning", "info"), ("critical", "warning")]:
        checks = [
            ("a", first, False, "x"),
            ("b", second, "OSError", "y"),
            ("c", "critical", True, "z"),
        ]
        agree(student, reference, "report", checks)
        agree(student, reference, "runs_for_report", checks)
