"""Hidden checks of venv-builder."""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

ROPES = ("1.4", {"ropes.py": "LENGTH = 220\n"})
TIDES = ("2.1", {"tides/__init__.py": "", "tides/table.py": "HIGH = 4\n"}, "ropes>=1")
LAMPS = ("0.9", {"lamps.py": "RED = 'port'\n"})
HOUSE = {"tides": TIDES, "ropes": ROPES, "lamps": LAMPS}
MODULES = st.dictionaries(
    st.sampled_from(["a.py", "b.py", "yard/c.py", "yard/d.py", "yard/e.txt"]),
    st.sampled_from(["", "X = 1\n", "X = 2\n"]),
    max_size=4,
)


@points(2, task=1, covers="R1")
def check_an_environment_is_created(student, reference):
    """The folder becomes an environment without pip, and missing parents are made."""
    agree(student, reference, "created", "env")
    agree(student, reference, "created", "berths", "north", "env")


@points(1, task=1, covers="R1")
def check_what_is_there_stays(student, reference):
    """Where something is already, nothing is created and nothing is changed."""
    for kind in ["environment", "empty", "file"]:
        agree(student, reference, "created_where_something_is", kind)


@points(2, task=1, covers="R2")
def check_the_interpreter_is_the_environments(student, reference):
    """The interpreter lies in the environment and knows it; other folders have none."""
    agree(student, reference, "interpreter_of")
    for kind in ["missing", "empty", "tools"]:
        agree(student, reference, "interpreter_of_no_environment", kind)


@points(2, task=1, covers="R3")
def check_the_environment_answers(student, reference):
    """A program is run by the environment's interpreter, and what it prints comes back."""
    agree(student, reference, "asked_who")
    agree(student, reference, "asked", "import depth\nprint(depth.FATHOMS)")
    agree(student, reference, "asked", "import depth")
    agree(student, reference, "asked_elsewhere")


@points(1, task=1, covers="R3")
def check_a_program_that_fails_raises(student, reference):
    """A program that ends with an error raises CalledProcessError."""
    agree(student, reference, "asked_in_vain", "raise SystemExit(3)")
    agree(student, reference, "asked_in_vain", "import no_such_module")


@points(2, task=1, covers="R4", after="check_the_environment_answers")
def check_modules_around_do_not_matter(student, reference):
    """Modules in the current folder, or on PYTHONPATH, do not hide those of the environment."""
    agree(student, reference, "asked_amid_modules", "nowhere")
    agree(student, reference, "asked_amid_modules", "folder")
    agree(student, reference, "asked_amid_modules", "variable")


@points(3, task=2, covers="R5")
def check_an_environment_is_built(student, reference):
    """What the requirements name is installed from the wheelhouse, with all that it needs."""
    agree(student, reference, "told_pip")
    agree(student, reference, "built", HOUSE, "# for the tide office\ntides==2.1\n")


@points(2, task=2, covers="R5 R8", after="check_an_environment_is_built")
def check_settings_of_pip_do_not_matter(student, reference):
    """Variables for Python and pip, and settings in files, change nothing about what is installed."""
    around = {
        "wheels": {"tides": ("2.9", {"tides.py": ""})},
        "path": {"ropes": ROPES},
        "settings": "[install]\nno-deps = true\n",
    }
    agree(student, reference, "built", HOUSE, "tides\n", around)


@points(2, task=2, covers="R6")
def check_a_failed_build_leaves_nothing(student, reference):
    """If a wheel is missing, BuildError is raised and the folder is gone again."""
    agree(student, reference, "built_in_vain", {"tides": TIDES}, "tides\n")


@points(1, task=2, covers="R6")
def check_a_build_spares_what_is_there(student, reference):
    """A build where something is already raises FileExistsError and deletes nothing."""
    agree(student, reference, "built_where_something_is")


@points(2, task=2, covers="R7 R8")
def check_an_environment_is_frozen(student, reference):
    """What is installed is given as pins in order; what lies on PYTHONPATH is not installed."""
    agree(student, reference, "frozen", HOUSE, {"path": {"bolts": ("3", {"bolts.py": ""})}})
    agree(student, reference, "frozen_elsewhere")


@points(2, task=3, covers="R9")
def check_an_inventory_is_taken(student, reference):
    """Each distribution has its modules with their digests, and no other files."""
    agree(student, reference, "taken", HOUSE)
    agree(student, reference, "taken", {})
    agree(student, reference, "taken", {"lamps": ("1", {"lamps/red.txt": "port"})})
    agree(student, reference, "taken_elsewhere")


@points(2, task=3, covers="R10", after="check_an_inventory_is_taken")
def check_an_inventory_looks_at_the_files(student, reference):
    """A module that was edited has another digest, and one that was deleted is left out."""
    agree(student, reference, "taken", HOUSE, {"lamps.py": "RED = 'starboard'\n"})
    agree(student, reference, "taken", HOUSE, {"lamps.py": None, "tides/table.py": "HIGH = 40\n"})


@points(1, task=3, covers="R9 R10", after="check_an_inventory_looks_at_the_files")
@given(files=MODULES, examples=6)
def check_any_inventory(student, reference, files):
    """Whatever modules a distribution has, the inventory names them."""
    agree(student, reference, "taken", {"yard": ("2024.5", files), "lamps": LAMPS})


@points(2, task=4, covers="R11")
def check_only_environments_are_removed(student, reference):
    """An environment is deleted with all that is in it; any other folder stays."""
    agree(student, reference, "removed")
    agree(student, reference, "removed_what_is_none")


@points(3, task=4, covers="R12", after="check_an_environment_is_built check_an_inventory_is_taken")
def check_an_environment_is_rebuilt(student, reference):
    """The environment is made again from its pins, in its place, and what differs is named."""
    needy = ("0.9", {"lamps.py": "RED = 'port'\n"}, "bolts")
    offered = {**HOUSE, "lamps": needy, "bolts": ("3", {"bolts.py": ""})}
    newer = {**offered, "winches": ("1", {"winches.py": ""})}
    agree(student, reference, "rebuilt", HOUSE, {"tides/table.py": "HIGH = 40\n"}, newer)


@points(3, task=4, covers="R13", after="check_an_inventory_is_taken")
def check_a_failed_rebuild_changes_nothing(student, reference):
    """If the environment cannot be built again, the old one is in its place, file by file."""
    agree(student, reference, "rebuilt_in_vain", HOUSE, {"tides": TIDES, "lamps": LAMPS})
    agree(student, reference, "rebuilt_what_is_none")


@points(2, task=5, covers="R14")
def check_the_command_builds(student, reference):
    """With a requirements file the command builds an environment and prints its pins."""
    agree(student, reference, "commanded_to_build", HOUSE, "tides\n")


@points(2, task=5, covers="R15", after="check_an_inventory_is_taken")
def check_the_command_rebuilds(student, reference):
    """Without a requirements file the command builds again, and its status says whether pins differ."""
    agree(
        student,
        reference,
        "commanded_to_rebuild",
        {"ropes": ROPES, "lamps": LAMPS},
        {"ropes.py": None},
    )
    agree(student, reference, "commanded_to_rebuild", {}, {})


@points(2, task=5, covers="R16")
def check_trouble_is_told(student, reference):
    """Trouble ends with status 2 and a line on standard error."""
    agree(student, reference, "commanded_in_vain", "/env", "/house", "--requirements", "/lines.txt")
    agree(
        student, reference, "commanded_in_vain", "/house", "/house", "--requirements", "/lines.txt"
    )
    agree(student, reference, "commanded_in_vain", "/env", "/house")
    expect(student.run("no-such-folder", "no-wheelhouse")["exit"], 2)
