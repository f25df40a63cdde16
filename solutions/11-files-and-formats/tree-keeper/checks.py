"""Hidden checks of tree-keeper."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

YARD = {
    "map.txt": b"rows 1 to 9\n",
    "rows/1.txt": b"full",
    "rows/old/2.txt": b"",
    "empty": None,
    "rows/none/at all": None,
    ".hidden/.key": b"secret",
    "ch\u00e2teau d'eau.bin": bytes(range(40)),
}
LINKED = YARD | {"latest": "rows/1.txt", "rows/up": "..", "broken": "nowhere", "out": "../shared"}
INSIDE = YARD | {"latest": "rows/1.txt", "rows/again": "1.txt", "broken": "nowhere"}
NAMES = ["a", "b.txt", "rows/a", "rows/b.txt", "rows/deep/a", "c/x", "c/y.tmp", "tags", ".git/x"]
WHAT = st.sampled_from([b"one", b"two", b"three", None, b"", "nowhere", "b.txt"])


def tree_of(draws):
    """A tree from names and what they are; a name below something that is no folder is left out."""
    made = {}
    for name, what in sorted(draws.items()):
        parts = name.split("/")
        above = ["/".join(parts[:end]) for end in range(1, len(parts))]
        if all(made.get(parent) is None for parent in above):
            made[name] = what
    return made


TREES = st.dictionaries(
    st.sampled_from([*NAMES, "rows", "c", "rows/deep", ".git"]), WHAT, max_size=8
).map(tree_of)


@points(2, task=1, covers="R1")
def check_a_tree_is_copied(student, reference):
    """back_up() copies files at any depth, hidden ones and empty folders, to a new place."""
    agree(student, reference, "back_up", YARD)
    agree(student, reference, "back_up", {})
    agree(student, reference, "back_up", YARD, to="2026/november/copy")
    agree(student, reference, "back_up", YARD, to="yard-copy")


@points(
    2,
    task=1,
    covers="R1",
    after="check_a_tree_is_copied",
    reply="which function copies the time as well?",
)
def check_times_and_modes_are_kept(student, reference):
    """Files of a backup have the times and modes of the originals."""
    files = {"a": (1_000_000, 0o644), "b.sh": (1_234_567, 0o755), "c": (999, 0o600)}
    agree(student, reference, "times_and_modes", files)


@points(
    2,
    task=1,
    covers="R1",
    after="check_a_tree_is_copied",
    reply="a link is copied as a link, wherever it leads",
)
def check_links_are_copied_as_links(student, reference):
    """Links to files, to folders and to nothing are links in the backup."""
    agree(student, reference, "back_up", LINKED)


@points(2, task=1, covers="R2", after="check_a_tree_is_copied")
def check_ignored_names_are_left_out(student, reference):
    """Names that match a pattern are left out at any depth."""
    agree(student, reference, "back_up", YARD, ["*.txt"])
    agree(student, reference, "back_up", YARD, ["old", ".*"])
    agree(student, reference, "back_up", INSIDE, ["latest", "b*", "[!a-z.]*"])
    agree(student, reference, "back_up", YARD, ["rows/1.txt"])


@points(
    2,
    task=1,
    covers="R3",
    after="check_a_tree_is_copied",
    reply="the target is new, and it lies outside the source",
)
def check_impossible_backups_are_refused(student, reference):
    """A target that exists, or lies in the source, is refused, and nothing changes."""
    tree = {"yard/rows/1.txt": b"x", "there/kept": b"y", "file": b"z"}
    for target in ("there", "file", "yard/copy", "yard/rows/../copy"):
        agree(student, reference, "back_up_refused", "yard", target, tree)
    agree(student, reference, "back_up_refused", "there", "yard/../there/x", tree)


@points(
    2,
    task=2,
    covers="R4 R5",
    reply="one list, sorted by path; a folder on one side only is one entry of it",
)
def check_differences_are_told(student, reference):
    """difference() tells what is on one side only, and what differs, sorted by path."""
    right = YARD | {"rows/new/3.txt": b"n", "rows/1.txt": b"fill?", "zone/a/b": None, "Alpha": b""}
    del right["empty"], right["rows/old/2.txt"]
    agree(student, reference, "difference", YARD, YARD)
    agree(student, reference, "difference", YARD, right)
    agree(student, reference, "difference", right, YARD)
    agree(student, reference, "difference", {}, YARD)
    agree(student, reference, "difference", YARD, {})
    agree(student, reference, "difference", {}, {})


@points(
    2,
    task=2,
    covers="R6",
    after="check_differences_are_told",
    reply="same size and same time, and yet other bytes",
)
def check_contents_are_compared(student, reference):
    """Files of one size and one time differ by their bytes; a later time alone is no difference."""
    agree(
        student, reference, "difference", {"a/b": b"1234", "c": b"x"}, {"a/b": b"1243", "c": b"x"}
    )
    agree(student, reference, "difference", YARD, YARD, 2_000_000)


@points(
    1,
    task=2,
    covers="R6",
    after="check_contents_are_compared",
    reply="somebody remembers what an earlier comparison saw",
)
def check_nothing_is_remembered(student, reference):
    """A second comparison sees what was damaged after the first, though size and time stay."""
    same = {"rows/1": b"full", "2": b"none"}
    agree(student, reference, "difference_twice", same, same, {"rows/1": b"fill"})
    agree(student, reference, "difference_twice", same, same | {"2": b"nine"}, {"2": b"none"})


@points(
    1,
    task=2,
    covers="R4",
    after="check_differences_are_told",
    reply="a tool of the standard library leaves out some names unless it is told not to",
)
def check_no_name_is_exempt(student, reference):
    """Caches and folders of version control are compared like others."""
    left = {"__pycache__/a.pyc": b"1", ".git/config": b"1", "tags": b"1", "RCS/x": b"1"}
    right = {"__pycache__/a.pyc": b"2", ".git/config": b"2", "tags": b"2", "CVS/x": b"2"}
    agree(student, reference, "difference", left, right)


@points(
    2,
    task=2,
    covers="R5 R6",
    after="check_differences_are_told",
    reply="ask of each path first what it is: a link, a folder or a file",
)
def check_kinds_and_links_are_compared(student, reference):
    """Links are compared by their targets and not followed; other kinds are different."""
    agree(student, reference, "difference", LINKED, LINKED)
    elsewhere = {"latest": "rows/up/rows/1.txt", "rows/up": "../rows/.."}  # to the same in the end
    right = LINKED | elsewhere | {"broken": b"", "out": None}
    agree(student, reference, "difference", LINKED, right)
    agree(student, reference, "difference", {"a": "b", "b": b"1"}, {"a": b"1", "b": b"1"})
    agree(student, reference, "difference", {"a": b"1", "b/x": b"1"}, {"a/x": b"1", "b": "a"})
    agree(student, reference, "difference", {"up": "../shared"}, {"not": "../shared"})
    agree(student, reference, "difference", {}, {"d": "../shared", "e": "nowhere"})


@points(
    2,
    task=2,
    covers="R4 R5 R6",
    after="check_contents_are_compared check_no_name_is_exempt check_kinds_and_links_are_compared",
)
@given(left=TREES, right=TREES, examples=25)
def check_any_trees_are_compared(student, reference, left, right):
    """Any two trees are compared."""
    agree(student, reference, "difference", left, right)


@points(2, task=3, covers="R7 R8", after="check_differences_are_told")
def check_a_tree_survives_a_round_trip(student, reference):
    """What was archived and restored is what it was, links and empty folders included."""
    agree(student, reference, "round_trip", YARD)
    agree(student, reference, "round_trip", INSIDE)
    agree(student, reference, "round_trip", {})
    agree(student, reference, "round_trip_leaves_nothing_else", INSIDE)


@points(1, task=3, covers="R7", reply="the archive lies where the target says, dots or not")
def check_an_archive_lies_at_its_target(student, reference):
    """Dots in the name of the archive are no suffix, and what cannot be made is refused."""
    agree(student, reference, "archive_lies_at", "night.tar.gz", YARD)
    agree(student, reference, "archive_lies_at", "night.2026.11.tar.gz", YARD)
    for name in ("night.zip", "night.tgz", "tar.gz", "yard/night.tar.gz", "old.tar.gz"):
        agree(student, reference, "archive_refused", name, YARD)


@points(
    2,
    task=3,
    covers="R8 R9",
    after="check_a_tree_survives_a_round_trip",
    reply="what is at the target after half an archive, or when there was a folder before?",
)
def check_all_is_restored_or_nothing(student, reference):
    """A target that exists stays as it is; a broken archive raises and leaves nothing behind."""
    for there in ({"back": None}, {"back/map.txt": b"mine"}, {"back": b"a file"}):
        agree(student, reference, "restore_to_existing", YARD, there)
    for content in (b"", b"no archive at all", 40, 300):
        agree(student, reference, "restore_broken", content)


@points(
    2,
    task=3,
    covers="R9",
    after="check_a_tree_survives_a_round_trip",
    reply="who checks where the members of an archive would lie, and what is left when one is bad?",
)
def check_hostile_archives_are_refused(student, reference):
    """An archive that reaches outside the target raises, and leaves nothing behind."""
    hostile = "restore_hostile"
    agree(student, reference, hostile, [("good", b"1"), ("../evil", b"2")])
    agree(student, reference, hostile, [("good", b"1"), ("a/../../shared/tmp.log", b"2")])
    agree(student, reference, hostile, [("out", "../../shared"), ("out/tmp.log", b"2")])
    agree(student, reference, hostile, [("good", b"1"), ("out", "../shared")])


@points(2, task=4, covers="R10 R11")
def check_matching_names_are_removed(student, reference):
    """clean() removes what matches at any depth, tells it, and removes nothing in a dry run."""
    agree(student, reference, "clean", YARD, ["*.txt"])
    agree(student, reference, "clean", YARD, ["rows", "[12]*", ".*"])
    agree(student, reference, "clean", YARD, [])
    agree(student, reference, "clean", YARD, ["none", "rows/*"])
    agree(student, reference, "clean", {}, ["*"])
    agree(student, reference, "clean", {"t/t/t": b"1", "a-t/t": None, "a/t": b""}, ["t"])


@points(
    2,
    task=4,
    covers="R10 R11",
    after="check_matching_names_are_removed",
    reply="a link that matches is removed itself; what it leads to belongs to somebody else",
)
def check_links_are_not_followed(student, reference):
    """clean() removes links themselves, and nothing through a link."""
    agree(student, reference, "clean", LINKED, ["out", "broken", "latest", "up"])
    agree(student, reference, "clean", LINKED, ["tmp*", "1.txt"])
    agree(student, reference, "clean", LINKED | {"o/out": "../../shared"}, ["o*"])


@points(2, task=4, covers="R10 R11", after="check_links_are_not_followed")
@given(
    tree=TREES,
    patterns=st.lists(st.sampled_from(["a", "*.t*", "rows", "deep", "?", ".*", "t*"]), max_size=3),
    examples=25,
)
def check_any_tree_is_cleaned(student, reference, tree, patterns):
    """Any tree is cleaned of any names."""
    agree(student, reference, "clean", tree, patterns)


@points(
    2,
    task=5,
    covers="R12",
    after="check_differences_are_told check_matching_names_are_removed",
    reply="lines and status: 1 tells a script that compare has found something",
)
def check_the_program_tells_what_it_found(student, reference):
    """The program prints differences, or what is cleaned, and its status tells the outcome."""
    right = YARD | {"map.txt": b"rows 1 to 8\n", "new/x": b""}
    agree(student, reference, "program", ["compare", "left", "right"], left=YARD, right=right)
    agree(student, reference, "program", ["compare", "left", "right"], left=YARD, right=YARD)
    agree(student, reference, "program", ["clean", "yard", "*.txt", "old"], yard=YARD)
    agree(student, reference, "program", ["clean", "--dry-run", "yard", "rows"], yard=YARD)
    agree(student, reference, "program", ["clean", "yard", "nothing"], yard=YARD)
    for side in (student, reference):
        side.put("east/a.txt", b"1")
        side.put("west/b.txt", b"1")
    told = student.run("compare", "east", "west")
    expect([told["exit"], told["stdout"], told["stderr"]], [1, "< a.txt\n> b.txt\n", ""])


@points(1, task=5, covers="R13", after="check_the_program_tells_what_it_found")
def check_the_program_tells_errors(student, reference):
    """A folder that is missing is told on standard error, with status 2."""
    agree(student, reference, "program", ["compare", "left", "right"], left=YARD)
    agree(student, reference, "program", ["compare", "left", "left/map.txt"], left=YARD)
    agree(student, reference, "program", ["clean", "nowhere", "x"])
    told = student.run("clean", "nowhere", "x")
    expect([told["exit"], told["stdout"], told["stderr"].startswith("error: ")], [2, "", True])
