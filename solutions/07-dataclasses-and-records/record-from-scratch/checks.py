"""Hidden checks of record-from-scratch."""

from decimal import Decimal

from hypothesis import strategies as st

from grader.checks import agree, given, points

CRANE = [("name", None), ("reach", [45]), ("hooks", "fresh")]
VALUES = st.none() | st.booleans() | st.integers(-3, 3) | st.text(alphabet="a'\\é", max_size=3)


@st.composite
def bodies(draw):
    """One class or two, with fields in a possible order."""
    names = draw(st.permutations(["berth", "self", "list", "depth"]))
    count, bare = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    fields = []
    for position, name in enumerate(names[:count]):
        kind = (
            None
            if position < bare
            else draw(st.just("fresh") | st.lists(VALUES, min_size=1, max_size=1))
        )
        fields.append((name, kind))
    cut = draw(st.integers(0, count))
    return [fields[:cut], fields[cut:]]


@points(2, task=1, covers="R1")
def check_fields_are_annotated_names(student, reference):
    """Fields are the annotated names of the body, in order, with their defaults."""
    agree(student, reference, "fields", CRANE)
    agree(student, reference, "fields", [])
    agree(student, reference, "fields", [("z", None), ("a", None), ("m", [None]), ("b", [()])])
    agree(student, reference, "fields", [("x", [0]), ("y", [""]), ("w", [False]), ("v", "fresh")])
    agree(student, reference, "fields_of_decorated", CRANE)
    agree(student, reference, "fields_of_decorated", CRANE, [("tons", [9])])


@points(1, task=1, covers="R1")
def check_class_variables_are_no_fields(student, reference):
    """Names annotated with ClassVar and names without annotation are no fields."""
    agree(student, reference, "fields_beside_class_variables")


@points(1, task=1, covers="R2")
def check_shared_defaults_are_refused(student, reference):
    """A list, dict or set as a default raises ValueError; other defaults are allowed."""
    for default in [[], [1], {}, {"a": 1}, {1, 2}]:
        agree(student, reference, "fields", [("name", None), ("shared", [default])])
        agree(student, reference, "made", [[("shared", [default])]])
    for default in [(), frozenset(), b"", "", 0, None, Decimal(1)]:
        agree(student, reference, "fields", [("name", None), ("safe", [default])])


@points(2, task=1, covers="R3")
def check_fields_of_bases_come_first(student, reference):
    """Fields of bases come first, in the order of the reversed MRO."""
    agree(student, reference, "fields", [("a", None), ("b", None)], [("c", None)], [("d", [1])])
    agree(student, reference, "fields", CRANE, [])
    agree(student, reference, "fields", [], CRANE)
    agree(student, reference, "signature", [("a", None)], [("b", [2])])


@points(2, task=1, covers="R3 R4", after="check_fields_of_bases_come_first")
def check_repeated_names_keep_their_place(student, reference):
    """A name that is annotated again keeps its place and takes the later default, or none."""
    agree(student, reference, "fields", [("a", [1]), ("b", [2])], [("c", [3]), ("a", [10])])
    agree(student, reference, "fields", [("a", [1]), ("b", [2])], [("b", [20])], [("a", "fresh")])
    agree(student, reference, "fields", [("a", [1]), ("b", None)][::-1], [("a", None)])
    agree(student, reference, "fields", [("a", [1]), ("b", [2])], [("a", None)])
    agree(student, reference, "fields_of_a_diamond")


@points(1, task=1, covers="R5")
def check_fields_without_default_come_first(student, reference):
    """TypeError comes when a field without a default follows one that has one."""
    agree(student, reference, "fields", [("a", None), ("b", [1]), ("c", "fresh")])
    for wrong in [
        [[("a", [1]), ("b", None)]],
        [[("a", "fresh"), ("b", None), ("c", [1])]],
        [[("a", [1])], [("b", None)]],
        [[("a", [1]), ("b", [2])], [("a", None), ("b", [3])], [("c", None)]],
        [[("a", [1]), ("b", [2])], [("b", None)]],
    ]:
        agree(student, reference, "fields", *wrong)


@points(3, task=2, covers="R6")
def check_fields_are_taken_by_position_and_name(student, reference):
    """Arguments become attributes, by position or by name; a wrong call raises TypeError."""
    agree(student, reference, "made", [CRANE], "C1")
    agree(student, reference, "made", [CRANE], "C1", 60, ["left"])
    agree(student, reference, "made", [CRANE], hooks=(), name="C1")
    agree(student, reference, "made", [CRANE], "C1", hooks=None)
    agree(student, reference, "made", [[("a", None)], [("b", None)]], 1, 2)
    agree(student, reference, "made", [[]])
    agree(student, reference, "made", [CRANE], "C1", 60)
    agree(student, reference, "made", [CRANE])
    agree(student, reference, "made", [CRANE], reach=60)
    agree(student, reference, "made", [CRANE], "C1", 60, [], 4)
    agree(student, reference, "made", [CRANE], "C1", name="C2")
    agree(student, reference, "made", [CRANE], "C1", colour="red")
    agree(student, reference, "made", [[]], 1)


@points(2, task=2, covers="R7 R8")
def check_signature_and_defaults(student, reference):
    """The signature shows names, order, kinds and defaults; a default is the very object."""
    agree(student, reference, "signature", [("name", None), ("reach", [45]), ("note", [None])])
    agree(student, reference, "signature", [])
    agree(student, reference, "signature", [("z", None), ("fresh", "fresh"), ("a", [""])])
    agree(student, reference, "fresh_defaults_are_optional", CRANE)
    agree(student, reference, "very_defaults")


@points(2, task=2, covers="R8")
def check_fields_of_any_name(student, reference):
    """A field may have any name without an underscore in front, such as self or list."""
    for name in ["self", "cls", "list", "MISSING", "Fresh", "name", "fields", "make", "exec"]:
        agree(student, reference, "made", [[("first", None), (name, None)]], 1, 2)
        agree(student, reference, "made", [[("first", None), (name, "fresh")]], 1)
        agree(student, reference, "made", [[("first", [5]), (name, [6])]], **{name: 7})


@points(2, task=2, covers="R9")
def check_fresh_defaults_are_made_for_each_record(student, reference):
    """A Fresh default is made once for each record that is not given the field."""
    agree(student, reference, "makers", [{}, {}, {}])


@points(2, task=2, covers="R10")
def check_what_is_given_is_kept(student, reference):
    """What is given is taken as it is, also None and empty lists; nothing is made then."""
    agree(student, reference, "makers", [{"tags": ["t"]}, {"tags": [], "more": None}, {"tags": 0}])
    agree(student, reference, "given_objects_are_kept")


@points(1, task=2, covers="R11")
def check_post_init_runs_once(student, reference):
    """`__post_init__`, own or inherited, runs once after all fields are set."""
    agree(student, reference, "after_init")
    agree(student, reference, "after_init_fails")


@points(2, task=3, covers="R12")
def check_repr_reads_like_the_call(student, reference):
    """The repr has the name of the object's own class and the repr of each field."""
    agree(student, reference, "shown", [CRANE], "C'1", 60, [None, 1.5])
    agree(student, reference, "shown", [[]])
    agree(student, reference, "shown", [[("a", None)], [("b", [Decimal("1.50")])]], "")
    agree(student, reference, "shown_of_subclass")


@points(2, task=3, covers="R13")
def check_equal_fields_of_the_same_class(student, reference):
    """Records of exactly one class are equal if the tuples of their fields are."""
    for left, right in [
        (("C1",), ("C1",)),
        (("C1",), ("C2",)),
        (("C1", 45), ("C1", 45.0)),
        (("C1", 45, []), ("C1", 45, ())),
        (("C1", 45, [1]), ("C1", 45, [2])),
        (("C1", 44), ("C1", 45)),
    ]:
        agree(student, reference, "compared", [CRANE], left, right)
    agree(student, reference, "compared", [[]], (), ())
    agree(student, reference, "compared_with_others")
    agree(student, reference, "compared_with_nan")


@points(1, task=3, covers="R14")
def check_the_other_side_is_asked(student, reference):
    """With an object of another class, the comparison leaves the answer to the other side."""
    agree(student, reference, "other_side_is_asked")


@points(1, task=3, covers="R15")
def check_equality_takes_the_hash_away(student, reference):
    """Records with equality have no hash."""
    agree(student, reference, "hashed", False)
    agree(student, reference, "compared", [CRANE], ("C1",), ("C1",))


@points(2, task=4, covers="R16")
def check_all_forms_of_the_decorator(student, reference):
    """The decorator works bare, with empty parentheses and with the option."""
    agree(student, reference, "forms")
    agree(student, reference, "returned_class_is_the_same")
    agree(student, reference, "hash_without_eq")


@points(2, task=4, covers="R15 R18")
def check_the_body_of_the_class_wins(student, reference):
    """What the class body has is kept, what is inherited is replaced."""
    agree(student, reference, "own_members")
    agree(student, reference, "hashed", True)
    agree(student, reference, "own_eq_without_hash")
    agree(student, reference, "inherited_members")


@points(2, task=4, covers="R17 R19")
def check_names_are_published(student, reference):
    """Patterns find the names of the fields, and the methods have the names of handwritten ones."""
    agree(student, reference, "matched", CRANE)
    agree(student, reference, "matched", CRANE, [("tons", [9])])
    agree(student, reference, "matched", [])
    agree(student, reference, "names_of_methods")


# What a drawn class may show has a fixed check, and all of these come first.
SHOWN_BEFORE = """
check_fields_are_annotated_names check_fields_of_bases_come_first
check_fields_are_taken_by_position_and_name check_fields_of_any_name check_signature_and_defaults
check_fresh_defaults_are_made_for_each_record check_what_is_given_is_kept
check_repr_reads_like_the_call check_equal_fields_of_the_same_class check_names_are_published
"""


@points(3, task=4, covers="R3 R6 R12 R13 R17", after=SHOWN_BEFORE)
@given(
    classes=bodies(),
    left=st.lists(VALUES, max_size=4).map(tuple),
    right=st.lists(VALUES, max_size=4).map(tuple),
)
def check_any_record(student, reference, classes, left, right):
    """Any class of any fields becomes a record, alone or as a subclass."""
    agree(student, reference, "story", classes, left, right)
    agree(student, reference, "story", classes, left, left)
