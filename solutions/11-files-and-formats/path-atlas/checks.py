"""Hidden checks of path-atlas."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

FOLDERS = ["raw", "clean", "reports/daily", "reports/monthly"]
FILES = [
    ("raw/line-1.csv", 40),
    ("raw/line-2.csv", 30),
    ("raw/deep/er/line-3.csv", 7),
    ("raw/deep-sea.txt", 1),
    ("clean/all.csv", 200),
    ("reports/daily/monday.md", 12),
    ("survey.toml", 9),
    ("line-9.csv", 0),
]
HIDDEN = [(".env", 3), (".cache/old.csv", 8), ("raw/.partial.csv", 5), ("raw/.git/x/y.csv", 2)]
LINKS = [
    ("raw/far.csv", "../../elsewhere/far.csv"),
    ("raw/near.csv", "line-1.csv"),
    ("clean/broken.csv", "nowhere"),
    ("away", "../elsewhere"),
    ("clean/loop", ".."),
]
PLACES = st.sampled_from(["", "raw/", "raw/x/", "clean/", ".cache/", "reports/daily/", "a [1]/"])
NAMES = st.sampled_from(["a.csv", "b.csv", "b.log", ".csv", "a-1.md", "[1].csv", "é é.log", "csv"])
PATHS = st.tuples(PLACES, NAMES).map("".join)
PATTERNS = st.lists(
    st.sampled_from(["*.csv", "*", "a*", "?.log", "[ab].*", "[!a]*", "*.md", "nothing", "é*"]),
    max_size=3,
)
SIZES = st.dictionaries(PATHS, st.integers(0, 4), max_size=8)
TIMES = st.dictionaries(PATHS, st.integers(995, 1005), max_size=8)


@points(
    2,
    task=1,
    covers="R1",
    reply="what does a relative path mean after the working folder has changed?",
)
def check_the_root_stays_where_it_was(student, reference):
    """The root is an absolute path, whatever the working folder is later; nothing is made yet."""
    agree(student, reference, "root_after_a_change_of_folder", "basin", True)
    agree(student, reference, "root_after_a_change_of_folder", "basin/east", False)
    agree(student, reference, "root_of_any_path_object")


@points(2, task=1, covers="R2")
def check_missing_folders_are_made(student, reference):
    """ensure() makes what is missing, with parents, and leaves what is there."""
    agree(student, reference, "ensure_twice", [])
    agree(student, reference, "ensure_twice", [], "a [1] *")
    agree(student, reference, "ensure_deep")


@points(
    2,
    task=1,
    covers="R2",
    after="check_missing_folders_are_made",
    reply="it tells what it has made, and that is nothing when all was there",
)
def check_ensure_tells_what_it_made(student, reference):
    """ensure() returns the folders that it has made, in their order."""
    for there in (["clean"], ["raw", "reports"], ["reports/monthly"], FOLDERS):
        agree(student, reference, "ensure_twice", there)


@points(1, task=1, covers="R3", after="check_missing_folders_are_made")
def check_a_file_in_the_way_is_an_error(student, reference):
    """If a file lies where a folder belongs, ensure() raises an OSError and spares the file."""
    for file in ("raw", "reports", "reports/monthly"):
        agree(student, reference, "ensure_where_a_file_lies", file)


@points(2, task=2, covers="R4")
def check_a_place_is_a_path_below_the_root(student, reference):
    """place() joins root, folder and name, and makes nothing."""
    for folder in FOLDERS:
        agree(student, reference, "place", folder, "tide.csv")
    for name in ("..notes", "a b.csv", ".hidden", "...", "ü:*", "x.."):
        agree(student, reference, "place", "raw", name)
    agree(student, reference, "place_existing", "clean", "there.csv")


@points(
    2,
    task=2,
    covers="R5",
    after="check_a_place_is_a_path_below_the_root",
    reply="which names would lead out of the folder, on any system?",
)
def check_what_leads_elsewhere_is_refused(student, reference):
    """place() raises ValueError for an unknown folder and for a name that leads elsewhere."""
    for folder in ("", "reports", "Raw", "raw/", "../raw", "/raw", "raw/deep", "."):
        agree(student, reference, "place", folder, "tide.csv")
    for name in ("", ".", "..", "/", "/etc/passwd", "../x", "deep/x", "x/", "a\\b", "..\\x", "\\"):
        agree(student, reference, "place", "raw", name)


@points(1, task=2, covers="R4 R5", after="check_what_leads_elsewhere_is_refused")
@given(
    folder=st.sampled_from([*FOLDERS, "reports", "x"]),
    name=st.text(alphabet="ab./\\ é", max_size=5),
)
def check_any_name_is_placed_or_refused(student, reference, folder, name):
    """Any name is placed or refused."""
    agree(student, reference, "place", folder, name)


@points(2, task=3, covers="R6 R7")
def check_files_are_found_at_any_depth(student, reference):
    """find() returns the files that match a pattern, at any depth, as sorted strings."""
    for pattern in ("*.csv", "line-?.csv", "line-[13].*", "*", "*.nothing", "deep*"):
        agree(student, reference, "find", FILES, [pattern])
    agree(student, reference, "find", FILES, [])
    agree(student, reference, "find", [], ["*"])
    agree(student, reference, "find", [], [], folders=["raw/x.csv", "clean"])
    agree(student, reference, "find_from_within", FILES, ["*.csv"])


@points(
    2,
    task=3,
    covers="R6 R7",
    after="check_files_are_found_at_any_depth",
    reply="a file may match more than one pattern",
)
def check_patterns_are_merged(student, reference):
    """A file that matches several patterns is there once."""
    agree(student, reference, "find", FILES, ["*.csv", "line*", "*.md"])
    agree(student, reference, "find", FILES, ["*.md", "*.csv"])
    agree(student, reference, "find", FILES, ["*.toml", "*.toml"])


@points(
    2,
    task=3,
    covers="R8",
    after="check_files_are_found_at_any_depth",
    reply="a name that begins with a dot is an ordinary name here",
)
def check_hidden_files_are_found(student, reference):
    """Hidden files and files in hidden folders are found."""
    agree(student, reference, "find", FILES + HIDDEN, ["*.csv"])
    agree(student, reference, "find", FILES + HIDDEN, [])


@points(
    1,
    task=3,
    covers="R8",
    after="check_files_are_found_at_any_depth",
    reply="the root is a folder and no pattern",
)
def check_a_root_is_no_pattern(student, reference):
    """Brackets and stars in the names of folders have no meaning."""
    for name in ("may [2026]", "a*b", "what?", "[!x]"):
        agree(student, reference, "find", FILES, ["*.csv"], name=name)
    agree(student, reference, "find", [("[1]/[2]/x.csv", 1), ("1/2/x.csv", 1)], ["x.*"])


@points(
    2,
    task=3,
    covers="R8",
    after="check_files_are_found_at_any_depth",
    reply="follow a link by hand: where do you come out?",
)
def check_links_are_left_alone(student, reference):
    """Links to files, to folders and to nothing are neither listed nor followed."""
    agree(student, reference, "find", FILES, ["*.csv"], LINKS)
    agree(student, reference, "find", FILES, [], LINKS)
    agree(student, reference, "find_through_a_linked_root", FILES, ["*.csv"])


@points(
    2,
    task=3,
    covers="R6 R7 R8",
    after="check_patterns_are_merged check_hidden_files_are_found",
)
@given(files=SIZES, patterns=PATTERNS, examples=25)
def check_any_files_are_found(student, reference, files, patterns):
    """Any files are found by any patterns."""
    agree(student, reference, "find", list(files.items()), patterns)


@points(
    2,
    task=4,
    covers="R9",
    after="check_files_are_found_at_any_depth",
    reply="a file has several times; which of them belongs to its contents?",
)
def check_recent_files_are_told(student, reference):
    """recent() returns the files that changed within the time and match a pattern."""
    files = [("raw/a.csv", 1, 1000), ("b.md", 1, 2000), ("clean/c.csv", 1, 3000)]
    for seconds in (500, 1500, 2500):
        agree(student, reference, "recent", files, seconds, 3100)
    agree(student, reference, "recent", files, 5000, 3100, ["*.csv"])
    agree(student, reference, "recent", files, 1500.5, 3100.5, ["*.csv", "b*"])
    agree(student, reference, "recent", [], 5000, 3100)


@points(
    1,
    task=4,
    covers="R9",
    after="check_recent_files_are_told",
    reply="exactly as old as allowed is recent, and so is a time after now",
)
def check_the_oldest_that_is_recent(student, reference):
    """A file that is exactly as old as allowed is recent, and so is one from the future."""
    files = [("raw/a.csv", 1, 1000), ("b.md", 1, 2000), ("clean/c.csv", 1, 3000)]
    for seconds, now in [(1000, 3000), (999, 3000), (2000, 3000), (0, 3000), (0, 1500), (0, 2000)]:
        agree(student, reference, "recent", files, seconds, now)


@points(
    2,
    task=4,
    covers="R10",
    after="check_recent_files_are_told",
    reply="two orders in one: times fall, paths rise",
)
def check_the_newest_comes_first(student, reference):
    """The newest file comes first; files of one time are sorted by path."""
    files = [("b", 1, 1000), ("a", 1, 1000), ("c/z", 1, 3000), ("c/y", 1, 3000), ("0", 1, 2000)]
    agree(student, reference, "recent", files, 5000, 3000)
    agree(student, reference, "recent", files, 5000, 3000, ["[abz0]"])


@points(
    2,
    task=4,
    covers="R9 R10",
    after="check_the_oldest_that_is_recent check_the_newest_comes_first check_any_files_are_found",
)
@given(files=TIMES, seconds=st.integers(0, 6), patterns=PATTERNS, examples=25)
def check_any_times_are_told_apart(student, reference, files, seconds, patterns):
    """Any files are told apart by their times."""
    timed = [(path, 1, changed) for path, changed in files.items()]
    agree(student, reference, "recent", timed, seconds, 1002, patterns)


@points(2, task=5, covers="R11 R12")
def check_sizes_are_added_up(student, reference):
    """sizes() adds up the files below each folder, and those in the root, the biggest first."""
    agree(student, reference, "sizes", FILES)
    agree(
        student, reference, "sizes", [("raw/a/b/c/d", 10), ("raw/e", 1), ("f", 5), ("clean/g", 6)]
    )
    agree(student, reference, "sizes", [("top", 3), ("b/x", 3), ("a/x", 3), ("c/x", 4)])


@points(
    2,
    task=5,
    covers="R11",
    after="check_sizes_are_added_up",
    reply="an empty folder is told as well; hidden files weigh something, links do not",
)
def check_what_is_empty_hidden_or_linked(student, reference):
    """Empty folders have 0 bytes, hidden files count, and links do not."""
    agree(student, reference, "sizes", [], folders=["clean", "raw/x", ".cache"])
    agree(student, reference, "sizes", [])
    agree(student, reference, "sizes", FILES + HIDDEN)
    agree(student, reference, "sizes", FILES, LINKS)


@points(2, task=5, covers="R11 R12", after="check_what_is_empty_hidden_or_linked")
@given(files=SIZES, folders=st.sets(st.sampled_from(["raw", "a", "z/y"])), examples=25)
def check_any_sizes_are_added_up(student, reference, files, folders):
    """The sizes of any files are added up."""
    agree(student, reference, "sizes", list(files.items()), folders=sorted(folders))
