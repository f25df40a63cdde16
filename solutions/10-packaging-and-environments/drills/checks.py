"""Hidden checks of the drills of week 10."""

import json

from hypothesis import strategies as st

from grader.checks import agree, given, points

PATH = "/usr/local/bin:/usr/bin:/bin"
words = st.text(alphabet="abz", min_size=1, max_size=5)
folders = st.sampled_from(["/srv/yard/.venv", "/srv/yard/env", "/home/ines/tides", "/opt/gate/.venv"])
entries = st.lists(st.sampled_from(["/usr/bin", "/bin", "/srv/yard", "/opt/gate/bin", "/srv/bin"]), min_size=1, max_size=5)
numbers = st.lists(st.integers(0, 12), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))

SHOWN = """\
Name: yard-report
Version: 2.4.0
Summary: Counts containers: by block, by hour.
Home-page: https://yard.example
License: MIT
Location: /srv/yard/.venv/lib/python3.12/site-packages
Requires: rich, tzdata,winches
Required-by: gate-report, night-shift
"""
ALONE = "Name: ropes\nVersion: 1.0\nLocation: /srv\nRequires: \nRequired-by: yard-report\n"
FROZEN = """\
# Editable install with no version control (yard-map==1.0)
-e /home/ines/yard-map
tides==2.1
-e git+https://git.quayside.example/moorings@4f2c81#egg=moorings

winches @ file:///srv/wheelhouse/winches-3.0-py3-none-any.whl#sha256=77aa
ropes @ https://files.quayside.example/ropes-1.0-py3-none-any.whl
## !! Could not determine repository location
file-lock==3.9
"""
PINNED = "# tides==1.0\ntides==2.1  # exact\ntides-north==2.1\nnorth.tides==2.1\nropes>=1\nwinches==3.0\n"


@points(1, task=1, covers="R1")
def check_environment_is_made(student, reference):
    """There is an environment in the folder, with a Python of its own, whose path is returned."""
    agree(student, reference, "created", "env")
    agree(student, reference, "created", ".venv")


@points(1, task=1, covers="R2")
def check_activation_sets_two_variables(student, reference):
    """The environment's commands come first, and the session knows which environment is active."""
    agree(student, reference, "activated", {"PATH": PATH, "HOME": "/home/ines"}, "/srv/yard/.venv")
    agree(student, reference, "activated", {"PATH": "/bin"}, "/srv/gate/env")
    agree(student, reference, "environ_kept", "activated", {"PATH": PATH}, "/srv/yard/.venv")


@points(1, task=1, covers="R2", after="check_activation_sets_two_variables")
def check_activation_forgets_the_home_of_python(student, reference):
    """PYTHONHOME, which would point at another Python, is gone."""
    environ = {"PATH": PATH, "PYTHONHOME": "/opt/python", "PYTHONPATH": "/srv/lib"}
    agree(student, reference, "activated", environ, "/srv/yard/.venv")


@points(1, task=1, covers="R2", after="check_activation_sets_two_variables")
def check_activation_replaces_another(student, reference):
    """Of two environments only the last one is active, and on the path."""
    environ = {"VIRTUAL_ENV": "/srv/gate/env", "PATH": f"/srv/gate/env/bin:{PATH}"}
    agree(student, reference, "activated", environ, "/srv/yard/.venv")
    agree(student, reference, "activated", environ, "/srv/gate/env")


@points(1, task=2, covers="R3")
def check_install_command(student, reference):
    """Packages come from the wheelhouse, and from nowhere else."""
    agree(student, reference, "install_command", "env/bin/python", "/srv/wheelhouse", ["tides==2.1", "ropes"])
    agree(student, reference, "install_command", "python3", "wheels", ("tides",))
    agree(student, reference, "install_command", "python3", "wheels", [])


@points(1, task=2, covers="R4")
def check_list_is_read(student, reference):
    """What pip lists as JSON is a dict of versions by name."""
    rows = [{"name": "Tide_Tables", "version": "2.1"}, {"name": "ropes", "version": "1.0.post1"}]
    agree(student, reference, "listed", json.dumps(rows))
    agree(student, reference, "listed", "[]")
    editable = {"name": "yard-map", "version": "1.0", "editable_project_location": "/srv/yard-map"}
    agree(student, reference, "listed", json.dumps([*rows, editable], indent=2) + "\n")


@points(1, task=2, covers="R4", after="check_list_is_read")
@given(examples=20, packages=st.dictionaries(words, numbers, max_size=4))
def check_any_list_is_read(student, reference, packages):
    """Any list is read."""
    rows = [{"name": name, "version": version} for name, version in packages.items()]
    agree(student, reference, "listed", json.dumps(rows))


@points(2, task=3, covers="R5")
def check_freeze_is_sorted(student, reference):
    """Lines that need this machine are told from those that hold everywhere."""
    agree(student, reference, "sort_freeze", FROZEN)
    agree(student, reference, "sort_freeze", "")


@points(1, task=3, covers="R5", after="check_freeze_is_sorted")
@given(examples=20, lines=st.lists(st.sampled_from(FROZEN.splitlines()), max_size=7))
def check_any_freeze_is_sorted(student, reference, lines):
    """Whatever is frozen, the lines keep their order."""
    agree(student, reference, "sort_freeze", "\n".join(lines))


@points(1, task=4, covers="R6")
def check_show_of_one_package(student, reference):
    """The packages that one package requires are a list of names."""
    agree(student, reference, "read_show", SHOWN)
    agree(student, reference, "read_show", "")


@points(1, task=4, covers="R6", after="check_show_of_one_package")
def check_show_of_nothing_required(student, reference):
    """A package that requires nothing has an empty list."""
    agree(student, reference, "read_show", ALONE)


@points(1, task=4, covers="R6", after="check_show_of_one_package")
def check_show_of_several_packages(student, reference):
    """Each of several packages has its own list."""
    second = SHOWN.replace("yard-report", "Gate_Report").replace("rich, tzdata,winches", "rich")
    agree(student, reference, "read_show", f"{SHOWN}---\n{second}")


@points(1, task=5, covers="R7")
def check_deactivation_undoes_it(student, reference):
    """The environment is off the path, and no variable speaks of it."""
    environ = {"VIRTUAL_ENV": "/srv/yard/.venv", "PATH": f"/srv/yard/.venv/bin:{PATH}", "HOME": "/home/ines"}
    agree(student, reference, "deactivated", environ)
    agree(student, reference, "environ_kept", "deactivated", environ)


@points(1, task=5, covers="R7", after="check_deactivation_undoes_it")
def check_deactivation_finds_its_entry(student, reference):
    """The environment's entry is found wherever it stands, and others before it stay."""
    agree(student, reference, "deactivated", {"VIRTUAL_ENV": "/srv/yard", "PATH": f"/opt/bin:/srv/yard/bin:{PATH}"})
    agree(student, reference, "deactivated", {"VIRTUAL_ENV": "/srv/yard", "PATH": f"{PATH}:/srv/yard/bin"})
    agree(student, reference, "deactivated", {"VIRTUAL_ENV": "/srv/yard", "PATH": PATH})


@points(1, task=5, covers="R7", after="check_deactivation_undoes_it")
def check_similar_entries_stay(student, reference):
    """Entries that only begin like the environment's are others."""
    environ = {"VIRTUAL_ENV": "/srv/yard", "PATH": f"/srv/yard/bin:/srv/yard/bin/old:/srv/yard:/srv/yard/bin2:{PATH}"}
    agree(student, reference, "deactivated", environ)


@points(1, task=5, covers="R7", after="check_deactivation_undoes_it")
def check_deactivation_of_nothing(student, reference):
    """Where no environment is active, nothing changes."""
    agree(student, reference, "deactivated", {"PATH": "/srv/yard/bin:/bin", "HOME": "/home/ines"})


@points(
    1,
    task=5,
    covers="R2 R7",
    after="check_activation_sets_two_variables check_deactivation_finds_its_entry check_similar_entries_stay check_deactivation_of_nothing",
)
@given(examples=25, path=entries, folder=folders)
def check_there_and_back(student, reference, path, folder):
    """Activated and deactivated, a session is what it was, whatever its path."""
    agree(student, reference, "there_and_back", {"PATH": ":".join(path)}, folder)


@points(1, task=6, covers="R8")
def check_environment_is_new(student, reference):
    """Packages, commands and settings of the old environment are gone."""
    agree(student, reference, "recreated")


@points(1, task=6, covers="R8")
def check_other_folders_are_refused(student, reference):
    """A folder that is no environment raises ValueError and keeps its files."""
    agree(student, reference, "recreate_refused", "yard.py", "lib/pyvenv.cfg")
    agree(student, reference, "recreate_refused")
    agree(student, reference, "recreate_nothing")


@points(1, task=7, covers="R9")
def check_isolation_is_read(student, reference):
    """The configuration says whether an environment sees packages from outside."""
    agree(student, reference, "is_isolated", "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.12.1\n")
    agree(student, reference, "is_isolated", "home = /usr/bin\ninclude-system-site-packages = true\nversion = 3.12.1\n")
    agree(student, reference, "is_isolated", "home=/usr/bin\nInclude-System-Site-Packages=TRUE")
    agree(student, reference, "is_isolated", "home = /true\nprompt = 'true'\ninclude-system-site-packages = False\n")


@points(1, task=7, covers="R10")
def check_packages_are_found(student, reference):
    """Each folder of metadata stands for a package, and nothing else does."""
    agree(student, reference, "inside", "tides", "tides-2.1.dist-info", "ropes-1.0.dist-info", "__pycache__")
    agree(student, reference, "inside", "yaml", "PyYAML-6.0.3.dist-info", "tide_tables-1.0rc1+quay.1.dist-info")
    agree(student, reference, "inside", "tides", "tides-2.1")


@points(2, task=8, covers="R11")
def check_environments_are_left_out(student, reference):
    """No file of an environment is committed, whatever its folder is called and however deep it lies."""
    paths = ["src/yard.py", ".venv/pyvenv.cfg", ".venv/lib/python3.12/site-packages/tides.py", "requirements.txt"]
    agree(student, reference, "to_commit", paths)
    agree(student, reference, "to_commit", ["tools/lab/bin/activate", "tools/lab/pyvenv.cfg", "tools/crane.py"])
    agree(student, reference, "to_commit", [])


@points(1, task=8, covers="R11", after="check_environments_are_left_out")
def check_other_folders_are_committed(student, reference):
    """A folder is an environment because of what lies in it, and not because of its name."""
    agree(student, reference, "to_commit", ["venv/notes.md", ".venv-rules.md", "env/docs/pyvenv.cfg.md"])
    agree(student, reference, "to_commit", ["lab2/a.py", "lab/pyvenv.cfg", "lab/bin/python", "laboratory/b.py"])


@points(1, task=8, covers="R11", after="check_environments_are_left_out check_other_folders_are_committed")
@given(
    examples=25,
    paths=st.lists(
        st.sampled_from(["a/pyvenv.cfg", "a/b/c.py", "ab/c.py", "b/a/d.py", "b/pyvenv.cfg", "b.py", "c/a/b/pyvenv.cfg", "c/a/x"]),
        unique=True,
        max_size=6,
    ),
)
def check_any_paths(student, reference, paths):
    """Whatever the paths, those outside of environments stay in order."""
    agree(student, reference, "to_commit", paths)


@points(1, task=9, covers="R12")
def check_newest_or_exact(student, reference):
    """A bare name brings the newest version, a pin the one that it names, a range the newest within."""
    available = ["1.9", "1.10", "2.0", "1.0"]
    for requirement in ("tides", "tides==1.9", "tides<2", "tides >=1.9, <2", "tides==3.0", "tides==1.*"):
        agree(student, reference, "would_install", requirement, available)
    agree(student, reference, "would_install", "tides", [])


@points(1, task=9, covers="R12", after="check_newest_or_exact")
def check_prereleases_are_last(student, reference):
    """A pre-release is taken where nothing else fits, or where the requirement names it."""
    available = ["2.0", "3.0rc1", "2.1.dev4"]
    for requirement in ("tides", "tides>=2", "tides==3.0rc1", "tides>2.5"):
        agree(student, reference, "would_install", requirement, available)


@points(1, task=9, covers="R12", after="check_newest_or_exact")
@given(
    examples=25,
    available=st.lists(numbers, max_size=5, unique_by=lambda text: text.rstrip(".0")),
    requirement=st.sampled_from(["tides", "tides>=2", "tides<10", "tides>=1.9,<10.2", "tides!=3"]),
)
def check_any_versions(student, reference, available, requirement):
    """Whatever is available, versions compare as versions."""
    agree(student, reference, "would_install", requirement, available)


@points(1, task=9, covers="R13")
def check_pin_or_not(student, reference):
    """Each of the five cases has the answer that fits."""
    agree(student, reference, "pin_or_not")


@points(1, task=10, covers="R14")
def check_one_pin_moves(student, reference):
    """One package has its new version, and everything else stays as it was."""
    agree(student, reference, "upgraded", PINNED, "tides", "2.2")
    agree(student, reference, "upgraded", PINNED, "winches", "10.0rc1")
    agree(student, reference, "upgraded", "ropes==1.0; sys_platform == 'win32'\nropes==1.0;python_version<'3.12'", "ropes", "1.1")


@points(1, task=10, covers="R14", after="check_one_pin_moves")
def check_spelling_of_names_does_not_count(student, reference):
    """Capitals, hyphens, underscores and dots make no difference, and the line keeps its spelling."""
    agree(student, reference, "upgraded", PINNED, "Tides_North", "2.2")
    agree(student, reference, "upgraded", "Tide_Tables==1.0\n", "tide-tables", "1.1")


@points(1, task=10, covers="R14", after="check_one_pin_moves")
def check_unknown_pin_is_an_error(student, reference):
    """A package that is not pinned raises KeyError."""
    for name in ("ropes", "moorings", "north"):
        agree(student, reference, "upgraded", PINNED, name, "2.2")
