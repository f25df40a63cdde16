"""Hidden checks of build-and-inspect."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

INFO = "tides-2.1.dist-info"
METADATA = (
    "Metadata-Version: 2.1\nName: tides\nVersion: 2.1\nAuthor: Łucja Ødegård\n"
    "Requires-Dist: ropes>=1\nRequires-Dist: winches; sys_platform == 'win32'\n"
    "requires-dist: quays==3\n\nName: not a field\n"
).encode()
ASCII = b"Name: tides\nRequires-Dist: ropes>=1\nRequires-Dist: quays==3\n\ntext\n"
WHEEL = (
    "tides-2.1-py3-none-any.whl",
    [
        ("tides/__init__.py", b"HIGH = 4\n", 86400, 0o644),
        ("tides/data", None, 0, 0o755),
        ("tides/a,b.txt", b"", 1_000_000_000, 0o600),
        ("bin/tides", b"#!/bin/sh\n", 62, 0o755),
        (f"{INFO}/METADATA", METADATA, 0, 0o644),
    ],
)
SDIST = (
    "tides-2.1.tar.gz",
    [
        ("tides-2.1", None, 5, 0o755),
        ("tides-2.1/src/tides.egg-info/PKG-INFO", b"Name: wrong\nVersion: 0\n\n", 0, 0o644),
        ("tides-2.1/tides.py", b"HIGH = 4\n", 86401, 0o640),
        ("tides-2.1/latest", "tides.py", 7, 0o777),
        ("tides-2.1/PKG-INFO", ASCII, 3, 0o644),
        ("tides-2.1/run.sh", b"\x00\xff", 4, 0o4755),
        ("tides-2.1/tests/tides-2.1/a.py", b"", 1_000_000_001, 0o644),
    ],
)

NAMES = st.sampled_from(["tides.py", "tides/a.py", "ropes.py", "a b.txt", f"{INFO}/WHEEL"])
FILES = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from([b"", b"HIGH = 4\n", b"HIGH = 5\n"]),
        st.sampled_from([0, 2, 86400]),
        st.sampled_from([0o644, 0o755]),
    ),
    max_size=5,
    unique_by=lambda entry: entry[0],
)

TREE = {
    "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    '[project]\nname = "tides"\nversion = "2.1"\ndependencies = ["ropes>=1", "quays==3"]\n',
    "src/tides/__init__.py": "HIGH = 4\n",
    "src/tides/low.py": "LOW = 1\n",
}


def with_setuptools(tree):
    """The same tree for the other backend."""
    lines = tree["pyproject.toml"].replace("hatchling.build", "setuptools.build_meta")
    return tree | {"pyproject.toml": lines.replace("hatchling", "setuptools")}


def wheel(*entries, version="2.1"):
    """A wheel of these entries: name, content and optionally seconds and mode."""
    full = [(*entry, *(0, 0o644)[len(entry) - 2 :]) for entry in entries]
    return f"tides-{version}-py3-none-any.whl", full


def sdist(*entries, version="2.1"):
    """An sdist of these entries, in its top folder."""
    _, full = wheel(*entries)
    return f"tides-{version}.tar.gz", [(f"tides-{version}/{name}", *rest) for name, *rest in full]


def lined(files):
    """A wheel of these files."""
    return "tides-2.1-py3-none-any.whl", files


@points(2, task=1, covers="R1 R4")
def check_a_wheel_is_listed(student, reference):
    """A wheel gives its files in order, with contents, stamps and modes; folders are left out."""
    agree(student, reference, "members_of", WHEEL)
    agree(student, reference, "members_of", ("empty-1-py3-none-any.whl", []))
    agree(student, reference, "members_are_members", WHEEL)


@points(2, task=1, covers="R1 R3 R4")
def check_an_sdist_is_listed(student, reference):
    """An sdist gives its files without the top folder; folders and links are left out."""
    agree(student, reference, "members_of", SDIST)
    agree(student, reference, "members_of", sdist(("a.py", b"1", 0.75), ("b.py", b"2", 59.999)))


@points(1, task=1, covers="R2", reply="only the end of its name says what an archive is")
def check_other_names_raise(student, reference):
    """A file that is neither a wheel nor an sdist by its name raises ValueError."""
    for name in ["tides-2.1.zip", "tides.tar", "tides-2.1.tar.bz2", "whl", "tides-2.1.tgz"]:
        agree(student, reference, "members_of", (name, []))


@points(1, task=1, covers="R3", after="check_an_sdist_is_listed")
def check_a_file_outside_the_top_folder_raises(student, reference):
    """A file of an sdist that lies outside its one folder raises ValueError."""
    for name in [
        "setup.py",
        "tides-2.10/tides.py",
        "tides/PKG-INFO",
        "tides-2.1.py",
        "../tides.py",
    ]:
        entries = [("tides-2.1/PKG-INFO", METADATA, 0, 0o644), (name, b"1", 0, 0o644)]
        agree(student, reference, "members_of", ("tides-2.1.tar.gz", entries))


@points(2, task=1, covers="R1 R4", after="check_a_wheel_is_listed")
@given(files=FILES)
def check_any_archive_is_listed(student, reference, files):
    """Any files come out of a wheel and of an sdist as they went in."""
    agree(student, reference, "members_of", lined(files))
    agree(student, reference, "members_of", sdist(*files))


@points(
    2,
    task=2,
    covers="R5 R6",
    reply="a field may stand there several times, in any letters; the encoding is UTF-8",
)
def check_all_values_of_a_field_are_kept(student, reference):
    """The metadata of a wheel are read with all values of each field."""
    agree(student, reference, "metadata_of", WHEEL)
    agree(student, reference, "metadata_of", wheel((f"{INFO}/METADATA", b"Name: tides\n")))


@points(
    2,
    task=2,
    covers="R6",
    reply="several files may have that name; one lies in the right place",
)
def check_metadata_are_found_where_they_belong(student, reference):
    """An sdist is asked for PKG-INFO at its top, a wheel for METADATA in .dist-info."""
    agree(student, reference, "metadata_of", SDIST)
    other = ("tides/METADATA", b"Name: data\n")
    agree(student, reference, "metadata_of", wheel(other, (f"{INFO}/METADATA", b"Name: tides\n")))
    agree(student, reference, "metadata_of", wheel(other))
    agree(student, reference, "metadata_of", wheel(("PKG-INFO", b"Name: tides\n")))
    agree(student, reference, "metadata_of", sdist((f"{INFO}/METADATA", b"Name: tides\n")))
    agree(student, reference, "metadata_of", sdist(("src/PKG-INFO", b"Name: tides\n")))


@points(2, task=3, covers="R7 R8")
def check_a_sound_wheel_has_no_trouble(student, reference):
    """A wheel whose RECORD is right has no trouble."""
    agree(student, reference, "audit_of_recorded", WHEEL, {})
    agree(student, reference, "audit_of_recorded", wheel(), {})


@points(
    2,
    task=3,
    covers="R8",
    after="check_a_sound_wheel_has_no_trouble",
    reply="look from both sides: at each line, and at each file; and at digest and size",
)
def check_each_trouble_of_a_record_is_named(student, reference):
    """Changed, missing and unlisted files are named in alphabetical order."""
    right = "sha256=bYJSUO0qUO7LPCfHUsKqsRzXYdGW2bBSx5pOZpGgTXo"
    for line in [f"tides/__init__.py,{right},9", "tides/__init__.py,,", "tides/__init__.py,,9"]:
        agree(student, reference, "audit_of_recorded", WHEEL, {"tides/__init__.py": line})
    empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    for line in [f"tides/a,b.txt,{empty},0", f"tides/a,b.txt,{empty},1"]:
        agree(student, reference, "audit_of_recorded", WHEEL, {"tides/a,b.txt": line})
    changes = {
        "zz": f"zebra.py,{empty},0",
        "aa": "alpha,1.py,,",
        "bin/tides": None,
        f"{INFO}/METADATA": f"{INFO}/METADATA,{right},9",
    }
    agree(student, reference, "audit_of_recorded", WHEEL, changes)


@points(1, task=3, covers="R7 R8", after="check_a_sound_wheel_has_no_trouble")
def check_the_record_itself(student, reference):
    """RECORD is not compared with its line, is unlisted without one, and has to be there."""
    record = f"{INFO}/RECORD"
    agree(student, reference, "audit_of_recorded", WHEEL, {record: None})
    agree(student, reference, "audit_of_recorded", WHEEL, {record: f"{record},sha256=wrong,7"})
    agree(student, reference, "audit_of", WHEEL)
    agree(student, reference, "audit_of", wheel(("RECORD", b"RECORD,,\n")))


@points(2, task=4, covers="R9")
def check_contents_are_compared(student, reference):
    """Added, removed and changed files are named; dates, modes and order play no part."""
    one = wheel(("b.py", b"1"), ("a.py", b"1"), ("z.py", b"1"), ("c.py", b"1"))
    other = wheel(("a.py", b"2"), ("d.py", b"1"), ("b.py", b"1", 86400, 0o755), ("0.py", b""))
    agree(student, reference, "differences_of", one, other)
    agree(student, reference, "differences_of", other, one)
    agree(student, reference, "differences_of", one, one)
    agree(student, reference, "differences_of", wheel(), one)
    agree(student, reference, "differences_of", SDIST, sdist(("tides.py", b"HIGH = 5\n")))
    agree(student, reference, "differences_of", SDIST, WHEEL)
    agree(student, reference, "differences_of", WHEEL, SDIST)


@points(
    2,
    task=4,
    covers="R10",
    after="check_contents_are_compared",
    reply="which names hold the version, and which file says again what the others say?",
)
def check_versions_and_record_do_not_count(student, reference):
    """Two versions are compared file by file, and RECORD is never changed."""
    names = ["METADATA", "WHEEL", "RECORD", "licenses/LICENSE"]
    one = wheel(("t/RECORD", b"1"), *((f"tides-2.1.dist-info/{name}", b"1") for name in names))
    other = wheel(
        ("t/RECORD", b"2"),
        *((f"tides-2.2.dist-info/{name}", b"2") for name in names),
        version="2.2",
    )
    agree(student, reference, "differences_of", one, other)
    agree(student, reference, "differences_of", one, wheel(version="2.2"))
    agree(student, reference, "differences_of", wheel(), other)
    agree(student, reference, "differences_of", sdist(("a", b"")), sdist(("a", b""), version="3"))


@points(2, task=4, covers="R9 R10", after="check_versions_and_record_do_not_count")
@given(one=FILES, other=FILES)
def check_any_two_wheels(student, reference, one, other):
    """Any two wheels are compared."""
    agree(student, reference, "differences_of", lined(one), lined(other))


@points(
    2,
    task=5,
    covers="R11",
    reply="compare the files that both archives hold, one by one, and then their order",
)
def check_repacking_is_explained(student, reference):
    """Dates, modes and order are named if they differ for a file that both archives hold."""
    plain = wheel(("a.py", b"1"), ("b.py", b"1"), (f"{INFO}/RECORD", b"1"))
    for other in [
        plain,
        wheel(("a.py", b"1", 2), ("b.py", b"1")),
        wheel(("a.py", b"1"), ("b.py", b"1", 0, 0o755)),
        wheel(("b.py", b"1"), ("a.py", b"1")),
        wheel(("b.py", b"1", 2), ("a.py", b"1", 0, 0o600)),
        wheel(("b.py", b"1", 2), ("a.py", b"1", 4)),
        wheel(("a.py", b"2"), ("b.py", b"2")),
        wheel(("0.py", b"1", 9, 0o600), ("b.py", b"1")),
        wheel(("tides-2.2.dist-info/RECORD", b"1", 2), version="2.2"),
        wheel(("tides-2.2.dist-info/RECORD", b"1"), ("a.py", b"1"), version="2.2"),
        wheel(),
        sdist(("b.py", b"1"), ("c.py", b"1", 2), ("a.py", b"1", 3)),
    ]:
        agree(student, reference, "repacking_of", plain, other)
        agree(student, reference, "repacking_of", other, plain)


@points(2, task=5, covers="R11", after="check_repacking_is_explained")
@given(one=FILES, other=FILES)
def check_any_repacking(student, reference, one, other):
    """Any two wheels are held against each other."""
    agree(student, reference, "repacking_of", lined(one), lined(other))


@points(
    2,
    task=5,
    covers="R1 R6 R8 R9 R11",
    after="check_an_sdist_is_listed check_metadata_are_found_where_they_belong "
    "check_each_trouble_of_a_record_is_named check_versions_and_record_do_not_count "
    "check_repacking_is_explained",
)
def check_what_a_backend_builds(student, reference):
    """What hatchling and setuptools build is read, verified and compared."""
    changed = {"src/tides/low.py": "LOW = 2\n", "src/tides/mid.py": "MID = 3\n"}
    for tree in [TREE, with_setuptools(TREE)]:
        agree(student, reference, "built", tree, changed)
    agree(student, reference, "built_twice", TREE)
    agree(student, reference, "archives_are_untouched", WHEEL)
