"""Hidden checks of resource-custodian."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

LINES = st.lists(st.binary(max_size=4), max_size=5)
LOGS = st.lists(LINES, max_size=9)
STEPS = st.lists(st.integers(-6, 3), max_size=10)
NIGHT = [
    b"01:00 gate 3 opens\n02:30 gate 3 closes\n",
    b"",
    b"00:10 crane 1 up\n02:30 crane 1 down",
    b"02:30 gate 3 closes\n",
    "01:00 quai é\n".encode(),
    b"\n01:00 gate 3 opens\r\n",
]


def log_of(lines, ended):
    """A sorted log; its last line may lack its end."""
    made = sorted(line.replace(b"\n", b"-") for line in lines)
    content = b"".join(line + b"\n" for line in made)
    return content if ended or not made or not made[-1] else content[:-1]


@points(2, task=1, covers="R1")
def check_a_census_opens_through_its_opener(student, reference):
    """A census opens with its opener, or with open, and hands over the file that it got."""
    agree(student, reference, "census_through", False)
    agree(student, reference, "census_through", True)
    agree(student, reference, "census_of_plain_open", b"04:00 tide\n")


@points(
    2,
    task=1,
    covers="R2 R4",
    after="check_a_census_opens_through_its_opener",
    reply="which files are open now, and how many were at once? A path may be open twice",
)
def check_a_census_tells_what_is_open(student, reference):
    """A census lists the open files by descriptor, and keeps the greatest number of them."""
    agree(student, reference, "census_story", [0, 1, 2, -1, -3, 3])
    agree(student, reference, "census_story", [2, -1, 0, -2, 1, -3])
    agree(student, reference, "census_story", [1, 1, 0, 1, -2])


@points(2, task=1, covers="R2 R4", after="check_a_census_tells_what_is_open")
@given(steps=STEPS)
def check_any_story_of_a_census(student, reference, steps):
    """A census is right after any opening and closing."""
    agree(student, reference, "census_story", steps)


@points(
    1,
    task=1,
    covers="R3",
    after="check_a_census_tells_what_is_open",
    reply="a forgotten file has to stay open, so that somebody can see that it was forgotten",
)
def check_a_forgotten_file_is_listed(student, reference):
    """A file that nobody remembers but the census is open and listed."""
    agree(student, reference, "census_of_forgotten")


@points(2, task=2, covers="R5 R6")
def check_open_all_lends_the_files(student, reference):
    """open_all() lends a list of files in order and closes them, also after an exception."""
    for count in (0, 1, 4):
        for raising in (False, True):
            agree(student, reference, "lend_all", count, raising)
    agree(student, reference, "lend_all_by_default", [b"one\n", b"", b"two"])


@points(
    2,
    task=2,
    covers="R6",
    after="check_open_all_lends_the_files",
    reply="the files before the one that failed are open, and nobody else knows them",
)
def check_open_all_closes_what_it_had_opened(student, reference):
    """If a path cannot be opened, open_all() closes those before it."""
    for missing in (0, 2, 4):
        agree(student, reference, "lend_with_one_missing", 5, missing)


@points(
    2,
    task=2,
    covers="R6",
    after="check_open_all_lends_the_files",
    reply="one file raised while it was closed; what became of the others?",
)
def check_open_all_closes_the_rest(student, reference):
    """If closing one file raises, open_all() closes the others all the same."""
    for jams in ([0], [2], [4], [1, 3]):
        agree(student, reference, "lend_with_jams", 5, jams)


@points(2, task=3, covers="R7 R8 R9")
def check_logs_are_merged(student, reference):
    """A few logs become one sorted file, with nothing left open or lying about."""
    agree(student, reference, "merge_by_default", NIGHT[:2] + NIGHT[3:5])
    agree(student, reference, "merge", NIGHT[:2])
    agree(student, reference, "merge", [])
    agree(student, reference, "merge", [b""])
    agree(student, reference, "merge", [b"\n", b"a\n"])
    agree(student, reference, "merge_same_path", b"a\nb\n", 2, 3)


@points(
    2,
    task=3,
    covers="R7",
    after="check_logs_are_merged",
    reply="look at a last line without its end, at an empty line, and at bytes below b'\\n'",
)
def check_lines_are_compared_without_their_ends(student, reference):
    """Lines are compared as bytes without their ends; each is written with one."""
    agree(student, reference, "merge", NIGHT, 20)
    agree(student, reference, "merge", [b"a", b"b", b"a"], 20)
    agree(student, reference, "merge", [b"a\na\t1\n", b"a\n"], 20)
    agree(student, reference, "merge", [b"\r\n", b"\x0b\n\x85\n", b"\x00\n"], 20)


@points(
    2,
    task=3,
    covers="R8",
    after="check_logs_are_merged",
    reply="there are far more logs than may be open at once",
)
def check_many_logs_are_merged_in_rounds(student, reference):
    """Far more logs than the limit are merged in several rounds."""
    logs = [b"%03d a\n%03d b\n" % (99 - number, 99 - number) for number in range(50)]
    agree(student, reference, "merge", logs, 5, strict=False)
    agree(student, reference, "merge", logs, 10, strict=False)
    agree(student, reference, "merge_many_by_default", 350, 300)


@points(
    2,
    task=3,
    covers="R8",
    after="check_many_logs_are_merged_in_rounds",
    reply="the file being written is open as well; below a limit of 3 nothing can be merged",
)
def check_the_limit_counts_every_file(student, reference):
    """No more files than the limit are open, the one that is written among them; 3 is the least."""
    for count in (2, 3, 4, 5, 9, 16):
        logs = [b"%d\n" % (number % 4) for number in range(count)]
        for limit in (3, 4, 5, 17):
            agree(student, reference, "merge", logs, limit)
    agree(student, reference, "merge_many_by_default", 110, 100)
    for limit in (2, 1, 0, -5):
        agree(student, reference, "merge_with_small_limit", limit)


@points(
    2,
    task=3,
    covers="R8 R9",
    after="check_the_limit_counts_every_file",
    reply="look into the default folder of tempfile while the job runs, and afterwards",
)
def check_temporary_files_vanish(student, reference):
    """Results of earlier rounds go through the opener, into a temporary folder that vanishes."""
    agree(student, reference, "merge_opens", [b"%d\n" % number for number in range(8)], 3)
    for missing in (0, 4, 8):
        agree(student, reference, "merge_with_one_missing", 9, missing, 4, None)


@points(
    2,
    task=3,
    covers="R9",
    after="check_logs_are_merged",
    reply="what is in the target when a log cannot be opened?",
)
def check_a_missing_log_spares_the_target(student, reference):
    """If a log cannot be opened the target is not touched."""
    for target in (None, b"of yesterday\n"):
        for missing in (0, 2):
            agree(student, reference, "merge_with_one_missing", 3, missing, 20, target)


@points(
    2,
    task=3,
    covers="R10",
    after="check_the_limit_counts_every_file",
    reply="how many lines of a log are in memory at the same time?",
)
def check_logs_larger_than_memory(student, reference):
    """Logs of any size are merged with a line or two of each in memory."""
    logs = [b"".join(b"%04d\n" % (line * 3 + log) for line in range(60)) for log in range(3)]
    agree(student, reference, "merge_in_small_memory", logs, 10)
    agree(student, reference, "merge_in_small_memory", logs, 3)
    agree(student, reference, "merge_in_small_memory", [logs[0], b"9999\n", logs[0]], 5)


@points(
    2,
    task=3,
    covers="R7 R8",
    after="check_the_limit_counts_every_file check_lines_are_compared_without_their_ends",
)
@given(logs=LOGS, ended=st.booleans(), limit=st.integers(3, 6), examples=25)
def check_any_logs_are_merged(student, reference, logs, ended, limit):
    """Any sorted logs are merged, with any limit."""
    agree(student, reference, "merge", [log_of(lines, ended) for lines in logs], limit)


@points(
    2,
    task=4,
    covers="R11",
    reply="the mode counts from the first moment; one call of tempfile gives name and mode",
)
def check_a_secret_is_private(student, reference):
    """A secret lies in a new, closed file that only its owner can ever read."""
    agree(student, reference, "lend_secret", b"token \xff 4711", ".key")
    agree(student, reference, "lend_secret", b"", "")
    agree(student, reference, "lend_two_secrets")
    for mask in (0o022, 0o000, 0o077):
        agree(student, reference, "secret_modes", mask)


@points(
    2,
    task=4,
    covers="R12",
    reply="the file goes, however the block ends, and whatever became of it meanwhile",
)
def check_a_secret_is_gone_afterwards(student, reference):
    """The secret is gone after the block, after an exception, and if a tool removed it."""
    for event in ("", "raised", "removed", "text"):
        agree(student, reference, "secret_after", event)


@points(
    3,
    task=5,
    covers="R13 R14",
    after="check_lines_are_compared_without_their_ends check_a_missing_log_spares_the_target",
    reply="look at the members' names, and at the archive when a log is missing",
)
def check_batches_are_packed(student, reference):
    """Each batch becomes a member of the archive, which stays as it is if a log is missing."""
    agree(student, reference, "pack", {"gate-3": NIGHT[:3], "berth 1": NIGHT[3:5], "crané": []})
    agree(student, reference, "pack", {"yard": [b"b\n" * 200, b"a\n"]})
    agree(student, reference, "pack", {})
    agree(student, reference, "pack_with_one_missing", None)
    agree(student, reference, "pack_with_one_missing", b"of yesterday")


@points(2, task=6, covers="R15", after="check_the_limit_counts_every_file")
def check_the_program_merges(student, reference):
    """The program merges its logs, prints its line and exits with 0."""
    agree(student, reference, "program", NIGHT[:2], [])
    agree(student, reference, "program", [b"b\na\n"[2:]], ["--limit", "7"])
    agree(
        student, reference, "program", [b"%d\n" % number for number in range(8)], ["--limit", "3"]
    )
    for side in (student, reference):
        side.put("tide.log", b"04:00 low\n16:30 low")
    told = student.run("--limit", "4", "tides", "tide.log", "tide.log", "tide.log")
    expect([told["exit"], told["stderr"]], [0, ""])
    expect(told["stdout"].startswith("6 lines from 3 logs, "), True)
    expect(student.get("tides"), b"04:00 low\n" * 3 + b"16:30 low\n" * 3)


@points(2, task=6, covers="R16", after="check_the_limit_counts_every_file")
def check_the_program_reports_errors(student, reference):
    """After an error there is one line on standard error, none on standard output, and status 1."""
    agree(student, reference, "program", [b"a\n"], [], missing=True)
    agree(student, reference, "program", [b"a\n"], ["--limit", "2"])
    told = student.run("tides", "no such tide")
    expect([told["exit"], told["stdout"], told["stderr"].startswith("error: ")], [1, "", True])
