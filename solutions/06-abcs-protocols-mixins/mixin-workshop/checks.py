"""Hidden checks of mixin-workshop."""

from datetime import UTC

from hypothesis import strategies as st

from grader.checks import agree, given, points

MOMENTS = st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1, max_size=5)
FIELDS = ["gate", "seal", "holder", "größe"]
VALUES = st.one_of(
    st.sampled_from([None, "", " ", "\t\n", "\u00a0", 0, 0.0, False, [], {}, (), "0", " x "]),
    st.text(max_size=4),
    st.integers(),
)
CODES = st.one_of(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
    st.tuples(st.text("abÄ", max_size=2), st.text("abÄ", max_size=2)),
)
FORMS = st.one_of(
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4),
    st.fixed_dictionaries(dict.fromkeys(FIELDS, st.sampled_from([0, False, 0.0, [], {}]))),
    st.fixed_dictionaries(dict.fromkeys(FIELDS, st.sampled_from([None, "", " ", "\n"]))),
)
REQUIRED = st.one_of(
    st.lists(st.sampled_from(FIELDS), unique=True, max_size=4), st.permutations(FIELDS)
)
SERVERS = st.one_of(
    st.tuples(
        st.sampled_from(["ys-23", "", " ", "Übersee"]),
        st.sampled_from(["north", "", "  ", None]),
        st.sampled_from([None, 0, 1, 16]),
    ),
    st.tuples(st.sampled_from(["ys-24", "Übersee"]), st.just("east"), st.sampled_from([0, 3])),
)
FOREIGN = ["text", "number", "none", "plain object", "another class with the mixin", "subclass"]


@points(1, task=1, covers="R1")
@given(moments=MOMENTS)
def check_a_new_object_has_one_moment(student, reference, moments):
    """A new object reads its clock once, and both stamps hold that moment."""
    agree(student, reference, "stamps", moments, 0)


@points(2, task=1, covers="R2", after="check_a_new_object_has_one_moment")
@given(moments=MOMENTS, touches=st.integers(1, 6))
def check_touch_moves_updated_at_only(student, reference, moments, touches):
    """Each touch reads the object's own clock once and moves updated_at, never created_at."""
    agree(student, reference, "stamps", moments, touches)
    agree(student, reference, "two_clocks", moments)


@points(1, task=1, covers="R3")
def check_default_clock_is_utc(student, reference):
    """Without a clock all stamps are aware moments in UTC."""
    agree(student, reference, "default_stamps")


@points(3, task=1, covers="R4")
def check_timestamps_pass_the_rest_on(student, reference):
    """Keywords that the timestamp mixin does not know reach the next class, in any order of parents."""
    for stamps_first in (True, False):
        agree(student, reference, "stamped_tug", stamps_first, "Amaru")
    agree(student, reference, "stamped_with_unknown_keyword")


@points(3, task=2, covers="R5 R6")
@given(required=REQUIRED, values=FORMS)
def check_missing_fields_in_order(student, reference, required, values):
    """Fields without a value are named in the order in which they are required."""
    agree(student, reference, "missing", required, values)


@points(1, task=2, covers="R6")
def check_fields_are_looked_up_as_attributes(student, reference):
    """A field may be a class attribute, an inherited attribute or a property."""
    agree(student, reference, "missing_of_lookups")


@points(2, task=2, covers="R5 R7")
@given(required=REQUIRED, values=FORMS)
def check_validate_names_all_missing_fields(student, reference, required, values):
    """Validation raises MissingFieldsError with every missing field, or returns None."""
    agree(student, reference, "validated", required, values)


@points(1, task=2, covers="R5 R8")
def check_validation_remembers_nothing(student, reference):
    """A class requires nothing by itself; each call looks at the object as it is now, and at no other."""
    agree(student, reference, "missing_by_default")
    agree(student, reference, "corrected")


@points(3, task=3, covers="R9")
@given(codes=CODES)
def check_operators_follow_the_key(student, reference, codes):
    """All six comparisons of two objects of one class follow their keys."""
    left, right = codes
    agree(student, reference, "operators", left, right)
    agree(student, reference, "operators", left, left)


@points(1, task=3, covers="R9 R10")
def check_compare_by_is_looked_up_each_time(student, reference):
    """A subclass may name another key, and a key may be a property."""
    agree(student, reference, "compared_by_another_attribute")


@points(2, task=3, covers="R10")
@given(
    codes=st.lists(st.one_of(st.integers(-3, 3), st.text("ab", max_size=2)), min_size=1, max_size=6)
)
def check_equal_objects_hash_alike(student, reference, codes):
    """Equal objects have equal hashes, so a set keeps one of them and finds it again."""
    agree(student, reference, "distinct", codes)


@points(3, task=3, covers="R11")
def check_foreign_types_get_not_implemented(student, reference):
    """For an object of any other class the comparison methods return NotImplemented."""
    for kind in FOREIGN:
        agree(student, reference, "not_implemented", kind)
        agree(student, reference, "foreign_equality", kind)
        for operator in ("<", "<=", ">", ">="):
            agree(student, reference, "foreign_order", kind, operator)
    agree(student, reference, "asked_the_other_side")


@points(2, task=3, covers="R11")
@given(
    items=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["Q1", "Q2", 5])), max_size=5),
    code=st.text(max_size=3),
)
def check_only_one_class_is_equal(student, reference, items, code):
    """Objects of two classes are never equal, even if their keys are."""
    agree(student, reference, "equality_matrix", items)
    agree(student, reference, "same_key_other_kind", code)


@points(1, task=3, covers="R12")
def check_stateless_mixins_leave_construction_alone(student, reference):
    """Below the validation and comparison mixins a base is constructed as it always was."""
    agree(student, reference, "kept_construction", 12, "north")
    agree(student, reference, "kept_construction", -1, " ")


@points(2, task=4, covers="R13 R14")
def check_a_new_server_is_complete(student, reference):
    """A new server has its fields, both stamps and all three mixins, and is not live."""
    agree(student, reference, "fresh_server", "ys-21")
    agree(student, reference, "fresh_server", "ys-22", zone="south", slots=0)
    agree(student, reference, "fresh_server", name="", slots=9, zone=None)
    agree(student, reference, "server_parents")


@points(3, task=4, covers="R14 R15")
@given(name_zone_slots=SERVERS, times=st.integers(1, 3))
def check_commission_validates_first(student, reference, name_zone_slots, times):
    """Commissioning sets a complete server live and touches it, and changes nothing on a lacking one."""
    agree(student, reference, "commissioned", *name_zone_slots, times)


@points(2, task=4, covers="R16")
@given(
    zone=st.sampled_from([None, "north", "east"]),
    zones=st.lists(st.sampled_from(["north", "east", "west"]), max_size=5),
)
def check_only_a_real_move_touches(student, reference, zone, zones):
    """Moving to another zone touches the server; moving to its own zone changes nothing."""
    agree(student, reference, "moved", zone, zones)


@points(1, task=4, covers="R14")
@given(names=st.lists(st.sampled_from(["ys-1", "ys-10", "ys-2", "YS-1", ""]), max_size=6))
def check_servers_order_by_name_alone(student, reference, names):
    """Servers compare, sort and hash by name, whatever zone, slots and stamps say."""
    agree(student, reference, "server_order", names)


@points(3, task=4, covers="R13 R17")
def check_a_server_combines_with_other_classes(student, reference):
    """Keywords a server does not know travel on, and each initialiser of a wider family runs once."""
    agree(student, reference, "labelled_server")
    agree(student, reference, "audited_server")
    agree(student, reference, "server_with_unknown_keyword")


@points(1, task=4, covers="R15")
def check_a_subclass_may_require_more(student, reference):
    """Commissioning asks for the fields that the server's own class requires."""
    agree(student, reference, "stricter_server", None)
    agree(student, reference, "stricter_server", "R4")
