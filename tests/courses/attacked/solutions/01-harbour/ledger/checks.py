"""Hidden checks of ledger. kx9q489e49eebc"""

from hypothesis import strategies as st

from grader.checks import agree, expect, given, points

NAMES = ["kx9q4f0bebac34", "rope", "\u00e9tai"]
ENTRIES = st.lists(st.tuples(st.sampled_from(["rope", "gate", "étai"]), st.integers(0, 9999)), max_size=4)


def lines(entries):
    """The bytes of a ledger."""
    return "".join(f"{name};{kilograms}\n" for name, kilograms in entries).encode()


@points(2, task=1, covers="R1")
def check_the_bytes_of_a_ledger(student, reference):
    """A ledger holds the agreed bytes, and an empty one none."""
    for entries in ([(NAMES[0], 73912), (NAMES[2], 1)], []):
        agree(student, reference, "write", "one.led", entries)
        expect(student.get("one.led"), lines(entries))


@points(2, task=1, covers="R1", after="check_the_bytes_of_a_ledger")
@given(entries=ENTRIES, examples=8)
def check_the_bytes_of_any_ledger(student, reference, entries):
    """Any ledger holds the agreed bytes."""
    student.write("any.led", entries)
    expect(student.get("any.led"), lines(entries))


@points(2, task=1, covers="R2")
@given(entries=ENTRIES.filter(bool), examples=8)
def check_a_ledger_is_read(student, reference, entries):
    """A ledger is read."""
    student.put("in.led", lines(entries))
    expect(student.read("in.led"), entries)


@points(2, task=2, covers="R3")
def check_ledgers_are_merged(student, reference):
    """Ledgers are merged in the order of their names; other files are left out."""
    ledgers = {"yard/b.led": b"rope;2\n", "yard/a.led": lines([(NAMES[0], 4711)]), "yard/c.txt": b"no ledger"}
    for path, content in ledgers.items():
        student.put(path, content)
    expect(student.merge("yard", "merged"), 2)
    expect(student.get("merged"), lines([(NAMES[0], 4711)]) + b"rope;2\n")


@points(2, task=2, covers="R4", after="check_ledgers_are_merged")
def check_nothing_else_is_written(student, reference):
    """Nothing but the target is written."""
    student.put("quay/a.led", lines([(NAMES[1], 815)]))
    before = student.files()
    student.merge("quay", "target")
    expect(student.files(), sorted([*before, "target"]))
    expect(student.get("quay/a.led"), lines([(NAMES[1], 815)]))
