"""Hidden checks of conflict-lab."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

OLD = ("tides", "1.4", {"tides.py": "def high(): return 4\n"})
NEW = ("tides", "2.1", {"tides/__init__.py": "def high(): return '4.0 m'\n"})
LOUD = ("tides", "3.0", {"tides.py": "print('[1, 2]')\nprint('loading', end='')\n"})
BARE = ("ropes", "1.0", {"ropes.py": "", "knots.py": "", "stern.py": "raise OSError('no stern')\n"})
NAMES = st.sampled_from(["env", "env-2", "en", "env/lib", "other", "Env"])


@points(3, task=1, covers="R1")
def check_environments_are_prepared(student, reference):
    """Each environment has its own version of the library, and no pip."""
    agree(student, reference, "prepared", OLD, NEW)


@points(2, task=1, covers="R2")
def check_other_wheels_are_refused(student, reference):
    """What is no wheel of pure Python, or no archive at all, leads to no environment."""
    agree(student, reference, "prepared_in_vain", "tides-1.4-cp311-cp311-win_amd64.whl", b"")
    agree(student, reference, "prepared_in_vain", "tides-1.4.tar.gz", b"")
    agree(student, reference, "prepared_in_vain", "tides-1.4-py3-none-any.whl", b"no archive")
    agree(student, reference, "prepared_in_vain", "tides-1.4-py3-none-any.whl", None)


@points(3, task=2, covers="R3")
def check_versions_and_files_are_seen(student, reference):
    """A look gives the version and the file that the environment itself would import."""
    agree(student, reference, "looked", [OLD], "tides")
    agree(student, reference, "looked", [NEW, BARE], "tides", "ropes", "knots")
    agree(student, reference, "looked_nowhere")


@points(2, task=2, covers="R4", after="check_versions_and_files_are_seen")
def check_what_cannot_be_imported_is_none(student, reference):
    """A library that is missing, or that fails while it is imported, gives None."""
    agree(student, reference, "looked", [BARE], "tides", "stern")
    agree(
        student,
        reference,
        "looked",
        [("tides", "4.0", {"tides.py": "raise SystemExit\n"})],
        "tides",
    )


@points(1, task=2, covers="R4", after="check_versions_and_files_are_seen")
def check_a_loud_library_is_understood(student, reference):
    """What a library prints while it is imported does not confuse the answer."""
    agree(student, reference, "looked", [LOUD], "tides")


@points(2, task=2, covers="R5", after="check_versions_and_files_are_seen")
def check_nothing_around_is_seen(student, reference):
    """Neither the current folder nor PYTHONPATH plays a part."""
    agree(student, reference, "looked_amid", [NEW], "tides", "folder")
    agree(student, reference, "looked_amid", [BARE], "tides", "folder")
    agree(student, reference, "looked_amid", [NEW], "tides", "variable")


@points(2, task=3, covers="R6")
def check_the_verdict_follows_the_file(student, reference):
    """A file in the folder is the environment's own, any other is borrowed."""
    agree(student, reference, "judged", "env", None)
    agree(student, reference, "judged", "env", "env/lib/tides.py")
    agree(student, reference, "judged", "env", "other/lib/tides.py")
    agree(student, reference, "judged", "env", "env-2/lib/tides.py")
    agree(student, reference, "judged", "env", "old/env/lib/tides.py")


@points(2, task=3, covers="R6", after="check_the_verdict_follows_the_file")
def check_links_are_followed(student, reference):
    """Links are followed before it is judged where a file lies."""
    agree(student, reference, "judged_through_a_link", False)
    agree(student, reference, "judged_through_a_link", True)


@points(1, task=3, covers="R6", after="check_the_verdict_follows_the_file")
@given(folder=NAMES, place=NAMES)
def check_any_verdict(student, reference, folder, place):
    """Whatever folders are called, the verdict goes by whole names."""
    agree(student, reference, "judged", folder, place + "/site/tides.py")


@points(3, task=4, covers="R7")
def check_environments_are_divided(student, reference):
    """Environments in which a program ends alike come together, in the order they were given."""
    program = "import tides; print(tides.high())"
    agree(student, reference, "divided", [OLD, NEW, OLD], program)
    agree(student, reference, "divided", [], program)


@points(1, task=4, covers="R7")
def check_the_status_counts(student, reference):
    """Programs that print the same and end with another status do not end alike."""
    program = "import sys, tides; print(1); sys.exit(tides.high())"
    agree(student, reference, "divided", [OLD, NEW, None], program)


@points(2, task=4, covers="R7 R8")
def check_errors_and_input_do_not_count(student, reference):
    """What is said on standard error tells nothing apart, and each environment is asked once."""
    program = "import sys; print(sys.prefix, file=sys.stderr); print(sys.stdin.read())"
    agree(student, reference, "divided", [OLD, NEW], program)
    agree(student, reference, "asked_once", OLD)


@points(3, task=5, covers="R9 R11")
def check_the_report_names_all(student, reference):
    """The report has a line for each environment, and its status says whether all is well."""
    agree(student, reference, "reported", [("planner", [OLD]), ("map", [NEW])])
    agree(student, reference, "reported", [("map", [NEW]), ("gate", [BARE])])
    agree(student, reference, "reported_with_a_borrower", OLD)


@points(2, task=5, covers="R10 R11", after="check_the_report_names_all")
def check_the_report_divides(student, reference):
    """With a program, the report tells which environments agree."""
    described = [("planner", [OLD]), ("map", [NEW]), ("gate", [OLD])]
    agree(
        student, reference, "reported", described, "--program", "import tides; print(tides.high())"
    )


@points(1, task=5, covers="R11")
def check_a_folder_that_is_none_is_told(student, reference):
    """A folder without an interpreter ends with status 2, and without a report."""
    agree(student, reference, "reported_on_none")
    expect(student.run("tides", "no-such-folder")["exit"], 2)
