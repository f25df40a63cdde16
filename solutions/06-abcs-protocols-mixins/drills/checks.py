"""Hidden checks of the drills of week 06."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

words = st.text(alphabet="abcÄß -_7'\"", max_size=8)
attributes = st.dictionaries(
    st.sampled_from(["number", "weight", "_seal", "__id", "owner_", "größe", "a"]),
    st.one_of(words, st.integers(-9, 9), st.none(), st.booleans()),
    max_size=5,
)


@points(1, task=1, covers="R1")
@given(examples=20, container=words, celsius=st.floats(-60, 60))
def check_line_shows_container_and_temperature(student, reference, container, celsius):
    """The line is the container, a colon, a space and the temperature with one decimal."""
    agree(student, reference, "reefer_line", container, celsius)


@points(1, task=1, covers="R1")
def check_reefer_probe_needs_both_methods(student, reference):
    """ReeferProbe cannot be instantiated, nor can a subclass that has only one of the two methods."""
    agree(student, reference, "reefer_abstract")


@points(1, task=2, covers="R2")
def check_creation_error_is_the_text_of_the_type_error(student, reference):
    """The text of the TypeError is returned, and the empty string where there is none."""
    for name in ("HandWinch", "Winch", "NamedWinch"):
        agree(student, reference, "error_of", name)


@points(1, task=2, covers="R2")
def check_other_errors_pass_through(student, reference):
    """An exception that is no TypeError reaches the caller."""
    agree(student, reference, "error_of", "LockedWinch")


@points(2, task=3, covers="R3")
@given(examples=20, hours=st.integers(0, 9))
def check_night_tariff_completes_the_tariff(student, reference, hours):
    """A NightTariff costs 40 an hour and charges three hours at least; Tariff stays as it was given."""
    agree(student, reference, "night", hours)
    for edge in (0, 2, 3, 4):
        agree(student, reference, "night", edge)


@points(1, task=4, covers="R4")
@given(examples=30, attributes=attributes)
def check_to_dict_gives_the_public_attributes(student, reference, attributes):
    """to_dict gives the attributes of the object whose names do not begin with an underscore."""
    agree(student, reference, "dict_of", attributes)
    agree(student, reference, "dict_of", {"number": 1, "_seal": 2, "owner_": None, "__id": 4})


@points(1, task=4, covers="R4")
def check_to_dict_gives_a_new_dict(student, reference):
    """Changing the dict does not change the object."""
    agree(student, reference, "dict_is_new")


@points(1, task=5, covers="R5")
@given(examples=20, name=words, site=words)
def check_yard_server_is_shown_by_its_mixins(student, reference, name, site):
    """The label of a YardServer is in capitals, and its place is its site."""
    agree(student, reference, "server_shown", name, site)
    agree(student, reference, "server_shown", "ys-1", "pier 2")


@points(1, task=5, covers="R5")
def check_yard_server_has_three_parents(student, reference):
    """A YardServer inherits from both mixins and from Host, and writes none of their methods again."""
    agree(student, reference, "server_parents")


@points(1, task=6, covers="R6")
def check_mro_follows_the_order_of_the_parents(student, reference):
    """The names begin with the class and end with object; swapped parents are swapped in the order."""
    agree(student, reference, "mro_swapped")


@points(1, task=6, covers="R6")
@given(
    examples=40, parents=st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), max_size=7)
)
def check_mro_of_any_family(student, reference, parents):
    """The names are those of the method resolution order, whatever the parents are."""
    agree(student, reference, "mro_of", parents)
    agree(student, reference, "mro_of", [[0], [0], [1, 2]])


@points(1, task=7, covers="R7")
@given(
    examples=20,
    names=st.lists(st.sampled_from(["answering", "misleading", "silent", "text"]), max_size=6),
)
def check_pingable_things_are_counted(student, reference, names):
    """Each thing that has a ping counts, whatever it inherits from."""
    agree(student, reference, "pingable", names)
    agree(
        student, reference, "pingable", ["answering", "silent", "misleading", "text", "answering"]
    )


@points(1, task=7, covers="R7")
def check_pings_are_not_called(student, reference):
    """Pingable works with isinstance, and counting calls no ping."""
    agree(student, reference, "pings_unasked")


@points(2, task=8, covers="R8")
@given(
    examples=20,
    written=st.lists(st.sampled_from(["sail", "dock", "draught", "hail"]), unique=True, max_size=4),
)
def check_missing_methods_are_named(student, reference, written):
    """The abstract names that are left are listed in alphabetical order; other classes lack nothing."""
    agree(student, reference, "missing_in", written)
    agree(student, reference, "missing_in", ["draught"])
    agree(student, reference, "missing_in_others")


@points(2, task=9, covers="R9")
@given(examples=30, name=st.sampled_from(["Crate", "Lorry", "Öltank"]), attributes=attributes)
def check_repr_shows_class_and_attributes(student, reference, name, attributes):
    """The repr shows the object's own class and each of its attributes with its repr."""
    agree(student, reference, "repr_of", name, attributes)
    agree(student, reference, "repr_of", name, {"number": "QYU 1", "_seal": 7})


@points(1, task=10, covers="R10")
def check_cases_a_to_c(student, reference):
    """ABC or protocol: the first three cases."""
    agree(student, reference, "choices", "abc")


@points(1, task=10, covers="R10")
def check_cases_d_to_f(student, reference):
    """ABC or protocol: the last three cases."""
    agree(student, reference, "choices", "def")


@points(1, task=11, covers="R11")
@given(examples=20, lorry=words)
def check_logged_gate_logs_first(student, reference, lorry):
    """A LoggedGate gives its log line, then the steps of a Gate."""
    agree(student, reference, "steps", lorry)


@points(1, task=11, covers="R11")
@given(examples=20, lorry=words)
def check_logged_gate_calls_the_next_in_line(student, reference, lorry):
    """With a second parent beside it, LoggedGate goes on with that one, and each step comes once."""
    agree(student, reference, "steps_in_line", lorry)


@points(2, task=12, covers="R12")
def check_adopted_class_counts_as_an_alarm(student, reference):
    """An adopted class is returned itself, counts as an Alarm and inherits nothing."""
    agree(student, reference, "adopted")
