"""Hidden checks of server-record."""

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = st.text(alphabet="abCD 1-é\t", max_size=6)
NAMES = st.sampled_from(["yard-1", " Yard-2", "CRANE ", "gåte-3", "\tx\n"])
LINES = st.lists(
    st.sampled_from(
        ["", "   ", "\t", "# note", "    # note", "x = 1", "    y = 2  # two", "'# text'", "#"]
    ),
    max_size=9,
)


@points(1, task=1, covers="R1")
def check_the_six_fields(student, reference):
    """Server is a dataclass with six fields, and address is no parameter."""
    agree(student, reference, "shape")
    agree(student, reference, "made", "yard-1", "west", address="yard-1.west:8443")
    agree(student, reference, "made", "yard-1", "west", 1, 2, [], "yard-1.west:8443")


@points(1, task=1, covers="R1")
def check_parameters_and_defaults(student, reference):
    """The five parameters go by position or by name, and three have defaults."""
    agree(student, reference, "made", "yard-1", "west")
    agree(student, reference, "made", "yard-1", "west", 22, 7, ["spare"])
    agree(student, reference, "made", zone="west", tags=["spare"], name="yard-1")
    agree(student, reference, "made", "yard-1", "west", patience=1)
    agree(student, reference, "made", "yard-1")


@points(1, task=1, covers="R2")
def check_the_repr(student, reference):
    """The repr shows the five parameters in the form of a dataclass."""
    agree(student, reference, "shown", "yard-1", "west")
    agree(student, reference, "shown", "it's", "west", 22, 7, ["spare", "gpu"])


@points(2, task=1, covers="R2")
def check_equality_is_by_value(student, reference):
    """Servers are equal when all their fields are, and equal nothing else."""
    base = ["yard-1", "west", 22, 7, ["spare"]]
    agree(student, reference, "equal", base, base)
    for at, value in enumerate(["yard-2", "east", 23, 8, ["gpu"]]):
        agree(student, reference, "equal", base, [*base[:at], value, *base[at + 1 :]])
    agree(student, reference, "equal_after", "port", 1)
    agree(student, reference, "equal_after", "address", "elsewhere")
    agree(student, reference, "equal_to_others")


@points(
    2,
    task=1,
    covers="R3",
    after="check_parameters_and_defaults",
    reply="which methods does the decorator write without being asked?",
)
def check_no_order_and_no_hash(student, reference):
    """Comparing servers with < raises TypeError, and so does hash()."""
    agree(student, reference, "smaller")
    agree(student, reference, "hashed")


@points(2, task=1, covers="R4", reply="a method that the decorator can write stands in your class")
def check_the_decorator_writes_the_methods(student, reference):
    """No method that the decorator can write is written by hand."""
    agree(student, reference, "by_hand")


@points(2, task=2, covers="R5")
def check_names_and_zones_are_tidied(student, reference):
    """Names and zones are stripped and put in lower case; nothing left raises ValueError."""
    for name in ["Yard-1", "  yard-1\t", "", "   ", "\n"]:
        agree(student, reference, "made", name, "west")
        agree(student, reference, "made", "yard-1", name)
    agree(student, reference, "made", " ", " ")


@points(2, task=2, covers="R6")
def check_limits_of_the_numbers(student, reference):
    """Ports go from 1 to 65535, and patience begins at 1."""
    for port in [-1, 0, 1, 2, 65534, 65535, 65536, 70000]:
        agree(student, reference, "made", "yard-1", "west", port)
    for patience in [-3, 0, 1, 2, 100_000]:
        agree(student, reference, "made", "yard-1", "west", 80, patience)


@points(2, task=2, covers="R7")
def check_the_address_is_made_once(student, reference):
    """The address is made of the tidied values, once for each object."""
    agree(student, reference, "made", " Yard-1", "WEST ", 80)
    agree(student, reference, "assigned_later")
    agree(student, reference, "replaced", port=9000)
    agree(student, reference, "replaced", name=" Gate-4")
    agree(student, reference, "replaced", port=0)


@points(
    1,
    task=2,
    covers="R5 R7",
    after="check_names_and_zones_are_tidied check_the_address_is_made_once",
)
@given(name=WORDS, zone=WORDS, port=st.integers(2, 60_000))
def check_any_name_and_zone(student, reference, name, zone, port):
    """Any name and zone are tidied or refused, and make the address."""
    agree(student, reference, "made", name, zone, port)


@points(2, task=3, covers="R8", reply="how many lists are there when many servers are made?")
def check_no_two_servers_share_a_list(student, reference):
    """A tag of one server is not seen in another."""
    agree(student, reference, "neighbours")


@points(2, task=3, covers="R9", reply="who else holds the list that your server keeps?")
def check_the_argument_stays_with_its_owner(student, reference):
    """The list of tags given is not changed, and not kept."""
    agree(student, reference, "tags_of_one_list", ["spare", "gpu"], "hot")
    agree(student, reference, "tags_of_one_list", [" Spare", "gpu", "GPU"], "hot")
    agree(student, reference, "tags_of_one_list", [], "hot")


@points(2, task=3, covers="R9")
def check_tags_are_tidied(student, reference):
    """Tags are tidied; empty and repeated ones are dropped, and the order stays."""
    for tags in [["Spare"], ["b ", "a", "B"], ["", "  ", "x"], ["z", "a", "z", "a", "m"]]:
        agree(student, reference, "made", "yard-1", "west", tags=tags)


@points(
    1,
    task=3,
    covers="R9",
    after="check_tags_are_tidied check_the_argument_stays_with_its_owner",
)
@given(tags=st.lists(WORDS, max_size=6))
def check_any_tags_are_tidied(student, reference, tags):
    """Any list of tags is tidied into a new one."""
    agree(student, reference, "tags_of_one_list", tags, "hot")


@points(2, task=4, covers="R10")
def check_silence_at_its_limits(student, reference):
    """Patience and three times patience still belong to the better verdict."""
    for silence in [0, 1, 29, 30, 31, 89, 90, 91, 5000]:
        agree(student, reference, "health_of_default", silence)
    for silence in [0, 1, 2, 3, 4]:
        agree(student, reference, "health", silence, patience=1)
    agree(student, reference, "health_after_new_patience", 40, 40)


@points(2, task=4, covers="R11")
def check_maintenance_excuses(student, reference):
    """The tag maintenance excuses any silence but a negative one."""
    for silence in [0, 31, 500, -1]:
        agree(student, reference, "health", silence, tags=["gpu", " Maintenance"])
        agree(student, reference, "health", silence, extra=["maintenance"])
        agree(student, reference, "health", silence, tags=["premaintenance"])


@points(1, task=4, covers="R10 R11", after="check_silence_at_its_limits check_maintenance_excuses")
@given(
    silence=st.integers(-5, 60),
    patience=st.integers(1, 20),
    tags=st.lists(st.sampled_from(["maintenance", "gpu", "spare"]), max_size=2),
)
def check_any_silence(student, reference, silence, patience, tags):
    """Any silence is judged by patience and tags."""
    agree(student, reference, "health", silence, patience=patience, tags=tags)


@points(2, task=5, covers="R12")
def check_what_counts_as_code(student, reference):
    """Blank lines and lines with a comment only do not count; all others do."""
    for source in [
        "",
        "\n\n",
        "x = 1",
        "x = 1\ny = 2",
        "  # note\n\t#\nx = '#'  # text\n",
        'def f():\n    """Text.\n\n    More.\n    """\n',
    ]:
        agree(student, reference, "code_lines", source)


@points(2, task=5, covers="R12 R13", after="check_what_counts_as_code")
@given(before=LINES, after=LINES)
def check_any_lines_saved(student, reference, before, after):
    """The lines saved are those of the first source minus those of the second."""
    agree(student, reference, "lines_saved", "\n".join(before), "\n".join(after))
    agree(student, reference, "lines_saved", "a = 1\n", "# one\na = 1\nb = 2\nc = 3\n")
