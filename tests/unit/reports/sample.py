"""Reports to render: a small class in which everything happens once, a class of any size, and a hostile one."""

from __future__ import annotations

import random
from dataclasses import replace

from grader.model import CheckResult, ExerciseResult, Level, Outcome, Report, SubmissionResult, Verdict

WEEK = "06-abcs-protocols-mixins"
BERTHS, HEALTH, RESTART = f"{WEEK}/berth-board", f"{WEEK}/health-check-framework", f"{WEEK}/restartable-services"
TITLES = {
    BERTHS: "Berth board",
    f"{BERTHS}#1": "Keep the hours of a berth",
    f"{BERTHS}#2": "Withdraw berth time",
    HEALTH: "A framework for health checks",
    f"{HEALTH}#1": "Say what every check has to have",
    f"{HEALTH}#2": "Run all checks and sum up",
    RESTART: "Restartable services",
    f"{RESTART}#1": "Restart anything that can stop and start",
}
CHECKS = {
    BERTHS: (
        ("starts_free", "A new berth has all its hours free.", 1, 2),
        ("books", "Booking takes the hours off.", 1, 2),
        ("no_negative", "Booking a negative number of hours raises ValueError.", 1, 2),
        ("too_many", "Booking more hours than are free raises ValueError.", 2, 4),
        ("unchanged", "A booking that fails leaves the berth unchanged.", 2, 4),
        ("any_sequence", "Any sequence of bookings agrees with the specification.", 2, 6),
    ),
    HEALTH: (
        ("incomplete", "An incomplete HealthCheck cannot be instantiated.", 1, 3),
        ("name_needed", "A check without a name cannot be created.", 1, 3),
        ("keeps_order", "Checks run in the order in which they were registered.", 2, 4),
        ("one_raises", "A check that raises counts as unhealthy; the rest still runs.", 2, 5),
        ("summary", "The summary counts healthy and unhealthy checks.", 2, 5),
    ),
    RESTART: (
        ("stops_first", "Restarting stops a service before it starts it again.", 1, 4),
        ("structural", "Whatever has stop and start is accepted, with no base class.", 1, 4),
        ("any_fleet", "Any fleet restarts in the order it was given.", 1, 6),
    ),
}
MESSAGE = "you called   berth.book(hours=30)        (24 were free)\nyou got      returned None\nexpected     ValueError"
MISCONCEPTION = "Lets a booking through that takes more hours than are free."
FAULT = "the worker ended before any student code ran (exit status 159)"
REPLY = "What does your berth hold after booking thirty of twenty-four hours? Where could you find out before?"


def result(exercise: str, *outcomes: Outcome, verdict: Verdict = Verdict.GRADED, message: str = "") -> ExerciseResult:
    """One exercise in which the checks ended like `outcomes`; checks beyond those passed, or did not run."""
    rest = Outcome.PASSED if verdict is Verdict.GRADED else Outcome.NOT_RUN
    checks = []
    for index, (name, title, task, points) in enumerate(CHECKS[exercise]):
        outcome = outcomes[index] if index < len(outcomes) else rest
        earned = points if outcome is Outcome.PASSED else 0
        checks.append(CheckResult(f"check_{name}", title, outcome, earned, points, task))
    week, slug = exercise.split("/")
    return ExerciseResult(week, slug, verdict, tuple(checks), message)


def tell(found: ExerciseResult, check: str, message: str, file: str = "", line: int = 0) -> ExerciseResult:
    """The same with a message and a place at one check."""
    checks = (replace(c, message=message, file=file, line=line) if c.id == check else c for c in found.checks)
    return replace(found, checks=tuple(checks))


def amina() -> SubmissionResult:
    """A student who is halfway: one exercise done, one with a known misconception, one not started."""
    outcomes = [Outcome.PASSED, Outcome.PASSED, Outcome.RAISED, Outcome.WRONG, Outcome.SKIPPED, Outcome.SKIPPED]
    berths = result(BERTHS, *outcomes)
    berths = tell(berths, "check_too_many", MESSAGE, "berth_board.py", 31)
    berths = tell(berths, "check_no_negative", "TypeError where ValueError is due", "berth_board.py", 24)
    return SubmissionResult(
        "amina-yusuf",
        (
            replace(berths, misconception=MISCONCEPTION, reply=REPLY),
            result(HEALTH),
            result(RESTART, verdict=Verdict.NOT_STARTED),
        ),
        notes=("conftest.py stayed behind: the exercise does not ask for it",),
    )


def small_class() -> Report:
    """Six students of week 6 to whom everything happens that can happen."""
    students = (
        SubmissionResult("Zoë Brontë", (result(BERTHS), result(HEALTH), result(RESTART))),
        amina(),
        SubmissionResult(
            "jonas-vd-berg",
            (
                replace(result(BERTHS, *[Outcome.PASSED] * 3, *[Outcome.WRONG] * 3), misconception=MISCONCEPTION),
                result(HEALTH, verdict=Verdict.IMPORT_FAILED, message="SyntaxError: '(' was never closed (line 12)"),
                result(RESTART, Outcome.TIMEOUT, Outcome.PASSED, Outcome.MEMORY),
            ),
        ),
        SubmissionResult(
            "李小龍",
            (
                result(BERTHS, Outcome.CRASHED, Outcome.RESOURCE, Outcome.BAD_RETURN, Outcome.NOT_RUN),
                replace(result(HEALTH, verdict=Verdict.GRADER_ERROR, message=FAULT), confirmed_alone=True),
                result(RESTART, Outcome.WRONG),
            ),
        ),
        SubmissionResult(
            "מרים",
            (
                result(BERTHS, verdict=Verdict.MISSING),
                result(HEALTH, Outcome.PASSED, Outcome.WRONG, Outcome.PASSED, Outcome.RAISED),
                result(RESTART, verdict=Verdict.REJECTED, message="restartable_services.py is not UTF-8 (byte 812)"),
            ),
        ),
        SubmissionResult("tomasz", (result(BERTHS, verdict=Verdict.MISSING), result(HEALTH), result(RESTART))),
    )
    return Report(Level.L2, students, 7, "3.11.9", "0.1.0", "bubblewrap 0.8, seccomp", dict(TITLES))


def one_student() -> Report:
    """The report that one student gets."""
    return replace(small_class(), submissions=(amina(),))


NASTY = (
    "\x1b[2J\x1b]0;owned\x07 red",
    "::error file=x::pwned",
    "a\n::set-output name=grade::100",
    "##[add-path]/tmp/evil ##vso[task.setvariable variable=x]y",
    "</style></title><script>alert(1)</script><img src=http://e.example/x onerror=alert(1)>",
    "[click](http://e.example) ![x](http://e.example/p.png) | ` `` @octocat <b>",
    '=HYPERLINK("http://e.example")',
    "\ud800 lone \udcff",
    "\x00\x08\r\x0b\x85\u2028\ufffe\uffff\U000e0041",
    "\u202etxt.exe \u2066x\u2069 \u200bzero\ufeff",
    "Z" + "\u0301" * 60 + "algo",
    "{{ 7 * 7 }} {% raw %} [bold red]rich[/] :smile: \\N{BELL}",
    "x" * 30_000,
    "line\n" * 5_000,
    "]]><![CDATA[ --> &lt; %0A::error::x",
    "",
)
"""Names and messages that each attack one kind of sink."""


def hostile() -> Report:
    """Every field that may hold a student's text holds each of `NASTY`, in all places at once."""
    submissions = []
    for index, text in enumerate(NASTY):
        check = CheckResult(f"check_{index}", text, Outcome.WRONG, 0, 3, 1, text, text, 12)
        verdict = (Verdict.GRADED, Verdict.IMPORT_FAILED, Verdict.GRADER_ERROR)[index % 3]
        found = ExerciseResult("01-week", f"exercise-{index % 4}", verdict, (check,), text, text, text, True)
        submissions.append(SubmissionResult(text, (found,), (text,)))
    titles = {f"01-week/exercise-{index}": text for index, text in enumerate(NASTY[3:7])}
    return Report(Level.L1, tuple(submissions), 1, NASTY[0], NASTY[4], NASTY[2], titles)


NAMES = (  # noqa: SIM905 - a list of them would be thirty lines long
    "Amina Yusuf;Anselm Okoro;Bao Nguyễn;Beatriz Albuquerque e Souza;Chiara Conti;Dagný Jónsdóttir;Dmitri Volkov;"
    "Élodie Marchand;Farid Rahimi;Grace Mwangi;Håkon Lie;Hye-jin Park;Ines Castro;Ivan Horvat;Jonas van den Berg;"
    "Kavya Iyer;Keiko Tanaka;Leila Haddad;李小龍;Maeve O'Brien;Mateusz Wójcik;מרים לוי;Nadia Petrova;Oluwaseun Adeyemi;"
    "Priya Raman;Quentin Dubois;Rosa Jiménez;Samuel Asante;Tomasz Zieliński;Zoë Brontë"
).split(";")
SENTENCES = [(title, points) for checks in CHECKS.values() for _, title, _, points in checks]
MISTAKES = (
    MISCONCEPTION,
    "Starts the service again without stopping it first.",
    "Compares names with `is`, which holds only for interned strings.",
    "Shares one mutable default between all instances.",
)
TOLD = {Outcome.WRONG: MESSAGE, Outcome.RAISED: "AttributeError: 'Berth' object has no attribute 'hours'"}
SLUGS = (
    "berth-board", "health-check-framework", "restartable-services", "gate-log-summary", "tariff-signatures",
    "meter-factory", "page-cursor", "lazy-log-pipeline", "call-auditor", "handler-dispatch",
)  # fmt: skip


def big_class(students: int, exercises: int, checks: int, seed: int = 3) -> Report:
    """A class in which able students pass more and hard checks fail more often, as in life."""
    dice = random.Random(seed)
    slugs = [SLUGS[index % len(SLUGS)] + ("" if index < len(SLUGS) else f"-{index}") for index in range(exercises)]
    hard = {(slug, index): dice.betavariate(1.2, 3) for slug in slugs for index in range(checks)}
    submissions = []
    for index in range(students):
        able = dice.betavariate(3, 1.3)
        name = NAMES[index % len(NAMES)] + ("" if index < len(NAMES) else f" {index // len(NAMES) + 1}")
        submissions.append(SubmissionResult(name, tuple(_rolled(dice, slug, checks, able, hard) for slug in slugs)))
    titles = {f"{WEEK}/{slug}": slug.replace("-", " ").capitalize() for slug in slugs}
    return Report(Level.L2, tuple(submissions), seed, "3.11.9", "0.1.0", "", titles)


def _rolled(
    dice: random.Random, slug: str, count: int, able: float, hard: dict[tuple[str, int], float]
) -> ExerciseResult:
    fate = dice.random()
    if fate > 0.9:
        verdicts = (Verdict.NOT_STARTED,) * 4 + (Verdict.MISSING,) * 3 + (Verdict.IMPORT_FAILED,) * 2
        verdict = dice.choice((*verdicts, Verdict.REJECTED, Verdict.GRADER_ERROR))
        plan = tuple(_planned(slug, index) for index in range(count))
        said = {Verdict.IMPORT_FAILED: "SyntaxError: '(' was never closed", Verdict.GRADER_ERROR: FAULT}
        return ExerciseResult(WEEK, slug, verdict, plan, said.get(verdict, ""))
    found: list[CheckResult] = []
    for index in range(count):
        check = _planned(slug, index)
        if dice.random() < 0.35 + able - hard[slug, index]:
            found.append(replace(check, outcome=Outcome.PASSED, points=check.max_points))
            continue
        kinds = (Outcome.WRONG,) * 6 + (Outcome.RAISED,) * 3 + (Outcome.SKIPPED,) * 3
        outcome = dice.choice((*kinds, Outcome.TIMEOUT, Outcome.BAD_RETURN))
        line = dice.randrange(8, 60)
        check = replace(check, outcome=outcome, message=TOLD.get(outcome, ""))
        if outcome is not Outcome.SKIPPED:
            check = replace(check, file=f"{slug.replace('-', '_')}.py", line=line)
        found.append(check)
    failed = sum(check.outcome is Outcome.WRONG for check in found)
    known = failed >= 1 and dice.random() < 0.7
    mistake = MISTAKES[(len(slug) + min(dice.randrange(3), dice.randrange(3))) % 4] if known else ""
    return ExerciseResult(WEEK, slug, Verdict.GRADED, tuple(found), "", mistake, REPLY if known else "")


def _planned(slug: str, index: int) -> CheckResult:
    title, points = SENTENCES[(index + len(slug)) % len(SENTENCES)]
    return CheckResult(f"check_{index}", title, Outcome.NOT_RUN, 0, points, 1 + index // 4)
