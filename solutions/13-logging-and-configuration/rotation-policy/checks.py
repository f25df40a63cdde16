"""Hidden checks of rotation-policy."""

from datetime import date, timedelta

from hypothesis import strategies as st

from grader.checks import agree, given, points

ZONES = ["UTC0", "QST-5:30", "WST8"]
SMALL = [90, 2]
LETTERS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]
EVENING = ["2026-03-28 22:10:00", "2026-03-28 23:59:59", "2026-03-29 00:00:00"]
MORNING = ["2026-03-29 07:45:00", "2026-03-29 23:59:59", "2026-03-30 00:00:01"]
WEEK = [f"2026-02-{day} 15:00:00" for day in range(23, 29)]
SPRING = [f"2026-03-{day:02} 15:00:00" for day in range(1, 5)]
START = date(2026, 3, 28)
ARCHIVES = [f"tide.log.2026-03-{day}" for day in (18, 19, 20, 21, 22, 27, 28)]
STRANGERS = [
    "tide.log",
    "tide.error.log",
    "tide.error.log.2026-01-05",
    "tide.log.1",
    "tide.log.2026-02-30",
    "tide.log.2026-01-05.gz",
    "tide.log.20260105",
    "tide.log.2026-W02-1",
    "tide.log.2026-1-5",
    "tide.log.",
    "tidexlog.2026-01-05",
    "ebb-tide.log.2026-01-05",
    "Tide.log.2026-01-05",
    "tide.log.notes-of-2026-01-05",
]


def days_after(numbers):
    """Moments on days that follow each other by these numbers of days."""
    moments, day = [], START
    for number, hour in numbers:
        day += timedelta(days=number)
        moments.append(f"{day} {hour:02}:30:00")
    return sorted(moments)


@points(2, task=1, covers="R1")
def check_rules_that_keep_everything_are_refused(student, reference):
    """BySize and ByDay raise ValueError for numbers below 1."""
    for numbers in [[0, 3], [500, 0], [-1, 3], [500, -2], [0, 0], [0], [-7]]:
        agree(student, reference, "rule", numbers)
    for numbers in [[1, 1], [500, 3], [1], [30]]:
        agree(student, reference, "rule", numbers)


@points(2, task=1, covers="R2")
def check_lines_have_their_time_in_utc(student, reference):
    """A line has its time in UTC, level, logger and message, in every time zone."""
    for zone in ZONES:
        agree(student, reference, "written", zone, "2026-03-28 23:05:09", 30, "tide", "%s m", 4)
        agree(student, reference, "written", zone, "2026-12-31 00:00:00", 50, "a.b", "gone %r", "x")


@points(1, task=1, covers="R2")
def check_other_formatters_stay_as_they_are(student, reference):
    """A formatter of somebody else keeps its own idea of the time."""
    for zone in ZONES:
        agree(student, reference, "other_formatters", zone)


@points(1, task=1, covers="R3")
def check_how_a_file_begins(student, reference):
    """The folder is made at once, the file with the first record; an old file goes on."""
    for numbers in [[500, 2], [7]]:
        agree(student, reference, "before_the_first_record", numbers)
        agree(student, reference, "goes_on", numbers)


@points(1, task=1, covers="R4")
def check_files_are_in_utf_8(student, reference):
    """The bytes of a file are UTF-8, also on a machine that prefers another encoding."""
    for numbers in [[10_000, 1], [7]]:
        agree(student, reference, "written_elsewhere", numbers, ["Ørsted", "港", "€ 12", "plain"])


@points(2, task=1, covers="R5")
def check_a_full_file_moves_on(student, reference):
    """A file is rotated by size, and as many old ones are kept as the rule says."""
    agree(student, reference, "by_size", SMALL, LETTERS[:2])
    agree(student, reference, "by_size", SMALL, LETTERS)
    agree(student, reference, "by_size", [90, 1], LETTERS)
    agree(student, reference, "by_size", [140, 3], LETTERS * 2)
    agree(student, reference, "by_size", [10_000, 3], LETTERS)


@points(
    1,
    task=1,
    covers="R5",
    after="""check_a_full_file_moves_on check_lines_have_their_time_in_utc
    check_how_a_file_begins""",
)
@given(
    max_bytes=st.integers(60, 200),
    backups=st.integers(1, 3),
    messages=st.lists(st.text(alphabet="abcdef", min_size=1, max_size=12), max_size=8),
)
def check_any_limit_of_size(student, reference, max_bytes, backups, messages):
    """Any limit of size and any number of old files is kept."""
    agree(student, reference, "by_size", [max_bytes, backups], messages)


@points(2, task=2, covers="R6", after="check_how_a_file_begins")
def check_days_end_at_midnight(student, reference):
    """A day's file is archived under its date with the first record after midnight."""
    agree(student, reference, "by_day", 9, "UTC0", EVENING + MORNING)
    agree(student, reference, "by_day", 9, "UTC0", EVENING[:2])


@points(2, task=2, covers="R6", after="check_days_end_at_midnight")
def check_midnight_is_that_of_utc(student, reference):
    """In every time zone the day ends at midnight in UTC, and has its date in UTC."""
    for zone in ZONES:
        agree(student, reference, "by_day", 9, zone, EVENING + MORNING)
        agree(student, reference, "by_day", 9, zone, EVENING[:2])


@points(2, task=2, covers="R6 R7", after="check_days_end_at_midnight")
def check_a_quiet_day_leaves_no_archive(student, reference):
    """Days without a record have no archive; an archive has the date of its own records."""
    agree(student, reference, "by_day", 9, "UTC0", [WEEK[0], WEEK[3], WEEK[4]])
    agree(student, reference, "by_day", 9, "UTC0", [WEEK[0], SPRING[0], SPRING[3]])


@points(2, task=2, covers="R7", after="check_days_end_at_midnight")
def check_so_many_archives_are_kept(student, reference):
    """Only the newest archives stay, as many as the rule has days."""
    agree(student, reference, "by_day", 2, "UTC0", WEEK + SPRING)
    agree(student, reference, "by_day", 1, "UTC0", WEEK)
    agree(student, reference, "by_day", 5, "UTC0", WEEK)


@points(1, task=2, covers="R6", after="check_days_end_at_midnight")
def check_a_restart_finishes_an_old_day(student, reference):
    """A file of an earlier day is archived by the next start of the service, one of today is not."""
    agree(student, reference, "after_a_night", 3, "UTC0", EVENING[0], MORNING[0])
    agree(student, reference, "after_a_night", 3, "UTC0", EVENING[0], EVENING[1])
    agree(student, reference, "after_a_night", 3, "UTC0", EVENING[1], MORNING[0])


@points(
    1,
    task=2,
    covers="R6 R7",
    after="""check_midnight_is_that_of_utc check_a_quiet_day_leaves_no_archive
    check_so_many_archives_are_kept""",
)
@given(
    days=st.integers(1, 3),
    zone=st.sampled_from(ZONES),
    steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 23)), min_size=1, max_size=7),
)
def check_any_sequence_of_days(student, reference, days, zone, steps):
    """Whatever days records come on, each archive has its day and the newest stay."""
    agree(student, reference, "by_day", days, zone, days_after(steps))


@points(3, task=3, covers="R8 R10")
def check_archives_expire_by_date(student, reference):
    """An archive more days old than the rule says is deleted; by size, or without any, none is."""
    for days in [1, 6, 7, 8, 9, 10, 400]:
        agree(student, reference, "purged", [days], ARCHIVES, "2026-03-28")
    agree(student, reference, "purged", [3], ["tide.log.2026-04-02"], "2026-03-28")
    agree(student, reference, "purged", [1], ["tide.log.2024-02-29"], "2024-03-01")
    agree(student, reference, "purged", [1], ["tide.log.2024-02-28"], "2024-03-01")
    agree(student, reference, "purged_twice", [7], ARCHIVES, "2026-03-28")
    agree(student, reference, "purged", [500, 2], ARCHIVES, "2026-03-28")
    agree(student, reference, "purged", [5], [], "2026-03-28")
    for main in [[5], [500, 2]]:
        agree(student, reference, "purged_without_a_folder", main)


@points(3, task=3, covers="R9", after="check_archives_expire_by_date")
def check_other_files_stay(student, reference):
    """What only looks like an archive of the main log stays, and so does a folder."""
    agree(student, reference, "purged", [5], STRANGERS, "2026-03-28")
    agree(student, reference, "purged", [5], STRANGERS + ARCHIVES, "2026-03-28")
    folders = ["tide.log.2026-01-06"]
    agree(student, reference, "purged", [5], ARCHIVES, "2026-03-28", folders=folders)


@points(1, task=3, covers="R8", after="check_other_files_stay")
@given(
    ages=st.lists(st.integers(-2, 12), max_size=6, unique=True),
    days=st.integers(1, 9),
    service=st.sampled_from(["tide", "reefer-watch", "gate7"]),
)
def check_any_archives_expire(student, reference, ages, days, service):
    """Whatever archives there are, those too old go, and their names come back sorted."""
    names = [f"{service}.log.{START - timedelta(days=age)}" for age in ages]
    agree(student, reference, "purged", [days], names, str(START), service=service)


@points(3, task=4, covers="R11")
def check_where_records_go(student, reference):
    """The main file has every record once, the error file the errors."""
    for environment in ["production", "staging", "development", "Development", ""]:
        agree(student, reference, "recorded", environment)
    agree(student, reference, "recorded", "production", main=[5])
    agree(student, reference, "recorded", "production", main=[10_000, 2], errors=[60, 2])


@points(2, task=4, covers="R11 R12", after="check_where_records_go")
def check_the_console_is_for_development(student, reference):
    """In development, and only there, the console gets all records too, debug included."""
    for environment in ["production", "staging", "development", "Development", ""]:
        agree(student, reference, "on_the_console", environment)
    agree(student, reference, "recorded_to_stderr", "development")
    agree(student, reference, "recorded_to_stderr", "production")


@points(1, task=4, covers="R11", after="check_where_records_go")
def check_a_parent_does_not_hear_it(student, reference):
    """In the block the handlers of the parent get nothing; the logger's own handlers stay."""
    for environment in ["production", "development"]:
        agree(student, reference, "with_a_parent", environment)


@points(2, task=4, covers="R13", after="check_where_records_go")
def check_the_logger_is_as_before(student, reference):
    """After the block, or an error in it, the logger is as before and its files are closed."""
    for environment in ["production", "development"]:
        for level in [0, 10, 40]:
            for propagate in [True, False]:
                for fails in [True, False]:
                    agree(student, reference, "afterwards", environment, level, propagate, fails)
    agree(student, reference, "recorded", "production", times=3)
    agree(student, reference, "on_the_console", "development", times=2)
